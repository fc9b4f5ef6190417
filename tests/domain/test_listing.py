"""The machines as plain data: complete, in plain JSON, and true to the tables."""

from __future__ import annotations

import json

import pytest

from incidents.domain.lifecycle import MACHINES
from incidents.domain.lifecycle.listing import as_data
from incidents.domain.machine import SAME

LISTED = json.loads(json.dumps(as_data(MACHINES)))["machines"]
KEYS = ["action", "label", "from", "to", "permission", "guards", "requires"]


def test_the_machines_stand_in_their_order() -> None:
    assert list(LISTED) == list(MACHINES)


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_has_these_keys_and_no_other(name: str) -> None:
    one = LISTED[name]
    assert list(one) == ["initial", "label", "states", "transitions", "everywhere"]
    assert all(list(state) == ["name", "label", "final"] for state in one["states"])
    assert all(list(row) == KEYS for row in (*one["transitions"], *one["everywhere"]))


@pytest.mark.parametrize("name", MACHINES)
def test_each_arrow_of_the_table_is_listed_once(name: str) -> None:
    machine = MACHINES[name]
    listed = [
        (source, row["action"], row["to"]) for row in LISTED[name]["transitions"] for source in row["from"]
    ]
    table = [
        (source, step.action, source if step.target == SAME else step.target)
        for step in machine.transitions
        for source in step.sources
    ]
    assert sorted(listed) == sorted(table)
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("name", MACHINES)
def test_every_listed_step_leads_to_a_state_of_its_machine(name: str) -> None:
    states = {state["name"] for state in LISTED[name]["states"]}
    assert {row["to"] for row in LISTED[name]["transitions"]} <= states
    assert LISTED[name]["initial"] in states


def test_steps_that_every_state_has_lead_to_no_one_state() -> None:
    for one in LISTED.values():
        assert [(row["action"], row["to"]) for row in one["everywhere"]] == [
            ("hold", None),
            ("lift_hold", None),
            ("take_back", None),
            ("hand_over", None),
        ]


def test_a_step_that_keeps_the_state_has_a_row_for_each_state() -> None:
    rows = [row for row in LISTED["case"]["transitions"] if row["action"] == "start_track"]
    assert [(row["from"], row["to"]) for row in rows] == [
        (["reported"], "reported"),
        (["triage"], "triage"),
        (["open"], "open"),
    ]


def test_a_row_says_who_may_why_not_and_what_is_written_down() -> None:
    (row,) = [row for row in LISTED["support"]["transitions"] if row["action"] == "decline"]
    assert row == {
        "action": "decline",
        "label": "They said no",
        "from": ["offered"],
        "to": "declined",
        "permission": "handle",
        "guards": [
            "You cannot act in something that concerns you.",
            "This is on hold. Lift the hold first.",
            "This case is closed. Reopen it first.",
        ],
        "requires": ["offered_on", "declined_words"],
    }
