"""Whatever is written into the trail reads as a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents import services
from incidents.domain.events import OTHER, sentence
from incidents.domain.lifecycle import MACHINES

# Each of these writes one entry and takes the action as one of its words.
WRITERS = {"Entry", "note", "_note", "_enter", "enter", "_opened"}
STEPS = [
    (machine.name, transition.action)
    for machine in MACHINES.values()
    for transition in (*machine.transitions, *machine.everywhere)
]


def written() -> set[str]:
    """The actions, other than steps, that use cases write, as their source says."""
    found: set[str] = set()
    for folder in services.__path__:
        for path in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and _name(node.func) in WRITERS:
                    words = [*node.args, *(one.value for one in node.keywords if one.arg == "action")]
                    found |= {
                        word for one in words for word in _constants(one) if word in OTHER or "_" in word
                    }
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(word: ast.expr) -> Iterator[str]:
    if isinstance(word, ast.Constant) and isinstance(word.value, str):
        yield word.value
    if isinstance(word, ast.IfExp):
        yield from (*_constants(word.body), *_constants(word.orelse))


def test_everything_that_use_cases_write_has_a_sentence() -> None:
    assert written() - OTHER.keys() == set()


def test_every_sentence_is_of_something_that_is_written() -> None:
    """But for erasing, which the database's triggers and the proof know already."""
    assert OTHER.keys() - written() == {"erased"}


@pytest.mark.parametrize(("machine", "action"), STEPS, ids=".".join)
def test_every_step_has_a_sentence(machine: str, action: str) -> None:
    said = sentence(f"{machine}.{action}")
    assert said[0].isupper()
    assert not said.endswith(".")


@pytest.mark.parametrize("action", OTHER)
def test_every_other_event_has_a_sentence(action: str) -> None:
    assert sentence(action) == OTHER[action]
    assert OTHER[action][0].isupper()


@pytest.mark.parametrize("unknown", ["", "nothing", "case.fly", "magic.open", "case."])
def test_what_was_never_written_has_none(unknown: str) -> None:
    with pytest.raises(KeyError):
        sentence(unknown)
