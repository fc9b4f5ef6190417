"""From what on it is a serious incident: the rows of the test itself."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.domain.policy_words import Nation
from incidents.domain.serious_rule import Rule
from incidents.domain.serious_words import E_W, EVERYWHERE, N_I, SCOT, Addressee, Confidence, Source, Telling

_MUST, _CONSIDER = Telling.MUST, Telling.CONSIDER
_A, _B, _C = Confidence.SEVERAL, Confidence.ONE, Confidence.UNCONFIRMED
# Figures and rows that were found for England and Wales; Scotland has no test of its own to put instead.
_GREAT_BRITAIN = frozenset({E_W, SCOT})
_NORTH = frozenset({N_I})
_ASK_NORTH = "Check with the Charity Commission for Northern Ireland from what size on it wants to know."


def _row(
    telling: Telling,
    when: Mapping[str, str],
    reason: str,
    found: tuple[Source, Confidence],
    check: str = "",
    nations: frozenset[Nation] = EVERYWHERE,
    after: tuple[Addressee, Telling] | None = None,
) -> Rule:
    return Rule(Addressee.INCIDENT, telling, when, reason, *found, check, nations, None, after)


INCIDENT_RULES: tuple[Rule, ...] = (
    _row(
        _MUST,
        {"harm": "serious", "connected": "mishandled"},
        "Somebody was seriously hurt or could be, through the charity's work or how it dealt with things.",
        (Source.TEST, _A),
    ),
    _row(
        _MUST, {"child_image": "yes"}, "A sexual picture of a child puts a child at risk.", (Source.KINDS, _A)
    ),
    _row(
        _CONSIDER,
        {"works_with_children": "yes"},
        "There is an allegation about somebody who works with children.",
        (Source.KINDS, _A),
    ),
    _row(
        _CONSIDER,
        {"works_with_adults": "yes"},
        "There is an allegation about somebody who works with adults who need care.",
        (Source.KINDS, _A),
    ),
    _row(
        _CONSIDER,
        {"taken_off": "looking", "conduct": "yes"},
        "Somebody may have harmed the people they worked with, whether or not they have left.",
        (Source.KINDS, _A),
    ),
    _row(
        _MUST,
        {"sexual_harassment": "grave"},
        "Sexual harassment did very great harm, or is not the only case.",
        (Source.FIGURES, _B),
    ),
    _row(
        _CONSIDER,
        {"sexual_harassment": "alleged"},
        "Sexual harassment is alleged; it counts where the harm is very great or it happens more than once.",
        (Source.FIGURES, _B),
    ),
    _row(
        _CONSIDER,
        {"bullying": "widespread"},
        "Bullying seems to be widespread.",
        (Source.EXAMPLES, _C),
        "Check with the regulator's list of examples whether widespread bullying counts.",
    ),
    _row(
        _MUST,
        {"data_risk": "high"},
        "A great deal of harm can come from personal details that got out.",
        (Source.KINDS, _A),
    ),
    _row(
        _MUST,
        {},
        "The Information Commissioner is to be told of the personal details that got out.",
        (Source.FIGURES, _B),
        nations=_GREAT_BRITAIN,
        after=(Addressee.ICO, _MUST),
    ),
    _row(
        _CONSIDER,
        {},
        "The Information Commissioner is to be told of the personal details that got out.",
        (Source.FIGURES, _C),
        "Check with the Charity Commission for Northern Ireland whether it wants to know of each of these.",
        _NORTH,
        (Addressee.ICO, _MUST),
    ),
    _row(
        _CONSIDER,
        {"money_crime": "theft"},
        "There was theft, fraud or a crime by computer.",
        (Source.KINDS, _A),
        "Check with the regulator whether a small sum counts too.",
    ),
    _row(
        _MUST,
        {"money_crime": "theft", "loss": "significant"},
        "A crime cost the charity a lot for its size, or could.",
        (Source.KINDS, _A),
    ),
    _row(
        _CONSIDER,
        {"account": "taken_over"},
        "An account or a page of the charity was taken over, which is a crime by computer.",
        (Source.KINDS, _A),
    ),
    _row(
        _CONSIDER,
        {"account": "fake"},
        "Somebody uses the charity's name or its account.",
        (Source.EXAMPLES, _C),
        "Check with the regulator's list of examples whether false appeals and taken pages count.",
    ),
    _row(
        _CONSIDER,
        {"loss": "significant"},
        "The charity lost a lot for its size, or could.",
        (Source.TEST, _A),
        nations=_GREAT_BRITAIN,
    ),
    _row(
        _MUST,
        {"loss": "large"},
        "The loss is £25,000 or more, or a fifth of a year's income or more.",
        (Source.FIGURES, _A),
        nations=_GREAT_BRITAIN,
    ),
    _row(
        _MUST,
        {"loss": "significant"},
        "The charity lost a lot for its size, or could; for a small group £5,000 can be a lot.",
        (Source.OTHERS, _B),
        nations=_NORTH,
    ),
    _row(
        _MUST,
        {"donation": "pattern"},
        "Gifts from somebody unknown or unchecked come to over about £25,000, or make a pattern.",
        (Source.FIGURES, _A),
        nations=_GREAT_BRITAIN,
    ),
    _row(
        _CONSIDER,
        {"donation": "small"},
        "There are gifts from somebody unknown or unchecked.",
        (Source.KINDS, _C),
        _ASK_NORTH,
        _NORTH,
    ),
    _row(_MUST, {"property": "significant"}, "Property was badly damaged, or could be.", (Source.TEST, _A)),
    _row(
        _MUST,
        {"work": "significant"},
        "The charity's work or good name was badly harmed, or could be.",
        (Source.TEST, _A),
    ),
    _row(
        _CONSIDER,
        {"media": "yes"},
        "It is in the news or spreading; judge what that does to the charity's good name.",
        (Source.TEST, _A),
    ),
    _row(
        _MUST,
        {"closing": "yes"},
        "The charity may be unable to pay, or was made to give up its bank account.",
        (Source.KINDS, _A),
    ),
    _row(_MUST, {"terrorism": "yes"}, "There is a link with terrorism or extremism.", (Source.KINDS, _A)),
    _row(
        _CONSIDER,
        {"crime": "yes"},
        "A crime is suspected in the charity's work or by its people.",
        (Source.KINDS, _A),
    ),
    _row(
        _MUST,
        {"inquiry": "yes"},
        "The police or a regulator is looking into the charity.",
        (Source.KINDS, _A),
    ),
    _row(
        _CONSIDER,
        {"board": "resigned"},
        "The board is in trouble: people resigned together, or somebody sits on it who may not.",
        (Source.EXAMPLES, _C),
        "Check with the regulator's list of examples whether resigning together counts.",
    ),
    _row(
        _MUST,
        {"board": "disqualified"},
        "Somebody who is disqualified sits on the board.",
        (Source.FORM, _B),
    ),
    _row(
        _CONSIDER,
        {"partner": "name"},
        "It happened in another body that shares the name, or that touches the charity otherwise.",
        (Source.PARTNERS, _A),
    ),
    _row(
        _CONSIDER,
        {"partner": "impact"},
        "What happened in another body affects the charity a lot.",
        (Source.PARTNERS, _A),
    ),
    _row(
        _MUST,
        {"partner": "direct"},
        "What happened in another body has to do with the charity's own money, work or people.",
        (Source.PARTNERS, _A),
    ),
)
