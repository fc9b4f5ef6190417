"""Reads a date as people type it into three boxes, and says which box to mend when it cannot."""

from __future__ import annotations

import calendar
import re
from datetime import date

PARTS = ("day", "month", "year")
_EXAMPLES = {"day": "27", "month": "3", "year": "2026"}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2200
_CENTURY_TURN = 70  # as POSIX reads %y, near enough: 69 is 2069, 70 is 1970


class DateFault(ValueError):
    """A date that cannot be read: the message says how to mend it, `parts` names the boxes to mend."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message)
        self.parts = frozenset(parts)


def read_date(day: str, month: str, year: str) -> date | None:
    """The date typed, or None when all three boxes are empty.

    In: day "27" or "27th", month "3", "03", "mar" or "March", year "2026" or "26" (00 to 69 are of this
    century, 70 to 99 of the last). Raises DateFault naming the boxes that are empty, unreadable or unreal.
    """
    typed = dict(zip(PARTS, (day.strip(), month.strip(), year.strip()), strict=True))
    missing = [part for part in PARTS if not typed[part]]
    if len(missing) == len(PARTS):
        return None
    if missing:
        wanted = " and ".join(f"a {part}" for part in missing)
        raise DateFault(
            f"Enter {wanted}, for example {' '.join(_EXAMPLES[part] for part in missing)}", *missing
        )
    d, m, y = _read_day(typed["day"]), _read_month(typed["month"]), _read_year(typed["year"])
    if d > calendar.monthrange(y, m)[1]:
        raise DateFault(
            f"There is no {d} {_MONTHS[m - 1].title()} in {y}: check the day and the month", "day", "month"
        )
    return date(y, m, d)


def _read_day(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,2})(st|nd|rd|th)?", text.lower())
    if found is None or not 1 <= int(found[1]) <= 31:
        raise DateFault("The day must be a number from 1 to 31, for example 27", "day")
    return int(found[1])


def _read_month(text: str) -> int:
    name = text.lower().rstrip(".")
    if re.fullmatch(r"[0-9]{1,2}", name) and 1 <= int(name) <= 12:
        return int(name)
    named = [place for place, full in enumerate(_MONTHS, start=1) if len(name) >= 3 and full.startswith(name)]
    # "sept" is a beginning of September too; three letters tell all twelve apart.
    if name.isalpha() and named:
        return named[0]
    raise DateFault("The month must be a number from 1 to 12, or its name, for example 3 or March", "month")


def _read_year(text: str) -> int:
    if re.fullmatch(r"[0-9]{2}", text):
        return int(text) + (2000 if int(text) < _CENTURY_TURN else 1900)
    if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise DateFault("Check the year: it should have four figures, for example 2026", "year")
