"""Talk about a family across an old friendship: the one rule that says "will"."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_STAFF = "discipline:Kirsty Ballard"
_VOLUNTEER = "volunteer_exit:Linda Marchetti"

STORY = Story(
    charity="hsbbh",
    key="hsbbh-old-friends",
    days_ago=340,
    by="dilip",
    happened=9,
    until=3,
    told=Told(
        story=(
            "Kirsty Ballard and Linda Marchetti were at school together and write on each other's "
            "pages. This week Kirsty wrote which family is on the waiting list and why, and Linda "
            "answered with what she had seen at theirs. It is set to friends only, but the family's"
            " cousin is one of the friends."
        ),
        place="Facebook",
        still_online="yes",
        about="Kirsty Ballard and Linda Marchetti",
        affected="The family, and their cousin who saw it",
    ),
    acts=(
        looks("rosalind", private="yes"),
        names("rosalind", "the family on the waiting list", "affected", "family"),
        looks_up(
            "rosalind",
            "Kirsty Ballard",
            act="prior_link_discussion",
            role="staff",
            other_person="Linda Marchetti",
            link_began="before",
            network="facebook",
            confidential="yes",
        ),
        looks_up(
            "rosalind",
            "Linda Marchetti",
            act="prior_link_discussion",
            role="volunteer",
            as_state="active",
            other_person="Kirsty Ballard",
            link_began="before",
            network="facebook",
            confidential="yes",
        ),
        opens(
            "rosalind",
            "Two old friends talked about a family online",
            "breach",
            "serious",
            "HSBBH-4.2b HSBBH-2.1 HSBBH-3.1",
            [
                "containment:someones_page",
                _STAFF,
                _VOLUNTEER,
                "support:the family on the waiting list",
                "support:Kirsty Ballard",
            ],
        ),
        did(
            "rosalind preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Sealed envelope in the office safe",
        ),
        did(
            "rosalind request_removal containment:someones_page",
            asked_whom="Both of them",
            asked_on=Day(0),
            words="Please take it down now; we will talk this week.",
        ),
        did(
            "rosalind note_removal containment:someones_page", 1, removed_on=Day(0), how="Both took it down."
        ),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on=_STAFF),
        did(
            "rosalind decline support:the family on the waiting list",
            1,
            offered_on=Day(0),
            declined_words="They only want to be told how it ends.",
        ),
        did(
            "rosalind accept support:Kirsty Ballard",
            offered_on=Day(0),
            who_helps="Saoirse",
            what_helps="Someone to talk to who has nothing to do with the decision.",
        ),
        notes(
            "gareth",
            "The policy leaves no choice here: talk across an old friendship will go to the procedure.",
            0,
            on=_STAFF,
        ),
        did(
            f"gareth investigate {_STAFF}",
            2,
            investigator=Who("gareth"),
            questions="What was written, who could read it, and did she know the rule?",
        ),
        did(
            f"gareth call_meeting {_STAFF}",
            8,
            told_on=Day(0),
            meeting_on="Tuesday in a week, ten o'clock",
            companion_told=True,
            decider=Who("rosalind"),
        ),
        did(
            f"gareth adjourn {_STAFF}",
            9,
            to_find_out="She says that the induction never mentioned it. Find her signed sheet.",
        ),
        did(
            f"gareth call_meeting {_STAFF}",
            6,
            told_on=Day(-15),
            meeting_on="Monday, ten o'clock",
            companion_told=True,
            decider=Who("rosalind"),
        ),
        did(
            f"gareth decide {_STAFF}",
            5,
            decision="final_warning",
            decider=Who("rosalind"),
            decided_on=Day(0),
            reasons="She signed for the rule in her first week, and a family was hurt.",
            appeal_until="Ten working days, to the chair",
            answer="She is sorry. It felt like talking in the kitchen.",
        ),
        did(
            f"gareth appeal {_STAFF}",
            6,
            appealed_on=Day(-1),
            appeal_hearer=Who("gareth"),
            appeal_words="A final warning is too much for the first time in nine years.",
        ).although(
            appeal_apart=(
                "The chair was abroad, and Gareth only opened the letter: the chair hears it herself."
            )
        ),
        did(
            f"gareth hear_again {_STAFF}",
            8,
            because="The chair is back and wants to hear her herself.",
            meeting_on="Friday, two o'clock",
        ),
        did(
            f"gareth decide {_STAFF}",
            4,
            decision="first_warning",
            decider=Who("miriam"),
            decided_on=Day(0),
            reasons="Serious, but the first time, and she told the family herself.",
            appeal_until="Five working days, to the named trustee",
            answer="She went to the family and said sorry. They confirm it.",
        ),
        did(
            f"gareth appeal {_STAFF}",
            5,
            appealed_on=Day(0),
            appeal_hearer=Who("owen"),
            appeal_words="She asks that it stays on her file for six months and not twelve.",
        ),
        did(
            f"gareth conclude_appeal {_STAFF}",
            9,
            appeal_answer="Owen agrees: six months.",
            barring_considered=True,
            barring_words="No. Nobody was put at risk of harm.",
        ),
        did(
            f"rosalind talk {_VOLUNTEER}",
            told_on=Day(-62),
            talked_by=Who("rosalind"),
            talked_about="The same rule, and why it is harder to unsay things online.",
        ),
        did(
            f"rosalind leave {_VOLUNTEER}",
            2,
            answer="She does not want to go on without Kirsty on her side.",
            leaving_because="Her own wish. We said that she may come back.",
            decider=Who("rosalind"),
            leaving_on=Day(0),
            right_to_ask="Said, and written in the thank-you letter.",
        ),
        did(
            f"rosalind conclude_leaving {_VOLUNTEER}",
            14,
            family_told="Yes; Jasmine visits them now, and they have met.",
            rights_handed_back=True,
            barring_considered=True,
            barring_words="No reason for it.",
        ),
        did("wendy takes_from", person=Who("linda"), kind="role", key="reporter"),
        did("wendy takes_from", person=Who("linda"), kind="standing", key="volunteer"),
        did("wendy gives", person=Who("linda"), kind="standing", key="volunteer", state="left"),
        did("rosalind end support:Kirsty Ballard", 2, how_they_are="Settled again."),
        closes(
            "rosalind",
            "upheld",
            "Both talked about a family where others could read it.",
            1,
            heard="Both were told and heard; Kirsty three times, once by the chair.",
            told=("told", "nobody", "told"),
            yes="personal_data_lost",
            lessons="The sheet people sign at induction now has the old-friends rule in large print.",
            years=6,
            keep="A warning was given.",
        ),
    ),
)
