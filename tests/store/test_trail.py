"""The one writer: streams and heads, canonical bytes, and whole chains when many write at once."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import chain
from incidents.services.verifying import verify
from incidents.store import db, trail
from incidents.store.models import CaseFile, Event, EventPayload
from tests.cast import NOW, report
from tests.databases import Database

WRITERS = 8
EACH = 6


def case_of(session: sa.orm.Session, reference: str) -> CaseFile:
    """The case, locked as every writer locks it."""
    return session.scalars(sa.select(CaseFile).where(CaseFile.reference == reference).with_for_update()).one()


def stream(name: str) -> list[Event]:
    """Every entry of one stream, in order."""
    with db.read() as session:
        return list(session.scalars(sa.select(Event).where(Event.stream == name).order_by(Event.seq)))


def chained(entries: list[Event]) -> bool:
    """Whether the entries are numbered from 1 and each follows the one before."""
    leaves = [chain.START, *(entry.leaf for entry in entries)]
    return [entry.seq for entry in entries] == list(range(1, len(entries) + 1)) and all(
        entry.prev == before and chain.leaf(entry.header) == entry.leaf
        for before, entry in zip(leaves[:-1], entries, strict=True)
    )


def test_a_case_knows_where_its_chain_ends(database: Database) -> None:
    reference = report()
    with db.work() as session:
        case = case_of(session, reference)
        name = f"case/{case.id}"
        for number in range(3):
            trail.on_case(
                session, case, trail.Entry("fts", "noted", "someone", NOW, {"n": number}, case_id=case.id)
            )
    entries = stream(name)
    with db.read() as session:
        case = session.scalars(sa.select(CaseFile).where(CaseFile.reference == reference)).one()
        assert (case.head_seq, case.head_leaf) == (4, entries[-1].leaf)
    assert chained(entries)


def test_each_stream_has_a_chain_of_its_own(database: Database) -> None:
    tomorrow = NOW + timedelta(days=1)
    with db.work() as session:
        for actor, at in (("a", NOW), ("b", NOW), ("a", tomorrow), ("a", NOW)):
            trail.on_reads(session, trail.Entry("fts", "viewed", actor, at))
        trail.on_organisation(session, trail.Entry("hsbbh", "role_given", "system", NOW))
    day, next_day = NOW.date(), tomorrow.date()
    lengths = {
        name: len(stream(name))
        for name in (
            f"reads/a/{day}", f"reads/b/{day}", f"reads/a/{next_day}",
            "organisation/fts", "organisation/hsbbh",
        )
    }  # fmt: skip
    assert list(lengths.values()) == [2, 1, 1, 1, 2]
    assert all(chained(stream(name)) for name in lengths)


def test_a_readers_day_is_the_day_in_utc(database: Database) -> None:
    just_past = datetime(2026, 7, 1, 23, 59, tzinfo=UTC)
    with db.work() as session:
        trail.on_reads(session, trail.Entry("fts", "viewed", "a", just_past))
    assert len(stream("reads/a/2026-07-01")) == 1


def test_a_header_says_what_was_done_without_a_word_of_what_was_said(database: Database) -> None:
    with db.work() as session:
        entry = trail.Entry(
            "fts", "noted", "someone", NOW, {"secret": "the family at number nine"},
            [trail.Move("case", "c", "triage", "open", 3)], "c", "t", "2026-11-20",
        )  # fmt: skip
        trail.on_reads(session, entry)
    (event,) = stream(f"reads/someone/{NOW.date()}")
    with db.read() as session:
        payload = session.get_one(EventPayload, ("fts", entry.id))
    header = json.loads(event.header)
    assert header.pop("payload") == chain.commitment(payload.salt or b"", (payload.body or "").encode()).hex()
    assert header == {
        "v": 1,
        "stream": event.stream,
        "seq": 1,
        "id": entry.id,
        "organisation": "fts",
        "case": "c",
        "track": "t",
        "actor": "someone",
        "action": "noted",
        "at": "2026-11-21T09:30:00.000000Z",
        "happened": "2026-11-20",
        "moves": [{"machine": "case", "id": "c", "from": "triage", "to": "open", "version": 3}],
        "prev": "00" * 32,
    }
    assert json.loads(payload.body or "") == {"secret": "the family at number nine"}
    assert len(payload.salt or b"") == 32


def test_what_happened_when_it_was_written_says_so(database: Database) -> None:
    with db.work() as session:
        trail.on_reads(session, trail.Entry("fts", "viewed", "a", NOW))
    header = json.loads(stream(f"reads/a/{NOW.date()}")[0].header)
    assert header["happened"] == header["at"]


def test_a_naive_time_is_refused(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"), db.work() as session:
        trail.on_reads(session, trail.Entry("fts", "viewed", "a", naive))
    assert stream(f"reads/a/{NOW.date()}") == []


def test_an_entry_is_undone_with_the_change_it_tells_of(database: Database) -> None:
    reference = report()

    def break_off() -> None:
        with db.work() as session:
            on_case(session, reference, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert verify(reference).entries == 1
    assert verify(reference).sound


def on_organisation(session: sa.orm.Session, reference: str, number: int) -> None:
    """One more entry of the charity."""
    trail.on_organisation(session, trail.Entry("fts", "role_given", "system", NOW, {"number": number}))


def on_case(session: sa.orm.Session, reference: str, number: int) -> None:
    """One more entry of the case."""
    case = case_of(session, reference)
    trail.on_case(session, case, trail.Entry("fts", "noted", "someone", NOW, {"n": number}, case_id=case.id))


def on_reads(session: sa.orm.Session, reference: str, number: int) -> None:
    """One more reading of the same person on the same day."""
    trail.on_reads(session, trail.Entry("fts", "viewed", "reader", NOW, {"number": number}))


@pytest.mark.parametrize("write", [on_organisation, on_case, on_reads])
def test_writers_at_the_same_time_leave_one_whole_chain(
    database: Database, write: Callable[[sa.orm.Session, str, int], None]
) -> None:
    reference = report()
    together = threading.Barrier(WRITERS)
    faults: list[BaseException] = []

    def work(first: int) -> None:
        together.wait()
        try:
            for number in range(first, first + EACH):
                with db.work() as session:
                    write(session, reference, number)
        except sa.exc.SQLAlchemyError as fault:
            faults.append(fault)

    before = verify()
    threads = [threading.Thread(target=work, args=(first * EACH,)) for first in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = verify()
    assert faults == []
    assert after.fault == ""
    assert after.entries - before.entries == WRITERS * EACH


# the value, and its RFC 8785 form
CANONICAL = (
    ("keys are sorted", {"b": 1, "a": 2}, b'{"a":2,"b":1}'),
    (
        "keys are sorted by UTF-16, where an astral sign stands before the end of the plane",
        {"\ufb33": 1, "\U0001f600": 2},
        '{"\U0001f600":2,"\ufb33":1}'.encode(),
    ),
    ("letters stay as they are", {"a": "é – \U0001f600"}, '{"a":"é – \U0001f600"}'.encode()),
    ("nothing is added between", {"a": [1, True, None, {}]}, b'{"a":[1,true,null,{}]}'),
    ("a whole number has no fraction", {"a": 1.0}, b'{"a":1}'),
    ("control signs are written out", {"a": "\n\x01"}, b'{"a":"\\n\\u0001"}'),
    ("a tuple is a list", {"a": ("x", "y")}, b'{"a":["x","y"]}'),
)


@pytest.mark.parametrize(("rule", "value", "raw"), CANONICAL, ids=[row[0] for row in CANONICAL])
def test_json_is_written_in_one_way_only(rule: str, value: dict[str, object], raw: bytes) -> None:
    assert trail.canonical(value) == raw
    assert trail.canonical(json.loads(raw)) == raw


UNSAYABLE: tuple[tuple[str, dict[str, object]], ...] = (
    ("half of a sign in a text", {"a": "\ud800"}),
    ("half of a sign in a key", {"\udfff": 1}),
    ("a number that is none", {"a": math.nan}),
    ("a number without end", {"a": math.inf}),
    ("a number that other programs would round", {"a": 2**53 + 1}),
)


@pytest.mark.parametrize(("what", "value"), UNSAYABLE, ids=[row[0] for row in UNSAYABLE])
def test_what_json_cannot_carry_is_refused_whole(
    database: Database, what: str, value: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r".+"), db.work() as session:
        trail.on_reads(session, trail.Entry("fts", "viewed", "a", NOW, value))
    assert stream(f"reads/a/{NOW.date()}") == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_whatever_is_said_comes_back(value: dict[str, object]) -> None:
    assert json.loads(trail.canonical(value)) == value
