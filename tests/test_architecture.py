"""What import-linter cannot say about the house, read from the source; each exception has its reason."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = sorted((HOUSE / "incidents").rglob("*.py"))
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
LONGEST = 250
# File -> why it is longer than the others may be.
LONG_FILES: dict[str, str] = {}
DATABASE = ("store", "sqlalchemy", "flask_sqlalchemy", "alembic")
WEB = ("flask", "flask_wtf", "flask_login", "werkzeug", "wtforms")
# The engine comes from Flask-SQLAlchemy, to this file alone (decision on a plain base).
ENGINE = "incidents/store/db.py"
# The state of a mail is no state of a machine: how far its delivery is, outside the trail (decision 012).
DELIVERY = ("incidents/store/queries/delivery.py", "incidents/store/queries/outbox.py")
# Where the clock is read: the request, the commands and the worker; everyone else is told.
CLOCKS = ("incidents/web/visit.py", "incidents/cli/", "incidents/jobs/")


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def room_of(path: Path) -> str:
    """The room a file stands in: domain, store, services, web …"""
    return path.relative_to(HOUSE / "incidents").parts[0]


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Each module that is imported, whole name, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or ""), node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def assigned(tree: ast.AST) -> Iterator[ast.expr]:
    """Everything that a value is given to, the parts of a pair too."""
    for node in ast.walk(tree):
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


def only_the_door_changes_a_state(name: str, tree: ast.AST) -> Iterator[str]:
    """`services/progress.py` alone gives `.state` a value, and nobody does it by another way."""
    for target in assigned(tree):
        if (
            isinstance(target, ast.Attribute)
            and target.attr == "state"
            and name != "incidents/services/progress.py"
        ):
            yield f"line {target.lineno} changes a state"
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if called in ("setattr", "__setattr__") and "store" not in name:
            yield f"line {call.lineno} sets an attribute by its name"
        changed = {word.arg for word in call.keywords} if called == "values" else set()
        if "state" in changed and name not in DELIVERY:
            yield f"line {call.lineno} changes a state in SQL"


def no_import_inside_a_function(name: str, tree: ast.AST) -> Iterator[str]:
    """What a file needs stands at its top."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"line {node.lineno} imports inside a function"


def one_commit(name: str, tree: ast.AST) -> Iterator[str]:
    """`work()` of the store is the only commit in the program."""
    if name == ENGINE:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "begin_nested"):
            yield f"line {node.lineno}: .{node.attr}"


def no_hidden_session(name: str, tree: ast.AST) -> Iterator[str]:
    """No global session, no `Model.query`, no `paginate`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        if (node.attr == "session" and owner == "db") or node.attr == "paginate":
            yield f"line {node.lineno}: {owner}.{node.attr}"
        if node.attr == "query" and owner[:1].isupper():
            yield f"line {node.lineno}: {owner}.query"


def the_clock_is_told(name: str, tree: ast.AST) -> Iterator[str]:
    """`now` is an argument, except where a request or a command begins."""
    if name.startswith(CLOCKS):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today", "time"):
            owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            if owner in ("datetime", "date", "time"):
                yield f"line {node.lineno} reads the clock"


def nothing_is_marked_safe(name: str, tree: ast.AST) -> Iterator[str]:
    """Templates escape; no text is trusted by hand."""
    for module, node in imports(tree):
        if module.split(".")[-1] in ("Markup", "render_template_string"):
            yield f"line {node.lineno} imports {module}"


def a_module_opens_with_a_sentence(name: str, tree: ast.AST) -> Iterator[str]:
    """A module begins with a sentence that says its job."""
    words = ast.get_docstring(tree) if isinstance(tree, ast.Module) else None
    first = " ".join((words or "").split("\n\n")[0].split())
    if not re.fullmatch(r"[A-Z`].*[.?:]", first) or len(first) < 15:
        yield f"it does not begin with a sentence: {first!r}"


def a_file_is_not_two(name: str, tree: ast.AST) -> Iterator[str]:
    """A file that passes 250 lines is asking to be two."""
    lines = len((HOUSE / name).read_text().splitlines())
    if (lines > LONGEST) is not (name in LONG_FILES):
        yield f"it has {lines} lines" + (", so it needs no exception" if name in LONG_FILES else "")


RULES: tuple[Callable[[str, ast.AST], Iterator[str]], ...] = (
    only_the_door_changes_a_state,
    no_import_inside_a_function,
    one_commit,
    no_hidden_session,
    the_clock_is_told,
    nothing_is_marked_safe,
    a_module_opens_with_a_sentence,
    a_file_is_not_two,
)


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_house_keeps_its_rules(rule: Callable[[str, ast.AST], Iterator[str]]) -> None:
    broken = [
        f"{name_of(path)}: {problem}"
        for path in ROOMS
        for problem in rule(name_of(path), ast.parse(path.read_text()))
    ]
    assert not broken, "\n".join(broken)


# A rule, code that breaks it, and code that does not.
PLANTED: list[tuple[Callable[[str, ast.AST], Iterator[str]], str, str]] = [
    (only_the_door_changes_a_state, "track.state = 'x'", "state = 'x'"),
    (only_the_door_changes_a_state, "a, case.state = 1, 'x'", "a = case.state"),
    (only_the_door_changes_a_state, "update(Track).values(state='x')", "update(Track).values(case_id='x')"),
    (only_the_door_changes_a_state, "setattr(case, name, 'x')", "getattr(case, name)"),
    (no_import_inside_a_function, "def f():\n    import os", "import os"),
    (one_commit, "session.commit()", "committed()"),
    (no_hidden_session, "db.session.add(1)", "session.add(1)"),
    (no_hidden_session, "Case.query.all()", "query.all()"),
    (the_clock_is_told, "datetime.now(UTC)", "visit.now()"),
    (the_clock_is_told, "datetime.datetime.utcnow()", "now.astimezone(LONDON).date()"),
    (nothing_is_marked_safe, "from markupsafe import Markup", "from markupsafe import escape"),
    (a_module_opens_with_a_sentence, '"""no sentence at all"""', '"""It says what it is for."""'),
    (a_module_opens_with_a_sentence, "x = 1", '"""It says what it is for.\n\nand more of it"""'),
]


@pytest.mark.parametrize(("rule", "bad", "good"), PLANTED, ids=[row[1][:40] for row in PLANTED])
def test_each_rule_finds_what_it_forbids(
    rule: Callable[[str, ast.AST], Iterator[str]], bad: str, good: str
) -> None:
    assert list(rule("incidents/services/planted.py", ast.parse(bad)))
    assert not list(rule("incidents/services/planted.py", ast.parse(good)))


def test_the_rules_are_plain_python() -> None:
    strangers = {
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) == "domain"
        for module, _ in imports(ast.parse(path.read_text()))
        if module.split(".")[0] not in {*sys.stdlib_module_names, "incidents"}
        or (module.startswith("incidents.") and not module.startswith("incidents.domain"))
    }
    assert not strangers


def test_pages_commands_and_exports_know_no_database() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) in ("web", "cli", "exports")
        for module, _ in imports(ast.parse(path.read_text()))
        if module.split(".")[0] in DATABASE or module.startswith("incidents.store")
    ]
    assert not wrong


def test_use_cases_store_and_exports_know_no_web() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) in ("services", "store", "exports") and name_of(path) != ENGINE
        for module, _ in imports(ast.parse(path.read_text()))
        if module.split(".")[0] in (*WEB, "flask_sqlalchemy")
    ]
    assert not wrong


def test_the_engine_file_takes_flask_for_the_engine_alone() -> None:
    known = {module.split(".")[0] for module, _ in imports(ast.parse((HOUSE / ENGINE).read_text()))}
    assert "flask_sqlalchemy" in known
    assert known.isdisjoint({*WEB} - {"flask"})


def test_nothing_in_a_template_is_marked_safe_or_written_inline() -> None:
    forbidden = re.compile(
        r"\|\s*safe\b|\bMarkup\b|autoescape false|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+="
    )
    found = [f"{path.name}: {hit[0]}" for path in TEMPLATES for hit in forbidden.finditer(path.read_text())]
    assert not found


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base_utils"}
    assert not [name_of(path) for path in ROOMS if path.stem in nothing]
