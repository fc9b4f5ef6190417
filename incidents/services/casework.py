"""Working on a case beside its steps: notes, things to do, the people in it, and stepping back from it."""

from __future__ import annotations

from datetime import date, datetime

from incidents.domain.fields import Problem, Raw
from incidents.domain.words import Involvement as Part
from incidents.services import beside, private_notes
from incidents.services import beside_questions as questions
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.hiding import hide
from incidents.services.on_case import Came, Place, asking, enter, parsed, writing
from incidents.services.reporting import standing_of
from incidents.store.ids import new_id
from incidents.store.models import Involvement, Task
from incidents.store.queries import people


def note(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Write a note, on the case or on one matter: when it happened and when it was written are both kept.

    Raises NotFound and Invalid. The note lives in the trail and nowhere else; who may read a private one
    stands beside it, and nothing that others see moves with it.
    """
    with writing(Place(actor, reference, track_id, key, now)) as change:
        if change is None:
            return
        data = parsed(questions.NOTE, raw, now)
        private = data.pop("private", False) is True
        happened = str(data["happened_on"])
        if private:
            private_notes.keep(change, track_id)
            enter(change, "noted_privately", {"data": data}, track_id=track_id, happened=happened, quiet=True)
        else:
            enter(change, "noted", {"data": data}, track_id=track_id, happened=happened)


def add_to_do(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Add something to do, for someone who may know of it. Raises NotFound and Invalid."""
    with writing(Place(actor, reference, track_id, key, now)) as change:
        if change is None:
            return
        choices = beside.who_may_do(asking(change))
        data = parsed(questions.TO_DO, raw, now, {"person": choices})
        due_on = date.fromisoformat(str(data["due_on"])) if "due_on" in data else None
        person = str(data["person"]) if "person" in data else None
        change.add_task(str(data["task"]), due_on, person, change.scene.track)
        labels = {"person": {person: choices[person]}} if person else {}
        enter(change, "task_added", {"data": data, "labels": labels}, track_id=track_id)


def finish_to_do(actor: Member, reference: str, task_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Mark something as done. Raises NotFound when it is not there, or done already by someone else."""
    with writing(Place(actor, reference, None, key, now), part=True) as change:
        if change is None:
            return
        task = change.session.get(Task, (actor.organisation_id, task_id))
        if task is None or not beside.may_finish(change.scene, task):
            raise NotFound
        data = parsed(questions.DONE, raw, now)
        change.finish_tasks([task], str(data.get("how", "")))
        enter(change, "task_done", {"data": {"task": task.title, **data}}, track_id=task.track_id)


def add_person(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> Came:
    """Name a person in the case, as they stood then. Someone it is about no longer learns that it exists.

    When that leaves nobody inside who may see the case, the next receiver of the charity's list is let in.
    """
    with writing(Place(actor, reference, None, key, now)) as change:
        if change is None:
            return Came()
        everyone = {one.person_id: one for one in people.people(change.session, actor.organisation_id, now)}
        data = parsed(questions.person(charity), raw, now, {"known": list(everyone)})
        one = everyone.get(str(data.get("known", "")))
        if one is None and "name" not in data:
            raise Invalid((Problem("name", "Choose someone we know, or write how you call them"),))
        standing, state = standing_of(one, charity) if one else ("", "")
        row = Involvement(
            organisation_id=actor.organisation_id,
            id=new_id(),
            case_id=change.scene.case.id,
            person_id=one.person_id if one else None,
            label=one.name if one else str(data["name"]),
            involvement=str(data["involvement"]),
            standing=str(data.get("standing", standing)),
            standing_state=str(data.get("state", state)),
            under_18=data["under_18"] is True,
            handles=str(data.get("handles", "")),
            added_at=now,
        )
        change.session.add(row)
        concerned = one is not None and row.involvement == Part.ABOUT
        outside = hide(change, charity, str(row.person_id), "about") if concerned else ""
        said = {"person": row.label, "involvement": Part(row.involvement).label}
        enter(change, "person_added", {"data": said, "id": row.id, "told": data, "state": row.standing_state})
        return Came(outside, gone=concerned and row.person_id == actor.person_id)


def declare_conflict(
    charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime
) -> Came:
    """Step back from a case for good: it is hidden from the actor from now on, and someone else is let in."""
    with writing(Place(actor, reference, None, key, now), part=True) as change:
        if change is None:
            return Came(gone=True)
        data = parsed(questions.CONFLICT, raw, now)
        outside = hide(change, charity, actor.person_id, "declared")
        enter(change, "conflict_declared", {"data": data})
        return Came(outside, gone=True)
