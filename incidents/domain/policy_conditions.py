"""When a clause applies: `when`, `unless` and `open` of a clause, tried on facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from incidents.domain.policy_facts import FACTS, STATES, Known, contradictions
from incidents.domain.policy_words import Category

Conditions = Mapping[str, tuple[str, ...]]


def hold(conditions: Conditions, known: Known) -> bool:
    """Whether every condition holds; a fact that is not known fails."""
    return all(known.get(key) in values for key, values in conditions.items())


def keys_of(blocks: Iterable[Conditions]) -> frozenset[str]:
    """The facts that any of these blocks of conditions turns on."""
    return frozenset(key for block in blocks for key in block)


def mentioned(blocks: Iterable[Conditions]) -> dict[str, frozenset[str]]:
    """For each fact, the values that any of these blocks names."""
    found: dict[str, set[str]] = {}
    for block in blocks:
        for key, values in block.items():
            found.setdefault(key, set()).update(values)
    return {key: frozenset(values) for key, values in found.items()}


def never(conditions: Conditions, roles: Collection[str]) -> tuple[str, str] | None:
    """Why these can never hold for a clause that binds `roles`: the key, and a sentence; None if they can."""
    if "by.role" in conditions and not set(conditions["by.role"]) & set(roles):
        return "by.role", "the clause binds none of these, so this can never hold"
    for side in ("by", "other"):
        for state in conditions.get(f"{side}.state", ()):
            of = conditions.get(f"{side}.role") or (tuple(roles) if side == "by" else tuple(STATES))
            if not any(state in STATES.get(role, ()) for role in of):
                return f"{side}.state", f"'{state}' can never be said of {' or '.join(of)}"
    began, states = conditions.get("link_began", ()), conditions.get("other.state", ())
    if began and states and all(_clash(one, state) for one in began for state in states):
        return "link_began", "these states and this beginning can never go together"
    return None


def _clash(began: str, state: str) -> bool:
    return any(contradictions(Category.NONE, {"link_began": began, "other.state": state}))


def swallowed(conditions: Conditions, exception: Conditions) -> bool:
    """Whether the exception holds whenever the conditions do, so that the clause would never apply."""
    every = {key: {value for value, _ in fact.values} for key, fact in FACTS.items()}
    return all(
        set(values) >= (set(conditions[key]) if key in conditions else every[key])
        for key, values in exception.items()
    )


def apart(conditions: Conditions, exception: Conditions) -> str:
    """A fact on which the exception contradicts the conditions, so that it never comes up; "" if none."""
    both = (key for key in exception if key in conditions)
    return next((key for key in both if not set(exception[key]) & set(conditions[key])), "")
