"""What a serious incident means for the regulator of each nation: rows that rest on the test."""

from __future__ import annotations

from incidents.domain.serious_rule import Rule
from incidents.domain.serious_words import E_W, N_I, SCOT, Addressee, Confidence, Source, Telling

_MUST, _CONSIDER = Telling.MUST, Telling.CONSIDER
_INCIDENT, _A = Addressee.INCIDENT, Confidence.SEVERAL

REGULATOR_RULES: tuple[Rule, ...] = (
    Rule(
        _INCIDENT,
        _MUST,
        {},
        "It is told as soon as reasonably possible, by the trustees, also if the police or others know.",
        Source.TEST,
        _A,
        nations=frozenset({E_W}),
        after=(_INCIDENT, _MUST),
    ),
    *(
        Rule(
            _INCIDENT,
            telling,
            {},
            "It wants to know as soon as reasonably possible, also if the police know.",
            Source.OTHERS,
            _A,
            "Check with the Charity Commission for Northern Ireland what it counts as serious: the test used "
            "here is not its own text.",
            frozenset({N_I}),
            after=(_INCIDENT, telling),
        )
        for telling in (_MUST, _CONSIDER)
    ),
    Rule(
        Addressee.OSCR,
        _CONSIDER,
        {"unresolved": "yes"},
        "It is serious and the charity cannot put it right: raise a concern. Nothing else is reported there.",
        Source.OTHERS,
        _A,
        nations=frozenset({SCOT}),
        after=(_INCIDENT, _CONSIDER),
    ),
)
