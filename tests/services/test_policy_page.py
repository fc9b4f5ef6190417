"""The policy as a page: every clause once, whom it binds, its versions, and a review that is late."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.services.policy_page import policy_page
from tests.cast import charity
from tests.databases import Database

FIVE = ("fts", "hsbbh", "cgt", "hss", "hwd")
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("slug", FIVE)
def test_every_clause_stands_once_in_its_section_in_the_order_of_the_paper(
    database: Database, slug: str
) -> None:
    found = charity(slug)
    page = policy_page(found, TODAY)
    shown = [(section.title, line.clause.id) for section in page.sections for line in section.clauses]
    assert sorted(shown) == sorted((clause.section, clause.id) for clause in found.policy.clauses)
    for section in page.sections:
        ids = [line.clause.id for line in section.clauses]
        assert ids == [clause.id for clause in found.policy.clauses if clause.section == section.title]
    assert all(line.binds for section in page.sections for line in section.clauses)


def test_whom_a_clause_binds_is_said_in_the_charitys_own_words(database: Database) -> None:
    page = policy_page(charity("hwd"), TODAY)
    binds = {line.clause.id: line.binds for section in page.sections for line in section.clauses}
    assert binds["HWD-2.1"] == "Director, Staff"


@pytest.mark.parametrize(
    ("slug", "today", "overdue"),
    [
        pytest.param("hwd", date(2023, 8, 31), False, id="the last day of the month set for it"),
        pytest.param("hwd", date(2023, 9, 1), True, id="the day after"),
        pytest.param("hwd", TODAY, True, id="years later"),
        pytest.param("fts", TODAY, False, id="no date is set"),
        pytest.param("hss", TODAY, False, id="yearly, with no date to count from"),
    ],
)
def test_a_review_is_overdue_once_its_month_is_over(
    database: Database, slug: str, today: date, overdue: bool
) -> None:
    assert policy_page(charity(slug), today).overdue is overdue


def test_the_first_version_has_always_held(database: Database) -> None:
    [version] = policy_page(charity(), TODAY).versions
    assert (version.number, version.in_force_from) == (1, None)
