"""What the rules need to know of the board: how it decides, and who sits on each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import board
from incidents.domain.board import DECIDES, GONE, INTEREST, RECUSED, Board, Seat
from incidents.domain.fields import LONDON
from incidents.store.models import ReviewPack, ReviewSeat, Track
from incidents.store.queries import board as queries

MACHINE = "trustee_review"
_UNDER_FROZEN_RULES = ("reviewing", "decided")


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
    states = {one.id: one.state for one in tracks if one.machine == MACHINE}
    latest: dict[str, list[ReviewSeat]] = {}
    for row in queries.seats(session, organisation_id, states) if states else ():
        held = latest.setdefault(row.track_id, [])
        if held and held[0].round != row.round:
            held.clear()
        held.append(row)
    if not latest:
        return {}
    today = rules(session, organisation_id, now)
    running = [row for track_id, rows in latest.items() if states[track_id] == "reviewing" for row in rows]
    gone = _gone(session, organisation_id, running, now) if running else frozenset()
    given = queries.packs(session, organisation_id, latest)
    found = {}
    for track_id, rows in latest.items():
        pack = given.get(track_id) if states[track_id] in _UNDER_FROZEN_RULES else None
        found[track_id] = Board(
            _frozen(pack) or today,
            tuple(_seat(row, gone=row.id in gone) for row in rows),
            pack.at.astimezone(LONDON).date() if pack else None,
        )
    return found


def have_read(
    session: Session, organisation_id: str, tracks: Iterable[Track]
) -> Mapping[str, frozenset[str]]:
    """Who could read of each question that waits to be decided, by its id."""
    waiting = [one.id for one in tracks if one.machine == MACHINE and one.state == "submitted"]
    return queries.have_read(session, organisation_id, waiting) if waiting else {}


def frozen_rules(held: board.BoardRules) -> dict[str, object]:
    """The rules as they go into the papers, so that a later change of them decides nothing begun before."""
    return asdict(held)


def _frozen(pack: ReviewPack | None) -> board.BoardRules | None:
    """The rules that stand in the papers; papers of an earlier version of the program have none."""
    kept = pack.document.get("rules") if pack else None
    return board.BoardRules(**kept) if isinstance(kept, dict) else None


def _gone(
    session: Session, organisation_id: str, rows: Iterable[ReviewSeat], now: datetime
) -> frozenset[str]:
    """The ids of the seats of those who left the board since, or whom the case concerns by now."""
    sitting = list(rows)
    members = queries.members(session, organisation_id, now)
    hidden = queries.hidden_from(session, organisation_id, {row.case_id for row in sitting})
    return frozenset(
        row.id for row in sitting if row.person_id not in members or (row.case_id, row.person_id) in hidden
    )


def _seat(row: ReviewSeat, *, gone: bool) -> Seat:
    # A decision keeps who was gone by then as standing aside without an interest: see board_steps.decided.
    left = row.part == RECUSED and row.interest != INTEREST
    return Seat(
        row.person_id, GONE if left or (gone and row.part == DECIDES) else row.part, row.interest, row.vote
    )
