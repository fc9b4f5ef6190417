"""A volunteer asks before adding a friend: five questions at most, there and back, with nothing for axe."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from incidents.domain.words import Role
from tests.browser.conftest import House, axe
from tests.browser.walking import press
from tests.cast import join

pytestmark = pytest.mark.browser


def test_a_volunteer_asks_before_adding_a_family_as_a_friend(house: House) -> None:
    now = datetime.now(UTC)
    member = join("fts", "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active"), now)
    page = house.as_member(member, "/fts/")
    page.get_by_role("link", name="ask what our policy says").click()
    found = axe(page)
    press(page, "Continue")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    found += axe(page)
    page.get_by_text("Add one of our families as a friend online").click()
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do we still support them?")
    found += axe(page)
    page.get_by_text("Yes", exact=True).click()
    press(page, "Continue")
    page.get_by_text("Facebook", exact=True).click()
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Please don’t")
    found += axe(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where online?")
    page.go_forward()
    page.get_by_role("link", name="Change the answer to: Do we still support them?").click()
    page.get_by_text("No, that has ended").click()
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yes, you may")
    found += axe(page)
    page.get_by_role("link", name="FTS-V-04").click()
    expect(page.locator("#FTS-V-04")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="Ask something else").click()
    page.get_by_text("Use social media for myself in working time").click()
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Our policy has no rule on this")
    found += axe(page)
    assert found == []
