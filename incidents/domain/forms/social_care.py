"""Telling social care of a child or an adult who may be in danger: what they ask on the telephone."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import MANAGER, SAFEGUARDING, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import YES_NO_UNKNOWN, choice, line, text
from incidents.domain.words import Body

_FIRST = "Ring them: they decide with you what to write. In danger now, ring 999 first."
_ORDER = "Each council has a form of its own: check with yours what it asks, and in which order."


def _rows(who: str, knows: str, family: str) -> tuple[Row, ...]:
    """The questions about a child or an adult: who it is, who should know of the call, who is around them."""
    return (
        Row("referrer", "Who is calling?", SAFEGUARDING, (*REPORTER, *CHARITY)),
        Row(
            "person",
            who,
            SAFEGUARDING,
            (
                Part(
                    text("person", "Name, age, address", "Names belong here"),
                    "affected.people",
                    names=True,
                    sensitive=True,
                ),
                Part(Field("person_born", "Date of birth, if known", Kind.DATE, required=False)),
                Part(text("family", family, required=False), names=True, sensitive=True),
                Part(
                    text("needs", "Language, disability, or what else they should know", required=False),
                    sensitive=True,
                ),
            ),
        ),
        Row(
            "worry",
            "What are you worried about?",
            SAFEGUARDING,
            (
                HAPPENED,
                Part(
                    text(
                        "what_happened", "What happened", "In the words it was told; do not question anybody"
                    ),
                    "what_happened",
                    names=True,
                    sensitive=True,
                ),
                Part(choice("danger_now", "In danger now", YES_NO_UNKNOWN)),
            ),
        ),
        Row(
            "cause",
            "Who may have caused it?",
            SAFEGUARDING,
            (
                Part(
                    text("cause", "Name and role", "Or “Not known”; names belong here"),
                    "about.people",
                    names=True,
                ),
            ),
        ),
        Row(
            "known",
            "Do they know that you are calling?",
            SAFEGUARDING,
            (
                Part(choice("knows", knows, YES_NO_UNKNOWN)),
                Part(
                    text("knows_words", "What they said, or why they were not told", required=False),
                    names=True,
                    sensitive=True,
                ),
            ),
        ),
        Row(
            "done",
            "What has been done?",
            MANAGER,
            (Part(text("done", "Done so far to keep them safe"), "steps_taken", names=True),),
        ),
        Row("others", "Who else has been told?", TOLD_THEM, (BODIES_TOLD,)),
        Row(
            "answer",
            "What did they say?",
            TOLD_THEM,
            (
                Part(line("spoke_to", "Whom you spoke to", required=False), "report.contact", names=True),
                Part(line("their_reference", "Their reference", required=False), "report.their_reference"),
                Part(text("advice", "What they advised, and what happens next", required=False), names=True),
            ),
        ),
    )


CHILDREN = Form(
    "childrens_social_care",
    "Telling children’s social care",
    Body.CHILDRENS_SOCIAL_CARE,
    _rows("Which child?", "Their parents know", "Who lives with them, brothers and sisters, school"),
    "What councils usually ask; the order of the rows is ours",
    first=_FIRST,
    unsure=(
        _ORDER,
        "Whether parents should know first: check with social care where that could harm the child.",
    ),
)
ADULTS = Form(
    "adult_social_care",
    "Telling adult social care",
    Body.ADULT_SOCIAL_CARE,
    _rows("Which adult?", "They know, and agree", "Who lives with them, and who cares for them"),
    "What councils usually ask; the order of the rows is ours",
    first=_FIRST,
    unsure=(_ORDER, "When to tell without their agreement: check with social care."),
)
