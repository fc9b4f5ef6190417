"""One's own reminders: what one wants to be sent, and the mails so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Raw
from incidents.domain.reminders import Digest, Wants
from incidents.domain.words import choices
from incidents.services.actors import Member, reader
from incidents.services.due_things import THINGS, due_of
from incidents.services.faults import Stale
from incidents.services.keeping import Form, note, parsed
from incidents.services.mail_switch import is_off
from incidents.services.once import earlier_answer
from incidents.services.recipients import wants_of
from incidents.store.db import read, work
from incidents.store.models import Outbox, ReminderSetting
from incidents.store.queries import due, outbox

SHOWN = 50
_ASKED = (
    Field(
        "mails",
        "Do you want mails about deadlines?",
        Kind.YES_NO,
        hint="A deadline that the law fixes reaches you all the same when there is nobody else.",
    ),
    Field("digest", "How should what can wait reach you?", Kind.CHOICE, choices=choices(Digest)),
    Field(
        "weekends",
        "May mails that can wait come at weekends and on bank holidays?",
        Kind.YES_NO,
    ),
)
_KINDS = {
    "clock": "A deadline",
    "task": "Something to do",
    "look_again": "A decision to look at again",
    "page": "A page to look over",
    "duty": "Something our policy asks of us",
    "report": "A new report",
    "new": "Something handed to you",
    "digest": "A summary",
    "account": "Something about your account",
    "invitation": "An invitation",
    "check": "A mail that says that an earlier one may be lost",
}


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail to this person: what it was about, when that is due (None: about no deadline), when the mail
    was written, and how it stands, in words."""

    about: str
    due_at: datetime | None
    written_at: datetime
    stands: str
    tone: str
    path: str


@dataclass(frozen=True, slots=True)
class Mine:
    """The page of one's own reminders."""

    wants: Wants
    calendar: bool
    off: bool
    mails: tuple[MailLine, ...]


def mine(actor: Member, now: datetime) -> Mine:
    """What the actor wants, and the newest mails to them; those about a case only while they may see it."""
    with read() as session:
        row = _row(session, actor)
        rows = outbox.of_person(session, actor.organisation_id, actor.person_id, SHOWN)
        cases = [one.case_id for one in rows if one.case_id]
        seen = due.seen(session, reader(actor, now), cases)
        references = due.references(session, actor.organisation_id, seen.parts)
        off = is_off(session, actor.organisation_id)
    shown = [one for one in rows if one.subject and (one.case_id is None or one.case_id in seen.parts)]
    return Mine(
        wants_of(row),
        bool(row and row.calendar_hash),
        off,
        tuple(_line(one, references.get(one.case_id or "", ""), now) for one in shown),
    )


def form(actor: Member) -> Form:
    """The form of what one wants."""
    with read() as session:
        row = _row(session, actor)
    wants = wants_of(row)
    filled = {
        "mails": "yes" if wants.mails else "no",
        "digest": wants.digest.value,
        "weekends": "yes" if wants.weekends else "no",
    }
    return Form(_ASKED, filled=filled, version=row.version if row else 0)


def change(actor: Member, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Keep what one wants. Raises Invalid, and Stale when it was changed meanwhile (in another window)."""
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        data = parsed(Form(_ASKED), raw, now)
        row = setting(session, actor)
        if row.version - 1 != version:
            raise Stale(("You changed this yourself, in another window",), row.version - 1)
        row.mails, row.weekends = data["mails"] is True, data["weekends"] is True
        row.digest = str(data["digest"])
        note(session, actor, "reminders_changed", now, {"data": data})


def setting(session: Session, actor: Member) -> ReminderSetting:
    """The actor's row, held and with its next version; made when it is missing."""
    row = session.get(ReminderSetting, (actor.organisation_id, actor.person_id), with_for_update=True)
    if row is None:
        row = ReminderSetting(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            mails=True,
            digest=Digest.NONE.value,
            weekends=True,
            calendar_hash=None,
            version=1,
        )
        session.add(row)
    else:
        row.version += 1
    return row


def has_calendar(session: Session, actor: Member) -> bool:
    """Whether there is an address for the actor's calendar."""
    row = _row(session, actor)
    return row is not None and row.calendar_hash is not None


def unsent(actor: Member, case_id: str, now: datetime) -> dict[str, str]:
    """What is to be said of the reminders about one case that the actor may not have got, by what is due."""
    with read() as session:
        rows = outbox.unsent(session, actor.organisation_id, actor.person_id, case_id)
    about = [one for one in rows if one.not_before <= now or one.fault]
    return {one.key.split(":")[1]: f"Your reminder: {_stands(one, now)[0].lower()}" for one in about}


def _row(session: Session, actor: Member) -> ReminderSetting | None:
    return session.get(ReminderSetting, (actor.organisation_id, actor.person_id))


def _line(row: Outbox, reference: str, now: datetime) -> MailLine:
    stands, tone = _stands(row, now)
    path = f"/{row.organisation_id}/cases/{reference}" if reference else ""
    due_at = due_of(row.key) if row.kind in THINGS else None
    return MailLine(_KINDS.get(row.kind, "A mail"), due_at, row.created_at, stands, tone, path)


def _stands(row: Outbox, now: datetime) -> tuple[str, str]:
    """How a mail stands, and the tone that repeats it."""
    if row.state == "waiting" and row.not_before > now and not row.fault:
        return "Waits for a working day", ""
    return {
        "waiting": ("Not yet sent", "warn"),
        "handing_over": ("Not yet sent", "warn"),
        "sent": ("Sent", "good"),
        "unsure": ("May not have reached you", "warn"),
        "given_up": ("Could not be sent", "danger"),
        "not_needed": ("Not needed any more", ""),
    }[row.state]
