"""A board member reads the figures, follows one to its cases, and takes the year-end report."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from incidents.domain.words import Role
from tests.browser.conftest import House, axe
from tests.browser.walking import answer
from tests.cast import join, report

pytestmark = pytest.mark.browser


def test_a_board_member_follows_a_figure_and_takes_the_report(house: House) -> None:
    now = datetime.now(UTC)
    member = join("fts", "Tess Tully", [Role.TRUSTEE, Role.MANAGER], ["business_manager"], None, now)
    for _ in range(2):
        report("fts", None, now, place="Facebook")
    page = house.as_member(member, "/fts/today")
    page.get_by_role("link", name="For the board").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("For the board")
    expect(page.get_by_role("img", name="Cases by month")).to_be_visible()
    found = axe(page)
    page.get_by_role("link", name=f"2 cases: {now:%B %Y}").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    found += axe(page)
    page.get_by_role("link", name="For the board").click()
    page.get_by_role("link", name="Take the year-end report").click()
    found += axe(page)
    answer(page, year=str(now.year), recipient="Our members", purpose="The annual report", format="xlsx")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the report").click()
    assert taken.value.suggested_filename == f"fts-year-{now.year}.xlsx"
    assert found == []
