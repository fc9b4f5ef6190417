"""The ICO is told inside 72 hours over Christmas: the deadline is seen, met, and ended by what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import expect

from incidents.domain.words import Role
from tests import steps
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press, take
from tests.cast import join

pytestmark = pytest.mark.browser
CHRISTMAS_EVE = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """It is Christmas Eve, a few minutes past four, for the server too; its clock runs on."""
    with time_machine.travel(CHRISTMAS_EVE.replace(minute=5)) as clock:
        yield clock


def test_an_ico_report_is_sent_inside_72_hours_over_christmas(
    clock: time_machine.Coordinates, house: House
) -> None:
    manager = join(
        "fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), CHRISTMAS_EVE
    )
    reference = steps.opened(manager, CHRISTMAS_EVE)
    at = f"/fts/cases/{reference}"
    page = house.as_member(manager, f"{at}/deadlines", width=360)
    expect(page.get_by_role("main")).to_contain_text("No deadline runs")
    take(page, f"{at}/do/start_track", "Start something", track="external_report:ico")
    page.goto(at)
    page.get_by_role("link", name="Deadlines", exact=True).click()
    one = page.get_by_role("region", name="Telling the Information Commissioner of a data breach")
    expect(one).to_contain_text("Due by 27 December 2026, 4:00pm")
    expect(one).to_contain_text("Fixed by law")
    expect(one.get_by_role("listitem").last).to_contain_text("16:00 GMT on Sunday 27 December 2026")
    found = axe(page)
    page.get_by_role("link", name="Start a deadline by hand").click()
    found += axe(page)
    page.goto(f"{at}/when-we-knew")
    answer(page, day=date(2026, 12, 24), time="4.30pm", because="The call came at half past four")
    press(page, "Correct it")
    expect(page.get_by_text("That is still to come").first).to_be_visible()
    answer(page, time="4pm", because="Not needed")
    press(page, "Correct it")
    expect(page.get_by_text("This is what stands there already").first).to_be_visible()
    found += axe(page)

    clock.move_to(datetime(2026, 12, 26, 10, 0, tzinfo=UTC))
    page = house.as_member(manager, "/fts/today", width=360)
    page.get_by_role("link", name="Telling the Information Commissioner").click()
    track = str(steps.rows("track")[0]["id"])
    do = f"{at}/matters/{track}/do"
    take(
        page,
        f"{do}/draft",
        "Write the report",
        must_tell_because="A list of families was sent to the wrong person",
        trustees_aware=True,
        found_out_how="She rang us",
        what_happened="A list went to a wrong address",
        impact="Twelve families could be known",
        steps_taken="It was deleted",
        prevention="No more lists by e-mail",
        policies_followed=False,
    )
    page.goto(f"{at}/deadlines")
    expect(page.get_by_role("main")).to_contain_text("Due by 27 December 2026, 4:00pm")
    steps.go(manager, reference, "approve", track, datetime(2026, 12, 26, 10, 30, tzinfo=UTC))
    clock.move_to(datetime(2026, 12, 27, 9, 0, tzinfo=UTC))
    page = house.as_member(manager, at)
    take(page, f"{do}/send", "Note that it was sent", sent_on=date(2026, 12, 27), how="online")
    page.goto(f"{at}/deadlines")
    expect(page.get_by_role("main")).to_contain_text("No deadline runs")
    one = page.get_by_role("region", name="Telling the Information Commissioner of a data breach")
    expect(one).to_contain_text("Ended on 27 December 2026, 9:00am: Sent the report")
    expect(one).not_to_contain_text("Overdue")
    found += axe(page)
    assert found == []
