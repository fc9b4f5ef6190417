"""What the forms beside a case's steps ask."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Involvement, choices
from incidents.services.charity import Charity

_STATES = (
    ("active", "Active"),
    ("resting", "Resting"),
    ("left", "Had left"),
    ("referred", "Referred to us"),
    ("supported", "Being supported"),
    ("ended", "Support had ended"),
)
NOTE = (
    Field("body", "What happened, or what you want to note", hint="Facts first. Keep it short."),
    Field("happened_on", "When it happened", Kind.DATE),
    Field(
        "legal_advice",
        "This is legal advice, or asks for it",
        Kind.YES_NO,
        required=False,
        hint="A bundle for people outside then leaves the note out, and says so.",
    ),
    Field(
        "private",
        "Only I may read this",
        Kind.YES_NO,
        required=False,
        hint="It is in no paper and on nobody else’s page. You can share it later. That cannot be undone.",
    ),
)
TO_DO = (
    Field("task", "What has to be done", Kind.LINE),
    Field("due_on", "By when", Kind.DATE, required=False, past=False),
    Field("person", "Who does it", Kind.PERSON, required=False),
)
DONE = (Field("how", "How it went", required=False),)
CONFLICT = (Field("because", "Why you should not deal with this"),)
PART = (
    Field(
        "part",
        "Did you write, approve or share this, or answer for it?",
        Kind.YES_NO,
        hint="Answer yes too if you run the page that it stood on, or if someone close to you did it.",
    ),
)
LET_IN = (
    Field("person", "Who", Kind.PERSON),
    Field(
        "until",
        "Until when",
        Kind.DATE,
        required=False,
        hint="Needed for someone from outside.",
        past=False,
        future=True,
    ),
    Field("because", "Why they need to see this"),
)
UNTIL = (
    Field("person", "Who", Kind.PERSON),
    Field("until", "Until when", Kind.DATE, past=False, future=True),
    Field("because", "Why until then"),
)
BECAUSE = (Field("because", "Why"),)
KEEP_OUT = (
    Field("person", "Who", Kind.PERSON),
    Field(
        "why",
        "What stands between them and this",
        Kind.CHOICE,
        choices=(
            ("close", "They are close to someone it is about"),
            ("kept_out", "Whoever reported it asked that they should not see it"),
            ("declared", "They told us of a conflict of interest"),
        ),
    ),
    Field("because", "How you know"),
)
SHUT_OUT = (Field("person", "Who", Kind.PERSON), Field("because", "Why they need not see this any more"))


def person(charity: Charity) -> tuple[Field, ...]:
    """The questions about a person of the case, in the charity's own words."""
    standings = tuple((one.value, standing_label(charity.policy, one)) for one in Standing)
    return (
        Field("known", "Someone we know", Kind.PERSON, required=False),
        Field("name", "Or how you call them", Kind.LINE, required=False, hint="For example: a neighbour"),
        Field("involvement", "Their part in this", Kind.CHOICE, choices=choices(Involvement)),
        Field(
            "standing", "Who they were to us then", Kind.CHOICE, required=False, choices=standings,
            hint="Leave empty for someone we know, if it is the same today.",
        ),
        Field("state", "How they stood with us then", Kind.CHOICE, required=False, choices=_STATES),
        Field("under_18", "Are they under 18?", Kind.YES_NO),
        Field("handles", "Their account names, if they matter", Kind.LINE, required=False),
    )  # fmt: skip
