"""Who may post for the charity: approvals, and what tells that somebody approved has left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from incidents.store.models import Account, Holding, Membership, OfficialAccount, Person, PosterApproval


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approval to post, with the names of who was approved and by whom; `account` None means all."""

    approval: PosterApproval
    name: str
    by: str
    account: OfficialAccount | None


def approvals(session: Session, organisation_id: str) -> tuple[ApprovalRow, ...]:
    """Every approval to post, ended ones too, by name and then the newest."""
    by = aliased(Person)
    rows = session.execute(
        select(PosterApproval, Person.name, by.name, OfficialAccount)
        .join(
            Person,
            and_(
                Person.organisation_id == PosterApproval.organisation_id,
                Person.id == PosterApproval.person_id,
            ),
        )
        .join(
            by,
            and_(
                by.organisation_id == PosterApproval.organisation_id,
                by.id == PosterApproval.approved_by_person_id,
            ),
        )
        .outerjoin(
            OfficialAccount,
            and_(
                OfficialAccount.organisation_id == PosterApproval.organisation_id,
                OfficialAccount.id == PosterApproval.account_id,
            ),
        )
        .where(PosterApproval.organisation_id == organisation_id)
        .order_by(Person.name, Person.id, PosterApproval.since.desc(), PosterApproval.id)
    )
    return tuple(ApprovalRow(*row) for row in rows)


def approval(session: Session, organisation_id: str, approval_id: str) -> PosterApproval | None:
    """One approval, its row held until the end of the transaction."""
    return session.scalar(
        select(PosterApproval)
        .where(PosterApproval.organisation_id == organisation_id, PosterApproval.id == approval_id)
        .with_for_update()
    )


def approved_people(session: Session, organisation_id: str, now: datetime) -> frozenset[str]:
    """The person ids of everyone approved to post now, on any page that is not closed; one SELECT."""
    query = (
        select(PosterApproval.person_id)
        .outerjoin(
            OfficialAccount,
            and_(
                OfficialAccount.organisation_id == PosterApproval.organisation_id,
                OfficialAccount.id == PosterApproval.account_id,
            ),
        )
        .where(
            PosterApproval.organisation_id == organisation_id,
            or_(PosterApproval.until.is_(None), PosterApproval.until > now),
            OfficialAccount.closed_at.is_(None),
        )
    )
    return frozenset(session.scalars(query))


def holdings(session: Session, organisation_id: str, people: Iterable[str]) -> tuple[Holding, ...]:
    """Everything these people hold or ever held."""
    return tuple(
        session.scalars(
            select(Holding).where(
                Holding.organisation_id == organisation_id, Holding.person_id.in_(sorted(set(people)))
            )
        )
    )


def shut_out(session: Session, organisation_id: str, now: datetime) -> frozenset[str]:
    """The person ids of those whose account was disabled, or who are no members of the charity any more."""
    query = (
        select(Membership.person_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == organisation_id,
            or_(Account.disabled_at.is_not(None), Membership.until <= now),
        )
    )
    return frozenset(session.scalars(query))
