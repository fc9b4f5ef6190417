"""What stands before the steps of telling another body: the board's authority, the body's reference."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.domain.case import CaseFacts, Context, Known, TrackFacts
from incidents.domain.lifecycle.bars import not_own
from incidents.domain.lifecycle.board_guards import AGREED
from incidents.domain.machine import Guard
from incidents.domain.permissions import permits
from incidents.domain.reference import plain_number
from incidents.domain.words import NEEDS_AUTHORITY, Body, Permission

MACHINE = "external_report"
# What the newest answers on who must know left on the case: services/telling_steps.py writes it down.
MUST_TELL, LOOK_AGAIN = "must_tell", "look_again"
# The board's word for a report: as it was written down, decided in the case, or standing. Each is of the one
# text that was approved, or of the one call that was made.
AUTHORITY_WORDS, BOARD_DECISION, STANDING = "authority", "board_decision", "standing_authority"
# The questions that only such a body raises.
ON_AUTHORITY = frozenset({AUTHORITY_WORDS, BOARD_DECISION})
# What those decisions of the board were when the report was approved, by the question's id.
BOARD_DECIDED = "board_decided"

_BY_TELEPHONE = frozenset({Body.CHILDRENS_SOCIAL_CARE, Body.ADULT_SOCIAL_CARE, Body.LADO})
_ENDED_UNTOLD = "not_needed"


def told_first(subject: str, *, danger: bool) -> bool:
    """Whether this body is rung before anything is written: the police only while somebody is in danger."""
    return subject in _BY_TELEPHONE or (danger and subject == Body.POLICE)


def untold(case: CaseFacts) -> tuple[str, ...]:
    """Who must be told by the newest answers, with no report begun and no decision that stands."""
    begun = {
        track.subject for track in case.tracks if track.machine == MACHINE and track.state != _ENDED_UNTOLD
    }
    open_again = set(_listed(case.known.get(LOOK_AGAIN)))
    undecided = {
        track.subject
        for track in case.tracks
        if track.machine == MACHINE and track.state == "not_reported" and track.id in open_again
    }
    must = _listed(case.known.get(MUST_TELL))
    return tuple(body for body in must if body not in begun or body in undecided)


def carried(known: Known, into: Known) -> dict[str, object]:
    """What goes over when a case is joined to another: whom it must tell, where nobody answered there yet,
    and which decisions are open again."""
    again = sorted({*_listed(known.get(LOOK_AGAIN)), *_listed(into.get(LOOK_AGAIN))})
    must = into.get(MUST_TELL, known.get(MUST_TELL))
    return {**({} if must is None else {MUST_TELL: must}), **({LOOK_AGAIN: again} if again else {})}


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _needs_authority(context: Context) -> bool:
    return context.track is not None and context.track.subject in NEEDS_AUTHORITY


def _delegated(context: Context) -> bool:
    return context.track is not None and context.track.subject in context.case.delegated


def board_decided(track: TrackFacts) -> bool:
    """Whether this is a question that the board decided: one decided without it counts until it refuses."""
    return (
        track.machine == "trustee_review"
        and track.subject == "question"
        and track.state == "decided"
        and track.known.get(AGREED) is not False
    )


def _board_said_so(context: Context) -> bool:
    """Whether the one who acts points to a decision of the board in this case that stands."""
    pointed_to = _listed((context.data or {}).get(BOARD_DECISION))
    return any(track.id in pointed_to and board_decided(track) for track in context.case.tracks)


def _authority_given(context: Context) -> bool:
    return (
        not _needs_authority(context)
        or context.data is None
        or bool(context.data.get(AUTHORITY_WORDS))
        or _delegated(context)
        or _board_said_so(context)
    )


def marked(track: TrackFacts) -> list[str]:
    """What tells one decision of a question from the next: its answer, its words and its day."""
    return [str(track.known.get(name, "")) for name in ("option", "decision", "decided_on")]


def rests_on(known: Known, tracks: Iterable[TrackFacts]) -> bool:
    """Whether the board's decisions that an approval points to (`known`, of the report) stand as they were.

    One that is not among `tracks` is hidden from their reader, who must not be told of it.
    """
    pointed_to, then = _listed(known.get(BOARD_DECISION)), known.get(BOARD_DECIDED)
    kept = then if isinstance(then, dict) else {}
    return all(
        board_decided(track) and kept.get(track.id, marked(track)) == marked(track)
        for track in tracks
        if track.id in pointed_to
    )


def _approval_stands(context: Context) -> bool:
    return rests_on(context.here.known, context.case.tracks)


def _stood_aside(context: Context) -> bool:
    """Whether the actor is kept back from a question to the board in this case, or has an interest in it."""
    boards = [track.board for track in context.case.tracks if track.board is not None]
    return any(context.actor.person_id in board.aside for board in boards)


def _may_approve(context: Context) -> bool:
    entitled = permits(context.actor, Permission.APPROVE_REPORT) or _delegated(context)
    return not _needs_authority(context) or (entitled and not _stood_aside(context))


def _may_be_told_first(context: Context) -> bool:
    return not _needs_authority(context) or _delegated(context)


def _same_reference(context: Context) -> bool:
    known = context.here.known.get("reference")
    if context.data is None or not known:
        return True
    given = str(context.data.get("reference", ""))
    return plain_number(given) == plain_number(str(known)) or bool(context.data.get("reference_changed"))


def _all_told(context: Context) -> bool:
    return not untold(context.case)


NOT_OWN_DRAFT = not_own(
    "not_own_draft", "Nobody should approve a report they drafted themselves.", "draft", "revise"
)
AUTHORITY = Guard(
    "authority",
    "This body takes a report only with the board's authority: write down who gave it and when, or point to "
    "the board's decision in this case.",
    _authority_given,
)
BOARD_APPROVES = Guard(
    "board_approves",
    "This body takes a report only with the board's authority, so this step is for a board member who is "
    "free to decide on it, or for somebody to whom the board gave a standing authority.",
    _may_approve,
)
AUTHORITY_FIRST = Guard(
    "authority_first",
    "This body should be told only with the board's authority: write the report, and let the board "
    "approve it.",
    _may_be_told_first,
    liftable=True,
)
APPROVAL_STANDS = Guard(
    "approval_stands",
    "The board has taken up again, or changed, the decision that this approval rests on. Send the draft "
    "back, and have it approved by what the board says now.",
    _approval_stands,
)
SAME_REFERENCE = Guard(
    "same_reference",
    "They gave another reference before. Write that one, or say why theirs has changed.",
    _same_reference,
)
ALL_TOLD = Guard(
    "all_told",
    "The questions on who must know say that somebody must be told who was not: see “Who must know”. Tell "
    "them, decide against it with reasons, or write why not here.",
    _all_told,
    liftable=True,
)
