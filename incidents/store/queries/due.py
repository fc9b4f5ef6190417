"""What is due in the cases of a charity, for the worker that reminds people, and what each may see."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from incidents.store.models import CaseFile, ClockRow, NotReported, ReminderSetting, Task, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class Where:
    """The case of something that is due, and its matter if it has one: who has it in hand, when it moved."""

    case_id: str
    reference: str
    track_id: str | None
    handler: str | None
    lead: str | None
    acted_at: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person may see: cases as a whole, matters, and cases of which they see any part."""

    cases: frozenset[str]
    tracks: frozenset[str]
    parts: frozenset[str]

    def shows(self, case_id: str, track_id: str | None) -> bool:
        """Whether they may know of this matter, or without one of the case."""
        return case_id in self.cases if track_id is None else track_id in self.tracks


def clocks(
    session: Session, organisation_id: str, case_id: str | None = None, eyes: Reader | None = None
) -> tuple[tuple[ClockRow, Where], ...]:
    """Every running clock of a charity (or of one case), with where it runs.

    Never to be shown unfiltered, unless `eyes` asks for what one reader may see.
    """
    query = _with_case(select(ClockRow), ClockRow.case_id, ClockRow.track_id, ClockRow.organisation_id)
    query = query.where(*_of(ClockRow.organisation_id, ClockRow.case_id, organisation_id, case_id))
    query = query.where(*_to(eyes, visible.clock_visible))
    return tuple(
        (row[0], _where(row[0].track_id, None, *row[1:]))
        for row in session.execute(query.where(ClockRow.ended_at.is_(None)))
    )


def tasks(
    session: Session,
    organisation_id: str,
    until: date,
    case_id: str | None = None,
    eyes: Reader | None = None,
) -> tuple[tuple[Task, Where], ...]:
    """Everything to do by a day up to `until`, of a charity or of one case; `eyes` as for `clocks`."""
    query = _with_case(select(Task), Task.case_id, Task.track_id, Task.organisation_id)
    query = query.where(*_of(Task.organisation_id, Task.case_id, organisation_id, case_id))
    query = query.where(*_to(eyes, visible.task_visible))
    return tuple(
        (row[0], _where(row[0].track_id, row[0].assigned_person_id, *row[1:]))
        for row in session.execute(query.where(Task.done_at.is_(None), Task.due_on <= until))
    )


def look_agains(
    session: Session,
    organisation_id: str,
    until: date,
    case_id: str | None = None,
    eyes: Reader | None = None,
) -> tuple[tuple[NotReported, Where], ...]:
    """Every decision not to tell another body that is to be looked at again by a day up to `until`; `eyes`
    as for `clocks`.

    None that a later one replaced. One that new facts opened again is due until it is decided anew, or until
    the case is closed over it.
    """
    later = aliased(NotReported)
    replaced = exists().where(
        later.organisation_id == NotReported.organisation_id,
        later.track_id == NotReported.track_id,
        later.at > NotReported.at,
    )
    query = _with_case(
        select(NotReported), NotReported.case_id, NotReported.track_id, NotReported.organisation_id
    )
    query = query.where(*_of(NotReported.organisation_id, NotReported.case_id, organisation_id, case_id))
    by_its_day = and_(NotReported.reopened_at.is_(None), NotReported.look_again_on <= until)
    open_again = and_(
        NotReported.reopened_at.is_not(None),
        or_(CaseFile.closed_at.is_(None), CaseFile.closed_at < NotReported.reopened_at),
    )
    counts = (Track.state == "not_reported", ~replaced, or_(by_its_day, open_again))
    query = query.where(*_to(eyes, visible.track_visible))
    return tuple(
        (row[0], _where(row[0].track_id, None, *row[1:])) for row in session.execute(query.where(*counts))
    )


def seen(session: Session, reader: Reader, case_ids: Collection[str]) -> Seen:
    """What of these cases a reader may see."""
    cases = session.execute(
        select(CaseFile.id, visible.case_whole(reader).label("whole")).where(
            visible.case_visible(reader), CaseFile.id.in_(list(case_ids))
        )
    ).all()
    tracks = session.scalars(
        select(Track.id)
        .join(
            CaseFile,
            and_(CaseFile.organisation_id == Track.organisation_id, CaseFile.id == Track.case_id),
        )
        .where(visible.case_visible(reader), visible.track_visible(reader), CaseFile.id.in_(list(case_ids)))
    )
    whole = frozenset(row.id for row in cases if row.whole)
    return Seen(whole, frozenset(tracks), frozenset(row.id for row in cases))


def state(session: Session, organisation_id: str, case_id: str) -> str:
    """How a case stands."""
    return session.get_one(CaseFile, (organisation_id, case_id)).state


def reference(session: Session, organisation_id: str, case_id: str) -> str:
    """The reference of a case."""
    return session.get_one(CaseFile, (organisation_id, case_id)).reference


def references(session: Session, organisation_id: str, case_ids: Collection[str]) -> dict[str, str]:
    """The references of cases, by id."""
    rows = session.execute(
        select(CaseFile.id, CaseFile.reference).where(
            CaseFile.organisation_id == organisation_id, CaseFile.id.in_(list(case_ids))
        )
    )
    return {row.id: row.reference for row in rows}


def settings(session: Session, organisation_id: str) -> dict[str, ReminderSetting]:
    """What each person wants who said so, by person."""
    rows = session.scalars(select(ReminderSetting).where(ReminderSetting.organisation_id == organisation_id))
    return {row.person_id: row for row in rows}


def by_calendar(session: Session, organisation_id: str, calendar_hash: str) -> ReminderSetting | None:
    """Whose calendar this is."""
    return session.scalar(
        select(ReminderSetting).where(
            ReminderSetting.organisation_id == organisation_id,
            ReminderSetting.calendar_hash == calendar_hash,
        )
    )


def _of(
    charity: InstrumentedAttribute[str],
    case: InstrumentedAttribute[str],
    organisation_id: str,
    case_id: str | None,
) -> tuple[ColumnElement[bool], ...]:
    return (charity == organisation_id, *((case == case_id,) if case_id else ()))


def _to(
    eyes: Reader | None, part: Callable[[Reader], ColumnElement[bool]]
) -> tuple[ColumnElement[bool], ...]:
    """Only what this reader may see, filtered where all that is shown is: the case, and the part of it."""
    return (visible.case_visible(eyes), part(eyes)) if eyes else ()


def _with_case(
    query: Select[Any],
    case: InstrumentedAttribute[str],
    track: InstrumentedAttribute[str | None] | InstrumentedAttribute[str],
    charity: InstrumentedAttribute[str],
) -> Select[Any]:
    """The query with what `_where` needs of the case and of the matter."""
    return (
        query.add_columns(
            CaseFile.id,
            CaseFile.reference,
            CaseFile.lead_person_id,
            CaseFile.updated_at,
            CaseFile.hold,
            Track.assigned_person_id,
            Track.updated_at,
            Track.hold,
        )
        .join(CaseFile, and_(CaseFile.organisation_id == charity, CaseFile.id == case))
        .outerjoin(Track, and_(Track.organisation_id == charity, Track.id == track))
    )


def _where(
    track_id: str | None,
    doer: str | None,
    case_id: str,
    reference: str,
    lead: str | None,
    case_moved: datetime,
    case_hold: object,
    handler: str | None,
    track_moved: datetime | None,
    track_hold: object,
) -> Where:
    return Where(
        case_id=case_id,
        reference=reference,
        track_id=track_id,
        handler=doer or handler,
        lead=lead,
        acted_at=track_moved or case_moved,
        held=case_hold is not None or track_hold is not None,
    )
