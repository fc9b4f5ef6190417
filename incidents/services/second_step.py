"""The second step of signing in by a code: six figures from a phone, or a recovery code, each taken once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from cryptography.fernet import MultiFernet
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Problem
from incidents.services import account_notices, keeping, reads, throttling
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.services.signing_in import renew
from incidents.store import sealed
from incidents.store.db import read, work
from incidents.store.hashes import hash_of
from incidents.store.models import Account, Passkey, RecoveryCode, SecondFactor, SignInSession

ISSUER = "Candour"
EVERY = 30  # seconds, RFC 6238
NEAR = 1  # how many half minutes a phone's clock may be off, each way
CODES = 10
CODE_LENGTH = 24  # 115 random bits: so many that a plain hash of them guards as well as a slow one
# A guesser has a million codes and these tries (per account): minutes, an hour, a day.
_TRIES = ((5, timedelta(minutes=5)), (20, timedelta(hours=1)), (50, timedelta(days=1)))
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_WRONG = "This code does not fit, or was used already. Wait for the next one and try again"


@dataclass(frozen=True, slots=True)
class Setting:
    """How an account stands: whether codes are on since when, and how many recovery codes are left."""

    since: datetime | None
    codes_left: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A new secret to be put into a phone: its letters, the address that a picture of it holds, and itself
    sealed for this account, which the form brings back: nothing is stored before a code proves that it works.
    """

    secret: str
    address: str
    sealed: str


def box(secret_key: str, previous: str = "") -> MultiFernet:
    """What seals the secrets of second steps, under the program's own key; `previous` opens older ones."""
    return sealed.box(secret_key, "second step", previous)


def setting(account_id: str) -> Setting:
    """How the account stands."""
    with read() as session:
        found = session.get(SecondFactor, account_id)
        left = session.scalars(
            select(RecoveryCode.code_hash).where(
                RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
            )
        ).all()
        return Setting(found.since if found else None, len(left))


def offer(actor: Member, tool: MultiFernet, again: str = "") -> Offer:
    """A new secret; or the one that a form brought back (`again`), so that a mistyped code costs nothing."""
    secret = _offered(actor, again, tool) or pyotp.random_base32()
    kept = sealed.seal(tool, f"{actor.account_id} {secret}").decode()
    return Offer(secret, pyotp.TOTP(secret).provisioning_uri(name=actor.email, issuer_name=ISSUER), kept)


def turn_on(
    actor: Member, token: str, given: tuple[str, str], tool: MultiFernet, now: datetime
) -> tuple[tuple[str, ...], str]:
    """Turn the second step on with (sealed secret, first code); the recovery codes, shown this once, and the
    session's new token.

    A secret that was in use before ends. The session that did it has taken the step; all others of the
    account end. Raises Invalid and TooMany.
    """
    count(actor.account_id, now)
    kept, code = given
    secret = _offered(actor, kept, tool)
    counter = _counter(secret, code, now) if secret else None
    if counter is None:
        raise Invalid((Problem("code", _WRONG),))
    with work() as session:
        _forget_codes(session, actor.account_id)
        session.add(
            SecondFactor(
                account_id=actor.account_id,
                sealed=sealed.seal(tool, secret),
                since=now,
                last_counter=counter,
            )
        )
        codes = make_codes(session, actor.account_id, now)
        new = renew(session, token, now, second=True)
        others = _end_others(session, actor.account_id, new, now)
        account_notices.tell(session, actor.account_id, Notice.STEP_SET, now)
        keeping.note(session, actor, "second_step_set", now, {"ended": others})
    return codes, new


def take(actor: Member, token: str, code: str, tool: MultiFernet, now: datetime) -> str:
    """Take the second step in this session: its new token. Raises Invalid for a wrong or used code, TooMany
    after many.
    """
    count(actor.account_id, now)
    with work() as session:
        if not (by := _taken(session, actor.account_id, code, tool, now)):
            raise Invalid((Problem("code", _WRONG),))
        reads.note(session, actor, "signed_in", now, payload={"by_means_of": by})
        return renew(session, token, now, second=True)


def new_codes(actor: Member, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones do not work any more."""
    with work() as session:
        session.get_one(Account, actor.account_id, with_for_update=True)
        if not is_on(session, actor.account_id):
            raise Invalid((Problem("code", "Turn the second step on first"),))
        codes = make_codes(session, actor.account_id, now)
        account_notices.tell(session, actor.account_id, Notice.CODES, now)
        keeping.note(session, actor, "recovery_codes_made", now, {})
    return codes


def is_on(session: Session, account_id: str) -> bool:
    """Whether an account has a second step, of whatever kind."""
    kinds = (SecondFactor.account_id, Passkey.account_id)
    return any(session.scalar(select(kind).where(kind == account_id).limit(1)) for kind in kinds)


def forget(session: Session, account_id: str) -> bool:
    """Take an account's second steps away, codes and passkeys; whether there were any.

    For who has lost phone and codes; the use case that calls it writes the entry. What lets someone in is
    gone when it is taken away, and not marked as gone.
    """
    was_on = is_on(session, account_id)
    _forget_codes(session, account_id)
    session.execute(delete(Passkey).where(Passkey.account_id == account_id))
    return was_on


def _forget_codes(session: Session, account_id: str) -> None:
    session.execute(delete(SecondFactor).where(SecondFactor.account_id == account_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def count(account_id: str, now: datetime) -> None:
    """Count one try of a second step, of whatever kind. Raises TooMany."""
    for limit, window in _TRIES:
        throttling.count(f"second-step-{window}", account_id, limit=limit, window=window, now=now)


def _taken(session: Session, account_id: str, code: str, tool: MultiFernet, now: datetime) -> str:
    """Use a code up; by which means it was taken, or "". One statement decides: no code counts twice."""
    row = session.get(SecondFactor, account_id)
    counter = _counter(sealed.opened(tool, row.sealed), code, now) if row else None
    if counter is not None:
        done = session.execute(
            update(SecondFactor)
            .where(SecondFactor.account_id == account_id, SecondFactor.last_counter < counter)
            .values(last_counter=counter)
            .returning(SecondFactor.account_id)
        ).first()
        return "code" if done else ""
    done = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == _hash(account_id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.account_id)
    ).first()
    return "recovery code" if done else ""


def _offered(actor: Member, kept: str, tool: MultiFernet) -> str:
    """The secret that a form brought back, if it was offered to this very account; else ""."""
    try:
        account_id, _, secret = sealed.opened(tool, kept.encode()).partition(" ")
    except sealed.WrongKey:
        return ""
    return secret if account_id == actor.account_id else ""


def _counter(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that a code belongs to, among those near enough; None when it is no such code."""
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    made, here = pyotp.TOTP(secret), int(now.timestamp()) // EVERY
    for counter in range(here - NEAR, here + NEAR + 1):
        if secrets.compare_digest(made.generate_otp(counter), digits):
            return counter
    return None


def make_codes(session: Session, account_id: str, now: datetime) -> tuple[str, ...]:
    """Ten recovery codes in the place of those there were, for a use case that writes its own entry."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = tuple("".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES))
    session.add_all(
        RecoveryCode(account_id=account_id, code_hash=_hash(account_id, code), made_at=now, used_at=None)
        for code in codes
    )
    return tuple("-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)) for code in codes)


def _hash(account_id: str, code: str) -> str:
    """The account keeps equal codes of two people apart."""
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return hashlib.sha256(f"recovery\x00{account_id}\x00{plain}".encode()).hexdigest()


def _end_others(session: Session, account_id: str, token: str, now: datetime) -> int:
    ended = session.execute(
        update(SignInSession)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.token_hash != hash_of(token),
            SignInSession.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(SignInSession.token_hash)
    ).all()
    return len(ended)
