"""An account's place in a charity: making one for an address, or joining the one that it has already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.fields import Problem
from incidents.services.faults import Invalid
from incidents.store.ids import new_id
from incidents.store.models import Account, Membership, Person
from incidents.store.queries import people


def join(session: Session, row: Person, email: str, stored: str, now: datetime) -> None:
    """Let a person sign in with an address; `stored` is the hash of the first password of a new account.

    An address that has an account keeps its password. Raises Invalid when it belongs to someone of this
    charity already.
    """
    address = email.strip().lower()
    account = people.account_by_email(session, address)
    if account is None:
        account = Account(
            id=new_id(), email=address, name=row.name, password_hash=stored, created_at=now, disabled_at=None
        )
        session.add(account)
        session.flush()
    there = session.scalar(
        select(Membership).where(
            Membership.organisation_id == row.organisation_id, Membership.account_id == account.id
        )
    )
    if there is not None and there.until is None:
        raise Invalid((Problem("email", "This address belongs to someone of the charity already"),))
    if there is not None:  # they had left: who comes back begins with nothing of what they saw before
        there.person_id, there.since, there.until = row.id, now, None
        return
    session.add(
        Membership(
            organisation_id=row.organisation_id,
            id=new_id(),
            account_id=account.id,
            person_id=row.id,
            since=now,
            until=None,
        )
    )
