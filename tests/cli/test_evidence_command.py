"""`evidence check` reads every file again and names what was changed; `sweep` throws away the rest."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
from click.testing import Result
from flask import Flask

from incidents.domain.words import Role
from incidents.store import files
from tests import cast, steps
from tests.databases import EVIDENCE, MASTER_KEY, Database
from tests.hostile.files import PDF
from tests.uploads import add, path_of, taken_out, upload


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


@pytest.mark.parametrize("word", ["scan", "rescan"])
def test_without_a_scanner_it_says_how_to_set_one_up(app: Flask, folder: Path, word: str) -> None:
    found = run(app, word)
    assert found.exit_code == 1
    assert "CANDOUR_CLAMD" in found.output
    files.bind(EVIDENCE, MASTER_KEY)


def test_a_new_master_key_opens_everything_and_the_old_one_nothing(app: Flask, folder: Path) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    other = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    case, theirs = steps.opened(lead), steps.opened(other, slug="hss")
    made, made_there = add(lead, case, upload(PDF, "x.pdf")), add(other, theirs)
    sealed = path_of(folder, made).read_bytes()
    new = str(pyrage.x25519.Identity.generate())
    files.bind(folder, new, MASTER_KEY)
    assert taken_out(lead, case, made) == PDF, "the one before still opens"
    assert run(app, "rekey").output.startswith("2 keys sealed again.")
    assert run(app, "rekey").output.startswith("0 keys sealed again."), "a second time there is nothing to do"
    assert len(steps.payloads("keys_rewrapped")) == 2
    files.bind(folder, new)
    assert taken_out(lead, case, made) == PDF
    assert taken_out(other, theirs, made_there)
    assert path_of(folder, made).read_bytes() == sealed
    files.bind(folder, MASTER_KEY)
    with pytest.raises(files.Damaged):
        taken_out(lead, case, made)
    files.bind(EVIDENCE, MASTER_KEY)


def test_a_key_that_neither_opens_leaves_all_as_they_are(app: Flask, folder: Path) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    add(lead, steps.opened(lead))
    before = steps.rows("case_key")
    files.bind(folder, str(pyrage.x25519.Identity.generate()))
    found = run(app, "rekey")
    assert (found.exit_code, steps.rows("case_key")) == (1, before)
    assert "Nothing was changed" in found.output
    assert not steps.payloads("keys_rewrapped")
    files.bind(EVIDENCE, MASTER_KEY)
