"""Does a clause apply, is it a breach, what does the policy say may follow? Facts in, one judgement out.

Nothing is guessed: where facts are missing, every way they could be is tried, and only what is the same in
all of them is said. The conditions are data in the policy (docs/policies.md); nothing here knows a charity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from incidents.domain.policy import Clause, OpenCase, Policy
from incidents.domain.policy_conditions import hold
from incidents.domain.policy_facts import FACTS, Facts, Known, contradictions
from incidents.domain.policy_routes import LADDERS, MACHINES_OF, WHOEVER_DID_IT
from incidents.domain.policy_words import BREAKABLE_KINDS, CONDUCT_ROUTES, Category, Force, Kind, Route
from incidents.domain.policy_worlds import World, bound, differing, worlds
from incidents.domain.words import Word


class Verdict(Word):
    """What the policy says of an act, if it happened."""

    BREACH = "breach", "Against the policy"
    PERMITTED = "permitted", "Allowed by the policy"
    NOT_COVERED = "not_covered", "No rule in this policy"
    UNCLEAR = "unclear", "Not clear yet"


class Consequence(Word):
    """What the policy says follows for the person: "may" and "will" are never the same."""

    NONE_STATED = "none_stated", "The policy states no consequence"
    MAY = "may", "The policy says what may follow"
    WILL = "will", "The policy says what will follow"


_STRENGTH = (Consequence.NONE_STATED, Consequence.MAY, Consequence.WILL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out in one world: the clauses that decide, and the cases that their wording leaves open.

    `asked` are the facts on which such a case turns: those that the clause itself would have otherwise.
    """

    verdict: Verdict
    deciding: tuple[Clause, ...] = ()
    opened: tuple[OpenCase, ...] = ()
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding before it is put into words (policy_finding.py).

    `deciding` are the clauses that decide, strongest consequence first; `stating` the general ones that say
    what follows; `beside` those that hold whoever did it. `ask` are keys of FACTS, "by.posts" or "on".
    `musts` are machines that the policy says will follow, or "decision" where no machine fits the person.
    """

    facts: Facts
    verdict: Verdict
    consequence: Consequence = Consequence.NONE_STATED
    deciding: tuple[Clause, ...] = ()
    stating: tuple[Clause, ...] = ()
    beside: tuple[Clause, ...] = ()
    routes: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    opened: tuple[OpenCase, ...] = ()
    against: tuple[str, ...] = ()
    candidates: tuple[Clause, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of all these clauses, the deciding ones first."""
        return tuple(dict.fromkeys(one.id for one in (*self.deciding, *self.stating, *self.beside)))


@dataclass(frozen=True, slots=True)
class _Tried:
    """The clauses that speak of the act, and what comes out in every world that is still possible."""

    policy: Policy
    facts: Facts
    candidates: tuple[Clause, ...]
    worlds: tuple[World, ...]
    outcomes: tuple[Outcome, ...]

    def acts(self, world: World) -> frozenset[Category]:
        return acts_of(world.known, self.facts.act)


def judge(policy: Policy, facts: Facts) -> Judgement:
    """What `policy` says of the act that `facts` describe. Pure; never raises for facts that were read."""
    facts = facts.with_usual()
    start = policy.document.in_force_from
    if start is not None and facts.on is not None and facts.on < start:
        said = f"This version of the policy holds from {start.day} {start:%B %Y} only."
        return Judgement(facts, Verdict.UNCLEAR, ask=("on",), against=(said,))
    clashes = [*contradictions(facts.act, facts.known), *_posts_against_role(policy, facts)]
    if clashes:
        ask = tuple(dict.fromkeys(key for keys, _ in clashes for key in keys))
        return Judgement(facts, Verdict.UNCLEAR, ask=ask, against=tuple(said for _, said in clashes))
    candidates = clauses_on(policy, {facts.act, *acts_of({"confidential": "yes"}, facts.act)})
    possible = tuple(worlds(policy, facts, candidates))
    outcomes = tuple(_outcome(policy, facts.act, candidates, world) for world in possible)
    tried = _Tried(policy, facts, candidates, possible, outcomes)
    verdict, ask = _together(tried)
    found = Judgement(
        facts=facts,
        verdict=verdict,
        deciding=_deciding(verdict, outcomes),
        ask=ask,
        opened=_once(case for outcome in outcomes for case in outcome.opened),
        candidates=candidates,
    )
    return _with_what_follows(found, tried)


def acts_of(known: Known, act: Category) -> frozenset[Category]:
    """The categories that the act falls under: confidential talk with an old friend is a disclosure too."""
    if act is Category.PRIOR_LINK_DISCUSSION and known.get("confidential") == "yes":
        return frozenset({act, Category.CONFIDENTIALITY_DIGNITY})
    return frozenset({act})


def clauses_on(policy: Policy, acts: Collection[Category]) -> tuple[Clause, ...]:
    """The clauses of a policy that speak of any of these acts and are more than a word of advice."""
    spoken = {*BREAKABLE_KINDS, Kind.PERMISSION, Kind.ROUTE}
    return tuple(clause for clause in policy.clauses if clause.kind in spoken and _about(clause, acts))


def _about(clause: Clause, acts: Collection[Category]) -> bool:
    return not {clause.category, *clause.also}.isdisjoint(acts)


def _posts_against_role(policy: Policy, facts: Facts) -> Iterator[tuple[tuple[str, ...], str]]:
    role = facts.known.get("by.role")
    for post in policy.posts:
        if role and facts.posts and post.key in facts.posts and post.standing != role:
            said = f"“{post.label}” is a post for {post.standing.label.lower()}, not for “{role}”."
            yield ("by.role", "by.posts"), said


def _outcome(policy: Policy, act: Category, candidates: Collection[Clause], world: World) -> Outcome:
    """What comes out in one world: a rule broken, or else something allowed, or else a case left open."""
    about = [clause for clause in candidates if _about(clause, acts_of(world.known, act))]
    reached = {clause.id for clause in about if bound(policy, clause, world)}
    holding = [one for one in about if one.id in reached and hold(one.when, world.known)]
    rules = [clause for clause in holding if clause.kind in BREAKABLE_KINDS]
    excepted = [one for one in rules if _excepted(one, world)]
    if broken := [one for one in rules if not _excepted(one, world)]:
        return Outcome(Verdict.BREACH, tuple(broken))
    if allowed := [one for one in holding if one.kind is Kind.PERMISSION] + excepted:
        return Outcome(Verdict.PERMITTED, tuple(allowed))
    left_open = [
        (clause, case)
        for clause in about
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
    # A clause that only says what a breach of another policy leads to is the last that can speak.
    resort = [one for one in holding if one.kind is Kind.ROUTE and one.route in CONDUCT_ROUTES]
    return Outcome(Verdict.BREACH, tuple(resort)) if resort else Outcome(Verdict.NOT_COVERED)


def _excepted(clause: Clause, world: World) -> bool:
    return any(hold(block, world.known) for block in clause.unless)


def _together(tried: _Tried) -> tuple[Verdict, tuple[str, ...]]:
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
    return Verdict.UNCLEAR, tuple(key for key in (*FACTS, "by.posts") if key in asked)


def _weighs(outcome: Outcome) -> Verdict:
    return Verdict.NOT_COVERED if outcome.verdict is Verdict.PERMITTED else outcome.verdict


def _deciding(verdict: Verdict, outcomes: tuple[Outcome, ...]) -> tuple[Clause, ...]:
    """The clauses that decide in every world; where each world has its own, all of them."""
    if verdict is Verdict.NOT_COVERED:
        return ()
    if verdict is Verdict.UNCLEAR:  # what is allowed in some world is not what it turns on
        outcomes = tuple(outcome for outcome in outcomes if outcome.verdict is not Verdict.PERMITTED)
    each = [{one.id for one in outcome.deciding} for outcome in outcomes]
    every = {clause.id: clause for outcome in outcomes for clause in outcome.deciding}
    always = set.intersection(*each) if verdict is not Verdict.UNCLEAR else set()
    return tuple(clause for key, clause in every.items() if not always or key in always)


def _with_what_follows(found: Judgement, tried: _Tried) -> Judgement:
    """The judgement with what the policy says follows: the least of what the possible worlds say."""
    role = tried.facts.known.get("by.role", "")
    routes: list[str] = []
    musts: list[str] = []
    if found.verdict is Verdict.BREACH:
        found = _with_consequence(found, tried)
        if found.consequence is not Consequence.NONE_STATED and role in LADDERS:
            routes.append(LADDERS[role])
        if found.consequence is Consequence.WILL:
            musts.append(LADDERS.get(role, "decision"))
        routes += [machine for one in found.deciding for machine in MACHINES_OF.get(one.route, ())]
    beside = tuple(
        clause
        for clause in tried.candidates
        if clause not in found.deciding and _whoever_did_it(clause, tried)
    )
    for clause in beside:
        routes += MACHINES_OF[clause.route]
        musts += ["support"] if clause.route is Route.SUPPORT_PERSON and clause.force is Force.MUST else []
    return replace(
        found, beside=beside, routes=tuple(dict.fromkeys(routes)), musts=tuple(dict.fromkeys(musts))
    )


def _with_consequence(found: Judgement, tried: _Tried) -> Judgement:
    each = [
        _stated(tried.policy, outcome.deciding, tried.acts(world))
        for world, outcome in zip(tried.worlds, tried.outcomes, strict=True)
    ]
    consequence, stating = min(each, key=lambda one: _STRENGTH.index(one[0]))
    acts = frozenset.intersection(*(tried.acts(world) for world in tried.worlds))
    strongest_first = sorted(
        found.deciding, key=lambda one: -_STRENGTH.index(_stated(tried.policy, (one,), acts)[0])
    )
    return replace(
        found,
        consequence=consequence,
        deciding=tuple(strongest_first),
        stating=tuple(clause for clause in stating if clause not in found.deciding),
    )


def _stated(
    policy: Policy, clauses: Collection[Clause], acts: Collection[Category]
) -> tuple[Consequence, tuple[Clause, ...]]:
    """The strongest consequence that these clauses state for the person, and the general clauses that do."""
    found = Consequence.NONE_STATED
    general = []
    for clause in clauses:
        meant = not clause.stated_for or not set(clause.stated_for).isdisjoint(acts)
        if clause.route in CONDUCT_ROUTES and meant:
            said = Consequence.WILL if clause.route is Route.DISCIPLINARY_WILL else Consequence.MAY
            found = max(found, said, key=_STRENGTH.index)
            general += [one for one in policy.clauses if one.id == clause.stated_in]
    return found, tuple(general)


def _whoever_did_it(clause: Clause, tried: _Tried) -> bool:
    """Whether the clause says what is done about the act, whoever did it, in every world."""
    return (
        clause.kind in (Kind.ROUTE, Kind.DUTY)
        and clause.route in WHOEVER_DID_IT
        and _about(clause, {tried.facts.act})
        and all(hold(clause.when, world.known) for world in tried.worlds)
    )


def _once(cases: Iterator[OpenCase]) -> tuple[OpenCase, ...]:
    return tuple({case.question: case for case in cases}.values())
