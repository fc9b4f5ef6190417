"""What whoever records the board's decision needs beside the question: the votes, and who has not voted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from incidents.domain.board import Board
from incidents.domain.machine import Transition
from incidents.services import board_facts
from incidents.services.actors import Member
from incidents.services.gather import Scene
from incidents.services.options import answers_of_the_pack
from incidents.store.queries import board as queries

_NOT_YET = "How the others voted is shown to you when you have voted yourself."
_RECORDS = frozenset({"decide", "decide_alone"})


@dataclass(frozen=True, slots=True)
class Beside:
    """Sentences that stand above the form, the answer that stands in it, and words beside each answer."""

    lines: tuple[str, ...] = ()
    filled: Mapping[str, object] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)


def beside(session: Session, here: Scene, actor: Member, transition: Transition) -> Beside:
    """How the votes stand, for a step that records a decision; nothing for any other step.

    Who has not voted learns how many have, and not how: nobody's vote leans on another's.
    """
    board = here.track_facts.board if here.track_facts else None
    if here.machine.name != board_facts.MACHINE or transition.action not in _RECORDS or board is None:
        return Beside()
    count, seat = board.tally, board.seat(actor.person_id)
    lines = (count.sentence, *_waited_for(session, here, board))
    if seat is None or not seat.vote:
        return Beside((*lines, _NOT_YET) if count.voted else lines)
    hints = {key: _votes(count.votes.get(key, 0)) for key in answers_of_the_pack(here)}
    abstained = (f"Abstained: {count.abstained}.",) if count.abstained else ()
    won = count.winner if transition.action == "decide" and count.quorate else None
    return Beside((*lines, count.outcome, *abstained), {"option": won} if won else {}, hints)


def _waited_for(session: Session, here: Scene, board: Board) -> Iterator[str]:
    waited = board.tally.to_vote
    if waited:
        names = queries.names(session, here.case.organisation_id, waited)
        yield f"Not voted yet ({len(waited)}): {', '.join(sorted(names[one] for one in waited))}."


def _votes(number: int) -> str:
    return "1 vote" if number == 1 else f"{number or 'No'} votes"
