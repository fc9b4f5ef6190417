"""The report of a personal data breach to the Information Commissioner, in the order of its groups."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import DATA, KEEPER, MANAGER, PREPARER, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, REPORTER
from incidents.domain.forms.ico_words import DATA_KINDS, HIT, LIKELY, PEOPLE_KINDS, TELLING
from incidents.domain.lifecycle.questions import YES_NO_UNKNOWN, choice, day, line, number, text, yes_no
from incidents.domain.words import Body

_KINDS = (("new", "A first report"), ("update", "A follow-up to an earlier report"))
_FOLLOWS = ("kind_of_report", ("update",))
_CYBER = ("cyber", ("yes",))
_NO_NAMES = "Leave out the names of the people affected."


def _several(name: str, label: str, offered: tuple[tuple[str, str], ...], hint: str = "") -> Field:
    return Field(name, label, Kind.CHOICES, hint=hint, choices=offered)


_ROWS = (
    Row(
        "report",
        "Is this a first report, or a follow-up?",
        PREPARER,
        (
            Part(choice("kind_of_report", "First report, or follow-up", _KINDS), "report.kind"),
            Part(
                line("earlier_reference", "The ICO’s case reference", when=_FOLLOWS),
                "report.earlier_reference",
            ),
            Part(line("ico_contact", "Whom at the ICO you spoke to", required=False), names=True),
        ),
    ),
    Row(
        "breach",
        "What happened?",
        MANAGER,
        (
            Part(text("what_happened", "What happened", _NO_NAMES), "what_happened"),
            Part(text("how_it_went_wrong", "What went wrong, and how it came about", _NO_NAMES)),
            Part(
                choice(
                    "cyber",
                    "Was it a cyber incident?",
                    YES_NO_UNKNOWN,
                    "Somebody broke into an account or a machine, or tricked somebody into letting them in",
                ),
                "cyber",
            ),
        ),
    ),
    Row(
        "discovery",
        "When and how was it discovered?",
        MANAGER,
        (
            Part(text("found_out_how", "How it was discovered", _NO_NAMES), "found_out.how"),
            Part(
                day("found_out_on", "The day you knew", "The 72 hours count from the day and time you knew"),
                "found_out.on",
            ),
            Part(
                Field("found_out_at", "The time you knew", Kind.TIME, hint="For example 14:30"),
                "found_out.at",
            ),
            Part(
                line("happened", "When it happened: day and time", "As exactly as you know it"),
                "happened",
            ),
        ),
    ),
    Row(
        "data",
        "What sort of personal data is it?",
        DATA,
        (
            Part(_several("data_kinds", "Sorts of data", DATA_KINDS)),
            Part(line("data_other", "What else", when=("data_kinds", ("other",))), sensitive=True),
        ),
    ),
    Row(
        "numbers",
        "How much, and how many people?",
        DATA,
        (
            Part(number("records", "How many records", "The most it can be, if you are not sure")),
            Part(
                number("people", "How many people it could touch", "The most it can be, if you are not sure")
            ),
        ),
    ),
    Row(
        "people",
        "Whose data is it?",
        DATA,
        (
            Part(
                _several("people_kinds", "Kinds of people", PEOPLE_KINDS, "By kind only, never by name"),
                "data.people",
            ),
            Part(line("people_other", "Who else", "By kind only", when=("people_kinds", ("other",)))),
        ),
    ),
    Row(
        "risk",
        "What can it do to them?",
        DATA,
        (
            Part(
                text(
                    "consequences",
                    "What may follow for them",
                    "Distress, shame, discrimination, loss of money, theft of identity, danger. " + _NO_NAMES,
                ),
                "impact",
            ),
            Part(choice("likelihood", "How likely is it that this is serious for them?", LIKELY)),
            Part(choice("harm_happened", "Has somebody been harmed already?", YES_NO_UNKNOWN)),
        ),
    ),
    Row(
        "cyber_only",
        "If it was a cyber incident",
        MANAGER,
        (
            Part(Field("cyber_hit", "What was hit", Kind.CHOICES, choices=HIT, when=_CYBER)),
            Part(text("cyber_impact", "What it does to the charity’s work", when=_CYBER)),
            Part(line("recovery", "How long until all is as before", when=_CYBER)),
        ),
    ),
    Row(
        "staff",
        "Was a member of staff involved?",
        MANAGER,
        (
            Part(
                choice("staff_involved", "A member of staff was involved", YES_NO_UNKNOWN), "staff_involved"
            ),
            Part(
                Field(
                    "trained",
                    "Had they had training in data protection in the last two years?",
                    Kind.CHOICE,
                    hint="By kind of post, without the name. Check on the form how far back it asks.",
                    choices=YES_NO_UNKNOWN,
                    when=("staff_involved", ("yes",)),
                )
            ),
            Part(text("training", "What training it was, and when", required=False)),
        ),
    ),
    Row(
        "action",
        "What was done, and what will be?",
        MANAGER,
        (
            Part(text("before", "What was in place before to prevent this")),
            Part(text("steps_taken", "What you did to stop it and make good", _NO_NAMES), "steps_taken"),
            Part(text("prevention", "What will stop it happening again"), "prevention"),
            Part(choice("people_told", "The people whose data it is", TELLING)),
            Part(
                text("people_told_words", "Why not", when=("people_told", ("not",))),
            ),
            BODIES_TOLD,
        ),
    ),
    Row(
        "delay",
        "Is it late?",
        PREPARER,
        (
            Part(yes_no("late", "More than 72 hours passed between knowing and reporting"), "report.late"),
            Part(text("delay_because", "Why it was not reported sooner", when=("late", ("yes",)))),
        ),
    ),
    Row(
        "contact",
        "Who can the ICO speak to?",
        KEEPER,
        (
            CHARITY[0],
            Part(
                line("ico_registration", "Registration with the ICO", required=False), "charity.ico_reference"
            ),
            *REPORTER,
            Part(text("charity_address", "Address", required=False), "charity.address"),
            Part(
                text(
                    "data_contact", "Who else can be asked", "Name or post, e-mail, telephone", required=False
                ),
                "charity.data_contact",
                names=True,
            ),
        ),
    ),
)

ICO = Form(
    "ico",
    "Report of a personal data breach to the ICO",
    Body.ICO,
    _ROWS,
    "What the ICO’s online form and its older paper form ask",
    note="The online form has six parts, takes about half an hour and cannot be saved half-way: have this "
    "paper beside you. Report within 72 hours of knowing, though you do not know all yet; send the rest "
    "later. Do not wait for the board. Leave out the names of the people affected.",
    unsure=(
        "How far back the question on training asks: check on the ICO’s page.",
        "Whether it asks if harm has happened already: check on the ICO’s page.",
        "The order of its six parts may have changed: check on the ICO’s page.",
    ),
)
