"""A private calendar: an address that is shown once, of which only the hash is kept, and what it leads to."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from incidents.domain.clock_words import end_of
from incidents.domain.fields import LONDON, Field, Kind, Problem, Raw
from incidents.exports.private_calendar import Entry, as_ics
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.due_things import Thing, things
from incidents.services.faults import Invalid, NotFound
from incidents.services.keeping import Form, note, parsed
from incidents.services.my_reminders import has_calendar, setting
from incidents.services.once import earlier_answer
from incidents.services.recipients import Recipients, eyes_of
from incidents.store.db import read, work
from incidents.store.queries import due

_LONGEST_TOKEN = 100


_ONLY_ME = Field(
    "only_me",
    "Are you the only one who sees the calendar it goes into?",
    Kind.YES_NO,
    hint="The dates and the addresses of the pages stand in it, without names.",
)


def form() -> Form:
    """What is asked before an address is made."""
    return Form((_ONLY_ME,))


def make(actor: Member, key: str, raw: Raw, now: datetime) -> str:
    """A new address (its secret part); the one before it leads nowhere from now on.

    Pressed twice, the second time gives "": it was shown, and nobody can show it again. Raises Invalid.
    """
    token = secrets.token_urlsafe(32)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return ""
        if parsed(form(), raw, now)["only_me"] is not True:
            raise Invalid((Problem("only_me", "Use a calendar that nobody else sees"),))
        setting(session, actor).calendar_hash = _hash(token)
        note(session, actor, "calendar_made", now, {})
    return token


def switch_off(actor: Member, key: str, now: datetime) -> None:
    """The address leads nowhere from now on; nothing is done where there is none."""
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        if has_calendar(session, actor):
            setting(session, actor).calendar_hash = None
            note(session, actor, "calendar_ended", now, {})


def feed(charity: Charity, token: str, public_url: str, now: datetime) -> bytes:
    """The calendar behind an address: what the person has in hand and may see at `now`. Raises NotFound."""
    if len(token) > _LONGEST_TOKEN:
        raise NotFound
    with read() as session:
        row = due.by_calendar(session, charity.id, _hash(token))
        if row is None:
            raise NotFound
        entries = tuple(_entries(session, charity, row.person_id, public_url.rstrip("/"), now))
    return as_ics(sorted(entries, key=lambda one: one.uid), now)


def _entries(session: Session, charity: Charity, person_id: str, root: str, now: datetime) -> Iterator[Entry]:
    eyes = eyes_of(session, charity, person_id, now)
    if eyes is None:
        return
    found = things(session, charity, now, eyes=eyes)
    people = Recipients(session, charity, {one.case_id for one in found}, now)
    for one in found:
        # Switching mails off is no reason to lose a day from one's calendar.
        if people.first(one) == person_id:
            yield Entry(_uid(one), _when(one), one.deadline.by_law, root + one.path)


def _when(thing: Thing) -> date | datetime:
    """The day, where all of it is left; the instant in UTC otherwise."""
    day = thing.deadline.at.astimezone(LONDON).date()
    return day if thing.deadline.at == end_of(day) else thing.deadline.at.astimezone(UTC)


def _uid(thing: Thing) -> str:
    """The same while the thing lives, on whichever day it is due; it tells nobody an id of ours."""
    kind, key, _ = thing.mark.split(":")
    return f"{hashlib.sha256(f'{kind}:{key}'.encode()).hexdigest()[:32]}@candour"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
