"""Each persona at their work, in a real browser: from the first report to the closed case and its trail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from incidents.domain.words import Role
from incidents.services import verifying
from incidents.services.actors import Member
from incidents.services.reading import case_page
from tests.browser.conftest import House, axe
from tests.browser.walking import answer, press, take
from tests.cast import join, report, step

pytestmark = pytest.mark.browser

TODAY = datetime.now(UTC).date()


@dataclass
class Cast:
    """The people of one small charity."""

    manager: Member
    chair: Member
    trustee: Member
    hr: Member
    volunteer: Member
    helper_at_desk: Member


@pytest.fixture
def cast(house: House) -> Cast:
    """Six invented people of Families Together."""
    now = datetime.now(UTC)
    return Cast(
        manager=join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), now),
        chair=join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"), now),
        trustee=join("fts", "Tess Tully", [Role.TRUSTEE], ["named_trustee"], ("trustee", "current"), now),
        hr=join("fts", "Hana Hughes", [Role.HR], [], ("staff", "current"), now),
        volunteer=join("fts", "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active"), now),
        helper_at_desk=join("fts", "Dee Desk", [Role.REPORTER], [], ("staff", "current"), now),
    )


def opened(cast: Cast, about: Member, *starts: str) -> tuple[str, dict[str, str]]:
    """An open case about someone, led by the manager, with matters begun; its reference and its matters' ids.

    In `starts` a machine without a subject is about that someone.
    """
    now = datetime.now(UTC)
    reference = report("fts", None, now, about=about.name)
    look = {
        "danger": "no",
        "still_up": "no",
        "personal_data": "no",
        "lead": cast.manager.person_id,
        "can_wait": "no",
    }
    step(cast.manager, reference, "look", look, version=1, now=now)
    found = case_page(cast.manager, reference, now)
    person = next(one.id for one in found.people if one.person_id == about.person_id)
    tracks = [start if ":" in start else f"{start}:{person}" for start in starts]
    raw = {
        "title": "A post about a family",
        "kind": "breach",
        "severity": "serious",
        "clauses": ["FTS-V-01"],
        "because-stated": "Their contract says so",
    }
    step(
        cast.manager,
        reference,
        "open",
        {**raw, "tracks": tracks, "tasks": "Thank whoever told us"},
        version=2,
        now=now,
    )
    found = case_page(cast.manager, reference, now)
    return reference, {matter.track.machine: matter.track.id for matter in found.matters}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_volunteer_reports_by_the_link_on_a_phone(house: House, cast: Cast, scripts: bool) -> None:
    page = house.visit("/fts/", width=360, scripts=scripts)
    page.get_by_role("link", name="Report something").first.click()
    answer(page, story="Someone put a picture of the Tuesday group on Facebook.", complaint=False)
    press(page, "Continue")
    answer(page, platform="Facebook", online="yes", happened=date(TODAY.year, TODAY.month, TODAY.day))
    press(page, "Continue")
    answer(page, keep_out="Nobody")
    press(page, "Continue")
    answer(page, about="A helper at the shop", affected="Two families")
    press(page, "Continue")
    answer(page, behalf="no")
    press(page, "Continue")
    answer(page, name="A neighbour")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.locator("main")).to_contain_text("picture of the Tuesday group")
    press(page, "Send this report")
    expect(page.get_by_role("heading", level=1, name="We have your report")).to_be_visible()
    reference = page.locator(".panel-reference").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    manager = house.as_member(cast.manager, "/fts/today")
    expect(manager.get_by_role("main")).to_contain_text(reference)


def test_what_a_reporter_typed_survives_a_closed_page(house: House, cast: Cast) -> None:
    page = house.visit("/fts/report/what", width=360)
    answer(page, story="A long story typed on the bus.", complaint=False)
    press(page, "Continue")
    again = page.context.new_page()
    page.close()
    again.goto("/fts/report/what")
    expect(again.locator('[name="story"]')).to_have_value("A long story typed on the bus.")


def test_a_manager_makes_the_first_decisions_and_starts_three_things(house: House, cast: Cast) -> None:
    reference = report("fts", None, datetime.now(UTC), about=cast.volunteer.name)
    page = house.as_member(cast.manager, "/fts/today")
    page.get_by_role("link", name="A volunteer put a photograph").first.click()
    expect(page.locator("main")).to_contain_text(reference)
    page.goto(f"/fts/cases/{reference}/first-decisions")
    answer(
        page, danger=False, still_up="yes", personal_data="yes", lead=cast.manager.person_id, can_wait=False
    )
    press(page, "Take a first look")
    found = case_page(cast.manager, reference, datetime.now(UTC))
    person = found.people[0].id
    page.get_by_role("link", name="Look up what the policy says about Vic Vaughan").click()
    answer(page, act="confidentiality_dignity")
    press(page, "Look it up")
    expect(page.get_by_text("the volunteer may be asked to leave (FTS-V-06)")).to_be_visible()
    answer(page, agrees=True)
    press(page, "Write this down")
    starts = ["containment:someones_page", "response:reporter", f"volunteer_exit:{person}"]
    # What was looked up is ticked already.
    expect(page.locator('input[name="clauses"][value="FTS-V-01"]')).to_be_checked()
    answer(page, title="A family's photograph", kind="breach", severity="moderate", tracks=starts)
    press(page, "Open the case")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A family's photograph")
    for matter in ("Make it safe", "Answering", "Talking with the volunteer"):
        expect(page.get_by_role("heading", name=matter)).to_be_visible()
    assert axe(page) == []


def test_a_wrong_answer_is_explained_and_nothing_is_lost(house: House, cast: Cast) -> None:
    reference, matters = opened(cast, cast.volunteer, "containment:own_page")
    page = house.as_member(
        cast.manager, f"/fts/cases/{reference}/matters/{matters['containment']}/do/note_removal"
    )
    answer(page, how="The group's owner took it down.")
    page.locator('[name="removed_on-day"]').fill("31")
    page.locator('[name="removed_on-month"]').fill("2")
    page.locator('[name="removed_on-year"]').fill("2026")
    page.locator("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert page.title().startswith("Error: ")
    expect(page.locator('[name="how"]')).to_have_value("The group's owner took it down.")
    expect(page.locator('[name="removed_on-day"]')).to_have_value("31")
    assert axe(page) == []


def test_hr_ends_a_staff_procedure(house: House, cast: Cast) -> None:
    reference, matters = opened(cast, cast.helper_at_desk, "discipline")
    track = matters["discipline"]
    page = house.as_member(cast.hr, f"/fts/cases/{reference}")
    expect(page.get_by_role("heading", level=1, name="Page not found")).to_be_visible()
    step(
        cast.manager,
        reference,
        "hand_over",
        {"colleague": cast.hr.person_id, "because": "Hana runs these"},
        version=1,
        track=track,
        now=datetime.now(UTC),
    )
    at = f"/fts/cases/{reference}/matters/{track}/do"
    take(
        page, f"{at}/investigate", "Look into it", investigator=cast.hr.person_id, questions="Who posted it?"
    )
    take(page, f"{at}/find_no_case", "There is nothing to answer", found="It was not their account.")
    take(page, f"{at}/conclude_no_case", "End it", they_were_told=True, ended_how="With an apology")
    expect(page.locator("main")).to_contain_text("Ended")
    expect(page.locator("main")).not_to_contain_text("Thank whoever told us")


def test_a_volunteer_leaves_after_being_heard(house: House, cast: Cast) -> None:
    reference, matters = opened(cast, cast.volunteer, "volunteer_exit")
    page = house.as_member(cast.manager, f"/fts/cases/{reference}")
    at = f"/fts/cases/{reference}/matters/{matters['volunteer_exit']}/do"
    take(
        page,
        f"{at}/talk",
        "Talk with them",
        told_on=TODAY,
        talked_by=cast.manager.person_id,
        talked_about="The picture",
    )
    leaving: dict[str, str | date] = {
        "leaving_because": "They do not want to stay",
        "decider": cast.manager.person_id,
        "leaving_on": TODAY,
        "right_to_ask": "By letter",
    }
    page.goto(f"{at}/leave")
    answer(page, **leaving)
    press(page, "They leave")
    expect(page.locator("main")).to_contain_text("what they answered")
    take(page, f"{at}/leave", "They leave", **leaving, answer="I am sorry; I did not think")
    take(
        page,
        f"{at}/conclude_leaving",
        "End it: they have left",
        family_told="The family has another visitor",
        rights_handed_back=True,
        barring_considered=True,
        barring_words="No: no harm to a child",
    )
    expect(page.locator("main")).to_contain_text("Ended it: they have left")


def test_the_serious_incident_report_is_taken_out(house: House, cast: Cast) -> None:
    reference, _ = opened(cast, cast.volunteer, "external_report:charity_commission")
    page = house.as_member(cast.manager, f"/fts/cases/{reference}/forms/charity_commission/take")
    assert axe(page) == []
    for form, start in (("json", b"{"), ("pdf", b"%PDF-")):
        page.goto(f"/fts/cases/{reference}/forms/charity_commission/take")
        answer(
            page,
            recipient="Charity Commission",
            purpose="To look at it",
            format=form,
            use="check",
            minimise=True,
        )
        with page.expect_download() as waiting:
            page.locator("main").get_by_role("button").last.click()
        data = waiting.value.path().read_bytes()
        assert data.startswith(start)
        assert cast.volunteer.name.encode() not in data
        assert waiting.value.suggested_filename == f"{reference}-charity-commission.{form}"
        if form == "json":
            assert json.loads(data)["reference"] == reference
    page.goto(f"/fts/cases/{reference}/forms/charity_commission")
    assert axe(page) == []
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator("[data-copied]").first).not_to_be_empty()
    page.goto(f"/fts/cases/{reference}/trail")
    expect(page.locator("main")).to_contain_text("Charity Commission")


def test_the_case_closes_and_the_trail_proves_it(house: House, cast: Cast) -> None:
    reference, matters = opened(cast, cast.volunteer, "containment:own_page")
    page = house.as_member(cast.manager, f"/fts/cases/{reference}/do/close")
    expect(page.locator("main")).to_contain_text("First end everything that is being done")
    at = f"/fts/cases/{reference}/matters/{matters['containment']}/do"
    take(page, f"{at}/note_removal", "Note that it is down", removed_on=TODAY, how="We took it down")
    page.goto(f"/fts/cases/{reference}")
    page.get_by_role("link", name="Thank whoever told us").first.click()
    page.locator("main").get_by_role("button").last.click()
    take(
        page,
        f"/fts/cases/{reference}/do/close",
        "Close the case",
        outcome="advice",
        outcome_because="A word was enough",
        safeguarding=False,
        personal_data_lost=False,
        serious_incident=False,
        reporter_told="told",
        complainant_told="nobody",
        affected_told="told",
        keep_until=date(TODAY.year + 6, 1, 31),
        keep_reason="Six years, as for complaints",
        lessons="Ask before posting",
    )
    expect(page.locator("main")).to_contain_text("Closed")
    page.goto(f"/fts/cases/{reference}/trail")
    expect(page.locator(".chain")).to_contain_text("none was changed")
    assert axe(page) == []
    assert verifying.verify().sound
    assert verifying.verify(reference).sound


def test_the_manager_who_is_reported_sees_nothing(house: House, cast: Cast) -> None:
    now = datetime.now(UTC)
    page = house.as_member(cast.manager, "/fts/today")
    before = {
        path: seen(page, path)
        for path in ("/fts/today", "/fts/cases", "/fts/cases?words=Mary", "/fts/my-reports")
    }
    reference = report(
        "fts", None, now, story="Mary Marsh shouted at us online.", about_posts=("business_manager",)
    )
    assert {path: seen(page, path) for path in before} == before
    unknown = seen(page, "/fts/cases/FTS-2222-C")
    assert seen(page, f"/fts/cases/{reference}") == unknown
    assert seen(page, f"/fts/cases/{reference}/trail") == unknown
    chair = house.as_member(cast.chair, "/fts/today")
    expect(chair.locator("main")).to_contain_text(reference)


def seen(page: Page, path: str) -> str:
    """Everything a page shows, its tokens left out."""
    page.goto(path)
    return page.locator("body").inner_text()


def test_two_people_at_once(house: House, cast: Cast) -> None:
    reference, matters = opened(cast, cast.volunteer, "containment:own_page")
    path = f"/fts/cases/{reference}/matters/{matters['containment']}/do/note_removal"
    casework_reader = join("fts", "Nia Nkosi", [Role.MANAGER], [], ("staff", "current"), datetime.now(UTC))
    first, second = house.as_member(cast.manager, path), house.as_member(casework_reader, path)
    for page in (first, second):
        answer(page, removed_on=TODAY, how="Typed with care")
    press(first, "Note that it is down")
    press(second, "Note that it is down")
    expect(second.locator("main")).to_contain_text("Mary Marsh")
    expect(second.locator("main")).to_contain_text("Typed with care")
