"""An upload that is killed leaves no row without its file, and nothing that calls itself scanned."""

from __future__ import annotations

from pathlib import Path

from incidents.store import files
from tests import databases
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
