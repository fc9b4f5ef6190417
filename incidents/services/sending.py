"""The worker's second job: each mail that waits is handed over at most once, and none is lost unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from incidents.domain import mail_words
from incidents.post import smtp
from incidents.post.smtp import Mail, Server
from incidents.services import mailed_links, wanted
from incidents.services.wanted import Ready
from incidents.store.db import read, work
from incidents.store.models import Outbox
from incidents.store.queries import delivery, outbox
from incidents.store.queries.outbox import Letter

# So many in one round: a minute later comes the next.
ROUND = 100
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(days=1)
# A server that is down comes back for everybody: nothing that presses waits long for it.
_WHILE_DOWN = timedelta(minutes=10)


class Came(StrEnum):
    """What came of one mail."""

    SENT = "sent"
    LATER = "later"
    UNREACHABLE = "unreachable"
    GIVEN_UP = "given_up"
    UNSURE = "unsure"
    NOT_NEEDED = "not_needed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Worker:
    """Who sends: its name (one for each process), the server, where the pages are, and the time."""

    name: str
    server: Server
    public_url: str
    clock: Callable[[], datetime]


class Lost(Exception):
    """Another worker has this mail in hand, because we were too slow: it is not ours to hand over."""


def send(worker: Worker) -> tuple[Came, ...]:
    """Send what waits; what came of each. A server that does not answer ends the round."""
    check_on(worker.clock())
    found: list[Came] = []
    while len(found) < ROUND:
        came = _next(worker)
        if came is None:
            break
        found.append(came)
        if came is Came.UNREACHABLE:
            break
    return tuple(found)


def check_on(now: datetime) -> int:
    """Mails whose worker died in the one moment that nobody can tell of: another mail says so. How many.

    Mails that nobody needs any more are dropped.
    """
    with work() as session:
        delivery.drop_stale(session, now)
        rows = delivery.expired(session, now)
        for row in rows:
            _check_mail(session, row, now)
    return len(rows)


def _next(worker: Worker) -> Came | None:
    with work() as session:
        row = delivery.claim(session, worker.name, worker.clock())
    if row is None:
        return None
    now = worker.clock()
    ready = _ready(row, now)
    if isinstance(ready, str):
        with work() as session:
            delivery.not_needed(session, row, worker.name, ready)
        return Came.NOT_NEEDED
    body = mail_words.with_addresses(ready.body, worker.public_url)
    return _deliver(worker, row, Mail(row.id, ready.to, row.subject, body))


def _ready(row: Outbox, now: datetime) -> Ready | str:
    """The mail as it goes now, or why it does not; a link is made at this moment, and stands nowhere else."""
    if mailed_links.has_link(row):
        with work() as session:
            return mailed_links.ready(session, row, now)
    with read() as session:
        return wanted.ready(session, row, now)


def _deliver(worker: Worker, row: Outbox, mail: Mail) -> Came:
    try:
        smtp.deliver(worker.server, mail, worker.clock(), lambda: _hand_over(worker, row))
    except Lost:
        return Came.LOST
    except smtp.Unsure as fault:
        with work() as session:
            delivery.unsure(session, row, worker.name, str(fault))
            _check_mail(session, row, worker.clock())
        return Came.UNSURE
    except smtp.Refused as fault:
        with work() as session:
            delivery.give_up(session, row, worker.name, str(fault))
        return Came.GIVEN_UP
    except (smtp.Later, smtp.Unreachable) as fault:
        down = isinstance(fault, smtp.Unreachable)
        at = worker.clock() + pause(row.tries, _WHILE_DOWN if down else _LONGEST_PAUSE)
        with work() as session:
            delivery.later(session, row, worker.name, at, str(fault))
        return Came.UNREACHABLE if down else Came.LATER
    with work() as session:
        delivery.sent(session, row, worker.name, worker.clock())
    return Came.SENT


def pause(tries: int, longest: timedelta) -> timedelta:
    """How long a mail waits after it could not be sent so often before: a minute, two, four …"""
    return min(_FIRST_PAUSE * (1 << min(tries, 20)), longest)


def _hand_over(worker: Worker, row: Outbox) -> None:
    """Committed before the final dot goes: whoever comes later knows that it may have been delivered."""
    with work() as session:
        ours = delivery.hand_over(session, row, worker.name, worker.clock())
    if not ours:
        raise Lost


def _check_mail(session: Session, row: Outbox, now: datetime) -> None:
    """Another mail, with a key of its own; one that checks on such a mail would have no end.

    For a link it would be of no use: who asked for it asks again, and who invited sees how it stands.
    """
    if row.kind == "check" or mailed_links.has_link(row):
        return
    where = wanted.page_of(session, row)
    settings = f"/{row.organisation_id}/reminders"
    body = mail_words.check(where or settings, settings)
    key = f"check:{row.id}"
    letter = Letter(row.person_id, row.case_id, "check", key, mail_words.CHECK, body, now)
    outbox.add(session, row.organisation_id, letter, now)
