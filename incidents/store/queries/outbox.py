"""The outbox: putting a mail in, and looking at what stands in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from incidents.store.ids import new_id
from incidents.store.models import Account, Exclusion, Membership, Outbox, Person

IN_SUMMARY = "It was in a summary"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail about to be written. `key` makes it the only one; `told` where a summary says it already.

    `to_address` where it goes to an address and not to whoever the account of `person_id` is.
    """

    person_id: str | None
    case_id: str | None
    kind: str
    key: str
    subject: str
    body: str
    not_before: datetime
    told: bool = False
    to_address: str = ""


@dataclass(frozen=True, slots=True)
class Stands:
    """How many mails of a charity are in each state, since when the first of them waits, the last faults."""

    waiting: int
    given_up: int
    unsure: int
    sent: int
    oldest: datetime | None
    faults: tuple[tuple[datetime, str], ...]


def add(session: Session, organisation_id: str, letter: Letter, now: datetime) -> bool:
    """Put a mail into the outbox unless its key is there already; whether it is new."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(cast("Table", Outbox.__table__)).values(
        organisation_id=organisation_id,
        id=new_id(),
        person_id=letter.person_id,
        to_address=letter.to_address,
        case_id=letter.case_id,
        kind=letter.kind,
        key=letter.key,
        subject=letter.subject,
        body=None if letter.told else letter.body,
        created_at=now,
        not_before=letter.not_before,
        state="not_needed" if letter.told else "waiting",
        tries=0,
        fault=IN_SUMMARY if letter.told else "",
    )
    return session.execute(row.on_conflict_do_nothing().returning(Outbox.id)).first() is not None


def written(session: Session, organisation_id: str, case_ids: Collection[str | None]) -> tuple[Outbox, ...]:
    """Every mail there is about these cases (None: about no case), the oldest first."""
    known = [case_id for case_id in case_ids if case_id]
    about = Outbox.case_id.in_(known)
    return tuple(
        session.scalars(
            select(Outbox)
            .where(
                Outbox.organisation_id == organisation_id,
                or_(about, Outbox.case_id.is_(None)) if None in case_ids else about,
            )
            .order_by(Outbox.created_at, Outbox.id)
        )
    )


def has(session: Session, organisation_id: str, key: str) -> bool:
    """Whether this mail was written."""
    found = select(Outbox.id).where(Outbox.organisation_id == organisation_id, Outbox.key == key)
    return session.scalar(found) is not None


def of_person(session: Session, organisation_id: str, person_id: str, limit: int) -> tuple[Outbox, ...]:
    """The newest mails to one person."""
    return tuple(
        session.scalars(
            select(Outbox)
            .where(Outbox.organisation_id == organisation_id, Outbox.person_id == person_id)
            .order_by(Outbox.created_at.desc(), Outbox.id)
            .limit(limit)
        )
    )


def unsent(session: Session, organisation_id: str, person_id: str, case_id: str) -> tuple[Outbox, ...]:
    """The mails to one person about one case that have not reached them for certain."""
    return tuple(
        session.scalars(
            select(Outbox)
            .where(
                Outbox.organisation_id == organisation_id,
                Outbox.person_id == person_id,
                Outbox.case_id == case_id,
                Outbox.state.in_(("waiting", "handing_over", "unsure", "given_up")),
            )
            .order_by(Outbox.created_at, Outbox.id)
        )
    )


def stands(session: Session, organisation_id: str, person_id: str) -> Stands:
    """How the mails of a charity stand, without those about cases that are hidden from this person, and those
    that strangers asked for: a count would tell that there is one.
    """
    hidden = select(Exclusion.case_id).where(
        Exclusion.organisation_id == organisation_id, Exclusion.person_id == person_id
    )
    counted = (
        Outbox.organisation_id == organisation_id,
        or_(Outbox.case_id.is_(None), Outbox.case_id.not_in(hidden)),
        Outbox.person_id.is_not(None),
    )
    rows = session.execute(
        select(Outbox.state, func.count(), func.min(Outbox.not_before)).where(*counted).group_by(Outbox.state)
    ).all()
    count = {state: number for state, number, _ in rows}
    oldest = next((since for state, _, since in rows if state == "waiting"), None)
    faults = session.execute(
        select(Outbox.created_at, Outbox.fault)
        .where(
            *counted,
            Outbox.fault != "",
            Outbox.state.in_(("waiting", "given_up", "unsure")),
        )
        .order_by(Outbox.created_at.desc(), Outbox.id)
        .limit(5)
    )
    return Stands(
        count.get("waiting", 0) + count.get("handing_over", 0),
        count.get("given_up", 0),
        count.get("unsure", 0),
        count.get("sent", 0),
        oldest,
        tuple((at, fault) for at, fault in faults),
    )


def address(session: Session, organisation_id: str, person_id: str, now: datetime) -> str:
    """The e-mail address of a person who can sign in now; "" for others."""
    found = session.scalar(
        select(Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .join(
            Person,
            and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id),
        )
        .where(
            Membership.organisation_id == organisation_id,
            Membership.person_id == person_id,
            or_(Membership.until.is_(None), Membership.until > now),
            Account.disabled_at.is_(None),
        )
    )
    return found or ""


def newest(session: Session, organisation_id: str, key: str) -> Outbox | None:
    """The newest mail whose key begins so."""
    return session.scalars(
        select(Outbox)
        .where(Outbox.organisation_id == organisation_id, Outbox.key.startswith(key, autoescape=True))
        .order_by(Outbox.created_at.desc(), Outbox.id)
        .limit(1)
    ).first()
