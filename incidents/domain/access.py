"""Whether someone may: role, relation to the case, no conflict, state and a fresh sign-in, all of them.

One pure decision over facts. Gate, loader and steps gather the facts that they know, from the database at
each request, and ask here; what is asked nowhere refuses nobody, and one refusal is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum


class Reason(StrEnum):
    """Why not, for tests and programs. People read "not there", or the sentence that they are entitled to:
    told to them, any of these would tell of a case that they may not learn of.
    """

    ROLE = "no_role_permits_it"
    ELSEWHERE = "no_such_case_in_their_charity"
    NOT_LET_IN = "not_let_in"
    ONLY_A_PART = "let_into_a_part_only"
    CONFLICT = "conflict_of_interest"
    STATE = "not_in_this_state"
    SIGN_IN = "sign_in_not_fresh_enough"


class Part(Enum):
    """How much of a case is asked for: whatever they may know of it, all of it, or one matter."""

    ANY = "any"
    WHOLE = "whole"
    MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Relation:
    """How one person stands to one case now.

    `ours`: it is a case of their charity. `hidden`: an exclusion names them. `whole`: they are let into all
    of it, by name or because it is open to every manager. `part`: they may know of the matter asked for, or
    of any where none was.
    """

    ours: bool
    hidden: bool = False
    whole: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known where someone asks. `relation` None: it is about no case.

    `permitted`: a role that they hold now is granted the permission. `open_now`: what is there may be done
    in the present state. `fresh`: they proved who they are as lately as this asks.
    """

    permitted: bool
    relation: Relation | None = None
    part: Part = Part.ANY
    open_now: bool = True
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """Every reason against it, in the order of the table below; none means yes."""

    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def decide(facts: Facts) -> Decision:
    """Whether someone may, with every reason why not."""
    return Decision(tuple(reason for reason, holds in _ALL_OF if not holds(facts)))


def _ours(facts: Facts) -> bool:
    return facts.relation is None or facts.relation.ours


def _let_in(facts: Facts) -> bool:
    """In some way: as a whole, or into the matter asked for (or any of them)."""
    return facts.relation is None or facts.relation.whole or facts.relation.part


def _far_enough(facts: Facts) -> bool:
    if facts.relation is None or facts.part is Part.ANY:
        return True
    return facts.relation.whole if facts.part is Part.WHOLE else facts.relation.part


def _free(facts: Facts) -> bool:
    return facts.relation is None or not facts.relation.hidden


_ALL_OF: tuple[tuple[Reason, Callable[[Facts], bool]], ...] = (
    (Reason.ROLE, lambda facts: facts.permitted),
    (Reason.ELSEWHERE, _ours),
    (Reason.NOT_LET_IN, _let_in),
    (Reason.ONLY_A_PART, _far_enough),
    (Reason.CONFLICT, _free),
    (Reason.STATE, lambda facts: facts.open_now),
    (Reason.SIGN_IN, lambda facts: facts.fresh),
)
