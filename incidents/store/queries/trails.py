"""What an auditor reads: which cases have a trail, and its sealed headers, never what an entry says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, tuple_
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Event, Person
from incidents.store.queries.stream import TrailRow
from incidents.store.queries.visible import Reader, case_visible, not_hidden

PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailName:
    """One case by its reference alone, and when it last changed."""

    reference: str
    changed_at: datetime
    id: str


def page(
    session: Session, reader: Reader, *, every: bool, before: tuple[datetime, str] | None = None
) -> tuple[TrailName, ...]:
    """Up to 51 cases, newest change first; `before` continues after (changed at, id). One SELECT.

    `every`: all cases of the charity that are not hidden from the reader, as for an auditor; otherwise those
    they may see.
    """
    query = select(CaseFile.reference, CaseFile.updated_at, CaseFile.id)
    query = query.where(_auditable(reader) if every else case_visible(reader))
    if before is not None:
        query = query.where(tuple_(CaseFile.updated_at, CaseFile.id) < before)
    query = query.order_by(CaseFile.updated_at.desc(), CaseFile.id.desc()).limit(PAGE + 1)
    return tuple(TrailName(*row) for row in session.execute(query))


def auditable(session: Session, reader: Reader, reference: str) -> str | None:
    """The id of a case of the charity that is not hidden from this auditor, or None."""
    return session.scalar(select(CaseFile.id).where(CaseFile.reference == reference, _auditable(reader)))


def headers(session: Session, case_id: str, *, limit: int, before: int | None = None) -> tuple[TrailRow, ...]:
    """The newest entries of a case's stream, newest first; payloads are left unread and stand there empty."""
    query = select(
        Event.stream,
        Event.seq,
        Event.id,
        Event.organisation_id,
        Event.case_id,
        Event.track_id,
        Event.header,
        Event.prev,
        Event.leaf,
    ).where(_of(case_id))
    if before is not None:
        query = query.where(Event.seq < before)
    found = session.execute(query.order_by(Event.seq.desc()).limit(limit))
    return tuple(TrailRow(*row, body="{}", salt=None, erased_by=None, has_payload=True) for row in found)


def names(session: Session, organisation_id: str, person_ids: frozenset[str]) -> dict[str, str]:
    """The names of these persons of a charity, by id."""
    query = select(Person.id, Person.name).where(
        Person.organisation_id == organisation_id, Person.id.in_(sorted(person_ids))
    )
    return dict(session.execute(query).all())


def place_of(session: Session, case_id: str, event_id: str) -> int | None:
    """The sequence number of an entry of this case."""
    return session.scalar(select(Event.seq).where(_of(case_id), Event.id == event_id))


def entry_at(session: Session, case_id: str, seq: int) -> str:
    """The id of the entry with this number; ids are random, so that they do not count hidden entries."""
    return session.scalars(select(Event.id).where(_of(case_id), Event.seq == seq)).one()


def _of(case_id: str) -> ColumnElement[bool]:
    return Event.stream == f"case/{case_id}"


def _auditable(reader: Reader) -> ColumnElement[bool]:
    return and_(CaseFile.organisation_id == reader.organisation_id, not_hidden(reader))
