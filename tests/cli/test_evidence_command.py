"""`evidence check` reads every file again and names what was changed; `sweep` throws away the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from incidents.domain.words import Role
from incidents.store import files
from tests import cast, steps
from tests.databases import EVIDENCE, MASTER_KEY, Database
from tests.uploads import add, path_of


@pytest.fixture
def folder(app: Flask, sqlite: Database, tmp_path: Path) -> Path:
    files.bind(tmp_path, MASTER_KEY)
    return tmp_path


def run(app: Flask, word: str) -> Result:
    """What the command says, and its exit status."""
    return app.test_cli_runner().invoke(args=["evidence", word])


def test_every_file_is_read_again_and_the_broken_one_is_named(app: Flask, folder: Path) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    case = steps.opened(lead)
    made = add(lead, case)
    found = run(app, "check")
    assert (found.exit_code, found.output) == (0, "1 files read, 0 broken.\n")
    assert run(app, "sweep").output == "0 left-over files thrown away.\n"
    path_of(folder, made).unlink()
    found = run(app, "check")
    assert found.exit_code == 1
    assert found.output.startswith(f"BROKEN: evidence file {made} is gone")
    files.bind(EVIDENCE, MASTER_KEY)


def test_without_a_scanner_it_says_how_to_set_one_up(app: Flask, folder: Path) -> None:
    found = run(app, "scan")
    assert found.exit_code == 1
    assert "CANDOUR_CLAMD" in found.output
    files.bind(EVIDENCE, MASTER_KEY)
