"""What is wrong with the conditions of a clause: those that can never hold, and rings of "see also"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from incidents.domain.policy import AlsoBound, Clause, Policy
from incidents.domain.policy_conditions import Conditions, apart, never, swallowed
from incidents.domain.policy_facts import ORGANISATION
from incidents.domain.policy_faults import Notes
from incidents.domain.policy_words import Collective, Standing

_MEND_NEVER = "take it out, or change the values so that both can be true"


def check_conditions(notes: Notes, policy: Policy, clause: Clause, path: str) -> None:
    """Note every condition of one clause that can never hold, or that leaves the clause nothing."""
    roles = _roles(policy, clause)
    blocks = [("when", clause.when)]
    blocks += [(f"unless.#{number}", block) for number, block in enumerate(clause.unless)]
    for key, block in blocks:
        if problem := never(block, roles):
            notes.add(
                f"{path}.{key}.{problem[0]}", f"a condition that can never hold: {problem[1]}", _MEND_NEVER
            )
    for number, case in enumerate(clause.open):
        at = f"{path}.open.#{number}"
        if not case.when:
            notes.add(at, "an open case without a condition", "say under 'when' which facts it is about")
        elif problem := never(case.when, tuple(Standing)):
            notes.add(f"{at}.when", f"a condition that can never hold: {problem[1]}", _MEND_NEVER)
    for number, block in enumerate(clause.unless):
        _check_exception(notes, f"{path}.unless.#{number}", clause.when, block, roles)


def _check_exception(
    notes: Notes, path: str, when: Conditions, block: Conditions, roles: Collection[str]
) -> None:
    both = {
        **{
            key: tuple(value for value in values if value in block.get(key, values))
            for key, values in when.items()
        },
        **{key: values for key, values in block.items() if key not in when},
    }
    if key := apart(when, block):
        notes.add(
            f"{path}.{key}",
            "a condition that can never hold: 'when' of the clause rules these values out",
            "take the exception out, or make 'when' wider",
        )
    elif never(block, roles) is None and (problem := never(both, roles)):
        notes.add(f"{path}.{problem[0]}", f"beside 'when' it can never hold: {problem[1]}", _MEND_NEVER)
    elif swallowed(when, block):
        notes.add(
            path, "the exception takes in all that the clause is about", "make it narrower, or take it out"
        )


def check_rings(notes: Notes, clauses: Mapping[str, Clause], paths: Mapping[str, str]) -> None:
    """Note each "see also" of a clause that is not there, of itself, and each ring of them, once."""
    for clause in clauses.values():
        for number, other in enumerate(clause.see):
            if other not in clauses:
                remedy = "name a clause of this file"
                notes.add(f"{paths[clause.id]}.see.#{number}", f"there is no clause '{other}'", remedy)
    told: set[frozenset[str]] = set()
    for clause in clauses.values():
        ring = _ring(clause.id, clauses)
        if ring and frozenset(ring) not in told:
            told.add(frozenset(ring))
            way = " → ".join((*ring, ring[0]))
            notes.add(f"{paths[clause.id]}.see", f"'see' goes round in a ring: {way}", "take one of them out")


def _ring(start: str, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """A way along "see also" from `start` back to it, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        for follow in _seen_from(way[-1], clauses):
            if follow == start:
                return way
            if follow not in seen:
                seen.add(follow)
                ways.append((*way, follow))
    return ()


def _seen_from(clause_id: str, clauses: Mapping[str, Clause]) -> Iterator[str]:
    return (other for other in clauses[clause_id].see if other in clauses)


def _roles(policy: Policy, clause: Clause) -> tuple[str, ...]:
    """Every standing that the clause can bind, through posts and rules for others too."""
    posts = {post.key: post.standing.value for post in policy.posts}
    found: set[str] = set()
    for key in clause.binds:
        if key == Collective.ORGANISATION:
            found.add(ORGANISATION)
        elif key == Collective.APPROVED_POSTER:
            found |= {post.standing.value for post in policy.posts if post.approved_poster}
            found |= {Standing.STAFF.value, Standing.VOLUNTEER.value, Standing.TRUSTEE.value}
        else:
            found.add(posts.get(key, key))
    return tuple(sorted({*found, *(_alike(policy.also_bound, found))}))


def _alike(also: tuple[AlsoBound, ...], found: set[str]) -> set[str]:
    return {more.standing.value for more in also if more.like.value in found}
