"""When a deadline asks for a mail, what may wait until Monday, and who wants to hear of it how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from incidents.domain.fields import LONDON
from incidents.domain.words import Word
from incidents.domain.working_days import Calendar, working_day

MORNING = time(8)
# What can still be done on a working day can wait for it.
_END_OF_WORK = time(17)
_NIGHT = time(20)
_DAY = timedelta(days=1)
# Nobody is helped by a first mail about something that has been late for so long: the lists show it.
_FORGOTTEN = timedelta(days=30)
# How long we wait for somebody to act before the next person is told.
_PATIENCE = timedelta(hours=4)
_PATIENT_DAYS = 2  # working days, where no law presses


class Ladder(Word):
    """What kind of deadline it is, which says when it asks."""

    LAW = "law", "fixed by law"
    TARGET = "target", "a target, or something to do by a day"
    WAIT = "wait", "a time to wait that ends"


class Rung(Word):
    """One step of the ladder; the label says why a mail comes."""

    START = "start", "A deadline has begun"
    HALF = "half", "Half of the time has gone"
    DAY = "day", "One day is left"
    HOURS = "hours", "Four hours are left"
    EVE = "eve", "It is due on the next working day"
    TODAY = "today", "It is due today"
    PAST = "past", "Its time has passed"
    NEXT = "next", "Nobody has acted yet"


# After these, silence means that somebody else must hear of it.
LAST: frozenset[Rung] = frozenset({Rung.HOURS, Rung.PAST, Rung.NEXT})


class Digest(Word):
    """How mails that can wait are gathered."""

    NONE = "none", "One mail for each, as it comes"
    DAILY = "daily", "One mail each working day, in the morning"
    WEEKLY = "weekly", "One mail a week, on Monday morning"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due at an aware instant; `began` is None where nobody knows when it did."""

    ladder: Ladder
    at: datetime
    began: datetime | None = None

    @property
    def by_law(self) -> bool:
        """Whether the law fixes it."""
        return self.ladder is Ladder.LAW


@dataclass(frozen=True, slots=True)
class Wants:
    """What one person wants; nobody said anything yet: a mail for each thing, on any day."""

    mails: bool = True
    digest: Digest = Digest.NONE
    weekends: bool = True


def newest(deadline: Deadline, days: Calendar, now: datetime) -> Rung | None:
    """The one rung that counts at `now`: of several that have passed, the last; None before the first."""
    if not deadline.by_law and now - deadline.at > _FORGOTTEN:
        return None
    passed = [(at, place, rung) for place, (rung, at) in enumerate(rungs(deadline, days)) if at <= now]
    return max(passed)[2] if passed else None


def rungs(deadline: Deadline, days: Calendar) -> tuple[tuple[Rung, datetime], ...]:
    """When each rung asks, the earliest first. None asks before the deadline began."""
    began = deadline.began
    found = [(rung, at) for rung, at in _rungs(deadline, days) if began is None or at >= began]
    return tuple(sorted(found, key=lambda one: one[1]))


def waits_until(deadline: Deadline, days: Calendar, now: datetime) -> date | None:
    """The working day until which it can wait, or None when it cannot.

    Only the law presses over a weekend; and only when the next working day would be too late to act in.
    """
    monday = working_day(_london(now).date(), 1, days)
    if deadline.by_law and deadline.at < _at(monday, _END_OF_WORK):
        return None
    return monday


def patience_ends(deadline: Deadline, days: Calendar, told: datetime) -> datetime:
    """When the next person is told, if nobody has acted since somebody was told at `told`."""
    if deadline.by_law:
        return told + _PATIENCE
    local = _london(told)
    return _at(working_day(local.date(), _PATIENT_DAYS, days), local.time())


def not_before(wants: Wants, waits: date | None, days: Calendar, now: datetime) -> datetime:
    """When a mail may go: at once, or on the next working day for who wants none on other days."""
    today = _london(now).date()
    if waits is None or wants.weekends or days.works(today):
        return now
    return _at(working_day(today, 1, days), MORNING)


def hears(wants: Wants, deadline: Deadline, *, alone: bool) -> bool:
    """Whether this person gets mails about it. Who switched them off still hears of the law when `alone`."""
    return wants.mails or (alone and deadline.by_law)


def digest_day(digest: Digest, days: Calendar, now: datetime) -> date | None:
    """The day whose summary is to be written at `now`: today from the morning on, or None."""
    local = _london(now)
    today = local.date()
    if local.time() < MORNING:
        return None
    if digest is Digest.DAILY:
        return today if days.works(today) else None
    if digest is Digest.WEEKLY:
        monday = today - timedelta(days=today.weekday())
        # A Monday that is a holiday has its summary on the first working day after it.
        return today if working_day(monday - _DAY, 1, days) == today else None
    return None


def _rungs(deadline: Deadline, days: Calendar) -> Iterator[tuple[Rung, datetime]]:
    at = deadline.at
    if deadline.ladder is Ladder.LAW:
        if deadline.began is not None:
            yield Rung.START, deadline.began
            yield Rung.HALF, deadline.began + (at - deadline.began) / 2
        yield Rung.DAY, at - _DAY
        yield Rung.HOURS, at - timedelta(hours=4)
        yield Rung.PAST, at
        return
    day = _london(at).date()
    if deadline.ladder is Ladder.TARGET:
        yield Rung.EVE, _at(_working_day_before(day, days), MORNING)
        yield Rung.TODAY, _at(day, MORNING)
    yield Rung.PAST, _in_the_day(at)


def _in_the_day(at: datetime) -> datetime:
    """This instant, or the morning after a night: nobody is woken for a target."""
    local = _london(at)
    if local.time() < MORNING:
        return _at(local.date(), MORNING)
    return _at(local.date() + _DAY, MORNING) if local.time() >= _NIGHT else at


def _working_day_before(day: date, days: Calendar) -> date:
    day -= _DAY
    while not days.works(day):
        day -= _DAY
    return day


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour.replace(tzinfo=None), tzinfo=LONDON).astimezone(UTC)


def _london(at: datetime) -> datetime:
    return at.astimezone(LONDON)
