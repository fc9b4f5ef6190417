"""Letters to people outside: the answer to a complaint, and an apology, plain and without excuses."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.domain.letter_kind import SIGNED, TO_WHOM, LetterKind, Writing
from incidents.domain.lifecycle.questions import coming_day, day, line, text
from incidents.domain.words import Permission

_MAY = Permission.HANDLE


def _answer(writing: Writing) -> Iterator[str]:
    yield f"Thank you for telling us on {writing.told('complained_on')} what troubled you."
    yield f"This is how we understood it: {writing.told('complaint')}"
    yield f"This is what we did to find out what happened: {writing.told('looked_into')}"
    yield f"This is what we found: {writing.told('found')}"
    if sorry := writing.told("sorry"):
        yield f"We are sorry: {sorry}"
    yield f"This is what we have done, or will do: {writing.told('done')}"
    until = f" by {writing.told('review_until')}" if writing.told("review_until") else ""
    yield (
        f"If you are not content with this answer, ask for a second look: write to "
        f"{writing.told('review_by')}{until} and say what is missing. Someone who did not write this answer "
        f"will look at it. You can also write to our {writing.words.board}."
    )
    if outside := writing.told("outside"):
        yield f"You can also turn to {outside}."


def _apology(writing: Writing) -> Iterator[str]:
    yield "We are writing to say sorry."
    yield f"This is what happened: {writing.told('happened')}"
    yield "It should not have happened, and we are sorry that it did."
    if meant := writing.told("meant"):
        yield f"We understand what it has meant for you: {meant}"
    yield f"This is what we have done since: {writing.told('done')}"
    yield f"This is what will be different from now on: {writing.told('different')}"
    yield (
        f"If you would like to talk about it, or if we have left something out, please ask "
        f"{writing.told('contact')}. Whether you do or not, nothing changes in how we are there for you."
    )


OTHERS: tuple[LetterKind, ...] = (
    LetterKind(
        "complaint_answer",
        "Answer to a complaint",
        "Says what you found, what you will do, and how to ask for a second look.",
        frozenset({"response"}),
        frozenset({"to_answer", "holding", "private", "answered", "under_review", "settled"}),
        _MAY,
        "Our answer to your complaint",
        (
            *TO_WHOM,
            day("complained_on", "When they complained"),
            text("complaint", "What they complained about", "In their words if you can"),
            text("looked_into", "What you did to find out"),
            text("found", "What you found", "No names, and nothing about anyone's job"),
            text("sorry", "What you are sorry for", "Leave empty where there is nothing", required=False),
            text("done", "What you have done, or will do"),
            line("review_by", "Whom they may ask for a second look", "Someone else than who signs this"),
            coming_day("review_until", "Until which day, if there is one", required=False),
            line("outside", "To whom outside they may turn as well", required=False),
            *SIGNED,
        ),
        _answer,
        "No answer is due, or they took it back: there is nothing to answer.",
    ),
    LetterKind(
        "apology",
        "An apology to a {beneficiary}",
        "Says sorry, what happened, and what will be different.",
        frozenset({"response", "support"}),
        frozenset(
            {"to_answer", "holding", "private", "answered", "under_review", "settled", "withdrawn"}
            | {"offered", "accepted", "declined", "ended"}
        ),
        _MAY,
        "We are sorry",
        (
            *TO_WHOM,
            text("happened", "What happened", "Plainly, with no excuse, and no names that need not be there"),
            text("meant", "What it has meant for them", "Only what they told you", required=False),
            text("done", "What you have done since"),
            text("different", "What will be different"),
            line("contact", "Whom they can ask, and how"),
            *SIGNED,
        ),
        _apology,
        "This matter was not needed, so there is nothing to write about.",
    ),
)
