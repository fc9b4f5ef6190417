"""A complaint that is not ours."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hwd",
    key="hwd-hospital",
    days_ago=84,
    happened=1,
    told=Told(
        story=(
            "I waited nine hours in A and E with my father and wrote it on your page. What do you "
            "do about it?"
        ),
        place="Facebook",
        still_online="yes",
        complaint=True,
        name="Mr Kowal",
        contact="07700 900334",
    ),
    acts=(
        looks("nadine"),
        opens(
            "nadine",
            "Nine hours in A and E, written on our page",
            "complaint",
            "minor",
            "",
            ["response:complainant"],
            no_clause="It is about the hospital and not about us.",
        ),
        did(
            "nadine post_holding_line response:complainant",
            posted_on=Day(0),
            holding_line="We are sorry to read this and have written to you.",
        ),
        did(
            "nadine go_private response:complainant",
            channel="message",
            private_on=Day(0),
            first_words="Who deals with it at the hospital, and that we can help him to write.",
        ),
        did(
            "nadine answer response:complainant",
            2,
            answered_on=Day(0),
            channel="telephone",
            told_of_review=True,
            answer_words="The hospital's complaints desk has it, with his leave.",
        ),
        did("nadine settle response:complainant", 10, ended_how="The hospital has rung him."),
        closes(
            "nadine",
            "passed_on",
            "The hospital answers it.",
            0,
            told=("told", "told", "nobody"),
            lessons="Nothing to change, because that is what we are for.",
        ),
    ),
)
