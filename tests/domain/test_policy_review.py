"""When the review of a policy is overdue: set for a month or a day, or counted from the paper's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from incidents.domain.policy import Review
from incidents.domain.policy_review import review_of
from incidents.store.policy_files import load

HWD = load(Path(__file__).parents[2] / "policies" / "hwd.yaml")

# (what is set, today, overdue?)
REVIEWS = (
    ("2023-08", "2026-11-21", True, "a month long gone"),
    ("2026-11", "2026-11-30", False, "a month counts until its end"),
    ("2026-11", "2026-12-01", True, "and not a day longer"),
    ("2026-11-20", "2026-11-20", False, "a day counts to its end"),
    ("2026-11-20", "2026-11-21", True, "the day after"),
    (None, "2026-11-21", False, "nothing is set"),
)


@pytest.mark.parametrize(("planned", "today", "overdue", "why"), REVIEWS, ids=[row[3] for row in REVIEWS])
def test_when_the_review_of_the_policy_is_overdue(
    planned: str | None, today: str, overdue: bool, why: str
) -> None:
    policy = replace(HWD, review=Review(months=None, next_review=planned, note=""))
    assert review_of(policy, date.fromisoformat(today)).overdue is overdue


def test_a_rhythm_is_counted_from_the_date_of_the_paper() -> None:
    policy = replace(HWD, review=Review(months=24, next_review=None, note=""))
    assert review_of(policy, date(2023, 8, 9)).overdue is False
    assert review_of(policy, date(2023, 8, 10)).overdue is True


def test_a_rhythm_without_a_date_says_so() -> None:
    undated = replace(HWD.document, dated=None)
    policy = replace(HWD, document=undated, review=Review(months=12, next_review=None, note=""))
    found = review_of(policy, date(2026, 11, 21))
    assert (found.overdue, found.said) == (
        False,
        "It is to be reviewed every year, but there is no date to count from.",
    )
