"""Every case that may leave with a copy of the list: those whole to their reader, as they may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Citation, Task, Track
from incidents.store.queries import visible
from incidents.store.queries.derived import next_due, visible_clock, visible_due, visible_rank
from incidents.store.queries.narrowing import Filters, narrow
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One case in keys; `rank`, `due_on` and `open_tasks` count only what the reader may know of."""

    reference: str
    title: str
    state: str
    rank: int
    kind: str | None
    severity: str | None
    platform: str
    lead_name: str
    clauses: str | None
    occurred_from: date | None
    reported_at: datetime
    due_on: date | None
    open_tasks: int
    outcome: str | None
    closed_at: datetime | None
    keep_until: date | None


def rows(session: Session, reader: Reader, filters: Filters, today: date) -> Iterator[CopyRow]:
    """The cases of a list, all pages of it, newest change first, read as they are asked for; one SELECT.

    Of a case that the reader is let into for one matter only, nothing leaves.
    """
    query: Select[*tuple[Any, ...]] = select(
        CaseFile.reference,
        CaseFile.title,
        CaseFile.state,
        func.coalesce(visible_rank(reader), 0),
        CaseFile.kind,
        CaseFile.severity,
        CaseFile.platform,
        CaseFile.lead_name,
        _cited(),
        CaseFile.occurred_from,
        CaseFile.reported_at,
        visible_due(reader),
        func.coalesce(_open_tasks(reader), 0),
        CaseFile.outcome,
        CaseFile.closed_at,
        CaseFile.keep_until,
        visible_clock(reader),
    ).where(visible.case_whole(reader))
    query = narrow(query, reader, filters, today).order_by(CaseFile.updated_at.desc(), CaseFile.id.desc())
    for row in session.execute(query.execution_options(yield_per=500)):
        *told, clock = row
        copy = CopyRow(*told)
        yield replace(copy, due_on=next_due(copy.due_on, clock))


def _cited() -> ScalarSelect[str | None]:
    """The clauses cited, parted by commas, in no order."""
    return (
        select(func.aggregate_strings(Citation.clause_id, ","))
        .where(Citation.organisation_id == CaseFile.organisation_id, Citation.case_id == CaseFile.id)
        .correlate(CaseFile)
        .scalar_subquery()
    )


def _open_tasks(reader: Reader) -> ScalarSelect[int]:
    return (
        select(func.count(Task.id))
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
