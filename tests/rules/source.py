"""Reading the source for the rules: its files, what a name in it stands for, what it imports and calls."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOMS = sorted((HOUSE / "incidents").rglob("*.py"))
# The wiring and the settings are no room, and may do no more than one.
WHOLE = [*ROOMS, HOUSE / "app.py", *sorted(HOUSE.glob("config*.py"))]
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# A rule is handed the name of a file and its tree, and yields what is wrong with it.
Rule = Callable[[str, ast.Module], Iterator[str]]


def name_of(path: Path) -> str:
    """A file as the rules name it: incidents/web/gate.py."""
    return path.relative_to(HOUSE).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The tree of a file, read once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Every node of a file, walked once for all rules."""
    return tuple(ast.walk(tree))


def imports(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Each module that is imported, whole name, with its statement."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or ""), node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


@cache
def stands_for(tree: ast.Module) -> dict[str, str]:
    """What an imported name stands for, so that `from time import time as t` hides nothing."""
    found: dict[str, str] = {}
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                found[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def dotted(node: ast.AST, known: dict[str, str]) -> str:
    """A name with its dots, imports put in; the part that is no plain name is "…"."""
    match node:
        case ast.Name(id=name):
            return known.get(name, name)
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value, known)}.{attr}"
    return "…"


@cache
def names(tree: ast.Module) -> tuple[tuple[str, ast.expr], ...]:
    """Every name that is used, longest form, with its place."""
    known = stands_for(tree)
    return tuple(
        (dotted(one, known), one) for one in nodes(tree) if isinstance(one, ast.Name | ast.Attribute)
    )


@cache
def calls(tree: ast.Module) -> tuple[tuple[str, ast.Call], ...]:
    """Every call, with the whole name of what is called."""
    known = stands_for(tree)
    return tuple((dotted(one.func, known), one) for one in nodes(tree) if isinstance(one, ast.Call))


def given(call: ast.Call, word: str) -> ast.expr | None:
    """What a call gives to a word, if it names it."""
    return next((one.value for one in call.keywords if one.arg == word), None)


def is_so(node: ast.expr | None, value: object) -> bool:
    """Whether something is exactly this constant."""
    return isinstance(node, ast.Constant) and node.value is value


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    yield from (node for node in nodes(tree) if isinstance(node, FUNCTIONS))
