"""A serious incident told to the Charity Commission for Northern Ireland; the order is ours."""

from __future__ import annotations

from incidents.domain.forms.form import CHAIR, KEEPER, MANAGER, PREPARER, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import choice, day, line, text, yes_no
from incidents.domain.policy_words import Nation
from incidents.domain.words import Body

_KINDS = (("new", "A new report"), ("update", "More on an earlier one"))
_ROLES = "No names that need not be there: say “a volunteer”, “a family”."

_ROWS = (
    Row(
        "kind_of_report",
        "Is this new, or more on an earlier report?",
        PREPARER,
        (
            Part(choice("kind_of_report", "New, or more", _KINDS), "report.kind"),
            Part(
                line("earlier_reference", "Reference they gave", when=("kind_of_report", ("update",))),
                "report.earlier_reference",
            ),
        ),
    ),
    Row("charity", "Which charity is it about?", KEEPER, CHARITY),
    Row("reporter", "Who is making this report?", "The person who makes it", REPORTER),
    Row(
        "happened",
        "When did it happen, and is it over?",
        MANAGER,
        (HAPPENED, Part(yes_no("continuing", "It is still going on"), "continuing")),
    ),
    Row(
        "found_out",
        "When and how did the charity find out?",
        MANAGER,
        (
            Part(day("found_out_on", "Date"), "found_out.on"),
            Part(text("found_out_how", "How", _ROLES), "found_out.how"),
        ),
    ),
    Row(
        "what_happened",
        "What happened?",
        MANAGER,
        (Part(text("what_happened", "What happened", _ROLES), "what_happened"),),
    ),
    Row(
        "impact",
        "What harm has it done, and what harm could follow?",
        MANAGER,
        (
            Part(
                text(
                    "impact",
                    "To people, money, work and good name",
                    "Why it is serious for a charity of your size",
                ),
                "impact",
            ),
        ),
    ),
    Row(
        "steps_taken",
        "What has been done, and what will stop it happening again?",
        MANAGER,
        (
            Part(text("steps_taken", "Done so far", _ROLES), "steps_taken"),
            Part(text("prevention", "So that it does not happen again"), "prevention"),
        ),
    ),
    Row(
        "trustees_aware",
        "Do the trustees know?",
        CHAIR,
        (Part(yes_no("trustees_aware", "The trustees know"), "trustees_aware"),),
    ),
    Row("bodies_told", "Who else has been told?", TOLD_THEM, (BODIES_TOLD,)),
)

CCNI = Form(
    "ccni",
    "Serious incident report to the Charity Commission for Northern Ireland",
    Body.CCNI,
    _ROWS,
    "What is publicly known of its guidance; the order of the rows is ours",
    note="Report as soon as you reasonably can, also when the police have been told. Their online form for "
    "concerns is the way in: copy these answers into it box by box.",
    unsure=(
        "Their form asks in an order of its own, which is not public: check with the Commission.",
        "Whether it asks for the trustees’ authority: check with the Commission.",
    ),
    nations=frozenset({Nation.NORTHERN_IRELAND}),
)
