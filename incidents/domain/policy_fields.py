"""Reading one block of a policy document: each key gives a value of the right type, or a fault.

A faulty value is noted and an empty one stands in for it, so that one reading finds every fault;
`Notes.settle` then raises, and nothing made of stand-ins is ever handed out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

from incidents.domain.policy_faults import Notes
from incidents.domain.words import Word

W = TypeVar("W", bound=Word)

# Characters at most: of a name or a label, of a rule (the store keeps no more), and of a few sentences.
LINE, RULE, SENTENCES = 120, 400, 1000

# Entries of one list, and unknown keys told of in one block: what is no policy at all gets a short answer.
ENTRIES, UNKNOWN_KEYS = 500, 20


class Fields:
    """One block of keys: hands out typed values by key."""

    def __init__(
        self,
        notes: Notes,
        path: str,
        value: object,
        required: Collection[str],
        optional: Collection[str] = (),
    ) -> None:
        self.notes, self.path = notes, path
        self._values: dict[str, object] = {}
        known = (*required, *optional)
        if not isinstance(value, Mapping):
            notes.add(path, f"must be a block of keys, not {_type(value)}", f"write {', '.join(known)}")
            return
        for key in [key for key in value if key not in known][:UNKNOWN_KEYS]:
            notes.add(self.at(str(key)), f"unknown key {_quoted(key)}", _offer(key, known))
        for key in required:
            if key not in value:
                notes.add(path, f"the key '{key}' is missing", f"add '{key}:' with its value")
        self._values = {key: value[key] for key in known if key in value}

    def at(self, key: str) -> str:
        """The path of `key`."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is there with a value; an empty one counts as not stated."""
        return self._values.get(key) is not None

    def text(self, key: str, most: int = LINE) -> str:
        """Words on one line: white space folded, never blank, at most `most` characters."""
        return self._text(key, self._values[key], most) if key in self._values else ""

    def maybe_text(self, key: str, most: int = LINE) -> str | None:
        """The same, or None where the key is empty or left out."""
        return self.text(key, most) if self.has(key) else None

    def like(self, key: str, pattern: str, remedy: str) -> str:
        """A text that `pattern` fits from end to end."""
        given = self.text(key)
        if given and not re.fullmatch(pattern, given):
            self.notes.add(self.at(key), f"{_quoted(given)} cannot be used here", remedy)
            return ""
        return given

    def texts(self, key: str, least: int = 0, most: int = LINE) -> tuple[str, ...]:
        """A list of different texts, at least `least` of them."""
        given = [
            self._text(f"{key}.#{number}", item, most) for number, item in enumerate(self._items(key, least))
        ]
        for number, item in enumerate(given):
            if item and item in given[:number]:
                self.notes.add(self.at(f"{key}.#{number}"), f"{_quoted(item)} stands twice", "keep one")
        return tuple(given)

    def key(self, key: str, known: Collection[str], what: str) -> str:
        """One key out of `known`; `what` says in the message what it is. No `known` is a fault elsewhere."""
        given = self.text(key)
        self._check_known(key, given, known, what)
        return given

    def keys(self, key: str, known: Collection[str], what: str, least: int = 0) -> tuple[str, ...]:
        """A list of different keys out of `known`, at least `least` of them."""
        given = self.texts(key, least)
        for number, item in enumerate(given):
            self._check_known(f"{key}.#{number}", item, known, what)
        return given

    def choice(self, key: str, words: type[W]) -> W:
        """One word of a closed list."""
        known = {word.value: word for word in words}
        return known.get(self.key(key, known, key), next(iter(words)))

    def choices(self, key: str, words: type[W], what: str) -> tuple[W, ...]:
        """Several words of a closed list, or none."""
        known = {word.value: word for word in words}
        return tuple(known[item] for item in self.keys(key, known, what) if item in known)

    def flag(self, key: str) -> bool:
        """true or false; false where the key is left out."""
        given = self._values.get(key, False)
        if not isinstance(given, bool):
            self.notes.add(self.at(key), f"must be true or false, not {_type(given)}", "write true or false")
        return given is True

    def maybe_number(self, key: str) -> int | None:
        """A whole number from 1 to 120, or None where the key is empty."""
        given = self._values.get(key)
        if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= 120:
            return given
        if given is not None:
            self.notes.add(
                self.at(key), "must be a whole number from 1 to 120", "write such a number, or null"
            )
        return None

    def maybe_day(self, key: str) -> date | None:
        """A date written 2026-11-21, or None where the key is empty."""
        given = self._date(key, r"\d{4}-\d\d-\d\d", "write it as year-month-day, as in 2026-11-21, or null")
        return date.fromisoformat(given) if given else None

    def maybe_month(self, key: str) -> str | None:
        """A month or a day, written 2026-11 or 2026-11-21, or None where the key is empty."""
        return self._date(key, r"\d{4}-\d\d(-\d\d)?", "write it as 2026-11 or 2026-11-21, or null")

    def block(self, key: str, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """The block of keys under `key`. A missing one is one fault, not one for each of its keys."""
        if key not in self._values:
            return Fields(Notes(), self.at(key), {}, required, optional)
        return Fields(self.notes, self.at(key), self._values[key], required, optional)

    def blocks(
        self, key: str, required: Collection[str], optional: Collection[str] = (), least: int = 0
    ) -> tuple[Fields, ...]:
        """The list of blocks under `key`, at least `least` of them."""
        return tuple(
            Fields(self.notes, self.at(f"{key}.#{number}"), item, required, optional)
            for number, item in enumerate(self._items(key, least))
        )

    def _text(self, key: str, value: object, most: int) -> str:
        if not isinstance(value, str):
            remedy = "put it in quotes" if isinstance(value, bool | int | float) else "write some words"
            self.notes.add(self.at(key), f"must be text, not {_type(value)}", remedy)
            return ""
        folded = " ".join(value.split())
        if not folded:
            self.notes.add(self.at(key), "is blank", "write some words")
        elif len(folded) > most:
            self.notes.add(self.at(key), f"is {len(folded)} characters long", f"keep it to {most}")
        elif not folded.isprintable():
            self.notes.add(self.at(key), "has a character that cannot be shown", "type it again without it")
        else:
            return folded
        return ""

    def _check_known(self, key: str, given: str, known: Collection[str], what: str) -> None:
        if given and known and given not in known:
            self.notes.add(self.at(key), f"unknown {what} {_quoted(given)}", _offer(given, known))

    def _items(self, key: str, least: int) -> list[object]:
        given = self._values.get(key, [])
        if not isinstance(given, list):
            self.notes.add(self.at(key), f"must be a list, not {_type(given)}", "write it as [one, two]")
            return []
        if len(given) < least and key in self._values:
            self.notes.add(self.at(key), "must not be an empty list", "add at least one entry")
        if len(given) > ENTRIES:
            self.notes.add(self.at(key), f"has {len(given)} entries", f"keep it to {ENTRIES}")
        return given[:ENTRIES]

    def _date(self, key: str, pattern: str, remedy: str) -> str | None:
        given = self._values.get(key)
        if isinstance(given, str) and re.fullmatch(pattern, given, re.ASCII) and _is_date(given):
            return given
        if given is not None:
            self.notes.add(self.at(key), f"{_quoted(given)} is not a date", remedy)
        return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text if len(text) > len("2026-11") else f"{text}-01")
    except ValueError:
        return False
    return True


def _type(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a block of keys"


def _quoted(value: object) -> str:
    """A value as it stood, shortened, with whatever cannot be printed spelled out."""
    return repr(value[:60]) if isinstance(value, str) else _type(value)


def _offer(given: object, known: Collection[str]) -> str:
    near = difflib.get_close_matches(str(given)[:60], known, n=1)
    return f"{f'did you mean {near[0]!r}? ' if near else ''}use one of {', '.join(known)}"
