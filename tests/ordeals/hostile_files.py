"""Every hostile file through the page, and out again: `python -m tests.ordeals.hostile_files`."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from incidents.domain.words import Role
from incidents.services import evidence_care
from incidents.store import files
from tests import cast, databases, steps
from tests.cast import NOW
from tests.hostile.corpus import EVERY
from tests.hostile.row import Row
from tests.uploads import TOLD, path_of

DAY = {"captured_on-day": "20", "captured_on-month": "11", "captured_on-year": "2026"}


def ordeal(app: Flask, folder: Path, rows: Sequence[Row]) -> list[str]:
    """Send every file; what is not as its row says, what lies outside the store, what a copy still hides."""
    outside = {path for path in folder.parent.rglob("*") if not path.is_relative_to(folder)}
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(lead)
    files.bind(folder, databases.MASTER_KEY)
    client = cast.browse(app, "fts", lead).client
    at = f"/fts/cases/{reference}/evidence"
    found = [fault for row in rows for fault in _sent(client, at, folder, row)]
    found += evidence_care.rehash(NOW).broken
    found += evidence_care.unpaired(NOW).rows
    new = {path for path in folder.parent.rglob("*") if not path.is_relative_to(folder)} - outside
    found += [f"{path} lies outside the store" for path in new]
    kept = [path for path in folder.rglob("*") if path.is_file()]
    found += [f"{path} is no file of the store" for path in kept if path.suffix != ".age"]
    found += [f"{path} may be run" for path in kept if path.stat().st_mode & 0o777 != 0o400]
    return found


def _sent(client: FlaskClient, at: str, folder: Path, row: Row) -> list[str]:
    known = {str(one["id"]) for one in steps.rows("evidence")}
    # As a browser sends it: no half pairs, and line breaks in the letters of the web.
    name = row.name.encode("utf-8", "replace").decode().replace("\r", "%0D").replace("\n", "%0A")
    answer = client.post(f"{at}/new?shows=no", data={**TOLD, **DAY, "file": (io.BytesIO(row.body), name)})
    new = [one for one in steps.rows("evidence") if one["id"] not in known]
    if not row.kind:
        words = answer.get_data(as_text=True)
        return (
            []
            if answer.status_code == 422 and row.words in words and not new
            else [f"not refused: {row.sentence}"]
        )
    if answer.status_code != 302 or len(new) != 1:
        return [f"not taken ({answer.status_code}): {row.sentence}"]
    (made,) = new
    found = []
    if (made["kind"], bool(made["opaque"])) != (row.kind, row.opaque):
        found.append(f"taken as something else: {row.sentence}")
    if not path_of(folder, str(made["id"])).resolve().is_relative_to(folder.resolve()):
        found.append(f"outside the store: {row.sentence}")
    return found + _out_again(client, f"{at}/{made['id']}", row)


def _out_again(client: FlaskClient, at: str, row: Row) -> list[str]:
    """The file is what was sent, as an attachment in a sandbox; the picture of it is a PNG, or nothing."""
    out = client.get(f"{at}/file")
    safe = (
        out.headers["Content-Disposition"].startswith("attachment; "),
        out.headers["Content-Type"] == "application/octet-stream",
        out.headers["X-Content-Type-Options"] == "nosniff",
        out.headers["Content-Security-Policy"].startswith("sandbox; "),
    )
    found = [] if out.get_data() == row.body else [f"not what was sent: {row.sentence}"]
    found += [] if all(safe) else [f"could be opened as a page: {row.sentence}"]
    shown = client.get(f"{at}/picture").get_data()
    if shown and not shown.startswith(b"\x89PNG"):
        found.append(f"shown as it came: {row.sentence}")
    if shown and (row.opaque or b"<script" in shown.lower() or b"<?php" in shown.lower()):
        found.append(f"shown, and should not be: {row.sentence}")
    return found


def main() -> None:
    """The whole corpus."""
    app = databases.make_app(databases.empty("sqlite"))
    database = databases.fresh("sqlite")
    with tempfile.TemporaryDirectory() as folder:
        found = ordeal(app, Path(folder) / "evidence", EVERY)
    databases.drop(database)
    print(f"{len(EVERY)} hostile files, {len(found)} faults")  # noqa: T201
    for fault in found:
        print(fault)  # noqa: T201
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
