"""Letters of the staff procedure, to employees and apprentices only: called, decided, appeal (Acas Code)."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.domain.fields import Field, Kind
from incidents.domain.letter_kind import SIGNED, TO_WHOM, LetterKind, Writing
from incidents.domain.lifecycle.heard import HEARD_FIELDS
from incidents.domain.lifecycle.questions import coming_day, day, line, text
from incidents.domain.words import Permission

_STAFF = frozenset({"discipline"})
_MAY = Permission.STAFF_CONDUCT

WHEN_AND_WHERE: tuple[Field, ...] = (
    coming_day("meeting_on", "The day of the meeting"),
    Field("meeting_at", "At what time", Kind.TIME, hint="For example 14:30 or 2:30pm"),
    line("place", "Where", "The room, or how to join from home"),
    line("who_meets", "Who will be there for us"),
)
ALLEGED = text(
    "alleged",
    "What is said about them",
    "As it was said, with days and places: nothing is proved yet. No names that need not be there.",
)
_APPEAL: tuple[Field, ...] = (
    line("appeal_to", "To whom they may appeal", "Someone who has not dealt with this"),
    coming_day("appeal_by", "By which day", "Five working days is common; give more where it is fair"),
)
# In law: Employment Relations Act 1999, section 10.
COMPANION = (
    "You have the right to bring one person with you to the meeting: someone you work with, or an official "
    "or trained representative of a trade union. They may put your side, sum it up, answer for you to what "
    "is said and talk with you in private; they may not answer questions in your place. Please tell us who "
    "it will be. If they cannot come at that time, name another one within the five working days that begin "
    "with the first working day after the day above, and we will meet then."
)
HELP = "Tell us if anything would help you to take part, such as another place, a break or an interpreter."
_WITH_ADULT = (
    "Because you are under 18, please bring a parent or another adult you trust as well. They are welcome."
)


def where_and_when(writing: Writing) -> str:
    """Day, time, place and people, one on each line."""
    told = (
        ("Day", writing.told("meeting_on")),
        ("Time", writing.told("meeting_at")),
        ("Place", writing.told("place")),
        ("Who will be there for us", writing.told("who_meets")),
    )
    return "\n".join(f"{label}: {words}" for label, words in told)


def with_an_adult(writing: Writing) -> str:
    """What somebody under 18 is told as well; "" for others."""
    return _WITH_ADULT if writing.under_18 else ""


def what_they_said(writing: Writing) -> str:
    """That they were heard: their answer, or that they gave none."""
    if answer := writing.told("answer"):
        return f"This is what you told us: {answer}"
    if because := writing.told("no_answer_because"):
        return f"We have no answer from you: {because}"
    return "We listened to what you told us, and thought about it before we decided."


def _invitation(writing: Writing) -> Iterator[str]:
    yield "We ask you to come to a meeting under our staff procedure."
    yield f"This has been said: {writing.told('alleged')}"
    yield (
        "Nothing has been decided. We want to hear from you what happened and how you see it, and you may "
        "bring anything that helps to show it, or name people we should ask."
    )
    if rules := writing.told("rules"):
        yield f"It touches these rules of ours: {rules}"
    yield where_and_when(writing)
    yield COMPANION
    yield with_an_adult(writing)
    yield f"What we rely on: {writing.told('evidence')}"
    yield f"What may come of it at most: {writing.told('at_most')}. It may also be that nothing comes of it."
    yield f"{HELP} You can ask {writing.told('contact')}."


def _outcome(writing: Writing) -> Iterator[str]:
    yield f"Thank you for coming to the meeting on {writing.told('met_on')}."
    yield f"We talked about this: {writing.told('alleged')}"
    yield what_they_said(writing)
    yield f"This is what was decided: {writing.told('decision')}"
    yield f"These are the reasons: {writing.told('reasons')}"
    if lasts := writing.told("lasts"):
        yield f"How long it counts: {lasts}"
    if next_ := writing.told("next"):
        yield f"What happens now: {next_}"
    yield _right(writing)


def _right(writing: Writing) -> str:
    return (
        f"You may appeal. Write to {writing.told('appeal_to')} by {writing.told('appeal_by')} and say what "
        "you think is wrong. Someone who has not dealt with this before will hear you, as far as that is "
        "possible, and you may bring a colleague or a trade union official to that meeting too."
    )


def _appeal_right(writing: Writing) -> Iterator[str]:
    yield f"On {writing.told('decided_on')} we told you what was decided: {writing.told('decision')}"
    yield _right(writing)
    yield f"Your appeal will be heard by {writing.told('heard_by')}."


def _appeal_outcome(writing: Writing) -> Iterator[str]:
    yield (
        f"You appealed on {writing.told('appealed_on')}, and {writing.told('heard_by')} met you on "
        f"{writing.told('met_on')}."
    )
    yield what_they_said(writing)
    yield f"This is what was decided: {writing.told('decision')}"
    yield f"These are the reasons: {writing.told('reasons')}"
    yield "With this our own procedure has come to its end."


STAFF: tuple[LetterKind, ...] = (
    LetterKind(
        "staff_meeting",
        "Invitation to a meeting",
        "Asks an employee to a meeting of the staff procedure, with the right in law to be accompanied.",
        _STAFF,
        frozenset({"investigating", "hearing", "appealed"}),
        _MAY,
        "Invitation to a meeting",
        (
            *TO_WHOM,
            ALLEGED,
            text("rules", "Which rules it touches", required=False),
            *WHEN_AND_WHERE,
            text("evidence", "What they get to read before", "What comes with this letter, or when it comes"),
            line("at_most", "What may come of it at most", "For example: a first written warning"),
            line("contact", "Whom they can ask, and how"),
            *SIGNED,
        ),
        _invitation,
        "First look into it: the letter says what is alleged and what you rely on.",
    ),
    LetterKind(
        "staff_outcome",
        "Outcome of a meeting",
        "Tells an employee what was decided and why, and how to appeal.",
        _STAFF,
        frozenset({"hearing", "decided"}),
        _MAY,
        "What was decided after our meeting",
        (
            *TO_WHOM,
            day("met_on", "When you met"),
            text("alleged", "What it was about"),
            *HEARD_FIELDS,
            text("decision", "What was decided"),
            text("reasons", "The reasons"),
            line("lasts", "How long it counts", "For a warning", required=False),
            text("next", "What happens now", "Training, support, when you look at it again", required=False),
            *_APPEAL,
            *SIGNED,
        ),
        _outcome,
        "First call the meeting and hear them. This letter tells what was decided there.",
        heard=True,
        known={"reasons": "reasons"},
    ),
    LetterKind(
        "staff_appeal_right",
        "Right of appeal",
        "Reminds an employee how, by when and to whom to appeal.",
        _STAFF,
        frozenset({"decided"}),
        _MAY,
        "Your right to appeal",
        (
            *TO_WHOM,
            day("decided_on", "When they were told of the decision"),
            text("decision", "What was decided"),
            *_APPEAL,
            line("heard_by", "Who hears it"),
            *SIGNED,
        ),
        _appeal_right,
        "There is nothing to appeal against yet: first record the decision.",
        heard=True,
    ),
    LetterKind(
        "staff_appeal_outcome",
        "Outcome of an appeal",
        "Tells an employee what the appeal decided and why.",
        _STAFF,
        frozenset({"appealed", "concluded"}),
        _MAY,
        "The answer to your appeal",
        (
            *TO_WHOM,
            day("appealed_on", "When they appealed"),
            line("heard_by", "Who heard it"),
            day("met_on", "When they were heard"),
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
