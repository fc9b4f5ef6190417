"""What the charity wrote to the two bodies about the family's confidences."""

from __future__ import annotations

from incidents.services.demonstration.telling import Answer

_FOUND_OUT: dict[str, Answer] = {
    "trustees_aware": True,
    "found_out_how": "Another volunteer told us.",
    "policies_followed": False,
    "policies_words": (
        "The volunteer kept neither to the social networking policy (FTS-V-01) nor to confidence."
    ),
    "media_lines": "We are sorry, and the family comes first. We do not talk about anyone we support.",
}

TO_THE_ICO: dict[str, Answer] = {
    **_FOUND_OUT,
    "must_tell_because": "Health and debts of a family that can be recognised.",
    "what_happened": (
        "A volunteer wrote in a local Facebook group, seven days ago, what a family had told her in"
        " confidence: an illness and a debt. The group has 900 members. The post is still up."
    ),
    "impact": "Neighbours can tell who is meant. The family does not want to leave the house.",
    "steps_taken": "A copy is saved. The group and the platform have been asked to take it down.",
    "prevention": "Too early to say.",
}

TO_THE_COMMISSION: dict[str, Answer] = {
    **_FOUND_OUT,
    "must_tell_because": "The board finds it serious.",
    "what_happened": (
        "A volunteer wrote in a local Facebook group what a family had told her in confidence: an "
        "illness, a debt and the name of their street. About 300 people saw it. The post stayed up "
        "for eleven days."
    ),
    "impact": (
        "The family kept their child at home for a week. Two other families have asked who reads their files."
    ),
    "steps_taken": (
        "The post was taken down, the family was told and looked after, the volunteer no longer "
        "visits, and the Information Commissioner was told within two days of our finding out."
    ),
    "prevention": "Every volunteer is seen once a term about confidence, and signs for it.",
}

# Only what a changed draft asks again.
AS_THE_CHAIR_WANTED_IT: dict[str, Answer] = {
    **{name: TO_THE_COMMISSION[name] for name in ("impact", "steps_taken", "prevention")},
    **{name: _FOUND_OUT[name] for name in ("policies_followed", "policies_words", "media_lines")},
    "what_happened": (
        "A volunteer wrote in a local Facebook group what a family had told her in confidence: an "
        "illness and a debt. Neighbours could tell who was meant; about 300 people saw it. The post"
        " stayed up for eleven days. All trustees know."
    ),
}
