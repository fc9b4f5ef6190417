"""The one door: `perform` is the only code that changes a state, on a case or on a matter of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from incidents.domain.fields import Data, Problem, Raw, parse
from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.lifecycle.subjects import split
from incidents.domain.machine import Transition
from incidents.services import effects, options
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.gather import Scene, scene
from incidents.services.once import earlier_answer
from incidents.services.timeline import changes_since
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import Access, Exclusion, Task, Track

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
    with work() as session:
        event_id = new_id()
        answer: dict[str, object] = {"reference": step.reference, "event": event_id}
        if earlier := earlier_answer(session, actor.account_id, step.key, answer, now):
            return Done(str(earlier["reference"]), str(earlier["event"]), again=True)
        here = scene(session, actor, step.reference, step.track_id, now, lock=True)
        if step.track_id is None and not here.found.whole:
            raise NotFound
        if here.here.version != step.version:
            raise Stale(changes_since(session, here, step.track_id, step.version), here.here.version)
        change = effects.Change(session, actor, here, now)
        transition = here.machine.find(here.here.state, step.action)
        data = _answers(change, transition, raw) if transition else {}
        target = here.machine.fire(step.action, here.context(actor, now, data))
        effects.bring_about(change, step.action, data)
        moves = [_move(change, step.action, target, data), *_begin(change)]
        here.case.updated_at = now
        if here.case.merged_into is not None:
            _carry_over(change)
        trail.on_case(
            session,
            here.case,
            trail.Entry(
                organisation_id=actor.organisation_id,
                action=f"{here.machine.name}.{step.action}",
                actor=actor.person_id,
                at=now,
                payload={"by": actor.name, "data": dict(data), **change.words},
                moves=moves,
                case_id=here.case.id,
                track_id=step.track_id,
                happened=_happened(data),
                id=event_id,
            ),
        )
        return Done(here.case.reference, event_id)


def _answers(change: effects.Change, transition: Transition, raw: Raw) -> dict[str, object]:
    """The answers as the domain reads them, with the reasons that lift *should* guards."""
    allowed = options.allowed(change.session, change.actor, change.scene, transition, change.now)
    data, problems = parse(transition.requires, raw, change.now, allowed)
    lifting = {
        guard.key: str(raw[LIFTING + guard.key]).strip()[:2000]
        for guard in transition.guards
        if guard.liftable and str(raw.get(LIFTING + guard.key) or "").strip()
    }
    if problems:
        raise Invalid(problems)
    change.words["labels"] = _chosen(data, allowed)
    return {**data, "lifting": lifting} if lifting else data


def _move(change: effects.Change, action: str, target: str, data: Data) -> trail.Move:
    """Change the state: of the case, or of the one matter the step is taken on."""
    here, machine = change.scene.here, change.scene.machine
    transition = machine.find(here.state, action)
    origin = here.state
    moved = transition is not None and transition.target == target
    before = dict(here.known)
    if action == "take_back":
        here.known = dict(_stored(here.last, "before"))
        here.last = None
    else:
        here.known = {**before, **data}
        if moved and transition is not None:
            here.last = {
                "action": action,
                "by": change.actor.person_id,
                "origin": origin,
                "left_the_house": transition.leaves_house,
                "before": before,
            }
    if action in ("hold", "lift_hold"):
        here.hold = dict(data) if action == "hold" else None
    here.state = target
    here.version += 1
    if isinstance(here, Track):
        here.ended = machine.ended(target)
        here.ended_at = change.now if here.ended else None
        here.rank = stage.rank_in(machine, target)
        here.updated_at = change.now
        here.taken_by = {**here.taken_by, action: change.actor.person_id}
    return trail.Move(machine.name, here.id, origin, target, here.version)


def _begin(change: effects.Change) -> list[trail.Move]:
    """Begin the matters that the step starts, each in its first state."""
    if not change.starting:
        return []
    case, labels = change.scene.case, options.starts(change.session, change.scene)
    running = {(one.track.machine, one.track.subject) for one in change.scene.tracks if not one.track.ended}
    moves = []
    for start in change.starting:
        name, subject = split(start)
        if (name, subject) in running:
            raise Invalid((Problem("track", "This is being done already; go on with that one"),))
        running.add((name, subject))
        machine = MACHINES[name]
        track = Track(
            organisation_id=case.organisation_id,
            id=new_id(),
            case_id=case.id,
            machine=name,
            subject=subject,
            subject_label=labels[start],
            involvement_id=subject if len(subject) == 32 else None,
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
        change.session.add(track)
        effects.circle(change, track)
        moves.append(trail.Move(name, track.id, None, machine.initial, 1))
    return moves


def _carry_over(change: effects.Change) -> None:
    """After "same as another case": matters, tasks and access go to the other one; histories stay where they were."""
    case = change.scene.case
    for model in (Track, Task, Access):
        change.session.execute(
            update(model)
            .where(model.organisation_id == case.organisation_id, model.case_id == case.id)
            .values(case_id=case.merged_into)
        )
    for person_id in change.scene.found.excluded:
        key = (case.organisation_id, case.merged_into, person_id)
        if change.session.get(Exclusion, key) is None:
            hidden = change.session.get_one(Exclusion, (case.organisation_id, case.id, person_id))
            change.session.add(
                Exclusion(
                    organisation_id=key[0], case_id=key[1], person_id=person_id, why=hidden.why, since=change.now
                )
            )


def _chosen(data: Data, allowed: Mapping[str, options.Labels]) -> dict[str, dict[str, str]]:
    """What people read for the keys that were chosen, as it was called on the day."""
    picked = {name: value if isinstance(value, list) else [value] for name, value in data.items() if name in allowed}
    return {name: {str(key): allowed[name][str(key)] for key in keys} for name, keys in picked.items()}


def _stored(last: dict[str, object] | None, name: str) -> dict[str, object]:
    value = (last or {}).get(name)
    return value if isinstance(value, dict) else {}


def _happened(data: Data) -> str:
    """When it happened, if the step says so; otherwise when it was written."""
    return str(data.get("happened_on") or "")
