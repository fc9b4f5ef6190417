"""Open invitations of a charity: by person, by address, and all of them."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from incidents.store.models import Account, Invitation, Membership, Person

_OPEN = and_(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))


def open_of(session: Session, organisation_id: str, person_id: str) -> Invitation | None:
    """The open invitation of a person; there is at most one."""
    whose = (Invitation.organisation_id == organisation_id, Invitation.person_id == person_id)
    return session.scalar(select(Invitation).where(*whose, _OPEN))


def open_to(session: Session, organisation_id: str, address: str) -> Invitation | None:
    """The open invitation to an address; there is at most one."""
    where = (Invitation.organisation_id == organisation_id, Invitation.address == address)
    return session.scalar(select(Invitation).where(*where, _OPEN))


def every_open(session: Session, organisation_id: str) -> tuple[tuple[Invitation, str], ...]:
    """Every open invitation with the person's name, by name."""
    rows = session.execute(
        select(Invitation, Person.name)
        .join(
            Person,
            and_(Person.organisation_id == Invitation.organisation_id, Person.id == Invitation.person_id),
        )
        .where(Invitation.organisation_id == organisation_id, _OPEN)
        .order_by(Person.name, Person.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def belongs(session: Session, organisation_id: str, address: str) -> bool:
    """Whether somebody of this charity signs in with this address now; nothing is said of other charities."""
    found = session.scalar(
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.until.is_(None),
            Account.email == address,
        )
    )
    return found is not None
