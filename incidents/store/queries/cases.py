"""The list of cases as one reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from incidents.domain.lifecycle import stage
from incidents.domain.words import Stage
from incidents.store.models import CaseFile, Citation, Report, Track
from incidents.store.queries.visible import Reader, case_visible, case_whole, track_visible

PAGE = 25

ListTuple = tuple[
    str, str, str, int, str | None, str | None, str, str, date | None, datetime, datetime, str
]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything. `words` must all occur in the title or a report."""

    stage: str = ""
    kind: str = ""
    severity: str = ""
    platform: str = ""
    lead: str = ""
    clause: str = ""
    words: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list: never prose."""

    reference: str
    title: str
    stage: str
    kind: str | None
    severity: str | None
    platform: str
    lead_name: str
    due_on: date | None
    updated_at: datetime
    reported_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 25 rows, newest change first, and where the next older ones begin."""

    rows: tuple[ListRow, ...]
    older: tuple[datetime, str] | None


def list_page(
    session: Session, reader: Reader, filters: Filters, today: date, before: tuple[datetime, str] | None = None
) -> Page:
    """One page of the cases this reader may see, one SELECT. `before` continues after (updated_at, id)."""
    rank = _visible_rank(reader)
    query = select(
        CaseFile.reference,
        CaseFile.title,
        CaseFile.state,
        func.coalesce(rank, 0).label("rank"),
        CaseFile.kind,
        CaseFile.severity,
        CaseFile.platform,
        CaseFile.lead_name,
        CaseFile.due_on,
        CaseFile.updated_at,
        CaseFile.reported_at,
        CaseFile.id,
    ).where(case_visible(reader))
    query = _narrow(query, reader, filters, today)
    if before is not None:
        query = query.where(tuple_(CaseFile.updated_at, CaseFile.id) < before)
    query = query.order_by(CaseFile.updated_at.desc(), CaseFile.id.desc()).limit(PAGE + 1)
    rows = [
        ListRow(r.reference, r.title, stage.of(r.state, r.rank), r.kind, r.severity, r.platform, r.lead_name,
                r.due_on, r.updated_at, r.reported_at, r.id)
        for r in session.execute(query)
    ]
    older = (rows[PAGE - 1].updated_at, rows[PAGE - 1].id) if len(rows) > PAGE else None
    return Page(tuple(rows[:PAGE]), older)


def _visible_rank(reader: Reader) -> ScalarSelect[int | None]:
    """The highest stage among the matters this reader may know of; the list's headline comes from it."""
    return (
        select(func.max(Track.rank))
        .where(Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id, track_visible(reader))
        .correlate(CaseFile)
        .scalar_subquery()
    )


def _narrow(query: Select[ListTuple], reader: Reader, filters: Filters, today: date) -> Select[ListTuple]:
    plain = {
        CaseFile.kind: filters.kind,
        CaseFile.severity: filters.severity,
        CaseFile.platform: filters.platform,
        CaseFile.lead_person_id: filters.lead,
    }
    for column, value in plain.items():
        if value:
            query = query.where(column == value)
    if filters.stage:
        states, rank = stage.where(Stage(filters.stage))
        query = query.where(CaseFile.state.in_(states))
        if rank is not None:
            query = query.where(func.coalesce(_visible_rank(reader), 0) == rank)
    if filters.overdue:
        query = query.where(CaseFile.due_on < today, CaseFile.state != "closed")
    if filters.clause:
        cited = exists().where(
            Citation.organisation_id == CaseFile.organisation_id,
            Citation.case_id == CaseFile.id,
            Citation.clause_id == filters.clause,
        )
        query = query.where(cited)
    for word in filters.words.split()[:8]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        told = exists().where(
            Report.organisation_id == CaseFile.organisation_id,
            Report.case_id == CaseFile.id,
            Report.story.ilike(like, escape="\\"),
        )
        query = query.where(
            or_(CaseFile.reference == word.upper(), CaseFile.title.ilike(like, escape="\\"), and_(case_whole(reader), told))
        )
    return query
