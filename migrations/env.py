"""Alembic's surroundings: the engine of the running app, both databases, whole migrations or none."""

from __future__ import annotations

from alembic import context
from flask import current_app

target = current_app.extensions["migrate"].db.metadata
engine = current_app.extensions["migrate"].db.engine

with engine.execution_options(candour_writes=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=target,
        transaction_per_migration=True,
        transactional_ddl=True,
        compare_type=True,
        user_module_prefix="instant.",
    )
    with context.begin_transaction():
        context.run_migrations()
