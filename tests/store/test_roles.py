"""The account that serves cannot switch off what keeps the trail: docs/examples/roles.sql, on PostgreSQL."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from incidents.domain.words import Role
from incidents.store import db
from tests import cast, steps
from tests.databases import Database
from tests.rules.source import HOUSE

ROLES = HOUSE / "docs" / "examples" / "roles.sql"


@pytest.fixture
def serving(postgresql: Database) -> Iterator[sa.Engine]:
    """The program, bound to the database as the account that serves."""
    name = f"serving_{uuid.uuid4().hex[:12]}"
    owner = postgresql.engine
    lines = ROLES.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    with owner.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name}")
        for statement in re.sub(r"\b(TO|FROM) candour;", rf"\1 {name};", text).split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine = sa.create_engine(postgresql.url, connect_args={"options": f"-c role={name}"})
    db.bind(engine)
    yield engine
    engine.dispose()
    db.bind(owner)
    with owner.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")


def test_a_case_can_be_reported_and_walked(serving: sa.Engine) -> None:
    manager = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(manager)
    assert steps.start(manager, reference, "containment")
    with db.read() as session:
        assert session.execute(sa.text("SELECT count(*) FROM event")).scalar_one() > 3


# what somebody who has taken over the program would try
TRIED = (
    "ALTER TABLE event DISABLE TRIGGER event_no_change",
    "DROP TRIGGER event_link ON event",
    "DROP TABLE event",
    "UPDATE event SET seq = 1",
    "DELETE FROM event",
    "TRUNCATE event",
    "DELETE FROM event_payload",
    "ALTER TABLE case_file ADD COLUMN x text",
    "CREATE TABLE mine (x text)",
    "CREATE OR REPLACE FUNCTION candour_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN END$$",
    "UPDATE alembic_version SET version_num = '0'",
    "SET session_replication_role = replica",
)


def test_the_account_that_serves_may_do_none_of_this(serving: sa.Engine) -> None:
    refused = r"permission denied|must be owner"
    for statement in TRIED:
        with serving.connect() as connection, pytest.raises(ProgrammingError, match=refused):
            connection.exec_driver_sql(statement)
