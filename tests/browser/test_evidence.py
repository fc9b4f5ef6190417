"""Several files from a telephone: each with its own progress and answer, one sent again, one looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from incidents.domain.words import Role
from tests import steps
from tests.browser.conftest import House, axe
from tests.browser.walking import answer
from tests.cast import join
from tests.hostile.files import SCRIPT, picture

pytestmark = pytest.mark.browser


def test_files_are_sent_one_by_one_and_a_page_is_not_taken(house: House) -> None:
    now = datetime.now(UTC)
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), now)
    case = steps.opened(manager, now)
    page = house.as_member(manager, f"/fts/cases/{case}/evidence", width=360)
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_role("link", name="No, it does not").click()
    answer(page, shows=f"A comment {SCRIPT.decode()}", captured_by="Kim", still_online="yes")
    page.get_by_role("group", name="When was it captured?").get_by_role("button", name="Today").click()
    sent = page.get_by_label("File")
    shot = {"name": "one.png", "mimeType": "image/png", "buffer": picture("PNG", (900, 600))}
    web = {"name": "two.png", "mimeType": "image/png", "buffer": b"<html>" + SCRIPT}
    sent.set_input_files([shot, web])
    box = page.get_by_role("textbox", name="Who captured it?")
    box.fill("")
    page.get_by_role("button", name="Keep this as evidence").click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary.get_by_role("link", name="Fill in: who captured it?")).to_be_visible()
    expect(page.locator(".field-bad")).to_contain_text("Who captured it?")
    assert axe(page) == []
    assert steps.rows("evidence") == []
    box.fill("Kim")
    page.get_by_role("button", name="Keep this as evidence").click()
    expect(summary).to_have_count(0)
    lines = page.locator("[data-sent] li")
    expect(lines.nth(0)).to_contain_text("one.png: taken.")
    expect(lines.nth(1)).to_contain_text("This is a web page or a drawing")
    expect(page.get_by_role("button", name="Send two.png again")).to_be_visible()
    assert len(steps.rows("evidence")) == 1
    sent.set_input_files([{"name": "three.png", "mimeType": "image/png", "buffer": picture("PNG")}])
    page.get_by_role("button", name="Keep this as evidence").click()
    expect(page.get_by_role("heading", level=1, name="Evidence", exact=True)).to_be_visible()
    assert len(steps.rows("evidence")) == 2
    found = axe(page)
    page.get_by_role("link", name="A comment").last.click()
    page.get_by_text("Show the picture").click()
    shown = page.get_by_role("img", name="The file one.png, made smaller")
    expect(shown).to_be_visible()
    page.wait_for_function("document.querySelector('img').naturalWidth === 900")
    found += axe(page)
    assert page.title() != "ran"
    assert found == []
