"""A director writes about a colleague's illness."""

from __future__ import annotations

from incidents.services.demonstration.beats import hands_over, knows, looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_GRAHAM = "board_conduct:Graham Nuttall"
_COMMISSION = "external_report:charity_commission"

STORY = Story(
    charity="hwd",
    key="hwd-director",
    days_ago=132,
    by="tess",
    happened=4,
    told=Told(
        story=(
            "Graham Nuttall wrote on Twitter that “one of our own can't get out of bed, paid for it"
            " too”. Everybody here knows that he means me. I have been ill for a month."
        ),
        place="Twitter",
        still_online="yes",
        about="Graham Nuttall",
        affected="Me",
    ),
    acts=(
        looks("beatrix", private="yes", wait=False),
        knows("beatrix", "tess", "affected"),
        looks_up(
            "beatrix",
            "Graham Nuttall",
            act="confidentiality_dignity",
            role="trustee",
            other_person="Tess Lockwood",
            network="twitter",
        ),
        opens(
            "beatrix",
            "A director writes about a colleague's illness",
            "breach",
            "serious",
            "HWD-2.1",
            [
                "containment:someones_page",
                _GRAHAM,
                "support:Tess Lockwood",
                "support:Graham Nuttall",
                _COMMISSION,
            ],
        ),
        did(
            "beatrix preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="The chair's safe",
        ),
        did(
            "beatrix request_removal containment:someones_page",
            asked_whom="Graham",
            asked_on=Day(0),
            words="To take it down tonight.",
        ),
        did(
            "beatrix note_removal containment:someones_page",
            1,
            removed_on=Day(0),
            how="Down, after two calls.",
        ),
        did(
            "beatrix accept support:Tess Lockwood",
            offered_on=Day(0),
            who_helps="Ruth",
            what_helps="Not to meet him, and a call each week.",
        ),
        did(
            "beatrix decline support:Graham Nuttall", 1, offered_on=Day(0), declined_words="He needs nobody."
        ),
        did(
            f"beatrix name_panel {_GRAHAM}",
            2,
            panel_lead=Who("samuel"),
            second_panel_member=Who("iqra"),
            under="Article 24, directors' conduct",
            told_on=Day(0),
        ),
        hands_over("beatrix", "samuel", "He leads the panel.", on=_GRAHAM),
        did(
            f"samuel hear {_GRAHAM}",
            12,
            heard_on=Day(-1),
            no_answer_because="He was asked three times and did not come.",
        ),
        did(
            f"samuel decide {_GRAHAM}",
            3,
            decision="steps_back",
            decided_on=Day(0),
            appeal_until="A month, to the members",
            reasons=(
                "It hurt a colleague's dignity (HWD-2.1). He steps back from everything to do with staff."
            ),
        ),
        did(
            f"beatrix draft {_COMMISSION}",
            2,
            must_tell_because="A director harmed a member of staff in public",
            trustees_aware=True,
            found_out_how="She told us",
            what_happened="A director wrote about her illness.",
            impact="She has been ill longer because of it.",
            steps_taken="A panel heard the matter and decided.",
            prevention="Directors sign the policy each year.",
            policies_followed=False,
            policies_words="HWD-2.1",
        ),
        did(
            f"beatrix approve {_COMMISSION}", 1, authority="The directors without Graham, at Monday's meeting"
        ).although(not_own_draft="The others are on the panel, and it should not wait. They have read it."),
        did(f"beatrix send {_COMMISSION}", sent_on=Day(0), how="online", reference="SI-INVENTED-0311"),
        notes("samuel", "The month for an appeal runs until the members' meeting.", 3, on=_GRAHAM),
    ),
)
