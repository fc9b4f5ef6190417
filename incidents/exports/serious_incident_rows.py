"""The nineteen rows of a serious incident report in the order of the form: asked, answered or missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidents.exports.serious_incident_answers import FORM, Part, Question
from incidents.exports.serious_incident_facts import SeriousIncident

# Where the form itself asks for a name, of a person or of a charity.
_NAMES_BELONG = frozenset({"reporter", "charity", "other_charities", "disqualified"})
_WORD = re.compile(r"[^\W\d_]{3,}")
# What stands for a person who is not named, as in "The volunteer" or "Person two".
_NO_NAMES = frozenset(
    (
        *(
            "The",
            "One",
            "Our",
            "Their",
            "Another",
            "Someone",
            "Somebody",
            "Person",
            "Unknown",
            "Former",
            "Not",
        ),
        *(
            "Child",
            "Parent",
            "Family",
            "Guest",
            "Member",
            "Staff",
            "Volunteer",
            "Manager",
            "Trustee",
            "Director",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the form. `may_name` warns that an answer seems to name someone without need."""

    number: int
    key: str
    question: str
    parts: tuple[Part, ...]
    who_can_answer: str
    may_name: bool = False

    @property
    def answer(self) -> str | None:
        """All that is known, a line for each part, or None."""
        known = [part for part in self.parts if part.answer is not None]
        if not known:
            return None
        if len(self.parts) == 1:
            return known[0].answer
        return "\n".join(f"{part.label}: {part.answer}" for part in known)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts that still need an answer."""
        return tuple(part.label for part in self.parts if part.needed and part.answer is None)

    @property
    def missing(self) -> bool:
        """Whether anything the form needs here is still unanswered."""
        return bool(self.lacking)


def rows(report: SeriousIncident) -> tuple[Row, ...]:
    """The nineteen rows, numbered 1 to 19 (Charity Commission online form, in its order)."""
    return tuple(_row(number, asked, report) for number, asked in enumerate(FORM, start=1))


def _row(number: int, asked: Question, report: SeriousIncident) -> Row:
    parts = tuple(
        Part(part.label, (part.answer or "").strip() or None, part.needed) for part in asked.parts(report)
    )
    named = asked.key not in _NAMES_BELONG and any(_names(part.answer or "", report.people) for part in parts)
    return Row(number, asked.key, asked.question, parts, asked.who, named)


def _names(text: str, people: tuple[str, ...]) -> bool:
    """Whether a word of `text` is part of the name of one of `people`; "mark", small, is not Mark."""
    parts = {part for name in people for part in _WORD.findall(name) if part[0].isupper()} - _NO_NAMES
    return not parts.isdisjoint(_WORD.findall(text))
