"""A board member at one question: saying whether they have an interest in it, and voting.

Neither is a step of the matter: a colleague's vote must not make the form of another out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.board import ABSTAIN, DECIDES, INTEREST, NO_INTEREST, RECUSED
from incidents.domain.fields import Data, Field, Kind, Problem, Raw
from incidents.domain.words import Permission
from incidents.services import board_facts
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form, parsed
from incidents.services.once import earlier_answer
from incidents.services.options import answers_of_the_pack
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import ReviewSeat, Track
from incidents.store.queries import access, board

ABSTAINS = "I abstain"
_DECLARATION = (
    Field(
        "interest",
        "Do you have an interest in this?",
        Kind.CHOICE,
        hint="You know one of the people well, you or yours gain or lose by it, or you took part in what "
        "happened. If in doubt, say so: that is no fault.",
        choices=((NO_INTEREST, "No, none"), (INTEREST, "Yes, I step aside")),
    ),
    Field("what_it_is", "What it is, in a few words", required=False, when=("interest", (INTEREST,))),
)
_AFTER_ALL = (
    replace(
        _DECLARATION[0],
        label="Do you have an interest after all?",
        choices=((INTEREST, "Yes, I step aside"),),
    ),
    _DECLARATION[1],
)
_SAID_SO = "You have said already that you have none. You can only say that you have one after all"
_VOTE = (
    Field("vote", "Your vote", Kind.CHOICE),
    Field("reasons", "Your reasons", hint="One or two sentences. They stand in the minute."),
)
_OVER = "This is no longer being decided, or it was put to the board anew. Read the pack again first."
_HELD = "This is on hold. Nothing can be decided until the hold is lifted."


@dataclass(frozen=True, slots=True)
class Question:
    """One question put to the board: the case's reference and the matter's id."""

    reference: str
    track_id: str


def declaration() -> Form:
    """The questions of the form alone, for sending it: who stepped aside just now has no seat any more."""
    return Form(_DECLARATION)


def declaring(actor: Member, question: Question, now: datetime) -> Form:
    """The form to say whether one has an interest. Raises NotFound for who has no seat there."""
    with read() as session:
        here, seat = _seat(session, actor, question, now)
        asked = _AFTER_ALL if seat.interest == NO_INTEREST else _DECLARATION
        return Form(asked, about=_asked(here), version=seat.round)


def declare(actor: Member, question: Question, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Say whether one has an interest; who has one leaves the count, and sees nothing of it any more.

    It is said once: who has said that they have none can only step aside after all. Raises NotFound, Invalid
    and Stale.
    """

    def write(change: Change, seat: ReviewSeat) -> trail.Payload:
        data = dict(parsed(declaration(), raw, now))
        if data["interest"] == NO_INTEREST:
            if seat.interest == NO_INTEREST:
                raise Invalid((Problem("interest", _SAID_SO),))
            data.pop("what_it_is", None)  # words typed before "none" was chosen are nobody's business
        seat.interest, seat.declared_at = str(data["interest"]), now
        seat.interest_words = str(data.get("what_it_is", "")) if seat.interest == INTEREST else ""
        if seat.interest == INTEREST:
            seat.part, seat.vote, seat.reasons, seat.voted_at = RECUSED, "", "", None
            _leave(change, seat)
        return {"data": data, "labels": {"interest": dict(_DECLARATION[0].choices)}}

    _enter(Sent(actor, question, version, key, now), "interest_declared", write)


def voting(actor: Member, question: Question, now: datetime) -> Form:
    """The form to vote, for who has declared no interest. Raises NotFound."""
    with read() as session:
        here, seat = _seat(session, actor, question, now)
        if seat.interest != NO_INTEREST:
            raise NotFound
        filled = {"vote": seat.vote, "reasons": seat.reasons}
        return Form(_VOTE, {"vote": _choices(here)}, filled, _asked(here), version=seat.round)


def vote(actor: Member, question: Question, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Vote, or vote otherwise than before. Raises NotFound, Invalid and Stale.

    How somebody voted stands in the entry, and is not shown with it: others first vote themselves.
    """

    def write(change: Change, seat: ReviewSeat) -> trail.Payload:
        if seat.interest != NO_INTEREST:
            raise NotFound
        choices = _choices(change.scene)
        data: Data = parsed(Form(_VOTE, {"vote": choices}), raw, now)
        seat.vote, seat.reasons, seat.voted_at = str(data["vote"]), str(data["reasons"]), now
        return {"voted": {**data, "called": choices[seat.vote]}}

    _enter(Sent(actor, question, version, key, now), "voted", write)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: by whom, on which question, the round it showed, its key, and when."""

    actor: Member
    question: Question
    round: int
    key: str
    now: datetime


def _enter(sent: Sent, action: str, write: Callable[[Change, ReviewSeat], trail.Payload]) -> None:
    """Change the actor's own seat, in the case's lock, with its one entry in the matter."""
    actor, question, now = sent.actor, sent.question, sent.now
    with work() as session:
        answer: dict[str, object] = {"reference": question.reference}
        if earlier_answer(session, actor.account_id, sent.key, answer, now) is not None:
            return
        here, seat = _seat(session, actor, question, now, lock=True)
        if seat.round != sent.round or here.here.state != "reviewing":
            raise Stale((_OVER,), seat.round)
        if here.here.hold is not None:
            raise Stale((_HELD,), seat.round)
        change = Change(session, actor, here, now)
        payload = write(change, seat)
        trail.on_case(
            session,
            here.case,
            trail.Entry(
                organisation_id=actor.organisation_id,
                action=action,
                actor=actor.person_id,
                at=now,
                payload={"by": actor.name, "round": seat.round, **payload, **change.words},
                case_id=here.case.id,
                track_id=here.here.id,
                id=change.event_id,
            ),
        )


def _seat(
    session: Session, actor: Member, question: Question, now: datetime, *, lock: bool = False
) -> tuple[Scene, ReviewSeat]:
    """The matter and the actor's seat in its present round. Raises NotFound."""
    may = Permission.DECIDE
    here = scene(session, actor, question.reference, question.track_id, now, may=may, lock=lock)
    if not isinstance(here.here, Track) or here.here.machine != board_facts.MACHINE:
        raise NotFound
    every = board.seats(session, actor.organisation_id, [here.here.id])
    own = [one for one in every if one.person_id == actor.person_id and one.round == every[-1].round]
    if not own or own[0].part != DECIDES:
        raise NotFound
    return here, own[0]


def _leave(change: Change, seat: ReviewSeat) -> None:
    """End the access to the matter, and with it everything that they were to do there."""
    track = change.scene.track
    why = "Has an interest in it"
    access.end(change.session, change.scene.case, seat.track_id, seat.person_id, change.now, why)
    change.say("taken_off", {"person": seat.person_id, "matter": seat.track_id})
    if track is not None and track.assigned_person_id == seat.person_id:
        track.assigned_person_id = None
    for task in board.open_tasks(change.session, track) if track else ():
        if task.assigned_person_id == seat.person_id:
            task.assigned_person_id = None


def _choices(here: Scene) -> Mapping[str, str]:
    return {**answers_of_the_pack(here), ABSTAIN: ABSTAINS}


def _asked(here: Scene) -> str:
    return str(here.here.known.get("question", ""))
