"""How facts are asked of somebody about what they have not done yet, in the charity's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidents.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Wording:
    """How a fact is asked before the act: the question, and answers in other words than those of FACTS."""

    question: str
    answers: Mapping[str, str] = field(default_factory=dict)


_YES_THEY_ARE = {"current": "Yes", "left": "No, they have left"}
WORDINGS: dict[str, Wording] = {
    "by.role": Wording("What are you to us?"),
    "by.state": Wording("How do you stand to us now?"),
    "other.role": Wording("Who is it?"),
    "other.state": Wording("Are they still with us?", _YES_THEY_ARE),
    "link_began": Wording(
        "When did you become friends online?",
        {
            "before": "Before we knew one another through the charity",
            "during": "While we both had to do with the charity",
        },
    ),
    "network": Wording("Where online?"),
    "in_work_time": Wording("Is it in your working time?"),
    "own_device": Wording("Is it your own phone or computer?"),
    "consent": Wording("Has everybody in the picture agreed?"),
    "material": Wording(
        "What would you use?",
        {
            "logo": "The logo, or anything else that makes it look like ours",
            "badge": "A badge or emblem for supporters",
            "promotional": "Something else that was made for people to pass on",
        },
    ),
    "confidential": Wording("Is it confidential, or private to somebody?"),
    "page": Wording("On whose page?", {"personal": "My own", "official": "The charity's"}),
    "met_through_work": Wording("Do you know them through what you do here?"),
    "missing_person": Wording("Is it an appeal for a missing person that is public already?"),
    "consent_expected": Wording("Would people expect to be asked for their consent there?"),
    "approved": Wording("Did the charity approve it for people to use?"),
}
# Whether they are still with us is asked as one asks it of a family, or of a volunteer.
STILL_WITH_US: dict[str, Wording] = {
    "family": Wording(
        "Do we still support them?",
        {"referred": "Not yet: they were referred to us", "supported": "Yes", "ended": "No, that has ended"},
    ),
    "volunteer": Wording(
        "Are they still a {volunteer} here?",
        {"active": "Yes", "resting": "Yes, but they are resting for now", "left": "No, they have left"},
    ),
}
# What is taken for granted, said to whoever asks.
TAKEN = {
    "page": "it is on your own page",
    "met_through_work": "you know them through what you do here",
    "missing_person": "it is no public appeal for a missing person",
    "consent_expected": "people would expect to be asked",
    "approved": "the charity approved it for people to use",
}
# Answers that another question of the table is for.
ELSEWHERE = {"material": ("link",)}
# A long list is cut down to what a clause can tell apart, and one answer for all the others.
ANY_OTHER = {"network": ("other", "Somewhere else"), "other.role": ("public", "Somebody else")}


def in_words_of(policy: Policy, text: str) -> str:
    """`text` with the charity's own words for {beneficiaries}, {volunteer} and {us} in it."""
    words = policy.words
    return text.format(
        us=policy.short_name,
        beneficiaries=words.beneficiaries,
        volunteer=words.volunteer,
    )
