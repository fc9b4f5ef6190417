"""Who must know, tied to a case: which answers a body's verdict rests on, and what reopens a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from incidents.domain.policy_words import Nation
from incidents.domain.serious import Verdict, assess
from incidents.domain.serious_question import Question
from incidents.domain.serious_questions import BY_KEY, GROUPS
from incidents.domain.serious_rule import LEVELS
from incidents.domain.serious_rules import RULES
from incidents.domain.serious_words import REGULATORS, Addressee, Brand, Telling, report_to
from incidents.domain.words import Body

Answers = Mapping[str, str]
# The strongest first: what must be done stands on top.
STRONGEST_FIRST: tuple[Telling, ...] = tuple(reversed(LEVELS))
_NO_FACTS = "It was decided before anybody answered these questions."


@dataclass(frozen=True, slots=True)
class Ground:
    """For whom it is worked out: the charity's nation and the name it shares, if any."""

    nation: Nation
    brand: Brand = Brand.NONE


def groups(nation: Nation) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """The questions for a charity of this nation, under their headings."""
    return tuple(
        (heading, tuple(one for one in several if nation in one.nations)) for heading, several in GROUPS
    )


def only_if(question: Question) -> str:
    """When a follow-up question counts, in words; "" for one that always does."""
    if question.given is None:
        return ""
    key, wanted = question.given
    before = BY_KEY[key]
    labels = [label for _, label in before.answers[before.keys.index(wanted) :]]
    return f"Only if you answered {' or '.join(f'“{one}”' for one in labels)} to “{before.label}”"


def must_tell(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """The keys of the bodies that must be told by a report of their own, each once."""
    bodies = (report_to(one.body) for one in verdicts if one.telling is Telling.MUST)
    return tuple(dict.fromkeys(body.value for body in bodies if body is not None))


def reopened(body: str, before: Answers | None, after: Answers, ground: Ground) -> str:
    """Why a decision not to tell `body` (a key of `Body`) is open again; "" while it stands.

    In: the answers it stood on (None: there were none yet) and those of now. It is open again when the
    verdict for that body is stronger, or when something was answered otherwise that this verdict rests on.
    """
    now, strongest_now = _verdicts(body, after, ground)
    if before is None:
        return f"{_NO_FACTS} {_are(now, strongest_now)}" if strongest_now is Telling.MUST else ""
    _, strongest = _verdicts(body, before, ground)
    if LEVELS.index(strongest_now) > LEVELS.index(strongest):
        return f"{_are(now, strongest_now)} It was “{strongest.label}” when this was decided."
    changed = [
        question.label
        for key, question in BY_KEY.items()
        if before.get(key) != after.get(key) and key in rests_on(body, ground)
    ]
    return f"Answered otherwise now: {' '.join(changed)}" if changed else ""


def rests_on(body: str, ground: Ground) -> frozenset[str]:
    """The keys of the questions on which the verdict for that body can turn."""
    return frozenset(key for addressee in _addressees(body, ground) for key in _keys(addressee, ground, ()))


def _addressees(body: str, ground: Ground) -> tuple[Addressee, ...]:
    """Who is told by a report to that body, in this nation and under this name; rules of the regulator are
    those of the test."""
    found = assess({}, ground.nation, ground.brand)
    shown = (one.body for one in found if report_to(one.body) == Body(body))
    test = REGULATORS.get(ground.nation)
    return tuple(Addressee.INCIDENT if one is test else one for one in shown)


def _keys(addressee: Addressee, ground: Ground, above: tuple[Addressee, ...]) -> frozenset[str]:
    keys: set[str] = set()
    for rule in RULES:
        if rule.body is not addressee or not rule.here(ground.nation, ground.brand):
            continue
        for key in rule.when:
            keys |= _with_those_before(key)
        if rule.after is not None and rule.after[0] not in (*above, addressee):
            keys |= _keys(rule.after[0], ground, (*above, addressee))
    return frozenset(keys)


def _with_those_before(key: str) -> set[str]:
    given = BY_KEY[key].given
    return {key} if given is None else {key} | _with_those_before(given[0])


def _verdicts(body: str, answers: Answers, ground: Ground) -> tuple[tuple[Verdict, ...], Telling]:
    """The verdicts for those a report to `body` goes to, and the strongest of them."""
    every = assess(answers, ground.nation, ground.brand)
    found = tuple(one for one in every if report_to(one.body) == Body(body))
    return found, max((one.telling for one in found), key=LEVELS.index, default=Telling.NEED_NOT)


def _are(verdicts: Iterable[Verdict], telling: Telling) -> str:
    names = " and ".join(one.name for one in verdicts if one.telling is telling)
    return f"By the answers of now it is “{telling.label}” for: {names}."
