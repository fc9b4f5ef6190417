"""The machines as plain data: what `lifecycle --json` prints and the documents are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidents.domain.machine import PREVIOUS, SAME, Machine, Transition

Listing = dict[str, object]


def as_data(machines: Mapping[str, Machine]) -> Listing:
    """`{"machines": {NAME: {"initial", "label", "states", "transitions", "everywhere"}}}`, in their order.

    A step that keeps the state is listed once for each state; taking back leads to null, the state before.
    """
    return {"machines": {name: _machine(machine) for name, machine in machines.items()}}


def _machine(machine: Machine) -> Listing:
    return {
        "initial": machine.initial,
        "label": machine.label,
        "states": [
            {"name": one.name, "label": one.label, "final": one.final} for one in machine.states.values()
        ],
        "transitions": [row for step in machine.transitions for row in _rows(step)],
        "everywhere": [
            _row(step, step.sources, None if step.target in (SAME, PREVIOUS) else step.target)
            for step in machine.everywhere
        ],
    }


def _rows(step: Transition) -> Iterable[Listing]:
    if step.target == SAME:
        return [_row(step, (source,), source) for source in step.sources]
    return [_row(step, step.sources, step.target)]


def _row(step: Transition, sources: tuple[str, ...], target: str | None) -> Listing:
    return {
        "action": step.action,
        "label": step.label,
        "from": list(sources),
        "to": target,
        "permission": step.permission.value,
        "guards": [guard.sentence for guard in step.guards],
        "requires": [field.name for field in step.requires],
    }
