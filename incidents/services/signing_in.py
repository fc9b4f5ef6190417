"""Signing in and out: argon2id passwords, a throttle, and sessions in our own table that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import update

from incidents.domain.words import Role
from incidents.services import throttling
from incidents.services.actors import Member
from incidents.store.db import read, work
from incidents.store.models import Organisation, SignInSession
from incidents.store.queries import people

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


def hasher(memory_mib: int) -> PasswordHasher:
    """argon2id with `memory_mib` MiB; one set of numbers for making and for checking."""
    return PasswordHasher(time_cost=3, memory_cost=memory_mib * 1024, parallelism=1)


def hash_password(password: str, tool: PasswordHasher) -> str:
    """The stored form of a password (normalised, so that accents typed differently still match)."""
    return tool.hash(unicodedata.normalize("NFKC", password))


@dataclass(frozen=True, slots=True)
class From:
    """Where a sign-in comes from: the address on the network, and what the browser calls itself."""

    address: str
    agent: str = ""


def sign_in(email: str, password: str, where: From, tool: PasswordHasher, now: datetime) -> str | None:
    """A new session's token (256 random bits), or None when address or password is wrong.

    Raises `throttling.TooMany` after too many tries for the address or from `where`. Unknown, disabled and
    wrong answer alike, after the same work: a password is always checked.
    """
    address = email.strip().lower()
    throttling.count("sign-in", address, limit=10, window=timedelta(minutes=15), now=now)
    throttling.count("sign-in-from", where.address, limit=100, window=timedelta(minutes=15), now=now)
    with read() as session:
        account = people.account_by_email(session, address)
    known = account is not None and account.disabled_at is None
    stored = account.password_hash if account is not None and known else _decoy(tool)
    if not matches(stored, password, tool) or account is None or not known:
        return None
    token = secrets.token_urlsafe(32)
    with work() as session:
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
        throttling.forget(session, "sign-in", address)
    return token


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
        return people.memberships(session, account_id, now)


def hash_of(token: str) -> str:
    """What is stored in a token's place."""
    return hashlib.sha256(token.encode()).hexdigest()


def _seen(token_hash: str, now: datetime) -> None:
    # Only a live session is touched: a revoked one must not come back through a late save.
    with work() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == token_hash, SignInSession.revoked_at.is_(None))
            .values(seen_at=now)
        )


def matches(stored: str, password: str, tool: PasswordHasher) -> bool:
    """Whether a password is the one whose hash is stored."""
    try:
        return tool.verify(stored, unicodedata.normalize("NFKC", password))
    except (VerifyMismatchError, InvalidHashError):
        return False


def _decoy(tool: PasswordHasher) -> str:
    """A hash that no password matches, so that an unknown address takes as long as a known one."""
    key = (tool.memory_cost, tool.time_cost)
    if key not in _DECOYS:
        _DECOYS[key] = tool.hash(secrets.token_urlsafe(32))
    return _DECOYS[key]


_DECOYS: dict[tuple[int, int], str] = {}
