"""Looking up what the policy says in a case: what is kept, what it opens, what it will not let one forget."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from incidents.domain.lifecycle.judging import PLAIN_FACTS
from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import case_access, casework, looking_up
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.store import db
from tests import cast, steps
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("app", "sqlite")


def manager_of(slug: str, *posts: str) -> Member:
    """Someone who makes first decisions there."""
    return cast.join(slug, "Ada Okoro", [Role.MANAGER], posts)


def case_about(lead: Member, standing: str, label: str = "Kim Neighbour") -> str:
    """An open case about one person, whom the charity knows only as `label`."""
    reference = steps.opened(lead, slug=lead.organisation_id)
    steps.name(lead, reference, label, standing)
    return reference


def someone(label: str = "Kim Neighbour") -> str:
    """The involvement called `label`."""
    return str(next(row["id"] for row in steps.rows("involvement") if row["label"] == label))


def look_up(lead: Member, reference: str, act: str, role: str, now: datetime = NOW, **given: object) -> None:
    """Look something up about Kim and write it down, agreed unless said otherwise."""
    who = given.get("who") or someone()
    facts = {"who": who, "act": act, "as_role": role, "agrees": "yes", "posts": []}
    others = ("as_because", "as_state", "other_person", "other_role", "other_state", "otherwise")
    empty = dict.fromkeys((*others, *PLAIN_FACTS), "")
    steps.go(lead, reference, "judge", now=now, **{**empty, **facts, **given})


def last_event(action: str) -> dict[str, Any]:
    """What the newest entry of that action says."""
    with db.engine().connect() as connection:
        rows = connection.execute(
            sa.text(
                "SELECT e.header, p.body FROM event e JOIN event_payload p ON p.event_id = e.id "
                "WHERE e.stream LIKE 'case/%' ORDER BY e.seq DESC"
            )
        ).all()
    return next(json.loads(body) for header, body in rows if json.loads(header)["action"] == action)


def test_a_finding_is_kept_with_its_version_its_facts_and_the_tables_and_stands_in_the_trail() -> None:
    ada = manager_of("hsbbh")
    reference = case_about(ada, "volunteer")
    look_up(
        ada, reference, "boundary_service_user", "volunteer",
        other_role="family", other_state="supported", link_began="during",
    )  # fmt: skip
    (row,) = steps.rows("finding")
    assert (row["verdict"], row["consequence"], row["policy_number"]) == ("breach", "none_stated", 1)
    assert json.loads(row["clauses"]) == ["HSBBH-3.3"]
    facts = json.loads(row["facts"])
    assert facts["other.state"] == "supported"
    assert facts["on"] == "2026-11-21"
    assert len(row["tables"]) == 16
    said = last_event("case.judge")["finding"]
    assert said["verdict"] == "breach"
    assert said["because"].startswith("What the policy says, if this happened")
    assert said["policy_version"] == 1


def test_to_see_it_differently_takes_a_reason() -> None:
    ada = manager_of("fts")
    reference = case_about(ada, "staff")
    with pytest.raises(Invalid, match="see it differently"):
        look_up(ada, reference, "disrepute", "staff", agrees="no", otherwise=" ")
    look_up(ada, reference, "disrepute", "staff", agrees="no", otherwise="It was satire, and everybody knew")
    (row,) = steps.rows("finding")
    assert (row["agreed"], row["otherwise"]) == (0, "It was satire, and everybody knew")


def test_who_is_two_things_here_is_judged_as_one_of_them_with_the_reason() -> None:
    ada = manager_of("fts")
    both = cast.join("fts", "Bo Two", [Role.REPORTER], ["family_manager"], ("volunteer", "active"))
    reference = steps.opened(ada)
    raw = {"known": both.person_id, "involvement": "affected", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, "k" * 16, raw, NOW)
    with pytest.raises(Invalid, match="more than one thing"):
        look_up(ada, reference, "disrepute", "volunteer", who=someone("Bo Two"))
    look_up(
        ada, reference, "disrepute", "volunteer",
        who=someone("Bo Two"), as_because="It was in the volunteers' group", posts=["family_manager"],
    )  # fmt: skip
    (row,) = steps.rows("finding")
    # The post is one for staff: judged as a volunteer, it does not count.
    assert json.loads(row["facts"])["by.posts"] == []
    assert row["verdict"] == "not_covered"


# charity, what they are, the act and its facts, the matter, whether the policy says that it may follow
MAY_FOLLOW = (
    ("staff who tell what is private at FTS", "fts", "staff", "confidentiality_dignity", {},
     "discipline", True),
    ("staff on their phone in working time at FTS", "fts", "staff", "work_hours_use",
     {"in_work_time": "yes"}, "discipline", False),
    ("a volunteer who tells what is private at HWD", "hwd", "volunteer", "confidentiality_dignity", {},
     "volunteer_exit", True),
    ("a volunteer who befriends a service user in Suffolk", "hss", "volunteer", "boundary_service_user",
     {"other_role": "family", "other_state": "supported"}, "volunteer_exit", True),
    ("a volunteer who befriends a supported family at FTS", "fts", "volunteer", "boundary_service_user",
     {"other_state": "supported", "link_began": "during", "network": "facebook"}, "volunteer_exit", False),
    ("a trustee who tells what is private at HSBBH", "hsbbh", "trustee", "confidentiality_dignity", {},
     "board_conduct", True),
    ("an apprentice who bullies at CGT", "cgt", "apprentice", "bullying_harassment", {}, "discipline", True),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "slug", "role", "act", "facts", "machine", "may"), MAY_FOLLOW, ids=[row[0] for row in MAY_FOLLOW]
)
def test_a_conduct_matter_starts_where_the_policy_says_so_and_elsewhere_only_with_a_reason(
    said: str, slug: str, role: str, act: str, facts: dict[str, str], machine: str, *, may: bool
) -> None:
    ada = manager_of(slug)
    reference = case_about(ada, role)
    key = f"{machine}:{someone()}"
    with pytest.raises(Refused) as before:
        steps.go(ada, reference, "start_track", track=key, **{"because-stated": ""})
    assert [one.guard for one in before.value.refusals] == ["stated"]
    look_up(ada, reference, act, role, **facts)
    if not may:
        with pytest.raises(Refused):
            steps.go(ada, reference, "start_track", track=key, **{"because-stated": ""})
        steps.go(ada, reference, "start_track", track=key, **{"because-stated": "It is the third time"})
        assert last_event("case.start_track")["data"]["lifting"] == {"stated": "It is the third time"}
    else:
        steps.go(ada, reference, "start_track", track=key, **{"because-stated": ""})
    assert [row["machine"] for row in steps.rows("track")] == [machine], said


def closing(lead: Member, reference: str, **given: object) -> None:
    """Close the case, with nothing left to do in it."""
    for row in steps.rows("task"):
        if row["done_at"] is None:
            casework.finish_to_do(
                lead, reference, str(row["id"]), f"done{row['id']}"[:32], {"how": "Done"}, NOW
            )
    steps.go(
        lead, reference, "close",
        **{
            "outcome": "advice", "second_person": "", "reporter_told": "told", "complainant_told": "nobody",
            "affected_told": "told", "serious_incident": "no", **given,
        },
    )  # fmt: skip


def refusals(error: Refused) -> list[str]:
    return [one.message for one in error.refusals]


def test_what_will_follow_bars_closing_until_it_is_begun() -> None:
    ada = manager_of("hsbbh")
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer", confidential="no")
    (row,) = steps.rows("finding")
    assert row["consequence"] == "will"
    assert json.loads(row["musts"]) == [f"volunteer_exit:{someone()}"]
    with pytest.raises(Refused) as caught:
        closing(ada, reference)
    assert any("something will follow" in one for one in refusals(caught.value))
    track = steps.start(ada, reference, "volunteer_exit")
    steps.go(ada, reference, "conclude", track)
    closing(ada, reference)


def test_ending_it_as_not_needed_is_no_way_round() -> None:
    ada = manager_of("hsbbh")
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    track = steps.start(ada, reference, "volunteer_exit")
    steps.go(ada, reference, "not_needed", track)
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)


def test_the_chair_decides_against_it_with_a_reason_and_a_manager_does_not() -> None:
    ada = manager_of("hsbbh")
    chair = cast.join("hsbbh", "Cleo Chair", [Role.CHAIR], ["chair"])
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    key = f"volunteer_exit:{someone()}"
    with pytest.raises(Refused, match="Only the chair"):
        steps.go(ada, reference, "set_aside", what=key)
    with pytest.raises(Invalid):
        steps.go(chair, reference, "set_aside", what=key, because=" ")
    steps.go(chair, reference, "set_aside", what=key, because="They left a year ago, and it was one word")
    closing(ada, reference)


def test_where_no_chair_is_free_the_last_receiver_decides() -> None:
    ada = cast.join("hsbbh", "Ada Okoro", [Role.MANAGER], ["ceo"])
    last = cast.join("hsbbh", "Noor Named", [Role.TRUSTEE], ["named_trustee"])
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    with pytest.raises(Refused, match="Only the chair"):
        steps.go(ada, reference, "set_aside", what=f"volunteer_exit:{someone()}")
    case_access.let_in(ada, reference, None, "l" * 16, {"person": last.person_id, "because": "Last"}, NOW)
    steps.go(last, reference, "set_aside", what=f"volunteer_exit:{someone()}", because="It was one word")
    assert [row["because"] for row in steps.rows("set_aside")] == ["It was one word"]


def test_a_family_gets_no_matter_and_a_written_decision() -> None:
    ada = manager_of("hsbbh")
    chair = cast.join("hsbbh", "Cleo Chair", [Role.CHAIR], ["chair"])
    reference = case_about(ada, "family")
    look_up(ada, reference, "prior_link_discussion", "family", as_state="supported")
    (row,) = steps.rows("finding")
    assert (json.loads(row["routes"]), json.loads(row["musts"])) == ([], [f"decision:{someone()}"])
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)
    steps.go(
        chair, reference, "set_aside", what=f"decision:{someone()}", because="They are a family: we talk"
    )
    closing(ada, reference)


def test_who_is_abused_in_suffolk_is_looked_after_before_the_case_closes() -> None:
    ada = manager_of("hss")
    reference = case_about(ada, "public")
    steps.name(ada, reference, "Vera Volunteer", "volunteer", "affected")
    with pytest.raises(Invalid, match="Choose who was hit"):
        look_up(ada, reference, "third_party_abuse", "public", other_role="volunteer")
    look_up(ada, reference, "third_party_abuse", "public", other_person=someone("Vera Volunteer"))
    (row,) = steps.rows("finding")
    assert json.loads(row["musts"]) == [f"support:{someone('Vera Volunteer')}"]
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)
    track = steps.start(ada, reference, "support", someone("Vera Volunteer"))
    steps.go(ada, reference, "decline", track)
    closing(ada, reference)


def test_in_suffolk_a_serious_incident_goes_to_the_national_body_first() -> None:
    ada = manager_of("hss")
    reference = case_about(ada, "public")
    with pytest.raises(Refused, match="national body"):
        closing(ada, reference, serious_incident="yes")
    closing(ada, reference, serious_incident="no")


def test_without_a_chair_the_last_receiver_decides_that_it_need_not_go_there() -> None:
    ada = manager_of("hss")
    last = cast.join("hss", "Noor Named", [Role.TRUSTEE], ["named_trustee"])
    reference = case_about(ada, "public")
    with pytest.raises(Refused, match="Only the chair"):
        steps.go(ada, reference, "set_aside", what="external_report:national_body")
    steps.go(
        last, reference, "set_aside", what="external_report:national_body", because="They rang us about it"
    )
    closing(ada, reference, serious_incident="yes")


def test_elsewhere_no_policy_says_so() -> None:
    ada = manager_of("fts")
    reference = case_about(ada, "public")
    closing(ada, reference, serious_incident="yes")


def test_whoever_placed_a_contractor_here_is_told() -> None:
    ada = manager_of("cgt")
    reference = case_about(ada, "contractor")
    look_up(ada, reference, "bullying_harassment", "contractor")
    assert [row["title"] for row in steps.rows("task") if row["done_at"] is None][-1] == (
        "Tell the firm, agency, school or college that placed them here: Kim Neighbour"
    )
    choices = steps.form(ada, reference, "start_track").choices["track"]
    assert "external_report:placing_body" in choices
    assert not any(key.startswith("discipline:") for key in choices)


def test_taking_it_back_withdraws_it_and_what_it_opened() -> None:
    ada = manager_of("fts")
    reference = case_about(ada, "staff")
    look_up(ada, reference, "confidentiality_dignity", "staff")
    steps.go(ada, reference, "take_back")
    assert steps.rows("finding")[0]["withdrawn_at"] is not None
    with pytest.raises(Refused):
        steps.go(ada, reference, "start_track", track=f"discipline:{someone()}", **{"because-stated": ""})


def test_a_newer_finding_shows_but_what_will_follow_stays_until_the_chair_decides() -> None:
    ada = manager_of("hsbbh")
    chair = cast.join("hsbbh", "Cleo Chair", [Role.CHAIR], ["chair"])
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    later = NOW + timedelta(minutes=5)
    with pytest.raises(Invalid, match="Say why"):
        look_up(ada, reference, "prior_link_discussion", "public", later, as_state="current")
    why = {"as_because": "They only helped once"}
    look_up(ada, reference, "prior_link_discussion", "public", later, as_state="current", **why)
    page = looking_up.look_up_page(ada, reference, someone(), {}, NOW)
    assert [one.verdict.value for one in page.before] == ["not_covered"]
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)
    steps.go(chair, reference, "set_aside", what=f"volunteer_exit:{someone()}", because="They never joined")
    closing(ada, reference)


def test_a_clause_that_says_what_will_follow_cannot_be_cited_and_then_forgotten() -> None:
    ada = manager_of("hsbbh")
    reference = cast.report("hsbbh")
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    steps.name(ada, reference, "Kim Neighbour", "volunteer")
    steps.go(ada, reference, "open", tracks=[], clauses=["HSBBH-4.2b"], kind="breach", tasks="See to it")
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, reference)
    track = steps.start(ada, reference, "volunteer_exit")
    steps.go(ada, reference, "conclude", track)
    closing(ada, reference)


def test_a_joined_case_takes_its_findings_along() -> None:
    ada = manager_of("hsbbh")
    reference = case_about(ada, "volunteer")
    look_up(ada, reference, "prior_link_discussion", "volunteer")
    other = steps.opened(ada, slug="hsbbh")
    for row in steps.rows("task"):
        if row["done_at"] is None:
            there = reference if row["case_id"] == steps.rows("case_file")[0]["id"] else other
            casework.finish_to_do(ada, there, str(row["id"]), f"done{row['id']}"[:32], {"how": "Done"}, NOW)
    steps.go(ada, reference, "merge", same_as=other)
    with pytest.raises(Refused, match="something will follow"):
        closing(ada, other)


def test_the_page_answers_for_the_reader_only(app: Flask) -> None:
    ada = manager_of("fts")
    reference = case_about(ada, "staff")
    other = manager_of("hwd")
    for actor in (other, cast.join("fts", "Rae Reporter", [Role.REPORTER])):
        with pytest.raises(NotFound):
            looking_up.look_up_page(actor, reference, someone(), {}, NOW)
    with pytest.raises(NotFound):
        looking_up.look_up_page(ada, reference, "nobody", {}, NOW)


def test_the_page_says_since_when_they_had_read_the_policy() -> None:
    ada = manager_of("fts")
    bo = cast.join("fts", "Bo One", [Role.REPORTER], [], ("volunteer", "active"))
    reference = steps.opened(ada)
    raw = {"known": bo.person_id, "involvement": "witness", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, "k" * 16, raw, NOW)
    assert looking_up.look_up_page(ada, reference, someone("Bo One"), {}, NOW).acknowledged is None
    looking_up.induction.acknowledge(bo, 1, NOW)
    page = looking_up.look_up_page(ada, reference, someone("Bo One"), {}, NOW)
    assert page.known_to_us
    assert page.acknowledged is not None
    assert page.given["as_role"] == "volunteer"
