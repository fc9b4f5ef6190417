"""An account without a name: nobody can tell; and a step taken back."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_PAGE = "containment:someones_page"

STORY = Story(
    charity="cgt",
    key="cgt-who-wrote-it",
    days_ago=78,
    by="maisie",
    happened=3,
    told=Told(
        story=(
            "An account without a name writes that our till is short every Friday. Only someone of "
            "us can know that."
        ),
        place="Twitter",
        still_online="yes",
        about="I do not know who",
    ),
    acts=(
        looks("callum", 1),
        opens(
            "callum",
            "An account without a name writes about our till",
            "other",
            "moderate",
            "CGT-7e",
            [_PAGE, "trustee_review:question"],
            tasks="Count the till with two people",
        ),
        did("bernadette steps_aside", because="I count the till together with my sister."),
        did(
            f"callum preserve {_PAGE}",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Parveen's locked drawer",
        ),
        did(f"callum leave_up {_PAGE}", because="Pressed the wrong button: we have not decided that yet."),
        did(f"callum take_back {_PAGE}", because="Wrong button."),
        did(f"callum report_to_platform {_PAGE}", 1, reported_on=Day(0), reported_as="Harassment"),
        did(
            "callum finishes_to_do",
            3,
            task="Count the till",
            how="Counted four Fridays back. It is not short.",
        ),
        did(
            f"callum leave_up {_PAGE}",
            5,
            because="The platform does nothing, and an answer would only feed it.",
        ),
        did(
            "callum withdraw trustee_review:question",
            1,
            because="The till is right, so there is nothing to ask.",
        ),
        closes(
            "callum",
            "cannot_tell",
            "Nobody can say who wrote it.",
            6,
            lessons="Two people count, each Friday, and sign.",
        ),
    ),
)
