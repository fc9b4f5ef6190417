"""First decisions with what the policy says: looked up, written down, and the matter that it opens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from incidents.domain.words import Role
from tests import cast, steps
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press

pytestmark = pytest.mark.browser


def ask(page: Page, button: str, **answers: str) -> None:
    """Answer questions of the form that looks up, and press its button."""
    for name, value in answers.items():
        page.locator(f'form[method="get"] [name="{name}"]').select_option(value)
    press(page, button)


def test_a_manager_looks_up_what_the_policy_says_and_starts_only_what_fits(house: House) -> None:
    now = datetime.now(UTC)
    ada = cast.join("hsbbh", "Ada Okoro", [Role.MANAGER], ["ceo"], ("staff", "current"), now)
    reference = cast.report("hsbbh", now=now)
    steps.go(ada, reference, "look", now=now, danger="no", lead=ada.person_id)
    steps.name(ada, reference, "Kim Neighbour", "volunteer")
    page = house.as_member(ada, f"/hsbbh/cases/{reference}/first-decisions")
    hint = page.get_by_text("Look up first what the policy says about this person")
    expect(hint).to_be_visible()

    page.get_by_role("link", name="Look up what the policy says about Kim Neighbour").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the policy says about Kim Neighbour")
    expect(page.get_by_text("There is no record that")).to_have_count(0)  # not someone whom the charity knows
    ask(page, "Look it up", act="boundary_service_user", as_state="active")
    expect(page.get_by_text("Not clear yet")).to_be_visible()
    ask(page, "Look again", other_state="supported", link_began="during")
    expect(page.get_by_text("Against the policy")).to_be_visible()
    expect(page.get_by_role("link", name="HSBBH-3.3")).to_be_visible()
    expect(
        page.get_by_text("The policy states no consequence: what follows is a reasoned choice")
    ).to_be_visible()
    assert axe(page) == []

    # The same person talked about the charity across an old friendship: that will be referred.
    ask(page, "Look again", act="prior_link_discussion")
    expect(page.get_by_text("will go to the disciplinary procedure")).to_be_visible()
    expect(page.get_by_text("A volunteer has no staff procedure")).to_be_visible()
    answer(page, agrees=True)
    press(page, "Write this down")

    expect(page.get_by_text("The policy says that this will follow")).to_be_visible()
    expect(page.get_by_text("The policy says that this may follow.")).to_be_visible()
    answer(
        page,
        title="An old friend and the Tuesday group",
        kind="breach",
        severity="moderate",
    )
    # What was looked up is ticked already: the clause, and what will follow.
    expect(page.locator('input[name="clauses"][value="HSBBH-4.2b"]')).to_be_checked()
    expect(page.locator('input[name="tracks"][value^="volunteer_exit:"]')).to_be_checked()
    press(page, "Open the case")
    expect(page.get_by_role("heading", name="Talking with the volunteer: Kim Neighbour")).to_be_visible()
    expect(page.get_by_text("The policy says that this will follow")).to_have_count(0)
    assert axe(page) == []
