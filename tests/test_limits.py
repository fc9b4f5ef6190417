"""docs/limits.md names every limit of the program with the figure that holds."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.rules.source import HOUSE, ROOMS, calls, given, name_of, tree_of

PAGE = HOUSE / "docs" / "limits.md"
UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


def rows(heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def in_words(length: timedelta) -> str:
    """A length of time as the page says it: 15 minutes."""
    unit, name = next((unit, name) for unit, name in UNITS if not length % unit)
    many = length // unit
    return f"{many} {name}{'' if many == 1 else 's'}"


def module_of(path: Path) -> object:
    """The module that a file is."""
    return importlib.import_module(name_of(path).removesuffix(".py").replace("/", "."))


def value(node: ast.expr, path: Path) -> object:
    """What an expression of names, figures and lengths of time comes to in its module."""
    return eval(ast.unparse(node), vars(module_of(path)))  # noqa: S307 - our own source


def counted() -> Iterator[tuple[str, set[str], str]]:
    """(name, figures, place) of everything that is counted."""
    for path in ROOMS:
        for called, call in calls(tree_of(path)):
            if not called.endswith("throttling.count"):
                continue
            first, place = call.args[0], f"{name_of(path)}:{call.lineno}"
            spread = next((one.value for one in call.keywords if one.arg is None), None)
            limit, window = given(call, "limit"), given(call, "window")
            if isinstance(first, ast.JoinedStr):  # several at once, from a table of (limit, window)
                name = str(getattr(first.values[0], "value", "")).rstrip("-")
                pairs = vars(module_of(path))["_TRIES"]
                yield name, {f"{tries} in {in_words(length)}" for tries, length in pairs}, place
            elif spread is not None:
                found = value(spread, path)
                yield str(value(first, path)), {f"{found['limit']} in {in_words(found['window'])}"}, place  # type: ignore[index]
            elif limit is not None and window is not None:
                figure = f"{value(limit, path)} in {in_words(value(window, path))}"  # type: ignore[arg-type]
                yield str(value(first, path)), {figure}, place


SAID = {name.strip("`"): set(often.split(", ")) for name, often, *_ in rows("How often")}


def test_everything_that_is_counted_stands_here_with_its_figures() -> None:
    wrong = [
        f"{place}: `{name}` is {', '.join(sorted(figures))}; docs/limits.md says {SAID.get(name, 'nothing')}"
        for name, figures, place in counted()
        if SAID.get(name) != figures
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_stands_here_that_is_not_counted() -> None:
    assert set(SAID) == {name for name, _, _ in counted()}


@pytest.mark.parametrize(
    ("what", "figure", "place"), [*rows("How much"), *rows("How long")], ids=lambda cell: str(cell)[:40]
)
def test_a_figure_is_the_one_that_holds(what: str, figure: str, place: str) -> None:
    module, _, name = place.strip("`").partition(":")
    holds = getattr(importlib.import_module(module), name)
    said = {in_words(holds)} if isinstance(holds, timedelta) else {f"{holds:,}", f"{holds / 10**6:g} MB"}
    assert figure in said | ({f"{holds / 2**20:g} MB"} if isinstance(holds, int) else set())


def test_every_limit_has_its_reason() -> None:
    assert all(row[-1] and re.search(r"\w{3}", row[-1]) for row in rows("How often"))
