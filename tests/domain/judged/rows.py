"""One row of the judgements: a sentence of what the paper says, the facts, and what must come out.

Each charity has a module here named by its policy's id, with its rows in `ROWS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One act. `facts` are as in the JSON that `policy judge` reads; the rest is what it prints.

    `clauses` are all that it prints, in order: those that decide, those that state the consequence for
    them, those that hold whoever did it. `says` are words that must stand in `because`.
    """

    sentence: str
    facts: Said
    verdict: str
    clauses: tuple[str, ...] = ()
    consequence: str = "none_stated"
    routes: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    says: str = ""


def friend(act: str, by: Said, other: Said, began: str | None, network: str | None = "facebook") -> Said:
    """The facts of an online friendship; None leaves a fact out."""
    given = {"act": act, "by": by, "other": other, "link_began": began, "network": network}
    return {key: value for key, value in given.items() if value is not None}


def of(act: str, by: Said | None, **more: object) -> Said:
    """The facts of an act by somebody; None: nobody knows who."""
    return {"act": act, **({"by": by} if by else {}), **more}
