"""Messages to a child: the police ask to wait, and the chair decides alone."""

from __future__ import annotations

from incidents.services.demonstration.beats import (
    asks_board,
    declares,
    hands_over,
    looks,
    looks_up,
    names,
    notes,
    opens,
)
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hsbbh",
    key="hsbbh-police-asked",
    days_ago=26,
    by="abdi",
    happened=6,
    told=Told(
        story=(
            "A dad told me that Hamid Noorzai writes to his daughter on a game, late at night. She "
            "is 13. He has pictures of the chat on his phone and has been to the police."
        ),
        place="Other social networks",
        still_online="unknown",
        about="Hamid Noorzai",
        affected="The daughter, 13",
        on_behalf_of="The dad",
        reached_how="He told me at the door",
    ),
    reached=0,
    acts=(
        did(
            "rosalind start_track",
            track="external_report:lado",
            track_because="Someone who works with children.",
        ),
        did(
            "rosalind start_track",
            track="external_report:police",
            track_because="They know; we say who we are.",
        ),
        looks("rosalind", up="unknown", private="yes", wait=False, record="Saoirse's safeguarding file"),
        did(
            "saoirse tell external_report:lado",
            told_by="Saoirse",
            sent_on=Day(0),
            how="telephone",
            contact="The officer on duty",
            reference="made-up L-204",
            said="What the dad said, and that he visits nobody now.",
        ),
        did(
            "rosalind tell external_report:police",
            told_by="Rosalind",
            sent_on=Day(0),
            how="telephone",
            reference="made-up 14/88",
            said="That he works here, where, and with whom.",
        ),
        names("rosalind", "the daughter", "affected", "family", under_18=True),
        looks_up(
            "rosalind",
            "Hamid Noorzai",
            act="boundary_service_user",
            role="staff",
            other_person="the daughter",
            other_state="supported",
            link_began="during",
            network="other",
        ),
        opens(
            "rosalind",
            "Messages to a child on a game",
            "breach",
            "critical",
            "HSBBH-2.5b",
            [
                "discipline:Hamid Noorzai",
                "support:the daughter",
                "support:Hamid Noorzai",
                "trustee_review:question",
            ],
            tasks="Someone else for his three families",
        ).although(
            stated=(
                "This policy states no consequence. Our safeguarding policy does, and the LADO asks that he "
                "works with no family until this is known."
            )
        ),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on="discipline:Hamid Noorzai"),
        did(
            "gareth hold discipline:Hamid Noorzai",
            1,
            asked_by="The police",
            next_look=Day(21),
            because=(
                "They ask us not to speak with him about it. He is at home on full pay, which is no"
                " judgement."
            ),
        ),
        did("rosalind finishes_to_do", task="Someone else", how="Jasmine and Abdi share them."),
        asks_board(
            "rosalind",
            "trustee_review:question",
            "Do we tell the Charity Commission now?",
            "A father says that one of our staff writes to his daughter of 13 at night. The police know.",
            "Tell them now – they may ask what we do, and we cannot say much yet\n"
            "Wait for the police – they may ask why we waited",
            evidence="Nothing is kept here. The police have what there is.",
        ),
        hands_over(
            "rosalind", "miriam", "The chair leads the board's decision.", on="trustee_review:question"
        ),
        did(
            "miriam writes_board_rules",
            quorum="3",
            majority="more_than_half",
            casting_vote=True,
            alone_allowed=True,
            outside_body="The chair of the neighbouring scheme",
            next_meeting_on=Day(36),
        ),
        did(
            "miriam begin_review trustee_review:question",
            reviewer=Who("miriam"),
            decide_by=Day(21),
            kept_back=Who("owen"),
        ),
        declares("miriam", "trustee_review:question"),
        did(
            "miriam decide_alone trustee_review:question",
            1,
            urgent_because="The board meets in three weeks.",
            option="option_1",
            decision="We report it to the Charity Commission.",
            decided_on=Day(0),
            reasons="A child may have been harmed by someone who works for us.",
        ),
        did(
            "rosalind start_track",
            1,
            track="external_report:charity_commission",
            track_because="The chair decided.",
        ),
        did(
            "rosalind draft external_report:charity_commission",
            must_tell_because="A child may have been harmed by someone who works for us.",
            trustees_aware=True,
            found_out_how="The child's father told a volunteer at the door.",
            what_happened=(
                "A father says that a member of staff writes to his daughter of 13 at night, on a game."
                " He has been to the police."
            ),
            impact=(
                "The child and her family are upset. If it becomes known, families may lose their "
                "trust in us."
            ),
            steps_taken="The police and the LADO know. He is at home on full pay and visits nobody.",
            prevention="Too early to say. We wait for the police.",
            policies_followed=False,
            policies_words="Online friendship with a family (HSBBH-2.5b), if it is as the father says.",
            media_lines="We cannot speak about anyone we support. Children's safety comes first.",
        ),
        did(
            "saoirse acknowledge external_report:lado",
            3,
            acknowledged_on=Day(0),
            their_words="A meeting of all who are involved, next week.",
        ),
        notes(
            "saoirse",
            "The meeting was held. What was said there is in the safeguarding file, not here.",
            7,
            happened=1,
        ),
    ),
)
