"""Signing in and out: argon2id passwords, a throttle, and sessions in our own table that can be revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from incidents.domain.words import Role
from incidents.services import devices, hashing, throttling
from incidents.services.actors import Member
from incidents.store.db import read, work
from incidents.store.hashes import hash_of as hash_of
from incidents.store.models import Account, Organisation, SignInSession
from incidents.store.queries import people, places

AT_ONCE = 10  # live sign-ins of one account: phone, computer and some that were forgotten
SEEN_EVERY = timedelta(minutes=1)
AGENT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts: unused, and altogether."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Someone signed in: their account, and their place in the charity they look at, if they have one.

    `has_factor`: their account has a second step; `second_at`: it was taken in this session; `sure_at`: when
    they last proved who they are.
    """

    account_id: str
    name: str
    member: Member | None
    has_factor: bool = False
    second_at: datetime | None = None
    sure_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class From:
    """Where a sign-in comes from: the address on the network, what the browser calls itself, and the cookie
    by which it is known again ("" outside browsers).
    """

    address: str
    agent: str = ""
    device: str = ""


def sign_in(email: str, password: str, where: From, tool: PasswordHasher, now: datetime) -> str | None:
    """A new session's token (256 random bits), or None when address or password is wrong.

    Raises `throttling.TooMany` after too many tries for the address or from `where`, and `hashing.Busy`.
    A password that was hashed with other numbers than today's is hashed again.
    """
    account = known(email, password, where, tool, now)
    if account is None:
        return None
    anew = hashing.anew(account.password_hash, password, tool)
    with work() as session:
        if anew:  # unless it was changed meanwhile
            same = (Account.id == account.id, Account.password_hash == account.password_hash)
            session.execute(update(Account).where(*same).values(password_hash=anew))
        return begin(session, account, where, now)


def known(email: str, password: str, where: From, tool: PasswordHasher, now: datetime) -> Account | None:
    """The account whose address and password these are. Unknown, disabled, without a password and wrong
    answer alike, after the same work: exactly one password is checked. Raises TooMany and Busy.
    """
    address = email.strip().lower()
    # The place first: once it is refused, it can use up nobody's tries.
    throttling.count("sign-in-from", where.address, limit=100, window=timedelta(minutes=15), now=now)
    throttling.count("sign-in", address, limit=10, window=timedelta(minutes=15), now=now)
    with read() as session:
        account = people.account_by_email(session, address)
    there = account is not None and account.disabled_at is None
    stored = account.password_hash if account is not None and there else ""
    return account if hashing.matches(stored, password, tool) and there else None


def begin(session: Session, account: Account, where: From, now: datetime) -> str:
    """A new session's token for an account that has proved itself, in the caller's transaction."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(
            token_hash=hash_of(token),
            account_id=account.id,
            started_at=now,
            seen_at=now,
            revoked_at=None,
            sure_at=now,
            agent=where.agent[:AGENT_LENGTH],
        )
    )
    devices.seen(session, account.id, where.device, where.agent, now)
    _end_the_oldest(session, account.id, now)
    throttling.forget(session, "sign-in", account.email)
    return token


def _end_the_oldest(session: Session, account_id: str, now: datetime) -> None:
    """One account has so many sign-ins at once and no more: a new one ends those unused for longest."""
    session.flush()
    live = select(SignInSession).where(
        SignInSession.account_id == account_id, SignInSession.revoked_at.is_(None)
    )
    newest_first = live.order_by(SignInSession.seen_at.desc(), SignInSession.started_at.desc())
    for row in session.scalars(newest_first.offset(AT_ONCE)):
        row.revoked_at = now


def renew(session: Session, token: str, now: datetime, *, second: bool) -> str:
    """Another token for the same sign-in, after its owner proved themselves: the old one is nobody any more.

    `second`: it was by the second step. A sign-in that has ended stays so, and its token too.
    """
    new = secrets.token_urlsafe(32)
    values = {"token_hash": hash_of(new), "sure_at": now, **({"second_at": now} if second else {})}
    done = session.execute(
        update(SignInSession)
        .where(SignInSession.token_hash == hash_of(token), SignInSession.revoked_at.is_(None))
        .values(values)
        .returning(SignInSession.account_id)
    ).first()
    return new if done else token


def sign_out(token: str, now: datetime) -> None:
    """End a session for good."""
    with work() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == hash_of(token), SignInSession.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def who(token: str, slug: str, limits: Limits, now: datetime) -> SignedIn | None:
    """Who is behind a token, and who they are in the charity `slug`; None when unknown, ended or too old."""
    with read() as session:
        row = people.signed_in(session, hash_of(token), slug, now)
    if row is None or now - row.seen_at > limits.idle or now - row.started_at > limits.whole:
        return None
    if now - row.seen_at > SEEN_EVERY:
        _seen(row.token_hash, now)
    member = None
    if row.person_id is not None:
        roles = frozenset(Role(role) for role in row.roles)
        member = Member(row.account_id, row.person_id, slug, row.person_name, row.email, roles)
    return SignedIn(row.account_id, row.person_name, member, row.has_factor, row.second_at, row.sure_at)


def charities_of(account_id: str, now: datetime) -> tuple[Organisation, ...]:
    """The charities an account may choose from after signing in."""
    with read() as session:
        return places.memberships(session, account_id, now)


def _seen(token_hash: str, now: datetime) -> None:
    # Only a live session is touched: a revoked one must not come back through a late save.
    with work() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == token_hash, SignInSession.revoked_at.is_(None))
            .values(seen_at=now)
        )
