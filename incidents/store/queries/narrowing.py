"""What a list of cases can be narrowed to: one condition for each filter; none tells more than the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from incidents.domain.figures import read_period
from incidents.domain.lifecycle import stage
from incidents.domain.words import Stage
from incidents.store.instant import Instant
from incidents.store.models import CaseFile, Citation, ClockRow, Task, Track
from incidents.store.queries import visible, wording
from incidents.store.queries.derived import visible_clock, visible_due, visible_rank
from incidents.store.queries.visible import Reader

NOBODY = "nobody"
_GOING_ON = ("reported", "triage", "open")
# Filters whose value goes into the statement as it is asked; a stage changes the statement itself.
_BOUND = ("severity", "kind", "platform", "lead", "clause")
_LATE = aliased(CaseFile)
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything.

    `stage`, `kind`, `severity` and `clause` are keys, `lead` a person id or `NOBODY`, `platform` as it was
    reported, `reported` the months in which that was (`figures.read_period`); each of the `words` must occur
    in the reference, the title or a report.
    """

    stage: str = ""
    kind: str = ""
    severity: str = ""
    platform: str = ""
    lead: str = ""
    clause: str = ""
    reported: str = ""
    words: str = ""
    overdue: bool = False
    waiting: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """One filter in use: who asks, for what, on which London day."""

    reader: Reader
    name: str
    value: str
    today: date

    @property
    def organisation(self) -> ColumnElement[str]:
        return visible.organisation(self.reader)

    @property
    def bound(self) -> ColumnElement[str]:
        return bindparam(f"asked_{self.name}", self.value)

    @property
    def day(self) -> ColumnElement[date]:
        return bindparam("today", self.today)


def narrow(query: Select[*Columns], reader: Reader, filters: Filters, today: date) -> Select[*Columns]:
    """Narrow a query on cases: to what the reader may see, and of that to what was asked for."""
    used = ((name, getattr(filters, name), condition) for name, condition in _CONDITIONS.items())
    conditions = (condition(_Asked(reader, name, value, today)) for name, value, condition in used if value)
    return query.where(visible.case_visible(reader), *conditions)


def shape(filters: Filters) -> Filters:
    """The same filters in use, with nothing in them: what they ask for goes with the `parameters`."""
    plain: dict[str, Any] = {name: bool(getattr(filters, name)) * "x" for name in _BOUND}
    words = wording.shape(filters.words)
    lead = NOBODY if filters.lead == NOBODY else plain["lead"]
    reported = bool(filters.reported) * "x"
    return replace(filters, **{**plain, "words": words, "lead": lead, "reported": reported})


def parameters(filters: Filters, today: date) -> dict[str, object]:
    """What goes with a narrowed statement of the same shape."""
    asked = {f"asked_{name}": getattr(filters, name) for name in _BOUND}
    since, until = _months(filters.reported)
    asked |= {"asked_since": since, "asked_until": until}
    return {"today": today, **asked, **wording.parameters(filters.words)}


def _stage(asked: _Asked) -> ColumnElement[bool]:
    states, rank = stage.where(Stage(asked.value))
    inside = CaseFile.state.in_(states)
    if rank is None:
        return inside
    same = func.coalesce(visible_rank(asked.reader), 0) == rank
    if rank == 0:
        return and_(inside, same)
    # What is not being done in a case cannot be seen there: this leaves few to look at closely.
    doing = select(Track.case_id).where(Track.organisation_id == asked.organisation, Track.rank == rank)
    return and_(inside, CaseFile.id.in_(doing), same)


def _severity(asked: _Asked) -> ColumnElement[bool]:
    return CaseFile.severity == asked.bound


# What someone let into one matter does not read on the row, they cannot ask for either: hence `case_whole`.
def _kind(asked: _Asked) -> ColumnElement[bool]:
    return and_(CaseFile.kind == asked.bound, visible.case_whole(asked.reader))


def _platform(asked: _Asked) -> ColumnElement[bool]:
    return and_(CaseFile.platform == asked.bound, visible.case_whole(asked.reader))


def _lead(asked: _Asked) -> ColumnElement[bool]:
    column = CaseFile.lead_person_id
    led = column.is_(None) if asked.value == NOBODY else column == asked.bound
    return and_(led, visible.case_whole(asked.reader))


def _clause(asked: _Asked) -> ColumnElement[bool]:
    citing = select(Citation.case_id).where(
        Citation.organisation_id == asked.organisation, Citation.clause_id == asked.bound
    )
    return and_(CaseFile.id.in_(citing), visible.case_whole(asked.reader))


def _reported(asked: _Asked) -> ColumnElement[bool]:
    since, until = _months(asked.value)
    return and_(
        CaseFile.reported_at >= bindparam("asked_since", since, Instant()),
        CaseFile.reported_at < bindparam("asked_until", until, Instant()),
        visible.case_whole(asked.reader),
    )


def _months(key: str) -> tuple[datetime | None, datetime | None]:
    """The first instant of the months asked for and the first after them; no case fits a key of none."""
    period = read_period(key)
    return (period.begins, period.ends) if period else (None, None)


def _words(asked: _Asked) -> ColumnElement[bool]:
    return wording.says(asked.reader, asked.value)


def _overdue(asked: _Asked) -> ColumnElement[bool]:
    """Something that the reader may know of is late. The case's own row knows, but not of closed circles."""
    on_the_row = select(_LATE.id).where(_LATE.organisation_id == asked.organisation, _LATE.due_on < asked.day)
    in_own_matters = (
        select(Task.case_id)
        .join(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            Task.organisation_id == asked.organisation,
            Task.done_at.is_(None),
            Task.due_on < asked.day,
            visible.own_track(asked.reader),
        )
    )
    task = and_(CaseFile.id.in_(union(on_the_row, in_own_matters)), visible_due(asked.reader) < asked.day)
    return and_(CaseFile.state.in_(_GOING_ON), or_(task, _past_a_deadline(asked)))


def _past_a_deadline(asked: _Asked) -> ColumnElement[bool]:
    """A deadline that the reader may know of has passed."""
    now = visible.instant(asked.reader)
    passed = select(ClockRow.case_id).where(
        ClockRow.organisation_id == asked.organisation, ClockRow.ended_at.is_(None), ClockRow.due_at < now
    )
    return and_(CaseFile.id.in_(passed), visible_clock(asked.reader) < now)


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
    me, led, charity = visible.person(reader), aliased(CaseFile), visible.organisation(reader)
    leads = select(led.id).where(led.organisation_id == charity, led.lead_person_id == me)
    tracks = select(Track.case_id).where(
        Track.organisation_id == charity,
        Track.assigned_person_id == me,
        Track.ended.is_(False),
        visible.own_track(reader),
    )
    tasks = (
        select(Task.case_id)
        .outerjoin(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            Task.organisation_id == charity,
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
    "reported": _reported,
    "words": _words,
    "overdue": _overdue,
    "waiting": _waiting,
    "mine": _mine,
}
