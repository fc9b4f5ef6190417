"""A report of this morning, from someone who has no sign-in."""

from __future__ import annotations

from incidents.services.demonstration.telling import Story
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-new-today",
    days_ago=0,
    happened=0,
    told=Told(
        story=(
            "There is a picture from the craft morning on your page with my neighbour's little boy "
            "in it. She does not want to make a fuss but she is upset. Could you take it down?"
        ),
        place="Facebook",
        still_online="yes",
        affected="My neighbour and her son",
        on_behalf_of="My neighbour",
        reached_how="Over the fence",
        name="Mrs Lund",
    ),
    reached=0,
)
