"""Letters about a board member's conduct: asked to be heard, what was decided, the answer to an appeal."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.domain.letter_kind import SIGNED, TO_WHOM, LetterKind, Writing
from incidents.domain.letters_staff import (
    ALLEGED,
    HELP,
    WHEN_AND_WHERE,
    what_they_said,
    where_and_when,
    with_an_adult,
)
from incidents.domain.lifecycle.heard import HEARD_FIELDS
from incidents.domain.lifecycle.questions import coming_day, day, line, text
from incidents.domain.words import Permission

_BOARD = frozenset({"board_conduct"})
_MAY = Permission.BOARD_CONDUCT
_UNDER = line("under", "Under which part of the governing document", "Its number and heading")


def _invitation(writing: Writing) -> Iterator[str]:
    yield "We ask you to come and talk with us about something that has been said of you as one of the board."
    yield f"This has been said: {writing.told('alleged')}"
    yield (
        "Nothing has been decided. We want to hear from you what happened and how you see it, and you may "
        "bring anything that helps to show it."
    )
    yield f"We do this under our governing document: {writing.told('under')}"
    yield where_and_when(writing)
    yield "You may bring somebody with you. Please tell us who it will be."
    yield with_an_adult(writing)
    yield (
        "Until it is settled you take no part in what the board decides about it, and get none of its papers "
        "on it."
    )
    yield f"{HELP} You can ask {writing.told('contact')}."


def _outcome(writing: Writing) -> Iterator[str]:
    yield f"Thank you for coming on {writing.told('met_on')}."
    yield f"We talked about this: {writing.told('alleged')}"
    yield what_they_said(writing)
    yield f"This is what was decided: {writing.told('decision')}"
    yield f"These are the reasons: {writing.told('reasons')}"
    yield f"It was decided under our governing document: {writing.told('under')}"
    yield (
        f"You may appeal. Write to {writing.told('appeal_to')} by {writing.told('appeal_by')} and say what "
        "you think is wrong. Somebody who has not dealt with it will hear you."
    )


def _appeal_outcome(writing: Writing) -> Iterator[str]:
    yield f"You appealed on {writing.told('appealed_on')}, and {writing.told('heard_by')} has heard you."
    yield what_they_said(writing)
    yield f"This is what was decided: {writing.told('decision')}"
    yield f"These are the reasons: {writing.told('reasons')}"
    yield "With this our own procedure has come to its end."


BOARD: tuple[LetterKind, ...] = (
    LetterKind(
        "board_meeting",
        "Invitation to be heard",
        "Asks a board member to come and answer what is said about them, under the governing document.",
        _BOARD,
        frozenset({"talking", "panel", "appealed"}),
        _MAY,
        "We would like to hear from you",
        (
            *TO_WHOM,
            ALLEGED,
            _UNDER,
            *WHEN_AND_WHERE,
            line("contact", "Whom they can ask, and how"),
            *SIGNED,
        ),
        _invitation,
        "First talk with them, or name a panel: the letter says who will be there.",
        known={"under": "under"},
    ),
    LetterKind(
        "board_outcome",
        "Outcome for a board member",
        "Tells a board member what was decided and why, and how to appeal.",
        _BOARD,
        frozenset({"heard", "decided"}),
        _MAY,
        "What was decided",
        (
            *TO_WHOM,
            day("met_on", "When they were heard"),
            text("alleged", "What it was about"),
            *HEARD_FIELDS,
            text("decision", "What was decided"),
            text("reasons", "The reasons"),
            _UNDER,
            line("appeal_to", "To whom they may appeal", "Somebody who has not dealt with this"),
            coming_day("appeal_by", "By which day"),
            *SIGNED,
        ),
        _outcome,
        "First hear them: this letter tells what was decided after that.",
        heard=True,
        known={"reasons": "reasons", "under": "under", "met_on": "heard_on"},
    ),
    LetterKind(
        "board_appeal_outcome",
        "Answer to a board member’s appeal",
        "Tells a board member what the appeal decided and why.",
        _BOARD,
        frozenset({"appealed", "concluded"}),
        _MAY,
        "The answer to your appeal",
        (
            *TO_WHOM,
            day("appealed_on", "When they appealed"),
            line("heard_by", "Who heard it"),
            *HEARD_FIELDS,
            text("decision", "What was decided"),
            text("reasons", "The reasons"),
            *SIGNED,
        ),
        _appeal_outcome,
        "They have not appealed: record the appeal when it comes.",
        heard=True,
        after="appealed_on",
    ),
)
