"""The pack of one question as one reader sees it: the papers, who said and voted, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.board import (
    DECIDES,
    NO_INTEREST,
    Board,
)
from incidents.domain.lifecycle.board_guards import INFORMATION, to_ratify
from incidents.domain.machine import Refusal
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import board_facts, board_rules, reads
from incidents.services.actors import Member
from incidents.services.board_papers import (
    Exemption,
    Papers,
    Place,
    clocks_for_the_board,
    exceptions,
    papers,
    places,
)
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, as_seen, known_parts, scene
from incidents.store.db import work
from incidents.store.models import Track

# Steps of the matter that belong on the pack's page; the others are found in the case.
_HERE = ("write_pack", "begin_review", "decide", "return", "decide_alone", "decide_outside", "ratify")
_HERE_TOO = ("review_again", "note")
DECLARE, VOTE, CHANGE = "declare", "vote", "change"


@dataclass(frozen=True, slots=True)
class Way:
    """One step of the matter; with `why`, it cannot be taken yet."""

    action: str
    label: str
    why: tuple[str, ...] = ()
    exception: bool = False


@dataclass(frozen=True, slots=True)
class PackPage:
    """One question for one reader.

    `information`: the board is to know of it, and need not decide. `places` leave out who is kept back.
    `mine` is what the reader has to do or may do: "declare", "vote", "change", or "". `standing` and
    `missing` say what a decision still needs; `known` is what was decided, by whom and why, once it is.
    """

    reference: str
    track_id: str
    information: bool
    state: str
    papers: Papers
    places: tuple[Place, ...]
    shows_votes: bool
    mine: str
    standing: tuple[str, ...]
    missing: tuple[str, ...]
    ways: tuple[Way, ...]
    closed: tuple[Way, ...]
    known: Mapping[str, object]
    to_ratify: bool
    exceptions: tuple[Exemption, ...]
    may_take_minute: bool
    rules: tuple[str, ...]
    assumed: bool


def pack(actor: Member, reference: str, track_id: str, now: datetime) -> PackPage:
    """The pack of one question. Reading it is an entry of the trail. Raises NotFound."""
    with work() as session:
        here = scene(session, actor, reference, track_id, now)
        track = here.track
        if track is None or track.machine != board_facts.MACHINE:
            raise NotFound
        page = _page(session, here, track, actor, now)
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return page


def _page(session: Session, here: Scene, track: Track, actor: Member, now: datetime) -> PackPage:
    board = here.track_facts.board if here.track_facts else None
    given = papers(session, track)
    if given.draft:
        given = replace(given, clocks=clocks_for_the_board(session, here, now))
    sitting = board if not given.draft else None
    own = sitting.seat(actor.person_id) if sitting else None
    shows = track.state == "decided" or (own is not None and bool(own.vote))
    found, rows = places(session, track, sitting, given.options, shows_votes=shows) if sitting else ((), [])
    held = board.rules if board else board_facts.rules(session, track.organisation_id, now)
    names = {row.person_id: one.name for row, one in zip(rows, found, strict=True)}
    ways, closed = _ways(session, here, actor, now)
    running = track.state == "reviewing" and board is not None
    return PackPage(
        reference=here.case.reference,
        track_id=track.id,
        information=track.subject == INFORMATION,
        state=here.machine.states[track.state].label,
        papers=given,
        places=found,
        shows_votes=shows,
        mine=_mine(board, actor) if running and board else "",
        standing=_standing(board, shows=shows) if running and board else (),
        missing=_missing(board, names) if running and board else (),
        ways=ways,
        closed=closed,
        known=track.known if track.state == "decided" else {},
        to_ratify=track.state == "decided" and to_ratify(track.known),
        exceptions=exceptions(session, here),
        may_take_minute=track.state == "decided" and permits(actor, Permission.EXPORT),
        rules=board_rules.in_words(held),
        assumed=held.assumed,
    )


def _mine(board: Board, actor: Member) -> str:
    seat = board.seat(actor.person_id)
    if seat is None or seat.part != DECIDES:
        return ""
    if seat.interest != NO_INTEREST:
        return DECLARE
    return CHANGE if seat.vote else VOTE


def _standing(board: Board, *, shows: bool) -> tuple[str, ...]:
    count = board.tally
    return (count.sentence, count.outcome) if shows and count.voted else (count.sentence,)


def _missing(board: Board, names: Mapping[str, str]) -> tuple[str, ...]:
    """Who has still to say or to vote, by name."""
    count = board.tally
    wanted = (
        *(f"{names[one]} has still to say whether they have an interest." for one in count.to_declare),
        *(f"{names[one]} has still to vote." for one in count.to_vote if one not in count.to_declare),
    )
    return tuple(sorted(wanted))


def _ways(
    session: Session, here: Scene, actor: Member, now: datetime
) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
    """The steps that the actor may take here, and those that are not open yet, with every reason."""
    seen = as_seen(here, known_parts(session, here))
    found = {step.action: (step, why) for step, why in here.machine.available(seen.context(actor, now))}
    ways: list[Way] = []
    closed: list[Way] = []
    for action in (*_HERE, *_HERE_TOO):
        if action not in found:
            continue
        step, why = found[action]
        bars = [one for one in why if not one.guard]
        (closed if bars else ways).append(Way(action, step.label, _messages(bars), exception=bool(why)))
    return tuple(ways), tuple(closed)


def _messages(refusals: Iterable[Refusal]) -> tuple[str, ...]:
    return tuple(one.message for one in refusals)
