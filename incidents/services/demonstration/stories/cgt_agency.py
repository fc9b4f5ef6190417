"""An agency worker told a guest's past; his agency is told."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, lets_in, looks, looks_up, names, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_AGENCY = "external_report:placing_body"

STORY = Story(
    charity="cgt",
    key="cgt-agency",
    days_ago=140,
    happened=5,
    told=Told(
        story="Your Viktor Danek, on the door, wrote on LinkedIn which of your guests has been in prison.",
        place="LinkedIn",
        still_online="yes",
        about="Viktor Danek",
        affected="The guest",
        name="A friend of the guest",
    ),
    acts=(
        looks("callum", private="yes", wait=False),
        names("callum", "the guest", "affected", "family"),
        looks_up(
            "callum",
            "Viktor Danek",
            act="confidentiality_dignity",
            role="agency_worker",
            other_person="the guest",
            network="linkedin",
            confidential="yes",
        ),
        opens(
            "callum",
            "An agency worker told a guest's past",
            "breach",
            "serious",
            "CGT-5.4b",
            ["containment:someones_page", _AGENCY, "support:the guest", "external_report:ico"],
            tasks="End his access: door code, e-mail, keys",
        ),
        did(
            "callum preserve containment:someones_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Parveen's locked drawer",
        ),
        did(
            "callum note_removal containment:someones_page",
            1,
            removed_on=Day(0),
            how="He took it down himself.",
        ),
        did("callum finishes_to_do", task="End his access", how="Code changed, keys back."),
        did(
            f"callum draft {_AGENCY}",
            1,
            must_tell_because="He is theirs; we have no procedure for him",
            trustees_aware=True,
            found_out_how="A friend of the guest",
            what_happened="He wrote about a guest's past.",
            impact="The guest has not come since.",
            steps_taken="He does not work here any more.",
            prevention="Agencies get our policy first.",
            policies_followed=False,
            policies_words="CGT-5.4b",
        ),
        lets_in("callum", "elspeth", "Someone else should read it first.", on=_AGENCY),
        did(f"elspeth approve {_AGENCY}", 1),
        did(f"callum send {_AGENCY}", sent_on=Day(0), how="email", contact="The agency's manager"),
        did("callum finishes_to_do", task="Tell the firm, agency", how="Told today, in writing."),
        did(
            f"callum acknowledge {_AGENCY}", 4, acknowledged_on=Day(0), their_words="They will talk with him."
        ),
        did(f"callum finish {_AGENCY}", 9, ended_how="They do not send him to places like ours any more."),
        did(
            "callum do_not_report external_report:ico",
            1,
            what_not_told="One sentence about one guest",
            not_told_because=(
                "The guest asks us not to. We talked it over and think that the risk is low now."
            ),
            decided_by="Callum and Elspeth",
            look_again_on=Day(10),
        ),
        did("callum assess_again external_report:ico", 6, new_facts="A local paper printed it."),
        did(
            "callum draft external_report:ico",
            must_tell_because="It is known in the town now",
            trustees_aware=True,
            found_out_how="The paper",
            what_happened="A guest's past was told online and printed.",
            impact="He has moved in with his sister.",
            steps_taken="Written to the paper.",
            prevention="Agencies get our policy first.",
            policies_followed=False,
            policies_words="CGT-5.4b",
        ),
        did(
            "callum do_not_report external_report:ico",
            2,
            what_not_told="The same",
            not_told_because="The paper had it from the court lists, not from us.",
            decided_by="The trustees",
            look_again_on=Day(90),
        ),
        did(
            "callum accept support:the guest",
            offered_on=Day(-20),
            who_helps="Thandiwe",
            what_helps="A place at our sister group, where nobody knows him.",
        ),
        did("callum end support:the guest", 20, how_they_are="He comes back on Fridays."),
        closes(
            "callum",
            "upheld",
            "He told what he had from our door.",
            0,
            heard="His agency heard him, and he agreed.",
            told=("told", "nobody", "told"),
            yes="personal_data_lost",
            lessons="The door list has first names only.",
            years=3,
            keep="Personal information got out.",
        ),
    ),
)
