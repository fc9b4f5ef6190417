"""Who has looked at what: the readers' own streams, found by case, by person and by day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from incidents.store.instant import from_text
from incidents.store.models import CaseFile, Event, ExportRecord
from incidents.store.queries.visible import Reader, case_visible, not_hidden

MOST = 2_000


@dataclass(frozen=True, slots=True)
class LookRow:
    """One entry of a reader's stream, without what it says."""

    person_id: str
    action: str
    at: datetime
    case_id: str | None


def of_case(session: Session, organisation_id: str, case_id: str) -> tuple[LookRow, ...]:
    """The looks at one case, newest last; the newest 2,000 at most."""
    rows = session.execute(
        select(Event.header, Event.case_id).where(
            Event.organisation_id == organisation_id,
            Event.case_id == case_id,
            Event.stream.startswith("reads/", autoescape=True),
        )
    )
    return tuple(sorted(_read(rows), key=lambda row: row.at))[-MOST:]


def of_days(session: Session, person_ids: Collection[str], days: Collection[str]) -> tuple[LookRow, ...]:
    """What these people looked at on these days (UTC, as the streams are named), in no order."""
    streams = [f"reads/{person_id}/{day}" for person_id in sorted(person_ids) for day in days]
    return tuple(_read(session.execute(select(Event.header, Event.case_id).where(Event.stream.in_(streams)))))


def own(session: Session, reader: Reader, days: Iterable[str]) -> tuple[LookRow, ...]:
    """What the reader looked at themselves on these days, in no order.

    A case that was hidden from them since then is left out, as if they had never seen it: a look without its
    reference would tell that it is there. One that they were only taken off keeps its place.
    """
    streams = [f"reads/{reader.person_id}/{day}" for day in days]
    known = select(CaseFile.id).where(CaseFile.organisation_id == reader.organisation_id, not_hidden(reader))
    rows = session.execute(
        select(Event.header, Event.case_id).where(
            Event.stream.in_(streams), or_(Event.case_id.is_(None), Event.case_id.in_(known))
        )
    )
    return tuple(_read(rows))


def last_of(session: Session, person_id: str, day: str, case_id: str) -> tuple[LookRow, ...]:
    """The newest few looks of one person at one case on one day, newest first."""
    rows = session.execute(
        select(Event.header, Event.case_id)
        .where(Event.stream == f"reads/{person_id}/{day}", Event.case_id == case_id)
        .order_by(Event.seq.desc())
        .limit(5)
    )
    return tuple(_read(rows))


def copies_of(session: Session, organisation_id: str, case_id: str) -> dict[str, int]:
    """How many copies of a case each person took, by person id."""
    query = (
        select(ExportRecord.by_person_id, func.count().label("copies"))
        .where(ExportRecord.organisation_id == organisation_id, ExportRecord.case_id == case_id)
        .group_by(ExportRecord.by_person_id)
    )
    return {row.by_person_id: row.copies for row in session.execute(query)}


def visible_names(session: Session, reader: Reader, case_ids: Collection[str]) -> dict[str, str]:
    """The references of those of these cases that the reader may see, by id."""
    query = select(CaseFile.id, CaseFile.reference).where(
        CaseFile.id.in_(sorted(case_ids)), case_visible(reader)
    )
    return {row.id: row.reference for row in session.execute(query)}


def _read(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[LookRow]:
    for header, case_id in rows:
        said = json.loads(header)
        yield LookRow(str(said["actor"]), str(said["action"]), from_text(str(said["at"])), case_id)
