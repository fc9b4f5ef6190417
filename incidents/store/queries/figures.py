"""Rows to count over the cases that one reader is let into as a whole; a hidden case adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from incidents.domain.figures import Period
from incidents.store.instant import from_text
from incidents.store.models import CaseFile, Citation, Event, Task, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader

LESSONS = 20
LOOKED, ANSWERED = "case.look", "response.answer"


@dataclass(frozen=True, slots=True)
class Counted:
    """One case, as far as it is counted. `rank` is the highest of the matters the reader may know of."""

    id: str
    kind: str | None
    platform: str
    state: str
    merged: bool
    reported_at: datetime
    closed_at: datetime | None
    rank: int


@dataclass(frozen=True, slots=True)
class Said:
    """That a step was taken: when it was written, and the day, as text, on which it happened."""

    case_id: str
    action: str
    at: datetime
    happened: str


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report to another body that has not ended."""

    body: str
    state: str
    reference: str
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a closed case taught, in the words of who closed it."""

    reference: str
    title: str
    closed_at: datetime
    words: str


def cases(session: Session, reader: Reader, period: Period) -> tuple[Counted, ...]:
    """The cases reported or closed in the period; two SELECTs."""
    closed_then = and_(CaseFile.closed_at >= period.begins, CaseFile.closed_at < period.ends)
    of_period = or_(_reported(period), closed_then)
    ranks = (
        select(Track.case_id, func.max(Track.rank))
        .join(CaseFile, _of_case(Track))
        .where(_seen(reader), of_period, Track.rank > 0, visible.track_visible(reader))
        .group_by(Track.case_id)
    )
    highest: dict[str, int] = {row[0]: row[1] for row in session.execute(ranks)}
    query = select(
        CaseFile.id,
        CaseFile.kind,
        CaseFile.platform,
        CaseFile.state,
        CaseFile.merged_into.is_not(None),
        CaseFile.reported_at,
        CaseFile.closed_at,
    ).where(_seen(reader), of_period)
    return tuple(Counted(*row, rank=highest.get(row[0], 0)) for row in session.execute(query))


def cited(session: Session, reader: Reader, period: Period) -> dict[str, int]:
    """How many cases reported in the period cite each clause; one SELECT."""
    query = (
        select(Citation.clause_id, func.count(Citation.case_id.distinct()))
        .join(CaseFile, _of_case(Citation))
        .where(_seen(reader), _reported(period))
        .group_by(Citation.clause_id)
        .order_by(Citation.clause_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def first_steps(session: Session, reader: Reader, period: Period) -> Iterator[Said]:
    """First looks and answers in the cases reported in the period, in their order; one SELECT.

    A header has no free text, so that these bytes stand in it for the step alone.
    """
    query = (
        select(Event.case_id, Event.header)
        .join(CaseFile, _of_case(Event))
        .where(_seen(reader), _reported(period), _says(session, (LOOKED, ANSWERED)))
        .order_by(Event.stream, Event.seq)
    )
    for case_id, header in session.execute(query):
        told = json.loads(header)
        yield Said(str(case_id), told["action"], from_text(told["at"]), told["happened"])


def tasks(session: Session, reader: Reader, period: Period) -> Sequence[tuple[date, datetime | None]]:
    """The day and the end of each thing to do that was due in the period; one SELECT."""
    query: Select[*tuple[Any, ...]] = (
        select(Task.due_on, Task.done_at)
        .join(CaseFile, _of_case(Task))
        .outerjoin(Track, and_(Track.organisation_id == Task.organisation_id, Track.id == Task.track_id))
        .where(
            _seen(reader),
            Task.due_on >= period.since,
            Task.due_on < period.until,
            visible.task_visible(reader),
        )
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def open_reports(session: Session, reader: Reader) -> tuple[OpenReport, ...]:
    """Every report to another body that has not ended, the oldest first; one SELECT."""
    query = (
        select(Track.subject, Track.state, CaseFile.reference, CaseFile.title, Track.opened_at)
        .join(CaseFile, _of_case(Track))
        .where(
            visible.case_visible(reader),
            visible.track_visible(reader),
            Track.machine == "external_report",
            Track.ended.is_(False),
        )
        .order_by(Track.opened_at, Track.id)
    )
    return tuple(OpenReport(*row) for row in session.execute(query))


def lessons(session: Session, reader: Reader, period: Period) -> tuple[Lesson, ...]:
    """What the cases closed in the period taught, the newest first, not more than `LESSONS`; one SELECT."""
    words = CaseFile.known["lessons"].as_string()
    query = (
        select(CaseFile.reference, CaseFile.title, CaseFile.closed_at, words)
        .where(
            _seen(reader),
            CaseFile.closed_at >= period.begins,
            CaseFile.closed_at < period.ends,
            words.is_not(None),
        )
        .order_by(CaseFile.closed_at.desc(), CaseFile.id)
        .limit(LESSONS)
    )
    return tuple(Lesson(*row) for row in session.execute(query))


def _seen(reader: Reader) -> ColumnElement[bool]:
    """The case is known to the reader as a whole: of others they read neither kind nor platform."""
    return and_(visible.case_visible(reader), visible.case_whole(reader))


def _reported(period: Period) -> ColumnElement[bool]:
    return and_(CaseFile.reported_at >= period.begins, CaseFile.reported_at < period.ends)


def _of_case(row: type[Citation | Event | Task | Track]) -> ColumnElement[bool]:
    return and_(CaseFile.organisation_id == row.organisation_id, CaseFile.id == row.case_id)


def _says(session: Session, actions: Sequence[str]) -> ColumnElement[bool]:
    """The sealed bytes name one of these actions; the two databases look into bytes by different words."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    look = func.pg_catalog.position if postgresql else func.instr
    written = (
        bindparam(f"action_{number}", f'"action":"{action}"'.encode(), LargeBinary())
        for number, action in enumerate(actions)
    )
    return or_(*(look(Event.header, one) > 0 for one in written))
