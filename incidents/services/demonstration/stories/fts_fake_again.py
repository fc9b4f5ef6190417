"""The fake page, reported a second time."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks
from incidents.services.demonstration.telling import Reference, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-fake-again",
    days_ago=17,
    by="joyce",
    happened=1,
    told=Told(
        story="My sister gave ten pounds for prams to a page that says it is us. I do not think it is.",
        place="Facebook",
        still_online="yes",
    ),
    acts=(
        looks("maureen"),
        did(
            "maureen merge",
            same_as=Reference("fts-fake"),
            because="The same page, seen by someone else. The ten pounds belong into that report.",
        ),
    ),
)
