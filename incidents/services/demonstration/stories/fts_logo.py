"""The badge on a private selling page: a staff procedure that is on its way."""

from __future__ import annotations

from incidents.services.demonstration.beats import hands_over, looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_SUKHVINDER = "discipline:Sukhvinder Atwal"

STORY = Story(
    charity="fts",
    key="fts-logo",
    days_ago=12,
    by="chloe",
    happened=30,
    until=1,
    told=Told(
        story=(
            "Sukhvinder Atwal sells her own knitting on Facebook, and our badge is on every "
            "picture. A customer asked me whether the money comes to us. It does not."
        ),
        place="Facebook",
        still_online="yes",
        about="Sukhvinder Atwal",
        affected="People who think they give to us",
    ),
    acts=(
        looks("maureen", 1),
        looks_up(
            "maureen",
            "Sukhvinder Atwal",
            act="brand_misuse",
            role="staff",
            posts="charity_shop_manager",
            network="facebook",
            material="badge",
            otherwise=(
                "An approved badge may be shown by somebody who supports us. Nobody approved it for selling, "
                "and customers think that the money comes to us. I treat it like the logo (FTS-TS-10)."
            ),
        ),
        opens(
            "maureen",
            "Our badge on a private selling page",
            "breach",
            "moderate",
            "FTS-TS-10",
            ["containment:someones_page", _SUKHVINDER, "support:Sukhvinder Atwal"],
        ).although(
            stated=(
                "The policy states no consequence, for the logo either. Because money changed hands I want "
                "it looked into, and no more than that."
            )
        ),
        hands_over("maureen", "yewande", "Staff procedures are hers.", on=_SUKHVINDER),
        did(
            "maureen preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Locked folder on the office drive",
        ),
        did(
            "maureen request_removal containment:someones_page",
            1,
            asked_whom="Sukhvinder",
            asked_on=Day(0),
            words="To take the badge off, for now at least.",
        ),
        did(
            f"yewande investigate {_SUKHVINDER}",
            1,
            investigator=Who("yewande"),
            questions="Since when, how much was sold, and did anyone say that she may?",
        ),
        did(
            "maureen accept support:Sukhvinder Atwal",
            1,
            offered_on=Day(0),
            who_helps="Pavel",
            what_helps="To be asked once, by one person, and not in front of the shop.",
        ),
        notes(
            "yewande",
            "She says that my predecessor said yes, years ago. I am looking for it.",
            3,
            on=_SUKHVINDER,
        ),
    ),
)
