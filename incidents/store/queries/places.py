"""The places that an account has: in which charities, as whom, and with which roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import Holding, Membership, Organisation, Person


def memberships(session: Session, account_id: str, now: datetime) -> tuple[Organisation, ...]:
    """The charities an account belongs to now."""
    return tuple(
        session.scalars(
            select(Organisation)
            .join(Membership, Membership.organisation_id == Organisation.id)
            .where(
                Membership.account_id == account_id, or_(Membership.until.is_(None), Membership.until > now)
            )
            .order_by(Organisation.name)
        )
    )


def roles_anywhere(session: Session, account_id: str, now: datetime) -> frozenset[str]:
    """The roles that an account holds now, in any charity."""
    return frozenset(
        session.scalars(
            select(Holding.key)
            .join(
                Membership,
                and_(
                    Membership.organisation_id == Holding.organisation_id,
                    Membership.person_id == Holding.person_id,
                ),
            )
            .where(
                Membership.account_id == account_id,
                or_(Membership.until.is_(None), Membership.until > now),
                Holding.kind == "role",
                Holding.since <= now,
                or_(Holding.until.is_(None), Holding.until > now),
            )
        )
    )


def member(session: Session, account_id: str, slug: str, now: datetime) -> tuple[str, str] | None:
    """Id and name of the person that an account is in one charity now, if any."""
    row = session.execute(
        select(Person.id, Person.name)
        .join(
            Membership,
            and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id),
        )
        .where(
            Membership.account_id == account_id,
            Membership.organisation_id == slug,
            or_(Membership.until.is_(None), Membership.until > now),
        )
    ).first()
    return (row[0], row[1]) if row else None


def a_place(session: Session, account_id: str, now: datetime) -> tuple[str, str] | None:
    """(charity, person) of one place that an account has now, always the same one; None when it has none."""
    row = session.execute(
        select(Membership.organisation_id, Membership.person_id)
        .where(Membership.account_id == account_id, or_(Membership.until.is_(None), Membership.until > now))
        .order_by(Membership.organisation_id)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None
