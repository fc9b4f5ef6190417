"""Signing in with a passkey: wholly, or as the second step."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from incidents.services import keeping, passkey_proof, reads, second_step, signing_in, throttling
from incidents.services.actors import Member
from incidents.services.passkey_proof import Asked, Claim, Given, Refused
from incidents.services.passkeys import Keyring
from incidents.services.signing_in import From
from incidents.store.db import read, work
from incidents.store.hashes import hash_of
from incidents.store.models import Account, Passkey, SignInSession
from incidents.store.queries import places

_COPIED = "The passkey's counter went back: it may have been copied"


def take(actor: Member, token: str, given: Given, ring: Keyring, now: datetime) -> str:
    """Take the second step in this session with one of the actor's own passkeys: the session's new token.

    Raises Refused, and TooMany after many tries.
    """
    second_step.count(actor.account_id, now)
    said = passkey_proof.claim(actor.account_id, given, ring.box, now)
    row = _claimed(said)
    if row is None or row.account_id != actor.account_id:
        raise Refused("The passkey is not one of this account")
    if said.user_handle not in (None, b"", row.user_handle):
        raise Refused("The passkey says that it is another account's")
    told = passkey_proof.believed(ring.place, said, row.public_key, verified=False)
    with work() as session:
        if _used(session, row, told, now):
            reads.note(session, actor, "signed_in", now, payload={"by_means_of": "passkey"})
            return signing_in.renew(session, token, now, second=True)
        keeping.note(session, actor, "passkey_doubted", now, {"passkey": row.id, "name": row.name})
    raise Refused(_COPIED)


def ask_to_sign_in(ring: Keyring, now: datetime) -> Asked:
    """The question for a passkey of somebody who has not said who they are."""
    return passkey_proof.ask(ring.place, "", (), ring.box, now)


def sign_in(given: Given, where: From, slug: str, ring: Keyring, now: datetime) -> str:
    """A new session's token, with both steps taken: the passkey is one thing, and the PIN, finger or face
    that its authenticator made sure of is another.

    `slug` is the charity whose trail says so, where the account has a place in it. Unknown, foreign and
    disabled are refused alike. Raises Refused and TooMany.
    """
    throttling.count("sign-in-from", where.address, limit=100, window=timedelta(minutes=15), now=now)
    said = passkey_proof.claim("", given, ring.box, now)
    row = _claimed(said)
    if row is None:
        raise Refused("No account has this passkey")
    if said.user_handle != row.user_handle:
        raise Refused("The passkey says that it is another account's")
    told = passkey_proof.believed(ring.place, said, row.public_key, verified=True)
    with work() as session:
        account = session.get_one(Account, row.account_id)
        if account.disabled_at is not None:
            raise Refused("The account is disabled")
        here = places.member(session, account.id, slug, now)
        actor = Member(account.id, here[0], slug, here[1], account.email, frozenset()) if here else None
        if _used(session, row, told, now):
            token = signing_in.begin(session, account, where, now)
            session.flush()
            session.get_one(SignInSession, hash_of(token)).second_at = now
            if actor is not None:
                reads.note(session, actor, "signed_in", now, payload={"by_means_of": "passkey alone"})
            return token
        if actor is not None:
            keeping.note(session, actor, "passkey_doubted", now, {"passkey": row.id, "name": row.name})
    raise Refused(_COPIED)


def _used(session: Session, row: Passkey, told: int, now: datetime) -> bool:
    """Count a use, in one statement; a counter that went back puts the passkey in doubt for good.

    An authenticator that does not count tells 0 each time (Web Authentication 6.1.1).
    """
    mine = (Passkey.id == row.id, Passkey.doubted_at.is_(None))
    forward = Passkey.sign_count < told if told else Passkey.sign_count == 0
    done = session.execute(
        update(Passkey).where(*mine, forward).values(sign_count=told, last_used_at=now).returning(Passkey.id)
    ).first()
    if done is None:
        session.execute(update(Passkey).where(*mine).values(doubted_at=now))
    return done is not None


def _claimed(said: Claim) -> Passkey | None:
    with read() as session:
        return session.scalar(
            select(Passkey).where(Passkey.credential_id == said.credential_id, Passkey.doubted_at.is_(None))
        )
