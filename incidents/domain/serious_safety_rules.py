"""Who hears of children and adults at risk, and of people who may not work with them: rows."""

from __future__ import annotations

from incidents.domain.serious_rule import Rule
from incidents.domain.serious_words import (
    E_W,
    N_I,
    NOT_SCOTLAND,
    SCOT,
    Addressee,
    Confidence,
    Source,
    Telling,
)

_MUST, _CONSIDER = Telling.MUST, Telling.CONSIDER
_A, _C = Confidence.SEVERAL, Confidence.UNCONFIRMED
_OTHERS, _USUAL = Source.OTHERS, Source.USUAL
_ENGLISH, _SCOTTISH, _NO_LADO = frozenset({E_W}), frozenset({SCOT}), frozenset({SCOT, N_I})
_LADO = Addressee.LADO
_CHILDREN, _ADULTS = Addressee.CHILDRENS_SOCIAL_CARE, Addressee.ADULT_SOCIAL_CARE

_ASK_SOCIAL_CARE = (
    "Check with your safeguarding lead and with social care at once; do not wait for this list."
)
_ASK_COUNTERPART = "Check with children's social care today who looks into this where you are."

SAFETY_RULES: tuple[Rule, ...] = (
    Rule(
        _LADO,
        _MUST,
        {"works_with_children": "yes"},
        "Somebody who works with children may have harmed one: within one working day, at once if urgent.",
        _OTHERS,
        _A,
        "In Wales, check with the council who looks into this. Some areas of England want it in 24 hours.",
        _ENGLISH,
    ),
    Rule(
        _LADO,
        _MUST,
        {"works_with_children": "yes"},
        "Somebody who works with children may have harmed one or be a risk to them.",
        _USUAL,
        _C,
        _ASK_COUNTERPART,
        _NO_LADO,
    ),
    Rule(
        _CHILDREN,
        _MUST,
        {"harm": "serious", "child": "yes"},
        "A child was seriously hurt or could be.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
    Rule(
        _CHILDREN,
        _CONSIDER,
        {"harm": "slight", "child": "yes"},
        "A child was hurt.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
    Rule(
        _CHILDREN,
        _CONSIDER,
        {"works_with_children": "yes"},
        "A child may have been harmed by somebody who works with children.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
    Rule(
        _CHILDREN,
        _CONSIDER,
        {"child_image": "yes"},
        "A child in a sexual picture may be at risk.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
    Rule(
        _ADULTS,
        _MUST,
        {"works_with_adults": "yes"},
        "Somebody who works with adults who need care may have harmed one or be a risk to them.",
        _OTHERS,
        _A,
        "Check with the council how soon; each area sets its own time.",
        _ENGLISH,
    ),
    Rule(
        _ADULTS,
        _MUST,
        {"works_with_adults": "yes"},
        "Somebody who works with adults who need care may have harmed one or be a risk to them.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
        _NO_LADO,
    ),
    Rule(
        _ADULTS,
        _MUST,
        {"harm": "serious", "adult": "yes"},
        "An adult who needs care was seriously hurt or could be.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
    Rule(
        _ADULTS,
        _CONSIDER,
        {"harm": "slight", "adult": "yes"},
        "An adult who needs care was hurt.",
        _USUAL,
        _C,
        _ASK_SOCIAL_CARE,
    ),
)
_BARRED = {"regulated": "yes", "conduct": "yes"}
BARRING_RULES: tuple[Rule, ...] = (
    Rule(
        Addressee.DBS,
        _MUST,
        {"taken_off": "left", **_BARRED},
        "Somebody was taken off such work for harm, or would have been had they not left; not telling is an "
        "offence. No number of days is fixed.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        Addressee.DBS,
        _CONSIDER,
        {"taken_off": "looking", **_BARRED},
        "It is a duty once they are taken off such work, or leave before it is decided.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        Addressee.DISCLOSURE_SCOTLAND,
        _MUST,
        {"taken_off": "left", **_BARRED},
        "Somebody was taken off a regulated role, or would have been: within 3 months of the decision; not "
        "telling is an offence.",
        _OTHERS,
        _A,
        nations=_SCOTTISH,
    ),
    Rule(
        Addressee.DISCLOSURE_SCOTLAND,
        _CONSIDER,
        {"taken_off": "looking", **_BARRED},
        "It is a duty within 3 months of the decision, and if they leave first.",
        _OTHERS,
        _A,
        nations=_SCOTTISH,
    ),
)
