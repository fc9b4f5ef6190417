"""The headline of a case, for lists and badges: one table, read by Python and by SQL alike (design 3)."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.domain.machine import Machine
from incidents.domain.words import Stage

# machine -> (its rank, the stage it stands for); the highest that a reader may see is the headline.
_RANKS: dict[str, tuple[int, Stage]] = {
    "containment": (1, Stage.CONTAINMENT),
    "response": (2, Stage.RESPONSE),
    "discipline": (3, Stage.CONDUCT),
    "volunteer_exit": (3, Stage.CONDUCT),
    "board_conduct": (3, Stage.CONDUCT),
    "trustee_review": (4, Stage.TRUSTEES),
    "external_report": (5, Stage.EXTERNAL_REPORT),
}
# A report to another body counts once someone is drafting it.
_NOT_YET: frozenset[tuple[str, str]] = frozenset({("external_report", "assessing")})
_BY_RANK: dict[int, Stage] = {0: Stage.OPEN, **dict(_RANKS.values())}
_BY_STATE: dict[str, Stage] = {"reported": Stage.REPORTED, "triage": Stage.TRIAGE, "closed": Stage.CLOSED}


def rank_in(machine: Machine, state: str) -> int:
    """How much a matter in `state` counts for the headline; 0 when it has ended or does not count yet."""
    if machine.ended(state) or (machine.name, state) in _NOT_YET:
        return 0
    return _RANKS.get(machine.name, (0, Stage.OPEN))[0]


def of(case_state: str, highest: int) -> Stage:
    """The headline of a case whose matters, those the reader may see, rank up to `highest`."""
    return _BY_STATE.get(case_state) or _BY_RANK[highest]


def where(stage: Stage) -> tuple[tuple[str, ...], int | None]:
    """How to find a stage in the database: the case's states, and the highest rank, None if any will do."""
    for state, found in _BY_STATE.items():
        if found is stage:
            return (state,), None
    return ("open",), next(rank for rank, found in _BY_RANK.items() if found is stage)


def headline(case_state: str, matters: Iterable[tuple[Machine, str]]) -> Stage:
    """The headline from the matters a reader may see, each with its state."""
    return of(case_state, max((rank_in(machine, state) for machine, state in matters), default=0))
