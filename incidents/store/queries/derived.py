"""What a list says of a case, derived from the matters and things to do that its reader may know of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ScalarSelect, and_, func, select

from incidents.domain.clock_starts import WAITS
from incidents.domain.fields import LONDON
from incidents.store.models import CaseFile, ClockRow, Task, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader


def visible_rank(reader: Reader) -> ScalarSelect[int | None]:
    """The highest stage among the matters this reader may know of; the list's headline comes from it."""
    return (
        # Within coalesce, so that SQLite goes to the case's few matters, not down an index of all ranks.
        select(func.max(func.coalesce(Track.rank, 0)))
        .where(
            Track.organisation_id == CaseFile.organisation_id,
            Track.case_id == CaseFile.id,
            visible.track_visible(reader),
        )
        .correlate(CaseFile)
        .scalar_subquery()
    )


def visible_due(reader: Reader) -> ScalarSelect[date | None]:
    """When the next thing to do that this reader may know of is due."""
    return (
        select(func.min(Task.due_on))
        .outerjoin(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            Task.organisation_id == CaseFile.organisation_id,
            Task.case_id == CaseFile.id,
            Task.done_at.is_(None),
            visible.task_visible(reader),
        )
        .correlate(CaseFile)
        .scalar_subquery()
    )


def visible_clock(reader: Reader) -> ScalarSelect[datetime]:
    """When the nearest running deadline that this reader may know of is due; the end of a wait is none."""
    return (
        select(func.min(ClockRow.due_at))
        .outerjoin(
            Track, and_(Track.organisation_id == ClockRow.organisation_id, Track.id == ClockRow.track_id)
        )
        .where(
            ClockRow.organisation_id == CaseFile.organisation_id,
            ClockRow.case_id == CaseFile.id,
            ClockRow.ended_at.is_(None),
            ClockRow.kind.not_in(sorted(WAITS)),
            visible.clock_visible(reader),
        )
        .correlate(CaseFile)
        .scalar_subquery()
    )


def next_due(task: date | None, clock: datetime | None) -> date | None:
    """The London day of what comes first: a thing to do, or a deadline."""
    days = (task, clock.astimezone(LONDON).date() if clock else None)
    return min((day for day in days if day is not None), default=None)
