"""Who hears of danger and of crime: rows."""

from __future__ import annotations

from incidents.domain.serious_rule import Rule
from incidents.domain.serious_words import NOT_SCOTLAND, SCOT, Addressee, Confidence, Source, Telling

_MUST, _CONSIDER = Telling.MUST, Telling.CONSIDER
_A, _C = Confidence.SEVERAL, Confidence.UNCONFIRMED
_OTHERS, _USUAL, _POLICE = Source.OTHERS, Source.USUAL, Addressee.POLICE
_SCOTTISH = frozenset({SCOT})

_ASK_POLICE = "Check with the police, on 101 or online, how they want to be told."
_ASK_101 = "Check with Police Scotland on 101; Report Fraud is not for Scotland."

CRIME_RULES: tuple[Rule, ...] = (
    Rule(_POLICE, _MUST, {"danger": "yes"}, "Somebody is in danger: ring 999.", _OTHERS, _A),
    Rule(
        _POLICE,
        _MUST,
        {"abuse": "threats"},
        "There are threats, or a court order was broken: 101 or online; 999 if it is urgent.",
        _OTHERS,
        _A,
    ),
    Rule(
        _POLICE,
        _MUST,
        {"child_image": "yes"},
        "A sexual picture of somebody under 18 is a crime.",
        _USUAL,
        _C,
        "Check with the police what to do with the device; keep nobody's copy.",
    ),
    Rule(_POLICE, _MUST, {"terrorism": "yes"}, "There is a link with terrorism.", _USUAL, _C, _ASK_POLICE),
    Rule(
        _POLICE,
        _CONSIDER,
        {"abuse": "offensive"},
        "The police act on messages that are grossly offensive or meant to hurt; hate has its own form, "
        "True Vision.",
        _OTHERS,
        _A,
    ),
    Rule(
        _POLICE,
        _CONSIDER,
        {"abuse": "repeated"},
        "It happened twice or more against the same person, which can be harassment.",
        _OTHERS,
        _A,
    ),
    Rule(_POLICE, _CONSIDER, {"crime": "yes"}, "A crime is suspected: 101 or online.", _OTHERS, _A),
    Rule(
        _POLICE,
        _CONSIDER,
        {"money_crime": "theft"},
        "There was theft, fraud or a crime by computer.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        _POLICE,
        _CONSIDER,
        {"money_crime": "theft"},
        "There was theft, fraud or a crime by computer.",
        _OTHERS,
        _C,
        _ASK_101,
        _SCOTTISH,
    ),
    Rule(
        _POLICE,
        _CONSIDER,
        {"account": "fake"},
        "Somebody uses the charity's name or its account.",
        _OTHERS,
        _C,
        _ASK_101,
        _SCOTTISH,
    ),
    Rule(
        Addressee.REPORT_FRAUD,
        _MUST,
        {"money_crime": "fraud"},
        "There was fraud or a crime by computer: reportfraud.police.uk or 0300 123 2040.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        Addressee.REPORT_FRAUD,
        _MUST,
        {"account": "taken_over"},
        "An account was taken over: reportfraud.police.uk or 0300 123 2040.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        Addressee.REPORT_FRAUD,
        _CONSIDER,
        {"account": "fake"},
        "Somebody uses the charity's name or its account; if it asks for money, it is fraud.",
        _OTHERS,
        _A,
        nations=NOT_SCOTLAND,
    ),
    Rule(
        Addressee.INTERNET_WATCH,
        _MUST,
        {"child_image": "yes"},
        "It takes reports of sexual pictures of children. Give the address; send no copy.",
        _USUAL,
        _C,
        "Check with the Internet Watch Foundation's own page how to report.",
    ),
)
