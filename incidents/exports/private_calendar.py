"""One person's deadlines as a calendar file: when, that it needs them, and a link; nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from incidents.domain.mail_words import DEADLINE

_HOURLY = "PT1H"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deadline: due on a whole London day, or at an aware instant. `uid` stays the same when it moves."""

    uid: str
    at: date | datetime
    by_law: bool
    link: str


def as_ics(entries: Iterable[Entry], now: datetime) -> bytes:
    """The calendar. Instants are written in UTC, so that the hour that comes twice in autumn is no riddle."""
    calendar = Calendar()
    calendar.add("prodid", "-//Candour//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Deadlines")
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("x-published-ttl", _HOURLY)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("summary", DEADLINE)
    event.add("dtstart", entry.at)
    if not isinstance(entry.at, datetime):
        event.add("dtend", entry.at + timedelta(days=1))
    event.add("description", "The law fixes this." if entry.by_law else "This is a target.")
    event.add("url", entry.link)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
