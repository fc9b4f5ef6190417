"""The questions a form can ask: a line, words, one of, any of, a date in three boxes, a trap for robots.

WTForms fields that keep what was typed; templates/parts/form.html draws them. The rules are in the domain.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from wtforms.fields import Field, StringField
from wtforms.form import BaseForm
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from incidents.domain.fields import read_straight
from incidents.web.dates import PARTS, DateFault, read_date

LINE_LENGTH = 200
WORDS_LENGTH = 10_000
BOX_LENGTH = 40


class FormData(Protocol):
    """What a field needs of the data that was sent."""

    def getlist(self, key: str, /) -> list[Any]: ...


class Option(NamedTuple):
    """One answer people can choose: what is sent, what is read, and what it means in a few more words."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An option as it is drawn. The first of a field has the field's own id, so that links reach it."""

    id: str
    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One of the three boxes of a date: `typed` is what the person typed, right or wrong."""

    id: str
    name: str
    label: str
    width: int
    typed: str
    bad: bool


class Line(StringField):
    """One line of text; data is the text without blanks around it, or ""."""

    data: str

    def process_data(self, value: Any) -> None:
        """Nothing stored is an empty line."""
        self.data = "" if value is None else str(value)

    def _value(self) -> str:
        """What the page shows again, without marks that no page can hold."""
        return _keepable(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text. ValueError says how to mend one with line ends, control marks or too much."""
        self.data = read_straight(str(valuelist[0])).strip() if valuelist else ""
        if "\n" in self.data or "\r" in self.data:
            raise ValueError("Write this on one line")
        _refuse_unkeepable(self.data, LINE_LENGTH)


class Words(Line):
    """Text of any shape; data has plain line ends and no blanks around it, or is ""."""

    def __init__(self, *args: Any, limit: int = WORDS_LENGTH, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit
        self.rows = rows

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text. ValueError says how to mend one with control marks or too much."""
        text = str(valuelist[0]) if valuelist else ""
        self.data = read_straight(text).replace("\r\n", "\n").replace("\r", "\n").strip()
        _refuse_unkeepable(self.data, self.limit)


class Offering(Field):
    """Answers to choose from; `options` may be set on a form's field before it is drawn or validated."""

    def __init__(
        self,
        label: str | None = None,
        validators: list[Any] | None = None,
        *,
        options: Sequence[Option] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.options = options


class OneOf(Offering):
    """One answer out of a few, as radio cards; data is the value of the option chosen, or None."""

    data: str | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """An answer that was not sent, or was sent empty, is no answer."""
        self.data = (str(valuelist[0]) or None) if valuelist else None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not among the options."""
        super().pre_validate(form)
        if self.data is not None and self.data not in [option.value for option in self.options]:
            raise StopValidation("Choose one of the answers shown")

    def cards(self) -> tuple[Card, ...]:
        """The options as they are drawn."""
        return _cards(self.id, self.options, () if self.data is None else (self.data,))


class Pick(OneOf):
    """One answer out of many, as a drop-down list; data is the value of the option chosen, or None."""


class AnyOf(Offering):
    """Any number of answers, as cards to tick; data is the values chosen, in the order of the options."""

    data: list[str]

    def process_data(self, value: Any) -> None:
        """Nothing stored is nothing chosen."""
        self.data = [] if value is None else [str(item) for item in value]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep each answer once."""
        self.data = list(dict.fromkeys(str(item) for item in valuelist))

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not among the options, and put the answers in their order."""
        super().pre_validate(form)
        values = [option.value for option in self.options]
        if any(item not in values for item in self.data):
            raise StopValidation("Choose from the answers shown")
        self.data = sorted(self.data, key=values.index)

    def cards(self) -> tuple[Card, ...]:
        """The options as they are drawn."""
        return _cards(self.id, self.options, self.data)


class ThreeBoxDate(Field):
    """A day, month and year in three boxes named NAME-day, NAME-month, NAME-year; data is a date or None.

    All three empty is no answer and no error: ask for one with `InputRequired("Enter the date …")`, which
    leaves a more exact message of ours alone. What was typed stays in the boxes.
    """

    data: date | None
    typed: tuple[str, str, str] = ("", "", "")
    bad: frozenset[str] = frozenset()

    def process(
        self,
        formdata: FormData | None,
        data: Any = unset_value,
        extra_filters: Sequence[Callable[[Any], Any]] | None = None,
    ) -> None:
        """Read the three boxes when a form was sent; otherwise show the date stored, if there is one."""
        super().process(None, data, extra_filters)
        if formdata is None:
            day = self.data
            self.typed = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
            return
        sent = [(formdata.getlist(f"{self.name}-{part}") or [""])[0] for part in PARTS]
        self.typed = (_box(sent[0]), _box(sent[1]), _box(sent[2]))
        self.data = None
        # InputRequired looks here; one filled box means that an answer was tried.
        self.raw_data = [" ".join(self.typed)] if any(self.typed) else []
        try:
            self.data = read_date(*self.typed)
        except DateFault as fault:
            self.bad = fault.parts
            self.process_errors = [str(fault)]

    def boxes(self) -> tuple[Box, ...]:
        """The three boxes as they are drawn. Without a more exact fault, a faulty date marks all three."""
        bad = self.bad or (frozenset(PARTS) if self.errors else frozenset())
        return tuple(
            Box(f"{self.id}-{part}", f"{self.name}-{part}", part.title(), width, typed, part in bad)
            for part, width, typed in zip(PARTS, (2, 2, 4), self.typed, strict=True)
        )

    @property
    def first_id(self) -> str:
        """The id of the first box that needs mending, for the link in the error summary."""
        return next((box.id for box in self.boxes() if box.bad), f"{self.id}-{PARTS[0]}")


class Honeypot(StringField):
    """A box people never see; whoever fills it in is a robot."""

    @property
    def sprung(self) -> bool:
        """Whether something was typed."""
        return bool(self.data)


def _cards(first_id: str, options: Sequence[Option], chosen: Sequence[str]) -> tuple[Card, ...]:
    return tuple(
        Card(f"{first_id}-{place}" if place else first_id, value, label, hint, value in chosen)
        for place, (value, label, hint) in enumerate(options)
    )


def _box(value: object) -> str:
    return _keepable(str(value)).strip()[:BOX_LENGTH]


def _refuse_unkeepable(text: str, length: int) -> None:
    if _keepable(text) != text:
        raise ValueError("This has characters that cannot be kept: type it again without them")
    over = len(text) - length
    if over > 0:
        marks = "character" if over == 1 else "characters"
        raise ValueError(f"This is {over:,} {marks} too long: shorten it to {length:,} or fewer")


def _keepable(text: str) -> str:
    return "".join(mark for mark in text if _is_keepable(mark))


def _is_keepable(mark: str) -> bool:
    """Neither a control mark, nor half a pair, nor one of the 66 that Unicode keeps from texts."""
    if unicodedata.category(mark) in ("Cc", "Cs"):
        return mark in "\n\t"
    return ord(mark) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(mark) <= 0xFDEF
