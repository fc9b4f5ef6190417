"""What follows when an evidence file is not sound any more: something to do in its case, and a mail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.services import at_once
from incidents.services.changing import TITLE_LENGTH
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, Evidence, Task, Track
from incidents.store.queries import evidence as queries

_TO_DO = "An evidence file is damaged or gone. Look for the original, and tell who looks after this system"


def raise_alarm(organisation_id: str, evidence_id: str, now: datetime) -> None:
    """Give the case something to do, and tell the person responsible; once, until that is done.

    One entry, in the case, or in the matter that the file belongs to.
    """
    with work() as session:
        row = session.get_one(Evidence, (organisation_id, evidence_id))
        case = queries.case_of(session, row, lock=True)
        title = f"{_TO_DO}: {row.name}"[:TITLE_LENGTH]
        if _stands(session, case, row, title):
            return
        track = session.get(Track, (organisation_id, row.track_id)) if row.track_id else None
        session.add(
            Task(
                organisation_id=organisation_id,
                id=new_id(),
                case_id=case.id,
                track_id=row.track_id,
                title=title,
                due_on=None,
                assigned_person_id=None,
                created_at=now,
                done_at=None,
                done_words="",
            )
        )
        case.open_tasks += 1
        if track is None or track.machine not in CLOSED_CIRCLE:
            case.updated_at = now
        who = track.assigned_person_id if track is not None else case.lead_person_id
        if who is not None:
            at_once.tell(session, case, who, now, track_id=row.track_id)
        entry = trail.Entry(
            organisation_id=organisation_id,
            action="task_added",
            actor="system",
            at=now,
            payload={"by": "The program itself", "data": {"task": title}},
            case_id=case.id,
            track_id=row.track_id,
        )
        trail.on_case(session, case, entry)


def _stands(session: Session, case: CaseFile, row: Evidence, title: str) -> bool:
    query = select(Task.id).where(
        Task.organisation_id == case.organisation_id,
        Task.case_id == case.id,
        Task.title == title,
        Task.done_at.is_(None),
        Task.track_id.is_(None) if row.track_id is None else Task.track_id == row.track_id,
    )
    return session.scalar(query.limit(1)) is not None
