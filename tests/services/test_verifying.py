"""The trail is proved sound when it is, and every way of tampering with it that we know of is named."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain import chain
from incidents.services.faults import NotFound
from incidents.services.verifying import Verdict, lines, verify
from incidents.store import db, seals, trail
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, Track
from tests.cast import NOW, report
from tests.databases import Database

ORGANISATION = "organisation/fts"
CHECKS = ("event_hashes", "event_payload_whole_or_erased", "case_file_counts", "track_version")


@dataclass
class Honest:
    """An honest trail: a case with a matter that moved and an erased note, another case, and someone's reading."""

    database: Database
    reference: str = ""
    case: str = ""
    other: str = ""
    track: str = ""
    ids: list[str] = field(default_factory=list)

    @property
    def stream(self) -> str:
        """The first case's stream: entries 1 to 7; what entry 5 said was erased by entry 6."""
        return f"case/{self.case}"

    @property
    def reads(self) -> str:
        """The stream of someone's reading: entries 1 to 3."""
        return f"reads/reader/{NOW.date().isoformat()}"


@pytest.fixture
def honest(database: Database) -> Honest:
    """The honest trail, written through the one writer."""
    made = Honest(database)
    made.reference = report()
    made.case, made.other = _id_of(made.reference), _id_of(report())
    _step(made, "case.begin", [("case", "reported", "triage")])
    _step(made, "case.open", [("case", "triage", "open"), ("containment", None, "needed")])
    _step(made, "containment.ask", [("containment", "needed", "removal_requested")])
    _step(made, "noted", [])
    with db.work() as session:
        case = session.get_one(CaseFile, ("fts", made.case), with_for_update=True)
        noted = session.scalars(
            sa.text("SELECT id FROM event WHERE stream = :stream AND seq = 5").bindparams(stream=made.stream)
        ).one()
        erased = trail.Entry("fts", "erased", "system", NOW, {}, case_id=made.case, erases=[noted])
        trail.on_case(session, case, erased)
        session.execute(
            sa.text(
                "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :by WHERE event_id = :which"
            ),
            {"by": erased.id, "which": noted},
        )
        for number in range(3):
            trail.on_reads(session, trail.Entry("fts", "viewed", "reader", NOW, {"number": number}))
    _step(made, "noted", [])
    return made


def _id_of(reference: str) -> str:
    with db.read() as session:
        return session.scalars(sa.select(CaseFile.id).where(CaseFile.reference == reference)).one()


def _step(made: Honest, action: str, moves: list[tuple[str, str | None, str]]) -> None:
    with db.work() as session:
        case = session.get_one(CaseFile, ("fts", made.case), with_for_update=True)
        written = []
        for machine, origin, target in moves:
            here: CaseFile | Track = case
            if machine != "case":
                here = (
                    _track(session, made) if origin is None else session.get_one(Track, ("fts", made.track))
                )
            here.version += origin is not None
            here.state = target
            written.append(trail.Move(machine, here.id, origin, target, here.version))
        entry = trail.Entry("fts", action, "someone", NOW, {"by": "Someone", "data": {}}, written, made.case)
        trail.on_case(session, case, entry)


def _track(session: sa.orm.Session, made: Honest) -> Track:
    made.track = new_id()
    track = Track(
        organisation_id="fts", id=made.track, case_id=made.case, machine="containment", subject="item", version=1,
        taken_by={}, known={}, opened_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(track)
    return track


@dataclass
class Owner:
    """Someone who owns the database: no trigger, no check and no foreign key stops them."""

    honest: Honest
    connection: sa.Connection

    def sql(self, statement: str, **names: object) -> None:
        """Change something."""
        self.connection.execute(sa.text(statement), names)

    def entry(self, stream: str, seq: int) -> dict[str, object]:
        """One entry, every column."""
        row = self.connection.execute(
            sa.text("SELECT * FROM event WHERE stream = :stream AND seq = :seq"),
            {"stream": stream, "seq": seq},
        ).one()
        return dict(row._mapping)

    def last(self, stream: str) -> int:
        """The number of the newest entry."""
        return self.connection.execute(
            sa.text("SELECT max(seq) FROM event WHERE stream = :stream"), {"stream": stream}
        ).scalar_one()

    def change(self, stream: str, seq: int, /, **values: object) -> None:
        """Change columns of one entry."""
        words = ", ".join(f"{name} = :{name}" for name in values)
        where = "stream = :where_stream AND seq = :where_seq"
        self.sql(f"UPDATE event SET {words} WHERE {where}", **values, where_stream=stream, where_seq=seq)

    def remove(self, stream: str, seq: int) -> None:
        """Take one entry away with what it said."""
        self.sql("DELETE FROM event_payload WHERE event_id = :id", id=self.entry(stream, seq)["id"])
        self.sql("DELETE FROM event WHERE stream = :stream AND seq = :seq", stream=stream, seq=seq)

    def add(self, **values: object) -> None:
        """Put an entry in."""
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        self.sql(f"INSERT INTO event ({names}) VALUES ({marks})", **values)

    def forge(self, stream: str, **changed: object) -> tuple[int, bytes]:
        """Write one more entry that fits in every way, from the newest one; its number and hash."""
        last = self.last(stream)
        before = self.entry(stream, last)
        header = _words(before) | {
            "seq": last + 1, "id": new_id(), "prev": bytes(before["leaf"]).hex(), "moves": []  # type: ignore[call-overload]
        } | changed  # fmt: skip
        salt = b"s" * 32
        header["payload"] = chain.commitment(salt, b"{}").hex()
        header.pop("erases", None)
        raw = trail.canonical(header)
        self.add(
            **before | {
                "seq": last + 1, "id": header["id"], "header": raw, "prev": before["leaf"], "leaf": chain.leaf(raw)
            }
        )  # fmt: skip
        self.sql(
            "INSERT INTO event_payload (organisation_id, event_id, body, salt) VALUES ('fts', :id, '{}', :salt)",
            id=header["id"],
            salt=salt,
        )
        return last + 1, chain.leaf(raw)

    def rewrite(self, stream: str, seq: int, **changed: object) -> None:
        """Write an entry anew with other words, and every later one so that it follows."""
        row = self.entry(stream, seq)
        previous = bytes(row["prev"])  # type: ignore[call-overload]
        for number in range(seq, self.last(stream) + 1):
            header = _words(self.entry(stream, number)) | {"prev": previous.hex()}
            raw = trail.canonical(header | (changed if number == seq else {}))
            self.change(stream, number, header=raw, prev=previous, leaf=chain.leaf(raw))
            previous = chain.leaf(raw)


def _words(row: dict[str, object]) -> dict[str, object]:
    return dict(json.loads(bytes(row["header"])))  # type: ignore[call-overload]


@contextmanager
def owning(honest: Honest) -> Iterator[Owner]:
    """The database in the hands of its owner, who puts the triggers back when they are done."""
    engine = sa.create_engine(honest.database.url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        seals.drop(connection)
        if honest.database.kind == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            for name in CHECKS:
                table = name.rpartition("_")[0] if name == "track_version" else ""
                table = {"event_hashes": "event", "case_file_counts": "case_file"}.get(
                    name, table or "event_payload"
                )
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS ck_{name}")
        yield Owner(honest, connection)
        seals.create(connection)


def flip(value: object, place: int = -1) -> bytes:
    """The bytes with one bit of one of them turned."""
    changed = bytearray(value)  # type: ignore[call-overload]
    changed[place] ^= 1
    return bytes(changed)


def _flip(column: str) -> Callable[[Owner], None]:
    def tamper(owner: Owner) -> None:
        stream = owner.honest.stream
        owner.change(stream, 2, **{column: flip(owner.entry(stream, 2)[column])})

    return tamper


def _remove(seq: int) -> Callable[[Owner], None]:
    return lambda owner: owner.remove(owner.honest.stream, seq)


def _set(column: str, value: object) -> Callable[[Owner], None]:
    return lambda owner: owner.change(owner.honest.stream, 2, **{column: value})


def _run(statement: str, seq: int = 2) -> Callable[[Owner], None]:
    """A statement; `:event` is the id of entry `seq` of the case, `:case` and `:track` what was tampered with."""

    def tamper(owner: Owner) -> None:
        names = {
            "event": owner.entry(owner.honest.stream, seq)["id"],
            "case": owner.honest.case,
            "track": owner.honest.track,
            "blob": b"x" * 32,
        }
        owner.sql(statement, **{name: value for name, value in names.items() if f":{name}" in statement})

    return tamper


def flip_a_commitment(owner: Owner) -> None:
    """Written anew with another promise, and every later entry with it, and the head."""
    owner.rewrite(owner.honest.stream, 2, payload="00" * 32)
    leaf = owner.entry(owner.honest.stream, 7)["leaf"]
    owner.sql("UPDATE case_file SET head_leaf = :leaf WHERE id = :case", leaf=leaf, case=owner.honest.case)


def swap_two(owner: Owner) -> None:
    """Entries 2 and 3 change places."""
    stream = owner.honest.stream
    owner.change(stream, 2, seq=99)
    owner.change(stream, 3, seq=2)
    owner.change(stream, 99, seq=3)


def move_to_another_stream(owner: Owner) -> None:
    """The newest entry of one case goes to the end of another's."""
    owner.change(owner.honest.stream, 7, stream=f"case/{owner.honest.other}", seq=2)


def swap_two_payloads(owner: Owner) -> None:
    """What entries 2 and 3 said changes places."""
    first, second = (owner.entry(owner.honest.stream, seq)["id"] for seq in (2, 3))
    for old, new in ((first, "x"), (second, first), ("x", second)):
        owner.sql("UPDATE event_payload SET event_id = :new WHERE event_id = :old", old=old, new=new)


def forge_at_the_end(owner: Owner) -> None:
    """One more entry of the case that fits in every way."""
    owner.forge(owner.honest.stream)


def forge_a_step(owner: Owner) -> None:
    """One more entry that tells of a step nobody took, with the case's head set to it."""
    move = {"machine": "case", "id": owner.honest.case, "from": "open", "to": "closed", "version": 4}
    seq, leaf = owner.forge(owner.honest.stream, moves=[move])
    _set_head(owner, seq, leaf)


def forge_a_step_out_of_the_blue(owner: Owner) -> None:
    """The same, from a state that the case was not in."""
    move = {"machine": "case", "id": owner.honest.case, "from": "triage", "to": "closed", "version": 4}
    _set_head(owner, *owner.forge(owner.honest.stream, moves=[move]))


def forge_something_unreadable(owner: Owner) -> None:
    """One more entry whose moves have no version."""
    _set_head(
        owner,
        *owner.forge(owner.honest.stream, moves=[{"machine": "case", "id": "x", "from": None, "to": "open"}]),
    )


def forge_a_version_in_words(owner: Owner) -> None:
    """One more entry whose version is no number."""
    move = {"machine": "case", "id": owner.honest.case, "from": "open", "to": "closed", "version": "4"}
    _set_head(owner, *owner.forge(owner.honest.stream, moves=[move]))


def _set_head(owner: Owner, seq: int, leaf: bytes) -> None:
    owner.sql(
        "UPDATE case_file SET head_seq = :seq, head_leaf = :leaf WHERE id = :case",
        seq=seq, leaf=leaf, case=owner.honest.case,
    )  # fmt: skip


def _raw_last(change: Callable[[bytes], bytes]) -> Callable[[Owner], None]:
    """Entry 7 in other bytes that say the same, its hash and the case's head with it."""

    def tamper(owner: Owner) -> None:
        stream = owner.honest.stream
        raw = change(bytes(owner.entry(stream, 7)["header"]))  # type: ignore[call-overload]
        owner.change(stream, 7, header=raw, leaf=chain.leaf(raw))
        _set_head(owner, 7, chain.leaf(raw))

    return tamper


def erase_in_the_name_of_another(owner: Owner) -> None:
    """A payload is blanked in the name of an erasure of something else."""
    eraser = owner.entry(owner.honest.stream, 6)["id"]
    _run_erase(owner, eraser)


def erase_in_the_name_of_no_erasure(owner: Owner) -> None:
    """A payload is blanked in the name of an honest entry that erases nothing."""
    _run_erase(owner, owner.entry(owner.honest.stream, 3)["id"])


def _run_erase(owner: Owner, by: object) -> None:
    owner.sql(
        "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :by WHERE event_id = :event",
        by=by, event=owner.entry(owner.honest.stream, 2)["id"],
    )  # fmt: skip


def change_the_eraser(owner: Owner) -> None:
    """The erasing entry is made to say that it erased something else too."""
    stream = owner.honest.stream
    victim = owner.entry(stream, 2)["id"]
    header = _words(owner.entry(stream, 6))
    owner.change(stream, 6, header=trail.canonical(header | {"erases": [victim]}))
    _run_erase(owner, owner.entry(stream, 6)["id"])


def delete_the_case(owner: Owner) -> None:
    """The case's row and its matter's go, the trail stays."""
    owner.sql("DELETE FROM track WHERE id = :id", id=owner.honest.track)
    owner.sql("DELETE FROM case_file WHERE id = :id", id=owner.honest.case)


def delete_an_entry_but_not_its_words(owner: Owner) -> None:
    """The newest entry of someone's reading goes; its payload is forgotten."""
    owner.sql("DELETE FROM event WHERE stream = :stream AND seq = 3", stream=owner.honest.reads)


def invent_a_matter(owner: Owner) -> None:
    """A matter appears that no entry began."""
    owner.sql(
        "INSERT INTO track (organisation_id, id, case_id, machine, subject, subject_label, state, version, taken_by,"
        " ended, rank, known, opened_at, updated_at) SELECT organisation_id, 'x', case_id, machine, 'y',"
        " '', state, version, taken_by, ended, rank, known, opened_at, updated_at FROM track WHERE id = :track",
        track=owner.honest.track,
    )


# What was done behind the database's back, how, and what the verdict says.
TAMPERED: tuple[tuple[str, Callable[[Owner], None], str], ...] = (
    ("a bit of a header is turned", _flip("header"), "entry 2 of CASE: its hash does not fit its words"),
    ("a bit of a hash is turned", _flip("leaf"), "entry 2 of CASE: its hash does not fit its words"),
    ("a bit of the link is turned", _flip("prev"), "entry 2 of CASE: it does not follow the entry before it"),
    ("a hash is cut short", _set("leaf", b"x"), "entry 2 of CASE: its hash does not fit"),
    ("a commitment is changed, the rest made to fit", flip_a_commitment, "entry 2 of CASE: what it says was changed"),
    ("the first entry is deleted", _remove(1), "entry 2 of CASE: entry 1 is missing before it"),
    ("an entry in the middle is deleted", _remove(3), "entry 4 of CASE: entry 3 is missing before it"),
    ("the newest entry of a case is deleted", _remove(7), "entry 7 of CASE: it is missing, the case REF has 7"),
    ("an entry is numbered anew", _set("seq", 77), "entry 3 of CASE: entry 2 is missing before it"),
    ("two entries change places", swap_two, "entry 2 of CASE: it does not follow"),
    ("an entry moves to another case's stream", move_to_another_stream, "entry 2 of OTHER: it does not follow"),
    ("the column of the case is changed", _set("case_id", "x"), "entry 2 of CASE: its columns differ"),
    ("the column of the matter is changed", _set("track_id", "x"), "entry 2 of CASE: its columns differ"),
    ("the column of the charity is changed", _set("organisation_id", "hsbbh"), "entry 2 of CASE: its columns differ"),
    ("the column of the id is changed", _set("id", "x"), "entry 2 of CASE: its columns differ"),
    (
        "a word in a payload is changed",
        _run("UPDATE event_payload SET body = replace(body, 'Someone', 'Nobody') WHERE event_id = :event"),
        "entry 2 of CASE: what it says was changed",
    ),
    (
        "a salt is changed",
        _run("UPDATE event_payload SET salt = :blob WHERE event_id = :event"),
        "entry 2 of CASE: what it says was changed",
    ),
    ("two payloads change places", swap_two_payloads, "entry 2 of CASE: what it says was changed"),
    (
        "a payload is deleted",
        _run("DELETE FROM event_payload WHERE event_id = :event"),
        "entry 2 of CASE: what it said is missing",
    ),
    (
        "a payload is blanked and no erasure is named",
        _run("UPDATE event_payload SET body = NULL, salt = NULL WHERE event_id = :event"),
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "a payload is blanked in the name of an erasure of another",
        erase_in_the_name_of_another,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "a payload is blanked in the name of an entry that erases nothing",
        erase_in_the_name_of_no_erasure,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "the erasing entry is changed so that it names another too",
        change_the_eraser,
        "entry 2 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "an erased payload is named as erased by nobody",
        _run("UPDATE event_payload SET erased_by = NULL WHERE event_id = :event", seq=5),
        "entry 5 of CASE: what it said is gone, and no erasure names it",
    ),
    (
        "the case's state is changed",
        _run("UPDATE case_file SET state = 'triage' WHERE id = :case"),
        "case REF: The case is stored as triage, version 3; the trail says open, version 3",
    ),
    (
        "the case's version is changed",
        _run("UPDATE case_file SET version = 7 WHERE id = :case"),
        "case REF: The case is stored as open, version 7; the trail says open, version 3",
    ),
    (
        "a matter's state is changed",
        _run("UPDATE track SET state = 'removed' WHERE id = :track"),
        r"case REF: .+ is stored as removed, version 2; the trail says removal_requested, version 2",
    ),
    (
        "a matter's version is changed",
        _run("UPDATE track SET version = 1 WHERE id = :track"),
        r"case REF: .+ is stored as removal_requested, version 1; the trail says",
    ),
    (
        "a matter becomes one of a kind that does not exist",
        _run("UPDATE track SET machine = 'magic' WHERE id = :track"),
        "case REF: magic is stored as removal_requested, version 2, unsaid",
    ),
    ("a matter appears that nobody began", invent_a_matter, r"case REF: .+ is stored as .+, unsaid"),
    ("a matter is deleted", _run("DELETE FROM track WHERE id = :track"), r"the trail tells of .+, which is not stored"),
    ("a case is deleted", delete_the_case, r"the trail tells of .+, which is not stored"),
    (
        "the case's head is set back",
        _run("UPDATE case_file SET head_seq = 6 WHERE id = :case"),
        "entry 7 of CASE: the case REF does not know of it",
    ),
    (
        "the case's head is set forward",
        _run("UPDATE case_file SET head_seq = 8 WHERE id = :case"),
        "entry 8 of CASE: it is missing, the case REF has 8",
    ),
    (
        "the case's last hash is changed",
        _run("UPDATE case_file SET head_leaf = :blob WHERE id = :case"),
        "entry 7 of CASE: the case REF ends with another one",
    ),
    ("a fitting entry is forged at the end of a case", forge_at_the_end, "entry 8 of CASE: the case REF does not know"),
    ("a step is forged, and the head", forge_a_step, "case REF: The case is stored as open, version 3; the trail says closed"),
    ("a step is forged from another state", forge_a_step_out_of_the_blue, "step 4 does not follow"),
    ("an entry without a version is forged", forge_something_unreadable, "entry 8 of CASE: it cannot be read"),
    ("an entry with a version in words is forged", forge_a_version_in_words, "entry 8 of CASE: it cannot be read"),
    (
        "an entry is written with spaces",
        _raw_last(lambda raw: raw.replace(b":", b": ", 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    (
        "an entry is written with a key twice",
        _raw_last(lambda raw: raw.replace(b'{"action"', b'{"action":"x","action"', 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    (
        "an entry is written with a number in another form",
        _raw_last(lambda raw: raw.replace(b'"v":1}', b'"v":1e0}', 1)),
        "entry 7 of CASE: it is not written in the canonical form",
    ),
    ("an entry is written in another language", _raw_last(lambda raw: b"\xff"), "entry 7 of CASE: it cannot be read"),
    ("an entry is nothing but a number", _raw_last(lambda raw: b"1"), "entry 7 of CASE: it cannot be read"),
    (
        "an entry is a very deep hole",
        _raw_last(lambda raw: b"[" * 100_000),
        "entry 7 of CASE: it cannot be read",
    ),
    (
        "the newest entry of a reading is deleted, but not what it said",
        delete_an_entry_but_not_its_words,
        "what it said is there, the entry is missing",
    ),
)  # fmt: skip


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


# Whoever owns the database can do these, and nothing inside it can tell: only an anchor kept elsewhere would.
ONLY_WITH_AN_ANCHOR: tuple[tuple[str, Callable[[Owner], None]], ...] = (
    (
        "an organisation's whole stream is written anew",
        lambda owner: owner.rewrite(ORGANISATION, 1, actor="someone else"),
    ),
    ("the newest reading is deleted with what it said", lambda owner: owner.remove(owner.honest.reads, 3)),
    ("a fitting entry is forged at the end of a charity's stream", lambda owner: owner.forge(ORGANISATION) and None),
    (
        "a case's stream is written anew, its head too",
        lambda owner: [
            owner.rewrite(owner.honest.stream, 2, actor="someone else"),
            _set_head(owner, 7, bytes(owner.entry(owner.honest.stream, 7)["leaf"])),  # type: ignore[call-overload]
        ]
        and None,
    ),
)  # fmt: skip


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
        _flip("header")(owner)
        _run("UPDATE track SET state = 'removed' WHERE id = :track")(owner)
    with db.read() as session:
        other = session.scalars(sa.select(CaseFile.reference).where(CaseFile.id == honest.other)).one()
    assert verify(honest.reference if case == "that was tampered with" else other).sound is (
        case == "beside it"
    )


def test_one_case_shows_a_state_that_its_trail_does_not_say(honest: Honest) -> None:
    with owning(honest) as owner:
        _run("UPDATE track SET state = 'removed' WHERE id = :track")(owner)
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    case_id = _id_of(reference)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with db.work() as session:
                case = session.get_one(CaseFile, ("fts", case_id), with_for_update=True)
                trail.on_case(session, case, trail.Entry("fts", "noted", "someone", NOW, {}, case_id=case_id))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        faults = [verify(reference if number % 2 else None).fault for number in range(40)]
    finally:
        done.set()
        writer.join()
    assert set(faults) == {""}
