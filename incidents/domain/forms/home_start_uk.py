"""What a Home-Start scheme tells Home-Start UK: a serious incident, or what may hurt the shared name."""

from __future__ import annotations

from incidents.domain.forms.form import CHAIR, KEEPER, MANAGER, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import choice, day, text, yes_no
from incidents.domain.serious_words import Brand
from incidents.domain.words import Body

_KINDS = (
    ("serious", "A serious incident"),
    ("reputation", "Something that may hurt the good name we share"),
    ("both", "Both"),
)
_ROLES = "No names that need not be there: say “a volunteer”, “a family”."

_ROWS = (
    Row("scheme", "Which scheme is it?", KEEPER, CHARITY),
    Row("reporter", "Who is telling?", "The person who tells", REPORTER),
    Row("kind", "What is it?", CHAIR, (Part(choice("kind", "It is", _KINDS)),)),
    Row(
        "what_happened",
        "What happened?",
        MANAGER,
        (
            HAPPENED,
            Part(day("found_out_on", "The day we knew"), "found_out.on"),
            Part(text("what_happened", "What happened", _ROLES), "what_happened"),
            Part(text("impact", "What it has done, or may do", _ROLES), "impact"),
            Part(text("steps_taken", "What we have done", _ROLES), "steps_taken"),
        ),
    ),
    Row("told", "Who has been told?", TOLD_THEM, (BODIES_TOLD,)),
    Row(
        "press",
        "Will newspapers or the public take an interest?",
        CHAIR,
        (
            Part(yes_no("media", "They do, or may"), "media.interest"),
            Part(text("media_lines", "What we say when asked", when=("media", ("yes",))), "media.lines"),
        ),
    ),
    Row(
        "support",
        "What do you want from them?",
        CHAIR,
        (
            Part(
                text("national_contact", "Whom to ring or write to there", required=False),
                "charity.national_contact",
                names=True,
            ),
            Part(text("support", "Advice, words for the press, somebody to talk to; or “nothing for now”")),
        ),
    ),
)

HOME_START_UK = Form(
    "home_start_uk",
    "Telling Home-Start UK",
    Body.NATIONAL_BODY,
    _ROWS,
    "What a scheme’s own policy says is told; the form itself is for members only",
    note="Each scheme is a charity of its own, and decides itself. The shared name is why they should know.",
    unsure=(
        "Their form is on the members’ pages, and may ask in another order: check with Home-Start UK.",
        "Which incidents they want to hear of, and how soon: check with Home-Start UK.",
    ),
    brands=frozenset({Brand.HOME_START}),
)
