"""Clocks: what is due when, and how that was worked out, step by step and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.clock_changes import UNCHANGED, Changes, length_of, refuse_misfits
from incidents.domain.clock_counting import Count
from incidents.domain.clock_kinds import RULES, Clock, Force, Rule
from incidents.domain.clock_words import moment_in_words, number_of
from incidents.domain.fields import LONDON
from incidents.domain.working_days import Calendar

_FORCES = {
    Force.LAW: "The law gives {length} ({source}).",
    Force.BODY: "Another body gives {length} ({source}).",
    Force.WAIT: "There are {length} to wait ({source}).",
    Force.OWN: "Our own target is {length} ({source}).",
    Force.PROMPTLY: "It is to be done promptly, and no number of days is fixed ({source}):"
    " so that nobody forgets, our own target is {length}.",
}


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: an instant in UTC, and how it was worked out; the last sentence names it.

    `by_law` is false for every target. While a clock is `paused`, `at` is the earliest it can become.
    """

    at: datetime
    explanation: tuple[str, ...]
    by_law: bool
    paused: bool = False


def due(kind: Clock, start: datetime, calendar: Calendar, changes: Changes = UNCHANGED) -> Due:
    """When a clock that started at an aware instant is due.

    `calendar` is the one of the charity's nation; where the rule names a nation, of that one. Raises
    ValueError for a naive start or another calendar, BadChange for a change that this clock does not
    allow, NotWorkedOut (of bank_holidays) and OverflowError for days beyond every calendar.
    """
    rule = RULES[kind]
    if start.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    if rule.nation not in {None, calendar.nation}:
        raise ValueError(f"this clock counts the holidays of {rule.nation}")
    refuse_misfits(rule, changes, start.astimezone(LONDON).date())
    length = length_of(rule, changes)
    count = Count(rule, start, length, calendar, changes)
    at = count.end()
    began, *steps = count.said
    paused = bool(changes.pauses) and changes.pauses[-1].answered_on is None
    explanation = (began, _length(rule, length), *steps, _end(rule, at, paused=paused))
    return Due(at, explanation, rule.force is Force.LAW, paused)


def lateness(what: Due, now: datetime) -> str:
    """What may be said of a clock at `now`: nothing, or whose time has passed; a target is never law."""
    if what.paused or now <= what.at:
        return ""
    return "Overdue by law" if what.by_law else "Past the target"


def _length(rule: Rule, length: int) -> str:
    return _FORCES[rule.force].format(length=number_of(length, rule.unit.label), source=rule.source)


def _end(rule: Rule, at: datetime, *, paused: bool) -> str:
    moment = f"{moment_in_words(at)}, London time"
    if paused:
        return f"If the answer came on the day we asked, it would be due by {moment}."
    return f"So the wait ends at {moment}." if rule.force is Force.WAIT else f"So it is due by {moment}."
