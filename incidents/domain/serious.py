"""Is this a serious incident, and who must know? Answers in, a verdict for everybody who may have to, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from incidents.domain.policy_words import Nation
from incidents.domain.serious_question import Question
from incidents.domain.serious_questions import BY_KEY, QUESTIONS
from incidents.domain.serious_rule import LEVELS, Levels, Rule, least
from incidents.domain.serious_rules import RULES
from incidents.domain.serious_words import ONLY_IN, REGULATORS, Addressee, Brand, Telling, name_of

NOTHING = "Nothing that was answered calls for it."
OPEN = "It cannot be left out before more is answered."


class AnswersFault(ValueError):
    """Answers that cannot be read; the message names every unknown key and value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one body is to be told.

    `reasons` and `sources` go in pairs. `prompts`: whose question this verdict raises. `check_with`: what is
    not confirmed, and with whom to check it. `ask`: the keys of the questions that would settle it.
    """

    body: Addressee
    name: str
    telling: Telling
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    prompts: tuple[Addressee, ...] = ()
    check_with: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


def assess(answers: Mapping[str, str], nation: Nation, brand: Brand = Brand.NONE) -> tuple[Verdict, ...]:
    """A verdict for everybody whom a charity of this nation and shared name may have to tell, in fixed order.

    What is not answered may be anything: a verdict that turns on it is "should consider", and says what to
    ask. A follow-up question counts only where the question before it was answered so that it is asked.
    Raises `AnswersFault`.
    """
    _refuse_unknown(answers)
    rules = [rule for rule in RULES if rule.here(nation, brand)]
    known = {key: answer for key, answer in answers.items() if nation in BY_KEY[key].nations}
    weighed = _Weighed(rules, known, nation)
    return tuple(
        _verdict(weighed, found, shown, name_of(shown, nation, brand))
        for found, shown in _shown(nation, brand)
    )


def people_told(verdicts: Iterable[Verdict]) -> str:
    """Whether the people whose data it is must be told: a key of `Telling`, or "unclear"."""
    [people] = [one for one in verdicts if one.body is Addressee.PEOPLE]
    return "unclear" if people.ask else people.telling.value


def _refuse_unknown(answers: Mapping[str, str]) -> None:
    wrong = []
    for key, answer in answers.items():
        question = BY_KEY.get(key)
        if question is None:
            wrong.append(f"there is no question {key!r}; there are: {', '.join(BY_KEY)}")
        elif answer not in question.keys:
            wrong.append(f"“{key}” cannot be {answer!r}; it is one of: {', '.join(question.keys)}")
    if wrong:
        raise AnswersFault("; ".join(wrong))


def _shown(nation: Nation, brand: Brand) -> Iterator[tuple[Addressee, Addressee]]:
    """Whom the rules speak of, each with the name it goes by here; the test goes by its regulator's."""
    if regulator := REGULATORS.get(nation):
        yield Addressee.INCIDENT, regulator
    hidden = {Addressee.INCIDENT, *REGULATORS.values()}
    if brand is Brand.NONE:
        hidden.add(Addressee.NATIONAL_BODY)
    for body in Addressee:
        if body not in hidden and (body not in ONLY_IN or nation in ONLY_IN[body]):
            yield body, body


@dataclass(frozen=True, slots=True)
class _Gap:
    """What a rule still lacks to hold: answers that go further, and somebody who is told before."""

    rule: Rule
    lacks: Mapping[str, int]
    waits: bool

    def spares(self, other: _Gap) -> bool:
        """Whether the other one adds nothing: it lacks this and more, and says no more strongly."""
        return (
            (len(self.lacks), self.waits) != (len(other.lacks), other.waits)
            and LEVELS.index(self.rule.telling) >= LEVELS.index(other.rule.telling)
            and all(far <= other.lacks.get(key, -1) for key, far in self.lacks.items())
            and (not self.waits or (other.waits and self.rule.after == other.rule.after))
        )


class _Weighed:
    """The rules that hold if what is not known is as harmless as can be, and if it is as alarming as can be.

    No answer that alarms more lowers a verdict, so these two bound every other way of answering.
    """

    def __init__(self, rules: list[Rule], known: Mapping[str, str], nation: Nation) -> None:
        self.rules, self.known, self.nation = rules, known, nation
        asked = [question for question in QUESTIONS if nation in question.nations]
        self.unknown = {question.key for question in asked if question.key not in known}
        self.least = _filled(known, 0)
        self.sure, self.low = _holding(rules, self.least)
        self.possible, self.high = _holding(rules, _filled(known, -1))

    def bounds(self, body: Addressee) -> tuple[Telling, Telling]:
        """The lowest and the highest verdict that the answers leave open."""
        return least(self.low.get(body)), least(self.high.get(body))

    def lifting(self, body: Addressee) -> list[Rule]:
        """The rules that may yet lift the verdict."""
        return self._reaching(body, LEVELS.index(self.bounds(body)[0]) + 1)

    def asks(self, body: Addressee) -> set[str]:
        """The questions that would settle it: the first one of those that follow from one another."""
        return self._asked(self.lifting(body))

    def raised(self, body: Addressee) -> set[Addressee]:
        """Whose question this one raises; the test goes by the name of the nation's regulator."""
        found = {rule.body for rule in self.possible if rule.after and rule.after[0] is body} - {body}
        if Addressee.INCIDENT in found:
            found = (found - {Addressee.INCIDENT}) | {REGULATORS.get(self.nation, Addressee.OSCR)}
        return found

    def _reaching(self, body: Addressee, level: int) -> list[Rule]:
        return [rule for rule in self.possible if rule.body is body and LEVELS.index(rule.telling) >= level]

    def _asked(self, rules: list[Rule]) -> set[str]:
        keys: set[str] = set()
        gaps = [_Gap(rule, rule.lacking(self.least), rule.waits(self.low)) for rule in rules]
        for rule in (gap.rule for gap in gaps if not any(one.spares(gap) for one in gaps)):
            keys |= {first for key in rule.when if (first := self._first_unknown(BY_KEY[key])) is not None}
            if rule.after is not None and rule.after[0] is not rule.body and rule.waits(self.low):
                body, wanted = rule.after
                keys |= self._asked(self._reaching(body, LEVELS.index(wanted)))
        return keys

    def _first_unknown(self, question: Question) -> str | None:
        if question.given is not None:
            before = self._first_unknown(BY_KEY[question.given[0]])
            if before is not None:
                return before
        return question.key if question.key in self.unknown else None


def _filled(known: Mapping[str, str], end: int) -> dict[str, str]:
    """Every question with an answer: the known one, or else the first (0) or the last (-1) of its list."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:  # a question comes after the one it follows from
        answer = known.get(question.key, question.keys[end])
        if question.given is not None:
            before, wanted = question.given
            order = BY_KEY[before].keys
            if order.index(answers[before]) < order.index(wanted):
                answer = question.keys[0]
        answers[question.key] = answer
    return answers


def _holding(rules: list[Rule], answers: Mapping[str, str]) -> tuple[list[Rule], Levels]:
    levels: dict[Addressee, Telling] = {}
    holding = []
    for rule in rules:
        if rule.holds(answers, levels):
            holding.append(rule)
            levels[rule.body] = max(rule.telling, least(levels.get(rule.body)), key=LEVELS.index)
    return holding, levels


def _verdict(weighed: _Weighed, body: Addressee, shown: Addressee, name: str) -> Verdict:
    low, high = weighed.bounds(body)
    settled = low is high
    telling = low if settled else Telling.CONSIDER
    given = [rule for rule in weighed.sure if rule.body is body and rule.telling is low]
    resting = given if settled else [*given, *weighed.lifting(body)]
    reasons = [(rule.reason, rule.source.label) for rule in given]
    if not settled and low is Telling.NEED_NOT:
        reasons = [(OPEN, rule.source.label) for rule in weighed.lifting(body)[:1]]
    if not reasons:
        first = next(rule for rule in weighed.rules if rule.body is body)
        reasons = [(NOTHING, first.source.label)]
    raised = weighed.raised(body)
    ask = weighed.asks(body) if not settled else set()
    return Verdict(
        shown,
        name,
        telling,
        tuple(reason for reason, _ in reasons),
        tuple(source for _, source in reasons),
        tuple(one for one in Addressee if one in raised),
        tuple(dict.fromkeys(rule.check for rule in resting if rule.check)),
        tuple(question.key for question in QUESTIONS if question.key in ask),
    )
