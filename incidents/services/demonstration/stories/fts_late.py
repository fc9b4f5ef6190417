"""A complaint that nobody has answered in time."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-late",
    days_ago=24,
    happened=1,
    told=Told(
        story=(
            "I wrote under your shop's post that the pushchair I bought had no brake. Someone "
            "laughed at it with a smiley and my comment is gone. That is not how you treat people."
        ),
        place="Facebook",
        still_online="no",
        about="Whoever answers for the shop",
        complaint=True,
        name="Mr Adeyinka",
        contact="07700 900456",
    ),
    acts=(
        looks("maureen", 2, up="no"),
        opens(
            "maureen",
            "Complaint under the shop's post, comment deleted",
            "complaint",
            "moderate",
            "FTS-P-10",
            ["response:complainant", "containment:own_page"],
        ),
        did("maureen adds_to_do", task="Ring him about the pushchair", due_on=Day(3), person=Who("maureen")),
        did("maureen not_needed containment:own_page", not_needed_because="The comment is gone already."),
        did("maureen cannot_reach response:complainant", 1, tried="Rang twice, left a message."),
    ),
)
