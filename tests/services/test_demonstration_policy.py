"""What the policies say in the demonstration: looked up before conduct is looked at, agreed to or not."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from incidents.domain.lifecycle import CONDUCT
from incidents.domain.policy_verdict import Consequence, Verdict
from incidents.domain.words import Role
from incidents.store.db import read
from incidents.store.models import CaseFile, Event, EventPayload, FindingRow, SetAside, Track
from tests import databases
from tests.services import demonstrated
from tests.services.demonstrated import by_id, reference_of


@pytest.fixture(params=databases.KINDS)
def loaded(request: pytest.FixtureRequest) -> databases.Database:
    """A database with the demonstration in it; the tests that share it only look."""
    return demonstrated.loaded(request.param)


def findings(story: str = "") -> list[FindingRow]:
    """Everything that was looked up, or what was looked up in one story."""
    query = sa.select(FindingRow).order_by(FindingRow.at)
    if story:
        reference = reference_of(story)
        query = query.join(CaseFile, CaseFile.id == FindingRow.case_id).where(CaseFile.reference == reference)
    with read() as session:
        return list(session.scalars(query))


def conduct() -> list[Track]:
    """Every matter about somebody's conduct."""
    with read() as session:
        return list(session.scalars(sa.select(Track).where(Track.machine.in_(CONDUCT))))


def reasons() -> dict[str, str]:
    """The reason that began what the policy does not speak of, by case."""
    with read() as session:
        rows = session.execute(
            sa.select(Event.case_id, Event.header, EventPayload.body).join(
                EventPayload, EventPayload.event_id == Event.id
            )
        ).all()
    told = {}
    for case_id, header, body in rows:
        if json.loads(header)["action"] in ("case.open", "case.start_track"):
            reason = json.loads(body)["data"].get("lifting", {}).get("stated")
            told |= {case_id: reason} if reason else {}
    return told


def test_every_verdict_and_every_consequence_occurs(loaded: databases.Database) -> None:
    assert {one.verdict for one in findings()} == {verdict.value for verdict in Verdict}
    assert {one.consequence for one in findings()} == {said.value for said in Consequence}


def test_nobodys_conduct_is_looked_at_before_the_policy_was(loaded: databases.Database) -> None:
    looked_up = {(one.case_id, one.involvement_id): one.at for one in reversed(findings())}
    begun = conduct()
    assert len(begun) >= 20
    for matter in begun:
        assert looked_up[matter.case_id, str(matter.involvement_id)] < matter.opened_at, matter.subject_label


def test_what_the_policy_does_not_speak_of_begins_with_a_reason_and_nothing_else_does(
    loaded: databases.Database,
) -> None:
    offered = {
        (one.case_id, f"{machine}:{one.involvement_id}") for one in findings() for machine in one.routes
    }
    unspoken = {one.case_id for one in conduct() if (one.case_id, key_of(one)) not in offered}
    told = reasons()
    assert unspoken == set(told)
    assert 5 <= len(unspoken) <= len(conduct()) - 5, "both are to be seen"
    assert len(set(told.values())) == len(told), "each has its own reason"


def key_of(matter: Track) -> str:
    """A conduct matter as the rules name it."""
    return f"{matter.machine}:{matter.involvement_id}"


def test_somebody_sees_it_differently_and_says_why(loaded: databases.Database) -> None:
    (logo,) = findings("fts-logo")
    assert (logo.verdict, logo.agreed) == ("permitted", False)
    assert "money" in logo.otherwise
    assert all(one.otherwise for one in findings() if not one.agreed)


def test_what_will_follow_followed_for_a_member_of_staff_and_a_volunteer(loaded: databases.Database) -> None:
    kirsty, linda = findings("hsbbh-old-friends")
    assert [kirsty.consequence, linda.consequence] == ["will", "will"]
    begun = {key_of(one) for one in conduct() if one.case_id == kirsty.case_id}
    assert begun == {*kirsty.musts, *linda.musts}
    assert {one.machine for one in conduct() if one.case_id == linda.case_id} == {
        "discipline",
        "volunteer_exit",
    }


def test_the_chair_decided_once_against_what_will_follow(loaded: databases.Database) -> None:
    (finding,) = findings("hsbbh-outing")
    with read() as session:
        (aside,) = session.scalars(sa.select(SetAside))
        case = session.scalars(sa.select(CaseFile).where(CaseFile.id == finding.case_id)).one()
    assert finding.musts == [aside.what]
    assert Role.CHAIR in by_id("hsbbh", aside.by_person_id).roles
    assert not [one for one in conduct() if one.case_id == finding.case_id]
    assert case.state == "closed"


def test_a_question_that_was_answered_later_is_looked_up_again(loaded: databases.Database) -> None:
    assert [one.verdict for one in findings("hwd-lunch-break")] == ["unclear", "not_covered"]
