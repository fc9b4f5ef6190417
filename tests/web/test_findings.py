"""The page on which one looks up what the policy says about a person of a case, and writes it down."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services.actors import Member
from tests import cast, databases, steps
from tests.cast import Visitor, browse

OLD_TALK = "act=prior_link_discussion&as_role=volunteer&as_state=active&confidential=no"


@pytest.fixture
def manager(app: Flask, sqlite: databases.Database) -> Member:
    return cast.join("hsbbh", "Ada Okoro", [Role.MANAGER], ["ceo"])


@pytest.fixture
def reference(manager: Member) -> str:
    made = steps.opened(manager, slug="hsbbh")
    steps.name(manager, made, "Kim Neighbour", "volunteer")
    return made


@pytest.fixture
def visitor(app: Flask, manager: Member) -> Visitor:
    return browse(app, "hsbbh", manager)


def at(reference: str) -> str:
    """The address of the page about Kim."""
    who = next(row["id"] for row in steps.rows("involvement") if row["label"] == "Kim Neighbour")
    return f"/cases/{reference}/people/{who}/policy"


def form(page: str, **given: str) -> dict[str, object]:
    """What the form that writes down sends: its hidden boxes, and the answers `given`."""
    hidden = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.split('method="post"')[-1]
    )
    return {**dict(hidden), **given}


def test_the_page_asks_only_what_decides_and_then_says_it(visitor: Visitor, reference: str) -> None:
    here = at(reference)
    assert "Answer the questions" in visitor.get(here)
    page = visitor.get(f"{here}?act=boundary_service_user&as_role=volunteer&as_state=active")
    asked, _, more = page.partition("More that may matter")
    assert "Not clear yet" in page
    assert "When did they become linked?" in asked
    assert "On which network?" in more
    assert "On which network?" not in asked
    page = visitor.get(
        f"{here}?act=boundary_service_user&as_role=volunteer&other_state=supported&link_began=during"
    )
    for words in ("Against the policy", "HSBBH-3.3", "The policy states no consequence"):
        assert words in page


def test_it_is_written_down_once_and_shown_on_the_case(visitor: Visitor, reference: str) -> None:
    page = visitor.get(f"{at(reference)}?{OLD_TALK}")
    sent = form(page, agrees="no", otherwise="They only said hello")
    visitor.post(at(reference), sent)
    visitor.post(at(reference), sent)
    (row,) = steps.rows("finding")
    assert (row["verdict"], row["agreed"], row["otherwise"]) == ("breach", 0, "They only said hello")
    page = visitor.get(f"/cases/{reference}")
    for words in ("They only said hello", "HSBBH-4.2b", "The policy says that this will follow"):
        assert words in page


def test_no_answer_and_no_reason_come_back_with_what_was_chosen(visitor: Visitor, reference: str) -> None:
    page = visitor.get(f"{at(reference)}?{OLD_TALK}")
    again = visitor.post(at(reference), form(page), 422).get_data(as_text=True)
    assert "Do you agree with what the policy says here?" in again
    assert 'value="prior_link_discussion"' in again
    visitor.post(at(reference), form(page, agrees="no"), 422)
    assert steps.rows("finding") == []


@pytest.mark.parametrize(
    "query", ["act=juggling", "as_role=king", "link_began=never", "posts=nobody", "consent=%00", "act=none"]
)
def test_an_address_that_was_tampered_with_says_so_kindly(
    visitor: Visitor, reference: str, query: str
) -> None:
    status = 400 if "%00" in query else 200
    visitor.client.get(f"/hsbbh{at(reference)}?{query}")
    assert visitor.client.get(f"/hsbbh{at(reference)}?{query}").status_code == status


def test_only_people_of_this_case_can_be_named(visitor: Visitor, reference: str, manager: Member) -> None:
    other = steps.opened(manager, slug="hsbbh")
    visitor.get(at(reference).replace(reference, other), 404)
    page = visitor.get(f"{at(reference)}?{OLD_TALK}")
    visitor.post(at(reference).replace(reference, other), form(page, agrees="yes"), 404)
    assert steps.rows("finding") == []


def test_who_may_not_make_first_decisions_finds_nothing(app: Flask, reference: str) -> None:
    for name, roles in (("Sam Lead", [Role.SAFEGUARDING_LEAD]), ("Rae Rep", [Role.REPORTER])):
        browse(app, "hsbbh", cast.join("hsbbh", name, roles)).get(at(reference), 404)


def test_a_held_case_says_why_nothing_can_be_written_down(
    visitor: Visitor, reference: str, manager: Member
) -> None:
    page = visitor.get(f"{at(reference)}?{OLD_TALK}")
    steps.go(manager, reference, "hold")
    assert "on hold" in visitor.post(at(reference), form(page, agrees="yes"), 409).get_data(as_text=True)
    assert "on hold" in visitor.get(at(reference))


def test_someone_faster_is_told_and_the_second_press_counts(
    visitor: Visitor, reference: str, manager: Member
) -> None:
    page = visitor.get(f"{at(reference)}?{OLD_TALK}")
    steps.go(manager, reference, "hand_over", colleague=manager.person_id)
    again = visitor.post(at(reference), form(page, agrees="yes"), 409).get_data(as_text=True)
    assert "Someone else was faster" in again
    visitor.post(at(reference), form(again, agrees="yes"))
    assert len(steps.rows("finding")) == 1


def test_the_first_decisions_have_ticked_what_was_looked_up(app: Flask, visitor: Visitor) -> None:
    ada = cast.join("hsbbh", "Bea Two", [Role.MANAGER])
    made = cast.report("hsbbh")
    steps.go(ada, made, "look", danger="no", lead=ada.person_id)
    steps.name(ada, made, "Kim Neighbour", "volunteer")
    page = visitor.get(f"{at(made)}?{OLD_TALK}")
    visitor.post(at(made), form(page, agrees="yes"))
    page = visitor.get(f"/cases/{made}/first-decisions")
    ticked = re.findall(r'name="(clauses|tracks)"[^>]*value="([^"]+)" checked', page)
    must = json.loads(steps.rows("finding")[0]["musts"])[0]
    assert set(ticked) == {("clauses", "HSBBH-4.2b"), ("tracks", must)}
    assert "The policy says that this may follow" in page
