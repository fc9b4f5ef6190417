"""The stream of one case as it is stored: sealed headers with their payloads, as one reader may see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Event, EventPayload


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
    limit: int,
    before: int | None = None,
) -> tuple[TrailRow, ...]:
    """The newest entries of a case's stream that this reader may see, newest first; `before` is a number."""
    seen = Event.track_id.in_(visible_tracks) if visible_tracks else false()
    query = (
        trail_rows()
        .where(Event.stream == f"case/{case.id}")
        .where(or_(seen, Event.track_id.is_(None)) if whole else seen)
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Event.seq < before)
    return tuple(TrailRow(*row) for row in session.execute(query))


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
