"""Working on a case beside its steps: notes, things to do, the people in it, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Data, Field, Problem, Raw, parse
from incidents.domain.words import Involvement as Part
from incidents.domain.words import Permission
from incidents.services import beside, private_notes
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.services.hiding import hide
from incidents.services.once import earlier_answer
from incidents.services.reporting import standing_of
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import Involvement, Task
from incidents.store.queries import access, people


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it besides the entry: `outside` is the body to turn to when nobody inside is left; `gone`
    says that the case is hidden from the actor now."""

    outside: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: by whom, on which case and matter (None: the case), by which form."""

    actor: Member
    reference: str
    track_id: str | None
    key: str
    now: datetime


def note(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Write a note, on the case or on one matter: when it happened and when it was written are both kept.

    Raises NotFound and Invalid. The note lives in the trail and nowhere else; who may read a private one
    stands beside it, and nothing that others see moves with it.
    """
    with writing(Place(actor, reference, track_id, key, now)) as change:
        if change is None:
            return
        data = _parsed(beside.NOTE, raw, now)
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
        choices = beside.who_may_do(_asking(change))
        data = _parsed(beside.TO_DO, raw, now, {"person": choices})
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
        data = _parsed(beside.DONE, raw, now)
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
        data = _parsed(beside.person(charity), raw, now, {"known": list(everyone)})
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
        data = _parsed(beside.CONFLICT, raw, now)
        outside = hide(change, charity, actor.person_id, "declared")
        enter(change, "conflict_declared", {"data": data})
        return Came(outside, gone=True)


def let_in(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Let a colleague or an outside helper into the case, or into one matter of it; a helper until a date.

    Raises NotFound and Invalid. Who is kept back to hear an appeal cannot be let into the board's decision.
    """
    with writing(Place(actor, reference, track_id, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        choices = beside.who_can_be_let_in(_asking(change))
        data = _parsed(beside.LET_IN, raw, now, {"person": choices})
        person = str(data["person"])
        if "until" not in data and person in beside.helpers(_asking(change)):
            raise Invalid((Problem("until", "Say until when: someone from outside is let in until a day"),))
        until = _end_of(date.fromisoformat(str(data["until"]))) if "until" in data else None
        change.let_in(person, str(data["because"])[:400], change.scene.track, until)
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "let_in", said, track_id=track_id)


def shut_out(actor: Member, reference: str, track_id: str | None, key: str, raw: Raw, now: datetime) -> None:
    """Take someone off the case, or off one matter of it: they no longer see it from now on.

    Raises NotFound and Invalid. Managers see every case that is not restricted, whoever let them in.
    """
    with writing(Place(actor, reference, track_id, key, now), Permission.LET_IN) as change:
        if change is None:
            return
        choices = beside.who_can_be_taken_off(_asking(change))
        data = _parsed(beside.SHUT_OUT, raw, now, {"person": choices})
        person = str(data["person"])
        access.end(change.session, change.scene.case, track_id, person, now)
        said = {"data": data, "labels": {"person": {person: choices[person]}}}
        enter(change, "shut_out", said, track_id=track_id)


@contextmanager
def writing(
    place: Place, may: Permission = Permission.HANDLE, *, part: bool = False
) -> Iterator[Change | None]:
    """A change to a case, locked, for someone who may make it; None when this very form has acted before.

    With `part`, also someone let into one matter only may make it.
    """
    with work() as session:
        answer: dict[str, object] = {"reference": place.reference}
        if earlier_answer(session, place.actor.account_id, place.key, answer, place.now) is not None:
            yield None
            return
        yield Change(session, place.actor, _locked(session, place, may, part=part), place.now)


def _locked(session: Session, place: Place, may: Permission, *, part: bool) -> Scene:
    return scene(
        session,
        place.actor,
        place.reference,
        place.track_id,
        place.now,
        may=may,
        whole=not part,
        lock=True,
    )


def _parsed(
    fields: Sequence[Field],
    raw: Raw,
    now: datetime,
    allowed: Mapping[str, Sequence[str] | Mapping[str, str]] | None = None,
) -> dict[str, object]:
    data, problems = parse(fields, raw, now, {name: list(keys) for name, keys in (allowed or {}).items()})
    if problems:
        raise Invalid(problems)
    return data


def _asking(change: Change) -> beside.Asking:
    return beside.Asking(change.session, change.scene, change.actor, change.now)


def _end_of(day: date) -> datetime:
    """The end of a London day."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def enter(
    change: Change,
    action: str,
    payload: Data,
    *,
    track_id: str | None = None,
    happened: str = "",
    quiet: bool = False,
) -> None:
    """The one entry of a change. `quiet`: the case does not count as changed, which every list shows."""
    case = change.scene.case
    if not quiet:
        change.touch(track_id)
    trail.on_case(
        change.session,
        case,
        trail.Entry(
            organisation_id=case.organisation_id,
            action=action,
            actor=change.actor.person_id,
            at=change.now,
            payload={"by": change.actor.name, **payload, **change.words},
            case_id=case.id,
            track_id=track_id,
            happened=happened,
            id=change.event_id,
        ),
    )
