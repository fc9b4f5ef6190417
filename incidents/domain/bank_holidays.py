"""Bank holidays worked out by rule, for years of which no list is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from incidents.domain.policy_words import Nation

# Early May became a holiday in this year; before it today's rules say nothing.
FIRST_YEAR = 1978
# The last year but one that a date can have: a count may run into the next.
LAST_YEAR = 9998
_SATURDAY = 5
_SUBSTITUTE = "substitute day"


class NotWorkedOut(ValueError):
    """The rules say nothing of this year; the message says so to people."""


@lru_cache(maxsize=256)
def by_rule(nation: Nation, year: int) -> Mapping[date, str]:
    """The holidays of one year by today's rules, each with its name; raises NotWorkedOut outside of them.

    Days that were moved or added once, as for a jubilee, follow no rule and are not here.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotWorkedOut(
            f"The bank holidays of {year} are not known here: they are worked out from {FIRST_YEAR}"
            f" to {LAST_YEAR} only."
        )
    found = _movable(nation, year)
    fixed = _fixed(nation, year)
    found |= {day: name for day, name in fixed if day.weekday() < _SATURDAY}
    for day, name in fixed:
        if day.weekday() >= _SATURDAY:
            found[_next_free(day, found)] = f"{name}, {_SUBSTITUTE}"
    return MappingProxyType(dict(sorted(found.items())))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _movable(nation: Nation, year: int) -> dict[date, str]:
    """Those that are on a weekday every year."""
    sunday = easter(year)
    found = {
        sunday - timedelta(days=2): "Good Friday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
    }
    if nation is Nation.SCOTLAND:
        found[_monday_from(date(year, 8, 1))] = "Summer bank holiday"
    else:
        found[sunday + timedelta(days=1)] = "Easter Monday"
        found[_monday_from(date(year, 8, 25))] = "Summer bank holiday"
    return found


def _fixed(nation: Nation, year: int) -> tuple[tuple[date, str], ...]:
    """Those with a date, in order; one on a weekend has a substitute."""
    own: dict[Nation, tuple[tuple[date, str], ...]] = {
        Nation.SCOTLAND: (
            (date(year, 1, 2), "2nd January"),
            (date(year, 11, 30), "St Andrew’s Day"),
        ),
        Nation.NORTHERN_IRELAND: (
            (date(year, 3, 17), "St Patrick’s Day"),
            (date(year, 7, 12), "Battle of the Boyne (Orangemen’s Day)"),
        ),
    }
    return (
        (date(year, 1, 1), "New Year’s Day"),
        *own.get(nation, ()),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    )


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _next_free(day: date, taken: Mapping[date, str]) -> date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day
