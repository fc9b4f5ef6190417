"""A complaint that was taken back."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hsbbh",
    key="hsbbh-withdrawn",
    days_ago=96,
    happened=2,
    told=Told(
        story="A volunteer was rude to me in a chat of the parents. I want her to say sorry.",
        place="WhatsApp",
        still_online="unknown",
        complaint=True,
        name="Gloria",
        contact="07700 900812",
    ),
    acts=(
        looks("rosalind", 1, up="unknown"),
        opens(
            "rosalind",
            "Complaint: rude in the parents' chat",
            "complaint",
            "minor",
            "",
            ["response:complainant"],
            no_clause="The chat is not ours, and the words were rough but gave nothing away.",
        ),
        did(
            "rosalind go_private response:complainant",
            channel="telephone",
            private_on=Day(0),
            first_words="Asked what was said, and what would put it right.",
        ),
        did(
            "rosalind withdraw response:complainant",
            2,
            withdrawn_on=Day(0),
            withdrawn_words="They have talked. She does not want it to go further.",
        ),
        closes(
            "rosalind",
            "withdrawn",
            "She took it back, and nothing else stands open.",
            0,
            told=("told", "told", "nobody"),
            lessons="Nothing to change, because they put it right themselves.",
        ),
    ),
)
