"""A director who is friends with a volunteer, which this policy does not forbid."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, looks_up, opens
from incidents.services.demonstration.telling import Story, did
from incidents.services.reporting import Told

_SAMUEL = "board_conduct:Samuel Ekwueme"

STORY = Story(
    charity="hwd",
    key="hwd-director-friend",
    days_ago=228,
    by="imran",
    happened=60,
    told=Told(
        story=(
            "Samuel Ekwueme is friends with Dorothy on Facebook. At the place where I helped "
            "before, that was not allowed for the board. I only want to know what holds here."
        ),
        place="Facebook",
        still_online="yes",
        about="Samuel Ekwueme",
    ),
    acts=(
        looks("beatrix", 2),
        knows("beatrix", "dorothy", "witness"),
        looks_up(
            "beatrix",
            "Samuel Ekwueme",
            act="boundary_volunteer",
            role="trustee",
            posts="named_trustee",
            other_person="Dorothy Kemble",
            network="facebook",
        ),
        opens(
            "beatrix",
            "A director is friends with a volunteer online",
            "breach",
            "minor",
            "",
            [_SAMUEL, "trustee_review:information"],
            no_clause=(
                "Our rule on friends online binds staff and does not name directors. Another policy"
                " may apply."
            ),
        ).although(
            stated=(
                "This policy has no rule on it. Our code of conduct for directors asks them to declare whom "
                "they are close to, so I want to ask him whether he has."
            )
        ),
        did(
            f"beatrix not_needed {_SAMUEL}",
            not_needed_because="It has stood on the list of interests since she came. No rule was broken.",
        ),
        did(
            "beatrix not_needed trustee_review:information",
            not_needed_because="It goes on the list of points for the next review of the policy.",
        ),
        closes(
            "beatrix",
            "nothing_to_answer",
            "Directors are not bound by that rule.",
            3,
            lessons=(
                "Whether directors should be bound is a question for the review of the policy, which is late."
            ),
        ),
    ),
)
