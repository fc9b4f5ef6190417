"""Proving the trail: chains, payloads, and that replaying it gives every stored state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from incidents.domain import chain
from incidents.domain.lifecycle import MACHINES
from incidents.store import seals, trail
from incidents.store.db import read
from incidents.store.queries import ledger
from incidents.store.queries.parts import TrailRow


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


# machine, id, version after it, from, to
Moves = list[tuple[str, str, int, str | None, str]]


class _Broken(Exception):
    """The first broken entry, in words."""


def verify(reference: str | None = None) -> Verdict:
    """Check the whole trail, or that of the case with this reference; names the first broken entry.

    Checked: the triggers are there; every header hashes to its leaf, is canonical and follows the one before;
    columns repeat their header; every payload meets its commitment or was erased by a later event; every
    chain's head is where its case says; replaying the moves gives every stored state and version.
    """
    with read() as session:
        if absent := seals.missing(session.connection()):
            return Verdict(0, 0, f"The database no longer guards the trail: {', '.join(absent)} is missing or changed")
        return check(session, reference)


def check(session: Session, reference: str | None) -> Verdict:
    """As `verify`, without looking at the triggers; on the session given."""
    case_id = ledger.case_id(session, reference) if reference is not None else None
    if reference is not None and case_id is None:
        return Verdict(0, 0, f"There is no case {reference}")
    entries = erased = 0
    stream, seq, leaf = "", 0, chain.START
    heads: dict[str, tuple[int, bytes]] = {}
    replayed: dict[tuple[str, str], list[tuple[int, str | None, str]]] = {}
    erasures = ledger.erasures(session)
    try:
        for row in ledger.entries(session, case_id):
            if row.stream != stream:
                stream, seq, leaf = row.stream, 0, chain.START
            moves = _entry(row, seq, leaf, erasures)
            seq, leaf = row.seq, row.leaf
            heads[stream] = (seq, leaf)
            for machine, thing, version, origin, target in moves:
                replayed.setdefault((machine, thing), []).append((version, origin, target))
            entries += 1
            erased += row.body is None
        _states(session, case_id, heads, replayed)
    except _Broken as broken:
        return Verdict(entries, erased, str(broken))
    return Verdict(entries, erased)


def _entry(row: TrailRow, seq: int, leaf: bytes, erasures: dict[str, str]) -> Moves:
    name = f"entry {row.seq} of {row.stream}"
    if row.seq != seq + 1:
        raise _Broken(f"{name}: entry {seq + 1} is missing before it")
    if chain.leaf(row.header) != row.leaf:
        raise _Broken(f"{name}: its hash does not fit its words")
    if row.prev != leaf:
        raise _Broken(f"{name}: it does not follow the entry before it")
    header = json.loads(row.header)
    if trail.canonical(header) != row.header:
        raise _Broken(f"{name}: it is not written in the canonical form")
    repeated = (row.stream, row.seq, row.id, row.organisation_id, row.case_id, row.track_id, row.prev.hex())
    said = tuple(header[key] for key in ("stream", "seq", "id", "organisation", "case", "track", "prev"))
    if repeated != said:
        raise _Broken(f"{name}: its columns differ from what was sealed")
    if not row.has_payload:
        raise _Broken(f"{name}: what it said is missing")
    if row.body is None or row.salt is None:
        if erasures.get(row.id) != row.erased_by:
            raise _Broken(f"{name}: what it said is gone, and no erasure names it")
    elif chain.commitment(row.salt, row.body.encode()).hex() != header["payload"]:
        raise _Broken(f"{name}: what it says was changed")
    return [(move["machine"], move["id"], move["version"], move["from"], move["to"]) for move in header["moves"]]


def _states(
    session: Session,
    case_id: str | None,
    heads: dict[str, tuple[int, bytes]],
    replayed: dict[tuple[str, str], list[tuple[int, str | None, str]]],
) -> None:
    for stored in ledger.stored_heads(session, case_id):
        if heads.get(f"case/{stored.id}", (0, chain.START)) != (stored.seq, stored.leaf):
            raise _Broken(f"entry {stored.seq} of case/{stored.id}: the case {stored.reference} ends elsewhere")
    # A matter carried over from another case has its beginning there: only the whole trail proves it.
    carried = {key for key, moves in replayed.items() if case_id is not None and min(moves)[0] > 1}
    told = {key: _fold(key, moves) for key, moves in replayed.items() if key not in carried}
    for machine, thing, state, version, reference in ledger.stored_states(session, case_id):
        if case_id is not None and (machine, thing) not in told:
            continue
        if told.pop((machine, thing), None) != (state, version):
            raise _Broken(
                f"case {reference}: {MACHINES[machine].label} is stored as {state}, which the trail does not say"
            )
    if case_id is None and told:
        machine, thing = sorted(told)[0]
        raise _Broken(f"the trail tells of {machine} {thing}, which is not stored")


def _fold(key: tuple[str, str], moves: list[tuple[int, str | None, str]]) -> tuple[str, int]:
    """The last state and version of one machine; its moves follow one another without a gap."""
    state, version = None, 0
    for number, origin, target in sorted(moves):
        if number != version + 1 or origin != state:
            raise _Broken(f"{key[0]} {key[1]}: step {number} does not follow from the one before")
        state, version = target, number
    return str(state), version


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict as sentences."""
    if verdict.sound:
        yield f"The trail is sound: {verdict.entries} entries checked, {verdict.erased} erased as recorded."
    else:
        yield f"The trail is broken. {verdict.fault}."
