"""The worker's look: which deadlines ask for a mail now, and to whom; each mail is put in the outbox once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain import mail_words, reminders
from incidents.domain.fields import LONDON
from incidents.domain.mail_words import Line
from incidents.domain.reminders import LAST, Digest, Rung
from incidents.domain.working_days import Calendar
from incidents.services import charity as charities
from incidents.services.charity import Charity
from incidents.services.due_things import Thing, days_of, things
from incidents.services.mail_switch import is_off
from incidents.services.recipients import Recipient, Recipients
from incidents.store.db import read, work
from incidents.store.models import Outbox
from incidents.store.queries import outbox
from incidents.store.queries.outbox import Letter

# Whoever was to get these was told, as far as we know.
_REACHED = frozenset({"sent", "given_up", "unsure"})


@dataclass(frozen=True, slots=True)
class Asking:
    """One thing that asks one person now, and why; `waits` is the day until which it can wait."""

    thing: Thing
    rung: Rung
    to: Recipient
    waits: date | None

    @property
    def key(self) -> str:
        """What makes its mail the only one."""
        return f"{self.thing.mark}:{self.rung}:{self.to.person_id}"

    @property
    def in_summary(self) -> bool:
        """Whether this person gets it in a summary."""
        return self.to.wants.digest is not Digest.NONE and self.waits is not None


def look(now: datetime) -> int:
    """Put every mail that is asked for at `now` (an aware instant) in the outbox; how many are new.

    Charity by charity: what one of them has wrong is no reason for another to hear nothing.
    """
    return sum(_look(one.id, now) for one in charities.everyone())


def _look(slug: str, now: datetime) -> int:
    charity = charities.find(slug, now.astimezone(LONDON).date())
    if charity is None:
        return 0
    with read() as session:
        letters = () if is_off(session, charity.id) else tuple(_letters(session, charity, now))
    if not letters:
        return 0
    with work() as session:
        return sum(outbox.add(session, charity.id, letter, now) for letter in letters)


def _letters(session: Session, charity: Charity, now: datetime) -> Iterator[Letter]:
    days = days_of(session, charity)
    found = asking(session, charity, days, now)
    fresh = [one for one, new in found if new and not one.in_summary]
    for one in fresh:
        yield Letter(
            person_id=one.to.person_id,
            case_id=one.thing.case_id,
            kind=one.thing.mark.partition(":")[0],
            key=one.key,
            subject=mail_words.DEADLINE,
            body=words(charity, one.thing, one.rung, days, now),
            not_before=reminders.not_before(one.to.wants, one.waits, days, now),
        )
    yield from _summaries(session, charity, [one for one, _ in found if one.in_summary], days, now)


def asking(
    session: Session, charity: Charity, days: Calendar, now: datetime
) -> tuple[tuple[Asking, bool], ...]:
    """Everything that asks somebody now, each with whether they have not been told yet."""
    rungs = [(one, reminders.newest(one.deadline, days, now)) for one in things(session, charity, now)]
    due = [(thing, rung) for thing, rung in rungs if rung is not None]
    if not due:
        return ()
    cases = {thing.case_id for thing, _ in due}
    told: dict[str, list[Outbox]] = {}
    for row in outbox.written(session, charity.id, cases):
        if row.state != "not_needed" or row.fault == outbox.IN_SUMMARY:
            told.setdefault(mark_of(row.key), []).append(row)
    people = Recipients(session, charity, cases, now)
    found = (_asking(thing, rung, people, told.get(thing.mark, ()), days, now) for thing, rung in due)
    return tuple(one for one in found if one is not None)


def _asking(
    thing: Thing, rung: Rung, people: Recipients, told: Sequence[Outbox], days: Calendar, now: datetime
) -> tuple[Asking, bool] | None:
    """Whom it asks: who was told of this rung already, or who comes first; the next, where nobody acted."""
    chain = people.chain(thing)
    if not chain:
        return None
    waits = reminders.waits_until(thing.deadline, days, now)
    of_rung = [row for row in told if rung_of(row.key) == rung]
    if not of_rung:
        return Asking(thing, rung, chain[0], waits), True
    begun = of_rung[0].created_at
    last = [row for row in told if row.created_at >= begun and rung_of(row.key) in (rung, Rung.NEXT)][-1]
    heard = {row.person_id for row in told}
    following = next((one for one in chain if one.person_id not in heard), None)
    if following is not None and rung in LAST and _nobody_acted(thing, last, days, now):
        return Asking(thing, Rung.NEXT, following, waits), True
    to = next((one for one in chain if one.person_id == last.person_id), None)
    return (Asking(thing, rung, to, waits), False) if to else None


def _nobody_acted(thing: Thing, last: Outbox, days: Calendar, now: datetime) -> bool:
    """Whether somebody was told, has had time, and nothing has moved since."""
    if last.state not in _REACHED and last.fault != outbox.IN_SUMMARY:
        return False
    since = last.sent_at or last.created_at
    if thing.acted_at is not None and thing.acted_at > since:
        return False
    return now >= reminders.patience_ends(thing.deadline, days, since)


def _summaries(
    session: Session, charity: Charity, found: Iterable[Asking], days: Calendar, now: datetime
) -> Iterator[Letter]:
    """One mail for each person whose morning it is, and a mark for each thing that it tells of."""
    mine: dict[str, list[Asking]] = {}
    for one in found:
        if reminders.digest_day(one.to.wants.digest, days, now) is not None:
            mine.setdefault(one.to.person_id, []).append(one)
    for person_id, several in mine.items():
        day = now.astimezone(LONDON).date()
        key = f"digest:{person_id}:{day.isoformat()}"
        if outbox.has(session, charity.id, key):
            continue
        body = summary(charity, [one.thing for one in several], now)
        yield Letter(person_id, None, "digest", key, mail_words.SUMMARY, body, now)
        for one in several:
            kind = one.thing.mark.partition(":")[0]
            yield Letter(person_id, one.thing.case_id, kind, one.key, "", "", now, told=True)


def words(charity: Charity, thing: Thing, rung: Rung, days: Calendar, now: datetime) -> str:
    """What a mail about one thing says at `now`."""
    waits = reminders.waits_until(thing.deadline, days, now)
    return mail_words.deadline(Line(thing.deadline, thing.path), rung, waits, now, own_page(charity))


def summary(charity: Charity, several: Iterable[Thing], now: datetime) -> str:
    """What a summary says, the nearest first."""
    ordered = sorted(several, key=lambda one: (one.deadline.at, one.mark))
    return mail_words.summary([Line(one.deadline, one.path) for one in ordered], now, own_page(charity))


def own_page(charity: Charity) -> str:
    """The page on which people say what they want to be sent."""
    return f"/{charity.id}/reminders"


def mark_of(key: str) -> str:
    """Which thing the key of a mail names."""
    return ":".join(key.split(":")[:3])


def rung_of(key: str) -> str:
    """Which rung the key of a mail names; "" for mails that are about no deadline."""
    parts = key.split(":")
    return parts[3] if len(parts) > 3 else ""
