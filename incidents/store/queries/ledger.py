"""Reading the trail and what is stored, to prove that the one gives the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, literal, select, union_all
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Event, EventPayload, Track
from incidents.store.queries.parts import TrailRow, trail_rows


@dataclass(frozen=True, slots=True)
class Head:
    """Where a case says that its chain ends."""

    id: str
    reference: str
    seq: int
    leaf: bytes


def case_id(session: Session, reference: str) -> str | None:
    """The id behind a reference, for the machine's operator."""
    return session.scalar(select(CaseFile.id).where(CaseFile.reference == reference))


def entries(session: Session, case: str | None) -> Iterator[TrailRow]:
    """Every entry of every stream in order, or those of one case's stream."""
    query = trail_rows().order_by(Event.stream, Event.seq)
    if case is not None:
        query = query.where(Event.stream == f"case/{case}")
    for row in session.execute(query.execution_options(yield_per=500)):
        yield TrailRow(*row)


def erasing(session: Session) -> Iterator[tuple[str, bytes, bytes]]:
    """The events in whose name a payload was blanked: id, header, leaf."""
    ids = select(EventPayload.erased_by).where(EventPayload.erased_by.is_not(None))
    yield from session.execute(select(Event.id, Event.header, Event.leaf).where(Event.id.in_(ids)))


def lost_payload(session: Session) -> str | None:
    """The id of an event that is gone although its payload is there."""
    return session.scalar(
        select(EventPayload.event_id)
        .outerjoin(
            Event, and_(Event.organisation_id == EventPayload.organisation_id, Event.id == EventPayload.event_id)
        )
        .where(Event.id.is_(None))
        .limit(1)
    )


def stored_heads(session: Session, case: str | None) -> Iterator[Head]:
    """Each case's own word of where its chain ends."""
    query = select(CaseFile.id, CaseFile.reference, CaseFile.head_seq, CaseFile.head_leaf).order_by(CaseFile.id)
    for row in session.execute(query.where(CaseFile.id == case) if case else query):
        yield Head(*row)


def stored_states(session: Session, case: str | None) -> Iterator[tuple[str, str, str, int, str]]:
    """Each machine's stored state: (machine, id, state, version, reference of its case)."""
    cases = select(literal("case"), CaseFile.id, CaseFile.state, CaseFile.version, CaseFile.reference)
    tracks = select(Track.machine, Track.id, Track.state, Track.version, CaseFile.reference).join(
        CaseFile, CaseFile.id == Track.case_id
    )
    if case is not None:
        cases, tracks = cases.where(CaseFile.id == case), tracks.where(Track.case_id == case)
    yield from session.execute(union_all(cases, tracks))
