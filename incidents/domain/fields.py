"""What a step asks to be written down: typed fields, read here so that no entry can differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# 14:30, 14.30, 2:30pm, 9am; a bare number could be anything, and needs its half of the day.
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})([:.](?P<minute>[0-9]{2})(?P<half>am|pm)?|(?P<whole>am|pm))", re.ASCII
)
LINE_LENGTH = 200
TEXT_LENGTH = 10_000
# Marks that turn the direction of what follows: with them a sentence reads otherwise than it is kept.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

Raw = Mapping[str, object]
Data = Mapping[str, object]


class Kind(StrEnum):
    """How a field is written and read; the page picks its control from this."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a step.

    `choices` is fixed (key, label) pairs; when it is empty for CHOICE, CHOICES or PERSON the caller gives
    the allowed keys to `parse` as `options`. `when` is (other field, its values that make this one needed).
    `past` refuses dates after today; `future` (which goes with `past=False`) refuses all others.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    past: bool = True
    future: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, in words that say how to mend it."""

    field: str
    message: str


class FieldFault(ValueError):
    """One value could not be read; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One value as it arrived, with all that reading it may take."""

    field: Field
    value: object
    now: datetime
    options: Collection[str] | None

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            raise FieldFault("Write this as text")
        return self.value

    @property
    def keys(self) -> Collection[str]:
        return [key for key, _ in self.field.choices] if self.field.choices else (self.options or ())


def parse(
    fields: Sequence[Field], raw: Raw, now: datetime, options: Mapping[str, Collection[str]] | None = None
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Read `raw` (strings, or lists of strings for CHOICES) into typed, JSON-ready data.

    Out: the data of the fields that were filled in (dates as ISO strings, times as "14:30", yes/no as bool,
    numbers as int, a recorded "no" or 0 kept), and every problem, in the order of the fields. `now` is an
    aware instant; "today" is its date in London.
    """
    data: dict[str, object] = {}
    faults: dict[str, str] = {}
    allowed = options or {}
    for field in fields:
        value = raw.get(field.name)
        value = read_straight(value) if isinstance(value, str) else value
        if blank(value):
            continue
        try:
            data[field.name] = _READ[field.kind](_Written(field, value, now, allowed.get(field.name)))
        except FieldFault as fault:
            faults[field.name] = str(fault)
    for field in fields:
        if field.name not in data and field.name not in faults and needed(field, data):
            faults[field.name] = ask(field)
    return data, tuple(Problem(field.name, faults[field.name]) for field in fields if field.name in faults)


def read_straight(text: str) -> str:
    """A text without the marks that turn its direction, so that it reads as it is kept."""
    return text.translate(_TURNING)


def needed(field: Field, data: Data) -> bool:
    """Whether `field` must be answered, given the other answers."""
    if field.when is None:
        return field.required
    other, values = field.when
    answer = data.get(other)
    if isinstance(answer, list):
        return any(value in values for value in answer)
    if isinstance(answer, bool):
        return ("yes" if answer else "no") in values
    return answer in values


def blank(value: object) -> bool:
    """Whether nothing was written: no value, only spaces, or nothing ticked; "no" and 0 are answers."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def ask(field: Field) -> str:
    """The sentence that asks for an answer still missing."""
    first = _ASK.get(field.kind, "Fill in")
    label = field.label if field.label[1:2].isupper() else field.label[:1].lower() + field.label[1:]
    return f"{first}: {label}"


def _line(written: _Written) -> object:
    text = written.text.strip()
    if len(text.splitlines()) > 1:
        raise FieldFault("Write this on one line")
    return _within(text, LINE_LENGTH)


def _text(written: _Written) -> object:
    return _within(written.text.replace("\r\n", "\n").replace("\r", "\n").strip(), TEXT_LENGTH)


def _within(text: str, length: int) -> str:
    if len(text) > length:
        over = len(text) - length
        raise FieldFault(f"This is {over:,} characters too long; shorten it to {length:,} or fewer")
    if not all(_keepable(mark) for mark in text):
        raise FieldFault("This has characters that cannot be kept; type it again without them")
    return text


def _keepable(mark: str) -> bool:
    """Neither a control character nor half a pair: PostgreSQL refuses NUL, UTF-8 has no lone surrogates."""
    return mark in "\n\t" or (ord(mark) >= 32 and not 0xD800 <= ord(mark) < 0xE000)


def _date(written: _Written) -> object:
    try:
        day = date.fromisoformat(written.text.strip())
    except ValueError as error:
        raise FieldFault("Enter a real date, for example 27 3 2026") from error
    today = written.now.astimezone(LONDON).date()
    if not 1900 <= day.year <= 2200:
        raise FieldFault("Check the year: it should have four figures, for example 2026")
    if written.field.past and day > today:
        raise FieldFault("The date must be today or in the past")
    if written.field.future and day <= today:
        raise FieldFault("The date must be after today")
    return day.isoformat()


def _time(written: _Written) -> object:
    text = "".join(written.text.lower().split())
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise FieldFault("Enter a time of day, for example 14:30 or 2:30pm")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"] or found["whole"]
    if half is None and hour and len(found["hour"]) == 1:
        raise FieldFault(f"Say whether that is 0{text} in the morning, or {text}pm")
    if minute > 59 or hour > 23 or (half is not None and not 1 <= hour <= 12):
        raise FieldFault("There is no such time: check the hour and the minutes, for example 14:30")
    if half is not None:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}"


def _yes_no(written: _Written) -> object:
    answers = {"yes": True, "no": False, True: True, False: False}
    if not isinstance(written.value, str | bool) or written.value not in answers:
        raise FieldFault("Choose yes or no")
    return answers[written.value]


def _choice(written: _Written) -> object:
    if written.text not in written.keys:
        raise FieldFault("Choose one of the answers shown")
    return written.text


def _choices(written: _Written) -> object:
    given = [written.value] if isinstance(written.value, str) else written.value
    keys = written.keys
    if not isinstance(given, list) or not all(isinstance(item, str) and item in keys for item in given):
        raise FieldFault("Choose from the answers shown")
    return sorted(set(given))


def _number(written: _Written) -> object:
    value = written.value
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise FieldFault("Enter a whole number in figures, for example 12")
    return int(text)


_ASK = {
    Kind.CHOICE: "Choose",
    Kind.CHOICES: "Choose",
    Kind.PERSON: "Choose",
    Kind.YES_NO: "Choose yes or no",
}

_READ: dict[Kind, Callable[[_Written], object]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PERSON: _choice,
    Kind.NUMBER: _number,
}
