"""From "What do you want to do?" to an answer: one question at a time, five at most, and nothing kept.

It is asked before anything was done, so the answer speaks of what to do, never of a breach or what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from incidents.domain.plain_answer import Answer, answer_by_authority, answer_from, undecided
from incidents.domain.plain_narrowing import ENDED, still_possible, worth_asking
from incidents.domain.plain_questions import QUESTIONS, PlainQuestion, Way
from incidents.domain.plain_wording import ANY_OTHER, ELSEWHERE, STILL_WITH_US, WORDINGS, Wording, in_words_of
from incidents.domain.policy import Policy, standing_label
from incidents.domain.policy_conditions import Conditions, mentioned
from incidents.domain.policy_facts import FACTS, STATES, Facts, contradictions, possible
from incidents.domain.policy_judgement import judge
from incidents.domain.policy_words import Standing
from incidents.domain.policy_worlds import APPROVED

MOST = 5
WHAT, WAY, AS = "what", "way", "as"
_NOT_OURS = (Standing.FAMILY, Standing.PUBLIC)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: their standings (key, state), the posts they hold, and whether they are approved to post."""

    standings: tuple[tuple[str, str], ...] = ()
    posts: frozenset[str] = frozenset()
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; `group` is the heading it stands under, if any."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question. `key` is what it is called in the address."""

    key: str
    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A question that was answered."""

    key: str
    question: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Path:
    """How far somebody has come: what they said, then the next question or the answer.

    `odd`: an answer was given to that next question which is none of its choices. `known_as`: the standing
    that was taken from what is known of them, and not asked.
    """

    said: tuple[Said, ...]
    step: Step | None
    answer: Answer | None
    odd: bool = False
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One asking: under which policy, by whom, and what was answered so far."""

    policy: Policy
    asker: Asker
    taken: Mapping[str, str]

    @property
    def question(self) -> PlainQuestion:
        return next(one for one in QUESTIONS if one.key == self.taken[WHAT])

    @property
    def way(self) -> Way:
        ways = self.question.ways
        return next(one for one in ways if len(ways) == 1 or one.key == self.taken[WAY])


def walk(policy: Policy, asker: Asker, given: Mapping[str, str]) -> Path:
    """Follow the answers as far as they lead; whatever else is in `given` counts for nothing."""
    said: list[Said] = []
    while True:
        asked = _Asked(policy, asker, {one.key: one.value for one in said})
        following = _next(asked)
        if isinstance(following, Answer):
            return Path(tuple(said), None, following, known_as=_known_as(asker))
        if len(said) == MOST:
            return Path(tuple(said), None, undecided(), known_as=_known_as(asker))
        value = given.get(following.key, "")
        chosen = next((one for one in following.choices if one.value == value), None)
        if chosen is None:
            return Path(tuple(said), following, None, odd=bool(value))
        said.append(Said(following.key, following.question, value, chosen.label))


def _next(asked: _Asked) -> Step | Answer:
    if WHAT not in asked.taken:
        return Step(WHAT, "What do you want to do?", tuple(_questions(asked.policy)))
    if len(asked.question.ways) > 1 and WAY not in asked.taken:
        ways = tuple(Choice(one.key, in_words_of(asked.policy, one.label)) for one in asked.question.ways)
        return Step(WAY, in_words_of(asked.policy, asked.question.which), ways)
    standings = _standings(asked.asker)
    if len(standings) != 1 and AS not in asked.taken:
        return _which_standing(asked.policy, standings)
    role = asked.taken.get(AS) or _known_as(asked.asker)
    return _by_the_facts(asked, role, standings.get(role, ""))


def _questions(policy: Policy) -> Iterator[Choice]:
    for one in QUESTIONS:
        yield Choice(one.key, in_words_of(policy, one.label), one.group)


def _standings(asker: Asker) -> dict[str, str]:
    """What somebody is here, each with its state; what they were before counts only where it is all."""
    held = dict(asker.standings)
    return {key: state for key, state in held.items() if state not in ENDED} or held


def _known_as(asker: Asker) -> str:
    standings = _standings(asker)
    return next(iter(standings)) if len(standings) == 1 else ""


def _which_standing(policy: Policy, standings: Mapping[str, str]) -> Step:
    if standings:
        choices = [Choice(key, standing_label(policy, Standing(key))) for key in standings]
        return Step(AS, "As what would you do it?", tuple(choices))
    bound = {key for clause in policy.clauses for key in clause.binds}
    bound |= {more.standing.value for more in policy.also_bound}
    choices = [
        Choice(one.value, standing_label(policy, one))
        for one in Standing
        if one.value in bound and one not in _NOT_OURS
    ]
    return Step(AS, WORDINGS["by.role"].question, (*choices, Choice(Standing.PUBLIC, "None of these")))


def _by_the_facts(asked: _Asked, role: str, state: str) -> Step | Answer:
    way, policy = asked.way, asked.policy
    known = {"by.role": role, **way.settled}
    if state in STATES.get(role, ()):
        known["by.state"] = state
    known |= {key: value for key, value in asked.taken.items() if key in FACTS}
    posts = _posts(policy, asked.asker, role)
    facts = Facts(way.act, known, posts)
    if way.by_authority and (allowed := answer_by_authority(policy, facts, way)):
        return allowed
    judged = tuple(judge(policy, Facts(way.act, each, posts)) for each in still_possible(way, known))
    asking = worth_asking(policy, judged)
    if asking and (step := _fact(asked, asking, known)):
        return step
    return answer_from(policy, facts, way, judged)


def _posts(policy: Policy, asker: Asker, role: str) -> frozenset[str]:
    """The posts they hold as what they are doing this, and the approval to post."""
    held = [post for post in policy.posts if post.key in asker.posts and post.standing == role]
    approved = asker.approved or any(post.approved_poster for post in held)
    return frozenset({post.key for post in held} | ({APPROVED} if approved else set()))


def _fact(asked: _Asked, key: str, known: Mapping[str, str]) -> Step | None:
    """The question for one fact, with the answers that can be; None where there are none."""
    wording = WORDINGS[key]
    if key == "other.state":
        wording = STILL_WITH_US.get(known.get("other.role", ""), wording)
    choices = tuple(_answers(asked, key, known, wording))
    return Step(key, in_words_of(asked.policy, wording.question), choices) if choices else None


def _answers(asked: _Asked, key: str, known: Mapping[str, str], wording: Wording) -> Iterator[Choice]:
    named = mentioned(_conditions(asked.policy)).get(key, frozenset())
    rest = ANY_OTHER.get(key)
    for value in possible(key, known):
        left_out = value in ELSEWHERE.get(key, ()) or (rest and (value not in named or value == rest[0]))
        if not left_out and not any(contradictions(asked.way.act, {**known, key: value})):
            yield Choice(value, _label(asked.policy, key, value, wording))
    if rest:
        yield Choice(*rest)


def _conditions(policy: Policy) -> Iterator[Conditions]:
    for clause in policy.clauses:
        yield from (clause.when, *clause.unless, *(case.when for case in clause.open))


def _label(policy: Policy, key: str, value: str, wording: Wording) -> str:
    if key == "other.role":
        return standing_label(policy, Standing(value))
    return in_words_of(policy, wording.answers.get(value) or dict(FACTS[key].values)[value])
