"""What a list of cases can be narrowed to: one condition for each filter; none tells more than the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from incidents.domain import reference as references
from incidents.domain.lifecycle import stage
from incidents.domain.words import Stage
from incidents.store.models import CaseFile, Citation, Report, Task, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader

MOST_WORDS = 8
NOBODY = "nobody"
_GOING_ON = ("reported", "triage", "open")
_LATE = aliased(CaseFile)
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything.

    `stage`, `kind`, `severity` and `clause` are keys, `lead` a person id or `NOBODY`, `platform` as it was
    reported; each of the `words` must occur in the reference, the title or a report.
    """

    stage: str = ""
    kind: str = ""
    severity: str = ""
    platform: str = ""
    lead: str = ""
    clause: str = ""
    words: str = ""
    overdue: bool = False
    waiting: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """One filter in use: who asks, for what, on which London day."""

    reader: Reader
    value: str
    today: date

    @property
    def organisation_id(self) -> str:
        return self.reader.organisation_id


def narrow(query: Select[*Columns], reader: Reader, filters: Filters, today: date) -> Select[*Columns]:
    """Narrow a query on cases: to what the reader may see, and of that to what was asked for."""
    asked = ((condition, getattr(filters, name)) for name, condition in _CONDITIONS.items())
    conditions = (condition(_Asked(reader, value, today)) for condition, value in asked if value)
    return query.where(visible.case_visible(reader), *conditions)


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


def _stage(asked: _Asked) -> ColumnElement[bool]:
    states, rank = stage.where(Stage(asked.value))
    inside = CaseFile.state.in_(states)
    if rank is None:
        return inside
    same = func.coalesce(visible_rank(asked.reader), 0) == rank
    if rank == 0:
        return and_(inside, same)
    # What is not being done in a case cannot be seen there: this leaves few to look at closely.
    doing = select(Track.case_id).where(Track.organisation_id == asked.organisation_id, Track.rank == rank)
    return and_(inside, CaseFile.id.in_(doing), same)


def _severity(asked: _Asked) -> ColumnElement[bool]:
    return CaseFile.severity == asked.value


# What someone let into one matter does not read on the row, they cannot ask for either: hence `case_whole`.
def _kind(asked: _Asked) -> ColumnElement[bool]:
    return and_(CaseFile.kind == asked.value, visible.case_whole(asked.reader))


def _platform(asked: _Asked) -> ColumnElement[bool]:
    return and_(CaseFile.platform == asked.value, visible.case_whole(asked.reader))


def _lead(asked: _Asked) -> ColumnElement[bool]:
    column = CaseFile.lead_person_id
    led = column.is_(None) if asked.value == NOBODY else column == asked.value
    return and_(led, visible.case_whole(asked.reader))


def _clause(asked: _Asked) -> ColumnElement[bool]:
    citing = select(Citation.case_id).where(
        Citation.organisation_id == asked.organisation_id, Citation.clause_id == asked.value
    )
    return and_(CaseFile.id.in_(citing), visible.case_whole(asked.reader))


def _words(asked: _Asked) -> ColumnElement[bool]:
    return and_(*(_says(asked.reader, word) for word in asked.value.split()[:MOST_WORDS]))


def _says(reader: Reader, word: str) -> ColumnElement[bool]:
    like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    told = exists().where(
        Report.organisation_id == CaseFile.organisation_id,
        Report.case_id == CaseFile.id,
        Report.story.ilike(like, escape="\\"),
    )
    return or_(
        CaseFile.reference == references.tidy(word),
        CaseFile.title.ilike(like, escape="\\"),
        and_(told, visible.case_whole(reader)),
    )


def _overdue(asked: _Asked) -> ColumnElement[bool]:
    """Something that the reader may know of is late. The case's own row knows, but not of closed circles."""
    on_the_row = select(_LATE.id).where(
        _LATE.organisation_id == asked.organisation_id, _LATE.due_on < asked.today
    )
    in_own_matters = (
        select(Task.case_id)
        .join(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            Task.organisation_id == asked.organisation_id,
            Task.done_at.is_(None),
            Task.due_on < asked.today,
            visible.own_track(asked.reader),
        )
    )
    return and_(
        CaseFile.state.in_(_GOING_ON),
        CaseFile.id.in_(union(on_the_row, in_own_matters)),
        visible_due(asked.reader) < asked.today,
    )


def _waiting(asked: _Asked) -> ColumnElement[bool]:
    """The first decisions are not finished, or something that the reader may know of is on hold."""
    held = exists().where(
        Track.organisation_id == CaseFile.organisation_id,
        Track.case_id == CaseFile.id,
        Track.hold.is_not(None),
        Track.ended.is_(False),
        visible.track_visible(asked.reader),
    )
    case_held = and_(CaseFile.hold.is_not(None), visible.case_whole(asked.reader))
    return and_(CaseFile.state.in_(_GOING_ON), or_(CaseFile.state == "triage", case_held, held))


def _mine(asked: _Asked) -> ColumnElement[bool]:
    return and_(CaseFile.state.in_(_GOING_ON), CaseFile.id.in_(_of(asked.reader)))


def _of(reader: Reader) -> CompoundSelect[str]:
    """Cases the reader leads, or in which a matter or a thing to do is theirs."""
    me, led = reader.person_id, aliased(CaseFile)
    leads = select(led.id).where(led.organisation_id == reader.organisation_id, led.lead_person_id == me)
    tracks = select(Track.case_id).where(
        Track.organisation_id == reader.organisation_id,
        Track.assigned_person_id == me,
        Track.ended.is_(False),
        visible.own_track(reader),
    )
    tasks = (
        select(Task.case_id)
        .outerjoin(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            Task.organisation_id == reader.organisation_id,
            Task.assigned_person_id == me,
            Task.done_at.is_(None),
            or_(Task.track_id.is_(None), visible.open_track(), visible.own_track(reader)),
        )
    )
    return union(leads, tracks, tasks)


_CONDITIONS: dict[str, Callable[[_Asked], ColumnElement[bool]]] = {
    "stage": _stage,
    "severity": _severity,
    "kind": _kind,
    "platform": _platform,
    "lead": _lead,
    "clause": _clause,
    "words": _words,
    "overdue": _overdue,
    "waiting": _waiting,
    "mine": _mine,
}
