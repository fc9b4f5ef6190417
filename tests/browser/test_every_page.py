"""axe finds nothing on any page, in light and dark, at 1280 and 360 px; and no page scrolls sideways."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.domain.words import Role
from incidents.services.actors import Member
from incidents.services.policy_editing import begin
from incidents.services.reading import case_page
from tests.browser.conftest import House, axe
from tests.cast import join, report, step

pytestmark = pytest.mark.browser


def everyone(house: House) -> tuple[dict[str, Member | None], str, str, str]:
    """A cast, an open case with something of every kind in it, a new one, and one matter's id."""
    now = datetime.now(UTC)
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), now)
    volunteer = join("fts", "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active"), now)
    auditor = join("fts", "Audrey Adeyemi", [Role.AUDITOR], [], None, now)
    admin = join("fts", "Ana Abbot", [Role.ADMIN], [], None, now)
    join("fts", "Sol Sayed", [Role.SAFEGUARDING_LEAD], [], ("staff", "current"), now)
    new = report("fts", volunteer, now)
    old = report("fts", None, now, about=volunteer.name, place="Facebook", complaint=True)
    look = {
        "danger": "yes",
        "safeguarding_record": "The blue folder",
        "still_up": "yes",
        "personal_data": "yes",
    }
    step(manager, old, "look", {**look, "lead": manager.person_id, "can_wait": "no"}, version=1, now=now)
    person = case_page(manager, old, now).people[0].id
    starts = [
        "containment:own_page",
        "response:complainant",
        f"support:{person}",
        f"volunteer_exit:{person}",
        "trustee_review:question",
        "external_report:charity_commission",
    ]
    first = {
        "title": "A family's photograph",
        "kind": "complaint",
        "severity": "critical",
        "clauses": ["FTS-V-01"],
        "because-stated": "It is the third time",
    }
    step(manager, old, "open", {**first, "tracks": starts, "tasks": "Ring the family"}, version=2, now=now)
    track = next(
        one.track.id for one in case_page(manager, old, now).matters if one.track.machine == "containment"
    )
    people = {"manager": manager, "reporter": volunteer, "auditor": auditor, "admin": admin, "nobody": None}
    begin(admin, now)
    return people, new, old, track


PAGES = (
    ("nobody", "/"),
    ("nobody", "/fts/"),
    ("nobody", "/fts/sign-in"),
    ("nobody", "/fts/report/what"),
    ("nobody", "/fts/nothing-here"),
    ("reporter", "/fts/my-reports"),
    ("reporter", "/fts/who-does-what"),
    ("manager", "/fts/today"),
    ("manager", "/fts/cases"),
    ("manager", "/fts/cases?severity=critical&words=photograph"),
    ("manager", "/fts/cases/{new}/first-decisions"),
    ("manager", "/fts/overview"),
    ("manager", "/fts/overview/copy"),
    ("manager", "/fts/cases/{old}"),
    ("manager", "/fts/cases/{old}/do/start_track"),
    ("manager", "/fts/cases/{old}/do/close"),
    ("manager", "/fts/cases/{old}/do/hold"),
    ("manager", "/fts/cases/{old}/matters/{track}/do/preserve"),
    ("manager", "/fts/cases/{old}/trail"),
    ("manager", "/fts/cases/{old}/copies"),
    ("manager", "/fts/policy"),
    ("manager", "/fts/policy/versions/1"),
    ("manager", "/fts/policy/readers"),
    ("reporter", "/fts/policy/read"),
    ("auditor", "/fts/trails"),
    ("auditor", "/fts/cases/{old}/trail"),
    ("admin", "/fts/people"),
    ("admin", "/fts/policy/change"),
    ("admin", "/fts/policy/change/clauses/1"),
    ("admin", "/fts/policy/change/upload"),
    ("admin", "/fts/policy/change/install"),
)


def test_axe_finds_nothing_on_any_page(house: House) -> None:
    people, new, old, track = everyone(house)
    found = []
    for who in people:
        member = people[who]
        page = house.as_member(member, "/fts/") if member else house.visit("/fts/")
        for path in [path for whose, path in PAGES if whose == who]:
            page.goto(path.format(new=new, old=old, track=track))
            found += axe(page)
    assert found == []
