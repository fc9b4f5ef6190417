"""The minute extract of a decision of the board, as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Raw
from incidents.domain.lifecycle.board_guards import AGREED, DECIDED_BY
from incidents.domain.words import Permission
from incidents.exports.minute import Agreement, Decision, Left, Minuted, Voice, minute, without_names
from incidents.exports.paper import Paper
from incidents.services import board_facts, board_rules, exporting
from incidents.services.actors import Member
from incidents.services.board_papers import exceptions, papers, places
from incidents.services.board_voting import Question
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.faults import NotFound
from incidents.services.form_people import named
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form
from incidents.store.db import read
from incidents.store.models import Track

_ASKED: tuple[Field, ...] = (
    *exporting.PAPER_ASKED,
    Field(
        "minimise",
        "Leave out the names of people in the case?",
        Kind.YES_NO,
        hint="Minutes are read by many. Who voted how stays; what was left out is listed in the copy.",
    ),
)
_BY = {"board": "The board", "alone": "The chair alone, because it could not wait"}


def form(actor: Member, question: Question, now: datetime) -> Form:
    """The form to take the minute of a question that was decided. Raises NotFound."""
    with read() as session:
        _decided(session, actor, question, now)
    return Form(_ASKED, filled={"minimise": "yes"})


def copy(charity: Charity, actor: Member, question: Question, raw: Raw, now: datetime) -> Copy:
    """The minute as the file asked for; one entry in the matter. Raises NotFound and Invalid."""

    def make(session: Session, recipient: str) -> Paper:
        here, track = _decided(session, actor, question, now)
        found = _minuted(session, charity, here, track, recipient, now)
        if raw.get("minimise") == "yes":
            found = without_names(found, named(session, here, charity.policy, everyone=True))
        return minute(found)

    return exporting.paper_copy(
        actor,
        make,
        raw,
        now,
        what="minute",
        reference=question.reference,
        track_id=question.track_id,
        fields=_ASKED,
    )


def _decided(session: Session, actor: Member, question: Question, now: datetime) -> tuple[Scene, Track]:
    here = scene(session, actor, question.reference, question.track_id, now, may=Permission.EXPORT)
    track = here.track
    if track is None or track.machine != board_facts.MACHINE or track.state != "decided":
        raise NotFound
    return here, track


def _minuted(
    session: Session, charity: Charity, here: Scene, track: Track, recipient: str, now: datetime
) -> Minuted:
    given = papers(session, track)
    board = here.track_facts.board if here.track_facts else None
    if board is None:
        raise LookupError("a question was decided that nobody sat at")
    everyone, _ = places(session, track, board, given.options, shows_votes=True)
    known = track.known
    answers = {one.key: one.label for one in given.options}
    return Minuted(
        charity=charity.name,
        reference=here.case.reference,
        made_at=now,
        recipient=recipient,
        question=given.words.get("question", ""),
        voices=tuple(
            Voice(one.name, one.declared, one.vote, one.reasons)
            for one in everyone
            if not one.aside and not one.gone
        ),
        left=tuple(Left(one.name, one.interest) for one in everyone if one.aside),
        gone=tuple(one.name for one in everyone if one.gone),
        decision=_decision(known, answers),
        own=known.get(DECIDED_BY) == "board",
        agreement=_agreement(known),
        exceptions=tuple(
            f"{one.against} It was done all the same, because: {one.because}"
            for one in exceptions(session, here)
        ),
        rules=board_rules.in_words(board.rules),
    )


def _decision(known: Mapping[str, object], answers: Mapping[str, str]) -> Decision:
    by = str(known.get(DECIDED_BY))
    outside = by == "outside"
    because = {"alone": "urgent_because", "outside": "no_quorum_because"}.get(by)
    return Decision(
        how=str(known.get("body")) if outside else _BY[by],
        because=str(known.get(because, "")) if because else "",
        answer="" if outside else answers.get(str(known.get("option")), ""),
        words=str(known["decision"]),
        reasons=str(known["reasons"]),
        on=date.fromisoformat(str(known["decided_on"])),
    )


def _agreement(known: Mapping[str, object]) -> Agreement | None:
    if AGREED not in known:
        return None
    on = date.fromisoformat(str(known["agreed_on"]))
    return Agreement(known[AGREED] is True, on, str(known["agreed_words"]))
