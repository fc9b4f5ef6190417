"""The logo on a volunteer's own page."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_IMRAN = "volunteer_exit:Imran Siddiqui"

STORY = Story(
    charity="hwd",
    key="hwd-logo",
    days_ago=301,
    by="nadine",
    happened=5,
    told=Told(
        story="Imran Siddiqui has our logo on his own page, next to a post about parking at the hospital.",
        place="Facebook",
        still_online="yes",
        about="Imran Siddiqui",
    ),
    acts=(
        looks("nadine"),
        looks_up(
            "nadine",
            "Imran Siddiqui",
            act="brand_misuse",
            role="volunteer",
            as_state="active",
            network="facebook",
            material="logo",
        ),
        opens(
            "nadine",
            "Our logo on a volunteer's own page",
            "breach",
            "minor",
            "HWD-3.3",
            [_IMRAN, "containment:someones_page"],
        ).although(
            stated=(
                "No consequence is stated, and none is wanted. Next to the parking row it looks as if we had "
                "said it, so I ring him, and write down that I did."
            )
        ),
        did(
            f"nadine not_needed {_IMRAN}", not_needed_because="A friendly word did it before anything began."
        ),
        did(
            "nadine note_removal containment:someones_page",
            1,
            removed_on=Day(0),
            how=(
                "He took it off and asked for a badge instead. There is none for volunteers; I "
                "wrote it on the list."
            ),
            no_copy_because="A logo. Nobody needs a copy.",
        ),
        closes(
            "nadine",
            "advice",
            "Put right in a day.",
            0,
            told=("told", "nobody", "nobody"),
            lessons="Nothing to change, because one word was enough.",
        ),
    ),
)
