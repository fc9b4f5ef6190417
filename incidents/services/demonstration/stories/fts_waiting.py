"""A first look, a rule that leaves the question open, and nothing decided yet."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, looks_up, names
from incidents.services.demonstration.telling import Story
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-waiting",
    days_ago=2,
    by="terry",
    happened=6,
    told=Told(
        story=(
            "Our badge is on the cover picture of a volunteer's own page, next to a raffle that is not ours."
        ),
        place="Facebook",
        still_online="yes",
        about="One of the new volunteers",
    ),
    acts=(
        looks("maureen", 1),
        names("maureen", "a new volunteer", "about", "volunteer"),
        looks_up(
            "maureen",
            "a new volunteer",
            act="brand_misuse",
            role="volunteer",
            as_state="active",
            network="facebook",
            material="badge",
        ),
    ),
)
