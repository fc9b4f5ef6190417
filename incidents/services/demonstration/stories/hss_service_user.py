"""A member of staff follows a family he worked with."""

from __future__ import annotations

from incidents.services.demonstration.beats import hands_over, looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_DANNY = "discipline:Danny Trevor"

STORY = Story(
    charity="hss",
    key="hss-service-user",
    days_ago=29,
    by="moira",
    happened=11,
    reached=1,
    told=Told(
        story=(
            "A dad says that Danny Trevor follows him and his boys on Instagram and puts hearts on "
            "the pictures. He finds it odd. Danny worked with them until the "
            "summer, and now Peggy visits them."
        ),
        place="Instagram",
        still_online="yes",
        about="Danny Trevor",
        affected="A dad and his boys",
        on_behalf_of="The dad",
        reached_how="On the telephone",
    ),
    acts=(
        looks("kasia", record="Moira's safeguarding file", wait=False),
        names("kasia", "the dad and his boys", "affected", "family"),
        looks_up(
            "kasia",
            "Danny Trevor",
            act="boundary_service_user",
            role="staff",
            other_person="the dad and his boys",
            other_state="supported",
            network="instagram",
        ),
        opens(
            "kasia",
            "Staff member follows a family from his own account",
            "breach",
            "moderate",
            "HSS-2.7g",
            [_DANNY, "support:the dad and his boys", "support:Danny Trevor"],
        ),
        hands_over("kasia", "anjali", "She runs staff procedures.", on=_DANNY),
        did(
            "kasia accept support:the dad and his boys",
            1,
            offered_on=Day(0),
            who_helps="Moira",
            what_helps="That it stops, and that nobody makes a scene.",
        ),
        did(
            f"anjali investigate {_DANNY}",
            1,
            investigator=Who("simon"),
            questions="Since when, and what was written?",
        ),
        did(
            f"anjali call_meeting {_DANNY}",
            9,
            told_on=Day(0),
            meeting_on="Next Wednesday, eleven o'clock",
            companion_told=True,
            decider=Who("jocelyn"),
        ),
        did(
            f"anjali decide {_DANNY}",
            8,
            decision="first_warning",
            decider=Who("jocelyn"),
            decided_on=Day(0),
            reasons="He knew the rule; he had asked about it in spring.",
            appeal_until="Ten working days, to Hugh",
            answer="He says he forgot to stop following when the work ended.",
        ),
        did(
            f"anjali appeal {_DANNY}",
            6,
            appealed_on=Day(0),
            appeal_hearer=Who("hugh"),
            appeal_words="He asks for training and no warning.",
        ),
        notes("anjali", "Hugh can hear him on Monday.", 1, on=_DANNY),
    ),
)
