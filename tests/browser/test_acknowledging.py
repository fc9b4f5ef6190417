"""Asked to read the policy: the notice, one tap, and the notice is gone; in a real browser, on a phone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from incidents.domain.words import Role
from incidents.services import hashing, membership
from incidents.services.membership import NewPerson
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press
from tests.cast import join

pytestmark = pytest.mark.browser

NOTICE = "You were asked to read our policy"


def test_asked_reads_taps_and_the_notice_is_gone(house: House) -> None:
    now = datetime.now(UTC)
    mary = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), now)
    vic = join("fts", "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active"), now)
    peg = NewPerson("Peg Platt", (("standing", "volunteer", "active"),))
    membership.add("fts", peg, None, hashing.hasher(8), now)

    manager = house.as_member(mary, "/fts/policy/readers?show=not_yet")
    manager.get_by_role("row", name="Vic Vaughan").get_by_role("button").click()
    expect(manager.get_by_role("main")).to_contain_text("Vic Vaughan was asked.")
    expect(manager.get_by_role("row", name="Vic Vaughan")).to_contain_text("not yet")
    found = axe(manager)

    volunteer = house.as_member(vic, "/fts/", width=360)
    expect(volunteer.get_by_role("main")).to_contain_text(NOTICE)
    found += axe(volunteer)
    volunteer.get_by_role("link", name="Read what is meant for you").click()
    expect(volunteer.get_by_role("main")).to_contain_text("You were asked on")
    found += axe(volunteer)
    press(volunteer, "I have read this")
    expect(volunteer.get_by_role("main")).to_contain_text("on record since")
    found += axe(volunteer)
    volunteer.goto("/fts/")
    expect(volunteer.get_by_role("main")).not_to_contain_text(NOTICE)

    press(manager, "Ask everyone not asked yet (1)")
    manager.goto("/fts/today")
    expect(manager.get_by_role("main")).to_contain_text(NOTICE)
    found += axe(manager)
    manager.goto("/fts/policy/readers")
    manager.get_by_role("row", name="Peg Platt").get_by_role("link").click()
    found += axe(manager)
    answer(manager, day=now.date())
    press(manager, "Record this")
    expect(manager.get_by_role("row", name="Peg Platt")).to_contain_text("Has read it on")
    expect(manager.get_by_role("row", name="Vic Vaughan")).to_contain_text("Has read it on")
    manager.emulate_media(media="print")
    expect(manager.get_by_role("row", name="Vic Vaughan")).to_be_visible()
    expect(manager.get_by_text("What you can do")).not_to_be_visible()
    assert found == []
