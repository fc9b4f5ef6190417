"""`policy install` and `policy list`: each new text is a version, and a broken one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from config import HERE
from incidents.services.verifying import verify
from tests.databases import Database

FTS = HERE / "policies" / "fts.yaml"


def run(app: Flask, *words: str) -> Result:
    """What the command says."""
    return app.test_cli_runner().invoke(args=["policy", *words])


def test_every_charity_is_listed(app: Flask, database: Database) -> None:
    found = run(app, "list")
    assert found.exit_code == 0
    assert len(found.output.splitlines()) == 5
    assert any(line.startswith("fts  ") for line in found.output.splitlines())


def test_the_same_text_is_no_new_version(app: Flask, database: Database) -> None:
    before = verify()
    found = run(app, "install", str(FTS))
    assert (found.exit_code, found.output) == (0, "fts.yaml: version 1, as before\n")
    assert verify() == before


def test_a_changed_text_is_a_new_version_and_an_entry(app: Flask, database: Database, tmp_path: Path) -> None:
    before = verify().entries
    changed = tmp_path / "fts.yaml"
    changed.write_text(FTS.read_text().replace("short_name: ", "short_name: New ", 1))
    found = run(app, "install", str(changed))
    assert (found.exit_code, found.output) == (0, "fts.yaml: version 2\n")
    assert verify().entries == before + 1
    assert verify().sound


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
    found = run(app, "install", str(FTS), str(broken), str(HERE / "policies" / "hsbbh.yaml"))
    assert found.exit_code == 1
    assert "fts.yaml: version 1, as before" in found.output
    assert "hsbbh" not in found.output


@pytest.mark.parametrize("words", [("install",), ("install", "nowhere.yaml"), ("install", ".")])
def test_what_is_no_file_is_refused(app: Flask, sqlite: Database, words: tuple[str, ...]) -> None:
    found = run(app, *words)
    assert found.exit_code == 2
    assert "Traceback" not in found.output
