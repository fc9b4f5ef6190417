"""Whether a mail in the outbox is still wanted when it is about to go, and what it says then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import reminders
from incidents.domain.fields import LONDON
from incidents.domain.reminders import Rung
from incidents.services import account_notices
from incidents.services import charity as charities
from incidents.services.charity import Charity
from incidents.services.due_things import THINGS, days_of, things
from incidents.services.mail_switch import OFF, REMINDERS, is_off
from incidents.services.recipients import Recipients
from incidents.services.reminding import asking, mark_of, rung_of, summary, words
from incidents.store.models import Outbox
from incidents.store.queries import due, outbox

DONE = "it is done, or another mail took its place"
HIDDEN = "they no longer have to do with it"
NO_ADDRESS = "they cannot sign in any more"
# States of the case in which a mail about something new has come too late.
_SEEN_TO = {"report": frozenset({"triage", "open", "closed"}), "new": frozenset({"closed"})}


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail that goes: to whom, and what it says, with paths instead of whole addresses."""

    to: str
    body: str


def ready(session: Session, row: Outbox, now: datetime) -> Ready | str:
    """The mail as it goes at `now`, or why it does not go."""
    charity = charities.find(row.organisation_id, now.astimezone(LONDON).date())
    to = outbox.address(session, row.organisation_id, row.person_id or "", now)
    if not to or charity is None:
        return NO_ADDRESS
    if row.kind == account_notices.KIND:
        return Ready(to, row.body or "")
    if row.kind in REMINDERS and is_off(session, charity.id):
        return OFF
    if row.kind == "digest":
        body = _summary(session, charity, row, now)
        return Ready(to, body) if body else DONE
    people = Recipients(session, charity, [row.case_id], now)
    if row.kind in THINGS:  # of the others, the case decides
        return _thing(session, charity, people, row, to, now)
    if not _concerned(people, row):
        return HIDDEN
    if row.case_id is not None and due.state(session, charity.id, row.case_id) in _SEEN_TO.get(row.kind, ()):
        return DONE
    return Ready(to, row.body or "")


def track_of(key: str) -> str | None:
    """The matter that a mail about something new names ("new:<case>:<matter or nothing>:…")."""
    parts = key.split(":")
    return (parts[2] or None) if parts[0] == "new" else None


def _concerned(people: Recipients, row: Outbox) -> bool:
    """Whether they still may know of what is new, or of any part of the case an earlier mail was about."""
    if row.case_id is None:
        return True
    if row.kind == "check":
        return people.may_know_part(row.person_id or "", row.case_id)
    return people.may_know(row.person_id or "", row.case_id, track_of(row.key))


def page_of(session: Session, row: Outbox) -> str:
    """The path of the case that a mail is about; "" where it is about none."""
    reference = due.reference(session, row.organisation_id, row.case_id) if row.case_id else ""
    return f"/{row.organisation_id}/cases/{reference}" if reference else ""


def _thing(
    session: Session, charity: Charity, people: Recipients, row: Outbox, to: str, now: datetime
) -> Ready | str:
    found = things(session, charity, now, row.case_id)
    thing = next((one for one in found if one.mark == mark_of(row.key)), None)
    if thing is None:
        return DONE
    if not people.may_know_thing(row.person_id or "", thing):
        return HIDDEN
    days = days_of(session, charity)
    rung = Rung(rung_of(row.key))
    newest = reminders.newest(thing.deadline, days, now)
    # A later rung has a mail of its own. Before the first one the clock was put back: it goes all the same.
    if rung is not Rung.NEXT and newest not in (rung, None):
        return DONE
    return Ready(to, words(charity, thing, rung, days, now))


def _summary(session: Session, charity: Charity, row: Outbox, now: datetime) -> str:
    found = asking(session, charity, days_of(session, charity), now)
    mine = [one.thing for one, _ in found if one.to.person_id == row.person_id and one.in_summary]
    return summary(charity, mine, now) if mine else ""
