"""How a database stands to the program is seen before anything is served."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from incidents.store import schema, seals
from incidents.store.schema import Schema
from tests.databases import Database

# what the database says of itself, and how it stands to a program whose migrations are 0001 and 0002
FOUND = (
    ("the newest version", "UPDATE alembic_version SET version_num = '0002'", Schema.CURRENT),
    ("an older version", "UPDATE alembic_version SET version_num = '0001'", Schema.OLDER),
    ("a version of a newer program", "UPDATE alembic_version SET version_num = '0003'", Schema.UNKNOWN),
    ("a word that is no version", "UPDATE alembic_version SET version_num = 'x'", Schema.UNKNOWN),
    ("a migration that was broken off", "DELETE FROM alembic_version", Schema.EMPTY),
    ("nothing", "DROP TABLE alembic_version", Schema.EMPTY),
)


@pytest.mark.parametrize(("says", "statement", "stands"), FOUND, ids=[row[0] for row in FOUND])
def test_the_version_is_compared(database: Database, says: str, statement: str, stands: Schema) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert schema.compare(database.engine, "0002", frozenset({"0001", "0002"})) is stands


def test_a_database_that_guards_its_trail_lacks_nothing(database: Database) -> None:
    assert schema.unguarded(database.engine) == ()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_single_trigger_is_missed(kind: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(kind)
    with database.engine.connect() as connection:
        for name in seals.SQLITE if kind == "sqlite" else seals.POSTGRESQL:
            point = connection.begin()
            table = "event_payload" if name.startswith("payload") else "event"
            connection.execute(sa.text(f"DROP TRIGGER {name}" + ("" if kind == "sqlite" else f" ON {table}")))
            assert seals.missing(connection) == (name,)
            point.rollback()
    assert schema.unguarded(database.engine) == ()
