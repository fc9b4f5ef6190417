"""A picture that was allowed; closed at the first look."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, looks_up
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="cgt",
    key="cgt-missing-person",
    days_ago=210,
    happened=1,
    told=Told(
        story="Your group leader shared a picture of a boy. Does she have it in writing that she may?",
        place="Facebook",
        still_online="yes",
        about="Your group leader",
        complaint=False,
    ),
    acts=(
        looks("elspeth", 1),
        knows("elspeth", "bernadette", "about"),
        did(
            "elspeth writes_note",
            body="The boy was missing and the police appeal was public. I have seen it on their page.",
            happened_on=Day(0),
        ),
        looks_up(
            "elspeth",
            "Bernadette Quaye",
            act="photo_consent",
            role="staff",
            posts="group_leader",
            network="facebook",
            consent="none",
            missing_person="yes",
        ),
        closes(
            "elspeth",
            "nothing_to_answer",
            "A public appeal for a missing person is allowed. He is home.",
            0,
            told=("not_told", "nobody", "nobody"),
            whys={"reporter": "We do not know who wrote."},
        ),
    ),
)
