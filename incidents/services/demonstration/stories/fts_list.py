"""A list of families on our own page since Thursday: the ICO's clock runs, and the board is asked."""

from __future__ import annotations

from incidents.services.demonstration.beats import (
    asks_board,
    declares,
    hands_over,
    knows,
    looks,
    names,
    opens,
)
from incidents.services.demonstration.telling import Answer, Day, Story, Who, did
from incidents.services.reporting import Told

_QUESTION = "trustee_review:question"

_KNOWN: dict[str, Answer] = {
    "danger": "no",
    "harm": "slight",
    "connected": "through_us",
    "child": "yes",
    "online": "yes",
    "personal_data": "yes",
    "data_risk": "risk",
    "data_open": "too_many",
    "data_sensitive": "yes",
    "media": "no",
    "work": "small",
}

STORY = Story(
    charity="fts",
    key="fts-list",
    days_ago=2,
    by="bronwen",
    happened=0,
    told=Told(
        story=(
            "The picture of the coffee morning on our page has the sign-up list on the table. One can read "
            "the names and telephone numbers of about thirty families, and who has a social worker."
        ),
        place="Facebook",
        still_online="yes",
        affected="About thirty families",
    ),
    acts=(
        looks("maureen", up="yes", private="yes", wait=False),
        knows("maureen", "chloe", "about"),
        names("maureen", "thirty families on the list", "affected", "family"),
        opens(
            "maureen",
            "Sign-up list readable in a picture on our page",
            "content",
            "serious",
            "FTS-P-07",
            [
                "containment:own_page",
                "external_report:ico",
                _QUESTION,
                "support:thirty families on the list",
            ],
            tasks="Ring the families, the ones with a social worker first",
        ),
        did(
            "maureen preserve containment:own_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Locked folder, the page as it was",
        ),
        did("maureen answers_who_must_know", **_KNOWN),
        did(
            "maureen draft external_report:ico",
            1,
            must_tell_because="Names, numbers and who has a social worker were open to all for a morning.",
            trustees_aware="yes",
            found_out_how="A volunteer saw it and told us.",
            what_happened="A picture of an event showed a sign-up list that could be read.",
            impact="About thirty families; for six of them it shows that social care helps them.",
            steps_taken="Taken down within two hours. The families are being rung.",
            prevention="Two people look at a picture before it goes up; lists lie face down.",
            policies_followed="no",
            policies_words="Consent was asked for the faces, and nobody looked at the table.",
        ),
        asks_board(
            "maureen",
            _QUESTION,
            "Do we also report this to the Charity Commission?",
            "A list of about thirty families could be read in a picture on our page for a morning. The ICO "
            "is being told. Nobody has complained so far.",
            "Report it – the Commission may ask what we do about it\n"
            "Do not report it – we write down why, and say so in the annual return",
            evidence="The page as it was: locked folder on the office drive",
        ),
        hands_over("maureen", "harriet", "She leads the board's decision", on=_QUESTION),
        did(f"harriet begin_review {_QUESTION}", reviewer=Who("harriet"), decide_by=Day(5)),
        declares("gwilym", _QUESTION),
    ),
)
