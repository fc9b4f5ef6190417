"""Cases reach a page through one loader, and a query of cases through one filter; read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "incidents"
QUERIES = sorted((HOUSE / "store" / "queries").glob("*.py"))
SERVICES = sorted((HOUSE / "services").rglob("*.py"))
# What belongs to a case.
OF_CASES = frozenset(
    {"CaseFile", "Track", "Report", "Involvement", "Task", "ClockRow", "Evidence", "Citation", "FindingRow"}
)
# The queries that find one case; and which file besides the loader asks them, and why.
FINDS = frozenset({"row", "row_by_id", "around", "whole", "relation", "unseen"})
LOADER = "gather.py"
ASKS_TOO = {
    "joining.py": "joining two cases takes the second one with the same eyes, after the first was loaded",
    "board_steps.py": "a pack shows the clocks as its writer sees them; the case was loaded",
}
# A query that is given neither a reader nor a case that was loaded, and why it may.
_OF_A_LOADED_CASE = "takes the id of a case that its caller has loaded"
_NOBODY_READS = "the program itself works with it; nobody is shown it before the filter is asked again"
_OWN_REPORTS = "one's own reports, and their plain status; hidden cases are left out there"
NO_EYES = {
    "board.open_tasks": "of a matter that its caller has loaded",
    "board_report.hidden_from_any": "finds the ids of what must be left out, for many readers at once",
    "clocks.all_running": _NOBODY_READS,
    "delivery.drop_stale": "throws mails away unsent",
    "due.clocks": _NOBODY_READS,
    "due.tasks": _NOBODY_READS,
    "due.look_agains": _NOBODY_READS,
    "due.state": _NOBODY_READS,
    "due.reference": _NOBODY_READS,
    "due.references": _NOBODY_READS,
    "evidence.taken": _OF_A_LOADED_CASE,
    "evidence.waiting": "files to scan, for the worker",
    "evidence.everything": "files to check for rot, for the worker",
    "evidence.case_of": "the case of a file, for the worker",
    "ledger.case_id": "verifying the trail: an id, and no word of the case",
    "ledger.stored_heads": "verifying the trail: hashes alone",
    "ledger.stored_states": "verifying the trail: states against the events",
    "mine.reports": _OWN_REPORTS,
    "mine.reports_of": _OWN_REPORTS,
    "mine._found": _OWN_REPORTS,
    "mine.answers": "of the cases of one's own reports, which were found before",
    "mine.complaints": "of the cases of one's own reports, which were found before",
    "one_case.lock_all": "holds rows and reads none",
    "same_person.cases_of": "ids alone, for joining two records of a person; nobody is shown them",
    "same_person.move_outside_cases": "joins two records of a person; reads nothing",
    "telling.decisions_of": _OF_A_LOADED_CASE,
}


def queries(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, dict[str, str]]]:
    """Each function that asks the database about what belongs to a case, with its annotated arguments."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            every = (*function.args.args, *function.args.kwonlyargs)
            given = {one.arg: ast.unparse(one.annotation) for one in every if one.annotation}
            named = {
                node.id for part in function.body for node in ast.walk(part) if isinstance(node, ast.Name)
            }
            if "session" in given and named & OF_CASES:
                yield function, given


def without_eyes(name: str, tree: ast.Module) -> Iterator[str]:
    """Queries of cases that take neither a reader nor a case that was loaded."""
    for function, given in queries(tree):
        if not {"Reader", "CaseFile"} & set(given.values()):
            yield f"{name}.{function.name}"


def finds(tree: ast.AST) -> Iterator[int]:
    """Where a case is looked for by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FINDS:
            if ast.unparse(node.value) not in ("one_case", "relations"):
                continue
            yield node.lineno
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            wanted = {ast.unparse(one) for one in node.args[:1]}
            if called in ("select", "get", "get_one") and "CaseFile" in wanted:
                yield node.lineno


def test_one_file_finds_cases_for_people() -> None:
    found = {
        path.name
        for path in SERVICES
        if path.parent.name != "demonstration" and any(finds(ast.parse(path.read_text())))
    }
    assert found == {LOADER, *ASKS_TOO}


def test_every_query_of_cases_has_eyes_or_a_reason() -> None:
    found = {name for path in QUERIES for name in without_eyes(path.stem, ast.parse(path.read_text()))}
    assert found == set(NO_EYES)


def test_a_reader_that_is_given_is_asked() -> None:
    """A query with a reader hands it on, to the filter or to a function that does."""
    deaf = [
        f"{path.stem}.{function.name}"
        for path in QUERIES
        for function, given in queries(ast.parse(path.read_text()))
        if "Reader" in given.values()
        and not any(
            isinstance(node, ast.Name) and node.id == next(name for name in given if given[name] == "Reader")
            for node in ast.walk(function)
        )
    ]
    assert not deaf


PLANTED = (
    ("def f(session: Session, case_id: str): return session.get(CaseFile, case_id)", True),
    ("def f(session: Session, reader: Reader): return select(CaseFile).where(case_visible(reader))", False),
    ("def f(session: Session, case: CaseFile): return select(Track).where(Track.case_id == case.id)", False),
)


@pytest.mark.parametrize(("source", "caught"), PLANTED)
def test_a_query_without_eyes_is_caught(source: str, caught: bool) -> None:
    assert bool(list(without_eyes("planted", ast.parse(source)))) is caught


@pytest.mark.parametrize(
    "source", ["one_case.whole(session, eyes, name)", "select(CaseFile).where(x)", "session.get(CaseFile, k)"]
)
def test_a_second_loader_is_caught(source: str) -> None:
    assert list(finds(ast.parse(source)))
