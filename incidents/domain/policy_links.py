"""Whether the parts of a policy that name one another fit: what reading one key at a time cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incidents.domain.policy import Clause, Policy
from incidents.domain.policy_condition_faults import check_conditions, check_rings
from incidents.domain.policy_faults import Notes
from incidents.domain.policy_words import CONDUCT_ROUTES, Category, Kind, Route

Wrong = tuple[bool, str, str, str]


def check_links(notes: Notes, policy: Policy) -> None:
    """Note every part that contradicts another. What has a fault of its own already is left out."""
    clauses: dict[str, Clause] = {}
    for clause in policy.clauses:
        clauses.setdefault(clause.id, clause)  # of two with one id, the first
    for number, clause in enumerate(policy.clauses):
        path = f"clauses.#{number}"
        if notes.clean(path):
            for wrong, key, problem, remedy in _contradictions(clause, clauses):
                if wrong:
                    notes.add(f"{path}.{key}", problem, remedy)
            check_conditions(notes, policy, clause, path)
    paths = {clause.id: f"clauses.#{number}" for number, clause in enumerate(policy.clauses)}
    check_rings(notes, clauses, paths)
    for number, more in enumerate(policy.also_bound):
        path = f"also_bound.#{number}"
        if clauses and notes.clean(path) and more.clause not in clauses:
            remedy = "name the clause of this file that puts them under those rules"
            notes.add(f"{path}.clause", f"there is no clause '{more.clause}'", remedy)
        if notes.clean(path) and more.standing is more.like:
            notes.add(
                f"{path}.like",
                f"'{more.like}' stands on both sides",
                "name the standing whose rules they share",
            )
    last = f"receivers.#{len(policy.receivers) - 1}"
    if policy.receivers and notes.clean(last) and policy.receivers[-1].outside is None:
        remedy = "end it with one, for when everybody inside is concerned"
        notes.add("receivers", "the list does not end with a body outside the charity", remedy)


def _contradictions(clause: Clause, clauses: Mapping[str, Clause]) -> Iterator[Wrong]:
    """For each thing that may not be: whether it is so, its key, what is wrong, and how to mend it."""
    breakable = clause.kind in (Kind.PROHIBITION, Kind.DUTY)
    yield (
        clause.kind is Kind.PERMISSION and clause.route is not Route.NOT_A_BREACH,
        "route",
        "what is allowed is never a breach",
        "use not_a_breach, or another kind",
    )
    yield (
        breakable and clause.route is Route.NOT_A_BREACH,
        "route",
        "what must or must not be done can be a breach",
        "use none_stated if the policy states no consequence",
    )
    yield (
        breakable and clause.category is Category.NONE,
        "category",
        "a rule that can be broken must be about something",
        "choose what it is about",
    )
    yield (
        clause.category in clause.also or Category.NONE in clause.also,
        "also",
        "'also' is for further categories only",
        "take out 'none' and the category that the clause already has",
    )
    yield (
        clause.route in CONDUCT_ROUTES and clause.consequence is None and clause.stated_in is None,
        "route",
        f"'{clause.route}' is only for a consequence that the policy states",
        "add 'consequence', or 'stated_in' with the clause that states it, or use none_stated",
    )
    general = clauses.get(clause.stated_in or "")
    yield (
        clause.stated_in is not None and (general is None or general.kind is not Kind.ROUTE),
        "stated_in",
        f"there is no clause '{clause.stated_in}' of kind route",
        "name the clause of this file that states the consequence",
    )
    yield (
        bool(clause.stated_for) and clause.stated_in is None,
        "stated_for",
        "'stated_for' needs 'stated_in'",
        "name the clause that states the consequence, or take it out",
    )
    yield (
        not set(clause.stated_for) <= {clause.category, *clause.also},
        "stated_for",
        "'stated_for' names what the clause is not about",
        "use its category and those under 'also' only",
    )
    yield (
        clause.stated_in is not None and clause.kind is Kind.ROUTE,
        "stated_in",
        "a clause of kind route says for itself what follows",
        "write it under 'consequence'",
    )
