"""When a policy is looked at again: when that is due, since when it is overdue, or that nobody knows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from incidents.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Review:
    """How the review stands, in a sentence; `overdue`: its day, or the end of its month, has passed."""

    overdue: bool
    said: str


def review_of(policy: Policy, today: date) -> Review:
    """How the review of `policy` stands on `today` (a London date)."""
    months, planned = policy.review.months, policy.review.next_review
    how = ""
    if planned is None and months is not None:
        if policy.document.dated is None:
            return Review(
                False, f"It is to be reviewed {_every(months)}, but there is no date to count from."
            )
        planned = _later(policy.document.dated, months)
        paper = in_words(policy.document.dated)
        how = f" This is counted from the date of the paper, {paper}, {_every(months)}."
    if planned is None:
        return Review(False, "No date is set for the next review.")
    if planned < today.isoformat()[: len(planned)]:
        return Review(True, f"It has been overdue since {in_words(planned)}.{how}")
    when = f"on {in_words(planned)}" if len(planned) > len("2026-11") else f"in {in_words(planned)}"
    return Review(False, f"The next review is due {when}.{how}")


def due_on(policy: Policy) -> date | None:
    """The last day on which the review is still in time; None where no date is known."""
    planned, months, dated = policy.review.next_review, policy.review.months, policy.document.dated
    if planned is None and months is not None and dated is not None:
        planned = _later(dated, months)
    if planned is None:
        return None
    if len(planned) > len("2026-11"):
        return date.fromisoformat(planned)
    year, month = int(planned[:4]), int(planned[5:7])
    return date(year, month, monthrange(year, month)[1])


def in_words(dated: str) -> str:
    """A month or a day of a policy ("2023-08", "2021-08-09") as people read it."""
    if len(dated) == len("2026-11"):
        return f"{date.fromisoformat(f'{dated}-01'):%B %Y}"
    day = date.fromisoformat(dated)
    return f"{day.day} {day:%B %Y}"


def _every(months: int) -> str:
    if months % 12 == 0:
        return "every year" if months == 12 else f"every {months // 12} years"
    return "every month" if months == 1 else f"every {months} months"


def _later(dated: str, months: int) -> str:
    """So many months after a month or a day; the last of a shorter month."""
    year, month = int(dated[:4]), int(dated[5:7])
    years, left = divmod(month - 1 + months, 12)
    year = min(year + years, 9999)
    there = f"{year:04}-{left + 1:02}"
    if len(dated) == len(there):
        return there
    return f"{there}-{min(int(dated[8:]), monthrange(year, left + 1)[1]):02}"
