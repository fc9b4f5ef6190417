"""A new password by a link in a mail: the link counts once, every sign-in ends, and the owner is told."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import update
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Problem
from incidents.domain.invited import LinkKind
from incidents.services import account_notices, hashing, links, passwords
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import Account, SignInSession
from incidents.store.queries import places


def whose(charity: Charity, token: str, now: datetime) -> str:
    """The address whose password is to be chosen; looking changes nothing. Raises NotFound for a link that
    does not work (any more).
    """
    with read() as session:
        return _account(session, charity, token, now).email


def choose(charity: Charity, token: str, password: str, tool: PasswordHasher, now: datetime) -> None:
    """Use the link up and set the password. Nobody is signed in by it, and the second step is asked as ever.

    A password that cannot be used leaves the link as it was. Raises NotFound, Invalid and Busy.
    """
    with read() as session:
        account = _account(session, charity, token, now)
    own = (account.name, account.email, charity.name, charity.id)
    if fault := passwords.fault(password, own):
        raise Invalid((Problem("password", fault),))
    stored = hashing.hash_password(password, tool)
    with work() as session:
        link = links.use(session, LinkKind.PASSWORD, charity.id, token, now)
        place = places.a_place(session, account.id, now) if link else None
        if link is None or place is None:
            raise NotFound
        session.get_one(Account, link.about, with_for_update=True).password_hash = stored
        ended = end_sign_ins(session, link.about, now)
        account_notices.tell(session, link.about, Notice.PASSWORD, now)
        payload = {"by": account.name, "by_means_of": "a link in a mail", "ended": ended}
        entry = trail.Entry(place[0], "password_changed", place[1], now, payload)
        trail.on_organisation(session, entry)


def end_sign_ins(session: Session, account_id: str, now: datetime) -> int:
    """End every sign-in of an account; how many there were."""
    ended = session.execute(
        update(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(SignInSession.token_hash)
    ).all()
    return len(ended)


def _account(session: Session, charity: Charity, token: str, now: datetime) -> Account:
    link = links.find(session, LinkKind.PASSWORD, charity.id, token, now)
    account = session.get(Account, link.about) if link else None
    if account is None or account.disabled_at is not None:
        raise NotFound
    return account
