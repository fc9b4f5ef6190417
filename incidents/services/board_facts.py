"""What the rules need to know of the board: how it decides, and who sits on each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import board
from incidents.domain.board import Board, Seat
from incidents.store.models import ReviewSeat, Track
from incidents.store.queries import board as queries

MACHINE = "trustee_review"


def rules(session: Session, organisation_id: str, now: datetime) -> board.BoardRules:
    """The board's rules; until somebody wrote them down, what is taken to hold."""
    found = queries.rules(session, organisation_id)
    if found is None:
        return board.assumed_rules(len(queries.members(session, organisation_id, now)))
    return board.BoardRules(found.quorum, found.majority, found.casting_vote, found.alone_allowed)


def boards(
    session: Session, organisation_id: str, tracks: Iterable[Track], now: datetime
) -> Mapping[str, Board]:
    """Who sits on each of these matters, by its id; only what the board began to decide is among them."""
    asked = [one.id for one in tracks if one.machine == MACHINE]
    if not asked:
        return {}
    latest: dict[str, list[ReviewSeat]] = {}
    for row in queries.seats(session, organisation_id, asked):
        held = latest.setdefault(row.track_id, [])
        if held and held[0].round != row.round:
            held.clear()
        held.append(row)
    if not latest:
        return {}
    held_to = rules(session, organisation_id, now)
    return {track_id: Board(held_to, tuple(_seat(one) for one in rows)) for track_id, rows in latest.items()}


def _seat(row: ReviewSeat) -> Seat:
    return Seat(row.person_id, row.part, row.interest, row.vote)
