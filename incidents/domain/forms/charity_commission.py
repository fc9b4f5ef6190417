"""The serious incident report to the Charity Commission (England and Wales): its nineteen rows."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import CHAIR, KEEPER, MANAGER, PREPARER, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.forms.incident_type import IncidentType
from incidents.domain.lifecycle.questions import choice, day, line, text, yes_no
from incidents.domain.policy_words import Nation
from incidents.domain.words import Body, choices

_KINDS = (("new", "A new report"), ("update", "An update to an earlier report"))
_ROLES = "No names that need not be there: say “a volunteer”, “a family”."

_ROWS = (
    Row(
        "kind_of_report",
        "Is this new, or an update to an earlier report?",
        PREPARER,
        (
            Part(choice("kind_of_report", "New, or an update", _KINDS), "report.kind"),
            Part(
                line(
                    "earlier_reference",
                    "Reference of the earlier report",
                    "The one the Commission gave you",
                    when=("kind_of_report", ("update",)),
                ),
                "report.earlier_reference",
            ),
        ),
    ),
    Row(
        "authority",
        "Do we have the trustees’ authority to report?",
        CHAIR,
        (
            Part(
                yes_no(
                    "authority_given",
                    "The trustees agree that it is reported",
                    "Without it the form stops. A worker or volunteer without it uses the Commission’s route "
                    "for reporting serious wrongdoing.",
                ),
                "authority.given",
            ),
            Part(
                text("authority_by", "Who gave it (post)", when=("authority_given", ("yes",))), "authority.by"
            ),
            Part(day("authority_on", "When they gave it", required=False)),
        ),
    ),
    Row(
        "reporter",
        "Who is making this report?",
        "The person who makes it",
        REPORTER,
    ),
    Row(
        "charity",
        "Which charity is it about?",
        KEEPER,
        CHARITY,
    ),
    Row(
        "other_charities",
        "Are other charities involved?",
        MANAGER,
        (
            Part(yes_no("other_charities", "Other charities are involved")),
            Part(
                text(
                    "other_charities_which",
                    "Which: names and registration numbers",
                    "One on each line",
                    when=("other_charities", ("yes",)),
                ),
                names=True,
            ),
        ),
    ),
    Row("bodies_told", "Which other bodies have been told?", TOLD_THEM, (BODIES_TOLD,)),
    Row(
        "incident_type",
        "What kind of incident is it?",
        PREPARER,
        (
            Part(
                choice(
                    "incident_type",
                    "Kind of incident",
                    choices(IncidentType),
                    "Each kind opens further questions on the Commission’s page",
                ),
                "incident_type",
            ),
        ),
    ),
    Row(
        "happened",
        "When did it happen, and is it over?",
        MANAGER,
        (HAPPENED, Part(yes_no("continuing", "It is still going on"), "continuing")),
    ),
    Row(
        "found_out_on",
        "When did the charity find out?",
        MANAGER,
        (Part(day("found_out_on", "Date"), "found_out.on"),),
    ),
    Row(
        "found_out_how",
        "How did the charity find out?",
        MANAGER,
        (Part(text("found_out_how", "How", _ROLES), "found_out.how"),),
    ),
    Row(
        "trustees_aware",
        "Do the trustees know?",
        CHAIR,
        (
            Part(yes_no("trustees_aware", "The trustees know"), "trustees_aware"),
            Part(
                line(
                    "trustees_which",
                    "Which of them, by post",
                    "“All of them”, or for example “the chair and the treasurer”",
                    when=("trustees_aware", ("yes",)),
                )
            ),
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
                    "What it has done, or may do",
                    "To the people you help, to money and property, to staff and volunteers, to your "
                    "work, to your good name. Write “none” where there is none.",
                ),
                "impact",
            ),
            Part(text("risk", "Risk of more harm", "What could still happen, and to whom")),
        ),
    ),
    Row(
        "policies",
        "Which of our policies apply, and were they followed?",
        MANAGER,
        (
            Part(text("clauses", "Policies and clauses that apply"), "clauses"),
            Part(yes_no("policies_followed", "They were followed"), "policies.followed"),
            Part(text("policies_words", "How, or why not"), "policies.words"),
        ),
    ),
    Row(
        "steps_taken",
        "What has been done about it?",
        MANAGER,
        (Part(text("steps_taken", "Done so far", _ROLES), "steps_taken"),),
    ),
    Row(
        "lessons",
        "What will stop it happening again?",
        "The trustees, with the manager",
        (Part(text("lessons", "So that it does not happen again"), "prevention"),),
    ),
    Row(
        "media",
        "Will newspapers or the public take an interest?",
        MANAGER,
        (
            Part(yes_no("media", "They do, or may"), "media.interest"),
            Part(text("media_lines", "What we say when asked", when=("media", ("yes",))), "media.lines"),
            Part(line("press_release", "Address of a press statement", required=False)),
        ),
    ),
    Row(
        "disqualified",
        "Is it about a disqualified trustee?",
        CHAIR,
        (
            Part(
                yes_no("disqualified", "Somebody sits on the board, or sat on it, who is disqualified"),
                "disqualified",
            ),
            Part(line("disqualified_name", "Their name", when=("disqualified", ("yes",))), names=True),
            Part(
                Field("disqualified_born", "Their date of birth", Kind.DATE, when=("disqualified", ("yes",)))
            ),
            Part(text("disqualified_address", "Their address", when=("disqualified", ("yes",))), names=True),
            Part(
                text("disqualified_reason", "Why they are disqualified", when=("disqualified", ("yes",))),
                sensitive=True,
            ),
        ),
    ),
    Row(
        "declaration",
        "Who declares that this is true?",
        "The person who makes it",
        (
            Part(
                line("declared_by", "Declared by (post)", "To give false or misleading facts is an offence."),
            ),
            Part(day("declared_on", "When")),
        ),
    ),
)

CHARITY_COMMISSION = Form(
    "charity_commission",
    "Serious incident report to the Charity Commission",
    Body.CHARITY_COMMISSION,
    _ROWS,
    "What the Commission’s online form asks, as described on its start page and by law firms",
    authority=True,
    note="The form can be saved, downloaded and printed. It takes no attachments: say which papers "
    "there are. Report promptly; do not wait for an inquiry or the police to finish. Nothing promises that "
    "the report stays confidential, so write it to be seen.",
    unsure=(
        "How long an answer may be: 1,500 characters in 2019, 6,000 announced since; check on the page.",
        "Which further questions each of the six kinds of incident opens: check on the Commission’s page.",
    ),
    nations=frozenset({Nation.ENGLAND_AND_WALES}),
)
