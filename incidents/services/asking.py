"""What the page of one step needs: its questions and choices, why it is refused, and its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.lifecycle import CONDUCT, MACHINES
from incidents.domain.lifecycle.subjects import split
from incidents.domain.machine import NO_SUCH_STEP, Machine, Refusal, Transition
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause, Policy, bound_label
from incidents.services import board_tally, options
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, as_seen, known_parts, scene
from incidents.services.options import Labels
from incidents.store.db import read

# (the policy says that it may follow, it was looked up) -> what stands beside the choice
_SAID = {
    (True, True): "The policy says that this may follow.",
    (False, True): "The policy states no such consequence here. It needs a reason; advice is a choice too.",
    (False, False): "Look up first what the policy says about this person, or write why it must be so.",
}


# Whose page shows what stands already, to be changed and not typed again: everything, or only these.
_WRITES_ANEW = frozenset({"write_pack"})
_CARRIED_ON = {"send_update": "reference", "send_late_update": "reference", "acknowledge": "reference"}


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step, ready to be asked for.

    `matter` and `about` are "" for a step of the case itself. `choices` are keys and words by field;
    `groups` the heading and `hints` a few more words for some of those keys. `refusals` are those that hold
    whatever is answered. `filled` are answers that stand already; `beside` are facts to look at before it is
    answered. `version` is that of what it would move.
    """

    reference: str
    title: str
    matter: str
    about: str
    state: str
    transition: Transition
    choices: Mapping[str, Labels]
    refusals: tuple[Refusal, ...]
    version: int
    groups: Mapping[str, Labels] = field(default_factory=dict)
    hints: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether something stands in the way that no reason lifts."""
        return any(not refusal.guard for refusal in self.refusals)


def step_form(actor: Member, reference: str, track_id: str | None, action: str, now: datetime) -> StepForm:
    """The form of one step, of the case or (with `track_id`) of one matter.

    A step that is not open in the present state is shown with that as the reason, so that nothing typed is
    lost when someone else was faster. Raises NotFound for a step that the machine does not know, or that is
    not for the actor.
    """
    with read() as session:
        return form_of(session, scene(session, actor, reference, track_id, now), actor, action, now)


def form_of(session: Session, here: Scene, actor: Member, action: str, now: datetime) -> StepForm:
    """As `step_form`, for a case already found."""
    transition = known(here.machine, here.here.state, action)
    if (
        transition is None
        or not permits(actor, transition.permission)
        or not (here.track or here.found.whole)
    ):
        raise NotFound
    transition = replace(transition, requires=options.asked(here, transition))
    open_now = here.machine.find(here.here.state, action) is not None
    seen = as_seen(here, known_parts(session, here))
    refusals = here.machine.refusals(action, seen.context(actor, now)) if open_now else (NO_SUCH_STEP,)
    choices = options.allowed(session, here, actor, transition, now)
    policy = options.policy_then(session, here.case) if "clauses" in choices else None
    votes = board_tally.beside(session, here, actor, transition)
    return StepForm(
        reference=here.case.reference,
        title=here.case.title,
        matter=here.machine.label if here.track else "",
        about=here.track.subject_label if here.track else "",
        state=here.machine.states[here.here.state].label,
        transition=transition,
        choices=choices,
        refusals=refusals,
        version=here.here.version,
        groups=_groups(choices, policy),
        hints={
            **({"clauses": _hints(policy)} if policy else {}),
            **_what_follows(here, choices),
            **({"option": votes.hints} if votes.hints else {}),
        },
        filled={**_standing(here, transition), **votes.filled},
        beside=votes.lines,
    )


def _standing(here: Scene, transition: Transition) -> dict[str, object]:
    """What was written before, for a step that writes the same thing anew."""
    known, carried = here.here.known, _CARRIED_ON.get(transition.action)
    return {
        field.name: known[field.name]
        for field in transition.requires
        if field.name in known and (transition.action in _WRITES_ANEW or field.name == carried)
    }


def known(machine: Machine, state: str, action: str) -> Transition | None:
    """The arrow `action` out of `state`, or else out of any state; None when the machine has no such step."""
    here = machine.find(state, action)
    every = (*machine.transitions, *machine.everywhere)
    return here or next((one for one in every if one.action == action), None)


def _groups(choices: Mapping[str, Labels], policy: Policy | None) -> dict[str, Labels]:
    """The heading of each matter that can be started, and the section of each clause."""
    groups = {
        name: {key: MACHINES[split(key)[0]].label for key in keys}
        for name, keys in choices.items()
        if name in ("track", "tracks")
    }
    if policy is not None:
        groups["clauses"] = {clause.id: clause.section for clause in policy.clauses}
    return groups


def _what_follows(here: Scene, choices: Mapping[str, Labels]) -> dict[str, Labels]:
    """For each conduct matter that can be started: what the policy says of it for this person (design 4)."""
    judged = {row.involvement_id for row, _ in here.looked_up}
    return {
        name: {
            key: _SAID[key in here.facts.offered, split(key)[1] in judged]
            for key in keys
            if split(key)[0] in CONDUCT
        }
        for name, keys in choices.items()
        if name in ("track", "tracks")
    }


def _hints(policy: Policy) -> Labels:
    """Whom each clause binds, and what the policy says may follow, never more than it states (design 4)."""
    return {clause.id: f"Binds: {_bound(policy, clause)}. {clause.route.label}." for clause in policy.clauses}


def _bound(policy: Policy, clause: Clause) -> str:
    return ", ".join(bound_label(policy, key) for key in clause.binds)
