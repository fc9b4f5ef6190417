"""What the database itself refuses: rows that contradict themselves, and links across charities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
import sqlalchemy as sa

from incidents.store import db
from incidents.store.models import Base
from tests.databases import Database
from tests.store.rows import AT, ROWS


def insert(connection: sa.Connection, table: str, row: Mapping[str, object]) -> None:
    """Put one row in by SQL alone."""
    connection.execute(sa.insert(Base.metadata.tables[table]).values(**row))


def fill(connection: sa.Connection) -> None:
    """A row in each table of one charity, and a person, a case and more of another."""
    for table, row in ROWS.items():
        insert(connection, table, row)
    for table in ("person", "case_file", "involvement", "track"):
        links = {key: f"{value}2" for key, value in ROWS[table].items() if key.endswith("_id") or key == "id"}
        other = ROWS[table] | links | {"organisation_id": "hsbbh"}
        insert(connection, table, other | ({"reference": "HSB-2222-C"} if table == "case_file" else {}))


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with a row in each table."""
    with database.engine.begin() as connection:
        fill(connection)
    return database


CASE_CLOSED = {"state": "closed", "closed_at": AT, "keep_until": date(2033, 1, 1)}

# the rule, the table, what a row that breaks it holds, and the constraint that refuses it
BREACHES: tuple[tuple[str, str, dict[str, object], str], ...] = (
    ("a case is in one of four states", "case_file", {"state": "lost"}, "ck_case_file_state"),
    (
        "a closed case says when it was closed",
        "case_file",
        {"state": "closed", "keep_until": date(2033, 1, 1)},
        "closed",
    ),
    ("a case that is not closed has no such day", "case_file", {"closed_at": AT}, "ck_case_file_closed"),
    (
        "a closed case says until when it is kept",
        "case_file",
        {"state": "closed", "closed_at": AT},
        "ck_case_file_kept",
    ),
    ("a day is known to the day, the month or not", "case_file", {"occurred_precision": "year"}, "precision"),
    (
        "nothing ends before it begins",
        "case_file",
        {"occurred_from": date(2026, 2, 2), "occurred_to": date(2026, 2, 1)},
        "ck_case_file_span",
    ),
    ("a version starts at one", "case_file", {"version": 0}, "ck_case_file_counts"),
    ("there are no fewer tasks than none", "case_file", {"open_tasks": -1}, "ck_case_file_counts"),
    ("a reference is given once", "case_file", {"id": "new"}, "reference"),
    (
        "a staff procedure is about one person",
        "track",
        {"involvement_id": None, "id": "n", "subject": "s"},
        "one_person",
    ),
    (
        "a volunteer's leaving is about one person",
        "track",
        {"machine": "volunteer_exit", "involvement_id": None, "id": "n"},
        "one_person",
    ),
    (
        "a trustee's conduct is about one person",
        "track",
        {"machine": "board_conduct", "involvement_id": None, "id": "n"},
        "one_person",
    ),
    ("one of a kind runs for one subject", "track", {"id": "n"}, "track"),
    ("an ended matter says when it ended", "track", {"ended": True, "id": "n"}, "ck_track_ended"),
    ("a running matter has no end", "track", {"ended_at": AT, "id": "n", "subject": "s"}, "ck_track_ended"),
    (
        "an ended matter has no rank",
        "track",
        {"ended": True, "ended_at": AT, "rank": 1, "id": "n"},
        "ck_track_rank",
    ),
    (
        "a matter's version starts at one",
        "track",
        {"version": 0, "id": "n", "subject": "s"},
        "ck_track_version",
    ),
    ("people stand to a case in four ways", "involvement", {"involvement": "boss", "id": "n"}, "involvement"),
    (
        "a person is kept from a case for a reason",
        "exclusion",
        {"why": "dislike", "person_id": "per2"},
        "why",
    ),
    (
        "a person holds a role, a post or a standing",
        "holding",
        {"kind": "crown", "id": "n"},
        "ck_holding_kind",
    ),
    ("an address is kept in small letters", "account", {"id": "n", "email": "B@example.org"}, "email_lower"),
    ("an address belongs to one account", "account", {"id": "n"}, "email"),
    ("an account is one person of a charity", "membership", {"id": "n", "person_id": "new"}, "membership"),
    ("nothing was tried fewer than no times", "throttle", {"key": "n", "tries": -1}, "ck_throttle_tries"),
    (
        "a case belongs to a charity that is there",
        "case_file",
        {"organisation_id": "x", "reference": "X"},
        "",
    ),
)


@pytest.mark.parametrize(("rule", "table", "changed", "named"), BREACHES, ids=[row[0] for row in BREACHES])
def test_a_row_that_breaks_a_rule_is_refused(
    filled: Database, rule: str, table: str, changed: dict[str, object], named: str
) -> None:
    row = ROWS[table] | changed
    with (
        pytest.raises(sa.exc.IntegrityError, match=named or r"(?i)foreign key"),
        filled.engine.begin() as connection,
    ):
        insert(connection, table, row)


ALLOWED: tuple[tuple[str, str, dict[str, object]], ...] = (
    (
        "a closed case with its day and how long it is kept",
        "case_file",
        {"id": "n", "reference": "R", **CASE_CLOSED},
    ),
    (
        "a case that is the same as another is kept as long as that one",
        "case_file",
        {"id": "n", "reference": "R", "state": "closed", "closed_at": AT, "merged_into": "cas"},
    ),
    ("a second of a kind when the first is about another", "track", {"id": "n", "subject": "other"}),
    ("a second of a kind when one has ended", "track", {"id": "n", "ended": True, "ended_at": AT}),
    (
        "support about nobody in particular",
        "track",
        {"id": "n", "machine": "support", "involvement_id": None},
    ),
    (
        "someone whose name the charity does not know",
        "involvement",
        {"id": "n", "person_id": None, "label": "A visitor"},
    ),
)


@pytest.mark.parametrize(("what", "table", "changed"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_a_row_that_keeps_the_rules_passes(
    filled: Database, what: str, table: str, changed: dict[str, object]
) -> None:
    with filled.engine.begin() as connection:
        insert(connection, table, ROWS[table] | changed)


def links() -> list[tuple[str, str]]:
    """Every column of a row above that points at another row of the same charity."""
    found = []
    for table in ROWS:
        for key in Base.metadata.tables[table].foreign_key_constraints:
            columns = [column.name for column in key.columns]
            if columns[0] == "organisation_id" and len(columns) == 2:
                found.append((table, columns[1]))
    return sorted(found)


# The row of the other charity that each column is made to point at.
THERE = {
    "assigned_person_id": "per2",
    "by_person_id": "per2",
    "case_id": "cas2",
    "involvement_id": "inv2",
    "lead_person_id": "per2",
    "merged_into": "cas2",
    "person_id": "per2",
    "reporter_person_id": "per2",
    "track_id": "tra2",
}


def test_every_link_within_a_charity_is_looked_at() -> None:
    assert len(links()) == 22


@pytest.mark.parametrize(("table", "column"), links(), ids=".".join)
def test_a_row_cannot_point_into_another_charity(filled: Database, table: str, column: str) -> None:
    foreign = THERE[column]
    statement = sa.update(Base.metadata.tables[table]).where(
        Base.metadata.tables[table].c.organisation_id == "fts"
    )
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)foreign key"), filled.engine.begin() as connection:
        connection.execute(statement.values({column: foreign}))


def test_every_table_knows_its_charity_or_belongs_to_all() -> None:
    for_all = {"account", "sign_in_session", "throttle", "idempotency", "organisation"}
    # These are of an account, wherever it belongs.
    for_all |= {"second_factor", "recovery_code", "passkey", "provider_link", "known_device"}
    without = {name for name, table in Base.metadata.tables.items() if "organisation_id" not in table.columns}
    assert without == for_all


def test_nothing_is_deleted_along_with_something_else() -> None:
    for table in Base.metadata.tables.values():
        for key in table.foreign_key_constraints:
            assert key.ondelete is None
            assert key.onupdate is None


def test_links_are_checked_at_the_end_of_the_transaction(database: Database) -> None:
    """Rows of one use case need no order."""
    with database.engine.begin() as connection:
        insert(connection, "holding", ROWS["holding"])
        insert(connection, "person", ROWS["person"])
    with db.read() as session:
        assert session.execute(sa.text("SELECT count(*) FROM holding WHERE id = 'hol'")).scalar_one() == 1
