"""No plain byte of a file on disk, whatever is done with it: `python -m tests.ordeals.canary 60`.

A text and a picture that carry words nobody else has are sent, shown, copied, taken out with all evidence,
scanned and read again; uploads are killed half way. After each step every file is read that the program could
have written: the store, the database with its journals, the folder for passing files, and what it holds open.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from incidents.domain.words import Role
from incidents.services import evidence_care
from incidents.services.actors import Member
from incidents.store import db, files
from tests import cast, databases, steps
from tests.cast import NOW
from tests.databases import Database
from tests.hostile.files import picture
from tests.hostile.row import chunk
from tests.uploads import add, upload
from tests.web.test_evidence import on_disk, raw

WORDS = b"canary 7f3a of which no byte may lie about"
TEXT = (WORDS + b"\n") * 4_000
_WHOLE = picture("PNG", (300, 200))
PICTURE = _WHOLE[:33] + chunk(b"tEXt", b"Comment\0" + WORDS) + _WHOLE[33:]
# How it could lie about all the same.
SPELLINGS = (WORDS, WORDS.decode().encode("utf-16-le"), WORDS.hex().encode())


def ordeal(app: Flask, database: Database, places: Path, kills: int, seed: int) -> list[str]:
    """Every step, and so many kills; each place where a plain byte was found, after which step."""
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(lead)
    files.bind(places / "evidence", databases.MASTER_KEY)
    client = cast.browse(app, "fts", lead).client
    found: list[str] = []
    for step in _steps(client, reference):
        found += [f"{step}: {place}" for place in plain(database, places)]
    chosen = random.Random(seed)
    for number in range(kills):
        _killed(database, lead, reference, chosen.randrange(1, 4_000))
        found += [f"kill number {number}: {place}" for place in plain(database, places)]
    return found


def plain(database: Database, places: Path) -> list[str]:
    """The files in which the words can be read."""
    folders = [places, Path(tempfile.gettempdir())]
    if database.kind == "sqlite":
        base = Path(str(database.engine.url.database))
        every = [*base.parent.glob(f"{base.name}*")]
    else:
        every = []
    every += [path for folder in folders for path in folder.rglob("*") if _ours(path)]
    found = [str(path) for path in dict.fromkeys(every) if _has(path)]
    return found + on_disk(WORDS)


def _ours(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink() and path.stat().st_uid == os.getuid()
    except OSError:
        return False


def _has(path: Path) -> bool:
    try:
        body = path.read_bytes()
    except OSError:
        return False
    return any(words in body for words in SPELLINGS)


def _steps(client: FlaskClient, reference: str) -> Iterator[str]:
    at = f"/fts/cases/{reference}/evidence"
    for name, body in (("canary.txt", TEXT), ("canary.png", PICTURE)):
        assert client.post(f"{at}/new?shows=no", **raw(body, name)).status_code == 302
        yield f"{name} was sent"
    client.post(f"{at}/new?shows=no", **raw(b"<html>" + TEXT, "refused.txt"))
    yield "one was refused"
    for row in steps.rows("evidence"):
        for what in ("file", "picture", "copy"):
            answer = client.get(f"{at}/{row['id']}/{what}")
            begun = next(iter(answer.response), b"")
            yield f"{row['name']}: {what}, half way ({len(begun)} bytes out)"
            answer.get_data()
            yield f"{row['name']}: {what}"
    asked = {"recipient": "A tribunal", "purpose": "The hearing"}
    answer = client.post(f"{at}/all", data=asked)
    assert WORDS in answer.get_data(), "the words are in what leaves, so they could have been found"
    yield "all of it was taken out"
    evidence_care.rehash(NOW)
    yield "all of it was read again"


def _killed(database: Database, lead: Member, reference: str, at: int) -> None:
    child = os.fork()
    if child == 0:
        left = [at]

        def count(_frame: FrameType, _event: str, _arg: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            db.bind(sa.create_engine(database.url))
            sys.setprofile(count)
            add(lead, reference, upload(TEXT, "x.txt"))
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def main() -> None:
    """The long form."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = str(Path(folder) / "tmp")
        Path(tempfile.tempdir).mkdir()
        app = databases.make_app(databases.empty("sqlite"))
        database = databases.fresh("sqlite")
        found = ordeal(app, database, Path(folder), times, seed=times)
        databases.drop(database)
    print(f"{times} kills, {len(found)} places with a plain byte")  # noqa: T201
    for fault in found:
        print(fault)  # noqa: T201
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
