"""The one door: `perform` is the only code that changes a state, on a case or on a matter of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents.domain.fields import Data, Field, Kind, Problem, Raw, parse
from incidents.domain.lifecycle import CLOSED_CIRCLE, MACHINES, stage
from incidents.domain.lifecycle.subjects import FIXED, split
from incidents.domain.machine import NO_SUCH_STEP, Machine, Refused, Transition
from incidents.services import clock_keeping, effects, joining, options, undoing
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.faults import Invalid, Stale
from incidents.services.gather import as_seen, known_parts, scene
from incidents.services.once import earlier_answer
from incidents.services.timeline import changes_since
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, Track

LIFTING = "because-"


@dataclass(frozen=True, slots=True)
class Step:
    """What someone asks for: a step of a case, or of one matter of it, on the version that their form showed.

    `key` is the form's random token: the same key acts once. `track_id` None means the case itself.
    """

    reference: str
    action: str
    version: int
    key: str
    track_id: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. `again`: the same form had acted already, and nothing happened twice."""

    reference: str
    event_id: str
    again: bool = False


def perform(actor: Member, step: Step, raw: Raw, now: datetime) -> Done:
    """Take one step, with its answers, its consequences and its one entry in the trail, in one transaction.

    In: `raw` answers by field name (`because-<guard>` lifts a *should* guard); `now`, an aware instant.
    Raises NotFound (nothing there that the actor may learn of), Stale (someone was faster), Invalid (answers
    that cannot be read) and machine.Refused (every reason why not); then nothing at all has changed.
    """
    event_id = new_id()
    answer: dict[str, object] = {"reference": step.reference, "event": event_id}
    with work() as session, session.no_autoflush:
        if earlier := earlier_answer(session, actor.account_id, step.key, answer, now):
            # A key that someone used for another form of theirs has no entry of a step.
            return Done(str(earlier["reference"]), str(earlier.get("event", "")), again=True)
        if joining.FIELD in raw:
            joining.lock_both(session, actor, step.reference, raw)
        here = scene(session, actor, step.reference, step.track_id, now, whole=True, lock=True)
        if here.here.version != step.version:
            raise Stale(changes_since(session, here, step.track_id, step.version), here.here.version)
        change = Change(session, actor, here, now, event_id)
        transition = _transition(change, step.action)
        data, lifting = _answers(change, transition, raw)
        target = _fire(change, step.action, {**data, "lifting": lifting})
        moves = _move(change, transition, target, data)
        clock_keeping.sync(change, moves, transition.done)
        if not _within_circles(moves):
            change.touch(step.track_id)
        trail.on_case(
            session,
            here.case,
            trail.Entry(
                organisation_id=actor.organisation_id,
                action=f"{here.machine.name}.{step.action}",
                actor=actor.person_id,
                at=now,
                payload={
                    "by": actor.name,
                    "data": {**data, "lifting": lifting} if lifting else data,
                    **change.words,
                },
                moves=moves,
                case_id=here.case.id,
                track_id=step.track_id,
                happened=_happened(transition, data),
                id=event_id,
            ),
        )
        return Done(here.case.reference, event_id)


def _transition(change: Change, action: str) -> Transition:
    """The arrow asked for. Who is not entitled to it hears nothing else; a bar on the step comes later."""
    here = change.scene
    transition = here.machine.find(here.here.state, action)
    if transition is None:
        raise Refused((NO_SUCH_STEP,))
    refusals = here.machine.refusals(action, here.context(change.actor, change.now))
    if blocking := tuple(one for one in refusals if one.code in ("no_such_step", "not_permitted")):
        raise Refused(blocking)
    return transition


def _answers(change: Change, transition: Transition, raw: Raw) -> tuple[dict[str, object], dict[str, str]]:
    """The answers as the domain reads them, and the reasons that lift *should* guards which do not hold."""
    allowed = options.allowed(change.session, change.scene, change.actor, transition, change.now)
    liftable = [guard for guard in transition.guards if guard.liftable]
    reasons = [
        Field(LIFTING + guard.key, "Why it must be so", Kind.TEXT, required=False) for guard in liftable
    ]
    data, problems = parse((*options.asked(change.scene, transition), *reasons), raw, change.now, allowed)
    if problems:
        raise Invalid(problems)
    given = {guard.key: str(data.pop(LIFTING + guard.key, "")) for guard in liftable}
    context = change.scene.context(change.actor, change.now, data)
    lifting = {
        guard.key: given[guard.key] for guard in liftable if given[guard.key] and not guard.holds(context)
    }
    change.words["labels"] = _chosen(data, allowed)
    return data, lifting


def _fire(change: Change, action: str, data: Data) -> str:
    """Where the step leads. Of the reasons against it, those come first that tell of nothing hidden."""
    here = change.scene
    try:
        return here.machine.fire(action, here.context(change.actor, change.now, data))
    except Refused as refused:
        seen = as_seen(here, known_parts(change.session, here))
        known = here.machine.refusals(action, seen.context(change.actor, change.now, data))
        raise Refused(known or refused.refusals) from refused


def _move(change: Change, transition: Transition, target: str, data: Data) -> list[trail.Move]:
    """Change the state of the case or of the one matter, with all that follows; every move it makes."""
    here, action = change.scene.here, transition.action
    origin, before = here.state, undoing.columns(here)
    ending: tuple[Track, ...] = ()
    left: dict[str, object] = {}
    begun: list[trail.Move] = []
    if action == "take_back":
        ending = undoing.take_back(change)
    else:
        effects.bring_about(change, transition, data)
        begun = _begin(change)
        left = undoing.leave(change, action, data, before)
        here.known = {**here.known, **data, **change.traces.answers}
        if isinstance(here, Track):
            here.taken_by = {**here.taken_by, action: change.actor.person_id}
    here.last = {
        "action": action,
        "by": change.actor.person_id,
        "origin": origin,
        "left_the_house": transition.leaves_house,
        "undo": left,
    }
    for track in ending:
        track.known = {**track.known, "not_needed_because": undoing.TAKEN_BACK}
    ended = [_set(change, MACHINES[track.machine], track, "not_needed") for track in ending]
    return [_set(change, change.scene.machine, here, target), *begun, *ended]


def _set(change: Change, machine: Machine, thing: CaseFile | Track, target: str) -> trail.Move:
    """Put one machine into its next state."""
    origin, thing.state = thing.state, target
    thing.version += 1
    if isinstance(thing, Track):
        thing.updated_at = change.now
        thing.ended = machine.ended(target)
        thing.ended_at = change.now if thing.ended else None
        thing.rank = stage.rank_in(machine, target)
    return trail.Move(machine.name, thing.id, origin, target, thing.version)


def _within_circles(moves: list[trail.Move]) -> bool:
    """Whether all that changed are matters of the closed circle, as when a step only begins one."""
    changed = [move.machine for move in moves if move.origin != move.target]
    return bool(changed) and CLOSED_CIRCLE.issuperset(changed)


def _begin(change: Change) -> list[trail.Move]:
    """Begin the matters that the step starts, each in its first state."""
    if not change.starting:
        return []
    labels = options.starts(change.session, change.scene)
    running = {(one.track.machine, one.track.subject) for one in change.scene.tracks if not one.track.ended}
    moves = []
    for start in change.starting:
        name, subject = split(start)
        if (name, subject) in running:  # not among the choices, unless it is hidden from the actor
            raise Invalid((Problem("track", "This cannot be started now"),))
        running.add((name, subject))
        track = _first(change, MACHINES[name], subject, labels[start])
        change.session.add(track)
        change.traces.tracks.append(track.id)
        effects.circle(change, track)
        moves.append(trail.Move(name, track.id, None, track.state, 1))
    return moves


def _first(change: Change, machine: Machine, subject: str, label: str) -> Track:
    """A matter in its first state; without fixed subjects, it is about a person of the case."""
    case = change.scene.case
    return Track(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        machine=machine.name,
        subject=subject,
        subject_label=label,
        involvement_id=None if machine.name in FIXED else subject,
        assigned_person_id=None,
        state=machine.initial,
        version=1,
        ended=False,
        rank=stage.rank_in(machine, machine.initial),
        known={},
        taken_by={"start_track": change.actor.person_id},
        hold=None,
        last=None,
        opened_at=change.now,
        updated_at=change.now,
        ended_at=None,
    )


def _chosen(data: Data, allowed: Mapping[str, options.Labels]) -> dict[str, dict[str, str]]:
    """What people read for the keys that were chosen, as it was called on the day."""
    picked = {
        name: value if isinstance(value, list) else [value] for name, value in data.items() if name in allowed
    }
    return {name: {str(key): allowed[name][str(key)] for key in keys} for name, keys in picked.items()}


def _happened(transition: Transition, data: Data) -> str:
    """The first day that the step names as past is when it happened; otherwise when it was written."""
    days = (field.name for field in transition.requires if field.kind is Kind.DATE and field.past)
    return next((str(data[name]) for name in days if name in data), "")
