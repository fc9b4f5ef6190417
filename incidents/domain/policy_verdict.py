"""The words of a judgement, and what is handed from one part of judging to the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from incidents.domain.policy import Clause, OpenCase, Policy
from incidents.domain.policy_facts import Facts, Known
from incidents.domain.policy_words import Category
from incidents.domain.policy_worlds import World
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


STRENGTH = (Consequence.NONE_STATED, Consequence.MAY, Consequence.WILL)


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
class Tried:
    """The clauses that speak of the act, and what comes out in every world that is still possible."""

    policy: Policy
    facts: Facts
    candidates: tuple[Clause, ...]
    worlds: tuple[World, ...]
    outcomes: tuple[Outcome, ...]

    def acts(self, world: World) -> frozenset[Category]:
        return acts_of(world.known, self.facts.act)


def acts_of(known: Known, act: Category) -> frozenset[Category]:
    """The categories that the act falls under: confidential talk with an old friend is a disclosure too."""
    if act is Category.PRIOR_LINK_DISCUSSION and known.get("confidential") == "yes":
        return frozenset({act, Category.CONFIDENTIALITY_DIGNITY})
    return frozenset({act})


def about(clause: Clause, acts: Collection[Category]) -> bool:
    """Whether the clause speaks of any of these acts."""
    return not {clause.category, *clause.also}.isdisjoint(acts)
