"""A volunteer's racist picture in the members' group."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, looks_up, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_GROUP = "containment:closed_group"
_RONALD = "volunteer_exit:Ronald Sealey"

STORY = Story(
    charity="cgt",
    key="cgt-racist-post",
    days_ago=262,
    by="farhan",
    happened=1,
    told=Told(
        story=(
            "Ronald Sealey put a picture about Muslims in our members' group, with a laughing face."
            " I am in that group. So are my mum and half the people who come on Fridays."
        ),
        place="Facebook",
        address="the members' group, yesterday evening",
        still_online="yes",
        about="Ronald Sealey",
        affected="Me, and everybody who comes on Fridays",
    ),
    acts=(
        looks("callum", wait=False),
        knows("callum", "farhan", "affected"),
        looks_up(
            "callum",
            "Ronald Sealey",
            act="equality_discrimination",
            role="volunteer",
            as_state="active",
            other_person="Farhan Aziz",
            network="facebook",
        ),
        opens(
            "callum",
            "Racist picture in the members' group",
            "breach",
            "serious",
            "CGT-5.2d CGT-5.4c1 CGT-5.4c3",
            [_GROUP, _RONALD, "support:Farhan Aziz"],
            tasks="Say a word to everybody on Friday",
        ),
        did(
            f"callum preserve {_GROUP}",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Parveen's locked drawer",
        ),
        did(
            f"callum request_removal {_GROUP}",
            asked_whom="Ronald",
            asked_on=Day(0),
            words="To take it down at once.",
        ),
        did(
            f"callum report_to_platform {_GROUP}",
            1,
            reported_on=Day(0),
            reported_as="Hate",
            platform_reference="made-up 6",
        ),
        did(
            f"callum note_removal {_GROUP}",
            1,
            removed_on=Day(0),
            how="Gone. Bernadette now looks after the group too.",
        ),
        did(
            "callum accept support:Farhan Aziz",
            offered_on=Day(0),
            who_helps="Bernadette",
            what_helps="That someone says out loud on Friday that it was wrong.",
        ),
        did(
            f"bernadette came_back {_GROUP}",
            2,
            seen="Shared again by someone with a new name. Farhan saw it first.",
        ),
        did(
            f"bernadette note_removal {_GROUP}",
            removed_on=Day(0),
            how="Taken down by us, and the member shut out.",
            no_copy_because="We have one already.",
        ),
        did(
            "callum finishes_to_do",
            2,
            task="Say a word",
            how="Done, and people clapped. Farhan's mum cried, in a good way.",
        ),
        did(
            f"callum step_back {_RONALD}",
            1,
            paused_on=Day(0),
            pause_words="He stays away until we have talked.",
        ),
        did(
            f"callum talk {_RONALD}",
            3,
            told_on=Day(-3),
            talked_by=Who("callum"),
            talked_about="The picture, our policy, and that Farhan's mother is in the group.",
        ),
        did(
            f"callum leave {_RONALD}",
            2,
            decider=Who("callum"),
            leaving_on=Day(0),
            answer="He says that it was a joke and everybody is too soft now.",
            leaving_because="He does not see it, so he cannot be with people here.",
            right_to_ask="In the letter: Elspeth looks at it again if he writes to her.",
        ),
        did(
            f"callum conclude_leaving {_RONALD}",
            15,
            family_told="He visits nobody.",
            rights_handed_back=True,
            barring_considered=True,
            barring_words="Nothing that the barring service deals with.",
        ),
        did("fergus takes_from", person=Who("ronald"), kind="role", key="reporter"),
        did("fergus takes_from", person=Who("ronald"), kind="standing", key="volunteer"),
        did("fergus gives", person=Who("ronald"), kind="standing", key="volunteer", state="left"),
        did("callum end support:Farhan Aziz", 6, how_they_are="Glad. He runs the group with Bernadette now."),
        closes(
            "callum",
            "upheld",
            "A racist picture, in a place where our guests are.",
            0,
            heard="He was told, given three days, and said what he thinks.",
            told=("told", "nobody", "told"),
            lessons="The group now has two people who look after it, and rules at the top.",
            years=6,
            keep="Someone was asked to leave.",
        ),
    ),
)
