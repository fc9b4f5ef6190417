"""What a policy says follows from a judgement: the consequence, the machines, and what will be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from incidents.domain.policy import Clause, Policy
from incidents.domain.policy_conditions import hold
from incidents.domain.policy_routes import LADDERS, MACHINES_OF, WHOEVER_DID_IT
from incidents.domain.policy_verdict import STRENGTH, Consequence, Judgement, Tried, Verdict, about
from incidents.domain.policy_words import CONDUCT_ROUTES, Category, Force, Kind, Route
from incidents.domain.policy_worlds import World, bound


def with_what_follows(found: Judgement, tried: Tried) -> Judgement:
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
        if (clause not in found.deciding or found.verdict is Verdict.UNCLEAR)
        and _whoever_did_it(clause, tried)
    )
    for clause in beside:
        routes += MACHINES_OF[clause.route]
        musts += ["support"] if clause.route is Route.SUPPORT_PERSON and clause.force is Force.MUST else []
    return replace(
        found, beside=beside, routes=tuple(dict.fromkeys(routes)), musts=tuple(dict.fromkeys(musts))
    )


def _with_consequence(found: Judgement, tried: Tried) -> Judgement:
    each = [
        _stated(tried.policy, outcome.deciding, tried.acts(world), world)
        for world, outcome in zip(tried.worlds, tried.outcomes, strict=True)
    ]
    consequence, stating = min(each, key=lambda one: (STRENGTH.index(one[0]), len(one[1])))
    acts = frozenset.intersection(*(tried.acts(world) for world in tried.worlds))
    first = tried.worlds[0]
    strongest_first = sorted(
        found.deciding, key=lambda one: -STRENGTH.index(_stated(tried.policy, (one,), acts, first)[0])
    )
    return replace(
        found,
        consequence=consequence,
        deciding=tuple(strongest_first),
        stating=tuple(clause for clause in stating if clause not in found.deciding),
    )


def _stated(
    policy: Policy, clauses: Collection[Clause], acts: Collection[Category], world: World
) -> tuple[Consequence, tuple[Clause, ...]]:
    """The strongest consequence that these clauses state for the person, and the general clauses that do.

    What a general clause states holds for those whom it binds, and for no others.
    """
    found = Consequence.NONE_STATED
    general: list[Clause] = []
    for clause in clauses:
        stated_in = [one for one in policy.clauses if one.id == clause.stated_in]
        meant = not clause.stated_for or not set(clause.stated_for).isdisjoint(acts)
        reached = all(bound(policy, one, world) for one in stated_in)
        if clause.route in CONDUCT_ROUTES and meant and reached:
            said = Consequence.WILL if clause.route is Route.DISCIPLINARY_WILL else Consequence.MAY
            found = max(found, said, key=STRENGTH.index)
            general += stated_in
    return found, tuple(general)


def _whoever_did_it(clause: Clause, tried: Tried) -> bool:
    """Whether the clause says what is done about the act, whoever did it, in every world."""
    return (
        clause.kind in (Kind.ROUTE, Kind.DUTY)
        and clause.route in WHOEVER_DID_IT
        and about(clause, {tried.facts.act})
        and all(hold(clause.when, world.known) for world in tried.worlds)
    )
