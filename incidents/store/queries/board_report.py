"""What was put to the board, and what some of its members may not know of or have no part in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from incidents.domain.board import DECIDES
from incidents.store.models import CaseFile, Exclusion, ReviewSeat, Track
from incidents.store.queries.visible import Reader, case_visible, case_whole, track_visible


def hidden_from_any(session: Session, organisation_id: str, persons: Iterable[str]) -> dict[str, str]:
    """Id and reference of every case that is hidden from one of these people."""
    rows = session.execute(
        select(CaseFile.id, CaseFile.reference)
        .join(
            Exclusion,
            and_(Exclusion.organisation_id == CaseFile.organisation_id, Exclusion.case_id == CaseFile.id),
        )
        .where(CaseFile.organisation_id == organisation_id, Exclusion.person_id.in_(sorted(persons)))
    )
    return {row.id: row.reference for row in rows}


def put_to_the_board(session: Session, reader: Reader) -> list[tuple[str, Track]]:
    """Reference and matter of all that was put to the board and the reader may see, the oldest first."""
    rows = session.execute(
        select(CaseFile.reference, Track)
        .join(Track, and_(Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id))
        .where(
            case_visible(reader),
            case_whole(reader),
            track_visible(reader),
            Track.machine == "trustee_review",
        )
        .order_by(Track.opened_at, Track.id)
    )
    return [(row.reference, row.Track) for row in rows]


def apart(
    session: Session, organisation_id: str, track_ids: Collection[str], persons: Collection[str]
) -> frozenset[str]:
    """The matters in which one of these people was ever given no part, or left it."""
    query = select(ReviewSeat.track_id).where(
        ReviewSeat.organisation_id == organisation_id,
        ReviewSeat.track_id.in_(sorted(track_ids)),
        ReviewSeat.person_id.in_(sorted(persons)),
        ReviewSeat.part != DECIDES,
    )
    return frozenset(session.scalars(query))
