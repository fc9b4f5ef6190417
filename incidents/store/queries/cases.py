"""The list of cases as one reader may see it: newest change first, 25 a page by key, never prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Row,
    Select,
    String,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from incidents.domain.lifecycle import stage
from incidents.domain.words import Stage
from incidents.store.instant import Instant
from incidents.store.models import CaseFile
from incidents.store.queries import visible
from incidents.store.queries.derived import next_due, visible_clock, visible_due, visible_rank
from incidents.store.queries.narrowing import (
    Filters,
    narrow,
    parameters,
    shape,
)
from incidents.store.queries.visible import Reader

__all__ = ["PAGE", "Filters", "ListRow", "Page", "list_page", "list_parts"]

PAGE = 25
Anything = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list: never prose. `due_on` is the next thing to do or deadline that they may know of.

    Someone let into one matter only (`whole` false) reads no kind, platform or person responsible.
    """

    id: str
    reference: str
    title: str
    stage: Stage
    whole: bool
    kind: str | None
    severity: str | None
    platform: str
    lead_name: str
    due_on: date | None
    updated_at: datetime
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 25 rows, newest change first, and where the next older ones begin."""

    rows: tuple[ListRow, ...]
    older: tuple[datetime, str] | None


def list_page(
    session: Session,
    reader: Reader,
    filters: Filters,
    today: date,
    before: tuple[datetime, str] | None = None,
) -> Page:
    """One page of the cases this reader may see, one SELECT. `before` continues after (updated_at, id)."""
    query = _page(reader.shape, shape(filters), paged=before is not None)
    given = {**reader.parameters, **parameters(filters, today)}
    if before is not None:
        given |= {"before_at": before[0], "before_id": before[1]}
    rows = [_list_row(row) for row in session.execute(query, given)]
    older = (rows[PAGE - 1].updated_at, rows[PAGE - 1].id) if len(rows) > PAGE else None
    return Page(tuple(rows[:PAGE]), older)


def list_parts(
    session: Session, reader: Reader, named: tuple[tuple[str, Filters], ...], today: date, limit: int
) -> dict[str, tuple[ListRow, ...]]:
    """The first `limit` rows of several lists at once, by name; one SELECT. Their filters have no values."""
    query = _parts(reader.shape, named, limit)
    found: dict[str, list[ListRow]] = {name: [] for name, _ in named}
    for row in session.execute(query, {**reader.parameters, "today": today}):
        found[row.part].append(_list_row(row))
    return {
        name: tuple(sorted(rows, key=lambda row: (row.updated_at, row.id), reverse=True))
        for name, rows in found.items()
    }


@cache
def _parts(reader: Reader, named: tuple[tuple[str, Filters], ...], limit: int) -> CompoundSelect[*Anything]:
    selects = []
    for name, filters in named:
        part = _newest(reader, filters).limit(limit).subquery()
        selects.append(select(literal(name).label("part"), *part.columns))
    return union_all(*selects)


@lru_cache(maxsize=500)
def _page(reader: Reader, filters: Filters, *, paged: bool) -> Select[*Anything]:
    query = _newest(reader, filters).limit(PAGE + 1)
    if not paged:
        return query
    before = tuple_(bindparam("before_at", type_=Instant()), bindparam("before_id", type_=String()))
    return query.where(tuple_(CaseFile.updated_at, CaseFile.id) < before)


def _newest(reader: Reader, filters: Filters) -> Select[*Anything]:
    query = select(
        CaseFile.id,
        CaseFile.reference,
        CaseFile.title,
        CaseFile.state,
        func.coalesce(visible_rank(reader), 0).label("rank"),
        visible.case_whole(reader).label("whole"),
        CaseFile.kind,
        CaseFile.severity,
        CaseFile.platform,
        CaseFile.lead_name,
        visible_due(reader).label("due_on"),
        visible_clock(reader).label("clock_due"),
        CaseFile.updated_at,
        CaseFile.reported_at,
    )
    newest_first = (CaseFile.updated_at.desc(), CaseFile.id.desc())
    return narrow(query, reader, filters, date.min).order_by(*newest_first)


def _list_row(row: Row[*Anything]) -> ListRow:
    return ListRow(
        id=row.id,
        reference=row.reference,
        title=row.title,
        stage=stage.of(row.state, row.rank),
        whole=row.whole,
        kind=row.kind if row.whole else None,
        severity=row.severity,
        platform=row.platform if row.whole else "",
        lead_name=row.lead_name if row.whole else "",
        due_on=next_due(row.due_on, row.clock_due),
        updated_at=row.updated_at,
        reported_at=row.reported_at,
    )
