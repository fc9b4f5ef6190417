"""The rules of the house: one door, one commit, no hidden session, the clock is told, small files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rules.source import FUNCTIONS, HOUSE, Rule, calls, given, is_so, names, nodes

LONGEST = 250
# File -> why it is longer than the others may be.
LONG_FILES: dict[str, str] = {}
# The engine comes from Flask-SQLAlchemy, to this file alone (decision on a plain base).
ENGINE = "incidents/store/db.py"
# The state of a mail is no state of a machine: how far its delivery is, outside the trail (decision 012).
DELIVERY = ("incidents/store/queries/delivery.py", "incidents/store/queries/outbox.py")
# The queue of jobs makes its own schema, beside the program's tables and before any use case.
OWN_SCHEMA = "incidents/jobs/queue.py"
# Where the clock is read: the request, the commands and the worker; everyone else is told.
CLOCKS = ("incidents/web/visit.py", "incidents/cli/", "incidents/jobs/")


def assigned(tree: ast.Module) -> Iterator[ast.expr]:
    """Everything that a value is given to, the parts of a pair too."""
    for node in nodes(tree):
        match node:
            case ast.Assign(targets=targets):
                ahead = list(targets)
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                ahead = [target]
            case _:
                continue
        while ahead:
            target = ahead.pop()
            if isinstance(target, ast.Tuple | ast.List):
                ahead.extend(target.elts)
            yield target


def only_the_door_changes_a_state(name: str, tree: ast.Module) -> Iterator[str]:
    """`services/progress.py` alone gives `.state` a value, and nobody does it by another way."""
    for target in assigned(tree):
        if (
            isinstance(target, ast.Attribute)
            and target.attr == "state"
            and name != "incidents/services/progress.py"
        ):
            yield f"line {target.lineno} changes a state"
    for called, call in calls(tree):
        last = called.rpartition(".")[2]
        if last in ("setattr", "__setattr__") and "store" not in name:
            yield f"line {call.lineno} sets an attribute by its name"
        if last == "values" and given(call, "state") is not None and name not in DELIVERY:
            yield f"line {call.lineno} changes a state in SQL"


def no_import_inside_a_function(name: str, tree: ast.Module) -> Iterator[str]:
    """What a file needs stands at its top."""
    for function in nodes(tree):
        if isinstance(function, (*FUNCTIONS, ast.Lambda)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"line {node.lineno} imports inside a function"


def one_commit(name: str, tree: ast.Module) -> Iterator[str]:
    """`work()` of the store is the only commit in the program, and nothing commits by itself."""
    if name == ENGINE:
        return
    for node in nodes(tree):
        match node:
            case ast.Attribute(attr="commit" | "begin_nested" as attr):
                yield f"line {node.lineno}: .{attr}"
            case ast.Constant(value=str(words)) if words.strip().upper() in ("COMMIT", "AUTOCOMMIT"):
                yield f"line {node.lineno} says {words}"
    for _, call in calls(tree):
        if is_so(given(call, "autocommit"), True) and name != OWN_SCHEMA:
            yield f"line {call.lineno} commits by itself"


def no_hidden_session(name: str, tree: ast.Module) -> Iterator[str]:
    """No global session, no `Model.query`, no `paginate`."""
    for node in nodes(tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        if (node.attr == "session" and owner == "db") or node.attr == "paginate":
            yield f"line {node.lineno}: {owner}.{node.attr}"
        if node.attr == "query" and owner[:1].isupper():
            yield f"line {node.lineno}: {owner}.query"


def the_clock_is_told(name: str, tree: ast.Module) -> Iterator[str]:
    """`now` is an argument, except where a request or a command begins; the database is not asked either."""
    if name.startswith(CLOCKS):
        return
    reads = re.compile(
        r"datetime\.(datetime\.)?(now|utcnow|today)|datetime\.date\.today|date\.today"
        r"|time\.(time|time_ns|localtime|gmtime|ctime|strftime)"
        r"|sqlalchemy\.func\.(now|current_timestamp|current_date|localtimestamp)"
    )
    for used, node in names(tree):
        if reads.fullmatch(used):
            yield f"line {node.lineno} reads the clock: {used}"


def a_module_opens_with_a_sentence(name: str, tree: ast.Module) -> Iterator[str]:
    """A module begins with a sentence that says its job."""
    first = " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
    if not re.fullmatch(r"[A-Z`].*[.?:]", first) or len(first) < 15:
        yield f"it does not begin with a sentence: {first!r}"


def a_file_is_not_two(name: str, tree: ast.Module) -> Iterator[str]:
    """A file that passes 250 lines is asking to be two."""
    path = HOUSE / name
    lines = len(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else _last_line(tree)
    if (lines > LONGEST) is not (name in LONG_FILES):
        yield f"it has {lines} lines" + (", so it needs no exception" if name in LONG_FILES else "")


def _last_line(tree: ast.Module) -> int:
    return max((getattr(node, "end_lineno", 0) or 0 for node in nodes(tree)), default=0)


RULES: tuple[Rule, ...] = (
    only_the_door_changes_a_state,
    no_import_inside_a_function,
    one_commit,
    no_hidden_session,
    the_clock_is_told,
    a_module_opens_with_a_sentence,
    a_file_is_not_two,
)
