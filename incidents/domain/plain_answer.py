"""A judgement as an answer to whoever asks before they act: do, do not, ask first, or no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from incidents.domain.plain_questions import Way
from incidents.domain.plain_wording import TAKEN
from incidents.domain.policy import Clause, Policy, bound_label, clause_of, receiver_label
from incidents.domain.policy_conditions import hold
from incidents.domain.policy_facts import FACTS, Facts
from incidents.domain.policy_finding import NO_RULE
from incidents.domain.policy_judgement import clauses_on, judge
from incidents.domain.policy_verdict import Judgement, Verdict
from incidents.domain.policy_words import BREAKABLE_KINDS, Category, Kind
from incidents.domain.policy_worlds import APPROVED, World, bound
from incidents.domain.words import Word

_NEAREST = 3
_THINGS = ("material", "page")


class Advice(Word):
    """What somebody reads about what they have not done yet."""

    DO_NOT = "do_not", "Please don’t"
    MAY = "may", "Yes, you may"
    NO_RULE = "no_rule", "Our policy has no rule on this"
    ASK_FIRST = "ask_first", "Ask first"


_BECAUSE = {
    Advice.DO_NOT: "Our policy asks you not to do this.",
    Advice.MAY: "Our policy allows this.",
    Advice.NO_RULE: NO_RULE,
    Advice.ASK_FIRST: "Our policy does not say plainly whether you may. Ask before you do it.",
}


@dataclass(frozen=True, slots=True)
class Nearest:
    """A rule that comes near and does not hold here: it is for `others`, or (empty) says something else."""

    clause: Clause
    others: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the policy says before the act.

    `rules` decide, `open` is what their wording leaves open, `taken` what was taken for granted, `nearest`
    rules that do not reach it, `mind` rules that hold for whatever is posted, `see` clauses to read as well.
    """

    advice: Advice
    rules: tuple[Clause, ...] = ()
    open: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    mind: tuple[Clause, ...] = ()
    see: tuple[Clause, ...] = ()
    tell_us: bool = False

    @property
    def because(self) -> str:
        """One sentence on why."""
        return _BECAUSE[self.advice]


def undecided() -> Answer:
    """For what cannot be settled in as many questions as anybody should be asked."""
    return Answer(Advice.ASK_FIRST)


def whom_to_ask(policy: Policy, posts: Collection[str]) -> str:
    """Who answers when the policy does not: the first on its list that the asker is not, or who runs it."""
    inside = (one for one in policy.receivers if one.post and one.post not in posts)
    first = next(inside, None)
    return receiver_label(policy, first) if first else policy.words.manager


def answer_by_authority(policy: Policy, facts: Facts, way: Way) -> Answer | None:
    """The answer for somebody approved to post, with the rules on posting; None for anybody else."""
    posts = facts.posts or frozenset()
    world = World(facts.with_usual().known, posts)
    rules = [
        one
        for one in clauses_on(policy, {facts.act})
        if bound(policy, one, world) and hold(one.when, world.known)
    ]
    if APPROVED not in posts or not rules:
        return None
    allowed_first = sorted(rules, key=lambda one: one.kind is not Kind.PERMISSION)
    return Answer(Advice.MAY, tuple(allowed_first), mind=_mind(policy, facts, way))


def answer_from(policy: Policy, facts: Facts, way: Way, judged: tuple[Judgement, ...]) -> Answer:
    """The answer that `judged` come to: one judgement, or several that agree."""
    advice = _advice(way, judged)
    rules = _rules(way, advice, judged)
    mind = () if advice is Advice.DO_NOT else _mind(policy, facts, way)
    return Answer(
        advice=advice,
        rules=rules,
        open=tuple(dict.fromkeys(case.question for one in judged for case in one.opened)),
        taken=tuple(_taken(judged, rules)),
        nearest=tuple(_nearest(policy, facts, judged, mind)) if advice is Advice.NO_RULE else (),
        mind=mind,
        see=tuple(_read_with(policy, rules)),
        tell_us=way.told,
    )


def _advice(way: Way, judged: tuple[Judgement, ...]) -> Advice:
    verdicts = {one.verdict for one in judged}
    if way.act is Category.NONE:
        return Advice.MAY if _allowing(judged) else Advice.NO_RULE
    if verdicts == {Verdict.BREACH}:
        # "Needs approval first", and "the manager puts it up", are duties: they say whom to ask.
        duties = all(clause.kind is Kind.DUTY for one in judged for clause in one.deciding)
        return Advice.ASK_FIRST if way.by_authority and duties else Advice.DO_NOT
    if verdicts == {Verdict.PERMITTED}:
        return Advice.MAY
    return Advice.NO_RULE if verdicts <= {Verdict.PERMITTED, Verdict.NOT_COVERED} else Advice.ASK_FIRST


def _rules(way: Way, advice: Advice, judged: tuple[Judgement, ...]) -> tuple[Clause, ...]:
    """The clauses that decide in each judgement; where each has its own, all of them."""
    if advice is Advice.NO_RULE:
        return ()
    if way.act is Category.NONE:
        return _allowing(judged)
    every = {clause.id: clause for one in judged for clause in one.deciding}
    always = frozenset.intersection(*(_ids(one.deciding) for one in judged))
    return tuple(clause for key, clause in every.items() if not always or key in always)


def _allowing(judged: tuple[Judgement, ...]) -> tuple[Clause, ...]:
    return tuple(clause for one in judged for clause in one.deciding if clause.kind is Kind.PERMISSION)


def _taken(judged: tuple[Judgement, ...], rules: tuple[Clause, ...]) -> Iterator[str]:
    """What was taken for granted and one of these rules turns on."""
    stated = frozenset(key for one in judged for key in one.facts.stated)
    turned_on = {key for rule in rules for block in (rule.when, *rule.unless) for key in block}
    for key, fact in FACTS.items():
        if fact.assumed and key in turned_on and key not in stated:
            yield TAKEN[key]


def _nearest(
    policy: Policy, facts: Facts, judged: tuple[Judgement, ...], mind: tuple[Clause, ...]
) -> Iterator[Nearest]:
    """The first rules that speak of such an act and do not hold for this one: those for the asker first."""
    world = World(facts.with_usual().known, facts.posts or frozenset())
    rules = {
        clause.id: clause
        for one in judged
        for clause in one.candidates
        if clause.kind in BREAKABLE_KINDS and clause not in mind and not _apart(clause, facts)
    }
    near = sorted(rules.values(), key=lambda clause: not bound(policy, clause, world))
    for clause in near[:_NEAREST]:
        yield Nearest(clause, "" if bound(policy, clause, world) else _whom(policy, clause))


def _apart(clause: Clause, facts: Facts) -> bool:
    """Whether the rule is on another thing altogether: the logo and not a link, our page and not theirs."""
    return any(
        facts.known[key] not in clause.when[key]
        for key in _THINGS
        if key in clause.when and key in facts.known
    )


def _whom(policy: Policy, clause: Clause) -> str:
    posts = {post.key for post in policy.posts}
    labels = [(key, bound_label(policy, key)) for key in clause.binds]
    return ", ".join(label if key in posts else label.lower() for key, label in labels)


def _read_with(policy: Policy, rules: tuple[Clause, ...]) -> Iterator[Clause]:
    named = dict.fromkeys(key for rule in rules for key in rule.see)
    yield from (clause_of(policy, key) for key in named if key not in _ids(rules))


def _mind(policy: Policy, facts: Facts, way: Way) -> tuple[Clause, ...]:
    """The rules that what is posted must keep to, whatever it is."""
    known = {key: facts.known[key] for key in ("by.role", "by.state", "page") if key in facts.known}
    judged = [judge(policy, Facts(act, known, facts.posts)) for act in way.mind]
    rules = [
        clause
        for one in judged
        if one.verdict is Verdict.BREACH
        for clause in one.deciding
        if clause.kind in BREAKABLE_KINDS
    ]
    return tuple({one.id: one for one in rules}.values())


def _ids(clauses: tuple[Clause, ...]) -> frozenset[str]:
    return frozenset(clause.id for clause in clauses)
