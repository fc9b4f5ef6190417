"""Whether a charity's reminders go by mail at all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incidents.store import instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "mail_switch",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_mail_switch_version")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_mail_switch_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_mail_switch")),
    )


def downgrade() -> None:
    op.drop_table("mail_switch")
