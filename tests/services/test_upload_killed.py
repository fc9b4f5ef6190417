"""An upload that is killed leaves no row without its file, and nothing that calls itself scanned."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from flask import Flask

from incidents.store import files
from tests import databases
from tests.ordeals import canary, upload_memory
from tests.ordeals.upload_kill import ordeal


def test_three_kills_in_the_middle_of_an_upload(
    app: object, sqlite: databases.Database, tmp_path: Path
) -> None:
    """The long form, 200 kills, is tests/ordeals/upload_kill.py."""
    try:
        done, faults = ordeal(sqlite, tmp_path, 3, seed=7)
    finally:
        files.bind(databases.EVIDENCE, databases.MASTER_KEY)
    assert done == 3
    assert faults == []


def test_no_plain_byte_of_a_file_lies_on_disk_whatever_is_done_with_it(
    app: Flask, sqlite: databases.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The long form, with sixty kills, is tests/ordeals/canary.py."""
    passing = tmp_path / "tmp"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    try:
        assert canary.ordeal(app, sqlite, tmp_path, 2, seed=7) == []
        (tmp_path / "planted").write_bytes(b"x" + canary.WORDS)
        assert canary.plain(sqlite, tmp_path) == [str(tmp_path / "planted")], "what would be found"
    finally:
        files.bind(databases.EVIDENCE, databases.MASTER_KEY)


def test_a_large_file_takes_no_more_memory_than_a_small_one(
    app: Flask, sqlite: databases.Database, tmp_path: Path
) -> None:
    """The long form, 500 MB, is tests/ordeals/upload_memory.py."""
    try:
        grown, plain = upload_memory.ordeal(app, tmp_path, 1)
    finally:
        files.bind(databases.EVIDENCE, databases.MASTER_KEY)
    assert grown < 30
    assert plain == []
