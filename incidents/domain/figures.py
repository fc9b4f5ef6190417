"""Figures about cases: the months they are counted over, times in whole days, and what small numbers hide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from incidents.domain.fields import LONDON

FEW = 5
FEWER = f"fewer than {FEW}"
NOT_SHOWN = "not shown"
YEARS_BACK = 5
_KEY = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:\.\.([0-9]{4})-(0[1-9]|1[0-2]))?", re.ASCII)
_FIRST, _LAST = 1900, 9998
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months in London, from the day `since` on and before the day `until`; `key` writes them down."""

    key: str
    since: date
    until: date

    @property
    def begins(self) -> datetime:
        """Its first instant."""
        return _midnight(self.since)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.until)

    @property
    def label(self) -> str:
        """The period as people say it: 2026, November 2026, December 2025 to November 2026."""
        last = self.until - timedelta(days=1)
        if len(self.key) == 4:
            return self.key
        first = f"{self.since:%B %Y}"
        return first if _same_month(self.since, last) else f"{first} to {last:%B %Y}"

    @property
    def months(self) -> tuple[Period, ...]:
        """Its months, the first one first."""
        found, month = [], self.since
        while month < self.until:
            following = _months_on(month, 1)
            found.append(Period(f"{month:%Y-%m}", month, following))
            month = following
        return tuple(found)


def read_period(key: str) -> Period | None:
    """The period that a key means: "2026", "2026-11", "2025-12..2026-11"; None for anything else."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    year, month, last_year, last_month = (int(part) if part else None for part in match.groups())
    if year is None or not _FIRST <= year <= _LAST or (last_year and month is None):
        return None
    since = date(year, month or 1, 1)
    if last_year and last_month:
        if not _FIRST <= last_year <= _LAST:
            return None
        until = _months_on(date(last_year, last_month, 1), 1)
        length = (until.year - since.year) * 12 + until.month - since.month
        return Period(key, since, until) if 0 < length <= _LONGEST else None
    return Period(key, since, _months_on(since, 1 if month else 12))


def last_twelve(today: date) -> Period:
    """The twelve months that end with the month of `today`, which may not be over."""
    this = today.replace(day=1)
    first = _months_on(this, -11)
    return Period(f"{first:%Y-%m}..{this:%Y-%m}", first, _months_on(this, 1))


def years(today: date) -> tuple[Period, ...]:
    """The years that can be asked for: this one, which is not over, and those before it, newest first."""
    found = (read_period(str(today.year - back)) for back in range(YEARS_BACK + 1))
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Days:
    """How many whole days something took, counted from London day to London day: 0 is the same day.

    `median` is the one in the middle, so that one very long case does not colour all; None when none is done.
    """

    done: int
    median: float | None
    longest: int | None


def days_between(start: datetime, end: datetime | date) -> int:
    """Whole London days from one to the other; never less than 0, as days are typed by people."""
    last = end.astimezone(LONDON).date() if isinstance(end, datetime) else end
    return max(0, (last - start.astimezone(LONDON).date()).days)


def days(found: Iterable[int]) -> Days:
    """The middle and the longest of some numbers of days."""
    each = sorted(found)
    return Days(len(each), median(each) if each else None, each[-1] if each else None)


def counted(values: Iterable[str], order: Iterable[str] = ()) -> dict[str, int]:
    """How often each value occurs: those of `order` in its order and with their 0, then the most frequent."""
    found = Counter(values)
    known = {key: found.pop(key, 0) for key in order}
    return {**known, **dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))}


def share(part: int, whole: int) -> int | None:
    """`part` of `whole` in whole per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def guarded(counts: Mapping[str, int]) -> dict[str, int | str] | None:
    """A table of counts whose total may be known, fit for people who may not open the cases behind it.

    From 1 to 4 becomes "fewer than 5", so that nobody is picked out of so few. One such number could be had
    again by taking the others from the total. Therefore further numbers, the smallest first, become "not
    shown" until each hidden one could still be any of 1, 2, 3 and 4 (secondary suppression). Rounding all
    numbers and totals to fives was the other way: rounded totals can still give a small number away (two
    fives and two hidden ones out of a rounded ten are one each), and make every other number untrue.
    None where no choice protects it: then the whole table stays out. A 0 is shown, for it is about nobody.
    """
    few = {key for key, count in counts.items() if 0 < count < FEW}
    kept = sorted((key for key, count in counts.items() if count >= FEW), key=lambda key: counts[key])
    total, dropped = sum(counts.values()), set[str]()
    while few and total >= FEW and not _hidden_well([counts[key] for key in (*few, *dropped)]):
        if not kept:
            return None
        dropped.add(kept.pop(0))
    return {
        key: FEWER if key in few else NOT_SHOWN if key in dropped else count for key, count in counts.items()
    }


def alone(count: int) -> int | str:
    """A count that stands in no sum with others, for the same people."""
    return FEWER if 0 < count < FEW else count


def _hidden_well(hidden: list[int]) -> bool:
    """Whether someone who knows the sum of these numbers, and which are fewer than 5, learns nothing more."""
    total, few = sum(hidden), sum(1 for count in hidden if count < FEW)
    others_least = FEW * (len(hidden) - few) + (few - 1)
    others_most = None if len(hidden) > few else (FEW - 1) * (few - 1)
    can_be_most = total - others_least >= FEW - 1
    can_be_least = others_most is None or total - others_most <= 1
    return can_be_most and can_be_least


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _months_on(first: date, number: int) -> date:
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
