"""What the board does before a step of its decision can be taken: the pack, the rules, interests, votes."""

from __future__ import annotations

import secrets
from datetime import datetime

from incidents.domain.board import NO_INTEREST
from incidents.services import board_rules, board_voting
from incidents.services.actors import Member
from incidents.services.board_voting import Question
from tests import steps
from tests.cast import NOW

RULES: dict[str, object] = {
    "quorum": "1",
    "majority": "more_than_half",
    "casting_vote": "no",
    "alone_allowed": "yes",
}


def rules(chair: Member, now: datetime = NOW, **given: object) -> None:
    """The chair writes down how the board decides: one is enough, and the chair may decide alone."""
    version = board_rules.form(chair, now).version
    board_rules.write(chair, version, secrets.token_hex(8), {**RULES, **given}, now)


def declare(
    who: Member, reference: str, track: str, interest: str = NO_INTEREST, now: datetime = NOW
) -> None:
    """Someone says whether they have an interest."""
    raw = {"interest": interest, "what_it_is": "She is my sister" if interest != NO_INTEREST else ""}
    at = Question(reference, track)
    round_ = board_voting.declaring(who, at, now).version
    board_voting.declare(who, at, round_, secrets.token_hex(8), raw, now)


def vote(who: Member, reference: str, track: str, option: str = "option_1", now: datetime = NOW) -> None:
    """Someone votes, who declared no interest."""
    at = Question(reference, track)
    round_ = board_voting.voting(who, at, now).version
    raw = {"vote": option, "reasons": f"So {who.name} thinks"}
    board_voting.vote(who, at, round_, secrets.token_hex(8), raw, now)


def prepare(actor: Member, reference: str, action: str, track: str | None, now: datetime) -> None:
    """Do what the board's step needs to have been done, so that any walk through the machine can go on.

    The actor needs the chair's role, and lets one vote be enough. Other steps need nothing.
    """
    if track is None or steps.track_row(track)["machine"] != "trustee_review":
        return
    if action == "begin_review" and '"options"' not in str(steps.track_row(track)["known"]):
        steps.go(actor, reference, "write_pack", track, now)
    if action == "begin_review":
        rules(actor, now)
    if action in ("decide", "decide_alone"):
        declare(actor, reference, track, now=now)
    if action == "decide":
        vote(actor, reference, track, now=now)
    if action == "decide_outside":  # the rules of a new round, with new papers
        rules(actor, now, quorum="99")
        for again in ("return", "resubmit", "begin_review"):
            steps.go(actor, reference, again, track, now)
    if action == "ratify":
        steps.go(actor, reference, "review_again", track, now)
        steps.walk(actor, reference, "decide_alone", track, now)
