"""A stranger abuses a volunteer."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, looks_up, names, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_PAGE = "containment:someones_page"
_POLICE = "external_report:police"

STORY = Story(
    charity="fts",
    key="fts-abuse",
    days_ago=155,
    by="magda",
    happened=2,
    until=0,
    told=Told(
        story=(
            "A man I do not know writes under every picture I am in on our page. First about my "
            "accent, then that he knows which bus I take. Last night he sent me a private message "
            "with a picture of the bus stop."
        ),
        place="Instagram",
        still_online="yes",
        about="An account without a name",
        affected="Me",
    ),
    acts=(
        looks("maureen", wait=False),
        names(
            "maureen", "the man with the account", "about", "public", handles="the one with the grey lorry"
        ),
        knows("maureen", "magda", "affected"),
        looks_up(
            "maureen",
            "the man with the account",
            act="third_party_abuse",
            role="public",
            other_person="Magda Wilk",
            network="instagram",
        ),
        opens(
            "maureen",
            "A stranger abuses one of our volunteers",
            "abuse",
            "serious",
            "",
            [_PAGE, "support:Magda Wilk", _POLICE],
            no_clause=(
                "Our policy has no clause on abuse of our own people by others. We do it because it is right."
            ),
        ),
        did(
            f"maureen tell {_POLICE}",
            told_by="Magda and I together, on 101",
            sent_on=Day(0),
            how="telephone",
            reference="Crime number made up 55/19",
            said="The comments, the message and the picture of the bus stop.",
        ),
        did(
            f"maureen preserve {_PAGE}",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Magda's phone and the locked folder",
        ),
        did(
            f"maureen report_to_platform {_PAGE}",
            reported_on=Day(0),
            reported_as="Stalking and hate",
            platform_reference="made-up 90210",
        ),
        did(
            "maureen accept support:Magda Wilk",
            1,
            offered_on=Day(0),
            who_helps="Aisling",
            what_helps="A lift home until this is over, and not to be in pictures for a while.",
        ),
        did(
            f"maureen leave_up {_PAGE}",
            3,
            because="The platform says it breaks none of its rules. We hid it on our page.",
        ),
        did(
            f"maureen report_to_platform {_PAGE}",
            1,
            reported_on=Day(0),
            platform_reference="made-up 90388",
            reported_as="A threat, with the crime number this time",
        ),
        did(f"maureen note_removal {_PAGE}", 4, removed_on=Day(0), how="The account is gone."),
        did(
            f"maureen send_update {_POLICE}",
            1,
            updated_on=Day(0),
            reference="Crime number made up 55/19",
            update="That the account is gone, and where the copies are.",
        ),
        did(
            f"maureen finish {_POLICE}",
            20,
            ended_how="They spoke to a man in the next town. It is with them now.",
        ),
        did("maureen end support:Magda Wilk", 10, how_they_are="Back to herself. She takes the bus again."),
        closes(
            "maureen",
            "passed_on",
            "He is nobody of ours; the police have it.",
            0,
            told=("told", "nobody", "told"),
            yes="safeguarding",
            lessons="Nobody is named under a picture any more.",
            years=3,
            keep="The police may ask.",
        ),
    ),
)
