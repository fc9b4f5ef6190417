"""The machines as plain text for a terminal: each place, and which button leads from it to where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.domain.machine import PREVIOUS, SAME, Machine, Transition


def text(machines: Iterable[Machine]) -> str:
    """One block a machine, separated by an empty line."""
    return "\n".join("\n".join(_lines(machine)) + "\n" for machine in machines)


def _lines(machine: Machine) -> Iterator[str]:
    yield f"{machine.label} ({machine.name})"
    for name, state in machine.states.items():
        notes = [
            note for note, holds in (("start", name == machine.initial), ("ended", state.final)) if holds
        ]
        yield f"  {state.label}" + (f" ({', '.join(notes)})" if notes else "")
        for step in machine.transitions:
            if name in step.sources:
                yield f"    {step.label} -> {_target(step, machine)}"
    if machine.everywhere:
        yield f"  Always there: {', '.join(step.label for step in machine.everywhere)}"


def _target(step: Transition, machine: Machine) -> str:
    special = {SAME: "stays here", PREVIOUS: "where it was before"}
    return special.get(step.target) or machine.states[step.target].label
