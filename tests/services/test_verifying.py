"""The trail is proved sound when it is, and every way of tampering with it that we know of is named."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.services.faults import NotFound
from incidents.services.verifying import Verdict, lines, verify
from incidents.store import db, trail
from incidents.store.models import CaseFile, Track
from tests.cast import NOW, report
from tests.databases import Database
from tests.services.owner import Honest, Owner, id_of, owning, write
from tests.services.tampered import ONLY_WITH_AN_ANCHOR, TAMPERED
from tests.services.tampering import run, turn


@pytest.fixture
def honest(database: Database) -> Honest:
    """An honest trail on each database."""
    return write(database)


def test_an_honest_trail_is_sound(honest: Honest) -> None:
    verdict = verify()
    assert verdict.fault == ""
    assert verdict.sound
    # five charities installed, two reports, six more entries of the first case, three readings
    assert (verdict.entries, verdict.erased) == (16, 1)
    assert list(lines(verdict)) == ["The trail is sound: 16 entries checked, 1 erased as recorded."]


def test_the_trail_of_one_case_is_proved_alone(honest: Honest) -> None:
    assert verify(honest.reference) == Verdict(7, 1)


def test_a_case_that_is_not_there_is_not_found(honest: Honest) -> None:
    with pytest.raises(NotFound):
        verify("FTS-2222-C")


@pytest.mark.parametrize(("what", "tamper", "says"), TAMPERED, ids=[row[0] for row in TAMPERED])
def test_tampering_is_named(honest: Honest, what: str, tamper: Callable[[Owner], None], says: str) -> None:
    with owning(honest) as owner:
        tamper(owner)
    verdict = verify()
    says = (
        says.replace("CASE", honest.stream)
        .replace("OTHER", f"case/{honest.other}")
        .replace("REF", honest.reference)
    )
    assert re.search(says, verdict.fault), verdict.fault
    assert not verdict.sound
    assert list(lines(verdict)) == [f"The trail is broken: {verdict.fault}."]


@pytest.mark.parametrize(("what", "tamper"), ONLY_WITH_AN_ANCHOR, ids=[row[0] for row in ONLY_WITH_AN_ANCHOR])
def test_what_only_an_anchor_outside_can_tell_is_not_noticed(
    honest: Honest, what: str, tamper: Callable[[Owner], None]
) -> None:
    with owning(honest) as owner:
        before = [bytes(row) for row in owner.connection.execute(sa.text("SELECT leaf FROM event")).scalars()]
        tamper(owner)
        after = [bytes(row) for row in owner.connection.execute(sa.text("SELECT leaf FROM event")).scalars()]
    assert sorted(before) != sorted(after)
    assert verify().sound


@pytest.mark.parametrize("case", ["that was tampered with", "beside it"])
def test_one_case_is_judged_by_its_own_trail(honest: Honest, case: str) -> None:
    with owning(honest) as owner:
        turn("header")(owner)
        run("UPDATE track SET state = 'removed' WHERE id = :track")(owner)
    with db.read() as session:
        other = session.scalars(sa.select(CaseFile.reference).where(CaseFile.id == honest.other)).one()
    assert verify(honest.reference if case == "that was tampered with" else other).sound is (
        case == "beside it"
    )


def test_one_case_shows_a_state_that_its_trail_does_not_say(honest: Honest) -> None:
    with owning(honest) as owner:
        run("UPDATE track SET state = 'removed' WHERE id = :track")(owner)
    assert "is stored as removed" in verify(honest.reference).fault


def test_a_matter_carried_over_is_proved_by_the_whole_trail(honest: Honest) -> None:
    """Its beginning is told in the case it came from, its end in the case it went to."""
    with db.work() as session:
        case = session.get_one(CaseFile, ("fts", honest.other), with_for_update=True)
        track = session.get_one(Track, ("fts", honest.track))
        track.case_id, track.state, track.version = case.id, "removed", 3
        move = trail.Move("containment", track.id, "removal_requested", "removed", 3)
        trail.on_case(session, case, trail.Entry("fts", "noted", "someone", NOW, {}, [move], case.id))
        reference = case.reference
    assert verify().sound
    assert verify(reference).sound


def test_a_missing_trigger_is_named(honest: Honest) -> None:
    with db.engine().begin() as connection:
        on = "" if honest.database.kind == "sqlite" else " ON event_payload"
        connection.exec_driver_sql(f"DROP TRIGGER payload_only_erased{on}")
    says = "the database no longer guards it: payload_only_erased is missing or changed"
    assert verify().fault == verify(honest.reference).fault == says


def test_bytes_that_sqlite_cannot_read_are_said_to_be_so(honest: Honest) -> None:
    if honest.database.kind == "postgresql":  # which keeps no text that is none: it refuses to store it
        with owning(honest) as owner, pytest.raises(sa.exc.DBAPIError):
            owner.sql("UPDATE event SET id = convert_from('\\xff', 'UTF8') WHERE seq = 2")
        return
    with owning(honest) as owner:
        owner.sql("UPDATE event SET id = CAST(x'ff' AS TEXT) WHERE seq = 2 AND stream = :s", s=honest.stream)
    assert "the database itself cannot read it" in verify().fault


def test_a_header_stored_as_text_is_broken_not_a_crash(honest: Honest) -> None:
    if honest.database.kind == "postgresql":  # whose columns keep their kind
        with owning(honest) as owner, pytest.raises(sa.exc.DBAPIError):
            owner.sql("UPDATE event SET header = 5 WHERE seq = 2")
        return
    with owning(honest) as owner:
        owner.sql(
            "UPDATE event SET header = CAST(header AS TEXT) WHERE seq = 2 AND stream = :s", s=honest.stream
        )
    assert f"entry 2 of {honest.stream}: it cannot be read" in verify().fault


COLUMNS = ("event.header", "event.leaf", "event.prev", "event_payload.salt", "event_payload.body")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.sampled_from(COLUMNS),
    seq=st.sampled_from([1, 2, 3, 4, 6]),
    place=st.integers(0),
    mask=st.integers(1, 255),
)
def test_any_single_byte_that_is_changed_is_noticed(
    honest: Honest, where: str, seq: int, place: int, mask: int
) -> None:
    table, _, column = where.partition(".")
    key = "event_id" if table == "event_payload" else "id"
    with owning(honest) as owner:
        event = owner.entry(honest.stream, seq)["id"]
        old = owner.connection.execute(
            sa.text(f"SELECT {column} FROM {table} WHERE {key} = :event"), {"event": event}
        ).scalar_one()
        raw = bytearray(old.encode() if isinstance(old, str) else old)
        raw[place % len(raw)] ^= mask
        new: object = bytes(raw)
        if column == "body":  # PostgreSQL stores only what is text
            new = bytes(raw).decode("latin-1").replace("\x00", "\x01")
        owner.sql(f"UPDATE {table} SET {column} = :new WHERE {key} = :event", new=new, event=event)
    assert f"of {honest.stream}" in verify().fault
    with owning(honest) as owner:
        owner.sql(f"UPDATE {table} SET {column} = :old WHERE {key} = :event", old=old, event=event)
    assert verify().sound


def test_nobody_needs_to_stop_working_while_the_trail_is_proved(database: Database) -> None:
    """Entries come in all the time; none of them looks like a fault."""
    reference = report()
    case_id = id_of(reference)
    done = threading.Event()

    def keep_writing() -> None:
        while not done.is_set():
            with db.work() as session:
                case = session.get_one(CaseFile, ("fts", case_id), with_for_update=True)
                trail.on_case(session, case, trail.Entry("fts", "noted", "someone", NOW, {}, case_id=case_id))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        faults = [verify(reference if number % 2 else None).fault for number in range(20)]
    finally:
        done.set()
        writer.join()
    assert set(faults) == {""}
