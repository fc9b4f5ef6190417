"""A complaint on hold, from someone who was hard to reach."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, names, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hwd",
    key="hwd-asked-twice",
    days_ago=20,
    by="dorothy",
    happened=2,
    told=Told(
        story=(
            "The lady who runs the carers' café asked on our page, twice, why her picture is in the"
            " leaflet. I think nobody has asked her. I have her number."
        ),
        place="Facebook",
        still_online="yes",
        affected="The lady of the café",
        complaint=True,
    ),
    acts=(
        looks("nadine", 1),
        names("nadine", "the lady of the café", "affected", "public"),
        opens(
            "nadine",
            "A picture in the leaflet without consent",
            "complaint",
            "moderate",
            "HWD-1.3 HWD-1.6",
            ["response:complainant", "containment:own_page", "support:the lady of the café"],
            tasks="Find out where the leaflets are",
        ),
        did("nadine cannot_reach response:complainant", 1, tried="The number rings, morning and evening."),
        did(
            "nadine go_private response:complainant",
            3,
            channel="meeting",
            private_on=Day(0),
            first_words="I went to the café. She wants the leaflets back, and tea.",
        ),
        did(
            "nadine preserve containment:own_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="One leaflet",
        ),
        did(
            "nadine hold",
            2,
            asked_by="Her solicitor",
            next_look=Day(18),
            because="They ask us to wait until they have written.",
        ),
    ),
)
