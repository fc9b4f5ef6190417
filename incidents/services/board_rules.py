"""Writing down how the board decides, and when it meets next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain import board as domain
from incidents.domain.board import MAJORITIES
from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.words import Permission
from incidents.services import board_facts
from incidents.services.actors import Member
from incidents.services.faults import Invalid, Stale
from incidents.services.keeping import Form, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.models import BoardRules
from incidents.store.queries import board

ASSUMED = (
    "Nobody has written your rules down yet. Until then we take three board members, more than half of the "
    "votes, no casting vote, and no deciding alone. Check this with your governing document."
)
_ABOUT = "Look them up in your governing document: the constitution, or the articles of association."
_FIELDS = (
    Field("quorum", "How many of the board must vote?", Kind.NUMBER, hint="Who abstains counts too"),
    Field("majority", "Which votes decide?", Kind.CHOICE, choices=MAJORITIES),
    Field(
        "casting_vote",
        "When the votes are equal, does the chair have one more?",
        Kind.YES_NO,
        hint="The casting vote. It counts only where more than half of the votes decide",
    ),
    Field(
        "alone_allowed",
        "May the chair decide alone what cannot wait?",
        Kind.YES_NO,
        hint="The board agrees to it, or not, at its next meeting",
    ),
    Field(
        "outside_body",
        "Who decides when too few of the board are free to?",
        Kind.LINE,
        required=False,
        hint="For example the chair of another charity",
    ),
    Field("next_meeting_on", "When does the board meet next?", Kind.DATE, required=False, past=False),
)
_MOST = 100


def form(actor: Member, now: datetime) -> Form:
    """The rules as they stand, or as they are taken to be. Raises NotFound."""
    may(actor, Permission.SET_BOARD_RULES)
    with read() as session:
        return _form(session, actor.organisation_id, now)


def write(actor: Member, version: int, key: str, raw: Raw, now: datetime) -> str:
    """Write the rules down. Out: what to look at, or "". Raises NotFound, Invalid and Stale."""
    may(actor, Permission.SET_BOARD_RULES)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return ""
        asked = _form(session, actor.organisation_id, now)
        data = parsed(asked, raw, now)
        quorum = int(str(data["quorum"]))
        if not 1 <= quorum <= _MOST:
            raise Invalid((Problem("quorum", "Write how many must vote: 1 or more, and no more than 100"),))
        if version != asked.version:
            raise Stale(("Somebody else wrote down how the board decides",), asked.version)
        row = board.rules(session, actor.organisation_id)
        if row is None:
            row = BoardRules(organisation_id=actor.organisation_id, version=0)
            session.add(row)
        row.quorum, row.majority = quorum, str(data["majority"])
        row.casting_vote, row.alone_allowed = data["casting_vote"] is True, data["alone_allowed"] is True
        row.outside_body = str(data.get("outside_body", ""))
        meets = data.get("next_meeting_on")
        row.next_meeting_on = date.fromisoformat(str(meets)) if meets else None
        row.version += 1
        note(session, actor, "board_rules_set", now, {"data": data})
        known = len(board.members(session, actor.organisation_id, now))
    return (
        "" if quorum <= known else f"Look again: {quorum} must vote, and {known} of the board are known here."
    )


def in_words(rules: domain.BoardRules) -> tuple[str, ...]:
    """The rules as sentences."""
    majority = dict(MAJORITIES)[rules.majority]
    return (
        f"{rules.quorum} must vote; who abstains counts too.",
        f"{majority} decide; abstentions are not counted.",
        "When the votes are equal, the chair has the casting vote."
        if rules.casting_vote
        else "When the votes are equal, nothing is decided.",
        "The chair may decide alone what cannot wait; the board agrees to it afterwards."
        if rules.alone_allowed
        else "The chair may not decide alone while enough of the board can.",
    )


def _form(session: Session, organisation_id: str, now: datetime) -> Form:
    row = board.rules(session, organisation_id)
    held = board_facts.rules(session, organisation_id, now)
    filled: dict[str, object] = (
        {}
        if row is None
        else {
            "quorum": held.quorum,
            "majority": held.majority,
            "casting_vote": "yes" if held.casting_vote else "no",
            "alone_allowed": "yes" if held.alone_allowed else "no",
            "outside_body": row.outside_body,
            "next_meeting_on": row.next_meeting_on,
        }
    )
    about = f"{ASSUMED} {_ABOUT}" if row is None else _ABOUT
    return Form(_FIELDS, filled=filled, about=about, version=row.version if row else 0)
