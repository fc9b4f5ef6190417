"""An honest trail, and someone who owns its database and can do whatever they like with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from incidents.domain import chain
from incidents.store import db, seals, trail
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, Track
from tests.cast import NOW, report
from tests.databases import Database

CHECKS = ("event_hashes", "event_payload_whole_or_erased", "case_file_counts", "track_version")


@dataclass
class Honest:
    """An honest trail: a case with a matter that moved and an erased note, another case, a reading."""

    database: Database
    reference: str = ""
    case: str = ""
    other: str = ""
    track: str = ""

    @property
    def stream(self) -> str:
        """The first case's stream: entries 1 to 7; what entry 5 said was erased by entry 6."""
        return f"case/{self.case}"

    @property
    def reads(self) -> str:
        """The stream of someone's reading: entries 1 to 3."""
        return f"reads/reader/{NOW.date().isoformat()}"


def write(database: Database) -> Honest:
    """The honest trail, written through the one writer."""
    made = Honest(database)
    made.reference = report()
    made.case, made.other = id_of(made.reference), id_of(report())
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


def id_of(reference: str) -> str:
    """The id of the case with this reference."""
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
        organisation_id="fts", id=made.track, case_id=made.case, machine="containment", subject="item",
        version=1, taken_by={}, known={}, opened_at=NOW, updated_at=NOW,
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

    def leaf(self, stream: str, seq: int) -> bytes:
        """The hash of one entry."""
        return bytes(self.entry(stream, seq)["leaf"])  # type: ignore[call-overload]

    def last(self, stream: str) -> int:
        """The number of the newest entry."""
        return self.connection.execute(
            sa.text("SELECT max(seq) FROM event WHERE stream = :stream"), {"stream": stream}
        ).scalar_one()

    def change(self, stream: str, seq: int, /, **values: object) -> None:
        """Change columns of one entry."""
        pairs = ", ".join(f"{name} = :{name}" for name in values)
        where = "stream = :where_stream AND seq = :where_seq"
        self.sql(f"UPDATE event SET {pairs} WHERE {where}", **values, where_stream=stream, where_seq=seq)

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
        follows = {"seq": last + 1, "id": new_id(), "prev": self.leaf(stream, last).hex(), "moves": []}
        header = words(before) | follows | changed
        salt = b"s" * 32
        header["payload"] = chain.commitment(salt, b"{}").hex()
        header.pop("erases", None)
        raw = trail.canonical(header)
        columns = {"seq": last + 1, "id": header["id"], "header": raw, "prev": before["leaf"]}
        self.add(**before | columns | {"leaf": chain.leaf(raw)})
        self.sql(
            "INSERT INTO event_payload (organisation_id, event_id, body, salt)"
            " VALUES ('fts', :id, '{}', :salt)",
            id=header["id"],
            salt=salt,
        )
        return last + 1, chain.leaf(raw)

    def rewrite(self, stream: str, seq: int, **changed: object) -> None:
        """Write an entry anew with other words, and every later one so that it follows."""
        row = self.entry(stream, seq)
        previous = bytes(row["prev"])  # type: ignore[call-overload]
        for number in range(seq, self.last(stream) + 1):
            header = words(self.entry(stream, number)) | {"prev": previous.hex()}
            raw = trail.canonical(header | (changed if number == seq else {}))
            self.change(stream, number, header=raw, prev=previous, leaf=chain.leaf(raw))
            previous = chain.leaf(raw)


def words(row: dict[str, object]) -> dict[str, object]:
    """What an entry's header says."""
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
