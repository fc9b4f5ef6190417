"""The board's own pages: what waits for it, the pack of one question, interests, votes, its rules."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for

from incidents.domain.board import INTEREST
from incidents.domain.words import Permission
from incidents.services import board, board_pack, board_rules, board_voting, minutes
from incidents.services.board_voting import Question
from incidents.services.exporting import Copy
from incidents.web import asked, sheets, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("board", __name__, url_prefix="/<slug>")

_ASIDE = "If you have an interest, you step aside: this is hidden from you from then on. You cannot undo it."
_MINUTE = "The trail keeps who took it, for whom, what for, and a fingerprint of the file."


@pages.get("/board")
@allow(Permission.DECIDE)
def meeting(slug: str) -> str:
    """What waits for this board member, and what the next meeting deals with."""
    return render_template("board.html", page=board.meeting(visit.member(), visit.now()))


@pages.get("/board/<reference>/<track_id>")
@allow(Permission.READ_CASE)
def pack(slug: str, reference: str, track_id: str) -> str:
    """The pack of one question, with what is still missing for a decision."""
    page = board_pack.pack(visit.member(), reference, track_id, visit.now())
    return render_template("board_pack.html", page=page)


@pages.get("/board/<reference>/<track_id>/declare")
@allow(Permission.DECIDE)
def declare(slug: str, reference: str, track_id: str) -> str:
    """The form to say whether one has an interest."""
    found = board_voting.declaring(visit.member(), Question(reference, track_id), visit.now())
    return sheets.ask(_declaring(slug, reference, track_id), found)


@pages.post("/board/<reference>/<track_id>/declare")
@allow(Permission.DECIDE)
def declare_send(slug: str, reference: str, track_id: str) -> Answer:
    """Write it down. Who has an interest does not come back to the pack: it is hidden from them."""
    member, now, question = visit.member(), visit.now(), Question(reference, track_id)
    sheet = _declaring(slug, reference, track_id)
    if request.form.get("interest") == INTEREST:
        back = url_for("board.meeting", slug=slug)
        sheet = replace(sheet, back=back, done="You stepped aside. It is hidden from you now.")

    def use(form: Asked) -> None:
        board_voting.declare(member, question, asked.version_of(form), key_of(form), raw(form), now)

    return sheets.send(sheet, board_voting.declaration, use)


@pages.get("/board/<reference>/<track_id>/vote")
@allow(Permission.DECIDE)
def vote(slug: str, reference: str, track_id: str) -> str:
    """The form to vote."""
    found = board_voting.voting(visit.member(), Question(reference, track_id), visit.now())
    return sheets.ask(_voting(slug, reference, track_id), found)


@pages.post("/board/<reference>/<track_id>/vote")
@allow(Permission.DECIDE)
def vote_send(slug: str, reference: str, track_id: str) -> Answer:
    """Vote."""
    member, now, question = visit.member(), visit.now(), Question(reference, track_id)

    def use(form: Asked) -> None:
        board_voting.vote(member, question, asked.version_of(form), key_of(form), raw(form), now)

    sheet = _voting(slug, reference, track_id)
    return sheets.send(sheet, lambda: board_voting.voting(member, question, now), use)


@pages.get("/board/<reference>/<track_id>/minute")
@allow(Permission.EXPORT)
def minute(slug: str, reference: str, track_id: str) -> str:
    """The form to take the minute extract of a decision."""
    found = minutes.form(visit.member(), Question(reference, track_id), visit.now())
    return sheets.ask(_minute(slug, reference, track_id), found)


@pages.post("/board/<reference>/<track_id>/minute")
@allow(Permission.EXPORT, sure=True)
def minute_send(slug: str, reference: str, track_id: str) -> Answer:
    """The minute as a file."""
    member, now, question = visit.member(), visit.now(), Question(reference, track_id)

    def take(form: Asked) -> Copy:
        return minutes.copy(visit.charity(), member, question, raw(form), now)

    return sheets.give(_minute(slug, reference, track_id), minutes.form(member, question, now), take)


@pages.get("/settings/board")
@allow(Permission.SET_BOARD_RULES)
def rules(slug: str) -> str:
    """The form for how the board decides."""
    return sheets.ask(_rules(slug), board_rules.form(visit.member(), visit.now()))


@pages.post("/settings/board")
@allow(Permission.SET_BOARD_RULES)
def rules_send(slug: str) -> Answer:
    """Write it down."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> str:
        return board_rules.write(member, asked.version_of(form), key_of(form), raw(form), now)

    return sheets.send(_rules(slug), lambda: board_rules.form(member, now), use)


def _declaring(slug: str, reference: str, track_id: str) -> Sheet:
    head, back = "Do you have an interest in this?", _pack(slug, reference, track_id)
    return Sheet(head, "Say so", "It is written down.", back, _ASIDE, _above(slug, back))


def _voting(slug: str, reference: str, track_id: str) -> Sheet:
    back = _pack(slug, reference, track_id)
    return Sheet("Vote", "Vote", "Your vote is written down.", back, crumbs=_above(slug, back))


def _minute(slug: str, reference: str, track_id: str) -> Sheet:
    back = _pack(slug, reference, track_id)
    return Sheet("Take the minute extract", "Take it", "", back, _MINUTE, _above(slug, back))


def _rules(slug: str) -> Sheet:
    back = url_for("settings.show", slug=slug)
    done = "It is written down how the board decides."
    return Sheet("How our board decides", "Keep this", done, back, crumbs=(("Settings", back),))


def _pack(slug: str, reference: str, track_id: str) -> str:
    return url_for("board.pack", slug=slug, reference=reference, track_id=track_id)


def _above(slug: str, back: str) -> tuple[tuple[str, str], ...]:
    return (("The board", url_for("board.meeting", slug=slug)), ("The pack", back))
