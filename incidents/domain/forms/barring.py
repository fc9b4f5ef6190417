"""Referring somebody who may harm children or adults: to the DBS, or in Scotland to Disclosure Scotland."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import MANAGER, SAFEGUARDING, TOLD_THEM, Form, Part, Row
from incidents.domain.forms.happened import BODIES_TOLD, CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import choice, day, line, text
from incidents.domain.policy_words import Nation
from incidents.domain.serious_words import NOT_SCOTLAND
from incidents.domain.words import Body

_WHY_NOW = (
    ("stopped", "They may not do this work here any more"),
    ("moved", "They were moved to other work"),
    ("left", "They left, and would have been stopped or moved"),
)
_HARM = (
    ("conduct", "They did something that harmed somebody, or put them at risk"),
    ("may_harm", "They have done nothing yet, and may harm somebody"),
    ("offence", "They were cautioned or convicted for an offence that counts"),
)

_ROWS = (
    Row("referrer", "Who refers?", SAFEGUARDING, (*REPORTER, *CHARITY)),
    Row(
        "person",
        "About whom?",
        SAFEGUARDING,
        (
            Part(
                text("person", "Names they use and have used, and their role here", "Names belong here"),
                "about.people",
                names=True,
            ),
            Part(Field("person_born", "Date of birth, if known", Kind.DATE, required=False)),
            Part(text("person_address", "Last address, if known", required=False), names=True),
            Part(
                text("person_standing", "Employed, volunteer, agency or other, and since when"),
                "about.standing",
            ),
        ),
    ),
    Row(
        "work",
        "What work with children or adults at risk did they do here?",
        MANAGER,
        (
            Part(text("work", "What they did, with whom, how often, and who was with them")),
            Part(text("checked", "Which checks you made before they began, and when", required=False)),
        ),
    ),
    Row(
        "removed",
        "What was decided about that work?",
        MANAGER,
        (
            Part(choice("removed_how", "How it is now", _WHY_NOW)),
            Part(day("removed_on", "The day this was decided, or they left")),
            Part(text("removed_because", "Why"), names=True),
        ),
    ),
    Row(
        "harm",
        "What happened?",
        SAFEGUARDING,
        (
            Part(Field("harm", "Which of these it is", Kind.CHOICES, choices=_HARM)),
            HAPPENED,
            Part(text("what_happened", "What happened"), "what_happened", names=True, sensitive=True),
            Part(
                text(
                    "affected", "Who was harmed or put at risk: name, age, and how they are", required=False
                ),
                "affected.people",
                names=True,
                sensitive=True,
            ),
        ),
    ),
    Row(
        "answer",
        "What does the person say?",
        MANAGER,
        (
            Part(
                text("their_words", "What they answered, or why they were not asked"),
                names=True,
                sensitive=True,
            ),
        ),
    ),
    Row(
        "proof",
        "What there is to send with it?",
        MANAGER,
        (
            Part(
                text("papers", "Notes, letters, statements, the outcome of your procedure", required=False),
                "copies",
            ),
        ),
    ),
    Row("others", "Who else has been told?", TOLD_THEM, (BODIES_TOLD,)),
    Row(
        "sent",
        "When was it sent, and what did they give you?",
        TOLD_THEM,
        (
            Part(Field("sent_on", "The day it was sent", Kind.DATE, required=False)),
            Part(line("their_reference", "Their reference", required=False), "report.their_reference"),
        ),
    ),
)
_ORDER = "The order is ours; their own form was not seen: check it with them before you send this."

DBS = Form(
    "dbs",
    "Referral to the Disclosure and Barring Service",
    Body.DBS,
    _ROWS,
    "What the law asks of a referral; the order of the rows is ours",
    first="Keep the person away from the work first. Telling the police or the LADO does not replace this.",
    note="You must refer when somebody may not do this work any more, or would have been stopped had they "
    "not left, and they harmed somebody or may. It holds for volunteers too.",
    unsure=(_ORDER, "No number of days is known to be fixed: check with them, and do not wait."),
    nations=NOT_SCOTLAND,
)
DISCLOSURE_SCOTLAND = Form(
    "disclosure_scotland",
    "Referral to Disclosure Scotland",
    Body.DISCLOSURE_SCOTLAND,
    _ROWS,
    "What the law asks of a referral; the order of the rows is ours",
    first="Keep the person away from the work first. It must reach them within three months of the decision.",
    unsure=(_ORDER,),
    nations=frozenset({Nation.SCOTLAND}),
)
