"""What the police need to hear: what happened, in order of time, and where the proof is."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.forms.form import CHAIR, MANAGER, SAFEGUARDING, Form, Part, Row
from incidents.domain.forms.happened import CHARITY, HAPPENED, REPORTER
from incidents.domain.lifecycle.questions import YES_NO_UNKNOWN, choice, line, text, yes_no
from incidents.domain.words import Body

_HATE = (
    ("race", "Race or nationality"),
    ("religion", "Religion"),
    ("disability", "Disability"),
    ("orientation", "Sexual orientation"),
    ("transgender", "Being transgender"),
    ("none", "None of these"),
    ("not_known", "Not known"),
)

_ROWS = (
    Row("reporter", "Who is reporting?", "The person who reports", (*REPORTER, CHARITY[0])),
    Row(
        "police",
        "What do the police have already?",
        "Whoever spoke to them",
        (
            Part(
                line("crime_reference", "Crime or incident number", "Theirs, once given", required=False),
                "report.their_reference",
            ),
            Part(line("force", "Police force", required=False), "charity.police_force"),
            Part(line("officer", "Officer", "Name or number", required=False), "report.contact", names=True),
        ),
    ),
    Row(
        "happened",
        "What happened, in order of time?",
        MANAGER,
        (
            HAPPENED,
            Part(
                text("what_happened", "What happened", "One event a line, with day and time"),
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
        ),
    ),
    Row(
        "posts",
        "Where is it?",
        MANAGER,
        (
            Part(line("platform", "Platform"), "platform"),
            Part(
                text(
                    "posts",
                    "Each post: whole address, name of the account, day and time",
                    "The account’s own address too, since its name can be changed. Never copy a sexual "
                    "picture of somebody under 18, or an intimate one: write down where it is.",
                ),
                "posts",
                names=True,
            ),
            Part(choice("still_online", "Is it still there?", YES_NO_UNKNOWN), "still_online"),
        ),
    ),
    Row(
        "threats",
        "Are there threats?",
        MANAGER,
        (
            Part(yes_no("threats", "Somebody was threatened, or a court order was broken"), "threats"),
            Part(
                text(
                    "threat_words",
                    "The words that were used",
                    "Exactly, with day and time",
                    when=("threats", ("yes",)),
                ),
                names=True,
                sensitive=True,
            ),
        ),
    ),
    Row(
        "conduct",
        "Did it happen more than once?",
        MANAGER,
        (
            Part(
                yes_no("repeated", "Twice or more, against the same person", "As harassment needs"),
                "repeated",
            ),
            Part(text("times", "Each time, with its day", when=("repeated", ("yes",))), names=True),
        ),
    ),
    Row(
        "hate",
        "Is it aimed at somebody for what they are?",
        MANAGER,
        (
            Part(Field("hate", "It is aimed at", Kind.CHOICES, choices=_HATE)),
            Part(text("hate_words", "What shows it", required=False), names=True, sensitive=True),
        ),
    ),
    Row(
        "people",
        "Who is concerned, and who is in danger?",
        SAFEGUARDING,
        (
            Part(text("about", "Who is said to have done it", "As far as known"), "about.people", names=True),
            Part(text("affected", "Who is affected"), "affected.people", names=True, sensitive=True),
            Part(text("at_risk", "Who could still be in danger, and why"), names=True, sensitive=True),
            Part(text("witnesses", "Who saw it", required=False), "witnesses", names=True),
        ),
    ),
    Row(
        "evidence",
        "What proof is there, and where?",
        MANAGER,
        (
            Part(
                text("copies", "Screenshots, files, diary: what, which day, kept where"), "copies", names=True
            ),
            Part(text("done", "What has been done so far", required=False), "steps_taken", names=True),
        ),
    ),
    Row(
        "wishes",
        "What do you ask of them?",
        CHAIR,
        (Part(text("wishes", "What you would like to happen, and how to reach you safely", required=False)),),
    ),
)

POLICE = Form(
    "police",
    "Statement pack for the police",
    Body.POLICE,
    _ROWS,
    "What police pages on abuse online ask people to keep and to tell",
    first="Somebody in danger now: ring 999 before you write anything. Otherwise 101, or the force’s page.",
    note="Names belong here. Do not question anybody, and do not warn them. Hate online can also be reported "
    "through True Vision; fraud and hacked accounts go to Report Fraud.",
    unsure=(
        "Forces ask in their own order: check on the page of yours.",
        "Fraud in Scotland goes to Police Scotland, 101: check with them.",
    ),
)
