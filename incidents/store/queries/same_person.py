"""What two records of one person hold between them: found and moved when the records are joined."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from incidents.store.models import (
    Access,
    CaseFile,
    Exclusion,
    Holding,
    Involvement,
    Membership,
    PosterApproval,
    Report,
    Task,
    Track,
)


def cases_of(session: Session, organisation_id: str, person_ids: tuple[str, str]) -> tuple[str, ...]:
    """The ids of the cases that either of them has to do with, always in the same order."""
    found: set[str] = set()
    for table, column in (
        (Exclusion, Exclusion.person_id),
        (Involvement, Involvement.person_id),
        (Access, Access.person_id),
        (Track, Track.assigned_person_id),
        (Task, Task.assigned_person_id),
    ):
        query = select(table.case_id).where(table.organisation_id == organisation_id, column.in_(person_ids))
        found |= set(session.scalars(query))
    leads = CaseFile.organisation_id == organisation_id, CaseFile.lead_person_id.in_(person_ids)
    return tuple(sorted(found | set(session.scalars(select(CaseFile.id).where(*leads)))))


def exclusions(session: Session, case: CaseFile, person_id: str) -> str | None:
    """Why a case is hidden from a person; None when it is not."""
    query = select(Exclusion.why).where(
        Exclusion.organisation_id == case.organisation_id,
        Exclusion.case_id == case.id,
        Exclusion.person_id == person_id,
    )
    return session.scalar(query)


def let_in(session: Session, case: CaseFile, person_id: str, now: datetime) -> tuple[Access, ...]:
    """What a person is let into in a case now."""
    query = select(Access).where(
        Access.organisation_id == case.organisation_id,
        Access.case_id == case.id,
        Access.person_id == person_id,
        or_(Access.until.is_(None), Access.until > now),
    )
    return tuple(session.scalars(query))


def move_in(session: Session, case: CaseFile, away: str, kept: str) -> None:
    """What the one record was in a case, the other one is: a part in it, something to do."""
    of_case = {"organisation_id": case.organisation_id, "case_id": case.id}
    for table, column in (
        (Involvement, "person_id"),
        (Task, "assigned_person_id"),
        (Track, "assigned_person_id"),
    ):
        theirs = update(table).filter_by(**of_case, **{column: away})
        session.execute(theirs.values({column: kept}))


def move_outside_cases(session: Session, organisation_id: str, away: str, kept: str) -> None:
    """Reports that they made, and approvals to post, follow."""
    for table, column in ((Report, "reporter_person_id"), (PosterApproval, "person_id")):
        theirs = update(table).filter_by(**{"organisation_id": organisation_id, column: away})
        session.execute(theirs.values({column: kept}))


def held(session: Session, organisation_id: str, person_id: str, now: datetime) -> tuple[Holding, ...]:
    """What a person holds now."""
    query = select(Holding).where(
        Holding.organisation_id == organisation_id,
        Holding.person_id == person_id,
        or_(Holding.until.is_(None), Holding.until > now),
    )
    return tuple(session.scalars(query))


def membership(session: Session, organisation_id: str, person_id: str) -> Membership | None:
    """The place of an account that is this person's, ended or not."""
    query = select(Membership).where(
        Membership.organisation_id == organisation_id, Membership.person_id == person_id
    )
    return session.scalar(query)
