"""Evidence in and out: sealed, synced and checked; beside a plain copy with SHA-256."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pyrage

from incidents.store import files
from incidents.store.files import PIECE, Prints

Job = Callable[[], object]


class _Wire:
    """So many bytes, as they come in."""

    def __init__(self, piece: bytes, times: int) -> None:
        self.piece, self.left = piece, times

    def __iter__(self) -> _Wire:
        return self

    def __next__(self) -> bytes:
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.piece


def jobs(folder: Path, megabytes: int) -> tuple[Job, Job]:
    """Ours and the floor for so many megabytes, on the disk of `folder`."""
    piece = secrets.token_bytes(PIECE)
    times = megabytes * 1_000_000 // PIECE
    files.bind(folder / "evidence", str(pyrage.x25519.Identity.generate()))
    key, plain = files.new_key(), folder / "plain"

    def ours() -> None:
        file_id = secrets.token_hex(16)
        with files.spool() as spool:  # as a form brings it
            for part in _Wire(piece, times):
                spool.write(part)
            spool.seek(0)
            prints: Prints = files.put(file_id, key, spool)
        with files.take(file_id, key, prints) as out:  # as it leaves
            while out.read(PIECE):
                pass
        files.discard(file_id)

    def beneath() -> None:
        sha256 = hashlib.sha256()
        with plain.open("wb") as file:
            for part in _Wire(piece, times):
                sha256.update(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        again = hashlib.sha256()
        with plain.open("rb") as file:
            while part := file.read(PIECE):
                again.update(part)
        if again.digest() != sha256.digest():
            raise LookupError("the copy is not what was copied")
        plain.unlink()

    return ours, beneath
