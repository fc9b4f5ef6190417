"""Migrations go up, down and up again on both databases, end at the models, keep the data and the seals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.engine.interfaces import ReflectedIndex

from config import HERE
from incidents.store import db, seals
from incidents.store.models import Base
from incidents.store.schema import Schema, compare
from tests import databases
from tests.cast import report

HEAD = (HERE / "migrations" / "HEAD").read_text().strip()
FILES = sorted((HERE / "migrations" / "versions").glob("*.py"))
KNOWN = frozenset(path.name.partition("_")[0] for path in FILES)


@pytest.fixture(params=databases.KINDS)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The program on a database with nothing in it."""
    url = databases.empty(request.param)
    made = databases.make_app(url)
    engine = db.engine()
    yield made
    databases.drop(databases.Database(request.param, url, engine))


def test_the_newest_migration_is_the_one_that_head_names() -> None:
    assert FILES[-1].name.startswith(f"{HEAD}_")


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [path.name[:4] for path in FILES] == [f"{number:04}" for number in range(1, len(FILES) + 1)]


def test_migrations_end_at_the_models(app: Flask) -> None:
    with app.app_context():
        upgrade()
        with db.engine().connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
            assert seals.missing(connection) == ()
    assert compare(db.engine(), HEAD, KNOWN) is Schema.CURRENT


def test_down_and_up_again_leaves_the_same_schema(app: Flask) -> None:
    with app.app_context():
        upgrade()
        before = _schema()
        downgrade(revision="base")
        assert sa.inspect(db.engine()).get_table_names() == ["alembic_version"]
        upgrade()
        assert _schema() == before


def test_a_migrated_database_keeps_its_cases(database: databases.Database) -> None:
    reference = report()
    app = databases.make_app(database.url)
    with app.app_context():
        upgrade()
    with database.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT reference FROM case_file")) == reference


def test_how_a_database_stands_to_the_program(app: Flask) -> None:
    assert compare(db.engine(), HEAD, KNOWN) is Schema.EMPTY
    with app.app_context():
        upgrade()
    assert compare(db.engine(), "9999", KNOWN | {"9999"}) is Schema.OLDER
    with db.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert compare(db.engine(), HEAD, KNOWN) is Schema.UNKNOWN


def _schema() -> object:
    """Tables, columns, constraints, indexes and triggers, as the database itself tells them."""
    engine = db.engine()
    look = sa.inspect(engine)
    with engine.connect() as connection:
        query = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
            if engine.dialect.name == "sqlite"
            else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        )
        triggers = [tuple(row) for row in connection.exec_driver_sql(query)]
    return triggers, {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(table)],
            look.get_pk_constraint(table),
            sorted(map(str, look.get_foreign_keys(table))),
            sorted(map(str, look.get_unique_constraints(table))),
            sorted(map(str, look.get_check_constraints(table))),
            sorted(_index(index) for index in look.get_indexes(table)),
        )
        for table in sorted(look.get_table_names())
    }


def _index(index: ReflectedIndex) -> str:
    """An index in words; its condition is an object that prints differently each time."""
    options = {name: str(option) for name, option in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})
