"""What tests look up behind the pages, and ways to hide a case from someone or to let them into it."""

from __future__ import annotations

import json

import sqlalchemy as sa

from incidents.services.actors import Member
from incidents.store import db
from incidents.store.models import Access, CaseFile, Event, EventPayload, Exclusion, ExportRecord
from tests.cast import NOW


def exports() -> list[tuple[str, str | None, dict[str, object]]]:
    """(stream, case, payload) of every entry that tells of a copy, in order."""
    query = sa.select(Event.stream, Event.case_id, Event.header, EventPayload.body)
    query = query.join(EventPayload, EventPayload.event_id == Event.id).order_by(Event.stream, Event.seq)
    with db.read() as session:
        rows = session.execute(query).all()
    return [
        (row[0], row[1], json.loads(row[3])) for row in rows if json.loads(row[2])["action"] == "exported"
    ]


def entries() -> int:
    """How many entries there are in all streams."""
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0


def records() -> list[ExportRecord]:
    """The register of copies."""
    with db.read() as session:
        return list(session.scalars(sa.select(ExportRecord)))


def hide(person: Member, reference: str) -> None:
    """Hide a case from someone."""
    with db.work() as session:
        case_id = session.scalars(sa.select(CaseFile.id).where(CaseFile.reference == reference)).one()
        session.add(
            Exclusion(
                organisation_id=person.organisation_id,
                case_id=case_id,
                person_id=person.person_id,
                why="close",
                since=NOW,
            )
        )


def let_in(person: Member, reference: str, track_id: str | None) -> None:
    """Let someone into a case, or into one matter of it."""
    with db.work() as session:
        case_id = session.scalars(sa.select(CaseFile.id).where(CaseFile.reference == reference)).one()
        session.add(
            Access(
                organisation_id=person.organisation_id,
                id=person.person_id,
                case_id=case_id,
                track_id=track_id,
                person_id=person.person_id,
                because="A test",
                since=NOW,
                until=None,
            )
        )
