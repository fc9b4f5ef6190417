"""What the board has before it: what waits for one member, and what the next meeting deals with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain import board as rules_of
from incidents.domain.board import DECIDES
from incidents.domain.lifecycle import MACHINES
from incidents.domain.lifecycle.board_guards import INFORMATION, to_ratify
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import board_facts, board_rules
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.store.db import read
from incidents.store.models import Track
from incidents.store.queries import board as queries
from incidents.store.queries.board import Asked

DECLARE, VOTE = "declare", "vote"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the board's page: the question, where it is, how it stands, and by when it is decided."""

    reference: str
    track_id: str
    question: str
    state: str
    decide_by: date | None
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What waits for one board member, and what the next meeting has to deal with. Empty lists are no lines.

    `rules` are sentences; `assumed`: nobody wrote them down yet.
    """

    waiting: tuple[Item, ...]
    to_decide: tuple[Item, ...]
    to_ratify: tuple[Item, ...]
    to_know: tuple[Item, ...]
    coming: tuple[Item, ...]
    next_on: date | None
    outside_body: str
    rules: tuple[str, ...]
    assumed: bool


def meeting(actor: Member, now: datetime) -> Meeting:
    """What waits for this board member, each thing only where they may know of it. Raises NotFound."""
    if not permits(actor, Permission.DECIDE):
        raise NotFound
    with read() as session:
        asked = queries.put_to_it(session, reader(actor, now))
        sitting = board_facts.boards(session, actor.organisation_id, [one.track for one in asked], now)
        held = board_facts.rules(session, actor.organisation_id, now)
        row = queries.rules(session, actor.organisation_id)
        items = [(one.track, _item(actor, one, sitting.get(one.track.id))) for one in asked]
    return Meeting(
        waiting=tuple(item for _, item in items if item.waits),
        to_decide=tuple(item for track, item in items if track.state == "reviewing"),
        to_ratify=tuple(item for track, item in items if _waits_for_agreement(track)),
        to_know=tuple(
            item for track, item in items if track.state == "submitted" and _for_information(track)
        ),
        coming=tuple(
            item
            for track, item in items
            if track.state in ("submitted", "returned") and not _for_information(track)
        ),
        next_on=row.next_meeting_on if row else None,
        outside_body=row.outside_body if row else "",
        rules=board_rules.in_words(held),
        assumed=held.assumed,
    )


def waiting(actor: Member, now: datetime) -> int:
    """How many questions wait for this person to declare or to vote; 0 for who is not of the board."""
    return len(meeting(actor, now).waiting) if permits(actor, Permission.DECIDE) else 0


def _item(actor: Member, asked: Asked, board: rules_of.Board | None) -> Item:
    track = asked.track
    return Item(
        asked.reference,
        track.id,
        str(track.known.get("question") or track.subject_label),
        MACHINES[track.machine].states[track.state].label,
        _day(track.known.get("decide_by")),
        _waits_for(actor, track, board),
    )


def _waits_for(actor: Member, track: Track, board: rules_of.Board | None) -> str:
    seat = board.seat(actor.person_id) if board else None
    if track.state != "reviewing" or seat is None or seat.part != DECIDES:
        return ""
    if not seat.interest:
        return DECLARE
    return "" if seat.vote else VOTE


def _waits_for_agreement(track: Track) -> bool:
    return track.state == "decided" and to_ratify(track.known)


def _for_information(track: Track) -> bool:
    return track.subject == INFORMATION


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
