"""The clocks of cases, each only for who may know of its matter, and a charity's own bank holidays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, ClockRow, Holiday, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A running clock in a list of several cases, with its case."""

    clock: ClockRow
    reference: str
    title: str
    machine: str
    subject: str


def of_case(
    session: Session, case: CaseFile, matters: Collection[str], *, whole: bool, ended: bool = False
) -> tuple[ClockRow, ...]:
    """The clocks of a case and of these matters of it, the nearest first; with `ended`, also those ended."""
    of_matters = ClockRow.track_id.in_(list(matters))
    query = select(ClockRow).where(
        ClockRow.organisation_id == case.organisation_id,
        ClockRow.case_id == case.id,
        or_(ClockRow.track_id.is_(None), of_matters) if whole else of_matters,
    )
    if not ended:
        query = query.where(ClockRow.ended_at.is_(None))
    return tuple(session.scalars(query.order_by(ClockRow.due_at, ClockRow.id)))


def of_matters(session: Session, case: CaseFile, matters: Collection[str]) -> tuple[ClockRow, ...]:
    """Every clock that these matters of a case started, running or ended, the oldest first."""
    return tuple(
        session.scalars(
            select(ClockRow)
            .where(
                ClockRow.organisation_id == case.organisation_id,
                ClockRow.case_id == case.id,
                ClockRow.track_id.in_(list(matters)),
                ClockRow.by_hand.is_(False),
            )
            .order_by(ClockRow.starts_at, ClockRow.id)
        )
    )


def running(
    session: Session, reader: Reader, limit: int, before: datetime | None = None
) -> tuple[RunningRow, ...]:
    """The clocks that run in the cases this reader may see, the nearest first; one SELECT.

    With `before`, only those due by then.
    """
    query = (
        select(ClockRow, CaseFile.reference, CaseFile.title, Track.machine, Track.subject_label)
        .join(
            CaseFile,
            and_(CaseFile.organisation_id == ClockRow.organisation_id, CaseFile.id == ClockRow.case_id),
        )
        .outerjoin(
            Track, and_(Track.organisation_id == ClockRow.organisation_id, Track.id == ClockRow.track_id)
        )
        .where(
            ClockRow.organisation_id == visible.organisation(reader),
            ClockRow.ended_at.is_(None),
            visible.case_visible(reader),
            visible.clock_visible(reader),
        )
        .order_by(ClockRow.due_at, ClockRow.id)
        .limit(limit)
    )
    if before is not None:
        query = query.where(ClockRow.due_at <= before)
    return tuple(
        RunningRow(row.ClockRow, row.reference, row.title, row.machine or "", row.subject_label or "")
        for row in session.execute(query)
    )


def all_running(session: Session, organisation_id: str) -> tuple[ClockRow, ...]:
    """Every running clock of a charity, to work its date out anew; never to be shown."""
    return tuple(
        session.scalars(
            select(ClockRow)
            .where(ClockRow.organisation_id == organisation_id, ClockRow.ended_at.is_(None))
            .order_by(ClockRow.id)
            .with_for_update()
        )
    )


def holidays(session: Session, organisation_id: str, nation: str) -> tuple[Holiday, ...]:
    """The days that a charity added to its nation's bank holidays and did not take away, in order."""
    return tuple(
        session.scalars(
            select(Holiday)
            .where(
                Holiday.organisation_id == organisation_id,
                Holiday.nation == nation,
                Holiday.removed_at.is_(None),
            )
            .order_by(Holiday.day)
        )
    )
