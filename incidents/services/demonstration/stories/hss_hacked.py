"""The page was taken over, and some weeks later again."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, lets_in, looks, names, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_ACCOUNT = "containment:hacked_account"

STORY = Story(
    charity="hss",
    key="hss-hacked",
    days_ago=236,
    by="theo",
    happened=0,
    told=Told(
        story=(
            "Our page is selling sunglasses. I cannot get in. The messages of families who wrote to"
            " us are in there, about forty since Easter."
        ),
        place="Facebook",
        still_online="yes",
        affected="Families who wrote to us",
    ),
    acts=(
        did("kasia start_track", track=_ACCOUNT, track_because="It cannot wait."),
        looks("kasia", private="yes", wait=False),
        names("kasia", "families who wrote to us", "affected", "family"),
        opens(
            "kasia",
            "Our page was taken over",
            "hacked",
            "critical",
            "HSS-2.5j HSS-2.3b",
            [
                "external_report:ico",
                "external_report:national_body",
                "external_report:report_fraud",
                "external_report:insurer",
                "support:families who wrote to us",
            ],
            tasks="Two-step sign-in on every account\nRing the families whose messages could be read",
        ),
        did(
            f"kasia note_removal {_ACCOUNT}",
            1,
            removed_on=Day(0),
            how=(
                "Theo and I are back in. Two unknown people could manage the page; both are out. "
                "Messages were readable."
            ),
        ),
        did(
            "kasia tell external_report:national_body",
            told_by="Simon",
            sent_on=Day(0),
            how="telephone",
            said="That it happened, and that messages could be read.",
        ),
        did(
            "kasia tell external_report:report_fraud",
            told_by="Kasia",
            sent_on=Day(0),
            how="online",
            reference="made-up RF-1",
            said="Sunglasses sold in our name.",
        ),
        did(
            "kasia draft external_report:ico",
            must_tell_because="Messages of families could be read for a night",
            trustees_aware=True,
            found_out_how="Theo saw sunglasses on the page",
            what_happened="Someone took over our page for fourteen hours.",
            impact="Forty families' messages could be read, some about health.",
            steps_taken="We are back in, the strangers are out, and we are ringing the families.",
            prevention="Two-step sign-in everywhere.",
            policies_followed=False,
            policies_words="HSS-2.3a: an old password was shared.",
        ),
        lets_in("kasia", "jocelyn", "To approve before the 72 hours are over.", on="external_report:ico"),
        did("jocelyn approve external_report:ico", 1),
        did("kasia send external_report:ico", sent_on=Day(0), how="online"),
        did(
            "kasia not_needed external_report:insurer",
            not_needed_because="Simon read the policy twice: pages and accounts are not insured.",
        ),
        did(
            "kasia accept support:families who wrote to us",
            offered_on=Day(0),
            who_helps="Moira",
            what_helps="A call to each of them.",
        ),
        did(
            "kasia finishes_to_do",
            2,
            task="Ring the families",
            how="All forty. Three were worried, one was cross.",
        ),
        did("kasia finishes_to_do", 1, task="Two-step", how="Done for five accounts. SharePoint follows."),
        did(
            "kasia acknowledge external_report:ico", 3, acknowledged_on=Day(0), reference="IC-000001-INVENTED"
        ),
        did("kasia finish external_report:report_fraud", 1, ended_how="A number, and nothing else."),
        did("kasia finish external_report:national_body", 5, ended_how="They sent their recovery sheet."),
        did(
            "kasia start_track",
            1,
            track="external_report:charity_commission",
            track_because="The ICO knows; ask again.",
        ),
        did(
            "kasia draft external_report:charity_commission",
            must_tell_because="A breach that the ICO knows of",
            trustees_aware=True,
            found_out_how="Theo",
            what_happened="Our page was taken over for fourteen hours.",
            impact="Messages could be read.",
            steps_taken="All families were rung.",
            prevention="Two-step sign-in.",
            policies_followed=False,
        ),
        lets_in("kasia", "jocelyn", "For the board.", on="external_report:charity_commission"),
        did("jocelyn approve external_report:charity_commission", 3, authority="The board, on Tuesday"),
        did("kasia send external_report:charity_commission", sent_on=Day(0), how="online"),
        did("kasia finish external_report:charity_commission", 14, ended_how="No further questions."),
        did("kasia finish external_report:ico", 6, ended_how="No action."),
        did("kasia end support:families who wrote to us", how_they_are="Nobody has stopped coming."),
        closes(
            "kasia",
            "upheld",
            "An old password, known to six people, let someone in.",
            1,
            heard="Nobody of ours is accused; the six were asked and answered.",
            told=("told", "nobody", "told"),
            yes="personal_data_lost serious_incident",
            lessons="Two-step sign-in, and a list of who manages what.",
            years=6,
            keep="It went to the ICO.",
        ),
        did("kasia reopen", 30, because="The sunglasses are back, from the SharePoint account this time."),
        did("kasia start_track", track=_ACCOUNT, track_because="Again."),
        did(
            f"kasia note_removal {_ACCOUNT}",
            removed_on=Day(0),
            how="Shut within the hour. Nothing could be read.",
        ),
        opens(
            "kasia",
            "Our page was taken over, twice",
            "hacked",
            "serious",
            "HSS-2.5j",
            [],
            1,
            tasks="Two-step sign-in on SharePoint",
        ),
        did(
            "kasia finishes_to_do",
            2,
            task="Two-step sign-in on SharePoint",
            how="Done, with Simon looking on.",
        ),
        closes(
            "kasia",
            "upheld",
            "One account had been forgotten.",
            1,
            heard="Nobody is accused.",
            told=("told", "nobody", "nobody"),
            yes="personal_data_lost serious_incident",
            lessons="The list of accounts is checked each quarter.",
            years=6,
            keep="It went to the ICO.",
        ),
    ),
)
