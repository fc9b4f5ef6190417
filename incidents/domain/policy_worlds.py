"""Every way the facts could be: what is missing is filled in each way that a clause can tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from incidents.domain.policy import Clause, Policy, binds
from incidents.domain.policy_conditions import Conditions, mentioned
from incidents.domain.policy_facts import (
    FACTS,
    ORGANISATION,
    Facts,
    Known,
    contradictions,
    possible,
    with_usual_state,
)
from incidents.domain.policy_words import Category, Collective, Standing

# A person whom the charity approved to post, though they hold no such post: stands among the posts.
APPROVED = Collective.APPROVED_POSTER.value
_MAY_BE_APPROVED = frozenset({Standing.STAFF, Standing.VOLUNTEER, Standing.TRUSTEE})


@dataclass(frozen=True, slots=True)
class World:
    """One complete way the facts could be: `known` has every fact that a clause turns on."""

    known: Known
    posts: frozenset[str]


def worlds(policy: Policy, facts: Facts, candidates: Collection[Clause]) -> Iterator[World]:
    """Every way the missing facts could be, as far as these clauses can tell the difference."""
    blocks = [block for clause in candidates for block in _blocks(clause)]
    named = mentioned(blocks)
    if facts.act is Category.PRIOR_LINK_DISCUSSION:
        named.setdefault("confidential", frozenset({"yes"}))
    missing = [key for key in FACTS if key in named and key not in facts.known]
    if "by.role" not in facts.known:
        missing = ["by.role", *(key for key in missing if key != "by.role")]
    for known in _fill(dict(facts.known), missing, named):
        if not any(contradictions(facts.act, known)):
            for posts in _posts(policy, facts, known, candidates):
                yield World(known, posts)


def bound(policy: Policy, clause: Clause, world: World) -> bool:
    """Whether the clause binds whoever did it, as they stood that day; who has left is bound by nothing."""
    role = world.known.get("by.role", "")
    if role == ORGANISATION:
        return Collective.ORGANISATION in clause.binds
    if not role or world.known.get("by.state") == "left":
        return False
    if APPROVED in world.posts and APPROVED in clause.binds:
        return True
    return binds(policy, clause, Standing(role), world.posts)


def differing(worlds: tuple[World, ...]) -> Iterator[tuple[str, int, int]]:
    """Pairs of worlds that differ in one fact only, a role counting as one with its state: key and places.

    Only the role is named for such a pair: whoever answers it is asked for the state next, if that matters.
    """
    for (first, one), (second, two) in combinations(enumerate(worlds), 2):
        keys = {key for key in {*one.known, *two.known} if one.known.get(key) != two.known.get(key)}
        keys |= {"by.posts"} if one.posts != two.posts else set()
        for side in ("by", "other"):
            if f"{side}.role" in keys:
                keys -= {f"{side}.state", "by.posts" if side == "by" else ""}
        if len(keys) == 1:
            yield keys.pop(), first, second


def _fill(
    known: dict[str, str], missing: list[str], named: dict[str, frozenset[str]]
) -> Iterator[dict[str, str]]:
    missing = [key for key in missing if key not in known]
    if not missing:
        yield known
        return
    key, *rest = missing
    # Whom a clause binds stands outside its conditions, and a role decides which states there are.
    told = None if key.endswith(".role") else named.get(key)
    values = _telling(possible(key, known), told)
    if not values:  # the charity itself has no state
        yield from _fill(known, rest, named)
    for value in values:
        tried = {**known, key: value}
        yield from _fill(with_usual_state(tried) if key == "by.role" else tried, rest, named)


def _telling(values: tuple[str, ...], named: frozenset[str] | None) -> tuple[str, ...]:
    """The values that a clause names, and one for all the others."""
    if named is None:
        return values
    others = [value for value in values if value not in named]
    return tuple(value for value in values if value in named or value == others[0])


def _posts(
    policy: Policy, facts: Facts, known: Known, candidates: Collection[Clause]
) -> Iterator[frozenset[str]]:
    """The posts that whoever did it may hold: those stated, or none and each one that a clause binds."""
    if facts.posts is not None:
        yield facts.posts
        return
    yield frozenset()
    bound_posts = {key for clause in candidates for key in clause.binds}
    for post in policy.posts:
        if post.standing == known.get("by.role") and post.key in bound_posts:
            yield frozenset({post.key})
    if APPROVED in bound_posts and known.get("by.role") in {
        Standing.STAFF,
        Standing.VOLUNTEER,
        Standing.TRUSTEE,
    }:
        yield frozenset({APPROVED})


def _blocks(clause: Clause) -> Iterator[Conditions]:
    yield clause.when
    yield from clause.unless
    yield from (case.when for case in clause.open)
