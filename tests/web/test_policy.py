"""The page of the policy: every clause, what may follow, a late review, and who may read it."""

from __future__ import annotations

import pytest
from flask import Flask

from incidents.domain.policy_words import Route
from incidents.domain.words import Role
from tests.cast import browse, charity, join
from tests.databases import Database

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
