"""Bank holidays: the list that came with the program, what we add to it, and the rule beyond it."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.domain.bank_holidays import by_rule
from incidents.domain.policy_words import Nation
from incidents.services.holidays import calendar, ends, warning

# Days that were moved or added once: no rule gives them.
MOVED = {2012, 2020, 2022, 2023}
ONCE = {date(2026, 6, 15)}


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("year", range(2012, 2029))
def test_the_rule_gives_what_the_list_gives(nation: Nation, year: int) -> None:
    listed = {day for day in calendar(nation).named if day.year == year} - ONCE
    differ = listed ^ set(by_rule(nation, year))
    assert bool(differ) == (year in MOVED), differ
    assert all(day.month in {5, 6, 9} for day in differ)


def test_scotland_alone_has_the_holiday_of_june_2026() -> None:
    day = date(2026, 6, 15)
    assert [nation for nation in Nation if not calendar(nation).works(day)] == [Nation.SCOTLAND]


def test_an_administrator_adds_days_also_beyond_the_list() -> None:
    more = {date(2027, 6, 1): "A jubilee", date(2031, 6, 3): "Another"}
    with_more, without = calendar(Nation.SCOTLAND, more), calendar(Nation.SCOTLAND)
    for day in more:
        assert (with_more.works(day), without.works(day)) == (False, True)
    assert not with_more.works(date(2031, 12, 25))


def test_a_warning_comes_six_months_before_the_list_ends() -> None:
    assert ends(Nation.SCOTLAND) == date(2028, 12, 31)
    assert warning(Nation.SCOTLAND, date(2028, 6, 30)) == ""
    assert "31 December 2028" in warning(Nation.SCOTLAND, date(2028, 7, 1))
    assert " ended on " in warning(Nation.SCOTLAND, date(2029, 1, 1))
