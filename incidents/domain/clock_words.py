"""How clocks speak: days and moments as people in Britain read them, and what is said of a late one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from incidents.domain.fields import LONDON
from incidents.domain.working_days import Calendar, weekend

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date) -> str:
    """For example Tuesday 29 December 2026; the same on every machine, whatever its language."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_in_words(at: datetime) -> str:
    """For example 21:00 BST on Tuesday 30 March 2027: London's time at an aware instant."""
    london = at.astimezone(LONDON)
    clock = f"{london:%H:%M:%S}" if london.second or london.microsecond else f"{london:%H:%M}"
    said = f"{clock} {london:%Z} on {day_in_words(london.date())}"
    if (london.hour, london.minute, london.second, london.microsecond) == (0, 0, 0, 0):
        return f"{said}, the end of {day_in_words(london.date() - timedelta(days=1))}"
    return said


def number_of(count: int, thing: str) -> str:
    """For example 1 day, or 5 working days."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def clock_change(start: datetime, end: datetime) -> str | None:
    """What a clock change between two instants does to the time that London's clocks show."""
    before, after = (at.astimezone(LONDON).utcoffset() for at in (start, end))
    if before is None or after is None or before == after:
        return None
    way, shown = ("forward", "later") if after > before else ("back", "earlier")
    return (
        f"London’s clocks go {way} in between, so the time of day they show at the end is an hour {shown};"
        " the time that passes is the same."
    )


def not_counted(days: Iterable[date], calendar: Calendar) -> str | None:
    """Which of these days are passed over, and why; None where all are working days."""
    skipped = [day for day in days if not calendar.works(day)]
    holidays = [f"{day_in_words(day)} ({calendar.holiday(day)})" for day in skipped if not weekend(day)]
    weekends = ["Saturdays and Sundays"] if any(weekend(day) for day in skipped) else []
    return f"Not counted: {listed([*weekends, *holidays])}." if skipped else None


def worked_out(days: Sequence[date], calendar: Calendar) -> str | None:
    """A warning where holidays among these days were worked out by rule, because no list is at hand."""
    years = sorted({day.year for day in days if not calendar.listed(day)})
    if not years:
        return None
    named = listed([str(year) for year in years])
    # Nobody publishes a list of the past; ours begins somewhere.
    why = "is not yet published" if years[-1] > calendar.last else "is not at hand"
    return (
        f"The bank holidays of {named} ({calendar.nation.label}) are worked out by rule, because their list"
        f" {why}: a day that is moved or added once is not in them. Check them."
    )


def listed(parts: Sequence[str]) -> str:
    """For example a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def end_of(day: date) -> datetime:
    """The last second of a London day, as an instant in UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=LONDON).astimezone(UTC)
