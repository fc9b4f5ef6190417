"""Heard before found: nobody is judged before they were told and answered, and nobody under 18 stands alone.

Design 3; for staff it is also the Acas Code (tell them the case in writing, let them answer, then decide).
"""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.fields import Field
from incidents.domain.lifecycle.questions import day, line, text
from incidents.domain.machine import Guard

TOLD: Field = day("told_on", "When they were told what is said about them")

# Asked at every step that judges: what was written down at an earlier step need not be written again.
HEARD_FIELDS: tuple[Field, ...] = (
    day("told_on", TOLD.label, "Leave empty if it is written down already", required=False),
    text("answer", "What they said about it", "In their own words as far as you can", required=False),
    text("no_answer_because", "If they gave no answer, why", required=False),
)

UNDER_18_FIELDS: tuple[Field, ...] = (
    day(
        "safeguarding_consulted_on",
        "If they are under 18: when you spoke with the safeguarding lead",
        required=False,
    ),
    line(
        "adult_with_them",
        "If they are under 18: which parent or other adult is with them",
        required=False,
    ),
)


def _heard(context: Context) -> bool:
    if context.data is None:
        return True
    answered = context.told("answer") or context.told("no_answer_because")
    return bool(context.told("told_on") and answered)


def _not_alone(context: Context) -> bool:
    about = context.track.person if context.track is not None else None
    if about is None or not about.under_18 or context.data is None:
        return True
    return bool(context.told("safeguarding_consulted_on") and context.told("adult_with_them"))


HEARD = Guard(
    "heard",
    "First write down when they were told what is said about them, and what they answered "
    "(or why there is no answer).",
    _heard,
)

NOT_ALONE = Guard(
    "not_alone",
    "They are under 18: first speak with the safeguarding lead, and make sure that a parent or another "
    "adult they trust is with them. Write down both.",
    _not_alone,
)
