"""The year's word to the regulator: which days a year has, and what must be settled before it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STATEMENT = (
    "As far as I know, there was no serious incident in this year that should have been reported and was not."
)
FROM_INCOME = 25_000
_FIRST_YEAR = 2000
_DECEMBER, _LAST = 12, 31


@dataclass(frozen=True, slots=True)
class Year:
    """One reporting year, named by the year in which it ends. Both days belong to it."""

    number: int
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day belongs to it."""
        return self.first <= day <= self.last


def year_of(number: int, ends: str) -> Year:
    """The year that ends in `number`. `ends`: the last day of the charity's year as "MM-DD"; unreadable or
    empty means 31 December. ValueError for a year nobody reports on."""
    if not _FIRST_YEAR <= number <= 2200:
        raise ValueError(number)
    last = _day(number, ends)
    return Year(number, _day(number - 1, ends) + timedelta(days=1), last)


def year_on(day: date, ends: str) -> Year:
    """The year a day belongs to."""
    this = year_of(day.year, ends)
    return this if this.holds(day) else year_of(day.year + 1, ends)


def not_yet(year: Year, today: date, reopened: Iterable[str], untold: Iterable[str]) -> tuple[str, ...]:
    """Why the year cannot be signed, in sentences. In: references of cases with a decision not to tell that
    is open again, and of those where the answers say that somebody must be told who was not."""
    running = f"The year {year.number} is not over. It can be signed from the day after its last day."
    return (
        *((running,) if today <= year.last else ()),
        *(
            f"In {reference} a decision not to tell somebody is open again: the facts have changed. Decide "
            "it anew first."
            for reference in reopened
        ),
        *(
            f"In {reference} the answers say that somebody must be told who was not. Tell them, or decide "
            "against it."
            for reference in untold
        ),
    )


def _day(year: int, ends: str) -> date:
    month, _, day = ends.partition("-")
    try:
        return date(year, int(month), int(day))
    except ValueError:
        leap = (month, day) == ("02", "29")
        return date(year, 2, 28) if leap else date(year, _DECEMBER, _LAST)
