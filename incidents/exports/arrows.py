"""Which arrows a drawing of a machine has: steps that look alike joined, steps that go back told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from incidents.domain.machine import PREVIOUS, SAME, Machine, Transition

# A step out of every place that is not an end (this many or more), or out of very many places, is drawn once,
# from a note that names them: a fan of lines would hide the rest.
MANY, VERY_MANY = 4, 6


@dataclass(frozen=True, slots=True)
class Arrow:
    """Lines from `sources` that meet in one caption and go on to `target` as one.

    `labels` are the buttons of the steps. `note` stands in for the sources when they are many.
    `back` marks an arrow that returns to a state nearer the start.
    """

    sources: tuple[str, ...]
    target: str
    labels: tuple[str, ...]
    back: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn: arrows, each state's distance from the start, and the steps that stay put."""

    arrows: tuple[Arrow, ...]
    ranks: Mapping[str, int]
    staying: Mapping[str, tuple[str, ...]]


def chart(machine: Machine) -> Chart:
    """The arrows and layers of `machine`. Steps that lead to the state before have no arrow."""
    plain = [step for step in machine.transitions if not _noted(step, machine)]
    noted = [step for step in machine.transitions if _noted(step, machine)]
    ahead, behind = _directions(machine, plain, noted)
    arrows = (*_joined(plain, behind), *(_from_note(step, machine) for step in noted))
    return Chart(arrows, _ranks(machine, plain, ahead), _staying(machine))


def _moves(step: Transition) -> Iterator[tuple[str, str]]:
    if step.target not in (SAME, PREVIOUS):
        yield from ((source, step.target) for source in step.sources if source != step.target)


def _noted(step: Transition, machine: Machine) -> bool:
    count = len(list(_moves(step)))
    return step.target != machine.initial and (
        count >= VERY_MANY or (count >= MANY and _from_anywhere(step, machine))
    )


def _from_anywhere(step: Transition, machine: Machine) -> bool:
    """Whether the step leaves every place that is not an end, and no end."""
    unended = {state.name for state in machine.states.values() if not state.final}
    return {source for source, _ in _moves(step)} == unended - {step.target}


def _from_note(step: Transition, machine: Machine) -> Arrow:
    sources = tuple(source for source, _ in _moves(step))
    names = [machine.states[source].label for source in sources]
    listed = f"From: {', '.join(names[:-1])} or {names[-1]}"
    note = "At any time before the end" if _from_anywhere(step, machine) else listed
    return Arrow(sources, step.target, (step.label,), note=note)


def _directions(
    machine: Machine, plain: list[Transition], noted: list[Transition]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The moves that lead on and the moves that lead back, found by walking from the start.

    A step with a note is walked as if it left the start, so that nothing is above its target but the start.
    """
    after: dict[str, list[str]] = {name: [] for name in machine.states}
    for source, target in (move for step in plain for move in _moves(step)):
        after[source].append(target)
    after[machine.initial] += [step.target for step in noted]
    ahead: set[tuple[str, str]] = set()
    behind: set[tuple[str, str]] = set()
    walked: set[str] = set()

    def walk(state: str, way: tuple[str, ...]) -> None:
        walked.add(state)
        for target in after[state]:
            (behind if target in (*way, state) else ahead).add((state, target))
            if target not in walked:
                walk(target, (*way, state))

    walk(machine.initial, ())
    return ahead, behind


def _ranks(machine: Machine, plain: list[Transition], ahead: set[tuple[str, str]]) -> dict[str, int]:
    """Each state's layer: its longest distance from the start, going ahead only.

    A state that only a note leads to is put as near as can be to what follows it.
    """
    ranks = dict.fromkeys(machine.states, 0)
    for _ in machine.states:
        for source, target in ahead:
            ranks[target] = max(ranks[target], ranks[source] + 1)
    reached = {target for step in plain for _, target in _moves(step)} | {machine.initial}
    for name in [state for state in machine.states if state not in reached]:
        after = [ranks[target] for source, target in ahead if source == name]
        ranks[name] = max(ranks[name], min(after, default=0) - 1)
    return ranks


def _joined(steps: list[Transition], behind: set[tuple[str, str]]) -> Iterator[Arrow]:
    """One arrow for all the steps with the same sources and target."""
    together: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
    for step in steps:
        for back in (False, True):
            sources = tuple(move[0] for move in _moves(step) if (move in behind) is back)
            if sources:
                together.setdefault((sources, step.target, back), []).append(step.label)
    for (sources, target, back), labels in together.items():
        yield Arrow(sources, target, tuple(dict.fromkeys(labels)), back)


def _staying(machine: Machine) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(
            step.label for step in machine.transitions if name in step.sources and step.target in (SAME, name)
        )
        for name in machine.states
    }
