"""Every way we know of rewriting the trail is refused by the database itself."""

from __future__ import annotations

import secrets

import pytest
import sqlalchemy as sa

from incidents.domain import chain
from incidents.store import db, seals, trail
from incidents.store.ids import new_id
from tests.cast import NOW
from tests.databases import Database

STREAM = "organisation/fts"


def entries(count: int) -> list[str]:
    """Write a few honest entries; their ids."""
    ids = []
    for number in range(count):
        with db.work() as session:
            entry = trail.Entry("fts", "role_given", "system", NOW, {"number": number})
            trail.on_organisation(session, entry)
            ids.append(entry.id)
    return ids


def values(seq: int, previous: bytes, **changed: object) -> dict[str, object]:
    """One row of the trail as an attacker would write it."""
    header = secrets.token_bytes(20)
    row: dict[str, object] = {
        "stream": STREAM,
        "seq": seq,
        "id": new_id(),
        "organisation_id": "fts",
        "header": header,
        "prev": previous,
        "leaf": chain.leaf(header),
    }
    return row | changed


def newest(connection: sa.Connection) -> dict[str, object]:
    """The newest entry of the stream, every column."""
    row = connection.execute(
        sa.text("SELECT * FROM event WHERE stream = :stream ORDER BY seq DESC LIMIT 1"), {"stream": STREAM}
    ).one()
    return dict(row._mapping)


def head(connection: sa.Connection) -> tuple[int, bytes]:
    """Where the stream ends: the newest entry's number and hash."""
    row = connection.execute(
        sa.text("SELECT seq, leaf FROM event WHERE stream = :stream ORDER BY seq DESC LIMIT 1"),
        {"stream": STREAM},
    ).one()
    return row.seq, bytes(row.leaf)


INSERT = (
    "INTO event (stream, seq, id, organisation_id, header, prev, leaf)"
    " VALUES (:stream, :seq, :id, :organisation_id, :header, :prev, :leaf)"
)

# the attack in a sentence, and its statement
CHANGES = (
    ("a header is changed", "UPDATE event SET header = :blob WHERE stream = :stream AND seq = 1"),
    ("a hash is changed", "UPDATE event SET leaf = :blob WHERE stream = :stream AND seq = 1"),
    (
        "an entry is moved to another case",
        "UPDATE event SET case_id = 'x' WHERE stream = :stream AND seq = 1",
    ),
    ("an entry in the middle is deleted", "DELETE FROM event WHERE stream = :stream AND seq = 2"),
    ("the newest entry is deleted", "DELETE FROM event WHERE stream = :stream AND seq = 4"),
    ("everything is deleted", "DELETE FROM event"),
    ("what an entry said is changed", "UPDATE event_payload SET body = '{}' WHERE event_id = :first"),
    ("a salt is changed", "UPDATE event_payload SET salt = :blob WHERE event_id = :first"),
    (
        "a payload is blanked without an erasure",
        "UPDATE event_payload SET body = NULL, salt = NULL WHERE event_id = :first",
    ),
    (
        "a payload is blanked in the name of an event that erases nothing",
        "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :second WHERE event_id = :first",
    ),
    ("a payload is deleted", "DELETE FROM event_payload WHERE event_id = :first"),
    (
        "a payload is given to another event",
        "UPDATE event_payload SET event_id = :second WHERE event_id = :first",
    ),
)


@pytest.mark.parametrize(("attack", "statement"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_written_entry_cannot_be_changed(database: Database, attack: str, statement: str) -> None:
    first, second, _ = entries(3)
    names = {"stream": STREAM, "blob": b"x" * 32, "first": first, "second": second}
    with database.engine.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.execute(sa.text(statement), {k: v for k, v in names.items() if f":{k}" in statement})


# the attack, its words, and which columns it takes from the newest entry
ONLY_SQLITE = (
    ("REPLACE by the primary key", "INSERT OR REPLACE", ("seq", "prev")),
    ("REPLACE by the id", "INSERT OR REPLACE", ("id",)),
    ("REPLACE by the hash", "INSERT OR REPLACE", ("header", "leaf")),
    ("IGNORE of a duplicate is loud", "INSERT OR IGNORE", ("seq", "prev")),
)


@pytest.mark.parametrize(("attack", "verb", "taken"), ONLY_SQLITE, ids=[row[0] for row in ONLY_SQLITE])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_sqlite_words_that_slip_past_triggers_are_refused(
    sqlite: Database, attack: str, verb: str, taken: tuple[str, ...], recursive: str
) -> None:
    entries(3)
    with sqlite.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA recursive_triggers = {recursive}")
        seq, leaf = head(connection)
        old = newest(connection)
        row = values(seq + 1, leaf) | {name: old[name] for name in taken}
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.execute(sa.text(f"{verb} {INSERT}"), row)


def test_update_or_replace_is_refused(sqlite: Database) -> None:
    entries(3)
    with sqlite.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.exec_driver_sql("UPDATE OR REPLACE event SET seq = 2 WHERE seq = 1")


def test_an_upsert_is_refused(database: Database) -> None:
    entries(3)
    with database.engine.connect() as connection:
        row = values(3, chain.START)
        statement = f"INSERT {INSERT} ON CONFLICT (stream, seq) DO UPDATE SET header = excluded.header"
        with pytest.raises(sa.exc.DBAPIError):
            connection.execute(sa.text(statement), row)


BROKEN = (
    ("a first entry that follows something", {"stream": "organisation/new", "seq": 1, "prev": b"x" * 32}),
    ("an entry after a gap", {"seq": 99}),
    ("an entry that follows another one than the last", {"prev": b"x" * 32}),
    ("a hash that does not fit", {"leaf": b"x" * 32}),
    ("a hash that is too short", {"leaf": b"x"}),
)


@pytest.mark.parametrize(("fault", "changed"), BROKEN, ids=[row[0] for row in BROKEN])
def test_an_entry_that_would_break_the_chain_is_refused(
    database: Database, fault: str, changed: dict[str, object]
) -> None:
    entries(2)
    with database.engine.connect() as connection:
        seq, leaf = head(connection)
        with pytest.raises(sa.exc.DBAPIError):
            connection.execute(sa.text(f"INSERT {INSERT}"), values(seq + 1, leaf) | changed)


def test_an_honest_entry_passes(database: Database) -> None:
    entries(2)
    with database.engine.begin() as connection:
        seq, leaf = head(connection)
        connection.execute(sa.text(f"INSERT {INSERT}"), values(seq + 1, leaf))
        assert head(connection)[0] == seq + 1


@pytest.mark.parametrize("table", ["event", "event_payload", "event, event_payload"])
def test_postgresql_tables_cannot_be_emptied_at_once(postgresql: Database, table: str) -> None:
    entries(1)
    with postgresql.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")


def test_postgresql_triggers_hold_for_a_replica_too(postgresql: Database) -> None:
    entries(1)
    with postgresql.engine.connect() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.exec_driver_sql("DELETE FROM event")


def test_a_payload_goes_when_an_erasure_names_it(database: Database) -> None:
    first, second, _ = entries(3)
    with db.work() as session:
        eraser = trail.Entry("fts", "erased", "system", NOW, {}, erases=[first])
        trail.on_organisation(session, eraser)
    blank = sa.text(
        "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :by WHERE event_id = :which"
    )
    with database.engine.begin() as connection:
        connection.execute(blank, {"by": eraser.id, "which": first})
    with database.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.execute(blank, {"by": eraser.id, "which": second})
    with database.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.execute(
            sa.text(
                "UPDATE event_payload SET body = 'x', salt = :salt, erased_by = NULL WHERE event_id = :which"
            ),
            {"salt": b"x" * 32, "which": first},
        )


def test_a_missing_trigger_is_named(database: Database) -> None:
    with database.engine.begin() as connection:
        assert seals.missing(connection) == ()
        names = seals.SQLITE if database.kind == "sqlite" else seals.POSTGRESQL
        for name in names:
            on = (
                ""
                if database.kind == "sqlite"
                else f" ON {'event_payload' if name.startswith('payload') else 'event'}"
            )
            connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
        assert seals.missing(connection) == tuple(names)


def test_a_trigger_that_was_switched_off_is_named(database: Database) -> None:
    with database.engine.begin() as connection:
        if database.kind == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER event_no_update")
            connection.exec_driver_sql(
                "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END"
            )
            assert seals.missing(connection) == ("event_no_update",)
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER event_link")
            assert seals.missing(connection) == ("event_link",)


def test_a_postgresql_trigger_that_was_hollowed_out_is_named(postgresql: Database) -> None:
    with postgresql.engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION candour_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RETURN NEW; END$$"
        )
        assert seals.missing(connection) == (
            "event_no_change",
            "event_no_truncate",
            "payload_no_delete",
            "payload_no_truncate",
        )


def test_a_postgresql_trigger_that_looks_away_at_times_is_named(postgresql: Database) -> None:
    with postgresql.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_no_change ON event")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_no_change BEFORE DELETE OR UPDATE ON event"
            " FOR EACH ROW WHEN (OLD.seq > 9) EXECUTE FUNCTION candour_refuse()"
        )
        connection.exec_driver_sql("ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_change")
        assert seals.missing(connection) == ("event_no_change",)
