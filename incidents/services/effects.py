"""What a step brings about besides its new state: cited clauses, tasks, access, matters begun. One row per step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Data, Problem
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.services import charity as charities
from incidents.services.actors import Member, reader
from incidents.services.faults import Invalid
from incidents.services.gather import Scene
from incidents.store.ids import new_id
from incidents.store.models import Access, Citation, Task, Track
from incidents.store.queries import cases, people


@dataclass(slots=True)
class Change:
    """A step being taken: what its consequences may use, and what they add to its one entry in the trail."""

    session: Session
    actor: Member
    scene: Scene
    now: datetime
    starting: list[str] = field(default_factory=list)
    words: dict[str, object] = field(default_factory=dict)

    def let_in(self, person_id: str, because: str, track: Track | None = None) -> None:
        """Let a person into the case, or into one matter of it."""
        case = self.scene.case
        self.session.add(
            Access(
                organisation_id=case.organisation_id, id=new_id(), case_id=case.id,
                track_id=track.id if track else None, person_id=person_id, because=because, since=self.now, until=None,
            )
        )


def bring_about(change: Change, action: str, data: Data) -> None:
    """Run the consequences of `action`, if it has any beyond its state and answers."""
    effect = _EFFECTS.get((change.scene.machine.name, action)) or _EFFECTS.get(("", action))
    if effect is not None:
        effect(change, data)


def circle(change: Change, track: Track) -> None:
    """Let into a newly begun matter of the closed circle those who must run it: who began it, and the case's lead."""
    if track.machine not in CLOSED_CIRCLE:
        return
    for person_id in sorted({change.actor.person_id, change.scene.case.lead_person_id or change.actor.person_id}):
        change.let_in(person_id, "began this, or leads the case", track)


def _look(change: Change, data: Data) -> None:
    _lead(change, str(data["lead"]))
    if data.get("danger") is True:
        for person in people.people(change.session, change.actor.organisation_id, change.now):
            if "safeguarding_lead" in person.roles and person.person_id not in change.scene.found.excluded:
                change.let_in(person.person_id, "a child or an adult at risk could be harmed")


def _open(change: Change, data: Data) -> None:
    case = change.scene.case
    case.title, case.kind, case.severity = str(data["title"]), str(data["kind"]), str(data["severity"])
    _cite(change, _list(data, "clauses"))
    for title in str(data.get("tasks", "")).splitlines():
        if title.strip():
            add_task(change, title.strip()[:200], None, None)
    change.starting.extend(_list(data, "tracks"))


def _start(change: Change, data: Data) -> None:
    change.starting.append(str(data["track"]))


def _close(change: Change, data: Data) -> None:
    case = change.scene.case
    case.outcome, case.closed_at = str(data["outcome"]), change.now
    case.keep_until, case.keep_because = date.fromisoformat(str(data["keep_until"])), str(data["keep_reason"])


def _merge(change: Change, data: Data) -> None:
    """Move every matter to the other case; each keeps its id, so that its history is found from both."""
    case = change.scene.case
    other = cases.one(change.session, reader(change.actor, change.now), str(data["same_as"]).strip().upper(), lock=True)
    if other is None or other.case.id == case.id or other.case.merged_into is not None:
        raise Invalid((Problem("same_as", "There is no other case with this reference that you can see"),))
    running = {(one.track.machine, one.track.subject) for one in cases.tracks(
        change.session, reader(change.actor, change.now), other.case) if not one.track.ended}
    if any((one.track.machine, one.track.subject) in running for one in change.scene.tracks if not one.track.ended):
        raise Invalid((Problem("same_as", "Both cases are doing the same thing; end it in one of them first"),))
    case.outcome, case.closed_at, case.merged_into = "same", change.now, other.case.id
    change.words["same_as"] = other.case.reference
    other.case.open_tasks += case.open_tasks
    case.open_tasks = 0


def _reopen(change: Change, data: Data) -> None:
    case = change.scene.case
    case.outcome = case.closed_at = case.keep_until = case.keep_because = None


def _hand_over(change: Change, data: Data) -> None:
    to, here = str(data["to"]), change.scene.here
    if isinstance(here, Track):
        here.assigned_person_id = to
        change.let_in(to, "took this over", here)
    else:
        _lead(change, to)
        for one in change.scene.tracks:
            if one.track.machine in CLOSED_CIRCLE and not _concerns(one, to):
                change.let_in(to, "took over the case", one.track)


def _concerns(found: cases.FoundTrack, person_id: str) -> bool:
    return found.involvement is not None and found.involvement.person_id == person_id


def _lead(change: Change, person_id: str) -> None:
    case = change.scene.case
    names = {one.person_id: one.name for one in people.people(change.session, case.organisation_id, change.now)}
    case.lead_person_id, case.lead_name = person_id, names[person_id]
    change.let_in(person_id, "leads the case")


def _cite(change: Change, clauses: list[str]) -> None:
    case = change.scene.case
    day = case.occurred_from or case.aware_at.date()
    number, _ = charities.in_force(change.session, case.organisation_id, day)
    for clause_id in clauses:
        key = (case.organisation_id, case.id, number, clause_id)
        if change.session.get(Citation, key) is None:
            change.session.add(
                Citation(organisation_id=key[0], case_id=key[1], policy_number=number, clause_id=clause_id)
            )
    change.words["policy_version"] = number


def add_task(change: Change, title: str, due_on: date | None, person_id: str | None, track: Track | None = None) -> None:
    """Add one task and keep the case's narrow row true."""
    case = change.scene.case
    change.session.add(
        Task(
            organisation_id=case.organisation_id, id=new_id(), case_id=case.id, track_id=track.id if track else None,
            title=title, due_on=due_on, assigned_person_id=person_id, created_at=change.now, done_at=None,
        )
    )
    case.open_tasks += 1
    if due_on is not None and (case.due_on is None or due_on < case.due_on):
        case.due_on = due_on


def _list(data: Data, name: str) -> list[str]:
    value = data.get(name)
    return [str(item) for item in value] if isinstance(value, list) else []


def _decided_alone(change: Change, data: Data) -> None:
    if isinstance(change.scene.here, Track):
        add_task(change, "The board ratifies the urgent decision at its next meeting", None, None, change.scene.here)


_EFFECTS: dict[tuple[str, str], Callable[[Change, Data], None]] = {
    ("case", "look"): _look,
    ("case", "open"): _open,
    ("case", "start_track"): _start,
    ("case", "close"): _close,
    ("case", "merge"): _merge,
    ("case", "reopen"): _reopen,
    ("", "hand_over"): _hand_over,
    ("trustee_review", "decide_alone"): _decided_alone,
}
