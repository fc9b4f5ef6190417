"""Why a step is refused or not: one row, one sentence, one fact that makes the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from incidents.domain.case import CaseFacts, Context, Hold, LastStep, SubjectPerson, TrackFacts
from incidents.domain.fields import Kind
from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Role

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ME, OTHER, THIRD = "me", "other", "third"
EVERY_ROLE = frozenset(Role)
HELD = Hold("the police", None, date(2026, 12, 1))


@dataclass(frozen=True)
class Me:
    """Someone with every role, so that only guards can refuse."""

    person_id: str = ME
    organisation_id: str = "fts"
    roles: frozenset[Role] = EVERY_ROLE


def track(machine: str, state: str, **facts: Any) -> TrackFacts:
    """One matter, about a member of staff unless it says otherwise."""
    standing = {"volunteer_exit": "volunteer", "board_conduct": "trustee"}.get(machine, "staff")
    plain = TrackFacts(
        "a", machine, state, MACHINES[machine].ended(state), "", SubjectPerson("subject", standing)
    )
    return replace(plain, **facts)


def guards(
    here: TrackFacts | CaseFacts,
    action: str,
    data: dict[str, object] | None,
    case: CaseFacts | None = None,
    me: Me = Me(),
) -> set[str]:
    """The keys of the guards that refuse `action`."""
    whole = here if isinstance(here, CaseFacts) else case or CaseFacts("open", (here,))
    on = here if isinstance(here, TrackFacts) else None
    machine = MACHINES[on.machine if on else "case"]
    context = Context(whole, on, me, NOW, data)
    step = machine.find(here.state, action)
    assert step is not None, action
    refusing = {guard.sentence: guard.key for guard in step.guards}
    return {refusing[one.message] for one in machine.refusals(action, context) if one.message in refusing}


def refused_to(role: Role, here: TrackFacts, action: str, data: dict[str, object]) -> set[str]:
    """The keys of the guards that refuse `action` to someone who holds only `role`."""
    return guards(here, action, data, me=Me(roles=frozenset({role})))


TOLD: dict[str, object] = {"told_on": "2026-11-01", "answer": "I am sorry"}
NO_ANSWER: dict[str, object] = {"told_on": "2026-11-01", "no_answer_because": "They did not come"}
CHILD = SubjectPerson("subject", "staff", under_18=True)
YOUNG = SubjectPerson("subject", "volunteer", under_18=True)
YOUNG_TRUSTEE = SubjectPerson("subject", "trustee", under_18=True)
SAFE: dict[str, object] = {"safeguarding_consulted_on": "2026-11-01", "adult_with_them": "Their mother"}
OFFERED = frozenset({"discipline:a"})
RUNNING = (track("containment", "needed"),)
DONE = (track("containment", "removed"),)

# the sentence; what it is about; the step; what it is given; which guards refuse (none: it may be taken)
ROWS: tuple[tuple[str, TrackFacts | CaseFacts, str, dict[str, object] | None, set[str]], ...] = (
    ("a manager may take a first look", CaseFacts("reported"), "look", {"lead": OTHER}, set()),
    (
        "nobody acts in a case that concerns them",
        CaseFacts("reported", excluded=frozenset({ME})),
        "look",
        {"lead": OTHER},
        {"not_concerned"},
    ),
    (
        "nobody it concerns is chosen to lead",
        CaseFacts("reported", excluded=frozenset({OTHER})),
        "look",
        {"lead": OTHER},
        {"people_are_free"},
    ),
    ("a held case waits", CaseFacts("triage", hold=HELD), "open", None, {"not_held"}),
    ("a hold can be lifted", CaseFacts("triage", hold=HELD), "lift_hold", None, set()),
    ("what is not held cannot be lifted", CaseFacts("triage"), "lift_hold", None, {"is_held"}),
    ("what is held is not held twice", CaseFacts("triage", hold=HELD), "hold", None, {"not_held"}),
    (
        "a case opens with a clause and something to do",
        CaseFacts("triage"),
        "open",
        {"clauses": ["A"], "tasks": "ring"},
        set(),
    ),
    (
        "a case opens with a reason why no clause applies",
        CaseFacts("triage"),
        "open",
        {"no_clause_because": "none", "tracks": ["x:y"]},
        set(),
    ),
    ("a case needs a clause or a reason", CaseFacts("triage"), "open", {"tasks": "ring"}, {"clauses"}),
    ("a case needs something to do", CaseFacts("triage"), "open", {"clauses": ["A"]}, {"work"}),
    (
        "something begun before counts as something to do",
        CaseFacts("triage", RUNNING),
        "open",
        {"clauses": ["A"]},
        set(),
    ),
    (
        "an open task counts as something to do",
        CaseFacts("triage", open_tasks=1),
        "open",
        {"clauses": ["A"]},
        set(),
    ),
    (
        "making it safe does not wait",
        CaseFacts("reported"),
        "start_track",
        {"track": "containment:own_page"},
        set(),
    ),
    (
        "telling another body does not wait",
        CaseFacts("reported"),
        "start_track",
        {"track": "external_report:lado"},
        set(),
    ),
    (
        "a staff procedure waits for the first decisions",
        CaseFacts("reported", offered=OFFERED),
        "start_track",
        {"track": "discipline:a"},
        {"cannot_wait"},
    ),
    (
        "the board waits for the first decisions",
        CaseFacts("reported"),
        "start_track",
        {"track": "trustee_review:question"},
        {"cannot_wait"},
    ),
    (
        "after the first look a staff procedure may begin where the policy says so",
        CaseFacts("triage", offered=OFFERED),
        "start_track",
        {"track": "discipline:a"},
        set(),
    ),
    (
        "a staff procedure should not begin where the policy does not speak of it",
        CaseFacts("triage"),
        "start_track",
        {"track": "discipline:a"},
        {"stated"},
    ),
    (
        "what the policy says of one person says nothing of another",
        CaseFacts("triage", offered=OFFERED),
        "start_track",
        {"track": "discipline:b"},
        {"stated"},
    ),
    (
        "what the policy says of the staff procedure says nothing of another way",
        CaseFacts("triage", offered=OFFERED),
        "start_track",
        {"track": "volunteer_exit:a"},
        {"stated"},
    ),
    (
        "a staff procedure that the policy does not speak of takes a reason",
        CaseFacts("triage"),
        "start_track",
        {"track": "discipline:a", "lifting": {"stated": "The handbook says so"}},
        set(),
    ),
    (
        "looking after somebody needs no word of the policy",
        CaseFacts("triage"),
        "start_track",
        {"track": "support:a"},
        set(),
    ),
    (
        "the first decisions start what the policy speaks of",
        CaseFacts("triage", offered=OFFERED),
        "open",
        {"clauses": ["A"], "tracks": ["containment:own_page", "discipline:a"]},
        set(),
    ),
    (
        "the first decisions should start no conduct matter that the policy does not speak of",
        CaseFacts("triage", offered=OFFERED),
        "open",
        {"clauses": ["A"], "tracks": ["discipline:a", "board_conduct:b"]},
        {"stated"},
    ),
    (
        "the first decisions start it all the same with a reason",
        CaseFacts("triage", offered=OFFERED),
        "open",
        {
            "clauses": ["A"],
            "tracks": ["discipline:a", "board_conduct:b"],
            "lifting": {"stated": "The governing document says so"},
        },
        set(),
    ),
    (
        "asking what could be started is refused nothing",
        CaseFacts("triage"),
        "start_track",
        None,
        set(),
    ),
    (
        "a case does not close over what the policy says will follow",
        CaseFacts("open", unmet=OFFERED),
        "close",
        {"outcome": "advice"},
        {"followed"},
    ),
    (
        "that something will follow is told before the closing is filled in",
        CaseFacts("triage", unmet=OFFERED),
        "close",
        None,
        {"followed"},
    ),
    (
        "a case closes when what will follow was started or decided against",
        CaseFacts("open", offered=OFFERED),
        "close",
        {"outcome": "advice"},
        set(),
    ),
    (
        "no reason of who closes it lifts what the policy says will follow",
        CaseFacts("open", unmet=OFFERED),
        "close",
        {"outcome": "advice", "lifting": {"followed": "It seems hard"}},
        {"followed"},
    ),
    (
        "a serious incident is not closed before the national body knows",
        CaseFacts("open", national_body_due=True),
        "close",
        {"outcome": "advice", "serious_incident": True},
        {"national_body_told"},
    ),
    (
        "no reason of who closes it spares the national body",
        CaseFacts("open", national_body_due=True),
        "close",
        {"outcome": "advice", "serious_incident": True, "lifting": {"national_body_told": "No time"}},
        {"national_body_told"},
    ),
    (
        "what is no serious incident stays inside the charity",
        CaseFacts("open", national_body_due=True),
        "close",
        {"outcome": "advice", "serious_incident": False},
        set(),
    ),
    (
        "a serious incident closes when the national body was told, or no policy asks for it",
        CaseFacts("open"),
        "close",
        {"outcome": "advice", "serious_incident": True},
        set(),
    ),
    (
        "the chair decides against what will follow",
        CaseFacts("open", unmet=OFFERED, final_word=True),
        "set_aside",
        {"what": "discipline:a", "because": "The facts turned out to be others"},
        set(),
    ),
    (
        "nobody else decides against what will follow",
        CaseFacts("open", unmet=OFFERED),
        "set_aside",
        {"what": "discipline:a", "because": "It seems hard"},
        {"final_word"},
    ),
    (
        "no reason gives somebody else the final word",
        CaseFacts("triage", unmet=OFFERED),
        "set_aside",
        {"what": "discipline:a", "because": "x", "lifting": {"final_word": "The chair is away"}},
        {"final_word"},
    ),
    (
        "looking up what the policy says is held back by nothing of its own",
        CaseFacts("triage", unmet=OFFERED, national_body_due=True),
        "judge",
        {"who": "a", "act": "disrepute"},
        set(),
    ),
    (
        "nobody looks up a case that concerns them",
        CaseFacts("open", excluded=frozenset({ME})),
        "judge",
        {"who": "a", "act": "disrepute"},
        {"not_concerned"},
    ),
    (
        "a case closes when everything has ended",
        CaseFacts("open", DONE),
        "close",
        {"outcome": "advice"},
        set(),
    ),
    (
        "a case does not close over what still runs",
        CaseFacts("open", RUNNING),
        "close",
        {"outcome": "advice"},
        {"ended"},
    ),
    (
        "a case does not close over open tasks",
        CaseFacts("open", open_tasks=1),
        "close",
        {"outcome": "advice"},
        {"tasks"},
    ),
    (
        "a complaint does not close without an answer",
        CaseFacts("open", complaint=True),
        "close",
        {"outcome": "advice"},
        {"answered"},
    ),
    (
        "a complaint does not close while it is answered",
        CaseFacts("open", (track("response", "private"),), complaint=True),
        "close",
        {"outcome": "advice"},
        {"answered", "ended"},
    ),
    (
        "an answered complaint closes",
        CaseFacts("open", (track("response", "settled"),), complaint=True),
        "close",
        {"outcome": "advice"},
        set(),
    ),
    ("an upheld case needs a hearing", CaseFacts("open"), "close", {"outcome": "upheld"}, {"heard"}),
    ("a partly upheld case needs a hearing", CaseFacts("open"), "close", {"outcome": "partly"}, {"heard"}),
    (
        "an upheld case closes when they were heard",
        CaseFacts("open"),
        "close",
        {"outcome": "upheld", "heard": "By telephone"},
        set(),
    ),
    (
        "bad faith takes a second person",
        CaseFacts("open"),
        "close",
        {"outcome": "bad_faith", "second_person": ME},
        {"second"},
    ),
    (
        "bad faith with a second person",
        CaseFacts("open"),
        "close",
        {"outcome": "bad_faith", "second_person": OTHER},
        set(),
    ),
    (
        "closing as the same as another case is a step of its own",
        CaseFacts("open"),
        "close",
        {"outcome": "same"},
        {"not_same"},
    ),
    (
        "only who leads the case closes it",
        CaseFacts("open", lead_id=OTHER),
        "close",
        {"outcome": "advice"},
        {"leads"},
    ),
    ("who leads the case closes it", CaseFacts("open", lead_id=ME), "close", {"outcome": "advice"}, set()),
    ("a closed case is opened again", CaseFacts("closed"), "reopen", {"because": "new"}, set()),
    (
        "a case that was joined to another stays there",
        CaseFacts("closed", merged=True),
        "reopen",
        {"because": "new"},
        {"not_merged"},
    ),
    (
        "the last step is taken back by who took it",
        CaseFacts("triage", last=LastStep("look", ME, "reported", left_the_house=False)),
        "take_back",
        {"because": "x"},
        set(),
    ),
    (
        "another's step is not taken back",
        CaseFacts("triage", last=LastStep("look", OTHER, "reported", left_the_house=False)),
        "take_back",
        {"because": "x"},
        {"own_step"},
    ),
    (
        "nothing was done, nothing is taken back",
        CaseFacts("triage"),
        "take_back",
        {"because": "x"},
        {"something_to_take_back"},
    ),
    (
        "what left the house is not taken back",
        track("response", "private", last=LastStep("go_private", ME, "to_answer", left_the_house=True)),
        "take_back",
        {"because": "x"},
        {"stayed_in_house"},
    ),
    ("what came back is taken up again", track("containment", "removed"), "came_back", {"seen": "x"}, set()),
    (
        "a quiet word with a member of staff",
        track("discipline", "referred"),
        "talk_informally",
        {"talked_on": "2026-11-01"},
        set(),
    ),
    (
        "the person concerned never acts",
        track("discipline", "referred", person=SubjectPerson(ME, "staff")),
        "talk_informally",
        {},
        {"not_concerned"},
    ),
    (
        "the person concerned is never chosen",
        track("discipline", "referred"),
        "investigate",
        {"investigator": "subject"},
        {"people_are_free"},
    ),
    (
        "a staff procedure needs a person",
        track("discipline", "referred", person=None),
        "investigate",
        None,
        {"one_person"},
    ),
    (
        "an apprentice has the staff procedure",
        track("discipline", "referred", person=SubjectPerson("s", "apprentice")),
        "investigate",
        None,
        set(),
    ),
    (
        "a volunteer never has the staff procedure",
        track("discipline", "referred", person=SubjectPerson("s", "volunteer")),
        "investigate",
        None,
        {"standing_fits"},
    ),
    (
        "an agency worker has no staff procedure",
        track("discipline", "referred", person=SubjectPerson("s", "agency_worker")),
        "investigate",
        None,
        {"standing_fits"},
    ),
    (
        "a board member has no staff procedure",
        track("discipline", "referred", person=SubjectPerson("s", "trustee")),
        "investigate",
        None,
        {"standing_fits"},
    ),
    (
        "someone under 18 does not stand alone",
        track("discipline", "referred", person=CHILD),
        "investigate",
        {"investigator": OTHER},
        {"not_alone"},
    ),
    (
        "someone under 18 with an adult beside them",
        track("discipline", "referred", person=CHILD),
        "investigate",
        {"investigator": OTHER} | SAFE,
        set(),
    ),
    (
        "what was written down before counts",
        track("discipline", "hearing", person=CHILD, known=TOLD | SAFE),
        "decide",
        {"decider": OTHER},
        set(),
    ),
    (
        "nothing is decided before they were heard",
        track("discipline", "hearing"),
        "decide",
        {"decider": OTHER},
        {"heard"},
    ),
    (
        "being told is not being heard",
        track("discipline", "hearing"),
        "decide",
        {"decider": OTHER, "told_on": "2026-11-01"},
        {"heard"},
    ),
    (
        "they were told and answered",
        track("discipline", "hearing"),
        "decide",
        {"decider": OTHER} | TOLD,
        set(),
    ),
    (
        "they were told and why there is no answer",
        track("discipline", "hearing"),
        "decide",
        {"decider": OTHER} | NO_ANSWER,
        set(),
    ),
    (
        "investigator and decider should differ",
        track("discipline", "hearing", known=TOLD | {"investigator": OTHER}),
        "decide",
        {"decider": OTHER},
        {"decider_apart"},
    ),
    (
        "ten people cannot always be kept apart",
        track("discipline", "hearing", known=TOLD | {"investigator": OTHER}),
        "decide",
        {"decider": OTHER, "lifting": {"decider_apart": "we are six"}},
        set(),
    ),
    (
        "an empty reason lifts nothing",
        track("discipline", "hearing", known=TOLD | {"investigator": OTHER}),
        "decide",
        {"decider": OTHER, "lifting": {"decider_apart": ""}},
        {"decider_apart"},
    ),
    (
        "a bar is never lifted",
        track("discipline", "hearing"),
        "decide",
        {"decider": OTHER, "lifting": {"heard": "no time"}},
        {"heard"},
    ),
    (
        "who decided should not hear the appeal",
        track("discipline", "decided", known={"decider": OTHER}),
        "appeal",
        {"appeal_hearer": OTHER},
        {"appeal_apart"},
    ),
    (
        "someone fresh hears the appeal",
        track("discipline", "decided", known={"decider": OTHER}),
        "appeal",
        {"appeal_hearer": THIRD},
        set(),
    ),
    ("talking with a volunteer", track("volunteer_exit", "raised"), "talk", {"talked_by": OTHER}, set()),
    (
        "staff do not have the volunteers' talk",
        track("volunteer_exit", "raised", person=SubjectPerson("s", "staff")),
        "talk",
        {"talked_by": OTHER},
        {"standing_fits"},
    ),
    (
        "a young volunteer does not talk alone",
        track("volunteer_exit", "raised", person=YOUNG),
        "talk",
        {"talked_by": OTHER},
        {"not_alone"},
    ),
    (
        "a volunteer does not leave unheard",
        track("volunteer_exit", "talking"),
        "leave",
        {"decider": OTHER},
        {"heard"},
    ),
    (
        "a volunteer who was heard leaves",
        track("volunteer_exit", "talking"),
        "leave",
        {"decider": OTHER} | TOLD,
        set(),
    ),
    ("support is a finding too", track("volunteer_exit", "talking"), "support", {}, {"heard"}),
    ("a volunteer pauses without being judged", track("volunteer_exit", "raised"), "step_back", {}, set()),
    (
        "who talked should not look at it again",
        track("volunteer_exit", "leaving", known={"talked_by": OTHER}),
        "appeal",
        {"appeal_hearer": OTHER},
        {"appeal_apart"},
    ),
    ("a board member's conduct", track("board_conduct", "raised"), "talk", {"talked_by": OTHER}, set()),
    (
        "a volunteer is no board member",
        track("board_conduct", "raised", person=SubjectPerson("s", "volunteer")),
        "name_panel",
        None,
        {"standing_fits"},
    ),
    ("the board does not decide unheard", track("board_conduct", "heard"), "decide", {}, {"heard"}),
    (
        "the panel does not hear its own appeal",
        track("board_conduct", "decided", known={"panel_lead": OTHER}),
        "appeal",
        {"appeal_hearer": OTHER},
        {"appeal_apart"},
    ),
    (
        "a public line is not for everybody",
        track("response", "to_answer"),
        "post_holding_line",
        None,
        {"may_post"},
    ),
    (
        "the Commission needs the board's authority",
        track("external_report", "drafting", subject="charity_commission"),
        "approve",
        {},
        {"authority"},
    ),
    (
        "the Commission's report with authority",
        track("external_report", "drafting", subject="charity_commission"),
        "approve",
        {"authority": "The chair, 20 November"},
        set(),
    ),
    (
        "the ICO does not wait for authority",
        track("external_report", "drafting", subject="ico"),
        "approve",
        {},
        set(),
    ),
    (
        "nobody should approve their own draft",
        track("external_report", "drafting", subject="ico", taken_by={"draft": ME}),
        "approve",
        {},
        {"not_own_draft"},
    ),
    (
        "a small board may have to",
        track("external_report", "drafting", subject="ico", taken_by={"draft": ME}),
        "approve",
        {"lifting": {"not_own_draft": "nobody else"}},
        set(),
    ),
    (
        "who changed the draft should not approve it",
        track("external_report", "drafting", subject="ico", taken_by={"revise": ME}),
        "approve",
        {},
        {"not_own_draft"},
    ),
    (
        "the Commission should not be told before the board agrees",
        track("external_report", "assessing", subject="charity_commission"),
        "tell",
        {},
        {"authority_first"},
    ),
    (
        "what was told already is written down, with why",
        track("external_report", "assessing", subject="charity_commission"),
        "tell",
        {"lifting": {"authority_first": "It was said on the telephone"}},
        set(),
    ),
    (
        "the police are told at once",
        track("external_report", "assessing", subject="police"),
        "tell",
        {},
        set(),
    ),
    (
        "a staff procedure waits for the time of an appeal",
        track("discipline", "decided"),
        "conclude",
        {"window_passed": False},
        {"appeal_time_over"},
    ),
    (
        "a staff procedure ends when the time of an appeal has passed",
        track("discipline", "decided"),
        "conclude",
        {"window_passed": True},
        set(),
    ),
    (
        "a young person is not alone in the new meeting either",
        track("discipline", "appealed", person=CHILD),
        "hear_again",
        {},
        {"not_alone"},
    ),
    (
        "a panel's decision waits for the time of an appeal",
        track("board_conduct", "decided"),
        "conclude_decision",
        {"window_passed": False},
        {"appeal_time_over"},
    ),
    (
        "a young board member does not talk alone",
        track("board_conduct", "raised", person=YOUNG_TRUSTEE),
        "talk",
        {"talked_by": OTHER},
        {"not_alone"},
    ),
    (
        "a young board member is not heard alone",
        track("board_conduct", "panel", person=YOUNG_TRUSTEE),
        "hear",
        {},
        {"not_alone"},
    ),
    (
        "a young board member with an adult beside them is heard",
        track("board_conduct", "panel", person=YOUNG_TRUSTEE),
        "hear",
        dict(SAFE),
        set(),
    ),
    (
        "who took the last hold off does not take that back",
        track("support", "offered", last=LastStep("lift_hold", ME, "offered", left_the_house=False)),
        "take_back",
        {"because": "x"},
        {"something_to_take_back"},
    ),
    (
        "the board may simply note it",
        track("trustee_review", "submitted", subject="information"),
        "note",
        None,
        set(),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "here", "action", "data", "refusing"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_step_is_refused_for_its_reasons_only(
    sentence: str,
    here: TrackFacts | CaseFacts,
    action: str,
    data: dict[str, object] | None,
    refusing: set[str],
) -> None:
    assert guards(here, action, data) == refusing


CLOSED = CaseFacts("closed")
CONDUCT_TOO = CaseFacts("open", (track("discipline", "investigating"),))


def test_nothing_moves_in_a_closed_case() -> None:
    for machine in MACHINES.values():
        if machine.name == "case":
            continue
        for step in machine.transitions:
            here = track(machine.name, step.sources[0])
            assert "case_not_closed" in guards(here, step.action, None, CLOSED), (machine.name, step.action)


def test_the_commission_is_reported_to_by_the_board_only() -> None:
    here = track("external_report", "drafting", subject="charity_commission")
    given: dict[str, object] = {"authority": "The chair, 20 November"}
    assert refused_to(Role.MANAGER, here, "approve", given) == {"board_approves"}
    assert refused_to(Role.CHAIR, here, "approve", given) == set()
    elsewhere = track("external_report", "drafting", subject="lado")
    assert refused_to(Role.MANAGER, elsewhere, "approve", {}) == set()


def test_someone_on_the_list_may_write_in_public() -> None:
    here = track("response", "to_answer")
    assert guards(here, "post_holding_line", None, CaseFacts("open", (here,), actor_is_poster=True)) == set()


def test_every_step_of_every_machine_stands_behind_the_bars() -> None:
    for machine in MACHINES.values():
        for step in (*machine.transitions, *machine.everywhere):
            keys = [guard.key for guard in step.guards]
            assert keys[0] == "not_concerned", (machine.name, step.action)
            assert {"not_held", "is_held"} & set(keys), (machine.name, step.action)


def test_a_held_machine_refuses_every_step_but_lifting() -> None:
    for machine in MACHINES.values():
        for step in (*machine.transitions, *machine.everywhere):
            state = step.sources[0]
            here: TrackFacts | CaseFacts = CaseFacts(state, hold=HELD)
            if machine.name != "case":
                here = track(machine.name, state, hold=HELD)
            assert ("not_held" in guards(here, step.action, None)) is (step.action != "lift_hold"), (
                step.action
            )


def test_a_step_that_names_nobody_has_no_bar_about_whom_it_names() -> None:
    for machine in MACHINES.values():
        for step in (*machine.transitions, *machine.everywhere):
            names = any(field.kind is Kind.PERSON for field in step.requires)
            assert ("people_are_free" in {guard.key for guard in step.guards}) is names, step.action


def test_deciding_alone_leaves_the_board_something_to_do() -> None:
    step = MACHINES["trustee_review"].find("reviewing", "decide_alone")
    assert step is not None
    assert step.opens_task
    assert [one.action for machine in MACHINES.values() for one in machine.transitions if one.opens_task] == [
        "decide_alone",
        "decide_outside",
    ]
