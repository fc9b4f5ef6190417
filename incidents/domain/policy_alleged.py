"""Which clauses of a policy a case can say were broken."""

from __future__ import annotations

from incidents.domain.policy import Clause, Policy
from incidents.domain.policy_words import BREAKABLE_KINDS, CONDUCT_ROUTES, Category, Force, Kind


def clauses_alleged(policy: Policy) -> tuple[Clause, ...]:
    """The clauses that a case can say were broken, in the order of the policy.

    Prohibitions, duties, lists and checks; and of the routes those that say how a complaint, abuse or an
    incident is dealt with. A route that only says what a breach may lead to stands for somebody on a matter
    that no rule of the policy speaks of: the rule is in another policy. What is merely allowed ("may") is
    never broken.
    """
    return tuple(
        clause for clause in policy.clauses if _can_be_broken(clause) or _only_one_to_speak(policy, clause)
    )


def _only_one_to_speak(policy: Policy, clause: Clause) -> bool:
    if clause.kind is not Kind.ROUTE or clause.route not in CONDUCT_ROUTES:
        return False
    rules = [one for one in policy.clauses if _can_be_broken(one)]
    return any(
        not any(category in (one.category, *one.also) and bound in one.binds for one in rules)
        for category in {clause.category, *clause.also} - {Category.NONE}
        for bound in clause.binds
    )


def _can_be_broken(clause: Clause) -> bool:
    if clause.force is Force.MAY or clause.category is Category.NONE:
        return False
    if clause.kind is Kind.ROUTE:
        return clause.route not in CONDUCT_ROUTES
    return clause.kind in BREAKABLE_KINDS
