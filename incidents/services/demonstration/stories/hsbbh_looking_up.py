"""Someone looked a family up online, and there was nothing to answer."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, looks, looks_up, opens
from incidents.services.demonstration.telling import Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hsbbh",
    key="hsbbh-looking-up",
    days_ago=168,
    by="jasmine",
    happened=5,
    told=Told(
        story=(
            "Hamid Noorzai said in the kitchen that he had looked at a new family's page before the"
            " first visit, so he knew what to expect. I thought we must not do that."
        ),
        place="Facebook",
        still_online="no",
        about="Hamid Noorzai",
    ),
    acts=(
        looks("rosalind", 1, up="no"),
        looks_up(
            "rosalind",
            "Hamid Noorzai",
            act="background_checking",
            role="staff",
            other_role="family",
            other_state="referred",
            network="facebook",
        ),
        opens(
            "rosalind",
            "A family looked up online before a visit",
            "breach",
            "moderate",
            "HSBBH-1.8",
            ["discipline:Hamid Noorzai"],
        ).although(
            stated=(
                "The policy states no consequence. I only want to know what he did and who sent him, and "
                "Gareth can ask that better than I can."
            )
        ),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on="discipline:Hamid Noorzai"),
        did(
            "gareth investigate discipline:Hamid Noorzai",
            2,
            investigator=Who("gareth"),
            questions="Did he look, what at, and on whose word?",
        ),
        did(
            "gareth find_no_case discipline:Hamid Noorzai",
            6,
            found=(
                "The mother had sent him the link herself, so that he would know the dog. The "
                "message is there."
            ),
        ),
        did(
            "gareth conclude_no_case discipline:Hamid Noorzai",
            1,
            they_were_told=True,
            ended_how="He was told in writing. He took it well.",
        ),
        closes(
            "rosalind",
            "nothing_to_answer",
            "The family sent the link.",
            1,
            lessons="Nothing to change, because asking first was right and so was looking.",
        ),
    ),
)
