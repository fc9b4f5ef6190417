"""A volunteer who still answers on the page; opened again."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, opens
from incidents.services.demonstration.telling import Story, did
from incidents.services.reporting import Told

_OLD = "volunteer_exit:Oluwaseun Bello"

STORY = Story(
    charity="hss",
    key="hss-old-password",
    days_ago=64,
    by="peggy",
    happened=2,
    told=Told(
        story=(
            "Oluwaseun Bello does not visit families any more, but he still answers on our page. He"
            " means well."
        ),
        place="Facebook",
        still_online="yes",
        about="Oluwaseun Bello",
    ),
    acts=(
        looks("kasia", 1),
        looks_up(
            "kasia",
            "Oluwaseun Bello",
            act="account_security",
            role="volunteer",
            as_state="resting",
            network="facebook",
            page="official",
        ),
        opens(
            "kasia",
            "A volunteer still answers on our page",
            "breach",
            "minor",
            "HSS-2.3a",
            [_OLD, "support:Oluwaseun Bello"],
            tasks="Take his page rights away",
        ),
        did(
            "kasia not_needed support:Oluwaseun Bello",
            not_needed_because="He laughed and said that he is fine.",
        ),
        did("kasia finishes_to_do", task="Take his page rights", how="Done; he asked why, which is fair."),
        did(f"kasia conclude {_OLD}", 4, ended_how="It was our list, not him. I rang to say thank you."),
        closes(
            "kasia",
            "advice",
            "We had not taken his rights away.",
            0,
            told=("told", "nobody", "nobody"),
            lessons="Page rights go on the leavers' list.",
        ),
        did("kasia reopen", 18, because="Peggy has found two more who can still post."),
    ),
)
