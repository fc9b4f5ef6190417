"""Private Instagram in work time: a quiet word."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, looks, looks_up, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-work-time",
    days_ago=104,
    by="sukhvinder",
    happened=4,
    told=Told(
        story=(
            "Chloe Bickerstaff was on her own Instagram most of Thursday afternoon while the phone "
            "rang. It is not the first time. I do not want to fall out with anybody over it."
        ),
        place="Instagram",
        still_online="no",
        keep_out="Please not Pavel Hruby, they share lifts to work",
        about="Chloe Bickerstaff",
    ),
    acts=(
        looks("maureen", 1, up="no"),
        looks_up(
            "maureen",
            "Chloe Bickerstaff",
            act="work_hours_use",
            role="staff",
            posts="business_support_assistant",
            network="instagram",
            in_work_time="yes",
            own_device="yes",
        ),
        opens(
            "maureen",
            "Private Instagram in work time",
            "breach",
            "minor",
            "FTS-TS-03",
            ["discipline:Chloe Bickerstaff", "support:Chloe Bickerstaff"],
        ).although(
            stated=(
                "No consequence is stated. It is not the first time, so Yewande asks her why, as a quiet "
                "word between two people and not across the office."
            )
        ),
        hands_over("maureen", "yewande", "Staff procedures are hers.", on="discipline:Chloe Bickerstaff"),
        did(
            "yewande talk_informally discipline:Chloe Bickerstaff",
            2,
            talked_on=Day(0),
            talked_about="She said her gran is in hospital and the family writes there. The policy states no "
            "consequence, and a quiet word is enough. She may keep her phone on the desk for calls "
            "until her gran is home.",
        ),
        did(
            "maureen accept support:Chloe Bickerstaff",
            1,
            offered_on=Day(0),
            who_helps="Aisling",
            what_helps="Knowing that she can leave at once if the hospital rings.",
        ),
        did(
            "yewande conclude_informal discipline:Chloe Bickerstaff",
            14,
            ended_how="No more of it. Nothing goes on her file.",
        ),
        did("maureen end support:Chloe Bickerstaff", 3, how_they_are="Her gran is home."),
        closes(
            "maureen",
            "advice",
            "A quiet word was enough.",
            0,
            lessons="Nothing to change, because everyone knows the rule and there was a reason this time.",
        ),
    ),
)
