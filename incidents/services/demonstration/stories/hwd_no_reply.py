"""Shouting that needs no answer."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, opens
from incidents.services.demonstration.telling import Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hwd",
    key="hwd-no-reply",
    days_ago=58,
    happened=0,
    told=Told(
        story="You people are all liars and the vaccine van was a trick!!!",
        place="Twitter",
        still_online="yes",
        complaint=True,
    ),
    acts=(
        looks("nadine", 1),
        opens(
            "nadine",
            "Shouting under the vaccine post",
            "complaint",
            "minor",
            "HWD-1.6",
            ["response:complainant"],
        ),
        did(
            "nadine no_reply_due response:complainant",
            because="No name, no question, and the same words stand under six other pages.",
        ),
        closes(
            "nadine",
            "not_upheld",
            "There was no trick: the van's dates had been on our page for a month.",
            1,
            told=("not_told", "not_told", "nobody"),
            whys={"reporter": "No way to reach them.", "complainant": "No way to reach them."},
            lessons="Nothing to change, because we cannot please everybody.",
        ),
    ),
)
