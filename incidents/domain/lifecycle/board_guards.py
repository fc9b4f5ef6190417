"""What stands before the steps of the board's decision: the pack, who counts, enough votes, a majority."""

from __future__ import annotations

from incidents.domain.board import DECIDES, NO_INTEREST, carries
from incidents.domain.case import Context
from incidents.domain.lifecycle.bars import differs, not_own
from incidents.domain.lifecycle.standing import CONDUCT
from incidents.domain.machine import Guard
from incidents.domain.words import Role

# How a question was decided when it was not the board itself; the effect of each step writes it down.
DECIDED_BY = "decided_by"
NOT_BY_THE_BOARD = frozenset({"alone", "outside"})
AGREED = "agreed"
INFORMATION = "information"

_PUT_TO_THE_BOARD = ("start_track", "write_pack", "resubmit")


def to_ratify(known: object) -> bool:
    """Whether the board has still to agree to what was decided without it."""
    return isinstance(known, dict) and known.get(DECIDED_BY) in NOT_BY_THE_BOARD and AGREED not in known


def _appeal_kept_back(context: Context) -> bool:
    conduct = any(track.machine in CONDUCT and not track.ended for track in context.case.tracks)
    return not conduct or context.data is None or context.told("kept_back") is not None


def _has_not_read(context: Context) -> bool:
    track = context.track
    readers = {context.actor.person_id, *(track.have_read | set(track.taken_by.values()) if track else ())}
    return (context.data or {}).get("kept_back") not in readers


def _has_pack(context: Context) -> bool:
    return all(context.here.known.get(name) for name in ("question", "options"))


def _led_by_another(context: Context) -> bool:
    taken = context.track.taken_by if context.track is not None else {}
    leads = (context.data or {}).get("reviewer")
    return leads is None or all(taken.get(action) != leads for action in _PUT_TO_THE_BOARD)


def _quorate(context: Context) -> bool:
    board = context.track.board if context.track else None
    return board is not None and board.tally.quorate


def _carried(context: Context) -> bool:
    board = context.track.board if context.track else None
    if board is None:
        return False
    option = (context.data or {}).get("option")
    chairs = Role.CHAIR in context.actor.roles
    options = [str(option)] if option is not None else list(board.tally.votes)
    return any(carries(board, one, context.actor.person_id, chairs=chairs) for one in options)


def _all_declared(context: Context) -> bool:
    board = context.track.board if context.track else None
    return board is None or not board.tally.to_declare


def _all_voted(context: Context) -> bool:
    """Whoever has not even said whether they have an interest is asked for by the guard on that."""
    board = context.track.board if context.track else None
    return board is None or set(board.tally.to_vote) <= set(board.tally.to_declare)


def _not_voted_through(context: Context) -> bool:
    board = context.track.board if context.track else None
    return board is None or not board.tally.quorate or board.tally.winner is None


def _free_to_decide(context: Context) -> bool:
    board = context.track.board if context.track else None
    seat = board.seat(context.actor.person_id) if board else None
    return seat is not None and seat.part == DECIDES and seat.interest == NO_INTEREST


def _may_be_alone(context: Context) -> bool:
    board = context.track.board if context.track else None
    return board is not None and (board.rules.alone_allowed or not board.tally.can_decide)


def _too_few_left(context: Context) -> bool:
    board = context.track.board if context.track else None
    return board is not None and not board.tally.can_decide


def _papers_first(context: Context) -> bool:
    board = context.track.board if context.track else None
    decided_on = (context.data or {}).get("decided_on")
    asked_on = board.asked_on if board else None
    return decided_on is None or asked_on is None or str(decided_on) >= asked_on.isoformat()


def _for_information(context: Context) -> bool:
    return context.track is not None and context.track.subject == INFORMATION


def _board_has_to_agree(context: Context) -> bool:
    return to_ratify(dict(context.here.known))


def _not_decided_alone(context: Context) -> bool:
    track = context.track
    alone = track is not None and track.known.get(DECIDED_BY) == "alone"
    return not alone or track is None or track.taken_by.get("decide_alone") != context.actor.person_id


def _agreed_later(context: Context) -> bool:
    agreed_on, decided_on = (context.data or {}).get("agreed_on"), context.here.known.get("decided_on")
    return agreed_on is None or decided_on is None or str(agreed_on) >= str(decided_on)


HAS_PACK = Guard(
    "pack", "Write the pack for the board first: the question, the facts, the answers.", _has_pack
)
KEPT_BACK = Guard(
    "kept_back",
    "Someone's conduct is part of this case: first name who is kept back to hear an appeal. "
    "They get no papers.",
    _appeal_kept_back,
)
KEPT_BACK_OTHER = Guard(
    "kept_back_other",
    "Who has seen the papers cannot be kept back for an appeal: not you, nor who wrote them or was let in. "
    "Choose somebody who has not.",
    _has_not_read,
)
KEPT_APART = differs(
    "kept_apart", "The person kept back for an appeal should not review this.", "reviewer", ("kept_back",)
)
LED_BY_ANOTHER = Guard(
    "led_by_another",
    "Nobody should lead the decision on a question they put to the board themselves.",
    _led_by_another,
    liftable=True,
)
NOT_OWN = not_own(
    "not_own_question",
    "Nobody should decide alone on a question they put to the board themselves.",
    *_PUT_TO_THE_BOARD,
)
QUORUM = Guard(
    "quorum",
    "Too few of the board have voted. Wait for more votes. If too few are left who may vote, the chair "
    "decides, or an independent body.",
    _quorate,
)
MAJORITY = Guard(
    "majority",
    "This answer does not have the votes that your board’s rules ask for.",
    _carried,
)
DECLARED = Guard(
    "declared",
    "Not everybody who decides this has said whether they have an interest in it.",
    _all_declared,
    liftable=True,
)
VOTED = Guard(
    "voted",
    "Not everybody who decides this has voted yet. Wait for them, or say why the board does not.",
    _all_voted,
    liftable=True,
)
VOTES_ARE_IN = Guard(
    "votes_are_in",
    "Enough of the board have voted, and one answer has its majority: record the board’s decision.",
    _not_voted_through,
)
OWN_INTEREST = Guard("own_interest", "Say first whether you have an interest in this.", _free_to_decide)
MAY_BE_ALONE = Guard(
    "alone_allowed",
    "Your board’s rules, as they are written down here, do not let the chair decide alone while enough of "
    "the board can.",
    _may_be_alone,
)
TOO_FEW_LEFT = Guard("too_few_left", "Enough of the board can still decide this themselves.", _too_few_left)
PAPERS_FIRST = Guard(
    "papers_first",
    "The day of the decision is before the day on which its papers went out. Look at the day again.",
    _papers_first,
)
FOR_INFORMATION = Guard(
    "for_information", "This is a question to decide, so it does not end by being noted.", _for_information
)
NOT_DECIDED_ALONE = Guard(
    "not_own_decision",
    "Whoever decided alone should not be the one who records that the board agreed.",
    _not_decided_alone,
    liftable=True,
)
AGREED_LATER = Guard(
    "agreed_later",
    "The board cannot have agreed before the decision was made. Look at the day again.",
    _agreed_later,
)
TO_RATIFY = Guard(
    "to_ratify", "The board decided this itself, or has agreed to it already.", _board_has_to_agree
)
