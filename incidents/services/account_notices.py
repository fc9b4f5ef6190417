"""Telling the owner of an account what was just done with it, by mail, in the transaction that did it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import account_mails
from incidents.domain.account_mails import Notice
from incidents.store.ids import new_id
from incidents.store.queries import outbox, places
from incidents.store.queries.outbox import Letter

KIND = "account"


def tell(session: Session, account_id: str, what: Notice, now: datetime, more: str = "") -> None:
    """Put a mail to the account's owner in the outbox; one who has no place in any charity gets none."""
    place = places.a_place(session, account_id, now)
    if place is None:
        return
    organisation_id, person_id = place
    body = account_mails.notice(what, now, organisation_id, more)
    key = f"{KIND}:{what}:{new_id()}"
    letter = Letter(person_id, None, KIND, key, account_mails.SUBJECTS[what], body, now)
    outbox.add(session, organisation_id, letter, now)
