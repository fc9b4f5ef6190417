"""The plain part of YAML as mappings, lists and values, with the line of each; all the rest is refused.

PyYAML's safe parser splits the text into events, and no constructor ever runs: a file can make nothing but
text, whole numbers, true, false and null. Dates, and words such as `no` or `on`, stay text. Anchors and
aliases (which can grow a small file into a huge value), tags, second documents and doubled keys are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

import yaml

from incidents.domain.policy_faults import Fault, PolicyFault

# Blocks inside one another: a policy needs four, and a deeper file must not exhaust the stack.
DEEPEST = 20

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def grow(text: str, *, file: str) -> tuple[object, dict[str, int]]:
    """The value that `text` describes, and the line of each part by its path ("clauses.#3.rule").

    A text of nothing but comments is None. Raises `PolicyFault`, naming `file` and the line.
    """
    tree = _Tree(yaml.parse(text, Loader=yaml.SafeLoader), file)
    try:
        value = tree.document()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _fault(
            file, line, "has a character that cannot be shown", "type it again without it"
        ) from error
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark)
        remedy = "look at the indents, quotes and colons on this line and the one above"
        raise _fault(file, line, f"broken YAML, {error.problem}", remedy) from error
    except (ValueError, OverflowError) as error:
        # The scanner reads the figures of "\UFFFFFFFF" or "%YAML 9…9" without asking if they are in range.
        remedy = "look at the figures after a backslash or % on this line or below it"
        raise _fault(file, tree.line, "has a number out of range", remedy) from error
    if tree.doubled:
        raise PolicyFault(tree.doubled)
    return value, tree.lines


def _fault(file: str, line: int | None, problem: str, remedy: str) -> PolicyFault:
    return PolicyFault([Fault(file, line, "", problem, remedy)])


class Mark(Protocol):
    """A place in the text, as PyYAML's parsers tell it: lines are counted from 0."""

    @property
    def line(self) -> int: ...


class _Tree:
    """Builds the value event by event, and keeps the line of each part."""

    def __init__(self, events: Iterator[yaml.Event], file: str) -> None:
        self._events, self._file = events, file
        self.line = 1
        self.lines: dict[str, int] = {}
        self.doubled: list[Fault] = []

    def document(self) -> object:
        """The value of the one document there is."""
        value: object = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(
                        event, "a second document begins", "keep one policy in a file, with no '---'"
                    )
                value = self._value(self._next(), "", 1)
        return value

    def _value(self, event: yaml.Event, path: str, depth: int) -> object:
        if not isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
            raise self._refusal(event, "an alias (*name) is not used here", "write the value out")
        if event.anchor is not None:
            raise self._refusal(event, "an anchor (&name) is not used here", "take it out")
        if event.tag is not None:
            raise self._refusal(event, "a tag (!name) is not used here", "take it out")
        if depth > DEEPEST:
            raise self._refusal(
                event, f"there are more than {DEEPEST} blocks inside one another", "make it flatter"
            )
        self.lines.setdefault(path, self.line)
        match event:
            case yaml.SequenceStartEvent():
                return self._list(path, depth)
            case yaml.MappingStartEvent():
                return self._block(path, depth)
            case _:
                return _scalar(event.value, quoted=event.style is not None)

    def _list(self, path: str, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, _join(path, f"#{len(items)}"), depth + 1))
        return items

    def _block(self, path: str, depth: int) -> dict[str, object]:
        block: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                raise self._refusal(event, "a key is not a plain word", "write 'key: value'")
            key, line = event.value, self.line
            if key in block:
                problem = f"the key {key[:60]!r} stands twice in one block"
                self.doubled.append(Fault(self._file, line, "", problem, "keep one of them"))
            self.lines[_join(path, key)] = line
            block[key] = self._value(self._next(), _join(path, key), depth + 1)
        return block

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self.line = _line(event.start_mark)
        return event

    def _refusal(self, event: yaml.Event, problem: str, remedy: str) -> PolicyFault:
        return _fault(self._file, _line(event.start_mark), problem, remedy)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line(mark: Mark | None) -> int:
    """The line as people count it, from 1."""
    return mark.line + 1 if mark else 1


def _scalar(text: str, *, quoted: bool) -> object:
    """What an unquoted text means; digits too long for any number of a policy stay text."""
    if quoted:
        return text
    if re.fullmatch(r"0|-?[1-9][0-9]{0,17}", text):
        return int(text)
    return WORDS.get(text, text)
