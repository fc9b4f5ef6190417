"""Passkeys of an account: adding, naming and removing them, and asking for one as the second step."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.fernet import MultiFernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Field, Kind, Problem, Raw, parse
from incidents.domain.permissions import needs_second_step
from incidents.domain.words import Role
from incidents.services import (
    account_notices,
    keeping,
    passkey_proof,
    second_step,
    signing_in,
)
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.passkey_proof import Asked, Given, Place, Refused
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Account, Passkey, SecondFactor
from incidents.store.queries import places

MOST = 20
NAME = (Field("name", "What you call it", Kind.LINE),)


@dataclass(frozen=True, slots=True)
class Listed:
    """One passkey of an account, as its owner sees it; in doubt: perhaps copied, so it lets nobody in."""

    id: str
    name: str
    since: datetime
    last_used_at: datetime | None
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Keyring:
    """What proves and asks: where passkeys are good, and what seals challenges."""

    place: Place
    box: MultiFernet


def listed(account_id: str) -> tuple[Listed, ...]:
    """The passkeys of an account, the oldest first."""
    with read() as session:
        rows = _of(session, account_id)
    return tuple(
        Listed(row.id, row.name, row.since, row.last_used_at, row.doubted_at is not None) for row in rows
    )


def one(actor: Member, passkey_id: str) -> Listed:
    """One passkey of the actor's own account. Raises NotFound."""
    found = next((key for key in listed(actor.account_id) if key.id == passkey_id), None)
    if found is None:
        raise NotFound
    return found


def ask_for_new(actor: Member, ring: Keyring, now: datetime) -> Asked:
    """The question for a new passkey of the actor's account; nothing is stored."""
    with read() as session:
        rows = _of(session, actor.account_id)
    handle = rows[0].user_handle if rows else secrets.token_bytes(32)
    who = (actor.account_id, actor.email, actor.name)
    known = [row.credential_id for row in rows]
    return passkey_proof.ask_for_new(ring.place, who, handle, known, ring.box, now)


def add(
    actor: Member, token: str, given: Given, raw: Raw, ring: Keyring, now: datetime
) -> tuple[tuple[str, ...], str]:
    """Add a passkey to the actor's account: recovery codes if it has none yet, and the session's new token.

    `raw` has its name. The session that did it has taken the second step. Raises Invalid, Refused, and
    TooMany. The account's owner is told by mail.
    """
    data, problems = parse(NAME, raw, now)
    if problems:
        raise Invalid(problems)
    second_step.count(actor.account_id, now)
    new = passkey_proof.made(ring.place, actor.account_id, given, ring.box, now)
    with work() as session:
        session.get_one(Account, actor.account_id, with_for_update=True)
        if len(_of(session, actor.account_id)) >= MOST:
            raise Invalid((Problem("name", f"You have {MOST} passkeys: remove one that you do not use"),))
        if session.scalar(select(Passkey.id).where(Passkey.credential_id == new.credential_id)):
            raise Refused("The passkey is known already")
        row = Passkey(
            id=new_id(),
            account_id=actor.account_id,
            credential_id=new.credential_id,
            public_key=new.public_key,
            user_handle=new.user_handle,
            sign_count=new.sign_count,
            name=str(data["name"]),
            since=now,
            last_used_at=None,
            doubted_at=None,
        )
        first = not second_step.is_on(session, actor.account_id)
        session.add(row)
        codes = second_step.make_codes(session, actor.account_id, now) if first else ()
        account_notices.tell(session, actor.account_id, Notice.PASSKEY, now)
        keeping.note(session, actor, "passkey_added", now, {"passkey": row.id, "name": row.name})
        return codes, signing_in.renew(session, token, now, second=True)


def rename(actor: Member, passkey_id: str, raw: Raw, now: datetime) -> None:
    """Call one of one's own passkeys something else. Raises NotFound and Invalid."""
    data, problems = parse(NAME, raw, now)
    if problems:
        raise Invalid(problems)
    with work() as session:
        row = _own(session, actor, passkey_id)
        row.name = str(data["name"])
        keeping.note(session, actor, "passkey_named", now, {"passkey": row.id, "name": row.name})


def remove(actor: Member, passkey_id: str, now: datetime, *, required: bool) -> None:
    """Remove one of one's own passkeys; with the last second step, its recovery codes go too.

    `required`: whether second steps are asked for here; then who must have one keeps the last, whichever
    charity it is that asks it of them. Raises NotFound and Invalid.
    """
    with work() as session:
        session.get_one(Account, actor.account_id, with_for_update=True)
        row = _own(session, actor, passkey_id)
        others = [key for key in _of(session, actor.account_id) if key.id != row.id and not key.doubted_at]
        last = not others and session.get(SecondFactor, actor.account_id) is None
        roles = frozenset(Role(role) for role in places.roles_anywhere(session, actor.account_id, now))
        if last and required and needs_second_step(replace(actor, roles=roles)):
            said = "This is your last second step, and you need one: set up another first"
            raise Invalid((Problem("", said),))
        session.delete(row)
        session.flush()
        if not second_step.is_on(session, actor.account_id):
            second_step.forget(session, actor.account_id)
        account_notices.tell(session, actor.account_id, Notice.PASSKEY_GONE, now)
        keeping.note(session, actor, "passkey_removed", now, {"passkey": row.id, "name": row.name})


def ask_step(actor: Member, ring: Keyring, now: datetime) -> Asked | None:
    """The question for one of the actor's own passkeys, as the second step; None when there is none."""
    with read() as session:
        known = [row.credential_id for row in _of(session, actor.account_id) if row.doubted_at is None]
    return passkey_proof.ask(ring.place, actor.account_id, known, ring.box, now) if known else None


def _of(session: Session, account_id: str) -> list[Passkey]:
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.since, Passkey.id)
    return list(session.scalars(query))


def _own(session: Session, actor: Member, passkey_id: str) -> Passkey:
    row = session.get(Passkey, passkey_id, with_for_update=True) if keeping.is_key(passkey_id) else None
    if row is None or row.account_id != actor.account_id:
        raise NotFound
    return row
