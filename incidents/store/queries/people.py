"""Who signs in, what they hold, and who holds what in a charity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from incidents.store.instant import Instant
from incidents.store.models import (
    Account,
    Holding,
    Membership,
    Organisation,
    Passkey,
    Person,
    PersonJoined,
    PolicyVersion,
    SecondFactor,
    SignInSession,
)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """One person of a charity with everything they hold now: roles, posts and standings (key, state)."""

    person_id: str
    name: str
    roles: frozenset[str]
    posts: frozenset[str]
    standings: frozenset[tuple[str, str]]


def charity(session: Session, slug: str, day: date | None = None) -> tuple[Organisation, int, bytes] | None:
    """A charity with the number and hash of the policy version that holds on `day`, or of its newest one."""
    numbers = select(func.max(PolicyVersion.number)).where(PolicyVersion.organisation_id == slug)
    if day is not None:
        begun = or_(PolicyVersion.in_force_from.is_(None), PolicyVersion.in_force_from <= day)
        numbers = numbers.where(begun)
    newest = numbers.scalar_subquery()
    row = session.execute(
        select(Organisation, PolicyVersion.number, PolicyVersion.sha256)
        .join(PolicyVersion, PolicyVersion.organisation_id == Organisation.id)
        .where(Organisation.id == slug, PolicyVersion.number == newest)
    ).first()
    return (row[0], row[1], row[2]) if row else None


def charities(session: Session) -> tuple[Organisation, ...]:
    """Every charity, by name."""
    return tuple(session.scalars(select(Organisation).order_by(Organisation.name)))


def people(session: Session, organisation_id: str, now: datetime) -> tuple[HeldBy, ...]:
    """Everyone the charity knows, by name, with what they hold at `now`."""
    rows = session.execute(
        select(Person.id, Person.name, Holding.kind, Holding.key, Holding.state)
        .outerjoin(
            Holding,
            and_(
                Holding.organisation_id == Person.organisation_id,
                Holding.person_id == Person.id,
                Holding.since <= now,
                or_(Holding.until.is_(None), Holding.until > now),
            ),
        )
        .where(Person.organisation_id == organisation_id, ~_joined_away())
        .order_by(Person.name, Person.id)
    )
    held: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}
    for person_id, name, kind, key, state in rows:
        things = held.setdefault(person_id, (name, []))[1]
        if kind is not None:
            things.append((kind, key, state))
    return tuple(
        HeldBy(
            person_id,
            name,
            frozenset(key for kind, key, _ in things if kind == "role"),
            frozenset(key for kind, key, _ in things if kind == "post"),
            frozenset((key, state) for kind, key, state in things if kind == "standing"),
        )
        for person_id, (name, things) in held.items()
    )


def _joined_away() -> ColumnElement[bool]:
    """The record was joined to another one of the same person: it stays for the trail alone."""
    return exists().where(
        PersonJoined.organisation_id == Person.organisation_id, PersonJoined.away_id == Person.id
    )


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A sign-in with its account, and the account's place in one charity, if any."""

    token_hash: str
    account_id: str
    email: str
    started_at: datetime
    seen_at: datetime
    person_id: str | None
    person_name: str
    roles: frozenset[str]
    has_factor: bool
    second_at: datetime | None
    sure_at: datetime | None


def signed_in(session: Session, token_hash: str, slug: str, now: datetime) -> SessionRow | None:
    """The live sign-in behind a token's hash, with the roles held now in the charity `slug`; one SELECT."""
    rows = session.execute(_signed_in(), {"token_hash": token_hash, "slug": slug, "moment": now}).all()
    if not rows:
        return None
    found, email, account_name, person_id, person_name, _, has_factor = rows[0]
    roles = frozenset(row[5] for row in rows if row[5])
    return SessionRow(
        found.token_hash,
        found.account_id,
        email,
        found.started_at,
        found.seen_at,
        person_id,
        person_name or account_name,
        roles,
        bool(has_factor),
        found.second_at,
        found.sure_at,
    )


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Built once: it is asked at every request, and building it takes longer than its answer."""
    moment = bindparam("moment", type_=Instant())
    has_passkey = exists().where(Passkey.account_id == SignInSession.account_id)
    return (
        select(
            SignInSession,
            Account.email,
            Account.name,
            Membership.person_id,
            Person.name,
            Holding.key,
            or_(SecondFactor.account_id.is_not(None), has_passkey),
        )
        .join(Account, Account.id == SignInSession.account_id)
        .outerjoin(SecondFactor, SecondFactor.account_id == Account.id)
        .outerjoin(
            Membership,
            and_(
                Membership.account_id == Account.id,
                Membership.organisation_id == bindparam("slug"),
                or_(Membership.until.is_(None), Membership.until > moment),
            ),
        )
        .outerjoin(
            Person,
            and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id),
        )
        .outerjoin(
            Holding,
            and_(
                Holding.organisation_id == Membership.organisation_id,
                Holding.person_id == Membership.person_id,
                Holding.kind == "role",
                Holding.since <= moment,
                or_(Holding.until.is_(None), Holding.until > moment),
            ),
        )
        .where(
            SignInSession.token_hash == bindparam("token_hash"),
            SignInSession.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )


def account_by_email(session: Session, email: str) -> Account | None:
    """The account with this address (compared in lower case)."""
    return session.scalar(select(Account).where(Account.email == email.lower()))
