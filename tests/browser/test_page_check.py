"""The person who looks over the charity's pages: late on Today, one tap for one page, a case from another."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from incidents.domain.words import Role
from incidents.services import registers
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press
from tests.cast import charity, join

pytestmark = pytest.mark.browser


def test_a_late_page_is_looked_over_with_one_tap_and_a_case_comes_of_another(house: House) -> None:
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=9)
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), long_ago)
    join("fts", "Chidi Okoye", [Role.CHAIR], ["chair"], ("trustee", "current"), long_ago)
    for name in ("Families Together", "Our shop"):
        raw = {"platform": "Facebook", "name": name, "address": "https://facebook.example.org/ours"}
        registers.add(charity(), manager, f"the key of {name}", raw, long_ago)
    page = house.as_member(manager, "/fts/today", width=360)
    late = page.get_by_role("region", name="Our pages to look over")
    expect(late.get_by_role("listitem")).to_have_count(2)
    found = axe(page)
    late.get_by_role("link", name="Facebook: Families Together").click()
    expect(page.get_by_role("heading", level=1, name="Facebook: Families Together")).to_be_visible()
    found += axe(page)
    page.get_by_role("button", name="Nothing found").click()
    expect(page.locator(".flash")).to_contain_text("Your look over the page was kept.")
    expect(page.get_by_role("region", name="What needs someone")).not_to_contain_text(
        "Look over Facebook: Families Together"
    )
    found += axe(page)
    page.get_by_role("link", name=re.compile("Something found.*Our shop")).click()
    found += axe(page)
    answer(page, found="case", words="A comment names a family and their street.")
    press(page, "Keep this")
    said = page.locator(".flash").filter(has_text="Its reference is")
    reference = said.inner_text().rstrip(".").split()[-1]
    assert reference.startswith("FTS-")
    page.goto("/fts/today")
    expect(page.get_by_role("region", name="Our pages to look over")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text(reference)
    page.goto("/fts/duties/pages")
    page.get_by_role("link", name="Facebook: Our shop").click()
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("main")).to_contain_text("A comment names a family and their street.")
    for path in ("/fts/duties/pages", "/fts/duties/pages/add", "/fts/duties/posters", "/fts/duties/pictures"):
        page.goto(path)
        found += axe(page)
    assert found == []
