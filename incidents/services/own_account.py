"""One's own account: its sign-ins, which can be ended, and its password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select, update

from incidents.domain.account_mails import Notice
from incidents.domain.browsers import browser_of
from incidents.domain.fields import Problem
from incidents.services import account_notices, hashing, keeping, passwords, signing_in, throttling
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.signing_in import Limits
from incidents.store.db import read, work
from incidents.store.hashes import hash_of
from incidents.store.models import Account, SignInSession

_TRIES = 5
_WITHIN = timedelta(minutes=15)
_HANDLE = 16  # so many signs of a token's hash tell one's own sign-ins apart; they open nothing


@dataclass(frozen=True, slots=True)
class SignIn:
    """One live sign-in of an account; `here` is the one that asks."""

    handle: str
    browser: str
    started_at: datetime
    seen_at: datetime
    here: bool


def sign_ins(actor: Member, token: str, limits: Limits, now: datetime) -> tuple[SignIn, ...]:
    """The live sign-ins of the actor's account, the one in use first, then the newest."""
    with read() as session:
        rows = session.scalars(
            select(SignInSession).where(
                SignInSession.account_id == actor.account_id,
                SignInSession.revoked_at.is_(None),
                SignInSession.seen_at > now - limits.idle,
                SignInSession.started_at > now - limits.whole,
            )
        ).all()
    found = [
        SignIn(
            row.token_hash[:_HANDLE],
            browser_of(row.agent or ""),
            row.started_at,
            row.seen_at,
            row.token_hash == hash_of(token),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (not one.here, -one.started_at.timestamp())))


def end_sign_in(actor: Member, handle: str, now: datetime) -> None:
    """End one sign-in of the actor's own account; ended already is as good. Raises NotFound for any other."""
    with work() as session:
        rows = session.scalars(
            select(SignInSession).where(SignInSession.account_id == actor.account_id)
        ).all()
        row = next((one for one in rows if one.token_hash[:_HANDLE] == handle), None)
        if row is None:
            raise NotFound
        row.revoked_at = row.revoked_at or now
        keeping.note(session, actor, "sign_in_ended", now, {"how_many": 1})


def end_others(actor: Member, token: str, now: datetime) -> int:
    """End every sign-in of the actor's account but this one; how many there were."""
    with work() as session:
        ended = session.execute(
            update(SignInSession)
            .where(
                SignInSession.account_id == actor.account_id,
                SignInSession.token_hash != hash_of(token),
                SignInSession.revoked_at.is_(None),
            )
            .values(revoked_at=now)
            .returning(SignInSession.token_hash)
        ).all()
        keeping.note(session, actor, "sign_in_ended", now, {"how_many": len(ended)})
    return len(ended)


def prove(actor: Member, token: str, password: str, tool: PasswordHasher, now: datetime) -> str:
    """Prove again who one is, by the password: the session's new token. Raises Invalid, TooMany and Busy."""
    _check(actor, password, tool, now)
    with work() as session:
        return signing_in.renew(session, token, now, second=False)


def change_password(
    charity: Charity, actor: Member, token: str, given: tuple[str, str], tool: PasswordHasher, now: datetime
) -> None:
    """Change one's password: `given` is (the old one, the new one). All other sign-ins end.

    Raises Invalid for a wrong old one or a new one that is too weak, TooMany after many tries.
    """
    old, new = given
    own = (actor.name, actor.email, charity.name, charity.id)
    _check(actor, old, tool, now, "old")
    if fault := passwords.fault(new, own):
        raise Invalid((Problem("new", fault),))
    stored = hashing.hash_password(new, tool)
    with work() as session:
        account = session.get_one(Account, actor.account_id, with_for_update=True)
        account.password_hash = stored
        session.execute(
            update(SignInSession)
            .where(
                SignInSession.account_id == actor.account_id,
                SignInSession.token_hash != hash_of(token),
                SignInSession.revoked_at.is_(None),
            )
            .values(revoked_at=now)
        )
        account_notices.tell(session, actor.account_id, Notice.PASSWORD, now)
        keeping.note(session, actor, "password_changed", now, {})


def _check(
    actor: Member, password: str, tool: PasswordHasher, now: datetime, field: str = "password"
) -> None:
    throttling.count("own-password", actor.account_id, limit=_TRIES, window=_WITHIN, now=now)
    with read() as session:
        account = session.get_one(Account, actor.account_id)
    if not hashing.matches(account.password_hash, password[: passwords.LONGEST * 2], tool):
        raise Invalid((Problem(field, "This is not your password"),))
