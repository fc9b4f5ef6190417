"""The trail's only writer: one sealed header and one payload for each thing that was done."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import rfc8785
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from incidents.domain import chain
from incidents.store.ids import new_id
from incidents.store.instant import as_text
from incidents.store.models import Base, CaseFile, Event

Payload = Mapping[str, object]
_EVENT = Base.metadata.tables["event"]
_PAYLOAD = Base.metadata.tables["event_payload"]


@dataclass(frozen=True, slots=True)
class Move:
    """One machine moved: from None when it began. `version` is the machine's after the move, from 1."""

    machine: str
    id: str
    origin: str | None
    target: str
    version: int

    def as_data(self) -> dict[str, object]:
        """The move as it stands in a header."""
        return {
            "machine": self.machine,
            "id": self.id,
            "from": self.origin,
            "to": self.target,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What is about to be written.

    `actor` is a person's or an account's id, or "system"; `at` is when it is written, `happened` (a date or
    an instant, as text) when it happened, if that differs.
    """

    organisation_id: str
    action: str
    actor: str
    at: datetime
    payload: Payload = field(default_factory=dict)
    moves: Sequence[Move] = ()
    case_id: str | None = None
    track_id: str | None = None
    happened: str = ""
    erases: Sequence[str] = ()
    id: str = field(default_factory=new_id)


def on_case(session: Session, case: CaseFile, entry: Entry) -> None:
    """Append to the case's own stream; the case row is locked by the caller and carries the chain's head."""
    case.head_seq += 1
    case.head_leaf = _write(session, f"case/{case.id}", case.head_seq, case.head_leaf, entry)


def on_organisation(session: Session, entry: Entry) -> None:
    """Append to the charity's stream: accounts, roles, policies, settings."""
    _append(session, f"organisation/{entry.organisation_id}", entry)


def on_reads(session: Session, entry: Entry) -> None:
    """Append to the stream of one person's reading on one day, so that readers never make writers wait."""
    _append(session, f"reads/{entry.actor}/{entry.at.date().isoformat()}", entry)


def _append(session: Session, stream: str, entry: Entry) -> None:
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers queue already
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(stream, 0))))
    last = session.execute(
        select(Event.seq, Event.leaf).where(Event.stream == stream).order_by(Event.seq.desc()).limit(1)
    ).first()
    seq, leaf = (last.seq, last.leaf) if last else (0, chain.START)
    _write(session, stream, seq + 1, leaf, entry)


def _write(session: Session, stream: str, seq: int, previous: bytes, entry: Entry) -> bytes:
    salt = secrets.token_bytes(32)
    body = canonical(entry.payload)
    header = canonical(_header(stream, seq, previous, chain.commitment(salt, body), entry))
    leaf = chain.leaf(header)
    # On the connection itself: these inserts must not flush the rows that the use case is still changing.
    connection = session.connection()
    connection.execute(
        insert(_EVENT).values(
            stream=stream,
            seq=seq,
            id=entry.id,
            organisation_id=entry.organisation_id,
            case_id=entry.case_id,
            track_id=entry.track_id,
            header=header,
            prev=previous,
            leaf=leaf,
        )
    )
    connection.execute(
        insert(_PAYLOAD).values(
            organisation_id=entry.organisation_id, event_id=entry.id, body=body.decode(), salt=salt
        )
    )
    return leaf


def _header(stream: str, seq: int, previous: bytes, promise: bytes, entry: Entry) -> dict[str, object]:
    """Ids, times and hashes; never free text, so that a header can be kept when a payload is erased."""
    header: dict[str, object] = {
        "v": 1,
        "stream": stream,
        "seq": seq,
        "id": entry.id,
        "organisation": entry.organisation_id,
        "case": entry.case_id,
        "track": entry.track_id,
        "actor": entry.actor,
        "action": entry.action,
        "at": as_text(entry.at),
        "happened": entry.happened or as_text(entry.at),
        "moves": [move.as_data() for move in entry.moves],
        "prev": previous.hex(),
        "payload": promise.hex(),
    }
    if entry.erases:
        header["erases"] = list(entry.erases)
    return header


def canonical(value: Payload) -> bytes:
    """RFC 8785 canonical JSON; raises ValueError for what JSON cannot carry, lone surrogates included."""
    return rfc8785.dumps(json.loads(json.dumps(value)))
