"""The permission matrix as text, one file each; `python -m tests.domain.matrix` prints the present one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from incidents.domain.case import CaseFacts, Context, SubjectPerson, TrackFacts
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Machine
from incidents.domain.words import Role

FOLDER = Path(__file__).parent / "expectations"
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NOBODY = "nobody"


@dataclass(frozen=True)
class Someone:
    """An actor with the roles of one cell."""

    roles: frozenset[Role]
    person_id: str = "someone"
    organisation_id: str = "fts"


def cells(machine: Machine) -> Iterator[tuple[str, str, Role, bool]]:
    """Every (state, action, role) of a machine, and whether the role may take that step there."""
    steps = {step.action: step for step in (*machine.transitions, *machine.everywhere)}
    for state in machine.states:
        for action in steps:
            for role in Role:
                refusals = machine.refusals(action, context(machine, state, role))
                yield (
                    state,
                    action,
                    role,
                    not {"no_such_step", "not_permitted"} & {one.code for one in refusals},
                )


def context(machine: Machine, state: str, role: Role) -> Context:
    """A case, or one matter of it, in `state`, and someone who holds only `role`."""
    if machine.name == "case":
        return Context(CaseFacts(state), None, Someone(frozenset({role})), NOW)
    track = TrackFacts("a", machine.name, state, ended=False, person=SubjectPerson("other", "staff"))
    return Context(CaseFacts("open", (track,)), track, Someone(frozenset({role})), NOW)


def expected(machine: str) -> dict[tuple[str, str], frozenset[str]]:
    """What the reviewed file says: (state, action) -> the roles that may."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    state = ""
    for line in (FOLDER / f"{machine}.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            state = line.strip()
            continue
        action, *roles = line.split()
        key = (state, action)
        if key in found:
            raise ValueError(f"{machine}: {state} {action} stands twice")
        found[key] = frozenset(roles) - {NOBODY}
    return found


def text(machine: Machine) -> str:
    """The present matrix of one machine, in the form of the files."""
    roles: dict[tuple[str, str], list[str]] = {}
    for state, action, role, may in cells(machine):
        roles.setdefault((state, action), [])
        if may:
            roles[state, action].append(role.value)
    title = f"# {machine.label}: who may take which step, by state. "
    lines = [title + f"A step that no line gives to anybody says “{NOBODY}”."]
    for state in machine.states:
        lines += ["", state]
        for (where, action), who in roles.items():
            if where == state:
                lines.append(f"  {action:<20} {' '.join(who) or NOBODY}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:] or MACHINES:
        sys.stdout.write(text(MACHINES[name]))
