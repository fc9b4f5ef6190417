"""How mail stands for a charity: how much waits, what was not taken, and trying that once more."""

from __future__ import annotations

from datetime import datetime

from incidents.domain.words import Permission
from incidents.services import mail_switch
from incidents.services.actors import Member
from incidents.services.keeping import may, note
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.queries import delivery, outbox
from incidents.store.queries.outbox import Stands

__all__ = ["Stands", "again", "off_since", "stands"]


def stands(actor: Member) -> Stands:
    """Counts and faults; never whose mail it is, or about what, or that of a case hidden from the actor.

    Raises NotFound.
    """
    may(actor, Permission.MANAGE_PEOPLE)
    with read() as session:
        return outbox.stands(session, actor.organisation_id, actor.person_id)


def off_since(actor: Member) -> datetime | None:
    """Since when no reminder of the charity goes by mail; None while they go. Raises NotFound."""
    may(actor, Permission.MANAGE_PEOPLE)
    with read() as session:
        return mail_switch.off_since(session, actor.organisation_id)


def again(actor: Member, key: str, now: datetime) -> None:
    """Try the mails once more that the server did not take. Raises NotFound."""
    may(actor, Permission.MANAGE_PEOPLE)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is None:
            delivery.again(session, actor.organisation_id, now)
            note(session, actor, "mails_tried_again", now, {})
