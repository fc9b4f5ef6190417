"""Who is let into a case or one matter of it now, by name, and ending it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from incidents.store.models import Access, CaseFile, Person


def inside(session: Session, case: CaseFile, track_id: str | None, now: datetime) -> dict[str, str]:
    """Person id and name of everyone let into this matter (None: into the whole case) at `now`."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Access, and_(Access.organisation_id == Person.organisation_id, Access.person_id == Person.id))
        .where(
            *_live(case, now),
            Access.track_id.is_(None) if track_id is None else Access.track_id == track_id,
        )
        .order_by(Person.name, Person.id)
    )
    return {row.id: row.name for row in rows}


def end(session: Session, case: CaseFile, track_id: str | None, person_id: str, now: datetime) -> None:
    """From `now` on that person is let into this matter no more (None: into no part of the case)."""
    matter = () if track_id is None else (Access.track_id == track_id,)
    session.execute(
        update(Access).where(*_live(case, now), *matter, Access.person_id == person_id).values(until=now)
    )


def _live(case: CaseFile, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Access.organisation_id == case.organisation_id,
        Access.case_id == case.id,
        or_(Access.until.is_(None), Access.until > now),
    )
