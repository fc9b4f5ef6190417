"""The stream of one case as it is stored: sealed headers with their payloads, as one reader may see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Event, EventPayload, PrivateNote


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry of a stream: the sealed bytes, the payload (None when erased), and the erasing event."""

    stream: str
    seq: int
    id: str
    organisation_id: str
    case_id: str | None
    track_id: str | None
    header: bytes
    prev: bytes
    leaf: bytes
    body: str | None
    salt: bytes | None
    erased_by: str | None
    has_payload: bool


def newest(
    session: Session,
    case: CaseFile,
    visible_tracks: Collection[str],
    *,
    whole: bool,
    eyes: str,
    limit: int,
    before: int | None = None,
) -> tuple[TrailRow, ...]:
    """The newest entries of a case's stream that this reader may see, newest first; `before` is a number.

    `eyes` is the reader's person id: what somebody else wrote for themselves alone is not there. Every page,
    paper and answer that reads what entries say asks here; there is no other way to their words.
    """
    seen = Event.track_id.in_(visible_tracks) if visible_tracks else false()
    query = (
        trail_rows()
        .where(Event.stream == f"case/{case.id}")
        .where(or_(seen, Event.track_id.is_(None)) if whole else seen)
        .where(~_private_to_another(eyes))
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Event.seq < before)
    return tuple(TrailRow(*row) for row in session.execute(query))


def own_private(session: Session, case: CaseFile, person_id: str) -> frozenset[str]:
    """The ids of the entries of a case that this person wrote for themselves alone, and has not shared."""
    query = select(PrivateNote.event_id).where(
        PrivateNote.organisation_id == case.organisation_id,
        PrivateNote.case_id == case.id,
        PrivateNote.person_id == person_id,
        PrivateNote.shared_at.is_(None),
    )
    return frozenset(session.scalars(query))


def _private_to_another(eyes: str) -> ColumnElement[bool]:
    return exists().where(
        PrivateNote.organisation_id == Event.organisation_id,
        PrivateNote.event_id == Event.id,
        PrivateNote.person_id != eyes,
        PrivateNote.shared_at.is_(None),
    )


def trail_rows() -> Select[*tuple[Any, ...]]:
    """Headers with their payloads, whatever became of them."""
    return select(
        Event.stream, Event.seq, Event.id, Event.organisation_id, Event.case_id, Event.track_id, Event.header,
        Event.prev, Event.leaf, EventPayload.body, EventPayload.salt, EventPayload.erased_by,
        EventPayload.event_id.is_not(None),
    ).outerjoin(
        EventPayload,
        and_(EventPayload.organisation_id == Event.organisation_id, EventPayload.event_id == Event.id),
    )  # fmt: skip
