"""Browsers in which an account has signed in before, by a random cookie; of a new one its owner is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.browsers import browser_of
from incidents.services import account_notices
from incidents.store.hashes import hash_of
from incidents.store.models import KnownDevice


def seen(session: Session, account_id: str, device: str, agent: str, now: datetime) -> None:
    """The account signs in in the browser with the cookie `device` ("": none, as on the command line).

    Nothing else of the browser is looked at but what it calls itself, for the words of the mail.
    """
    if not device:
        return
    row = session.get(KnownDevice, (account_id, hash_of(device)))
    if row is not None:
        row.seen_at = now
        return
    session.add(KnownDevice(account_id=account_id, token_hash=hash_of(device), since=now, seen_at=now))
    account_notices.tell(session, account_id, Notice.DEVICE, now, browser_of(agent))


def known(session: Session, account_id: str, device: str, now: datetime) -> None:
    """From now on this browser is one of the account's own: its owner chose the password in it."""
    if device and session.get(KnownDevice, (account_id, hash_of(device))) is None:
        session.add(KnownDevice(account_id=account_id, token_hash=hash_of(device), since=now, seen_at=now))
