"""Reading the trail and what is stored, to prove that the one gives the other."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, LargeBinary, and_, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from incidents.store.models import CaseFile, Event, EventPayload, Track


@dataclass(frozen=True, slots=True)
class Sealed:
    """One entry as it is stored, nothing trusted: columns, sealed bytes, and what became of the payload."""

    stream: str
    seq: int
    id: str
    organisation_id: str
    case_id: str | None
    track_id: str | None
    header: bytes
    prev: bytes
    leaf: bytes
    body: bytes | None
    salt: bytes | None
    erased_by: str | None
    has_payload: bool


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


def entries(session: Session, case: str | None) -> Generator[Sealed, None, None]:
    """Every entry in order, or those of one case's stream; close it when leaving early."""
    query = (
        select(
            Event.stream, Event.seq, Event.id, Event.organisation_id, Event.case_id, Event.track_id,
            Event.header, Event.prev, Event.leaf, _as_bytes(session, EventPayload.body), EventPayload.salt,
            EventPayload.erased_by, EventPayload.event_id.is_not(None),
        )
        .outerjoin(
            EventPayload,
            and_(EventPayload.organisation_id == Event.organisation_id, EventPayload.event_id == Event.id),
        )
        .order_by(Event.stream, Event.seq)
    )  # fmt: skip
    if case is not None:
        query = query.where(Event.stream == f"case/{case}")
    with session.execute(query.execution_options(yield_per=500)) as rows:
        for row in rows:
            yield Sealed(*tuple(row))


def _as_bytes(session: Session, words: InstrumentedAttribute[str | None]) -> ColumnElement[bytes | None]:
    """A text's bytes: SQLite may hold some that are no text any more, and would refuse to read them."""
    if session.get_bind().dialect.name == "postgresql":
        return func.convert_to(words, "UTF8", type_=LargeBinary())
    return cast(words, LargeBinary)


def erasing(session: Session) -> Iterator[tuple[str, bytes, bytes]]:
    """The events in whose name a payload was blanked: id, header, leaf."""
    ids = select(EventPayload.erased_by).where(EventPayload.erased_by.is_not(None))
    yield from session.execute(select(Event.id, Event.header, Event.leaf).where(Event.id.in_(ids)))


def lost_payload(session: Session) -> str | None:
    """The id of an event that is gone although its payload is there."""
    return session.scalar(
        select(EventPayload.event_id)
        .outerjoin(
            Event,
            and_(Event.organisation_id == EventPayload.organisation_id, Event.id == EventPayload.event_id),
        )
        .where(Event.id.is_(None))
        .limit(1)
    )


def stored_heads(session: Session, case: str | None) -> Iterator[Head]:
    """Each case's own word of where its chain ends."""
    query = select(CaseFile.id, CaseFile.reference, CaseFile.head_seq, CaseFile.head_leaf).order_by(
        CaseFile.id
    )
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
