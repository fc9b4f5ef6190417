"""The page that explains every machine (docs/lifecycle.md), written from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.domain.fields import Field
from incidents.domain.machine import PREVIOUS, SAME, Guard, Machine, Transition
from incidents.domain.permissions import GRANTS
from incidents.domain.words import Permission, Role
from incidents.exports.drawing import mermaid

RENEW = "python3 dev.py lifecycle --markdown > docs/lifecycle.md"

_OPENING = f"""# The life of a case

This page is written by the program from its own rules. To renew it after changing a rule, run
`{RENEW}`.

A case starts with a report. Someone makes the first decisions, and starts what must be done: make it safe,
answer, look after people, deal with someone's conduct, ask the board, tell a regulator. Each of these has
steps of its own, and they go on side by side. The case closes when they have ended.

Each part below shows one of them: a drawing, the places it can be in, and every step. A step is a button that
people see. The tables say who may take it, why it may be refused, and what must be written down. Most reasons
to refuse a step are never set aside. Where it says *may be set aside*, a person can go on all the same by
saying why, and that is kept and shown.
"""


def markdown(machines: Iterable[Machine]) -> str:
    """The whole page for `machines`, in their order; the same tables give the same text."""
    listed = tuple(machines)
    shared = _common([step for machine in listed for step in (*machine.transitions, *machine.everywhere)])
    parts = [_OPENING, _contents(listed), _shared_rules(shared)]
    parts += [_part(machine, shared) for machine in listed]
    parts.append(_everywhere(listed, shared))
    return "\n".join(parts)


def _contents(machines: Sequence[Machine]) -> str:
    lines = [
        f"- [{machine.label}](#{machine.name}): {len(machine.transitions)} steps" for machine in machines
    ]
    return "\n".join([*lines, "- [Steps that are always there](#always)", ""])


def _shared_rules(shared: tuple[Guard, ...]) -> str:
    if not shared:
        return ""
    return "\n".join(["## Why any step may be refused", "", *(f"- {_rule(guard)}" for guard in shared), ""])


def _part(machine: Machine, shared: tuple[Guard, ...]) -> str:
    own = _common(machine.transitions)
    here = tuple(guard for guard in own if not _among(guard, shared))
    lines = [
        f'<a id="{machine.name}"></a>',
        "",
        f"## {machine.label}",
        "",
        f"Name in the program: `{machine.name}`.",
        "",
        "```mermaid",
        mermaid(machine).rstrip(),
        "```",
        "",
        "| Where it can be | In the program | Counts as ended |",
        "|---|---|---|",
        *(
            _table_row(state.label, f"`{state.name}`", "yes" if state.final else "")
            for state in machine.states.values()
        ),
        "",
    ]
    if here:
        lines += ["Any step here may also be refused:", "", *(f"- {_rule(guard)}" for guard in here), ""]
    alike = len({step.permission for step in machine.transitions}) == 1
    if alike:
        lines += [f"Who may take these steps: {_who(machine.transitions[0].permission)}.", ""]
    who = [] if alike else ["Who may"]
    head = ["From", "Step", "To", *who, "Why it may be refused", "What must be written down"]
    lines += [_table_row(*head), f"|{'---|' * len(head)}"]
    lines += [_table_row(*_step(step, machine, own, with_who=not alike)) for step in machine.transitions]
    return "\n".join([*lines, ""])


def _step(step: Transition, machine: Machine, own: tuple[Guard, ...], with_who: bool) -> list[str]:
    return [
        _sources(step, machine),
        step.label,
        _target(step, machine),
        *([_who(step.permission)] if with_who else []),
        _stacked(_rule(guard) for guard in step.guards if not _among(guard, own)),
        _stacked(_asked(field, step) for field in step.requires),
    ]


def _everywhere(machines: Sequence[Machine], shared: tuple[Guard, ...]) -> str:
    """The steps every machine has, once; they come from one table, so the first machine speaks for all."""
    found: dict[str, list[tuple[Machine, Transition]]] = {}
    for machine in machines:
        for step in machine.everywhere:
            found.setdefault(step.action, []).append((machine, step))
    alike = len({tuple(_who_by_machine(steps)) for steps in found.values()}) == 1
    lines = ['<a id="always"></a>', "", "## Steps that are always there", ""]
    if alike:
        lines += ["Who may take these steps:", ""]
        lines += [f"- {who}" for who in _who_by_machine(next(iter(found.values())))] + [""]
    who = [] if alike else ["Who may"]
    head = ["Step", "To", *who, "Why it may be refused", "What must be written down"]
    lines += [_table_row(*head), f"|{'---|' * len(head)}"]
    for steps in found.values():
        machine, step = steps[0]
        rules = [guard for guard in _common([one for _, one in steps]) if not _among(guard, shared)]
        who = [] if alike else [_stacked(_who_by_machine(steps))]
        asked = _stacked(_asked(field, step) for field in step.requires)
        lines.append(_table_row(step.label, _target(step, machine), *who, _stacked(map(_rule, rules)), asked))
    return "\n".join([*lines, ""])


def _common(steps: Sequence[Transition]) -> tuple[Guard, ...]:
    """The guards that every one of `steps` has, in the order of the first."""
    first = steps[0].guards if steps else ()
    return tuple(guard for guard in first if all(_among(guard, step.guards) for step in steps))


def _among(guard: Guard, guards: Iterable[Guard]) -> bool:
    return any((guard.key, guard.sentence) == (other.key, other.sentence) for other in guards)


def _rule(guard: Guard) -> str:
    return guard.sentence + (" *(may be set aside)*" if guard.liftable else "")


def _asked(field: Field, step: Transition) -> str:
    if field.when is None:
        return field.label if field.required else f"{field.label} *(may be left empty)*"
    other, values = field.when
    labels = {asked.name: asked for asked in step.requires}
    if other not in labels:
        return field.label
    meant = dict(labels[other].choices)
    answers = " or ".join(meant.get(value, value) for value in values)
    return f"{field.label} *(when “{labels[other].label}” is “{answers}”)*"


def _who(permission: Permission) -> str:
    """The roles that may, in the order of the list of roles."""
    return ", ".join(role.label for role in Role if role in GRANTS.get(permission, frozenset())) or "Nobody"


def _who_by_machine(found: Sequence[tuple[Machine, Transition]]) -> list[str]:
    """Who may take a step that every machine has: a line for all machines that ask for one permission."""
    permissions = dict.fromkeys(step.permission for _, step in found)
    if len(permissions) == 1:
        return [_who(next(iter(permissions)))]
    return [
        f"{', '.join(machine.label for machine, step in found if step.permission is asked)}: {_who(asked)}"
        for asked in permissions
    ]


def _sources(step: Transition, machine: Machine) -> str:
    if set(step.sources) == set(machine.states):
        return "Anywhere"
    return ", ".join(machine.states[source].label for source in step.sources)


def _target(step: Transition, machine: Machine) -> str:
    special = {SAME: "stays", PREVIOUS: "where it was before"}
    place = special.get(step.target) or machine.states[step.target].label
    return f"{place}<br>Leaves a task: {step.opens_task}" if step.opens_task else place


def _stacked(lines: Iterable[str]) -> str:
    return "<br>".join(lines)


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
