"""What belongs to one case: reports, people, tasks and cited clauses, in one SELECT; and its timeline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, String, and_, cast, false, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Citation, Event, EventPayload, Involvement, Report, Task


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; `track_id` when it belongs to one matter."""

    id: str
    title: str
    track_id: str | None
    due_on: date | None
    assigned_person_id: str | None
    done: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the case, as they stood then; `person_id` is None for someone not known to the charity."""

    id: str
    label: str
    person_id: str | None
    involvement: str
    standing: str
    standing_state: str
    under_18: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """A case's people, tasks and cited clauses (policy number, clause id)."""

    people: tuple[PersonRow, ...]
    tasks: tuple[TaskRow, ...]
    citations: tuple[tuple[int, str], ...]


def parts(session: Session, case: CaseFile, visible_tracks: Collection[str]) -> Parts:
    """Everything small that belongs to a case, leaving out tasks of matters the reader may not know of."""
    people = select(
        literal("person").label("what"), Involvement.id, Involvement.label, Involvement.person_id,
        Involvement.involvement, Involvement.standing, Involvement.standing_state,
        cast(Involvement.under_18, String), cast(null(), String),
    ).where(Involvement.organisation_id == case.organisation_id, Involvement.case_id == case.id)
    tasks = select(
        literal("task"), Task.id, Task.title, Task.track_id, cast(Task.due_on, String), Task.assigned_person_id,
        cast(Task.done_at, String), cast(null(), String), cast(Task.created_at, String),
    ).where(
        Task.organisation_id == case.organisation_id,
        Task.case_id == case.id,
        or_(Task.track_id.is_(None), Task.track_id.in_(visible_tracks) if visible_tracks else false()),
    )
    cited = select(
        literal("clause"), Citation.clause_id, cast(Citation.policy_number, String),
        *(cast(null(), String) for _ in range(6)),
    ).where(Citation.organisation_id == case.organisation_id, Citation.case_id == case.id)
    rows = session.execute(union_all(people, tasks, cited)).tuples().all()
    return Parts(
        people=tuple(
            PersonRow(str(r[1]), str(r[2]), r[3], str(r[4]), str(r[5]), str(r[6]), r[7] in ("1", "true"))
            for r in sorted(rows, key=lambda r: (str(r[4]), str(r[2])))
            if r[0] == "person"
        ),
        tasks=tuple(
            TaskRow(str(r[1]), str(r[2]), r[3], date.fromisoformat(r[4]) if r[4] else None, r[5], r[6] is not None)
            for r in sorted(rows, key=lambda r: str(r[8]))
            if r[0] == "task"
        ),
        citations=tuple(sorted((int(r[2]), str(r[1])) for r in rows if r[0] == "clause")),
    )


def reports(session: Session, case: CaseFile) -> tuple[Report, ...]:
    """What was reported, oldest first."""
    query = select(Report).where(Report.organisation_id == case.organisation_id, Report.case_id == case.id)
    return tuple(session.scalars(query.order_by(Report.received_at, Report.id)))


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry of a stream: the sealed bytes, the payload (None when erased), and the erasing event."""

    stream: str
    seq: int
    id: str
    organisation_id: str
    case_id: str | None
    track_id: str | None
    header: bytes
    prev: bytes
    leaf: bytes
    body: str | None
    salt: bytes | None
    erased_by: str | None
    has_payload: bool


def timeline(
    session: Session, case: CaseFile, visible_tracks: Collection[str], *, whole: bool, limit: int, before: int | None = None
) -> tuple[TrailRow, ...]:
    """The newest entries of a case's stream that this reader may see, newest first; `before` is a sequence number."""
    seen = Event.track_id.in_(visible_tracks) if visible_tracks else false()
    query = (
        trail_rows()
        .where(Event.stream == f"case/{case.id}")
        .where(or_(seen, Event.track_id.is_(None)) if whole else seen)
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Event.seq < before)
    return tuple(TrailRow(*row) for row in session.execute(query).tuples())


TrailTuple = tuple[
    str, int, str, str, str | None, str | None, bytes, bytes, bytes, str | None, bytes | None, str | None, bool
]


def trail_rows() -> Select[TrailTuple]:
    """Headers with their payloads, whatever became of them."""
    return select(
        Event.stream, Event.seq, Event.id, Event.organisation_id, Event.case_id, Event.track_id, Event.header,
        Event.prev, Event.leaf, EventPayload.body, EventPayload.salt, EventPayload.erased_by,
        EventPayload.event_id.is_not(None),
    ).outerjoin(
        EventPayload,
        and_(EventPayload.organisation_id == Event.organisation_id, EventPayload.event_id == Event.id),
    )
