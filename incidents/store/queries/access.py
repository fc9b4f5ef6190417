"""Who is let into a case or one matter of it now, by name, and ending it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from incidents.store.models import Access, CaseFile, Exclusion, Person, Track


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


def history(
    session: Session, case: CaseFile, seen: Collection[str]
) -> tuple[tuple[Access, str, Track | None], ...]:
    """Everyone ever let into the case, or into one of the matters in `seen`, by name; oldest first."""
    rows = session.execute(
        select(Access, Person.name, Track)
        .join(Person, and_(Person.organisation_id == Access.organisation_id, Person.id == Access.person_id))
        .outerjoin(Track, and_(Track.organisation_id == Access.organisation_id, Track.id == Access.track_id))
        .where(
            Access.organisation_id == case.organisation_id,
            Access.case_id == case.id,
            or_(Access.track_id.is_(None), Access.track_id.in_(seen)),
        )
        .order_by(Access.since, Access.id)
    )
    return tuple((row.Access, row.name, row.Track) for row in rows)


def hidden_from(session: Session, case: CaseFile) -> tuple[tuple[Exclusion, str], ...]:
    """Everyone who does not learn of the case, with their name; the first one first."""
    rows = session.execute(
        select(Exclusion, Person.name)
        .join(
            Person,
            and_(Person.organisation_id == Exclusion.organisation_id, Person.id == Exclusion.person_id),
        )
        .where(Exclusion.organisation_id == case.organisation_id, Exclusion.case_id == case.id)
        .order_by(Exclusion.since, Exclusion.person_id)
    )
    return tuple((row.Exclusion, row.name) for row in rows)


def end(
    session: Session, case: CaseFile, track_id: str | None, person_id: str, now: datetime, because: str
) -> None:
    """From `now` on that person is let into this matter no more (None: into no part of the case)."""
    matter = () if track_id is None else (Access.track_id == track_id,)
    theirs = update(Access).where(*_live(case, now), *matter, Access.person_id == person_id)
    session.execute(theirs.values(until=now, ended_because=because[:400]))


def set_until(
    session: Session, case: CaseFile, track_id: str | None, person_id: str, until: datetime, now: datetime
) -> None:
    """That person is let into this very matter (None: into the case itself) until then."""
    matter = Access.track_id.is_(None) if track_id is None else Access.track_id == track_id
    theirs = update(Access).where(*_live(case, now), matter, Access.person_id == person_id)
    session.execute(theirs.values(until=until))


def owes_terms(session: Session, case: CaseFile, person_id: str, now: datetime) -> bool:
    """Whether that person is let in without having agreed to keep it to themselves."""
    owed = (Access.person_id == person_id, Access.agreed_at.is_(None))
    return session.scalar(select(Access.id).where(*_live(case, now), *owed).limit(1)) is not None


def agree(session: Session, case: CaseFile, person_id: str, now: datetime) -> None:
    """Note that they agreed, for all that they are let into in this case."""
    owed = (Access.person_id == person_id, Access.agreed_at.is_(None))
    session.execute(update(Access).where(*_live(case, now), *owed).values(agreed_at=now))


def _live(case: CaseFile, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Access.organisation_id == case.organisation_id,
        Access.case_id == case.id,
        or_(Access.until.is_(None), Access.until > now),
    )
