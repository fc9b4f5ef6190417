"""Families Together: what is new, waiting, late or on its way today, and a report about the manager."""

from __future__ import annotations

from incidents.services.demonstration.beats import hands_over, looks, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_MANAGER = "discipline:Maureen Tuffnell"

ABOUT_THE_MANAGER = Story(
    charity="fts",
    key="fts-about-the-manager",
    days_ago=33,
    by="kofi",
    happened=40,
    until=2,
    told=Told(
        story=(
            "Maureen Tuffnell is Facebook friends with one of the volunteers, who gets the nice families now. We were "
            "all told that staff may not. I do not want her to know that it was me."
        ),
        place="Facebook",
        still_online="yes",
        about="Maureen Tuffnell",
        keep_out="Maureen Tuffnell",
        keep_out_posts=("business_manager",),
    ),
    acts=(
        looks("harriet", 1),
        names("harriet", "the volunteer she is friends with", "witness", "volunteer"),
        opens(
            "harriet", "A member of staff is friends with a volunteer online", "breach", "moderate", "FTS-TS-05",
            [_MANAGER, "support:Maureen Tuffnell"],
            tasks="Ask who shares out the families",
        ),
        did(
            "harriet", "investigate", 2, _MANAGER, investigator=Who("gwilym"),
            questions="Since when are they friends, before or after she came to us? Who gets which family, and why?",
        ),
        did(
            "harriet", "accept", 1, "support:Maureen Tuffnell", offered_on=Day(0), who_helps="Shabnam, who decides nothing",
            what_helps="To know by when it is over.",
        ),
        did("harriet", "finish", 5, task="Ask who", how="Aisling shares them out, by postcode. It looks fair to me."),
        did(
            "harriet", "hold", 6, _MANAGER, asked_by="Her union", until=Day(20), next_look=Day(15),
            because="Her representative is on leave, and she wants him there.",
        ),
        notes("harriet", "Gwilym has asked three people. He writes it up while we wait.", 8, on=_MANAGER, happened=1),
    ),
)

COMPLAINT_LATE = Story(
    charity="fts",
    key="fts-late",
    days_ago=24,
    happened=1,
    told=Told(
        story=(
            "I wrote under your shop's post that the pushchair I bought had no brake. Someone laughed at it with a "
            "smiley and my comment is gone. That is not how you treat people."
        ),
        place="Facebook", still_online="no", about="Whoever answers for the shop", complaint=True,
        name="Mr Adeyinka", contact="07700 900456",
    ),
    acts=(
        looks("maureen", 2, up="no"),
        opens(
            "maureen", "Complaint under the shop's post, comment deleted", "complaint", "moderate", "FTS-P-10",
            ["response:complainant", "containment:own_page"],
        ),
        did("maureen", "to_do", 0, task="Ring him about the pushchair", due_on=Day(3), person=Who("maureen")),
        did("maureen", "not_needed", 0, "containment:own_page", not_needed_because="The comment is gone already."),
        did("maureen", "cannot_reach", 1, "response:complainant", tried="Rang twice, left a message."),
    ),
)

WAITING = Story(
    charity="fts",
    key="fts-waiting",
    days_ago=2,
    by="terry",
    happened=6,
    told=Told(
        story="Our badge is on the cover picture of a volunteer's own page, next to a raffle that is not ours.",
        place="Facebook", still_online="yes", about="One of the new volunteers",
    ),
    acts=(looks("maureen", 1),),
)

NEW_TODAY = Story(
    charity="fts",
    key="fts-new-today",
    days_ago=0,
    happened=0,
    told=Told(
        story=(
            "There is a picture from the craft morning on your page with my neighbour's little boy in it. She does "
            "not want to make a fuss but she is upset. Could you take it down?"
        ),
        place="Facebook", still_online="yes", affected="My neighbour and her son", on_behalf_of="My neighbour",
        reached_how="Over the fence", name="Mrs Lund",
    ),
    reached=0,
)

OVER_THE_FENCE = Story(
    charity="fts",
    key="fts-bus",
    days_ago=9,
    by="magda",
    happened=3,
    told=Told(
        story="The driver we hire writes in a chat about who gets on his minibus and where they live.",
        place="WhatsApp", still_online="yes", about="The minibus driver", affected="Four families",
        keep_out="Not Pavel Hruby please, he is his cousin",
    ),
    acts=(
        looks("maureen", 1, lead="maureen", up="unknown", private="yes", wait=False),
        names("maureen", "the minibus driver", "about", "contractor"),
        names("maureen", "four families on the bus", "affected", "family"),
        opens(
            "maureen", "A driver we hire writes about families", "breach", "serious", "",
            ["containment:closed_group", "external_report:placing_body", "support:four families on the bus"],
            no_clause="The policy binds trustees, staff and volunteers, not a firm we hire. Its contract does.",
            tasks="Another driver for Thursday",
        ),
        did(
            "maureen", "preserve", 0, "containment:closed_group", unsafe_to_copy="no", saved_on=Day(0),
            where_kept="Locked folder, from Magda's phone",
        ),
        did(
            "maureen", "request_removal", 1, "containment:closed_group", asked_whom="The firm", asked_on=Day(0),
            words="That he deletes what he wrote about people on the bus.",
        ),
        did(
            "maureen", "tell", 0, "external_report:placing_body", told_by="Maureen, by telephone", sent_on=Day(0),
            how="telephone", contact="The firm's owner", said="What he writes, and that he does not drive for us now.",
        ),
        hands_over("maureen", "aisling", "I am away until Monday. She knows the families.", 1),
        notes("aisling", "The owner rang back, very sorry. He wants a week to talk with his driver.", 2),
        notes("aisling", "Pavel asked why there is another driver. I said a change of rota.", 0),
    ),
)

STORIES = (ABOUT_THE_MANAGER, COMPLAINT_LATE, WAITING, NEW_TODAY, OVER_THE_FENCE)
