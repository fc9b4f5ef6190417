"""The headline of a case: which of its matters speaks, read alike by Python and by SQL."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.words import Stage

# the sentence; the case's state; its matters that the reader may see; the headline
ROWS: tuple[tuple[str, str, tuple[str, ...], Stage], ...] = (
    ("a new case", "reported", (), Stage.REPORTED),
    ("a new case that is being made safe is still new", "reported", ("containment needed",), Stage.REPORTED),
    ("first decisions", "triage", ("external_report drafting",), Stage.TRIAGE),
    ("nothing runs that the reader may see", "open", (), Stage.OPEN),
    ("looking after people is no headline", "open", ("support accepted",), Stage.OPEN),
    ("making it safe", "open", ("containment needed", "support offered"), Stage.CONTAINMENT),
    (
        "answering comes before making it safe",
        "open",
        ("containment needed", "response private"),
        Stage.RESPONSE,
    ),
    ("conduct comes before answering", "open", ("response to_answer", "discipline hearing"), Stage.CONDUCT),
    ("a volunteer's talk is conduct", "open", ("volunteer_exit talking", "response holding"), Stage.CONDUCT),
    ("a board member's talk is conduct", "open", ("board_conduct panel",), Stage.CONDUCT),
    (
        "the board comes before conduct",
        "open",
        ("discipline hearing", "trustee_review reviewing"),
        Stage.TRUSTEES,
    ),
    (
        "a report that is being written comes first",
        "open",
        ("trustee_review reviewing", "external_report drafting"),
        Stage.EXTERNAL_REPORT,
    ),
    (
        "a report that is only thought about does not count",
        "open",
        ("external_report assessing",),
        Stage.OPEN,
    ),
    (
        "what has ended does not count",
        "open",
        ("external_report finished", "trustee_review decided", "containment needed"),
        Stage.CONTAINMENT,
    ),
    ("what cannot be reached has ended", "open", ("response unreachable",), Stage.OPEN),
    ("closed, whatever was done", "closed", ("external_report finished",), Stage.CLOSED),
)


@pytest.mark.parametrize(("sentence", "state", "matters", "headline"), ROWS, ids=[row[0] for row in ROWS])
def test_the_headline(sentence: str, state: str, matters: tuple[str, ...], headline: Stage) -> None:
    seen = [(MACHINES[machine], at) for machine, at in (matter.split() for matter in matters)]
    assert stage.headline(state, seen) is headline


@pytest.mark.parametrize(("sentence", "state", "matters", "headline"), ROWS, ids=[row[0] for row in ROWS])
def test_the_database_finds_a_case_under_its_headline_and_no_other(
    sentence: str, state: str, matters: tuple[str, ...], headline: Stage
) -> None:
    ranks = [stage.rank_in(MACHINES[machine], at) for machine, at in (matter.split() for matter in matters)]
    highest = max(ranks, default=0)
    found = []
    for each in Stage:
        states, rank = stage.where(each)
        if state in states and rank in (None, highest):
            found.append(each)
    assert found == [headline]


def test_what_has_ended_never_counts() -> None:
    ended = [(one, state) for one in MACHINES.values() for state in one.states if one.ended(state)]
    assert {stage.rank_in(machine, state) for machine, state in ended} == {0}
    assert len(ended) > len(MACHINES)
