"""Which guards stand before which step, written out by hand; what they hold or refuse is in test_guards."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import MACHINES

# The bars that every step has, or every step that names people; test_guards sees to them.
STANDARD = {"not_concerned", "not_held", "is_held", "case_not_closed", "people_are_free"}
# machine -> its guarded steps, "from, from action: guards"; a step without a line has the standard bars only
GUARDED = {
    "case": """
        triage open: clauses work stated
        reported,triage,open start_track: cannot_wait theirs_to_start stated
        triage,open set_aside: final_word
        triage close: leads answered heard second not_same followed national_body_told all_told ended tasks
        open close: leads answered heard second not_same followed national_body_told all_told ended tasks
        triage,open merge: leads
        closed reopen: not_merged
    """,
    "containment": "",
    "response": "to_answer post_holding_line: may_post",
    "support": "",
    "discipline": """
        referred talk_informally: one_person standing_fits not_alone
        referred investigate: one_person standing_fits not_alone
        investigating call_meeting: not_alone decider_apart
        hearing decide: heard not_alone decider_apart
        decided appeal: appeal_apart
        appealed hear_again: not_alone
        decided conclude: appeal_time_over
        appealed conclude_appeal: heard
    """,
    "volunteer_exit": """
        raised,talking step_back: one_person standing_fits
        raised,supported talk: one_person standing_fits not_alone
        talking support: heard not_alone
        talking leave: heard not_alone
        leaving appeal: appeal_apart
        appealed conclude_appeal: heard
    """,
    "board_conduct": """
        raised talk: one_person standing_fits not_alone
        raised name_panel: one_person standing_fits
        panel hear: not_alone
        heard decide: heard
        decided appeal: appeal_apart
        decided conclude_decision: appeal_time_over
        appealed conclude_appeal: heard
    """,
    "trustee_review": """
        submitted begin_review: pack kept_back kept_back_other kept_apart led_by_another
        reviewing decide: quorum majority declared voted papers_first
        reviewing decide_alone: alone_allowed votes_are_in own_interest not_own_question papers_first
        reviewing decide_outside: too_few_left papers_first
        decided ratify: to_ratify not_own_decision agreed_later
        submitted note: for_information
    """,
    "external_report": """
        assessing tell: authority_first
        drafting approve: board_approves authority not_own_draft
        approved send: approval_stands
        submitted,acknowledged send_update: same_reference
        finished send_late_update: same_reference
    """,
}
# A *should* may be set aside with a reason; every other guard is a bar.
SHOULD = {
    "stated",
    "decider_apart",
    "appeal_apart",
    "kept_apart",
    "led_by_another",
    "declared",
    "voted",
    "not_own_question",
    "not_own_decision",
    "not_own_draft",
    "authority_first",
    "all_told",
}


@pytest.mark.parametrize("name", MACHINES)
def test_each_step_has_its_guards_and_no_other(name: str) -> None:
    said = {}
    for line in GUARDED[name].strip().splitlines():
        where, _, guards = line.strip().partition(":")
        said[where] = set(guards.split())
    found = {}
    for step in MACHINES[name].transitions:
        if own := {guard.key for guard in step.guards} - STANDARD:
            found[f"{','.join(step.sources)} {step.action}"] = own
    assert found == said


def test_only_a_should_can_be_set_aside() -> None:
    steps = [step for one in MACHINES.values() for step in (*one.transitions, *one.everywhere)]
    assert {guard.key for step in steps for guard in step.guards if guard.liftable} == SHOULD


def test_no_guard_stands_twice_before_one_step() -> None:
    for one in MACHINES.values():
        for step in (*one.transitions, *one.everywhere):
            keys = [guard.key for guard in step.guards]
            assert len(set(keys)) == len(keys), (one.name, step.action)
