"""A date as people type it: every way to write one, and every fault with the words that mend it."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.web.dates import DateFault, read_date

READ = [
    ("figures", ("27", "3", "2026"), date(2026, 3, 27)),
    ("leading noughts", ("07", "03", "2026"), date(2026, 3, 7)),
    ("blanks around", (" 7 ", " 3 ", " 2026 "), date(2026, 3, 7)),
    ("a short month name", ("1", "jan", "2026"), date(2026, 1, 1)),
    ("a long month name", ("1", "January", "2026"), date(2026, 1, 1)),
    ("a month in capitals with a stop", ("1", "SEPT.", "2026"), date(2026, 9, 1)),
    ("the three months that begin alike", ("1", "jun", "2026"), date(2026, 6, 1)),
    ("the other of them", ("1", "jul", "2026"), date(2026, 7, 1)),
    ("a day as it is said", ("3rd", "May", "2026"), date(2026, 5, 3)),
    ("a two-figure year of this century", ("1", "1", "26"), date(2026, 1, 1)),
    ("a two-figure year of the last century", ("1", "1", "99"), date(1999, 1, 1)),
    ("the last of this century's", ("1", "1", "69"), date(2069, 1, 1)),
    ("the first of the last century's", ("1", "1", "70"), date(1970, 1, 1)),
    ("a leap day", ("29", "2", "2028"), date(2028, 2, 29)),
    ("nothing at all is no date and no fault", ("", " ", ""), None),
]


@pytest.mark.parametrize(("how", "typed", "expected"), READ, ids=[row[0] for row in READ])
def test_a_date_is_read_as_people_write_it(
    how: str, typed: tuple[str, str, str], expected: date | None
) -> None:
    assert read_date(*typed) == expected


FAULTS = [
    ("no day", ("", "3", "2026"), "Enter a day, for example 27", {"day"}),
    ("no month", ("27", "", "2026"), "Enter a month, for example 3", {"month"}),
    ("no year", ("27", "3", ""), "Enter a year, for example 2026", {"year"}),
    ("no day and month", ("", "", "2026"), "Enter a day and a month, for example 27 3", {"day", "month"}),
    ("no month and year", ("27", "", ""), "Enter a month and a year, for example 3 2026", {"month", "year"}),
    (
        "a day in words",
        ("first", "3", "2026"),
        "The day must be a number from 1 to 31, for example 27",
        {"day"},
    ),
    ("day nought", ("0", "3", "2026"), "The day must be a number from 1 to 31, for example 27", {"day"}),
    ("day 32", ("32", "3", "2026"), "The day must be a number from 1 to 31, for example 27", {"day"}),
    ("a day in figures no keyboard has", ("²", "3", "2026"), "The day must be a number", {"day"}),
    ("month 13", ("1", "13", "2026"), "The month must be a number from 1 to 12, or its name", {"month"}),
    ("month nought", ("1", "0", "2026"), "The month must be a number from 1 to 12, or its name", {"month"}),
    ("a month that could be two", ("1", "ju", "2026"), "The month must be a number from 1 to 12", {"month"}),
    ("a month misspelt", ("1", "Febuary", "2026"), "The month must be a number from 1 to 12", {"month"}),
    ("a three-figure year", ("1", "1", "202"), "Check the year: it should have four figures", {"year"}),
    ("a year long ago", ("1", "1", "1066"), "Check the year: it should have four figures", {"year"}),
    ("a year far off", ("1", "1", "9999"), "Check the year: it should have four figures", {"year"}),
    ("a year below nought", ("1", "1", "-26"), "Check the year: it should have four figures", {"year"}),
    ("a day the month lacks", ("31", "2", "2026"), "There is no 31 February in 2026", {"day", "month"}),
    ("a leap day in a plain year", ("29", "2", "2026"), "There is no 29 February in 2026", {"day", "month"}),
]


@pytest.mark.parametrize(("fault", "typed", "words", "parts"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_says_what_to_mend_and_in_which_box(
    fault: str, typed: tuple[str, str, str], words: str, parts: set[str]
) -> None:
    with pytest.raises(DateFault) as caught:
        read_date(*typed)
    assert str(caught.value).startswith(words)
    assert caught.value.parts == parts


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_in_figures_is_read_back(day: date) -> None:
    assert read_date(str(day.day), str(day.month), str(day.year)) == day


@given(st.text(max_size=8), st.text(max_size=12), st.text(max_size=8))
def test_whatever_is_typed_is_a_date_or_a_fault(day: str, month: str, year: str) -> None:
    with suppress(DateFault):
        read = read_date(day, month, year)
        assert read is None or 1900 <= read.year <= 2200
