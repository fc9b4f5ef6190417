"""A whole decision of the board in a real browser: asked, one steps aside, two vote, the chair decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from incidents.domain.words import Role
from incidents.services.actors import Member
from tests import board, steps
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press, take
from tests.cast import join

pytestmark = pytest.mark.browser

NOW = datetime.now(UTC)
OPTIONS = "Tell them – they may ask what we do\nDo not tell them – we write down why"
PACK: dict[str, Any] = {
    "question": "Do we tell the Commission?",
    "facts": "A family's photograph was online for a day. It is gone.",
    "recommendation": "Not to tell them.",
    "evidence": "The picture, in the locked folder",
}


def trustee(name: str, *roles: Role) -> Member:
    return join("fts", name, [Role.TRUSTEE, *roles], [], ("trustee", "current"), NOW)


def says_and_votes(page: Page, pack: str, option: str) -> None:
    """One board member says that they have no interest, and votes."""
    page.goto(pack)
    page.get_by_role("link", name="Say whether you have an interest").click()
    answer(page, interest="none")
    press(page, "Say so")
    page.get_by_role("link", name="Vote", exact=True).click()
    answer(page, vote=option, reasons="No harm, and put right the same day")
    press(page, "Vote")
    expect(page.locator("main")).to_contain_text("Your vote is written down.")


def test_the_board_decides_without_the_one_who_has_an_interest(house: House) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), NOW)
    chair = trustee("Chidi Okoye", Role.CHAIR)
    tess, tom, nell = (trustee(name) for name in ("Tess Tully", "Tom Ray", "Nell Ford"))
    reference = steps.opened(manager, NOW)
    track = steps.start(manager, reference, "trustee_review", "question", NOW)
    at, pack = f"/fts/cases/{reference}/matters/{track}/do", f"/fts/board/{reference}/{track}"

    asks = house.as_member(manager, f"/fts/cases/{reference}")
    asks.goto(f"{at}/write_pack")
    asks.get_by_label("The answers the board can choose from").fill(OPTIONS)
    answer(asks, **PACK)
    press(asks, "Write the pack for the board")
    expect(asks.locator("main")).to_contain_text("Wrote the pack for the board.")
    steps.go(manager, reference, "hand_over", track, datetime.now(UTC), colleague=chair.person_id)

    leads = house.as_member(chair, "/fts/board")
    expect(leads.locator("main")).to_contain_text(PACK["question"])
    meets = NOW.date() + timedelta(days=7)
    take(leads, f"{at}/begin_review", "Begin to decide", reviewer=chair.person_id, decide_by=meets)

    leaves = house.as_member(nell, "/fts/today")
    leaves.get_by_role("link", name="Read the pack, and say what you think").click()
    leaves.get_by_role("link", name=PACK["question"]).first.click()
    assert axe(leaves) == []
    leaves.get_by_role("link", name="Say whether you have an interest").click()
    answer(leaves, interest="declared", what_it_is="The family are my neighbours")
    press(leaves, "Say so")
    expect(leaves.locator("main")).to_contain_text("You stepped aside. It is hidden from you now.")
    expect(leaves.locator("main")).not_to_contain_text(PACK["question"])
    for path in (pack, f"{pack}/vote", f"/fts/cases/{reference}"):
        answered = leaves.goto(path)
        assert answered is not None
        assert answered.status == 404

    says_and_votes(house.as_member(tess, pack, width=360), pack, "option_2")
    now = datetime.now(UTC)
    board.declare(tom, reference, track, now=now)
    board.vote(tom, reference, track, "option_2", now)
    expect(leads.locator("main")).not_to_contain_text("put right the same day")
    says_and_votes(leads, pack, "option_2")
    expect(leads.locator("main")).to_contain_text("The family are my neighbours")
    expect(leads.locator("main")).to_contain_text("3 of 3 have voted. That is enough for a decision.")
    take(
        leads,
        f"{at}/decide",
        "Record the decision",
        option="option_2",
        decision="We do not tell the Commission",
        reasons="No harm, and put right the same day",
        decided_on=NOW.date(),
    )
    leads.goto(f"{pack}/minute")
    answer(leads, recipient="The minute book", purpose="To file it", format="docx")
    with leads.expect_download() as waiting:
        press(leads, "Take it")
    assert waiting.value.suggested_filename == f"{reference}-minute.docx"
    assert waiting.value.path().read_bytes().startswith(b"PK")
