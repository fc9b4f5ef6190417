"""Home-Start BBH: talk across an old friendship, the one rule that says "will", and what followed for both."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, knows, looks, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_STAFF = "discipline:Kirsty Ballard"
_VOLUNTEER = "volunteer_exit:Linda Marchetti"
_BOARD = "board_conduct:Philippa Garside"

OLD_FRIENDS = Story(
    charity="hsbbh",
    key="hsbbh-old-friends",
    days_ago=340,
    by="dilip",
    happened=9,
    until=3,
    told=Told(
        story=(
            "Kirsty Ballard and Linda Marchetti were at school together and write on each other's pages. This week "
            "Kirsty wrote which family is on the waiting list and why, and Linda answered with what she had seen at "
            "theirs. It is set to friends only, but the family's cousin is one of the friends."
        ),
        place="Facebook",
        still_online="yes",
        about="Kirsty Ballard and Linda Marchetti",
        affected="The family, and their cousin who saw it",
    ),
    acts=(
        looks("rosalind", private="yes"),
        names("rosalind", "the family on the waiting list", "affected", "family"),
        opens(
            "rosalind", "Two old friends talked about a family online", "breach", "serious", "HSBBH-4.2b HSBBH-2.1 HSBBH-3.1",
            [
                "containment:someones_page", _STAFF, _VOLUNTEER, "support:the family on the waiting list",
                "support:Kirsty Ballard",
            ],
        ),
        did(
            "rosalind", "preserve", 0, "containment:someones_page", unsafe_to_copy="no", saved_on=Day(0),
            where_kept="Sealed envelope in the office safe",
        ),
        did(
            "rosalind", "request_removal", 0, "containment:someones_page", asked_whom="Both of them", asked_on=Day(0),
            words="Please take it down now; we will talk this week.",
        ),
        did("rosalind", "note_removal", 1, "containment:someones_page", removed_on=Day(0), how="Both took it down."),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on=_STAFF),
        did(
            "rosalind", "decline", 1, "support:the family on the waiting list", offered_on=Day(0),
            declined_words="They only want to be told how it ends.",
        ),
        did(
            "rosalind", "accept", 0, "support:Kirsty Ballard", offered_on=Day(0), who_helps="Saoirse",
            what_helps="Someone to talk to who has nothing to do with the decision.",
        ),
        notes(
            "gareth", "The policy leaves no choice here: talk across an old friendship will go to the procedure.", 0,
            on=_STAFF,
        ),
        did(
            "gareth", "investigate", 2, _STAFF, investigator=Who("gareth"),
            questions="What was written, who could read it, and did she know the rule?",
        ),
        did(
            "gareth", "call_meeting", 8, _STAFF, told_on=Day(0), meeting_on="Tuesday in a week, ten o'clock",
            companion_told=True, decider=Who("rosalind"),
        ),
        did(
            "gareth", "adjourn", 9, _STAFF,
            to_find_out="She says that the induction never mentioned it. Find her signed sheet.",
        ),
        did(
            "gareth", "call_meeting", 6, _STAFF, told_on=Day(-15), meeting_on="Monday, ten o'clock",
            companion_told=True, decider=Who("rosalind"),
        ),
        did(
            "gareth", "decide", 5, _STAFF, decision="final_warning", decider=Who("rosalind"), decided_on=Day(0),
            reasons="She signed for the rule in her first week, and a family was hurt.",
            appeal_until="Ten working days, to the chair",
            answer="She is sorry. It felt like talking in the kitchen.",
        ),
        did(
            "gareth", "appeal", 6, _STAFF, appealed_on=Day(-1), appeal_hearer=Who("gareth"),
            appeal_words="A final warning is too much for the first time in nine years.",
            although={
                "appeal_apart": "The chair was abroad, and Gareth only opened the letter: the chair hears it herself.",
            },
        ),
        did(
            "gareth", "hear_again", 8, _STAFF, because="The chair is back and wants to hear her herself.",
            meeting_on="Friday, two o'clock",
        ),
        did(
            "gareth", "decide", 4, _STAFF, decision="first_warning", decider=Who("miriam"), decided_on=Day(0),
            reasons="Serious, but the first time, and she told the family herself.",
            appeal_until="Five working days, to the named trustee",
            answer="She went to the family and said sorry. They confirm it.",
        ),
        did(
            "gareth", "appeal", 5, _STAFF, appealed_on=Day(0), appeal_hearer=Who("owen"),
            appeal_words="She asks that it stays on her file for six months and not twelve.",
        ),
        did(
            "gareth", "conclude_appeal", 9, _STAFF, appeal_answer="Owen agrees: six months.",
            barring_considered=True, barring_words="No. Nobody was put at risk of harm.",
        ),
        did(
            "rosalind", "talk", 0, _VOLUNTEER, told_on=Day(-40), talked_by=Who("rosalind"),
            talked_about="The same rule, and why it is harder to unsay things online.",
        ),
        did(
            "rosalind", "leave", 2, _VOLUNTEER, answer="She does not want to go on without Kirsty on her side.",
            leaving_because="Her own wish. We said that she may come back.", decider=Who("rosalind"), leaving_on=Day(0),
            right_to_ask="Said, and written in the thank-you letter.",
        ),
        did(
            "rosalind", "conclude_leaving", 14, _VOLUNTEER,
            family_told="Yes; Jasmine visits them now, and they have met.", rights_handed_back=True,
            barring_considered=True, barring_words="No reason for it.",
        ),
        did("wendy", "no_longer", 0, person=Who("linda"), kind="standing", key="volunteer"),
        did("wendy", "now_is", 0, person=Who("linda"), kind="standing", key="volunteer", state="left"),
        did("rosalind", "end", 2, "support:Kirsty Ballard", how_they_are="Settled again."),
        closes(
            "rosalind", "upheld", "Both talked about a family where others could read it.", 1,
            heard="Both were told and heard; Kirsty three times, once by the chair.",
            told=("told", "nobody", "told"), yes="personal_data_lost",
            lessons="The sheet people sign at induction now has the old-friends rule in large print.",
            years=6, keep="A warning was given.",
        ),
    ),
)

LOOKING_UP = Story(
    charity="hsbbh",
    key="hsbbh-looking-up",
    days_ago=168,
    by="jasmine",
    happened=5,
    told=Told(
        story=(
            "Hamid Noorzai said in the kitchen that he had looked at a new family's page before the first visit, so he "
            "knew what to expect. I thought we must not do that."
        ),
        place="Facebook", still_online="no", about="Hamid Noorzai",
    ),
    acts=(
        looks("rosalind", 1, up="no"),
        opens("rosalind", "A family looked up online before a visit", "breach", "moderate", "HSBBH-1.8",
              ["discipline:Hamid Noorzai"]),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on="discipline:Hamid Noorzai"),
        did("gareth", "investigate", 2, "discipline:Hamid Noorzai", investigator=Who("gareth"),
            questions="Did he look, what at, and on whose word?"),
        did("gareth", "find_no_case", 6, "discipline:Hamid Noorzai",
            found="The mother had sent him the link herself, so that he would know the dog. The message is there."),
        did("gareth", "conclude_no_case", 1, "discipline:Hamid Noorzai", they_were_told=True,
            ended_how="He was told in writing. He took it well."),
        closes("rosalind", "nothing_to_answer", "The family sent the link.", 1,
               lessons="Nothing to change, because asking first was right and so was looking."),
    ),
)

TRUSTEE_FRIEND = Story(
    charity="hsbbh",
    key="hsbbh-trustee-friend",
    days_ago=200,
    happened=30,
    told=Told(
        story="One of your trustees, Philippa Garside, is friends online with a volunteer. Is that allowed?",
        place="Facebook", still_online="yes", about="Philippa Garside", contact="07700 900771",
    ),
    acts=(
        looks("miriam", 1),
        opens("miriam", "A trustee is friends with a volunteer online", "breach", "minor", "HSBBH-2.5a",
              [_BOARD, "trustee_review:information"]),
        did("miriam", "talk", 2, _BOARD, told_on=Day(0), talked_by=Who("miriam"),
            talked_about="They are neighbours. She did not know that the rule holds for trustees too."),
        did("miriam", "conclude", 9, _BOARD, ended_how="She ended the friendship and told the volunteer why."),
        did("miriam", "note", 12, "trustee_review:information", noted_on=Day(0)),
        closes("miriam", "partly", "They were friends, and it was before she joined the board.", 0,
               heard="She was told and answered on the same day.", told=("told", "nobody", "told"),
               lessons="New trustees get the policy with the rule marked."),
    ),
)

STORIES = (OLD_FRIENDS, LOOKING_UP, TRUSTEE_FRIEND)
