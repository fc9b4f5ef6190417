"""Letters to volunteers, never in the words of the staff procedure: come and talk, what came of it."""

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

_VOLUNTEERS = frozenset({"volunteer_exit"})
_MAY = Permission.VOLUNTEER_CONDUCT
# For volunteers there is no such right in law; it is this charity that offers it.
_SOMEONE_WITH_YOU = (
    "You are welcome to bring someone with you, for example a friend or another volunteer. The law does not "
    "ask this of us for volunteers; we offer it to everyone whom we ask to such a talk. Just tell us who is "
    "coming."
)


def _invitation(writing: Writing) -> Iterator[str]:
    words = writing.words
    yield f"Thank you for what you do here as a {words.volunteer} for our {words.beneficiaries}."
    yield "Something was said to us that we would like to talk about with you."
    yield f"This is what we were told: {writing.told('alleged')}"
    yield (
        "Nothing has been decided, and we know only one side. We want to hear from you what happened and how "
        "you see it."
    )
    yield where_and_when(writing)
    yield _SOMEONE_WITH_YOU
    yield with_an_adult(writing)
    yield (
        f"If the day does not suit you, we will find another one. {HELP} You can ask "
        f"{writing.told('contact')}."
    )


def _outcome(writing: Writing) -> Iterator[str]:
    yield f"Thank you for talking with us on {writing.told('met_on')}."
    yield f"We talked about this: {writing.told('alleged')}"
    yield what_they_said(writing)
    yield f"This is what came of it: {writing.told('decision')}"
    yield f"This is why: {writing.told('reasons')}"
    if support := writing.told("support"):
        yield f"This is what we will do to help: {support}"
    yield (
        f"If you see it otherwise, you may ask for a second look. Write to {writing.told('second_look_by')} "
        f"before {writing.told('second_look_until')} is over; someone who has not dealt with this will look "
        "at it, and you can tell them how you see it, with someone beside you if you like."
    )
    yield f"Thank you for the time you have given to our {writing.words.beneficiaries}."


def _second_look(writing: Writing) -> Iterator[str]:
    yield (
        f"You asked for a second look on {writing.told('appealed_on')}. {writing.told('looked_by')}, who had "
        "not dealt with it before, has looked at it again."
    )
    yield what_they_said(writing)
    yield f"This is what came of it: {writing.told('decision')}"
    yield f"This is why: {writing.told('reasons')}"
    yield "Thank you for telling us how you see it. With this we have finished looking at it."


VOLUNTEER: tuple[LetterKind, ...] = (
    LetterKind(
        "volunteer_talk",
        "Invitation to a talk",
        "Asks a volunteer to come and talk, with someone beside them if they like.",
        _VOLUNTEERS,
        frozenset({"raised", "talking", "supported", "appealed"}),
        _MAY,
        "Could we talk?",
        (*TO_WHOM, ALLEGED, *WHEN_AND_WHERE, line("contact", "Whom they can ask, and how"), *SIGNED),
        _invitation,
        "There is nothing to talk about any more: this has ended.",
    ),
    LetterKind(
        "volunteer_outcome",
        "Outcome of a talk",
        "Tells a volunteer what came of the talk and why, and how to ask for a second look.",
        _VOLUNTEERS,
        frozenset({"talking", "supported", "leaving"}),
        _MAY,
        "After our talk",
        (
            *TO_WHOM,
            day("met_on", "When you talked"),
            text("alleged", "What it was about"),
            *HEARD_FIELDS,
            text("decision", "What came of it"),
            text("reasons", "Why"),
            text("support", "What you will do to help", required=False),
            line(
                "second_look_by", "Whom they may ask for a second look", "Someone who has not dealt with it"
            ),
            coming_day("second_look_until", "Until which day"),
            *SIGNED,
        ),
        _outcome,
        "First talk with them: this letter tells what came of the talk.",
        heard=True,
        known={"support": "agreed"},
    ),
    LetterKind(
        "volunteer_second_look",
        "Outcome of a second look",
        "Tells a volunteer what the second look came to and why.",
        _VOLUNTEERS,
        frozenset({"appealed", "concluded"}),
        _MAY,
        "The second look you asked for",
        (
            *TO_WHOM,
            day("appealed_on", "When they asked"),
            line("looked_by", "Who looked at it again"),
            *HEARD_FIELDS,
            text("decision", "What came of it"),
            text("reasons", "Why"),
            *SIGNED,
        ),
        _second_look,
        "They have not asked for a second look: record it when they do.",
        heard=True,
        after="appealed_on",
    ),
)
