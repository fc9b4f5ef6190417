"""A friend request, and a hand-over in the middle of it."""

from __future__ import annotations

from incidents.services.demonstration.beats import hands_over, looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_MAISIE = "volunteer_exit:Maisie Plummer"

STORY = Story(
    charity="cgt",
    key="cgt-friend-request",
    days_ago=37,
    by="joe",
    happened=9,
    told=Told(
        story=(
            "Maisie Plummer said yes to a friend request of one of our guests. She asked me what to"
            " do now. I said I would ask you. Please be nice to her."
        ),
        place="Instagram",
        still_online="yes",
        about="Maisie Plummer",
        affected="The guest",
    ),
    acts=(
        looks("callum", 1),
        names("callum", "the guest who asked", "affected", "family"),
        looks_up(
            "callum",
            "Maisie Plummer",
            act="boundary_service_user",
            role="volunteer",
            as_state="active",
            other_person="the guest who asked",
            other_state="supported",
            link_began="during",
            network="instagram",
            met_through_work="yes",
        ),
        opens(
            "callum",
            "A volunteer said yes to a guest's friend request",
            "breach",
            "minor",
            "CGT-7f CGT-4.3",
            [_MAISIE, "support:the guest who asked"],
        ),
        hands_over(
            "callum",
            "bernadette",
            "I am off for two months from tomorrow. All the papers are in the drawer.",
            2,
        ),
        did(
            f"bernadette talk {_MAISIE}",
            3,
            told_on=Day(0),
            talked_by=Who("bernadette"),
            talked_about="Why we do not, also when it would be rude to say no.",
        ),
        did(
            f"bernadette support {_MAISIE}",
            answer="She did not want to be rude.",
            look_again_on=Day(40),
            agreed="She ends it, and we wrote together what she says to him.",
        ),
        did(
            "bernadette decline support:the guest who asked",
            2,
            offered_on=Day(0),
            declined_words="He says it is all right.",
        ),
        notes("bernadette", "I see Maisie again when the forty days are over.", 1),
    ),
)
