"""How a table answers, and which tables cannot be a machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.case import CaseFacts, Context, LastStep, TrackFacts
from incidents.domain.fields import Field, Kind
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import PREVIOUS, SAME, Guard, Machine, MachineFault, Refused, State, Transition
from incidents.domain.words import Permission, Role
from tests.domain.matrix import Someone

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
A, B, END = State("a", "A"), State("b", "B"), State("end", "End", final=True)
NEVER = Guard("never", "This never holds.", lambda _: False)
SHOULD = Guard("should", "This should hold.", lambda _: False, liftable=True)
TITLE = Field("title", "Title", Kind.LINE)


def step(
    action: str, sources: tuple[str, ...], target: str, *guards: Guard, requires: tuple[Field, ...] = ()
) -> Transition:
    """One arrow that managers may take."""
    return Transition(
        action, action.title(), f"Did {action}", sources, target, Permission.HANDLE, guards, requires
    )


def machine(*steps: Transition, states: tuple[State, ...] = (A, B, END)) -> Machine:
    """A small machine."""
    return Machine("small", "Small", states, steps)


def context(state: str, *roles: Role, data: dict[str, object] | None = None) -> Context:
    """Someone looking at a case in `state`."""
    return Context(CaseFacts(state), None, Someone(frozenset(roles)), NOW, data)


STRAIGHT = (step("go", ("a",), "b"), step("finish", ("b",), "end"))

FAULTS = (
    ("two arrows of one name from one state", (*STRAIGHT, step("go", ("a",), "end")), "leaves a twice"),
    (
        "an arrow from a state that does not exist",
        (*STRAIGHT, step("jump", ("x",), "end")),
        "unknown states: x",
    ),
    ("an arrow to a state that does not exist", (*STRAIGHT, step("jump", ("a",), "y")), "unknown states: y"),
    (
        "a state that nothing leads to",
        (step("go", ("a",), "end"), step("finish", ("b",), "end")),
        "nothing leads to b",
    ),
    (
        "a state without a way to an end",
        (step("go", ("a",), "b"), step("stop", ("a",), "end")),
        "no end can be reached from b",
    ),
    (
        "staying is no way to an end",
        (*STRAIGHT[:1], step("stop", ("a",), "end"), step("wait", ("b",), SAME)),
        "no end can be reached from b",
    ),
)


@pytest.mark.parametrize(("fault", "steps", "says"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_table_with_a_fault_cannot_be_a_machine(
    fault: str, steps: tuple[Transition, ...], says: str
) -> None:
    with pytest.raises(MachineFault, match=says):
        machine(*steps)


def test_a_step_leads_to_its_target() -> None:
    assert machine(*STRAIGHT).fire("go", context("a", Role.MANAGER, data={})) == "b"


def test_staying_keeps_the_state() -> None:
    assert (
        machine(*STRAIGHT, step("wait", ("a",), SAME)).fire("wait", context("a", Role.MANAGER, data={}))
        == "a"
    )


def test_going_back_without_a_step_before_stays() -> None:
    back = machine(*STRAIGHT, step("back", ("b",), PREVIOUS))
    assert back.fire("back", context("b", Role.MANAGER, data={})) == "b"


def test_going_back_leads_to_where_the_last_step_came_from() -> None:
    back = machine(*STRAIGHT, step("back", ("b",), PREVIOUS))
    last = LastStep("go", "someone", "a", left_the_house=False)
    before = Context(CaseFacts("b", last=last), None, Someone(frozenset({Role.MANAGER})), NOW, {})
    assert back.fire("back", before) == "a"


def test_there_is_no_way_back_over_an_arrow_that_a_newer_table_lacks() -> None:
    back = machine(*STRAIGHT, step("back", ("b",), PREVIOUS))
    last = LastStep("gone", "someone", "a", left_the_house=False)
    before = Context(CaseFacts("b", last=last), None, Someone(frozenset({Role.MANAGER})), NOW, {})
    assert [one.code for one in back.refusals("back", before)] == ["no_such_step"]


def test_firing_with_nothing_written_down_still_asks_for_what_is_needed() -> None:
    asking = machine(step("go", ("a",), "b", requires=(TITLE,)), STRAIGHT[1])
    assert asking.refusals("go", context("a", Role.MANAGER)) == ()
    with pytest.raises(Refused, match="Fill in: title"):
        asking.fire("go", context("a", Role.MANAGER))


def test_a_step_that_is_not_open_says_so() -> None:
    refusals = machine(*STRAIGHT).refusals("finish", context("a", Role.MANAGER))
    assert [one.code for one in refusals] == ["no_such_step"]


def test_permission_is_asked_before_guards() -> None:
    guarded = machine(step("go", ("a",), "b", NEVER), STRAIGHT[1])
    refusals = guarded.refusals("go", context("a", Role.AUDITOR))
    assert [one.code for one in refusals] == ["not_permitted"]
    assert NEVER.sentence not in refusals[0].message


def test_a_refusal_lists_every_reason() -> None:
    guarded = machine(step("go", ("a",), "b", NEVER, SHOULD, requires=(TITLE,)), STRAIGHT[1])
    with pytest.raises(Refused) as refused:
        guarded.fire("go", context("a", Role.MANAGER, data={}))
    assert [one.code for one in refused.value.refusals] == ["not_yet", "should", "missing"]
    assert [one.guard for one in refused.value.refusals] == ["", "should", ""]
    assert str(refused.value) == "This never holds.; This should hold.; Fill in: title"


def test_a_should_is_lifted_by_a_reason_and_a_bar_is_not() -> None:
    guarded = machine(step("go", ("a",), "b", NEVER, SHOULD), STRAIGHT[1])
    data: dict[str, object] = {"lifting": {"should": "we are few", "never": "please"}}
    assert [one.message for one in guarded.refusals("go", context("a", Role.MANAGER, data=data))] == [
        NEVER.sentence
    ]


@pytest.mark.parametrize("answer", [False, 0, "x"])
def test_no_and_nought_are_answers(answer: object) -> None:
    asking = machine(step("go", ("a",), "b", requires=(TITLE,)), STRAIGHT[1])
    assert asking.fire("go", context("a", Role.MANAGER, data={"title": answer})) == "b"


def test_only_permitted_steps_are_offered_each_with_its_reasons() -> None:
    guarded = machine(step("go", ("a",), "b", NEVER), STRAIGHT[1])
    assert list(guarded.available(context("a", Role.AUDITOR))) == []
    offered = [
        (one.action, [why.message for why in reasons])
        for one, reasons in guarded.available(context("a", Role.MANAGER))
    ]
    assert offered == [("go", [NEVER.sentence])]


@given(st.data())
def test_a_random_walk_can_always_still_reach_an_end(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from(list(MACHINES.values())))
    state = found.initial
    for _ in range(data.draw(st.integers(0, 12))):
        ahead = sorted(
            {one.target for one in found.transitions if state in one.sources and one.target != SAME}
        )
        if not ahead:
            break
        state = data.draw(st.sampled_from(ahead))
        assert state in found.states
    seen, front = {state}, {state}
    while front:
        front = {
            one.target for one in found.transitions if set(one.sources) & front and one.target != SAME
        } - seen
        seen |= front
    assert any(found.ended(one) for one in seen)


@given(st.sampled_from(list(MACHINES.values())), st.sampled_from(list(Role)), st.data())
def test_someone_without_permission_never_reads_a_guard(
    found: Machine, role: Role, data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(sorted(found.states)))
    action = data.draw(st.sampled_from([one.action for one in (*found.transitions, *found.everywhere)]))
    facts = CaseFacts(state)
    track = None if found.name == "case" else TrackFacts("a", found.name, state, ended=False)
    refusals = found.refusals(action, Context(facts, track, Someone(frozenset({role})), NOW))
    if any(one.code == "not_permitted" for one in refusals):
        assert len(refusals) == 1


@given(st.sampled_from(list(MACHINES.values())), st.data())
def test_firing_never_leaves_the_table(found: Machine, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(sorted(found.states)))
    action = data.draw(st.sampled_from([one.action for one in (*found.transitions, *found.everywhere)]))
    origin = data.draw(st.sampled_from([*sorted(found.states), "elsewhere"]))
    last = data.draw(
        st.none() | st.builds(LastStep, st.just(action), st.just("someone"), st.just(origin), st.booleans())
    )
    facts = CaseFacts(state, last=last)
    track = None
    if found.name != "case":
        track = TrackFacts("a", found.name, state, ended=False, last=last)
        facts = CaseFacts("open", (track,))
    here = Context(facts, track, Someone(frozenset(Role)), NOW, {"lifting": {}})
    if found.refusals(action, here):
        with pytest.raises(Refused):
            found.fire(action, here)
        return
    step_taken = found.find(state, action)
    assert step_taken is not None
    reached = found.fire(action, here)
    assert reached in found.states
    assert reached in {step_taken.target, state, origin}
