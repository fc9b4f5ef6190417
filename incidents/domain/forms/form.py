"""What a body's form is: its rows in its own order, each with its questions and who can answer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.domain.fields import Field, Kind, blank, needed
from incidents.domain.policy_words import Nation
from incidents.domain.serious_words import EVERYWHERE, Brand
from incidents.domain.words import Body

Answers = Mapping[str, object]

# Whose job an answer usually is: posts and roles, never names.
PREPARER = "Whoever prepares this"
MANAGER = "The manager who deals with the case"
CHAIR = "The chair, for the whole board"
TOLD_THEM = "Whoever told them"
KEEPER = "Who keeps the charity’s details"
SAFEGUARDING = "The safeguarding lead"
DATA = "Who looks after personal data here"


@dataclass(frozen=True, slots=True)
class Part:
    """One box of a form.

    `field` says how it is asked and read (keys as in `domain.fields`; its `required` and `when` say whether
    the form needs it). `known` names what the case knows of it already (services/form_facts.py); what was
    typed for this form goes before it. `limit` is the box's length in characters, None where nobody has said.
    `names`: people's names belong here. `sensitive`: health, belief and the like belong here.
    """

    field: Field
    known: str = ""
    limit: int | None = None
    names: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the form, with its boxes."""

    key: str
    question: str
    who: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One body's form: `key` names it in addresses and files.

    `authority`: it is only sent with the board's authority. `first` says what is done before any writing,
    such as ringing; `note` what to know of the form; `unsure` what to check with the body, and is shown so.
    `nations` and `brands` say for whom it is; no brands means every charity.
    """

    key: str
    title: str
    body: Body
    rows: tuple[Row, ...]
    source: str
    authority: bool = False
    first: str = ""
    note: str = ""
    unsure: tuple[str, ...] = ()
    nations: frozenset[Nation] = EVERYWHERE
    brands: frozenset[Brand] = frozenset()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every box, in order."""
        return tuple(part for row in self.rows for part in row.parts)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What can be typed into it."""
        return tuple(part.field for part in self.parts)


@dataclass(frozen=True, slots=True)
class Filled:
    """One box with its answer (as the domain reads it), None while nobody knows; `typed`: for this form."""

    part: Part
    value: object | None
    typed: bool = False
    wanted: bool = False

    @property
    def missing(self) -> bool:
        """Whether the form needs an answer here and has none."""
        return self.wanted and self.value is None

    @property
    def words(self) -> str | None:
        """The answer as people read it."""
        return None if self.value is None else said(self.part.field, self.value)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row with the answers of its boxes."""

    number: int
    row: Row
    boxes: tuple[Filled, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The boxes that still need an answer, by their labels."""
        return tuple(one.part.field.label for one in self.boxes if one.missing)


def fill(form: Form, known: Answers, typed: Answers) -> tuple[FilledRow, ...]:
    """The form with every answer: `typed` by field name goes before `known` by the part's `known`."""
    values = {part.field.name: _value(part, known, typed) for part in form.parts}
    given = {name: value for name, value in values.items() if value is not None}
    return tuple(
        FilledRow(
            number,
            row,
            tuple(
                Filled(
                    part,
                    values[part.field.name],
                    part.field.name in typed,
                    needed(part.field, given),
                )
                for part in row.parts
            ),
        )
        for number, row in enumerate(form.rows, start=1)
    )


def _value(part: Part, known: Answers, typed: Answers) -> object | None:
    for value in (typed.get(part.field.name), known.get(part.known) if part.known else None):
        if not blank(value):
            return value
    return None


def said(field: Field, value: object) -> str:
    """One answer in words: the labels of choices, yes or no, days as 3 March 2026."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    labels = dict(field.choices)
    if isinstance(value, list):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if field.kind is Kind.DATE:
        return _day(str(value))
    return labels.get(str(value), str(value))


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
