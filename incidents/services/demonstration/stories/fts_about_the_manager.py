"""A report about the manager: it goes to the chair, and she sees nothing of it."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_MANAGER = "discipline:Maureen Tuffnell"

STORY = Story(
    charity="fts",
    key="fts-about-the-manager",
    days_ago=33,
    by="kofi",
    happened=40,
    until=2,
    told=Told(
        story=(
            "Maureen Tuffnell is Facebook friends with one of the volunteers, who gets the nice "
            "families now. We were all told that staff may not. I do not want her to know that it "
            "was me."
        ),
        place="Facebook",
        still_online="yes",
        about="Maureen Tuffnell",
        keep_out="Maureen Tuffnell",
        keep_out_posts=("business_manager",),
    ),
    acts=(
        looks("harriet", 1),
        names("harriet", "the volunteer she is friends with", "witness", "volunteer"),
        looks_up(
            "harriet",
            "Maureen Tuffnell",
            act="boundary_volunteer",
            role="staff",
            posts="business_manager",
            other_person="the volunteer she is friends with",
            other_state="active",
            network="facebook",
        ),
        opens(
            "harriet",
            "A member of staff is friends with a volunteer online",
            "breach",
            "moderate",
            "FTS-TS-05",
            [_MANAGER, "support:Maureen Tuffnell"],
            tasks="Ask who shares out the families",
        ).although(
            stated=(
                "Whether it is a breach turns on since when they are friends, and no consequence is stated "
                "for it. It is looked into because a friend may be getting the easier families."
            )
        ),
        notes(
            "harriet",
            "If they were friends before, the policy lets them stay it. Gwilym asks that first.",
            on=_MANAGER,
        ),
        did(
            f"harriet investigate {_MANAGER}",
            2,
            investigator=Who("gwilym"),
            questions=(
                "Since when are they friends, before or after she came to us? Who gets which family, and why?"
            ),
        ),
        did(
            "harriet accept support:Maureen Tuffnell",
            1,
            offered_on=Day(0),
            who_helps="Shabnam, who decides nothing",
            what_helps="To know by when it is over.",
        ),
        did(
            "harriet finishes_to_do",
            5,
            task="Ask who",
            how="Aisling shares them out, by postcode. It looks fair to me.",
        ),
        did(
            f"harriet hold {_MANAGER}",
            6,
            asked_by="Her union",
            until=Day(20),
            next_look=Day(15),
            because="Her representative is on leave, and she wants him there.",
        ),
        notes(
            "harriet",
            "Gwilym has asked three people. He writes it up while we wait.",
            8,
            on=_MANAGER,
            happened=1,
        ),
    ),
)
