"""A report about a trustee that was made up."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-bad-faith",
    days_ago=128,
    happened=10,
    told=Told(
        story=(
            "Your trustee Leonard Whybrow writes disgusting things about the mothers. Here is what "
            "he wrote. He should be thrown out before the vote."
        ),
        place="Facebook",
        address="sent as a picture",
        still_online="no",
        about="Leonard Whybrow",
        contact="a.friend@post.example.org",
    ),
    acts=(
        looks("harriet", up="no"),
        looks_up(
            "harriet",
            "Leonard Whybrow",
            act="confidentiality_dignity",
            role="trustee",
            other_role="family",
            network="facebook",
        ),
        opens(
            "harriet",
            "Ugly words said to be a trustee's",
            "breach",
            "moderate",
            "FTS-TS-01 FTS-TS-04",
            [
                "containment:someones_page",
                "board_conduct:Leonard Whybrow",
                "support:Leonard Whybrow",
                "response:reporter",
            ],
        ),
        did(
            "harriet preserve containment:someones_page",
            1,
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="The chair's locked cupboard",
        ),
        did(
            "harriet not_needed response:reporter",
            not_needed_because="The address they gave does not exist. There is nobody to write to.",
        ),
        notes(
            "harriet",
            "The picture has the wrong year for his account and two kinds of lettering. Shabnam sees it too.",
            1,
        ),
        did(
            "harriet talk board_conduct:Leonard Whybrow",
            1,
            told_on=Day(0),
            talked_by=Who("harriet"),
            talked_about=(
                "I showed him the picture. He never wrote it. His account has no such post, and he "
                "let me look."
            ),
        ),
        did(
            "harriet accept support:Leonard Whybrow",
            offered_on=Day(0),
            who_helps="Shabnam",
            what_helps="That it is over before the meeting, and that nobody hears of it.",
        ),
        did("harriet leave_up containment:someones_page", 1, because="There was never anything up."),
        did(
            "harriet conclude board_conduct:Leonard Whybrow",
            2,
            ended_how="Nothing to answer: the picture was made.",
        ),
        did("harriet end support:Leonard Whybrow", 3, how_they_are="Relieved, and angry. Both are fair."),
        closes(
            "harriet",
            "bad_faith",
            "The picture was put together before the vote for treasurer.",
            0,
            second="gwilym",
            told=("not_told", "nobody", "told"),
            whys={"reporter": "The address does not exist."},
            lessons="Nothing to change, because looking before believing is what saved us.",
            years=3,
            keep="In case it happens again.",
        ),
    ),
)
