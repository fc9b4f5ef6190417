"""The states and arrows of the nine machines, written out by hand from the design."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import SAME

# machine -> its arrows "from > to to"; the first state named is the initial one.
ARROWS = {
    "case": """
        reported > triage
        triage > open closed
        open > closed
        closed > triage
    """,
    "containment": """
        needed > preserved removed not_needed
        preserved > removal_requested platform_reported removed not_removed
        removal_requested > removed refused platform_reported
        refused > platform_reported
        platform_reported > removed not_removed
        removed > needed
        not_removed > platform_reported
    """,
    "response": """
        to_answer > holding private answered withdrawn unreachable no_reply_due not_needed
        holding > private withdrawn unreachable
        private > answered withdrawn unreachable
        answered > under_review settled withdrawn
        under_review > answered settled withdrawn
        unreachable > private withdrawn
    """,
    "support": """
        offered > accepted declined not_needed
        accepted > ended
    """,
    "discipline": """
        referred > informal investigating left not_needed
        informal > concluded left
        investigating > hearing no_case left
        no_case > concluded left
        hearing > decided investigating left
        decided > appealed concluded left
        appealed > concluded hearing left
        left > concluded
    """,
    "volunteer_exit": """
        raised > talking concluded not_needed
        talking > supported leaving concluded
        supported > talking concluded
        leaving > appealed concluded
        appealed > concluded
    """,
    "board_conduct": """
        raised > talking panel concluded resigned not_needed
        talking > concluded resigned
        panel > heard resigned
        heard > decided resigned
        decided > appealed concluded resigned
        appealed > concluded resigned
        resigned > concluded
    """,
    "trustee_review": """
        submitted > reviewing noted withdrawn not_needed
        reviewing > decided returned withdrawn
        returned > submitted
        decided > reviewing
    """,
    "external_report": """
        assessing > drafting submitted not_reported not_needed
        drafting > approved not_reported
        approved > submitted drafting
        submitted > acknowledged finished
        acknowledged > finished
        finished > submitted
        not_reported > assessing
    """,
}
# The states that count as ended; some can be taken up again.
FINAL = {
    "case": "closed",
    "containment": "removed not_removed not_needed",
    "response": "unreachable settled withdrawn no_reply_due not_needed",
    "support": "declined ended not_needed",
    "discipline": "concluded not_needed",
    "volunteer_exit": "concluded not_needed",
    "board_conduct": "concluded not_needed",
    "trustee_review": "decided noted withdrawn not_needed",
    "external_report": "finished not_reported not_needed",
}
# Steps that keep the state.
STAY = {
    "case": {"start_track": "reported triage open", "judge": "triage open", "set_aside": "triage open"},
    "volunteer_exit": {"step_back": "raised talking"},
    "trustee_review": {"write_pack": "submitted returned", "ratify": "decided"},
    "external_report": {
        "revise": "drafting",
        "send_update": "submitted acknowledged",
        "they_ask": "submitted acknowledged",
    },
}


def written(machine: str) -> dict[str, set[str]]:
    """The arrows as the table above says."""
    lines = [line.split(">") for line in ARROWS[machine].split("\n") if line.strip()]
    return {source.strip(): set(targets.split()) for source, targets in lines}


def test_there_are_nine_machines_and_no_other() -> None:
    assert list(MACHINES) == list(ARROWS)
    assert len(ARROWS) == 9


@pytest.mark.parametrize("name", ARROWS)
def test_the_arrows_are_those_of_the_design(name: str) -> None:
    found: dict[str, set[str]] = {}
    for step in MACHINES[name].transitions:
        for source in step.sources:
            if step.target != SAME:
                found.setdefault(source, set()).add(step.target)
    assert found == written(name)


@pytest.mark.parametrize("name", ARROWS)
def test_the_first_state_is_that_of_the_design(name: str) -> None:
    assert MACHINES[name].initial == next(iter(written(name)))


@pytest.mark.parametrize("name", ARROWS)
def test_the_final_states_are_those_of_the_design(name: str) -> None:
    assert [state.name for state in MACHINES[name].states.values() if state.final] == FINAL[name].split()


@pytest.mark.parametrize("name", ARROWS)
def test_the_steps_that_keep_the_state_are_those_of_the_design(name: str) -> None:
    found = {
        step.action: " ".join(step.sources) for step in MACHINES[name].transitions if step.target == SAME
    }
    assert found == STAY.get(name, {})


@pytest.mark.parametrize("name", ARROWS)
def test_every_machine_can_be_held_taken_back_and_handed_over(name: str) -> None:
    machine = MACHINES[name]
    for state in machine.states:
        for action in ("hold", "lift_hold", "hand_over"):
            assert machine.find(state, action), (state, action)
    assert any(machine.find(state, "take_back") for state in machine.states)


WORDS_NEVER_SEEN = ("containment", "volunteer exit", "settled", "track", "subject")


@pytest.mark.parametrize("name", ARROWS)
def test_people_never_read_the_keys_of_the_code(name: str) -> None:
    machine = MACHINES[name]
    words = [machine.label, *(state.label for state in machine.states.values())]
    for step in (*machine.transitions, *machine.everywhere):
        words += [step.label, step.done, step.warning, *(guard.sentence for guard in step.guards)]
        words += [text for field in step.requires for text in (field.label, field.hint)]
    seen = " ".join(words).lower()
    assert [word for word in WORDS_NEVER_SEEN if word in seen] == []
