"""The policy as a page: every clause once, whom it binds, its versions, and a review that is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from incidents.domain.policy import Policy, binds
from incidents.domain.policy_reading import read
from incidents.domain.policy_review import in_words, review_of
from incidents.domain.policy_words import Standing
from incidents.domain.words import Role
from incidents.services.faults import NotFound
from incidents.services.installing import Order, install
from incidents.services.policy_page import bound_by, file_of, policy_page, version_page
from incidents.store import policy_files
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.domain.sixth_charity import changed

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


def reviewed(months: int | None, planned: str | None, dated: str | None = None) -> Policy:
    """A policy with these words on its review."""
    whole = changed(["review"], {"months": months, "next_review": planned, "note": "A note."})
    whole["document"]["dated"] = dated  # type: ignore[index]
    return read(whole)


REVIEWS = (
    (reviewed(None, "2023-08"), date(2023, 8, 31), False, "The next review is due in August 2023."),
    (reviewed(None, "2023-08"), date(2023, 9, 1), True, "It has been overdue since August 2023."),
    (reviewed(None, "2026-11-20"), date(2026, 11, 20), False, "The next review is due on 20 November 2026."),
    (reviewed(None, "2026-11-20"), TODAY, True, "It has been overdue since 20 November 2026."),
    (
        reviewed(12, None),
        TODAY,
        False,
        "It is to be reviewed every year, but there is no date to count from.",
    ),
    (
        reviewed(18, None),
        TODAY,
        False,
        "It is to be reviewed every 18 months, but there is no date to count from.",
    ),
    (
        reviewed(24, None, "2024-12"),
        TODAY,
        False,
        (
            "The next review is due in December 2026. "
            "This is counted from the date of the paper, December 2024, every 2 years."
        ),
    ),
    (
        reviewed(1, None, "2024-01-31"),
        TODAY,
        True,
        (
            "It has been overdue since 29 February 2024. "
            "This is counted from the date of the paper, 31 January 2024, every month."
        ),
    ),
    (reviewed(12, "2027-01", "2020-01"), TODAY, False, "The next review is due in January 2027."),
    (reviewed(None, None), TODAY, False, "No date is set for the next review."),
    (
        reviewed(120, None, "9999-12"),
        TODAY,
        False,
        (
            "The next review is due in December 9999. "
            "This is counted from the date of the paper, December 9999, every 10 years."
        ),
    ),
)


@pytest.mark.parametrize(("policy", "today", "overdue", "said"), REVIEWS, ids=[row[3] for row in REVIEWS])
def test_how_the_review_stands_is_said_plainly(policy: Policy, today: date, overdue: bool, said: str) -> None:
    found = review_of(policy, today)
    assert (found.overdue, found.said) == (overdue, said)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("hwd", "It has been overdue since August 2023."),
        ("hss", "It is to be reviewed every year, but there is no date to count from."),
        ("fts", "No date is set for the next review."),
    ],
)
def test_the_review_of_each_charity_is_on_its_page(sqlite: Database, slug: str, said: str) -> None:
    assert policy_page(charity(slug), TODAY).review.said == said


def test_months_and_days_are_read_as_words() -> None:
    assert [in_words("2023-08"), in_words("2021-08-09")] == ["August 2023", "9 August 2021"]


@pytest.mark.parametrize("slug", FIVE)
def test_everyone_the_policy_can_bind_is_counted(sqlite: Database, slug: str) -> None:
    policy = charity(slug).policy
    found = bound_by(policy)
    assert [one.label for one in found if one.post] == [post.label for post in policy.posts]
    assert len(found) == len(Standing) + len(policy.posts) + 1
    for place, standing in enumerate(Standing):
        assert found[place].clauses == sum(binds(policy, clause, standing) for clause in policy.clauses)
    assert found[-1].label == "The charity itself"
    assert found[-1].clauses == sum("organisation" in clause.binds for clause in policy.clauses) > 0


def test_a_post_is_bound_by_the_clauses_for_its_standing_and_by_its_own() -> None:
    policy = read(changed(["clauses", 0, "binds"], ["coordinator"]))
    found = {one.label: one.clauses for one in bound_by(policy) if one.post}
    # The first names the coordinator, the second everyone, the third those approved to post.
    assert found == {"Coordinator": 3, "Chair": 1, "Deputy": 1}


def test_the_first_version_has_always_held(database: Database) -> None:
    page = policy_page(charity(), TODAY)
    [version] = page.versions
    assert (version.number, version.in_force_from, version.now, version.coming) == (1, None, True, False)
    assert page.number == 1


def again(name: str, day: date | None) -> None:
    """Another version for the Families Together charity."""
    install(replace(charity().policy, short_name=name), NOW, Order(day=day))


def test_a_version_that_is_to_come_is_listed_and_does_not_hold_yet(database: Database) -> None:
    was = charity().policy.short_name
    again("Second", TODAY)
    again("Third", TODAY + timedelta(days=1))
    page = policy_page(charity(), TODAY)
    assert [(one.number, one.now, one.coming) for one in page.versions] == [
        (3, False, True),
        (2, True, False),
        (1, False, False),
    ]
    assert (page.number, page.policy.short_name) == (2, "Second")
    assert policy_page(charity(), TODAY - timedelta(days=1)).policy.short_name == was
    assert policy_page(charity(), TODAY + timedelta(days=1)).policy.short_name == "Third"


def test_each_version_tells_what_differs_from_the_one_before(database: Database) -> None:
    was = charity().policy.short_name
    again("Second", TODAY)
    first, second = version_page(charity(), 1, TODAY), version_page(charity(), 2, TODAY)
    assert (first.before, first.changes, first.policy.short_name) == (None, (), was)
    assert (second.before, second.policy.short_name) == (1, "Second")
    assert second.changes == (f"The charity's short name changes from “{was}” to “Second”.",)


def test_a_version_tells_why_it_was_installed(database: Database) -> None:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    again("Second", TODAY)
    install(replace(charity().policy, short_name="Third"), NOW, Order(admin, "It was agreed", TODAY))
    assert [version_page(charity(), number, TODAY).because for number in (1, 2, 3)] == [
        "",
        "",
        "It was agreed",
    ]


@pytest.mark.parametrize("number", [0, 2, -1, 10**30])
def test_a_version_that_there_is_not_is_not_found(sqlite: Database, number: int) -> None:
    with pytest.raises(NotFound):
        version_page(charity(), number, TODAY)


def test_the_file_is_the_version_in_force(sqlite: Database) -> None:
    again("Second", TODAY + timedelta(days=1))
    name, body = file_of(charity(), TODAY)
    assert name == "fts-policy-1.yaml"
    assert policy_files.parse(body, file=name) == policy_page(charity(), TODAY).policy
