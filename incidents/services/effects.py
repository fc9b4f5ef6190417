"""What a step brings about besides its state: clauses cited, tasks, access, matters to begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from incidents.domain.fields import Data, Kind
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.domain.machine import Transition
from incidents.domain.policy_words import Route
from incidents.domain.words import Role
from incidents.services import at_once, board_steps, findings, joining, judging, telling_steps
from incidents.services import charity as charities
from incidents.services.changing import Change
from incidents.services.options import act_day
from incidents.store.models import Citation, Task, Track
from incidents.store.queries import people
from incidents.store.queries.one_case import FoundTrack

# Named at a step of the closed circle, and yet not let in: who will hear an appeal must know nothing before.
_KEPT_OUT = frozenset({"kept_back"})


def bring_about(change: Change, transition: Transition, data: Data) -> None:
    """Run the consequences of a step, if it has any beyond its state and answers."""
    machine = change.scene.machine.name
    for effect in (_EFFECTS.get((machine, transition.action)), _EFFECTS.get(("", transition.action))):
        if effect is not None:
            effect(change, data)
    if transition.opens_task:
        change.add_task(transition.opens_task, track=change.scene.track)
    _let_in_named(change, transition, data)


def circle(change: Change, track: Track) -> None:
    """Let into a new matter of the closed circle those who must run it: who began it, and the case's lead."""
    if track.machine in CLOSED_CIRCLE:
        for person_id in sorted(
            {change.actor.person_id, change.scene.case.lead_person_id or change.actor.person_id}
        ):
            change.let_in(person_id, "began this, or leads the case", track)


def _let_in_named(change: Change, transition: Transition, data: Data) -> None:
    """Whoever is given a part in a matter of the closed circle may see that matter, and nothing else."""
    track = change.scene.track
    if track is None or track.machine not in CLOSED_CIRCLE:
        return
    for field in transition.requires:
        if field.kind is Kind.PERSON and field.name in data and field.name not in _KEPT_OUT:
            change.let_in(str(data[field.name]), field.label, track)


def _look(change: Change, data: Data) -> None:
    _lead(change, str(data["lead"]))
    if data.get("danger") is not True:
        return
    everyone = people.people(change.session, change.actor.organisation_id, change.now)
    told = [
        one
        for one in everyone
        if Role.SAFEGUARDING_LEAD in one.roles and one.person_id not in change.scene.found.excluded
    ]
    for one in told:
        change.let_in(one.person_id, "a child or an adult at risk could be harmed", for_good=True)
    change.words["told"] = [one.name for one in told]


def _open(change: Change, data: Data) -> None:
    case = change.scene.case
    case.title, case.kind, case.severity = str(data["title"]), str(data["kind"]), str(data["severity"])
    _cite(change, _list(data, "clauses"))
    for title in str(data.get("tasks", "")).splitlines():
        if title.strip():
            change.add_task(title.strip())
    change.starting.extend(_list(data, "tracks"))


def _start(change: Change, data: Data) -> None:
    change.starting.append(str(data["track"]))


def _close(change: Change, data: Data) -> None:
    case = change.scene.case
    case.outcome, case.closed_at = str(data["outcome"]), change.now
    case.keep_until, case.keep_because = date.fromisoformat(str(data["keep_until"])), str(data["keep_reason"])


def _reopen(change: Change, _: Data) -> None:
    case = change.scene.case
    case.outcome = case.closed_at = case.keep_until = case.keep_because = None


def _hand_over(change: Change, data: Data) -> None:
    to, track = str(data["colleague"]), change.scene.track
    if track is not None:
        track.assigned_person_id = to
        change.let_in(to, "took this over", track)
        _tell(change, to, track.id)
        return
    _lead(change, to)
    # Only what the actor may know of: nobody hands on what is hidden from them.
    for one in change.scene.visible:
        if one.track.machine in CLOSED_CIRCLE and not _concerns(one, to):
            change.let_in(to, "took over the case", one.track)


def _concerns(found: FoundTrack, person_id: str) -> bool:
    return found.involvement is not None and found.involvement.person_id == person_id


def _lead(change: Change, person_id: str) -> None:
    case = change.scene.case
    names = {
        one.person_id: one.name for one in people.people(change.session, case.organisation_id, change.now)
    }
    case.lead_person_id, case.lead_name = person_id, names[person_id]
    change.let_in(person_id, "leads the case")
    _tell(change, person_id)


def _tell(change: Change, person_id: str, track_id: str | None = None) -> None:
    """A mail to whom something was handed, in the same transaction; nobody writes to themselves."""
    if person_id != change.actor.person_id:
        at_once.tell(change.session, change.scene.case, person_id, change.now, track_id=track_id)


def _cite(change: Change, clauses: list[str]) -> None:
    case = change.scene.case
    number, policy = charities.in_force(change.session, case.organisation_id, act_day(case))
    will = {clause.id for clause in policy.clauses if clause.route is Route.DISCIPLINARY_WILL}
    if not will.isdisjoint(clauses):
        case.known = {**case.known, findings.LOOKED_UP: True, findings.WILL_CITED: True}
    change.words["policy_version"] = number
    cited = set(
        change.session.scalars(
            select(Citation.clause_id).where(
                Citation.organisation_id == case.organisation_id,
                Citation.case_id == case.id,
                Citation.policy_number == number,
            )
        )
    )
    change.session.add_all(
        Citation(
            organisation_id=case.organisation_id, case_id=case.id, policy_number=number, clause_id=clause_id
        )
        for clause_id in clauses
        if clause_id not in cited
    )


def _hold(change: Change, data: Data) -> None:
    track = change.scene.track
    name = change.scene.machine.label if track else "the case"
    due_on = date.fromisoformat(str(data["next_look"]))
    task = change.add_task(f"Look again at what is on hold: {name}", due_on, change.actor.person_id, track)
    change.scene.here.hold = {**data, "task": task.id}


def _lift_hold(change: Change, _: Data) -> None:
    here = change.scene.here
    task_id = (here.hold or {}).get("task")
    task = change.session.get(Task, (here.organisation_id, str(task_id)))
    if task is not None and task.done_at is None:
        change.finish_tasks([task], "The hold was lifted")
    here.hold = None


def _list(data: Data, name: str) -> list[str]:
    value = data.get(name)
    return [str(item) for item in value] if isinstance(value, list) else []


# (machine, action), or ("", action) for every machine.
_EFFECTS: dict[tuple[str, str], Callable[[Change, Data], None]] = {
    ("case", "look"): _look,
    ("case", "open"): _open,
    ("case", "start_track"): _start,
    ("case", "judge"): judging.look_up,
    ("case", "set_aside"): judging.decide_against,
    ("case", "close"): _close,
    ("case", "merge"): joining.join,
    ("case", "reopen"): _reopen,
    **telling_steps.EFFECTS,
    ("trustee_review", "write_pack"): board_steps.write_pack,
    ("trustee_review", "begin_review"): board_steps.begin,
    ("trustee_review", "review_again"): board_steps.begin,
    ("trustee_review", "decide"): lambda change, _: board_steps.decided(change, "decide"),
    ("trustee_review", "decide_alone"): lambda change, _: board_steps.decided(change, "decide_alone"),
    ("trustee_review", "decide_outside"): lambda change, _: board_steps.decided(change, "decide_outside"),
    ("trustee_review", "ratify"): board_steps.ratify,
    ("", "hand_over"): _hand_over,
    ("", "hold"): _hold,
    ("", "lift_hold"): _lift_hold,
}
