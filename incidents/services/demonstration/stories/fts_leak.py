"""What a family said in confidence, told in a local group; two bodies and the board hear of it."""

from __future__ import annotations

from incidents.services.demonstration.beats import (
    closes,
    hands_over,
    knows,
    lets_in,
    looks,
    looks_up,
    names,
    notes,
    opens,
)
from incidents.services.demonstration.stories import fts_leak_board as board
from incidents.services.demonstration.stories import fts_leak_reports as reports
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_BRONWEN = "volunteer_exit:Bronwen Leyshon"
_PAGE = "containment:closed_group"
_COMMISSION = "external_report:charity_commission"
_ICO = "external_report:ico"

STORY = Story(
    charity="fts",
    key="fts-leak",
    days_ago=224,
    by="kofi",
    happened=7,
    told=Told(
        story=(
            "Someone in the town group asked why a house was always dark, and one of our "
            "volunteers, Bronwen Leyshon, answered. She said what is wrong with the dad and that "
            "they owe the gas company. There are 40 comments. I know the family. Please do "
            "something."
        ),
        place="Facebook",
        address="the town group, the post about the dark house",
        still_online="yes",
        about="Bronwen Leyshon",
        affected="The family",
    ),
    acts=(
        looks("maureen", private="yes", wait=False, record="Aisling's safeguarding file, the dark house"),
        names("maureen", "the family in the post", "affected", "family"),
        knows("maureen", "kofi", "witness"),
        looks_up(
            "maureen",
            "Bronwen Leyshon",
            act="confidentiality_dignity",
            role="volunteer",
            as_state="active",
            other_person="the family in the post",
            other_state="supported",
            network="facebook",
            confidential="yes",
        ),
        opens(
            "maureen",
            "A family's confidences told in the town group",
            "breach",
            "critical",
            "FTS-V-01",
            [_PAGE, _BRONWEN, "support:the family in the post", "support:Bronwen Leyshon", _ICO],
        ),
        did(
            f"maureen preserve {_PAGE}",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Locked folder on the office drive",
        ),
        did(
            f"maureen request_removal {_PAGE}",
            asked_whom="The two people who run the group",
            asked_on=Day(0),
            words="That it tells a family's private matters, and please would they take it down today.",
        ),
        did(
            f"maureen draft {_ICO}",
            **reports.TO_THE_ICO,
        ),
        did(
            "maureen accept support:the family in the post",
            1,
            offered_on=Day(0),
            who_helps="Aisling",
            what_helps="That the dad hears first what we do, and that nobody new visits.",
        ),
        did(
            f"maureen note_refusal {_PAGE}",
            1,
            their_answer="“It is all true and people have a right to know.”",
        ),
        did(
            f"maureen report_to_platform {_PAGE}",
            reported_on=Day(0),
            reported_as="Private medical information",
            platform_reference="made-up 4471",
        ),
        lets_in("maureen", "harriet", "She approves it today, so that the 72 hours are kept.", on=_ICO),
        did(f"harriet approve {_ICO}"),
        did(f"maureen send {_ICO}", sent_on=Day(0), how="online", contact="Breach report form"),
        did(
            f"maureen talk {_BRONWEN}",
            1,
            told_on=Day(0),
            talked_by=Who("maureen"),
            talked_about="I showed her the post and what the policy says, and asked for her side.",
        ),
        did(
            "maureen decline support:Bronwen Leyshon",
            offered_on=Day(0),
            declined_words="She does not want anybody from here to ring her.",
        ),
        did(f"maureen note_removal {_PAGE}", 2, removed_on=Day(-1), how="The platform took it down."),
        did(
            f"maureen acknowledge {_ICO}",
            1,
            acknowledged_on=Day(0),
            reference="IC-000000-INVENTED",
            their_words="They have it and will write.",
        ),
        did(
            f"maureen leave {_BRONWEN}",
            1,
            answer="She wanted people to be kind to them, and thought nobody would know which house.",
            leaving_because=(
                "A breach of confidence is serious (FTS-V-06), and the family will not have her back."
            ),
            decider=Who("maureen"),
            leaving_on=Day(0),
            right_to_ask="In the letter: write to the chair within fourteen days.",
        ),
        did(
            "maureen start_track",
            1,
            track=board.QUESTION,
            track_because="Is this a serious incident? The board decides.",
        ),
        board.IS_ASKED,
        hands_over("maureen", "harriet", "The chair leads the board's decision.", on=board.QUESTION),
        lets_in("maureen", "gwilym", "He sees the papers and decides with the chair.", on=board.QUESTION),
        *board.DECIDES,
        did("maureen start_track", track=_COMMISSION, track_because="The board decided so."),
        did(f"maureen draft {_COMMISSION}", 1, **reports.TO_THE_COMMISSION),
        lets_in("maureen", "harriet", "For the board's approval.", on=_COMMISSION),
        did(f"harriet approve {_COMMISSION}", 1, authority="All trustees, at the meeting last week"),
        did(
            f"harriet send_back {_COMMISSION}",
            change="Say that the whole board knows, and leave out the street.",
        ),
        did(f"maureen revise {_COMMISSION}", 1, **reports.AS_THE_CHAIR_WANTED_IT),
        did(f"harriet approve {_COMMISSION}", authority="All trustees, at the meeting last week"),
        did(f"maureen send {_COMMISSION}", sent_on=Day(0), how="online", reference="SI-INVENTED-0107"),
        did(
            f"maureen appeal {_BRONWEN}",
            2,
            appealed_on=Day(-1),
            appeal_hearer=Who("shabnam"),
            appeal_words="She says one mistake in six years should not end it.",
        ),
        did(f"maureen acknowledge {_COMMISSION}", 3, acknowledged_on=Day(0), their_words="Received."),
        notes("maureen", "A reporter rang. I read them the lines from the report and nothing else.", 1),
        did(
            f"maureen conclude_appeal {_BRONWEN}",
            9,
            appeal_answer=(
                "Shabnam heard her and read everything. It stays: the family would have to see her "
                "in the street."
            ),
            barring_considered=True,
            barring_words="Not a case for it: no harm was meant and none done to a child.",
        ),
        did("ines takes_from", person=Who("bronwen"), kind="role", key="reporter"),
        did("ines takes_from", person=Who("bronwen"), kind="standing", key="volunteer"),
        did("ines gives", person=Who("bronwen"), kind="standing", key="volunteer", state="left"),
        did(f"maureen finish {_ICO}", 6, ended_how="No action. They like what we did about training."),
        did(
            f"maureen finish {_COMMISSION}",
            3,
            ended_how="They are content with how the trustees dealt with it.",
        ),
        did(
            "maureen end support:the family in the post",
            4,
            how_they_are="Better. The child is back at nursery.",
        ),
        did(
            f"maureen send_late_update {_COMMISSION}",
            5,
            updated_on=Day(0),
            reference="SI-INVENTED-0107",
            update=(
                "The volunteer asked for a second look; the board member kept back for it confirmed"
                " the decision."
            ),
        ),
        did(f"maureen finish {_COMMISSION}", 2, ended_how="They noted the update."),
        closes(
            "maureen",
            "upheld",
            "She told what a family had said in confidence, and people could tell who it was.",
            1,
            heard=(
                "Told and heard before anything was decided, and again on her request by a trustee "
                "kept back for it."
            ),
            told=("told", "nobody", "told"),
            yes="safeguarding personal_data_lost serious_incident",
            lessons="Confidence is talked about once a term, with each volunteer, and signed for.",
            years=6,
            keep="It went to the Charity Commission.",
        ),
    ),
)
