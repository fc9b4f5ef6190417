"""Who hears of personal details, of fundraising, of what is online, and who is told as a partner: rows."""

from __future__ import annotations

from incidents.domain.serious_rule import Rule
from incidents.domain.serious_words import (
    NOT_SCOTLAND,
    SCOT,
    Addressee,
    Brand,
    Confidence,
    Source,
    Telling,
)

_MUST, _CONSIDER, _NEED_NOT = Telling.MUST, Telling.CONSIDER, Telling.NEED_NOT
_A, _B, _C = Confidence.SEVERAL, Confidence.ONE, Confidence.UNCONFIRMED
_OTHERS = Source.OTHERS
_ICO, _NATIONAL, _FUNDERS = Addressee.ICO, Addressee.NATIONAL_BODY, Addressee.COMMISSIONER
_INCIDENT = (Addressee.INCIDENT, _CONSIDER)

_ASK_WEIGHT = (
    "Check with the Information Commissioner's helpline, 0303 123 1113, how much such details weigh."
)
_ASK_HOME_START = "Check with Home-Start UK what it wants to know and on which form; its form is for members."
_ASK_HEALTHWATCH = (
    "Check with Healthwatch England whether it wants to know, and whether it still exists: the government "
    "plans to end it."
)
_ASK_CONTRACT = "Check with your funding agreement or contract what it asks for, and how soon."
_ASK_INSURER = "Check with your insurer, or in the policy, what must be told and how soon."
_ASK_HARMFUL = "Check with Report Harmful Content whether it still takes reports."

DATA_RULES: tuple[Rule, ...] = (
    Rule(
        _ICO,
        _MUST,
        {"data_risk": "risk"},
        "The people may be hurt by it: within 72 hours of knowing, weekends too. Tell what you know and add "
        "the rest; late with the reason is better than not at all.",
        Source.DATA_REPORT,
        _A,
    ),
    Rule(
        _ICO,
        _CONSIDER,
        {"personal_data": "yes", "data_sensitive": "yes"},
        "A risk may be greater than it looks where it is about children, adults at risk or private matters.",
        Source.DATA_RISK,
        _C,
        _ASK_WEIGHT,
    ),
    Rule(
        _ICO,
        _NEED_NOT,
        {"personal_data": "yes"},
        "Where nothing is likely to come of it nobody is told, but your own list has it, with the reason.",
        Source.DATA_REPORT,
        _A,
    ),
    Rule(
        Addressee.PEOPLE,
        _MUST,
        {"data_risk": "high", "data_open": "too_many"},
        "The people must be told, in plain words and without delay; by a public notice if telling each would "
        "be out of all proportion.",
        Source.DATA_PEOPLE,
        _A,
    ),
    Rule(
        Addressee.PEOPLE,
        _CONSIDER,
        {"data_risk": "risk", "data_open": "too_many", "data_sensitive": "yes"},
        "Consider telling the people: such details weigh more.",
        Source.DATA_RISK,
        _C,
        _ASK_WEIGHT,
    ),
)
_UNRESOLVED = "The complaint about fundraising stays unresolved: whoever complained may take it there."
_OPEN = "The charity answers a complaint about fundraising first."
OTHER_RULES: tuple[Rule, ...] = (
    *(
        Rule(body, telling, {"fundraising": answer}, reason, _OTHERS, _A, nations=nations)
        for body, nations in (
            (Addressee.FUNDRAISING_REGULATOR, NOT_SCOTLAND),
            (Addressee.FUNDRAISING_PANEL, frozenset({SCOT})),
        )
        for telling, answer, reason in ((_CONSIDER, "unresolved", _UNRESOLVED), (_NEED_NOT, "open", _OPEN))
    ),
    Rule(
        _NATIONAL,
        _MUST,
        {},
        "It is a serious incident under a shared name: each reports for itself, so they must know.",
        Source.PARTNERS,
        _B,
        _ASK_HOME_START,
        brand=Brand.HOME_START,
        after=(Addressee.INCIDENT, _MUST),
    ),
    Rule(
        _NATIONAL,
        _CONSIDER,
        {},
        "It may be a serious incident under a shared name.",
        Source.PARTNERS,
        _B,
        _ASK_HOME_START,
        brand=Brand.HOME_START,
        after=_INCIDENT,
    ),
    Rule(
        _NATIONAL,
        _CONSIDER,
        {"media": "likely"},
        "It is or may soon be in the news, under a name that others share.",
        _OTHERS,
        _B,
        _ASK_HOME_START,
        brand=Brand.HOME_START,
    ),
    Rule(
        _NATIONAL,
        _CONSIDER,
        {},
        "It may be a serious incident under a shared name; no single rule was found.",
        _OTHERS,
        _B,
        _ASK_HEALTHWATCH,
        brand=Brand.HEALTHWATCH,
        after=_INCIDENT,
    ),
    Rule(
        _FUNDERS,
        _MUST,
        {"personal_data": "yes", "data_for_other": "yes"},
        "You hold the details for another body, which must hear of it without delay.",
        Source.DATA_REPORT,
        _A,
    ),
    Rule(
        _FUNDERS,
        _CONSIDER,
        {},
        "It may be a serious incident; local practice is to tell the council's contract manager.",
        _OTHERS,
        _B,
        _ASK_CONTRACT,
        brand=Brand.HEALTHWATCH,
        after=_INCIDENT,
    ),
    Rule(
        _FUNDERS,
        _CONSIDER,
        {"funded": "yes"},
        "It may be a serious incident in work that they pay for.",
        _OTHERS,
        _C,
        _ASK_CONTRACT,
        after=_INCIDENT,
    ),
    *(
        Rule(Addressee.PLATFORM, telling, {"online": "yes", **when}, reason, _OTHERS, _A)
        for telling, when, reason in (
            (_MUST, {"abuse": "offensive"}, "Abuse is still online: use the platform's own button first."),
            (_MUST, {"account": "fake"}, "Somebody else's page or posts are online in the charity's name."),
            (_MUST, {"child_image": "yes"}, "A sexual picture of a child is still online."),
            (_CONSIDER, {"abuse": "rude"}, "It is rude; the platform may take it down."),
            (_CONSIDER, {"personal_data": "yes"}, "Personal details are still online."),
        )
    ),
    Rule(
        Addressee.PLATFORM,
        _MUST,
        {"account": "taken_over"},
        "An account was taken over: the platform can give it back.",
        _OTHERS,
        _A,
    ),
    *(
        Rule(
            Addressee.HARMFUL_CONTENT,
            _CONSIDER,
            {"online": "yes", "thirteen": "yes", "platform_told": "two_days", **when},
            reason,
            _OTHERS,
            _B,
            _ASK_HARMFUL,
        )
        for when, reason in (
            ({"abuse": "offensive"}, "The platform did not take the abuse down within 48 hours."),
            ({"account": "fake"}, "The platform did not take down within 48 hours what is in your name."),
        )
    ),
    *(
        Rule(Addressee.INSURER, _CONSIDER, when, reason, _OTHERS, _C, _ASK_INSURER)
        for when, reason in (
            ({"harm": "serious", "connected": "mishandled"}, "Somebody who was hurt may claim."),
            ({"loss": "small"}, "The charity lost money or things of value, or could."),
            ({"property": "small"}, "Property was damaged, or could be."),
            ({"data_risk": "risk"}, "Somebody whose details got out may claim."),
            ({"account": "taken_over"}, "Insurance may help when an account is taken over."),
            ({"money_crime": "theft"}, "There was theft, fraud or a crime by computer."),
        )
    ),
    Rule(
        Addressee.PLACING_BODY,
        _MUST,
        {"placed": "about"},
        "It is about somebody they placed with you; you have no staff procedure for them.",
        Source.PLACED,
        _A,
    ),
    Rule(
        Addressee.PLACING_BODY,
        _CONSIDER,
        {"placed": "affected"},
        "Somebody they placed with you is concerned.",
        Source.PLACED,
        _A,
    ),
)
