"""Who prepares a report to another body: their name, how to write to them, and what they are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import Account, Holding, Membership, Person


@dataclass(frozen=True, slots=True)
class Preparer:
    """One person with the address they sign in with ("" for none), their posts and their roles (keys)."""

    name: str
    email: str
    posts: frozenset[str]
    roles: frozenset[str]


def preparer(session: Session, organisation_id: str, person_id: str, now: datetime) -> Preparer | None:
    """One person of the charity with what they hold at `now`; one SELECT."""
    rows = session.execute(
        select(Person.name, Account.email, Holding.kind, Holding.key)
        .outerjoin(
            Membership,
            and_(
                Membership.organisation_id == Person.organisation_id,
                Membership.person_id == Person.id,
                or_(Membership.until.is_(None), Membership.until > now),
            ),
        )
        .outerjoin(Account, Account.id == Membership.account_id)
        .outerjoin(
            Holding,
            and_(
                Holding.organisation_id == Person.organisation_id,
                Holding.person_id == Person.id,
                Holding.since <= now,
                or_(Holding.until.is_(None), Holding.until > now),
            ),
        )
        .where(Person.organisation_id == organisation_id, Person.id == person_id)
    ).all()
    if not rows:
        return None
    held = {kind: frozenset(row.key for row in rows if row.kind == kind) for kind in ("post", "role")}
    return Preparer(rows[0].name, rows[0].email or "", held["post"], held["role"])
