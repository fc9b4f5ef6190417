"""What a mail says: that something needs you, by when, whether it can wait, and where; no names, no story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.clock_words import day_in_words, moment_in_words
from incidents.domain.reminders import Deadline, Ladder, Rung

DEADLINE = "A deadline needs you"
NEW = "Something new needs you"
SUMMARY = "What needs you"
CHECK = "An earlier mail about a deadline may not have reached you"
_FOOT = (
    "You get this because of your part in the charity.",
    "What you are sent, and how often, is set here:",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a mail: its deadline (None: there is none yet), and the path of its page."""

    deadline: Deadline | None
    path: str


def deadline(line: Line, rung: Rung, waits: date | None, now: datetime, settings: str) -> str:
    """The body of a mail about one deadline; `settings` is the path of the page of one's own mails."""
    return _letter([f"{rung.label}.", _due(line, now), _waits(waits), "", line.path], settings)


def new(path: str, settings: str) -> str:
    """The body of a mail about something that has just come to somebody."""
    said = "A report, or something that a colleague had in hand, has come to you."
    wait = "Please look today: only then can you tell whether it can wait until Monday."
    return _letter([said, wait, "", path], settings)


def summary(lines: Sequence[Line], now: datetime, settings: str) -> str:
    """The body of a summary: each thing with its day and its page, the nearest first."""
    count = "One deadline needs you." if len(lines) == 1 else f"{len(lines)} deadlines need you."
    said = [count, "None of them is fixed by law for today or the weekend."]
    for line in lines:
        said += ["", _due(line, now), line.path]
    return _letter(said, settings)


def check(path: str, settings: str) -> str:
    """The body of the one mail that says that an earlier one may be lost."""
    said = "We cannot tell whether an earlier mail reached you, and do not send it twice."
    return _letter([said, "Please look at the page. It cannot wait until Monday.", "", path], settings)


def with_addresses(body: str, public_url: str) -> str:
    """The body with whole addresses: a line that is a path of ours begins with where the pages are."""
    root = public_url.rstrip("/")
    return "".join(
        f"{root}{line}" if line.startswith("/") else line for line in body.splitlines(keepends=True)
    )


def _due(line: Line, now: datetime) -> str:
    if line.deadline is None:
        return "Nobody has said by when."
    at = line.deadline.at
    moment = f"{moment_in_words(at)}, London time"
    if line.deadline.ladder is Ladder.WAIT:
        return f"The time to wait ended at {moment}." if at <= now else f"The time to wait ends at {moment}."
    fixed = " The law fixes this." if line.deadline.by_law else ""
    return f"It was due by {moment}.{fixed}" if at <= now else f"It is due by {moment}.{fixed}"


def _waits(until: date | None) -> str:
    if until is None:
        return "It cannot wait until Monday."
    return f"It can wait until {day_in_words(until)}."


def _letter(lines: Sequence[str], settings: str) -> str:
    return "\n".join([*lines, "", "--", *_FOOT, settings, ""])
