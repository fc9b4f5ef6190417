"""Evidence as one reader may see it, and, for the program's own care of the files, all of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from incidents.store.models import CaseFile, CaseKey, Event, EventPayload, Evidence, Track
from incidents.store.queries.visible import Reader, case_visible, case_whole, track_visible


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """One file, the matter it belongs to (None: the case), and the newer version of it, if there is one."""

    row: Evidence
    track: Track | None
    newer_id: str | None


@dataclass(frozen=True, slots=True)
class Handled:
    """One entry about a file: its sealed header and what it says (empty when that was erased)."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]


def of_case(session: Session, reader: Reader, case_id: str) -> tuple[FoundEvidence, ...]:
    """The files of a case that this reader may know of, newest first, those taken back among them."""
    query = _visible(reader).where(CaseFile.id == case_id).order_by(Evidence.added_at.desc(), Evidence.id)
    return tuple(FoundEvidence(*row) for row in session.execute(query))


def one(session: Session, reader: Reader, case_id: str, evidence_id: str) -> FoundEvidence | None:
    """One file of a case; None when there is none that this reader may know of."""
    found = session.execute(
        _visible(reader).where(CaseFile.id == case_id, Evidence.id == evidence_id)
    ).first()
    return FoundEvidence(*found) if found else None


def taken(session: Session, organisation_id: str, case_id: str, track_id: str | None) -> int:
    """How many bytes the case itself holds, or one matter of it: never both, or what is left would tell of
    files in a matter that the reader may not know of.
    """
    query = select(func.coalesce(func.sum(Evidence.size), 0)).where(
        Evidence.organisation_id == organisation_id,
        and_(Evidence.case_id == case_id, Evidence.track_id.is_(None))
        if track_id is None
        else Evidence.track_id == track_id,
    )
    return session.scalar(query) or 0


def key_of(session: Session, organisation_id: str, case_id: str) -> CaseKey | None:
    """The key of a case's files; None before its first."""
    return session.get(CaseKey, (organisation_id, case_id))


def entries_about(session: Session, row: Evidence, case_ids: Collection[str]) -> tuple[Handled, ...]:
    """Every entry that names a file, in whatever stream, oldest first."""
    query = (
        select(Event.header, EventPayload.body)
        .join(
            EventPayload,
            and_(EventPayload.organisation_id == Event.organisation_id, EventPayload.event_id == Event.id),
        )
        .where(
            Event.organisation_id == row.organisation_id,
            Event.case_id.in_(case_ids),
            # Canonical JSON has one way to write this.
            EventPayload.body.contains(f'"evidence":"{row.id}"'),
        )
    )
    found = [Handled(json.loads(header), json.loads(body or "{}")) for header, body in session.execute(query)]
    named = [one for one in found if one.payload.get("evidence") == row.id]
    return tuple(sorted(named, key=lambda one: str(one.header["at"])))


def keys(session: Session) -> tuple[CaseKey, ...]:
    """The key of every case of every charity, in order."""
    return tuple(session.scalars(select(CaseKey).order_by(CaseKey.organisation_id, CaseKey.case_id)))


def waiting(session: Session) -> tuple[Evidence, ...]:
    """Files that wait to be scanned, of every charity, oldest first."""
    return tuple(
        session.scalars(select(Evidence).where(Evidence.scan == "waiting").order_by(Evidence.added_at))
    )


def everything(session: Session) -> tuple[tuple[Evidence, CaseKey | None], ...]:
    """Every file of every charity with its key, in order."""
    key = and_(CaseKey.organisation_id == Evidence.organisation_id, CaseKey.case_id == Evidence.case_id)
    query = select(Evidence, CaseKey).outerjoin(CaseKey, key).order_by(Evidence.organisation_id, Evidence.id)
    return tuple((row, sealed) for row, sealed in session.execute(query))


def case_of(session: Session, row: Evidence, *, lock: bool = False) -> CaseFile:
    """The case that a file stands in today, for the program itself."""
    track = session.get(Track, (row.organisation_id, row.track_id)) if row.track_id else None
    case_id = track.case_id if track else row.case_id
    query = select(CaseFile).where(CaseFile.organisation_id == row.organisation_id, CaseFile.id == case_id)
    return session.scalars(query.with_for_update() if lock else query).one()


def _visible(reader: Reader) -> Select[*tuple[Any, ...]]:
    newer = aliased(Evidence)
    return (
        select(Evidence, Track, newer.id)
        .outerjoin(
            Track, and_(Track.organisation_id == Evidence.organisation_id, Track.id == Evidence.track_id)
        )
        # A matter that went with its case into another one takes its files there.
        .join(
            CaseFile,
            and_(
                CaseFile.organisation_id == Evidence.organisation_id,
                CaseFile.id == func.coalesce(Track.case_id, Evidence.case_id),
            ),
        )
        .outerjoin(
            newer, and_(newer.organisation_id == Evidence.organisation_id, newer.replaces_id == Evidence.id)
        )
        .where(case_visible(reader), _of_case_or_matter(reader))
    )


def _of_case_or_matter(reader: Reader) -> ColumnElement[bool]:
    return or_(and_(Evidence.track_id.is_(None), case_whole(reader)), track_visible(reader))
