"""One rule of "serious incident or not": from which answers on somebody is told, why, and what says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.domain.policy_words import Nation
from incidents.domain.serious_questions import BY_KEY
from incidents.domain.serious_words import EVERYWHERE, Addressee, Brand, Confidence, Source, Telling

LEVELS: tuple[Telling, ...] = tuple(Telling)
Levels = Mapping[Addressee, Telling]


def least(answer: Telling | None) -> Telling:
    """A verdict that may be missing, as a verdict."""
    return answer or Telling.NEED_NOT


@dataclass(frozen=True, slots=True)
class Rule:
    """`telling` holds where every answer of `when` is at least as alarming as the one it names.

    So an answer that alarms more never lowers a verdict. `after`: somebody else is to be told that strongly
    too. `check`: what to check and with whom; a fact that is not confirmed always has one.
    """

    body: Addressee
    telling: Telling
    when: Mapping[str, str]
    reason: str
    source: Source
    confidence: Confidence
    check: str = ""
    nations: frozenset[Nation] = EVERYWHERE
    brand: Brand | None = None
    after: tuple[Addressee, Telling] | None = None

    def here(self, nation: Nation, brand: Brand) -> bool:
        """Whether it is for charities of this nation and shared name."""
        return nation in self.nations and self.brand in (None, brand)

    def holds(self, answers: Mapping[str, str], levels: Levels) -> bool:
        """Whether it holds for a whole set of answers, and what was found for those before it."""
        return not self.lacking(answers) and not self.waits(levels)

    def lacking(self, answers: Mapping[str, str]) -> dict[str, int]:
        """What it asks for and a whole set of answers does not give: each key, with how far it must go."""
        wanted = {key: BY_KEY[key].keys.index(answer) for key, answer in self.when.items()}
        return {key: far for key, far in wanted.items() if BY_KEY[key].keys.index(answers[key]) < far}

    def waits(self, levels: Levels) -> bool:
        """Whether it comes after somebody who is not found to be told that strongly."""
        if self.after is None:
            return False
        body, telling = self.after
        return LEVELS.index(least(levels.get(body))) < LEVELS.index(telling)
