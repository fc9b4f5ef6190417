"""A trustee criticises a funder in public."""

from __future__ import annotations

from incidents.services.demonstration.beats import (
    asks_board,
    closes,
    declares,
    hands_over,
    looks,
    looks_up,
    opens,
)
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_CLIVE = "board_conduct:Clive Rathbone"
_FUNDER = "external_report:commissioner"
_BOARD = "trustee_review:question"

STORY = Story(
    charity="hss",
    key="hss-funder",
    days_ago=308,
    happened=2,
    told=Told(
        story=(
            "I work for a trust that gives you money. Clive Rathbone, who signs your letters to us,"
            " writes that we “buy halos by the yard”. My director has seen it and is not amused."
        ),
        place="LinkedIn",
        still_online="yes",
        about="Clive Rathbone",
        complaint=True,
        name="M. Sandford",
        contact="grants@trust.example.org",
    ),
    acts=(
        looks("jocelyn"),
        looks_up("jocelyn", "Clive Rathbone", act="criticism_partners", role="trustee", network="linkedin"),
        opens(
            "jocelyn",
            "A trustee criticises a funder in public",
            "complaint",
            "serious",
            "HSS-2.7c HSS-2.7d",
            [
                "response:complainant",
                "containment:someones_page",
                _CLIVE,
                _FUNDER,
                _BOARD,
                "support:Clive Rathbone",
            ],
        ),
        did(
            "jocelyn preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="The chair's folder, locked",
        ),
        did(
            "jocelyn request_removal containment:someones_page",
            asked_whom="Clive",
            asked_on=Day(0),
            words="To take it down and say nothing more until we have met.",
        ),
        did("jocelyn note_removal containment:someones_page", 1, removed_on=Day(0), how="He took it down."),
        did(
            "jocelyn answer response:complainant",
            1,
            answered_on=Day(0),
            channel="telephone",
            told_of_review=False,
            answer_words="That these are not the charity's words, and that we deal with it.",
        ),
        did(
            "jocelyn accept support:Clive Rathbone",
            offered_on=Day(0),
            who_helps="Moira",
            what_helps="To know what happens next, and when.",
        ),
        did(
            f"jocelyn name_panel {_CLIVE}",
            3,
            panel_lead=Who("farida"),
            second_panel_member=Who("eluned"),
            under="Clause 19 of the constitution",
            told_on=Day(0),
        ),
        hands_over("jocelyn", "farida", "She leads the panel.", on=_CLIVE),
        did(
            f"farida hear {_CLIVE}",
            11,
            heard_on=Day(0),
            answer="He meant another trust, he says, and would put it otherwise today.",
        ),
        did(
            f"farida decide {_CLIVE}",
            4,
            decision="apology",
            decided_on=Day(0),
            appeal_until="Two weeks, to Hugh",
            reasons=(
                "The policy says that such posts should be avoided. It was public, and his title "
                "stood under it."
            ),
        ),
        did(
            f"farida appeal {_CLIVE}",
            8,
            appealed_on=Day(0),
            appeal_hearer=Who("eluned"),
            appeal_words="He will say sorry, but in private and not in the same place.",
        ).although(appeal_apart="Hugh fell ill. Eluned was on the panel but asked for the milder way."),
        did(f"farida conclude_appeal {_CLIVE}", 7, appeal_answer="In private, by letter, this week."),
        asks_board(
            "jocelyn",
            _BOARD,
            "Does Clive still sign letters to funders?",
            "He criticised a funder in public, and said sorry by letter. The funder has asked who signs.",
            "He does not sign until next year – Hugh signs\nHe goes on signing – we tell the funder why",
        ),
        did(
            f"jocelyn begin_review {_BOARD}",
            reviewer=Who("hugh"),
            decide_by=Day(6),
            kept_back=Who("eluned"),
        ),
        declares("farida", _BOARD, "I led the panel that heard him."),
        declares("nigel", _BOARD, "He is a close friend."),
        did(
            f"jocelyn decide_outside {_BOARD}",
            6,
            body="A retired chair of the neighbouring scheme",
            no_quorum_because="Three of six had been on the panel or are close to him.",
            decided_on=Day(0),
            decision="He does not sign until next year.",
            reasons="It protects him and the charity.",
        ),
        did(
            f"jocelyn ratify {_BOARD}",
            agreed=True,
            agreed_on=Day(0),
            agreed_words="Agreed, by those who could be there.",
        ),
        did(
            f"jocelyn tell {_FUNDER}",
            1,
            told_by="Jocelyn",
            sent_on=Day(0),
            how="letter",
            reference="their grant 0",
            said="What we decided, without his reasons.",
        ),
        did(f"jocelyn finish {_FUNDER}", 12, ended_how="They wrote a friendly letter back."),
        did("jocelyn settle response:complainant", ended_how="Content with the letter."),
        did("jocelyn end support:Clive Rathbone", 2, how_they_are="Hurt, but still with us."),
        closes(
            "jocelyn",
            "partly",
            "The words were his; the trust was not the one he meant.",
            0,
            heard="By the panel, in person, and again on appeal.",
            told=("told", "told", "nobody"),
            lessons="Trustees leave their title out of their own pages.",
            years=6,
            keep="A decision of the board.",
        ),
    ),
)
