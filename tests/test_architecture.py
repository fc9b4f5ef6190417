"""Which room may know which, where import-linter cannot say it; all other rules stand in tests/rules."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.rules.house import ENGINE
from tests.rules.source import HOUSE, ROOMS, imports, name_of, tree_of

DATABASE = ("store", "sqlalchemy", "flask_sqlalchemy", "alembic")
WEB = ("flask", "flask_wtf", "flask_login", "werkzeug", "wtforms")


def room_of(path: Path) -> str:
    """The room a file stands in: domain, store, services, web …"""
    return path.relative_to(HOUSE / "incidents").parts[0]


def test_the_rules_are_plain_python() -> None:
    strangers = {
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) == "domain"
        for module, _ in imports(tree_of(path))
        if module.split(".")[0] not in {*sys.stdlib_module_names, "incidents"}
        or (module.startswith("incidents.") and not module.startswith("incidents.domain"))
    }
    assert not strangers


def test_pages_commands_and_exports_know_no_database() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) in ("web", "cli", "exports", "post")
        for module, _ in imports(tree_of(path))
        if module.split(".")[0] in DATABASE or module.startswith("incidents.store")
    ]
    assert not wrong


def test_use_cases_store_and_exports_know_no_web() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in ROOMS
        if room_of(path) in ("services", "store", "exports", "post") and name_of(path) != ENGINE
        for module, _ in imports(tree_of(path))
        if module.split(".")[0] in (*WEB, "flask_sqlalchemy")
    ]
    assert not wrong


def test_the_engine_file_takes_flask_for_the_engine_alone() -> None:
    known = {module.split(".")[0] for module, _ in imports(tree_of(HOUSE / ENGINE))}
    assert "flask_sqlalchemy" in known
    assert known.isdisjoint({*WEB} - {"flask"})


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base_utils"}
    assert not [name_of(path) for path in ROOMS if path.stem in nothing]
