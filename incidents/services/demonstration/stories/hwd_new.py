"""A report of last week that nobody has looked at."""

from __future__ import annotations

from incidents.services.demonstration.telling import Story
from incidents.services.reporting import Told

STORY = Story(
    charity="hwd",
    key="hwd-new",
    days_ago=5,
    by="imran",
    happened=6,
    told=Told(
        story="A new volunteer films the waiting room for her page. I have asked her not to. She laughed.",
        place="TikTok",
        still_online="yes",
        about="The new volunteer with the red coat",
        affected="People who wait",
    ),
)
