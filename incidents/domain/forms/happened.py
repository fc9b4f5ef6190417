"""Boxes that more than one body's form has, asked in the same words."""

from __future__ import annotations

from incidents.domain.forms.form import Part
from incidents.domain.lifecycle.questions import line, text

NUMBER = "As it stands in the register, or “Not registered”"

HAPPENED = Part(
    line("happened", "When it happened", "The day, or from when to when; say so where it is not certain"),
    "happened",
)
BODIES_TOLD = Part(
    text(
        "bodies_told",
        "Bodies told, one on each line",
        "Which, when, whom you spoke to, and the reference they gave; “None” where nobody was told",
    ),
    "bodies_told",
)
REPORTER = (
    Part(line("reporter_name", "Name"), "reporter.name", names=True),
    Part(line("reporter_post", "Post or role in the charity"), "reporter.connection"),
    Part(line("reporter_telephone", "Telephone"), "reporter.telephone"),
    Part(line("reporter_email", "E-mail"), "reporter.email", names=True),
)
CHARITY = (
    Part(line("charity_name", "Name of the charity"), "charity.name", names=True),
    Part(line("charity_number", "Registration number", NUMBER), "charity.number"),
)
