"""One question of "serious incident or not": words, help, and answers from the least to the most alarming."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.domain.policy_words import Nation
from incidents.domain.serious_words import EVERYWHERE

Answers = tuple[tuple[str, str], ...]
YES_NO: Answers = (("no", "No"), ("yes", "Yes"))
SIZES: Answers = (
    ("no", "No"),
    ("small", "Yes, but little"),
    ("significant", "Yes, a lot for a charity our size"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `answers` are (key, label), each more alarming than the one before.

    `given`: the (key, answer) from which on it is asked; below that it counts as the least alarming.
    """

    key: str
    label: str
    help: str
    answers: Answers = YES_NO
    given: tuple[str, str] | None = None
    nations: frozenset[Nation] = EVERYWHERE

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its answers, in rising alarm."""
        return tuple(key for key, _ in self.answers)
