"""SQL is never put together from text: values are bound, and the few fixed names have their reason here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rules.source import Rule, calls, dotted, nodes, stands_for

# File -> why its SQL may be put together: nothing in it comes from outside.
OWN_NAMES = {
    "incidents/store/seals.py": "triggers are made from the names of our own tables",
    "incidents/store/db.py": "the settings of SQLite are a fixed list",
    "incidents/jobs/queue.py": "the name of its schema is a constant",
}
# What sends its first word to the database as it stands, by its last name …
_RUNS = ("execute", "executemany", "executescript", "exec_driver_sql", "mogrify")
# … or makes SQL of it, by its whole name.
_MAKES = ("sqlalchemy.text", "sqlalchemy.literal_column", "sqlalchemy.DDL", "sqlalchemy.schema.DDL",
          "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text", "psycopg.sql.SQL")  # fmt: skip


def sql_is_not_put_together(name: str, tree: ast.Module) -> Iterator[str]:
    """No f-string, `%`, `.format`, `+` or `join` on the way into the database, also not by way of a name."""
    if name in OWN_NAMES:
        return
    known = stands_for(tree)
    made = {
        target.id
        for node in nodes(tree)
        if isinstance(node, ast.Assign) and _is_put_together(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    made |= {
        node.target.id
        for node in nodes(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    for called, call in calls(tree):
        if called not in _MAKES and called.rpartition(".")[2] not in _RUNS:
            continue
        for word in call.args[:1]:
            inner = word.args[0] if isinstance(word, ast.Call) and _makes(word, known) and word.args else word
            if _is_put_together(inner) or (isinstance(inner, ast.Name) and inner.id in made):
                yield f"line {call.lineno} puts SQL together"


def _makes(call: ast.Call, known: dict[str, str]) -> bool:
    return dotted(call.func, known) in _MAKES


def _is_put_together(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) for part in parts)
        case ast.BinOp(left=left, op=ast.Mod() | ast.Add(), right=right):
            return _is_text(left) or _is_text(right)
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "join" | "replace")):
            return _is_text(value)
    return False


def _is_text(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        or _is_put_together(node)
    )


RULES: tuple[Rule, ...] = (sql_is_not_put_together,)
