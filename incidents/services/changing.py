"""A change in the making: who makes it, on which case, and the small things it adds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.services.actors import Member
from incidents.services.gather import Scene
from incidents.store.ids import new_id
from incidents.store.models import Access, CaseFile, Task, Track

TITLE_LENGTH = 200


@dataclass(slots=True)
class Traces:
    """What a step made, for taking it back: rows by id, and answers that nobody was asked for."""

    access: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    answers: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """Something being done to a case: what its consequences may use, and what they add to its one entry.

    `starting` are the matters to begin ("machine:subject"), `words` what the entry's payload says besides the
    answers. `event_id` is the id of that entry. Nothing here flushes: rows half changed are never sent.
    """

    session: Session
    actor: Member
    scene: Scene
    now: datetime
    event_id: str = field(default_factory=new_id)
    starting: list[str] = field(default_factory=list)
    words: dict[str, object] = field(default_factory=dict)
    traces: Traces = field(default_factory=Traces)
    _inside: dict[str, set[str | None]] = field(default_factory=dict)
    _aside: dict[str, frozenset[str]] = field(default_factory=dict)

    def let_in(
        self,
        person_id: str,
        because: str,
        track: Track | None = None,
        until: datetime | None = None,
        *,
        for_good: bool = False,
    ) -> bool:
        """Let a person into the case, or into one matter of it; whether they were not in it yet.

        `for_good`: taking the step back does not take this back; who was told was told.
        """
        case, track_id = self.scene.case, track.id if track else None
        inside = self._where_inside(person_id)
        out = person_id in self.scene.found.excluded or self._is_aside(person_id, track_id)
        if track_id in inside or out:
            return False
        inside.add(track_id)
        row = Access(
            organisation_id=case.organisation_id,
            id=new_id(),
            case_id=case.id,
            track_id=track_id,
            person_id=person_id,
            because=because,
            since=self.now,
            until=until,
            by_person_id=self.actor.person_id,
        )
        self.session.add(row)
        self.say("let_in", {"person": person_id, "matter": track_id})
        if not for_good:
            self.traces.access.append(row.id)
        return True

    def stand_aside(self, track_id: str, people: Collection[str]) -> None:
        """From now on these are the ones who may know nothing of what the board decides there."""
        self._aside[track_id] = frozenset(people)

    def say(self, what: str, told: object) -> None:
        """Have the entry say one more thing under `what`: whom it let in, from whom it was hidden."""
        known = self.words.get(what)
        self.words[what] = [*(known if isinstance(known, list) else ()), told]

    def add_task(
        self, title: str, due_on: date | None = None, person_id: str | None = None, track: Track | None = None
    ) -> Task:
        """Add something to do, and keep the case's narrow row true."""
        case = self.scene.case
        task = Task(
            organisation_id=case.organisation_id,
            id=new_id(),
            case_id=case.id,
            track_id=track.id if track else None,
            title=title[:TITLE_LENGTH],
            due_on=due_on,
            assigned_person_id=person_id,
            created_at=self.now,
            done_at=None,
            done_words="",
        )
        self.session.add(task)
        self.traces.tasks.append(task.id)
        case.open_tasks += 1
        hidden = track is not None and track.machine in CLOSED_CIRCLE
        if due_on is not None and not hidden and (case.due_on is None or due_on < case.due_on):
            case.due_on = due_on
        return task

    def finish_tasks(self, tasks: list[Task], how: str) -> None:
        """Mark things to do as done, and keep the case's narrow row true."""
        case = self.scene.case
        for task in tasks:
            task.done_at, task.done_words = self.now, how
        case.open_tasks -= len(tasks)
        case.due_on = earliest_due(self.session, case, self.hidden_tracks(), [task.id for task in tasks])

    def touch(self, track_id: str | None) -> None:
        """Note that the case changed, unless only a closed circle may know of it: every list shows when."""
        if track_id not in self.hidden_tracks():
            self.scene.case.updated_at = self.now

    def hidden_tracks(self) -> list[str]:
        """The matters whose dates must not show on the case's row, which more people read than they."""
        return [one.track.id for one in self.scene.tracks if one.track.machine in CLOSED_CIRCLE]

    def _is_aside(self, person_id: str, track_id: str | None) -> bool:
        """Whether they are kept back from that question to the board, or have an interest in it."""
        if track_id is not None and track_id not in self._aside:
            board = next((one.board for one in self.scene.facts.tracks if one.id == track_id), None)
            self._aside[track_id] = board.aside if board else frozenset()
        return person_id in self._aside.get(str(track_id), ())

    def _where_inside(self, person_id: str) -> set[str | None]:
        """Where a person is let in now: ids of matters, None for the case itself."""
        if person_id not in self._inside:
            case = self.scene.case
            rows = self.session.scalars(
                select(Access.track_id).where(
                    Access.organisation_id == case.organisation_id,
                    Access.case_id == case.id,
                    Access.person_id == person_id,
                    or_(Access.until.is_(None), Access.until > self.now),
                )
            )
            self._inside[person_id] = set(rows)
        return self._inside[person_id]


def earliest_due(session: Session, case: CaseFile, hidden: list[str], finished: list[str]) -> date | None:
    """When the next thing to do is due, leaving out hidden matters and what is being finished just now."""
    return session.scalar(
        select(func.min(Task.due_on)).where(
            Task.organisation_id == case.organisation_id,
            Task.case_id == case.id,
            Task.done_at.is_(None),
            Task.id.not_in(finished),
            or_(Task.track_id.is_(None), Task.track_id.not_in(hidden)),
        )
    )
