"""`schemas`: every published shape is written into a folder."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask

from incidents.cli.schemas import files


def test_every_shape_is_written_into_the_folder(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["schemas", str(tmp_path)])
    assert done.exit_code == 0, done.output
    written = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert written == files()
    ids = [json.loads(text)["$id"] for text in written.values()]
    assert len(set(ids)) == len(ids) >= 3


def test_a_folder_that_is_not_there_is_refused(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["schemas", str(tmp_path / "none")])
    assert done.exit_code == 2
