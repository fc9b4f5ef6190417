"""A report about the chair: it goes to the named trustee."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_CHAIR = "board_conduct:Miriam Feldman"

STORY = Story(
    charity="hsbbh",
    key="hsbbh-about-the-chair",
    days_ago=41,
    by="nkechi",
    happened=12,
    told=Told(
        story=(
            "Our chair, Miriam Feldman, wrote on her own page that one of the councils we work for "
            "“counts children like potatoes”. People from that council read it. I tell the named "
            "trustee and nobody else."
        ),
        place="Facebook",
        still_online="yes",
        about="Miriam Feldman",
        keep_out="Rosalind Achebe, because the chair is her line manager",
    ),
    acts=(
        looks("owen", 1),
        looks_up(
            "owen", "Miriam Feldman", act="disrepute", role="trustee", posts="chair", network="facebook"
        ),
        opens(
            "owen",
            "A board member's words about a council",
            "breach",
            "serious",
            "HSBBH-2.4",
            ["containment:someones_page", _CHAIR],
        ).although(
            stated=(
                "The policy states no consequence. The governing document does for trustees, and the council "
                "will ask what the board did about its own chair."
            )
        ),
        did(
            "owen preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="At home, in my own locked box",
        ),
        did(
            "owen request_removal containment:someones_page",
            1,
            asked_whom="The chair",
            asked_on=Day(0),
            words="Whether she would take it down for now.",
        ),
        did("owen note_refusal containment:someones_page", 1, their_answer="“I have a right to say it.”"),
        did(
            f"owen name_panel {_CHAIR}",
            3,
            panel_lead=Who("owen"),
            second_panel_member=Who("philippa"),
            under="Article 31, conduct of trustees",
            told_on=Day(0),
        ),
        did(
            f"owen hear {_CHAIR}",
            14,
            heard_on=Day(-1),
            answer=(
                "It was late and she was angry about the cuts. She stands by the point and not by the words."
            ),
        ),
        notes(
            "owen",
            "Philippa and I meet on Thursday. Her own friendship matter has been closed for months.",
            3,
            on=_CHAIR,
        ),
    ),
)
