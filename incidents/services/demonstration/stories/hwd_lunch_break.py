"""Private social media in the lunch break, which is nobody's business."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, opens
from incidents.services.demonstration.telling import Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hwd",
    key="hwd-lunch-break",
    days_ago=190,
    happened=1,
    told=Told(
        story=(
            "I pay for this with my taxes, and your Tess Lockwood posts her dinner on Facebook at "
            "one o'clock."
        ),
        place="Facebook",
        still_online="yes",
        about="Tess Lockwood",
        name="A taxpayer",
    ),
    acts=(
        looks("nadine", 1),
        looks_up("nadine", "Tess Lockwood", act="work_hours_use", role="staff", network="facebook"),
        opens(
            "nadine",
            "A sandwich posted at one o'clock",
            "breach",
            "minor",
            "HWD-2.3",
            ["discipline:Tess Lockwood"],
        ).although(
            stated=(
                "Nothing is clear and nothing is stated. Our handbook has every complaint about one of the "
                "staff by name opened with HR, so that she has a right to answer."
            )
        ),
        looks_up(
            "nadine",
            "Tess Lockwood",
            1,
            act="work_hours_use",
            role="staff",
            network="facebook",
            in_work_time="no",
            own_device="yes",
        ),
        did(
            "nadine not_needed discipline:Tess Lockwood",
            not_needed_because="She had her lunch break. The rule is about working hours.",
        ),
        closes(
            "nadine",
            "nothing_to_answer",
            "A lunch break is not work time.",
            told=("not_told", "nobody", "nobody"),
            whys={"reporter": "No address, and nothing to say that would help."},
            lessons="Nothing to change, because lunch is lunch.",
        ),
    ),
)
