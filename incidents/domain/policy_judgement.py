"""Does a clause apply, is it a breach, what does the policy say may follow? Facts in, one judgement out.

Nothing is guessed: where facts are missing, every way they could be is tried, and only what is the same in
all of them is said. The conditions are data in the policy (docs/policies.md); nothing here knows a charity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from incidents.domain.policy import Clause, OpenCase, Policy
from incidents.domain.policy_conditions import hold
from incidents.domain.policy_facts import FACTS, Facts, contradictions
from incidents.domain.policy_following import with_what_follows
from incidents.domain.policy_verdict import Judgement, Outcome, Tried, Verdict, about, acts_of
from incidents.domain.policy_words import BREAKABLE_KINDS, CONDUCT_ROUTES, Category, Force, Kind
from incidents.domain.policy_worlds import World, bound, differing, worlds


def judge(policy: Policy, facts: Facts) -> Judgement:
    """What `policy` says of the act that `facts` describe. Pure; never raises for facts that were read."""
    facts = facts.with_usual()
    start = policy.document.in_force_from
    if start is not None and facts.on is not None and facts.on < start:
        said = f"This version of the policy holds from {start.day} {start:%B %Y} only."
        return Judgement(facts, Verdict.UNCLEAR, ask=("on",), against=(said,))
    clashes = [*contradictions(facts.act, facts.known), *_posts_against_role(policy, facts)]
    if clashes:
        ask = _in_order(key for keys, _ in clashes for key in keys)
        return Judgement(facts, Verdict.UNCLEAR, ask=ask, against=tuple(said for _, said in clashes))
    candidates = clauses_on(policy, {facts.act, *acts_of({"confidential": "yes"}, facts.act)})
    possible = tuple(worlds(policy, facts, candidates))
    outcomes = tuple(_outcome(policy, facts.act, candidates, world) for world in possible)
    tried = Tried(policy, facts, candidates, possible, outcomes)
    verdict, ask = _together(tried)
    found = Judgement(
        facts=facts,
        verdict=verdict,
        deciding=_deciding(verdict, outcomes, candidates),
        ask=ask,
        opened=_once(case for outcome in outcomes for case in outcome.opened),
        candidates=candidates,
    )
    return with_what_follows(found, tried)


def clauses_on(policy: Policy, acts: Collection[Category]) -> tuple[Clause, ...]:
    """The clauses of a policy that speak of any of these acts and are more than a word of advice."""
    spoken = {*BREAKABLE_KINDS, Kind.PERMISSION, Kind.ROUTE}
    return tuple(clause for clause in policy.clauses if clause.kind in spoken and about(clause, acts))


def _posts_against_role(policy: Policy, facts: Facts) -> Iterator[tuple[tuple[str, ...], str]]:
    role = facts.known.get("by.role")
    for post in policy.posts:
        if role and facts.posts and post.key in facts.posts and post.standing != role:
            said = f"“{post.label}” is a post for {post.standing.label.lower()}, not for “{role}”."
            yield ("by.role", "by.posts"), said


def _outcome(policy: Policy, act: Category, candidates: Collection[Clause], world: World) -> Outcome:
    """What comes out in one world: a rule broken, or else something allowed, or else a case left open."""
    spoken = [clause for clause in candidates if about(clause, acts_of(world.known, act))]
    reached = {clause.id for clause in spoken if bound(policy, clause, world)}
    holding = [one for one in spoken if one.id in reached and hold(one.when, world.known)]
    rules = [one for one in holding if one.kind in BREAKABLE_KINDS and one.force is not Force.MAY]
    excepted = [one for one in rules if _excepted(one, world)]
    broken = [one for one in rules if not _excepted(one, world)]
    # Clauses that only say what a breach of another policy leads to: they speak beside a rule that does not
    # name them, and where no rule speaks at all.
    resort = [one for one in holding if one.kind is Kind.ROUTE and one.route in CONDUCT_ROUTES]
    if broken:
        named = {one.stated_in for one in broken}
        return Outcome(Verdict.BREACH, (*broken, *(one for one in resort if one.id not in named)))
    permitted = [one for one in holding if one.kind is Kind.PERMISSION and not _excepted(one, world)]
    if allowed := permitted + excepted:
        return Outcome(Verdict.PERMITTED, tuple(allowed))
    left_open = [
        (clause, case)
        for clause in spoken
        for case in clause.open
        if (clause.id in reached or "by.role" in case.when) and hold(case.when, world.known)
    ]
    if left_open:
        clauses = tuple({clause.id: clause for clause, _ in left_open}.values())
        asked = frozenset(
            key
            for clause, case in left_open
            for key, values in case.when.items()
            if not set(values) <= set(clause.when.get(key, ()))
        )
        return Outcome(Verdict.UNCLEAR, clauses, tuple(case for _, case in left_open), asked)
    return Outcome(Verdict.BREACH, tuple(resort)) if resort else Outcome(Verdict.NOT_COVERED)


def _excepted(clause: Clause, world: World) -> bool:
    return any(hold(block, world.known) for block in clause.unless)


def _together(tried: Tried) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict that holds whatever is still unknown, or "unclear" with the facts that would change it.

    Only a question that stands between a breach and no breach is asked: whether what is no breach is allowed
    expressly or not covered changes nothing for anybody.
    """
    verdicts = {outcome.verdict for outcome in tried.outcomes}
    if len(verdicts) == 1 and Verdict.UNCLEAR not in verdicts:
        return verdicts.pop(), ()
    if verdicts <= {Verdict.PERMITTED, Verdict.NOT_COVERED}:
        return Verdict.NOT_COVERED, ()
    asked = {key for outcome in tried.outcomes for key in outcome.asked}
    for key, first, second in differing(tried.worlds):
        if _weighs(tried.outcomes[first]) != _weighs(tried.outcomes[second]):
            asked.add(key)
    return Verdict.UNCLEAR, _in_order(asked)


def _in_order(asked: Iterable[str]) -> tuple[str, ...]:
    keys = set(asked)
    return tuple(key for key in ("act", *FACTS, "by.posts") if key in keys)


def _weighs(outcome: Outcome) -> Verdict:
    return Verdict.NOT_COVERED if outcome.verdict is Verdict.PERMITTED else outcome.verdict


def _deciding(
    verdict: Verdict, outcomes: tuple[Outcome, ...], candidates: tuple[Clause, ...]
) -> tuple[Clause, ...]:
    """The clauses that decide in every world, in the policy's order; where each has its own, all of them."""
    if verdict is Verdict.NOT_COVERED:
        return ()
    if verdict is Verdict.UNCLEAR:  # what is allowed in some world is not what it turns on
        outcomes = tuple(outcome for outcome in outcomes if outcome.verdict is not Verdict.PERMITTED)
    each = [{one.id for one in outcome.deciding} for outcome in outcomes]
    every = {clause.id: clause for outcome in outcomes for clause in outcome.deciding}
    always = set.intersection(*each) if verdict is not Verdict.UNCLEAR else set()
    found = [clause for key, clause in every.items() if not always or key in always]
    return tuple(sorted(found, key=candidates.index))


def _once(cases: Iterator[OpenCase]) -> tuple[OpenCase, ...]:
    return tuple({case.question: case for case in cases}.values())
