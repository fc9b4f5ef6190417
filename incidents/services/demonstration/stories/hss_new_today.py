"""A report of this morning, by a volunteer."""

from __future__ import annotations

from incidents.services.demonstration.telling import Story
from incidents.services.reporting import Told

STORY = Story(
    charity="hss",
    key="hss-new-today",
    days_ago=0,
    by="peggy",
    happened=1,
    told=Told(
        story=(
            "Someone wrote something horrible about our new mums' group under the cake picture. Can"
            " we delete it?"
        ),
        place="Facebook",
        still_online="yes",
        affected="The mums in the picture",
    ),
)
