"""Working days of one nation: neither a weekend nor a bank holiday, and the counting of them."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.domain.bank_holidays import by_rule
from incidents.domain.policy_words import Nation

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of a nation: `named` is the list, complete from the year `first` to the year `last`.

    Outside of these years the holidays are worked out by rule; what is `named` there counts as well.
    """

    nation: Nation
    named: Mapping[date, str]
    first: int
    last: int

    def holiday(self, day: date) -> str | None:
        """The name of the holiday on this day; raises NotWorkedOut where neither list nor rule says."""
        name = self.named.get(day)
        if name is None and not self.listed(day):
            return by_rule(self.nation, day.year).get(day)
        return name

    def listed(self, day: date) -> bool:
        """Whether the published list covers this day."""
        return self.first <= day.year <= self.last

    def works(self, day: date) -> bool:
        """Whether this is a working day."""
        return not weekend(day) and self.holiday(day) is None


def weekend(day: date) -> bool:
    """Whether this is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def working_day(day: date, number: int, days: Calendar) -> date:
    """The working day with this number, 1 being the first after `day`."""
    while number:
        day += _DAY
        number -= days.works(day)
    return day


def rolled(day: date, days: Calendar) -> date:
    """This day if it is a working day, or else the next that is."""
    while not days.works(day):
        day += _DAY
    return day


def between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both with it."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last that it has."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
