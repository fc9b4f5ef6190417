"""Why a use case did not happen, each in words that say how to mend it."""

from __future__ import annotations

from incidents.domain.access import Reason
from incidents.domain.fields import Problem


class NotFound(Exception):
    """There is nothing of that name that this person may learn of; unknown, foreign and hidden are alike.

    `reasons` are for tests: neither a page nor the trail may tell one of these from another.
    """

    def __init__(self, reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class TermsFirst(Exception):
    """Somebody from outside was let in, and has not promised yet to keep it to themselves."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class Invalid(Exception):
    """Some answers cannot be used; `problems` names each field and how to mend it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class Stale(Exception):
    """Someone else acted first; `changes` are the sentences of what changed meanwhile."""

    def __init__(self, changes: tuple[str, ...], version: int) -> None:
        super().__init__("; ".join(changes))
        self.changes = changes
        self.version = version
