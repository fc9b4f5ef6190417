"""A report about the person who looks after the policy."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hss",
    key="hss-policy-owner",
    days_ago=6,
    by="theo",
    happened=1,
    told=Told(
        story=(
            "I was told to put up a picture for the appeal that the CEO has not seen. It was Kasia "
            "Nowicka who told me. I know that she also looks after this policy, so I do not know "
            "who reads this."
        ),
        place="Instagram",
        still_online="yes",
        about="Kasia Nowicka",
    ),
    acts=(
        looks("jocelyn", 1),
        opens(
            "jocelyn",
            "An appeal went out without approval",
            "breach",
            "minor",
            "HSS-2.3e",
            ["containment:own_page"],
            tasks="Ask the CEO whether he had seen it",
        ),
        did(
            "jocelyn preserve containment:own_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="The chair's folder, locked",
        ),
        did("jocelyn adds_to_do", task="Ring Theo back", due_on=Day(2), person=Who("jocelyn")),
        notes("jocelyn", "Simon is at a conference until tomorrow.", 2),
    ),
)
