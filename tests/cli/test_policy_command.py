"""`policy install`, `check`, `show` and `list`: each new text is a version, and a broken one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from config import HERE
from incidents.services.verifying import verify
from tests.cast import charity
from tests.databases import Database

POLICIES = HERE / "policies"
FTS = POLICIES / "fts.yaml"


def run(app: Flask, *words: str) -> Result:
    """What the command says."""
    return app.test_cli_runner().invoke(args=["policy", *words])


def changed(folder: Path, old: str, new: str, source: Path = FTS) -> str:
    """A copy of a policy file in which one thing is otherwise."""
    text = source.read_text()
    assert old in text
    path = folder / source.name
    path.write_text(text.replace(old, new, 1))
    return str(path)


def test_every_charity_is_listed_with_the_version_in_force(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    run(app, "install", changed(tmp_path, "in_force_from: null", "in_force_from: 2999-01-01"))
    run(app, "install", changed(tmp_path, "short_name: ", "short_name: New ", POLICIES / "hss.yaml"))
    found = run(app, "list")
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert len(lines) == 5
    assert [line for line in lines if line.startswith("fts  ")] == [
        f"fts  {charity('fts').name}, version 1"
    ], "the coming one is not in force"
    assert any(line.startswith("hss  ") and line.endswith(", version 2") for line in lines)


def test_the_same_text_is_no_new_version(app: Flask, database: Database) -> None:
    before = verify()
    found = run(app, "install", str(FTS))
    assert (found.exit_code, found.output) == (0, "fts.yaml: version 1, as before\n  nothing differs\n")
    assert verify() == before


def test_a_changed_text_is_a_new_version_and_an_entry(app: Flask, database: Database, tmp_path: Path) -> None:
    before = verify().entries
    name = charity().short_name
    found = run(app, "install", changed(tmp_path, "short_name: ", "short_name: New "))
    said = f"  The charity's short name changes from “{name}” to “New {name}”."
    assert (found.exit_code, found.output.splitlines()) == (0, ["fts.yaml: version 2", said])
    assert verify().entries == before + 1
    assert verify().sound


def test_a_version_that_would_begin_before_the_newest_is_refused(
    app: Flask, sqlite: Database, tmp_path: Path
) -> None:
    run(app, "install", changed(tmp_path, "in_force_from: null", "in_force_from: 2999-01-01"))
    before = verify()
    found = run(app, "install", changed(tmp_path, "in_force_from: null", "in_force_from: 2998-12-31"))
    assert found.exit_code == 1
    assert "The newest version holds from 1 January 2999" in found.output
    assert verify() == before


def test_another_code_for_a_charity_is_refused(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    path = tmp_path / "fts.yaml"
    path.write_text(FTS.read_text().replace("FTS", "XYZ"))
    found = run(app, "install", str(path))
    assert found.exit_code == 1
    assert "stays FTS" in found.output


def test_a_charity_that_is_new_has_no_version_before(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(FTS.read_text().replace("id: fts", "id: brightwater").replace("FTS", "BWT"))
    found = run(app, "install", str(path))
    assert (found.exit_code, found.output) == (0, "new.yaml: version 1\n")


def test_a_broken_file_is_named_with_line_and_remedy(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    before = verify()
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: fts\nname: [unclosed\n")
    found = run(app, "install", str(broken))
    assert found.exit_code == 1
    assert found.output.startswith(f"Error: {broken}")
    assert "line 2" in found.output or "line 3" in found.output
    assert "Traceback" not in found.output
    assert verify() == before


def test_files_before_a_broken_one_stay_and_later_ones_are_not_begun(
    app: Flask, sqlite: Database, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: fts\n")
    found = run(app, "install", str(FTS), str(broken), str(POLICIES / "hsbbh.yaml"))
    assert found.exit_code == 1
    assert "fts.yaml: version 1, as before" in found.output
    assert "hsbbh" not in found.output


@pytest.mark.parametrize("words", [("install",), ("install", "nowhere.yaml"), ("install", "."), ("check",)])
def test_what_is_no_file_is_refused(app: Flask, sqlite: Database, words: tuple[str, ...]) -> None:
    found = run(app, *words)
    assert found.exit_code == 2
    assert "Traceback" not in found.output


def test_each_of_the_five_is_good(app: Flask) -> None:
    files = [str(path) for path in sorted(POLICIES.glob("*.yaml"))]
    found = run(app, "check", *files)
    assert (found.exit_code, found.output.splitlines()) == (0, [f"{path}: good" for path in files])


FAULTY = (
    pytest.param("code: FTS", "code: fts", "use 3 to 5 capital letters", id="a code in small letters"),
    pytest.param("binds: [organisation]", "binds: [organization]", "did you mean 'organisation'", id="role"),
    pytest.param("route: governance_action", "route: governance", "unknown route", id="a route"),
    pytest.param("id: FTS-V-07", "id: FTS-PL-01", "stands twice", id="an id that is there already"),
    pytest.param("name: ", "named: ", "the key 'name' is missing", id="a key that is missing"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTY)
def test_a_faulty_file_is_not_good_and_the_others_are_looked_at_too(
    app: Flask, tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = changed(tmp_path, old, new)
    found = run(app, "check", path, str(POLICIES / "hss.yaml"))
    assert found.exit_code == 1
    assert said in found.output
    assert f"{path}, line " in found.output
    assert f"{path}: good" not in found.output
    assert f"{POLICIES / 'hss.yaml'}: good" in found.output


def test_every_fault_of_a_file_is_told_at_once(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    text = FTS.read_text().replace("route: governance_action", "route: no_such", 2)
    path.write_text(text)
    assert run(app, "check", str(path)).output.count("unknown route 'no_such'") == 2


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_what_cannot_be_read_is_not_good(app: Flask, name: str) -> None:
    found = run(app, "check", name)
    assert found.exit_code == 1
    assert "there is no such file" in found.output


def test_a_policy_is_shown_as_text(app: Flask, database: Database) -> None:
    found = run(app, "show", "hwd")
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert lines[0] == "Healthwatch Derbyshire: Social Networking Policy and Procedure"
    assert lines[1] == "Version 1, in force from the beginning"
    assert "It has been overdue since August 2023." in lines
    assert "Who it binds" in lines
    assert any(line.startswith("  Director: ") and line.endswith(" clauses") for line in lines)
    for clause in charity("hwd").policy.clauses:
        assert any(line.startswith(f"  {clause.id}  ") for line in lines), clause.id
    assert max(len(line) for line in lines if "For: " not in line) <= 100


def test_another_version_is_shown_when_asked_for(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    run(app, "install", changed(tmp_path, "in_force_from: null", "in_force_from: 2999-01-01"))
    assert "Version 1, in force from the beginning" in run(app, "show", "fts").output
    coming = run(app, "show", "fts", "--version", "2").output
    assert "Version 2, coming, from 1 January 2999" in coming


@pytest.mark.parametrize(
    "words", [("nobody",), ("fts", "--version", "2"), ("fts", "--version", "0"), ("fts", "--version", "-1")]
)
def test_what_is_not_there_cannot_be_shown(app: Flask, sqlite: Database, words: tuple[str, ...]) -> None:
    found = run(app, "show", *words)
    assert found.exit_code == 1
    assert "See: policy list" in found.output
