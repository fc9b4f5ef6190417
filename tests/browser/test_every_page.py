"""axe finds nothing on any page, each in light and dark, and at 1280 and 360 px; none scrolls sideways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import case_access, hashing, invitations, membership, redacting
from incidents.services.actors import Member
from incidents.services.policy_editing import begin
from incidents.services.reading import case_page
from incidents.services.redacting import Wanted
from tests.browser.conftest import TURNS, House, axe
from tests.cast import charity, join, report, step

pytestmark = pytest.mark.browser


def everyone(house: House) -> tuple[dict[str, Member | None], str, str, str]:
    """A cast, an open case with something of every kind in it, a new one, and one matter's id."""
    now = datetime.now(UTC)
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"), now)
    volunteer = join("fts", "Vic Vaughan", [Role.REPORTER], [], ("volunteer", "active"), now)
    auditor = join("fts", "Audrey Adeyemi", [Role.AUDITOR], [], None, now)
    admin = join("fts", "Ana Abbot", [Role.ADMIN], [], None, now)
    chair = join("fts", "Cy Conteh", [Role.CHAIR], [], None, now)
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
    track = matter(manager, old, "containment")
    people = {"manager": manager, "reporter": volunteer, "auditor": auditor, "admin": admin, "nobody": None}
    people["chair"] = chair
    people["helper"] = join("fts", "Hal Quist", [Role.HELPER], [], None, now)
    begin(admin, now)
    return people, new, old, track


def matter(manager: Member, reference: str, machine: str) -> str:
    """The id of the case's matter of that machine."""
    page = case_page(manager, reference, datetime.now(UTC))
    return next(one.track.id for one in page.matters if one.track.machine == machine)


def further(people: dict[str, Member | None], old: str) -> dict[str, str]:
    """What pages need besides: a helper let in, a copy with parts left out, and somebody invited."""
    manager, admin, helper = people["manager"], people["admin"], people["helper"]
    assert manager is not None
    assert admin is not None
    assert helper is not None
    now = datetime.now(UTC)
    until = (now + timedelta(days=30)).date().isoformat()
    wanted = {"person": helper.person_id, "until": until, "because": "Reads the pictures with us"}
    case_access.let_in(manager, old, None, "let the helper in", wanted, now)
    asked = {"recipient": "The family", "purpose": "They asked", "reader": "person", "parts": ["reports"]}
    copy = redacting.begin(Wanted(charity(), manager, old, now), asked)
    new = membership.NewPerson("Ivy Innes", (), "ivy@example.org")
    invited = membership.add("fts", new, admin, hashing.hasher(8), now)
    link = invitations.hand_over(admin, invited, now)
    return {"copy": copy, "invited": invited, "link": link}


PAGES = (
    ("nobody", "/"),
    ("nobody", "/fts/"),
    ("nobody", "/fts/sign-in"),
    ("nobody", "/fts/report/what"),
    ("nobody", "/fts/nothing-here"),
    ("nobody", "/fts/forgotten-password"),
    ("nobody", "{link}"),
    ("helper", "/fts/cases/{old}/terms"),
    ("reporter", "/fts/account"),
    ("reporter", "/fts/my-reports"),
    ("reporter", "/fts/who-does-what"),
    ("manager", "/fts/today"),
    ("manager", "/fts/cases"),
    ("manager", "/fts/cases?severity=critical&words=photograph"),
    ("manager", "/fts/cases/{new}/first-decisions"),
    ("manager", "/fts/overview"),
    ("manager", "/fts/overview/copy"),
    ("manager", "/fts/annual-return"),
    ("manager", "/fts/annual-return/2026"),
    ("manager", "/fts/cases/{old}/who-must-know"),
    ("manager", "/fts/cases/{old}/who-sees-it"),
    ("manager", "/fts/cases/{old}/redacted/{copy}"),
    ("manager", "/fts/papers/breach-register"),
    ("manager", "/fts/papers/board-report"),
    ("manager", "/fts/cases/{old}/papers/bundle"),
    ("manager", "/fts/cases/{old}/letters"),
    ("manager", "/fts/cases/{old}/matters/{answering}/letters/complaint_answer"),
    ("manager", "/fts/settings/letters"),
    ("manager", "/fts/settings/letters/apology"),
    ("manager", "/fts/cases/{old}"),
    ("manager", "/fts/cases/{old}/do/start_track"),
    ("manager", "/fts/cases/{old}/do/close"),
    ("manager", "/fts/cases/{old}/do/hold"),
    ("manager", "/fts/cases/{old}/matters/{track}/do/preserve"),
    ("manager", "/fts/cases/{old}/deadlines"),
    ("manager", "/fts/cases/{old}/evidence"),
    ("manager", "/fts/cases/{old}/evidence/add"),
    ("manager", "/fts/cases/{old}/evidence/new?shows=no"),
    ("manager", "/fts/cases/{old}/evidence/address"),
    ("manager", "/fts/cases/{old}/trail"),
    ("manager", "/fts/cases/{old}/forms"),
    ("manager", "/fts/cases/{old}/forms/charity_commission"),
    ("manager", "/fts/cases/{old}/forms/charity_commission/fill/1"),
    ("manager", "/fts/cases/{old}/forms/charity_commission/take"),
    ("manager", "/fts/reminders"),
    ("manager", "/fts/policy"),
    ("manager", "/fts/policy/versions/1"),
    ("manager", "/fts/policy/readers"),
    ("reporter", "/fts/policy/read"),
    ("chair", "/fts/board"),
    ("chair", "/fts/settings/board"),
    ("chair", "/fts/settings/authority"),
    ("chair", "/fts/settings/authority/add"),
    ("chair", "/fts/annual-return/2026/sign"),
    ("auditor", "/fts/trails"),
    ("auditor", "/fts/cases/{old}/trail"),
    ("admin", "/fts/people"),
    ("admin", "/fts/people/{invited}"),
    ("admin", "/fts/people/{invited}/join"),
    ("admin", "/fts/settings/mail"),
    ("admin", "/fts/settings/holidays"),
    ("admin", "/fts/settings/charity"),
    ("admin", "/fts/settings/charity/others"),
    ("admin", "/fts/policy/change"),
    ("admin", "/fts/policy/change/clauses/1"),
    ("admin", "/fts/policy/change/upload"),
    ("admin", "/fts/policy/change/install"),
)


def test_axe_finds_nothing_on_any_page(house: House) -> None:
    people, new, old, track = everyone(house)
    manager = people["manager"]
    assert manager is not None
    answering = matter(manager, old, "response")
    more = further(people, old)
    found = []
    for who in people:
        member = people[who]
        page = house.as_member(member, "/fts/") if member else house.visit("/fts/")
        for turn, path in enumerate(path for whose, path in PAGES if whose == who):
            answer = page.goto(path.format(new=new, old=old, track=track, answering=answering, **more))
            assert answer is not None
            assert answer.status == (404 if path.endswith("nothing-here") else 200), path
            found += axe(page, TURNS[turn % 2])
    assert found == []
