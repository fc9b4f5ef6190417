"""Working on a case beside its steps: notes, things to do, the people in it, and stepping back from it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incidents.domain.fields import Data, Field, Kind, Problem, Raw, parse
from incidents.domain.permissions import permits
from incidents.domain.policy_words import Standing
from incidents.domain.words import Involvement as Part
from incidents.domain.words import Permission, choices
from incidents.services import options, routing
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.effects import Change, add_task
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.services.once import earlier_answer
from incidents.services.reporting import standing_of
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import Exclusion, Involvement, Task, Track
from incidents.store.queries import people

NOTE = (
    Field("body", "What happened, or what you want to note", hint="Facts first. Keep it short."),
    Field("happened_on", "When it happened", Kind.DATE),
)
TASK = (
    Field("task", "What has to be done", Kind.LINE),
    Field("due_on", "By when", Kind.DATE, required=False, past=False),
    Field("person", "Who does it", Kind.PERSON, required=False),
)
DONE = (Field("how", "How it went", required=False),)
PERSON = (
    Field("known", "Someone we know", Kind.PERSON, required=False),
    Field("name", "Or how you call them", Kind.LINE, required=False, hint="For example: the family's neighbour"),
    Field("involvement", "Their part in this", Kind.CHOICE, choices=choices(Part)),
    Field("standing", "Who they were to us then", Kind.CHOICE, required=False, choices=choices(Standing)),
    Field("under_18", "Are they under 18?", Kind.YES_NO),
    Field("handles", "Their account names, if they matter", Kind.LINE, required=False),
)
CONFLICT = (Field("because", "Why you should not deal with this"),)


def note(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Write a note, on the case or on one matter: when it happened and when it was written are both kept.

    Raises NotFound and Invalid. The note lives in the trail and nowhere else.
    """
    with work() as session:
        if _again(session, actor, reference, key, now):
            return
        here = _writable(session, actor, reference, track_id, now)
        data = _parsed(NOTE, raw, now)
        _enter(session, here, actor, "noted", now, {"data": data}, track_id=track_id, happened=str(data["happened_on"]))


def add_to_do(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Add something to do, for someone who may know of the case. Raises NotFound and Invalid."""
    with work() as session:
        if _again(session, actor, reference, key, now):
            return
        here = _writable(session, actor, reference, track_id, now)
        colleagues = options.colleagues(session, here, now)
        data = _parsed(TASK, raw, now, {"person": colleagues})
        due_on = date.fromisoformat(str(data["due_on"])) if "due_on" in data else None
        person = str(data["person"]) if "person" in data else None
        track = here.here if isinstance(here.here, Track) else None
        add_task(Change(session, actor, here, now), str(data["task"]), due_on, person, track)
        labels = {"person": {person: colleagues[person]}} if person else {}
        _enter(session, here, actor, "task_added", now, {"data": data, "labels": labels}, track_id=track_id)


def finish_to_do(actor: Member, reference: str, task_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Mark something as done. Raises NotFound when it is not there, or done already by someone else."""
    with work() as session:
        if _again(session, actor, reference, key, now):
            return
        here = _writable(session, actor, reference, None, now, part=True)
        task = session.get(Task, (actor.organisation_id, task_id))
        seen = {one.track.id for one in here.visible}
        if task is None or task.case_id != here.case.id or task.done_at is not None:
            raise NotFound
        if task.track_id not in seen and (task.track_id is not None or not here.found.whole):
            raise NotFound
        data = _parsed(DONE, raw, now)
        task.done_at, task.done_words = now, str(data.get("how", ""))
        session.flush()
        here.case.open_tasks -= 1
        here.case.due_on = session.scalar(
            select(func.min(Task.due_on)).where(
                Task.organisation_id == task.organisation_id, Task.case_id == task.case_id, Task.done_at.is_(None)
            )
        )
        said = {"data": {"task": task.title, **data}}
        _enter(session, here, actor, "task_done", now, said, track_id=task.track_id)


def add_person(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Name a person in the case, as they stood then. Someone it is about no longer learns that it exists.

    When that leaves nobody inside who may see the case, the next receiver of the charity's list is let in.
    """
    with work() as session:
        if _again(session, actor, reference, key, now):
            return
        here = _writable(session, actor, reference, None, now)
        everyone = {one.person_id: one for one in people.people(session, actor.organisation_id, now)}
        data = _parsed(PERSON, raw, now, {"known": {one.person_id: one.name for one in everyone.values()}})
        one = everyone.get(str(data.get("known", "")))
        if one is None and "name" not in data:
            raise Invalid((Problem("name", "Choose someone we know, or write how you call them"),))
        standing, state = standing_of(one, charity) if one else ("", "")
        row = Involvement(
            organisation_id=actor.organisation_id,
            id=new_id(),
            case_id=here.case.id,
            person_id=one.person_id if one else None,
            label=one.name if one else str(data["name"]),
            involvement=str(data["involvement"]),
            standing=str(data.get("standing", standing)),
            standing_state=state,
            under_18=data["under_18"] is True,
            handles=str(data.get("handles", "")),
            added_at=now,
        )
        session.add(row)
        if one is not None and row.involvement == Part.ABOUT:
            _hide(session, charity, here, one.person_id, "about", actor, now)
        said = {"data": {"person": row.label, "involvement": Part(row.involvement).label}}
        _enter(session, here, actor, "person_added", now, said)


def declare_conflict(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Step back from a case for good: it is hidden from the actor from now on, and someone else is let in."""
    with work() as session:
        if _again(session, actor, reference, key, now):
            return
        here = _writable(session, actor, reference, None, now, part=True)
        data = _parsed(CONFLICT, raw, now)
        _hide(session, charity, here, actor.person_id, "declared", actor, now)
        _enter(session, here, actor, "conflict_declared", now, {"data": data})


def _hide(
    session: Session, charity: Charity, here: Scene, person_id: str, why: str, actor: Member, now: datetime
) -> None:
    if person_id in here.found.excluded:
        return
    case = here.case
    session.add(
        Exclusion(organisation_id=case.organisation_id, case_id=case.id, person_id=person_id, why=why, since=now)
    )
    everyone = people.people(session, case.organisation_id, now)
    hidden = {*here.found.excluded, person_id}
    routed = routing.route(charity.policy, everyone, hidden)
    if routed.past_staff:
        case.restricted = True
    if case.lead_person_id in hidden:
        case.lead_person_id, case.lead_name = None, ""
    if routed.person is not None and (routed.past_staff or person_id == actor.person_id):
        Change(session, actor, here, now).let_in(routed.person.person_id, "receives reports")


def _again(session: Session, actor: Member, reference: str, key: str, now: datetime) -> bool:
    return earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None


def _writable(
    session: Session, actor: Member, reference: str, track_id: str | None, now: datetime, *, part: bool = False
) -> Scene:
    """The case, locked, for someone who may handle it; with `part`, also for someone let into one matter only."""
    if not permits(actor, Permission.HANDLE):
        raise NotFound
    here = scene(session, actor, reference, track_id, now, lock=True)
    if track_id is None and not here.found.whole and not part:
        raise NotFound
    return here


def _parsed(
    fields: tuple[Field, ...], raw: Raw, now: datetime, allowed: dict[str, options.Labels] | None = None
) -> dict[str, object]:
    data, problems = parse(fields, raw, now, allowed)
    if problems:
        raise Invalid(problems)
    return data


def _enter(
    session: Session,
    here: Scene,
    actor: Member,
    action: str,
    now: datetime,
    payload: Data,
    *,
    track_id: str | None = None,
    happened: str = "",
) -> None:
    here.case.updated_at = now
    trail.on_case(
        session,
        here.case,
        trail.Entry(
            organisation_id=actor.organisation_id,
            action=action,
            actor=actor.person_id,
            at=now,
            payload={"by": actor.name, **payload},
            case_id=here.case.id,
            track_id=track_id,
            happened=happened,
        ),
    )
