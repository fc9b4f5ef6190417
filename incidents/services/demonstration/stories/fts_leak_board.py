"""How the board dealt with the family's confidences: asked, wanting more facts, asked again, and decided."""

from __future__ import annotations

from incidents.services.demonstration.beats import asks_board, declares, votes
from incidents.services.demonstration.telling import Act, Day, Who, did

QUESTION = "trustee_review:question"

IS_ASKED: Act = asks_board(
    "maureen",
    QUESTION,
    "Do we report this to the Charity Commission?",
    "A volunteer told a family's private matters in the town group. The ICO knows. She is leaving.",
    "Report it – the Commission may ask what we do about it\n"
    "Do not report it – we write down why, and say so in the annual return",
    evidence="What was saved of the post: locked folder on the office drive",
)
DECIDES: tuple[Act, ...] = (
    did(
        f"harriet begin_review {QUESTION}",
        2,
        reviewer=Who("harriet"),
        decide_by=Day(7),
        kept_back=Who("shabnam"),
    ),
    did(f"harriet return {QUESTION}", wanted="How many people saw the post, and what the family wants."),
    did(
        f"maureen resubmit {QUESTION}",
        3,
        new_facts="About 300 people saw it. The family wants it dealt with and not talked about again.",
    ),
    did(
        f"harriet begin_review {QUESTION}",
        1,
        reviewer=Who("harriet"),
        decide_by=Day(7),
        kept_back=Who("shabnam"),
    ),
    declares("harriet", QUESTION),
    declares("gwilym", QUESTION),
    declares("leonard", QUESTION),
    votes("gwilym", QUESTION, 1, "The family was harmed, and by one of us."),
    votes("leonard", QUESTION, 1, "It is better that they hear it from us."),
    votes("harriet", QUESTION, 1, "Our name is all over the town."),
    did(
        f"harriet decide {QUESTION}",
        1,
        option="option_1",
        decision="Report it.",
        decided_on=Day(0),
        reasons="Harm to a family we support, our name is all over the town, and the ICO knows already.",
    ),
)
