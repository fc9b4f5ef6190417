"""The page of the policy and its versions: every clause, what may follow, a late review, who may read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from incidents.domain.policy_words import Route
from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services.installing import Order, install
from tests.cast import NOW, Visitor, browse, charity, join
from tests.databases import Database
from tests.filled import says
from tests.web.looked_at import links, section

FIVE = ("fts", "hsbbh", "cgt", "hss", "hwd")


@pytest.mark.parametrize("slug", FIVE)
def test_every_clause_of_each_charity_is_on_its_page(app: Flask, sqlite: Database, slug: str) -> None:
    page = browse(app, slug, join(slug, "Kofi Amponsah", [Role.REPORTER])).get("/policy")
    for clause in charity(slug).policy.clauses:
        assert f'id="{clause.id}"' in page
    if any(clause.route is Route.NONE_STATED for clause in charity(slug).policy.clauses):
        assert "No consequence stated" in page


@pytest.mark.parametrize(("slug", "late"), [("hwd", True), ("fts", False), ("cgt", False)])
def test_a_review_that_is_overdue_is_said(app: Flask, sqlite: Database, slug: str, late: bool) -> None:
    page = browse(app, slug, join(slug, "Kofi Amponsah", [Role.REPORTER])).get("/policy")
    assert ("The review of this policy is overdue" in page) is late


def test_the_charitys_own_words_are_used(app: Flask, sqlite: Database) -> None:
    page = browse(app, "hwd", join("hwd", "Imran Siddiqui", [Role.REPORTER])).get("/policy")
    assert "Director, Staff" in page
    assert "Trustee, Staff" not in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_everyone_of_the_charity_may_read_it(app: Flask, sqlite: Database, role: Role) -> None:
    browse(app, member=join("fts", "Someone", [role])).get("/policy")


def test_strangers_sign_in_first_and_other_charities_find_nothing(app: Flask, sqlite: Database) -> None:
    assert browse(app).client.get("/fts/policy").status_code == 302
    browse(app, "fts", join("hsbbh", "Abdi Warsame", [Role.REPORTER])).get("/policy", 404)


def test_an_overdue_review_says_since_when(app: Flask, sqlite: Database) -> None:
    page = browse(app, "hwd", join("hwd", "Imran Siddiqui", [Role.REPORTER])).get("/policy")
    assert "It has been overdue since August 2023." in says(page)


def test_a_review_without_a_date_to_count_from_says_so(app: Flask, sqlite: Database) -> None:
    page = browse(app, "hss", join("hss", "Kofi Amponsah", [Role.REPORTER])).get("/policy")
    assert "It is to be reviewed every year, but there is no date to count from." in says(page)


def test_whom_it_binds_is_a_table_of_standings_and_posts(app: Flask, sqlite: Database) -> None:
    page = browse(app, member=join("fts", "Kofi Amponsah", [Role.REPORTER])).get("/policy")
    bound = section(page, "bound")
    for words in ("Volunteer", "Business Manager (post)", "The charity itself", "No clause"):
        assert words in bound


@pytest.fixture
def three(app: Flask, sqlite: Database) -> Visitor:
    """A reader of a policy with a version before and one to come."""
    policy = charity().policy
    install(replace(policy, platforms=("Second",)), NOW, Order(day=NOW.date()))
    install(replace(policy, platforms=("Third",), name="The coming name"), NOW, Order(day=date(2026, 12, 1)))
    return browse(app, member=join("fts", "Kofi Amponsah", [Role.REPORTER]))


def test_the_version_in_force_is_shown_and_a_coming_one_is_listed_as_coming(three: Visitor) -> None:
    page = three.get("/policy")
    assert "Version 3 will hold from 1 December 2026. Until then this one counts." in says(page)
    assert "Version in force 2" in says(page)
    assert "The coming name" not in section(page, "versions")
    versions = section(page, "versions")
    assert versions.index("Coming") < versions.index("In force") < versions.index("Not in force any more")
    assert {"Version 1", "Version 2", "Version 3"} <= set(links(page))


def test_a_coming_version_changes_no_page_before_its_day(three: Visitor) -> None:
    found = charities.find("fts", NOW.date())
    assert found is not None
    assert (found.number, found.policy.platforms) == (2, ("Second",))
    assert "This is the policy of The coming name" not in three.get("/policy")
    later = charities.find("fts", date(2026, 12, 1))
    assert later is not None
    assert later.number == 3


def test_each_version_has_a_page_that_says_what_differs(three: Visitor) -> None:
    assert "There is none before it" in three.get("/policy/versions/1")
    second = three.get("/policy/versions/2")
    assert "Platforms: “Second” is added." in section(second, "changes")
    assert "In force" in says(second)
    third = three.get("/policy/versions/3")
    assert "Platforms: “Third” is added." in section(third, "changes")
    assert "It will hold from 1 December 2026" in says(third)
    for clause in charity().policy.clauses:
        assert f'id="{clause.id}"' in third


@pytest.mark.parametrize("number", ["0", "4", "9" * 40, "x", "-1"])
def test_a_version_that_there_is_not_is_not_found(three: Visitor, number: str) -> None:
    three.get(f"/policy/versions/{number}", 404)
