"""Proving the trail: chains, payloads, and that replaying it gives every stored state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from incidents.domain import chain
from incidents.domain.lifecycle import MACHINES
from incidents.services.faults import NotFound
from incidents.store import seals, trail
from incidents.store.db import snapshot
from incidents.store.queries import ledger
from incidents.store.queries.ledger import Sealed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: how many entries were checked, and the first thing that is wrong, if any."""

    entries: int
    erased: int
    fault: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class _Move:
    """One machine moved: `version` is the machine's after it, `origin` None when it began."""

    machine: str
    id: str
    version: int
    origin: str | None
    target: str


@dataclass(slots=True)
class _Told:
    """What the trail told so far: where each stream ends, how each machine moved, and what was erased."""

    entries: int = 0
    erased: int = 0
    heads: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    moves: dict[tuple[str, str], list[_Move]] = field(default_factory=dict)


# As it is stored: whatever it lacks or holds of the wrong kind shows when it is looked at.
_Header = dict[str, Any]


class _Broken(Exception):
    """The first broken entry, in words."""


def verify(reference: str | None = None) -> Verdict:
    """Check the whole trail, or that of the case with this reference; names the first broken entry.

    Checked: the triggers are there; every header hashes to its leaf, is canonical and follows the one before;
    columns repeat their header; every payload meets its commitment or was erased by an event that says so;
    every case's chain ends where the case says; replaying the moves gives every stored state and version.
    Everything is looked at as it was at one moment, so that nobody needs to stop working meanwhile. Raises
    NotFound when there is no such case.

    Not seen here, because nothing outside the database is asked: the newest entries of an organisation's or a
    reader's stream cut off whole, or a stream written anew from some entry on, its case's head included.
    """
    with snapshot() as session:
        case_id = ledger.case_id(session, reference) if reference is not None else None
        if reference is not None and case_id is None:
            raise NotFound
        if absent := seals.missing(session.connection()):
            return Verdict(
                0, 0, f"the database no longer guards it: {', '.join(absent)} is missing or changed"
            )
        told = _Told()
        try:
            _walk(session, case_id, told)
            _ends(session, case_id, told)
            _states(session, case_id, told)
        except _Broken as broken:
            return Verdict(told.entries, told.erased, str(broken))
        except DBAPIError as unreadable:
            fault = f"after {told.entries} entries the database itself cannot read it ({unreadable.orig})"
            return Verdict(told.entries, told.erased, fault)
        return Verdict(told.entries, told.erased)


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict as sentences."""
    if verdict.sound:
        entries = "1 entry" if verdict.entries == 1 else f"{verdict.entries} entries"
        yield f"The trail is sound: {entries} checked, {verdict.erased} erased as recorded."
    else:
        yield f"The trail is broken: {verdict.fault}."


def _walk(session: Session, case_id: str | None, told: _Told) -> None:
    """Every entry in order, each against the one before it."""
    erasures = _erasures(session)
    stream, seq, leaf = "", 0, chain.START
    with closing(ledger.entries(session, case_id)) as entries:
        for row in entries:
            if row.stream != stream:
                stream, seq, leaf = row.stream, 0, chain.START
            if row.seq != seq + 1:
                raise _Broken(f"entry {row.seq} of {row.stream}: entry {seq + 1} is missing before it")
            _entry(row, leaf, erasures, told)
            seq, leaf = row.seq, row.leaf


def _entry(row: Sealed, before: bytes, erasures: Mapping[str, set[str]], told: _Told) -> None:
    """One entry against the hash of the one before it; what it tells is added to `told`."""
    name = f"entry {row.seq} of {row.stream}"
    try:
        header = _header(row, before, name)
        moves = [_move(move) for move in header["moves"]]
        gone = _payload(row, header, erasures, name)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
        raise _Broken(f"{name}: it cannot be read") from fault
    told.heads[row.stream] = (row.seq, row.leaf)
    for move in moves:
        told.moves.setdefault((move.machine, move.id), []).append(move)
    told.entries += 1
    told.erased += gone


def _header(row: Sealed, before: bytes, name: str) -> _Header:
    if chain.leaf(row.header) != row.leaf:
        raise _Broken(f"{name}: its hash does not fit its words")
    if row.prev != before:
        raise _Broken(f"{name}: it does not follow the entry before it")
    header: _Header = json.loads(row.header)
    if trail.canonical(header) != row.header:
        raise _Broken(f"{name}: it is not written in the canonical form")
    repeated = (row.stream, row.seq, row.id, row.organisation_id, row.case_id, row.track_id, row.prev.hex())
    said = tuple(header[key] for key in ("stream", "seq", "id", "organisation", "case", "track", "prev"))
    if repeated != said:
        raise _Broken(f"{name}: its columns differ from what was sealed")
    return header


def _payload(row: Sealed, header: _Header, erasures: Mapping[str, set[str]], name: str) -> bool:
    """Whether the payload was erased, as an event says. Raises _Broken when it is missing or was changed."""
    if not row.has_payload:
        raise _Broken(f"{name}: what it said is missing")
    if row.body is None or row.salt is None:
        if row.erased_by is None or row.id not in erasures.get(row.erased_by, ()):
            raise _Broken(f"{name}: what it said is gone, and no erasure names it")
        return True
    if chain.commitment(row.salt, row.body).hex() != header["payload"]:
        raise _Broken(f"{name}: what it says was changed")
    return False


def _move(said: _Header) -> _Move:
    origin, version = said["from"], said["version"]
    if not isinstance(version, int):
        raise TypeError("a version is a whole number")
    return _Move(
        str(said["machine"]),
        str(said["id"]),
        version,
        None if origin is None else str(origin),
        str(said["to"]),
    )


def _erasures(session: Session) -> dict[str, set[str]]:
    """Which events each erasing event names, as its own sealed header says; the chain proves the header."""
    found = {}
    for event_id, header, leaf in ledger.erasing(session):
        try:
            said = json.loads(header)
            if chain.leaf(header) == leaf and said["action"] == "erased":
                found[event_id] = {str(name) for name in said["erases"]}
        except (ValueError, TypeError, LookupError, RecursionError):
            continue  # it erases nothing; the walk comes to it and says what is wrong
    return found


def _ends(session: Session, case_id: str | None, told: _Told) -> None:
    """Every case's chain ends where the case says, and no payload is left of an entry that is gone."""
    for stored in ledger.stored_heads(session, case_id):
        seq, leaf = told.heads.get(f"case/{stored.id}", (0, chain.START))
        where = f"of case/{stored.id}"
        if seq < stored.seq:
            raise _Broken(
                f"entry {seq + 1} {where}: it is missing, the case {stored.reference} has {stored.seq}"
            )
        if seq > stored.seq:
            raise _Broken(f"entry {stored.seq + 1} {where}: the case {stored.reference} does not know of it")
        if leaf != stored.leaf:
            raise _Broken(f"entry {seq} {where}: the case {stored.reference} ends with another one")
    if case_id is None and (lost := ledger.lost_payload(session)):
        raise _Broken(f"entry {lost}: what it said is there, the entry is missing")


def _states(session: Session, case_id: str | None, told: _Told) -> None:
    """Replaying the moves gives every stored state and version.

    A matter carried over from another case has its beginning there: only the whole trail proves it.
    """
    replayed = {
        key: _fold(key, moves)
        for key, moves in told.moves.items()
        if case_id is None or min(move.version for move in moves) == 1
    }
    for machine, thing, state, version, reference in ledger.stored_states(session, case_id):
        if case_id is not None and (machine, thing) not in replayed:
            continue
        said = replayed.pop((machine, thing), None)
        if said != (state, version):
            stored = f"case {reference}: {_label(machine)} is stored as {state}, version {version}"
            raise _Broken(
                f"{stored}; the trail says {said[0]}, version {said[1]}" if said else f"{stored}, unsaid"
            )
    if case_id is None and replayed:
        machine, thing = min(replayed)
        raise _Broken(f"the trail tells of {_label(machine)} {thing}, which is not stored")


def _fold(key: tuple[str, str], moves: list[_Move]) -> tuple[str, int]:
    """The last state and version of one machine; its moves follow one another without a gap."""
    state, version = None, 0
    for move in sorted(moves, key=lambda move: move.version):
        if move.version != version + 1 or move.origin != state:
            raise _Broken(
                f"{_label(key[0])} {key[1]}: step {move.version} does not follow from the one before"
            )
        state, version = move.target, move.version
    return str(state), version


def _label(machine: str) -> str:
    return MACHINES[machine].label if machine in MACHINES else machine
