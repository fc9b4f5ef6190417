"""The reports of one reporter, how the case of each stands, and what they were answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from incidents.store.models import Account, CaseFile, Exclusion, Holding, Membership, Report, Track

_MOST = 100


@dataclass(frozen=True, slots=True)
class Own:
    """One report. `case_id` and `state` are of the case that it was joined to, where it was."""

    reference: str
    story: str
    received_at: datetime
    case_id: str
    state: str
    complaint: bool
    contact: str
    signed_in: bool


def reports(session: Session, organisation_id: str, person_id: str) -> tuple[Own, ...]:
    """What a person reported, newest first, 100 at most; nothing of a case that is hidden from them."""
    theirs = Report.reporter_person_id == person_id
    return _found(session, organisation_id, theirs, _hidden(Exclusion.person_id == person_id))


def reports_of(session: Session, organisation_id: str, address: str, now: datetime) -> tuple[Own, ...]:
    """What was reported with this e-mail address among the words on how to reach the reporter, by somebody
    who was not signed in, or by an account of that address that does nothing here but report.

    Nothing of a case that is hidden from the person whose account has this address.
    """
    person = select(Membership.person_id).join(Account, Account.id == Membership.account_id)
    whose = person.where(Membership.organisation_id == organisation_id, Account.email == address)
    living = and_(Holding.since <= now, or_(Holding.until.is_(None), Holding.until > now))
    does_more = exists().where(
        Holding.organisation_id == Report.organisation_id,
        Holding.person_id == Report.reporter_person_id,
        Holding.kind == "role",
        Holding.key != "reporter",
        living,
    )
    signed_in_now = whose.where(or_(Membership.until.is_(None), Membership.until > now))
    theirs = or_(
        and_(
            Report.reporter_person_id.is_(None),
            func.lower(Report.reporter_contact).contains(address, autoescape=True),
        ),
        and_(Report.reporter_person_id.in_(signed_in_now), ~does_more),
    )
    return _found(session, organisation_id, theirs, _hidden(Exclusion.person_id.in_(whose)))


def answers(
    session: Session, organisation_id: str, case_ids: Collection[str]
) -> dict[str, tuple[dict[str, object], ...]]:
    """By case: what is known of each matter of answering in it, the oldest first."""
    rows = session.execute(
        select(Track.case_id, Track.known)
        .where(
            Track.organisation_id == organisation_id,
            Track.case_id.in_(case_ids),
            Track.machine == "response",
        )
        .order_by(Track.opened_at, Track.id)
    )
    found: dict[str, tuple[dict[str, object], ...]] = {}
    for case_id, known in rows:
        found[case_id] = (*found.get(case_id, ()), known or {})
    return found


def complaints(session: Session, organisation_id: str, case_ids: Collection[str]) -> dict[str, int]:
    """By case: how many of the reports in it, and in those joined to it, are complaints."""
    into = func.coalesce(CaseFile.merged_into, CaseFile.id)
    rows = session.execute(
        select(into, func.count())
        .join(Report, and_(Report.organisation_id == CaseFile.organisation_id, Report.case_id == CaseFile.id))
        .where(CaseFile.organisation_id == organisation_id, into.in_(case_ids), Report.complaint)
        .group_by(into)
    )
    return {row[0]: row[1] for row in rows}


def _hidden(person: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Exclusion.organisation_id == Report.organisation_id, Exclusion.case_id == Report.case_id, person
    )


def _found(
    session: Session, organisation_id: str, theirs: ColumnElement[bool], hidden: ColumnElement[bool]
) -> tuple[Own, ...]:
    other = aliased(CaseFile)
    rows = session.execute(
        select(
            CaseFile.reference,
            Report.story,
            Report.received_at,
            func.coalesce(other.id, CaseFile.id),
            func.coalesce(other.state, CaseFile.state),
            Report.complaint,
            Report.reporter_contact,
            Report.reporter_person_id.is_not(None),
        )
        .join(
            CaseFile, and_(CaseFile.organisation_id == Report.organisation_id, CaseFile.id == Report.case_id)
        )
        .outerjoin(
            other, and_(other.organisation_id == CaseFile.organisation_id, other.id == CaseFile.merged_into)
        )
        .where(Report.organisation_id == organisation_id, theirs, ~hidden)
        .order_by(Report.received_at.desc(), Report.id)
        .limit(_MOST)
    )
    return tuple(Own(*row) for row in rows)
