"""Whether the reminders of a charity go by mail at all: asked before one is written, and before one goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Raw
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.due_things import THINGS
from incidents.services.faults import Stale
from incidents.services.keeping import Form, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.models import MailSwitch

OFF = "the charity has switched mails off"
# The kinds of mail that it holds for; what somebody asked for themselves, such as a way to sign in, goes on.
REMINDERS = THINGS | {"report", "new", "digest", "check"}
_ASKED = (
    Field("mails", "Should reminders go by mail?", Kind.YES_NO),
    Field("because", "Why not", when=("mails", ("no",)), hint="It is kept with the change."),
)


def is_off(session: Session, organisation_id: str) -> bool:
    """Whether nothing of this charity is to be mailed as a reminder."""
    row = session.get(MailSwitch, organisation_id)
    return row is not None and not row.mails


def off_since(session: Session, organisation_id: str) -> datetime | None:
    """Since when that is so; None while mails go out."""
    row = session.get(MailSwitch, organisation_id)
    return row.since if row is not None and not row.mails else None


def form(actor: Member) -> Form:
    """The form that switches it. Raises NotFound."""
    may(actor, Permission.MANAGE_PEOPLE)
    with read() as session:
        row = session.get(MailSwitch, actor.organisation_id)
    filled = {"mails": "yes" if row is None or row.mails else "no"}
    return Form(_ASKED, filled=filled, version=row.version if row else 0)


def switch(actor: Member, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Switch it. Mails that wait are dropped when their turn comes. Raises NotFound, Invalid and Stale."""
    may(actor, Permission.MANAGE_PEOPLE)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        data = parsed(Form(_ASKED), raw, now)
        row = session.get(MailSwitch, actor.organisation_id, with_for_update=True)
        held = row.version if row else 0
        if held != version:
            raise Stale(("Somebody else switched the charity’s mails",), held)
        if row is None:
            row = MailSwitch(organisation_id=actor.organisation_id, version=0)
            session.add(row)
        row.mails, row.since, row.version = data["mails"] is True, now, version + 1
        note(session, actor, "mail_switched", now, {"data": data})
