"""A trustee who is friends with a volunteer, which only this policy forbids."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, names, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_BOARD = "board_conduct:Philippa Garside"

STORY = Story(
    charity="hsbbh",
    key="hsbbh-trustee-friend",
    days_ago=200,
    happened=30,
    told=Told(
        story="One of your trustees, Philippa Garside, is friends online with a volunteer. Is that allowed?",
        place="Facebook",
        still_online="yes",
        about="Philippa Garside",
        contact="07700 900771",
    ),
    acts=(
        looks("miriam", 1),
        names("miriam", "the volunteer she is friends with", "witness", "volunteer"),
        looks_up(
            "miriam",
            "Philippa Garside",
            act="boundary_volunteer",
            role="trustee",
            other_person="the volunteer she is friends with",
            other_state="active",
            network="facebook",
        ),
        opens(
            "miriam",
            "A trustee is friends with a volunteer online",
            "breach",
            "minor",
            "HSBBH-2.5a",
            [_BOARD, "trustee_review:information"],
        ).although(
            stated=(
                "Nothing follows by the policy. Only she can say since when they are friends, and what she "
                "says ought to be written down where she can see it."
            )
        ),
        did(
            f"miriam talk {_BOARD}",
            2,
            told_on=Day(0),
            talked_by=Who("miriam"),
            talked_about="They are neighbours. She did not know that the rule holds for trustees too.",
        ),
        looks_up(
            "miriam",
            "Philippa Garside",
            act="boundary_volunteer",
            role="trustee",
            other_person="the volunteer she is friends with",
            other_state="active",
            link_began="before",
            network="facebook",
            otherwise=(
                "It leaves open whether a trustee may keep an old friendship. I read it as no: staff, "
                "volunteers and families are named there, and we are not."
            ),
        ),
        did(f"miriam conclude {_BOARD}", 9, ended_how="She ended the friendship and told the volunteer why."),
        did("miriam note trustee_review:information", 12, noted_on=Day(0)),
        closes(
            "miriam",
            "partly",
            "They were friends, and it was before she joined the board.",
            0,
            heard="She was told and answered on the same day.",
            told=("told", "nobody", "told"),
            lessons="New trustees get the policy with the rule marked.",
        ),
    ),
)
