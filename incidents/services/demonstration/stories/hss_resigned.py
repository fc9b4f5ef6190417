"""A trustee put board papers on his blog, and resigned."""

from __future__ import annotations

from incidents.services.demonstration.beats import (
    asks_board,
    closes,
    declares,
    looks,
    looks_up,
    opens,
    votes,
)
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_NIGEL = "board_conduct:Nigel Oakshott"
_BOARD = "trustee_review:question"

STORY = Story(
    charity="hss",
    key="hss-resigned",
    days_ago=176,
    by="danny",
    happened=14,
    told=Told(
        story=(
            "Nigel Oakshott has put what was said about redundancies in the closed board meeting on his blog."
        ),
        place="Blogs",
        still_online="yes",
        about="Nigel Oakshott",
        affected="All of us who work here",
    ),
    acts=(
        looks("jocelyn", private="yes"),
        looks_up(
            "jocelyn",
            "Nigel Oakshott",
            act="confidentiality_dignity",
            role="trustee",
            other_role="staff",
            network="blog",
            confidential="yes",
        ),
        opens(
            "jocelyn",
            "Board papers on a trustee's blog",
            "breach",
            "serious",
            "HSS-2.7e",
            ["containment:someones_page", _NIGEL, _BOARD],
        ),
        did(
            "jocelyn preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="The chair's folder, locked",
        ),
        did(
            "jocelyn report_to_platform containment:someones_page",
            1,
            reported_on=Day(0),
            reported_as="Confidential",
        ),
        did(
            f"jocelyn name_panel {_NIGEL}",
            1,
            panel_lead=Who("hugh"),
            second_panel_member=Who("eluned"),
            under="Clause 19 of the constitution",
            told_on=Day(0),
        ),
        did(
            f"jocelyn note_resignation {_NIGEL}",
            5,
            resigned_on=Day(0),
            resigned_words="By e-mail to everybody.",
        ),
        did("bethan takes_from", person=Who("nigel"), kind="role", key="trustee"),
        did("bethan takes_from", person=Who("nigel"), kind="standing", key="trustee"),
        did(
            "jocelyn leave_up containment:someones_page",
            2,
            because="The blog stays: the provider will not act, and the paper has printed it.",
        ),
        did(
            f"jocelyn conclude_resigned {_NIGEL}",
            4,
            barring_considered=True,
            regulators_considered=True,
            barring_words=(
                "Nothing for the barring service. The board looked at the Commission's guidance: not needed."
            ),
        ),
        asks_board(
            "jocelyn",
            _BOARD,
            "What do we tell the staff?",
            "Papers of the closed meeting about redundancies are on a blog. Nigel has resigned.",
            "Everything, today, from the CEO – they hear it from us\n"
            "Nothing yet – they go on reading the blog\n"
            "The union first, the staff an hour later – it costs an hour",
        ),
        did(f"jocelyn begin_review {_BOARD}", 1, reviewer=Who("hugh"), decide_by=Day(2)),
        declares("clive", _BOARD, "Nigel and I run a business together."),
        *(declares(one, _BOARD) for one in ("jocelyn", "hugh", "farida", "eluned")),
        votes("hugh", _BOARD, 1, "They have read half of it already.", 1),
        votes("farida", _BOARD, 1, "It is their work that it is about."),
        votes("eluned", _BOARD, 2, "I would wait for the union."),
        votes("jocelyn", _BOARD, 1, "Waiting makes it worse."),
        did(
            f"jocelyn decide {_BOARD}",
            1,
            option="option_1",
            decision="Everything, today, from the CEO.",
            reasons="They have read half of it already.",
            decided_on=Day(0),
        ),
        did(f"jocelyn review_again {_BOARD}", 5, new_facts="The union asks to be told first."),
        *(declares(one, _BOARD) for one in ("jocelyn", "hugh", "eluned")),
        *(votes(one, _BOARD, 3, "It is fair and costs an hour.") for one in ("jocelyn", "hugh", "eluned")),
        did(
            f"jocelyn decide {_BOARD}",
            1,
            option="option_3",
            decision="The union first, the staff an hour later.",
            reasons="It is fair and costs an hour.",
            decided_on=Day(0),
        ).although(declared="Farida is in hospital. The other three could not wait for her."),
        closes(
            "jocelyn",
            "upheld",
            "He put closed papers online.",
            3,
            heard="He was told, and resigned instead.",
            told=("told", "nobody", "told"),
            lessons="Papers of closed meetings are read in the room.",
            years=6,
            keep="A decision of the board.",
        ),
    ),
)
