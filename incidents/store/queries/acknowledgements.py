"""Who was asked to read a version of the policy, and who said that they had."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incidents.store.models import Account, Acknowledgement, Membership, Person, PolicyVersion


@dataclass(frozen=True, slots=True)
class Row:
    """One person and one version: when they were asked, and when they had read it."""

    person_id: str
    number: int
    invited_at: datetime | None
    acknowledged_at: datetime | None


def of_charity(session: Session, organisation_id: str) -> tuple[Row, ...]:
    """Everything that was asked and said in a charity, of every version."""
    return _rows(session, organisation_id, None)


def of_person(session: Session, organisation_id: str, person_id: str) -> tuple[Row, ...]:
    """Everything that one person was asked and said, of every version."""
    return _rows(session, organisation_id, person_id)


def waiting(session: Session, organisation_id: str, person_id: str, day: date) -> bool:
    """Whether the person was asked to read the version that holds on `day` and has not said so yet."""
    held = (
        select(PolicyVersion.number)
        .where(
            PolicyVersion.organisation_id == organisation_id,
            or_(PolicyVersion.in_force_from.is_(None), PolicyVersion.in_force_from <= day),
        )
        .order_by(PolicyVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Acknowledgement.id).where(
        Acknowledgement.organisation_id == organisation_id,
        Acknowledgement.person_id == person_id,
        Acknowledgement.policy_number == held,
        Acknowledgement.invited_at.is_not(None),
        Acknowledgement.acknowledged_at.is_(None),
    )
    return session.scalar(query) is not None


def acknowledged_at(session: Session, organisation_id: str, person_id: str, number: int) -> datetime | None:
    """When the person had read that version, if they ever said so."""
    found = one(session, organisation_id, person_id, number)
    return found.acknowledged_at if found else None


def one(session: Session, organisation_id: str, person_id: str, number: int) -> Acknowledgement | None:
    """The row of one person and one version, to be changed."""
    return session.scalar(
        select(Acknowledgement).where(
            Acknowledgement.organisation_id == organisation_id,
            Acknowledgement.person_id == person_id,
            Acknowledgement.policy_number == number,
        )
    )


def lock(session: Session, organisation_id: str, person_ids: Collection[str]) -> None:
    """Hold these people's rows, always in one order, so that the same thing pressed twice at once is one."""
    query = select(Person.id).where(Person.organisation_id == organisation_id, Person.id.in_(person_ids))
    session.scalars(query.order_by(Person.id).with_for_update(key_share=True)).all()


def with_account(session: Session, organisation_id: str, now: datetime) -> frozenset[str]:
    """The people of a charity who can sign in to it at `now`."""
    query = (
        select(Membership.person_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == organisation_id,
            or_(Membership.until.is_(None), Membership.until > now),
            Account.disabled_at.is_(None),
        )
    )
    return frozenset(session.scalars(query))


def _rows(session: Session, organisation_id: str, person_id: str | None) -> tuple[Row, ...]:
    query = select(
        Acknowledgement.person_id,
        Acknowledgement.policy_number,
        Acknowledgement.invited_at,
        Acknowledgement.acknowledged_at,
    ).where(Acknowledgement.organisation_id == organisation_id)
    if person_id is not None:
        query = query.where(Acknowledgement.person_id == person_id)
    return tuple(Row(*found) for found in session.execute(query))
