"""A referral to the local authority designated officer: an allegation about who works with children."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import MANAGER, SAFEGUARDING, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import YES_NO_UNKNOWN, choice, day, line, text, yes_no
from incidents.domain.words import Body

_HEADS = (
    ("harmed", "They harmed a child, or may have"),
    ("offence", "They may have committed an offence against a child, or one that has to do with a child"),
    ("risk", "They may be a risk to children"),
    ("unsuitable", "They may be unsuitable to work with children; what they do at home counts too"),
)
_PARENTS = (
    ("told", "They have been told"),
    ("not_yet", "Not yet"),
    ("advice", "Not before the LADO advises"),
)

_ROWS = (
    Row("referrer", "Who refers?", SAFEGUARDING, (*REPORTER, *CHARITY)),
    Row(
        "person",
        "About whom?",
        SAFEGUARDING,
        (
            Part(text("person", "Name and role", "Names belong here"), "about.people", names=True),
            Part(Field("person_born", "Date of birth, if known", Kind.DATE, required=False)),
            Part(text("person_address", "Address, if known", required=False), names=True),
            Part(
                text("person_standing", "Employed, volunteer, agency or other, and since when"),
                "about.standing",
            ),
            Part(
                text(
                    "person_elsewhere",
                    "Other work with children, own children at home",
                    "As far as known",
                    required=False,
                ),
                names=True,
            ),
        ),
    ),
    Row(
        "child",
        "Which child, or children?",
        SAFEGUARDING,
        (
            Part(
                text("child", "Name, age, address", "Names belong here; or “No child is known yet”."),
                "affected.people",
                names=True,
                sensitive=True,
            ),
            Part(choice("parents_told", "Their parents", _PARENTS)),
        ),
    ),
    Row(
        "allegation",
        "What is said to have happened?",
        SAFEGUARDING,
        (
            HAPPENED,
            Part(
                text("what_happened", "What is alleged", "In the words it was told; do not question anybody"),
                "what_happened",
                names=True,
                sensitive=True,
            ),
            Part(
                text("stories", "What was told to the charity, word for word", required=False),
                "stories",
                names=True,
                sensitive=True,
            ),
            Part(Field("heads", "Which of these it is", Kind.CHOICES, choices=_HEADS)),
        ),
    ),
    Row(
        "told",
        "When and by whom were you told?",
        SAFEGUARDING,
        (
            Part(day("told_on", "The day you knew"), "found_out.on"),
            Part(text("told_by", "Who told you"), "told_by", names=True),
        ),
    ),
    Row(
        "done",
        "What has been done?",
        MANAGER,
        (
            Part(text("done", "Done so far to keep children safe"), "steps_taken", names=True),
            Part(yes_no("working", "The person still works with children here")),
            Part(choice("person_knows", "The person knows of this", YES_NO_UNKNOWN)),
            Part(line("record", "Where your safeguarding record is kept", required=False)),
        ),
    ),
    Row("others", "Who else knows?", TOLD_THEM, (BODIES_TOLD,)),
    Row(
        "advice",
        "What did the LADO say on the telephone?",
        TOLD_THEM,
        (
            Part(line("lado_name", "Whom you spoke to", required=False), "report.contact", names=True),
            Part(line("lado_reference", "Their reference", required=False), "report.their_reference"),
            Part(text("advice", "Their advice", required=False), names=True),
        ),
    ),
)

LADO = Form(
    "lado",
    "Referral to the local authority designated officer (LADO)",
    Body.LADO,
    _ROWS,
    "What the pages of several councils ask of who refers",
    first="Telephone first: the LADO on the same or the next working day, 999 if a child is in danger now. "
    "Write afterwards.",
    note="Names belong here: of the person and of the child. Do not question the person, do not warn them, "
    "and do not begin to look into it yourself before the LADO has advised.",
    unsure=(
        "Each council has its own form: check with yours. Most say one working day, one says 24 hours.",
        "Only England has LADOs under this name: elsewhere check with the council or trust who takes this.",
    ),
)
