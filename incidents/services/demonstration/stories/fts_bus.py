"""A driver of a firm that the charity hires; two people are kept out of it."""

from __future__ import annotations

from incidents.services.demonstration.beats import lets_in, looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-bus",
    days_ago=9,
    by="magda",
    happened=3,
    told=Told(
        story="The driver we hire writes in a chat about who gets on his minibus and where they live.",
        place="WhatsApp",
        still_online="yes",
        about="The minibus driver",
        affected="Four families",
        keep_out="Not Pavel Hruby please, he is his cousin",
    ),
    acts=(
        looks("maureen", 1, lead="maureen", up="unknown", private="yes", wait=False),
        names("maureen", "the minibus driver", "about", "contractor"),
        names("maureen", "four families on the bus", "affected", "family"),
        looks_up(
            "maureen",
            "the minibus driver",
            act="confidentiality_dignity",
            role="contractor",
            other_person="four families on the bus",
            network="whatsapp",
            confidential="yes",
        ),
        opens(
            "maureen",
            "A driver we hire writes about families",
            "breach",
            "serious",
            "",
            ["containment:closed_group", "external_report:placing_body", "support:four families on the bus"],
            no_clause=(
                "The policy binds trustees, staff and volunteers, not a firm we hire. Its contract does."
            ),
            tasks="Another driver for Thursday",
        ),
        did(
            "maureen preserve containment:closed_group",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Locked folder, from Magda's phone",
        ),
        did(
            "maureen request_removal containment:closed_group",
            1,
            asked_whom="The firm",
            asked_on=Day(0),
            words="That he deletes what he wrote about people on the bus.",
        ),
        did(
            "maureen tell external_report:placing_body",
            told_by="Maureen, by telephone",
            sent_on=Day(0),
            how="telephone",
            contact="The firm's owner",
            said="What he writes, and that he does not drive for us now.",
        ),
        lets_in("maureen", "aisling", "I am away until Monday, and she knows the families.", 1),
        notes("aisling", "The owner rang back, very sorry. He wants a week to talk with his driver.", 2),
        notes("aisling", "Pavel asked why there is another driver. I said that I cannot talk about it.", 0),
    ),
)
