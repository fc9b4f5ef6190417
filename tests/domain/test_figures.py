"""Figures: which months a key means, what a day is, and that no hidden small number can be had again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.figures import (
    FEW,
    FEWER,
    NOT_SHOWN,
    alone,
    counted,
    days,
    days_between,
    guarded,
    last_twelve,
    read_period,
    share,
    years,
)

PERIODS = (
    ("a year", "2026", "2026", date(2026, 1, 1), date(2027, 1, 1)),
    ("a month", "2026-11", "November 2026", date(2026, 11, 1), date(2026, 12, 1)),
    ("the last month of a year", "2026-12", "December 2026", date(2026, 12, 1), date(2027, 1, 1)),
    (
        "some months",
        "2025-12..2026-11",
        "December 2025 to November 2026",
        date(2025, 12, 1),
        date(2026, 12, 1),
    ),
    ("one month as some", "2026-02..2026-02", "February 2026", date(2026, 2, 1), date(2026, 3, 1)),
)
NO_PERIODS = (
    ("nothing", ""),
    ("a word", "soon"),
    ("a thirteenth month", "2026-13"),
    ("a day", "2026-11-21"),
    ("a year that ends with a month", "2025..2026-11"),
    ("an end before the beginning", "2026-11..2025-12"),
    ("a year before there was any of this", "0001"),
    ("the last year there is", "9999"),
    ("an end in the last year there is", "2026-01..9999-12"),
    ("more years than anyone asks for", "2001-01..2026-01"),
    ("other digits", "\uff12\uff10\uff12\uff16"),
    ("an end of line", "2026\n"),
)


@pytest.mark.parametrize(("why", "key", "label", "since", "until"), PERIODS, ids=[row[0] for row in PERIODS])
def test_a_key_means_whole_months(why: str, key: str, label: str, since: date, until: date) -> None:
    found = read_period(key)
    assert found is not None
    assert (found.key, found.label, found.since, found.until) == (key, label, since, until)
    assert found.months[0].since == since
    assert found.months[-1].until == until


@pytest.mark.parametrize(("why", "key"), NO_PERIODS, ids=[row[0] for row in NO_PERIODS])
def test_anything_else_means_none(why: str, key: str) -> None:
    assert read_period(key) is None


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{4}(-[0-9]{2})?(\.\.[0-9]{4}-[0-9]{2})?"))
def test_nonsense_is_never_a_fault(key: str) -> None:
    found = read_period(key)
    assert found is None or found.begins < found.ends


def test_months_begin_at_midnight_in_london() -> None:
    july = read_period("2026-07")
    assert july is not None
    assert july.begins == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert july.ends == datetime(2026, 7, 31, 23, tzinfo=UTC)


def test_twelve_months_are_twelve_and_end_with_this_one() -> None:
    found = last_twelve(date(2026, 11, 21))
    assert found.key == "2025-12..2026-11"
    assert [one.key for one in found.months][:: len(found.months) - 1] == ["2025-12", "2026-11"]
    assert len(found.months) == 12
    assert read_period(found.key) == found


def test_the_years_to_choose_from_begin_with_this_one() -> None:
    assert [one.key for one in years(date(2026, 1, 1))] == ["2026", "2025", "2024", "2023", "2022", "2021"]


DAYS = (
    ("the same day", "2026-11-21T09:00", "2026-11-21T23:00", 0),
    ("over midnight", "2026-11-21T23:59", "2026-11-22T00:01", 1),
    ("over a midnight of London in summer, not yet of UTC", "2026-07-01T22:30", "2026-07-01T23:30", 1),
    ("a day typed before the report came in", "2026-11-21T09:00", "2026-11-19T09:00", 0),
    ("a week", "2026-11-14T09:00", "2026-11-21T09:00", 7),
)  # fmt: skip


@pytest.mark.parametrize(("why", "start", "end", "number"), DAYS, ids=[row[0] for row in DAYS])
def test_days_are_london_days(why: str, start: str, end: str, number: int) -> None:
    first, last = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (start, end))
    assert days_between(first, last) == number


def test_a_typed_day_counts_as_it_is() -> None:
    assert days_between(datetime(2026, 11, 20, 23, tzinfo=UTC), date(2026, 11, 21)) == 1


def test_the_middle_one_is_not_moved_by_a_very_long_one() -> None:
    found = days([1, 400, 2])
    assert (found.done, found.median, found.longest) == (3, 2, 400)
    assert days([1, 2]).median == 1.5
    assert (days([]).done, days([]).median, days([]).longest) == (0, None, None)


def test_counts_keep_the_order_asked_for_and_add_what_else_there_is() -> None:
    assert counted(["b", "x", "y", "x"], ["a", "b"]) == {"a": 0, "b": 1, "x": 2, "y": 1}
    assert list(counted(["b", "x", "y", "x"], ["a", "b"])) == ["a", "b", "x", "y"]


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) is None
    assert (share(0, 4), share(1, 3), share(4, 4)) == (0, 33, 100)


GUARDED: tuple[tuple[str, dict[str, int], dict[str, object] | None], ...] = (
    ("nothing small is shown as it is", {"a": 5, "b": 12, "c": 0}, {"a": 5, "b": 12, "c": 0}),
    (
        "one small number takes a larger one with it, or the total would give it away",
        {"a": 2, "b": 9, "c": 30},
        {"a": FEWER, "b": NOT_SHOWN, "c": 30},
    ),
    (
        "the next larger one, where the first hides too little",
        {"a": 1, "b": 5, "c": 30},
        {"a": FEWER, "b": NOT_SHOWN, "c": NOT_SHOWN},
    ),
    ("two small ones hide each other", {"a": 2, "b": 3, "c": 30}, {"a": FEWER, "b": FEWER, "c": 30}),
    (
        "two that can only be one each do not",
        {"a": 1, "b": 1, "c": 30},
        {"a": FEWER, "b": FEWER, "c": NOT_SHOWN},
    ),
    (
        "two that can only be four each do not",
        {"a": 4, "b": 4, "c": 30},
        {"a": FEWER, "b": FEWER, "c": NOT_SHOWN},
    ),
    ("a total that is small itself is not told", {"a": 1, "b": 0}, {"a": FEWER, "b": 0}),
    ("where nothing is left to hide them behind, the table stays out", {"a": 1, "b": 5}, None),
    ("ones all over", dict.fromkeys("abcdefg", 1), None),
    ("nothing at all", {"a": 0}, {"a": 0}),
)


@pytest.mark.parametrize(("why", "counts", "shown"), GUARDED, ids=[row[0] for row in GUARDED])
def test_small_numbers_are_hidden(why: str, counts: dict[str, int], shown: object) -> None:
    assert guarded(counts) == shown


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_whoever_knows_the_total_cannot_work_a_small_number_out(numbers: list[int]) -> None:
    """Every way to fill in the hidden numbers is tried: each small one can still be 1, 2, 3 and 4."""
    counts = {str(place): number for place, number in enumerate(numbers)}
    shown, total = guarded(counts), sum(numbers)
    if shown is None or total < FEW:
        return
    hidden = [key for key, value in shown.items() if isinstance(value, str)]
    left = total - sum(value for value in shown.values() if isinstance(value, int))
    ranges = [range(1, FEW) if shown[key] == FEWER else range(FEW, left + 1) for key in hidden]
    fitting = [fill for fill in product(*ranges) if sum(fill) == left]
    for place, key in enumerate(hidden):
        if shown[key] == FEWER:
            assert {fill[place] for fill in fitting} == {1, 2, 3, 4}
    assert all(value in (FEWER, NOT_SHOWN) or value == counts[key] for key, value in shown.items())
    assert all(not 0 < value < FEW for value in shown.values() if isinstance(value, int))


def test_a_number_in_no_sum_is_hidden_alone() -> None:
    assert [alone(number) for number in (0, 1, 4, 5)] == [0, FEWER, FEWER, 5]
