"""A passing place for a file on its way in or out: on disk only in cipher, its key kept nowhere."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

_BLOCK = 16
_ROUND = 1 << 128


class Spool:
    """A file without a name, written once from the beginning and then read anywhere.

    Its key lives in this object alone: when the process ends, however it ends, nobody can read what is left.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by `close`)
        self._key = os.urandom(32)
        self._start = int.from_bytes(os.urandom(_BLOCK), "big")
        self._writing = self._cipher(0)
        self._at = 0
        self.size = 0

    def write(self, data: bytes) -> int:
        """Add `data` at the end."""
        self._file.seek(self.size)
        self._file.write(self._writing.update(data))
        self.size += len(data)
        self._at = self.size
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all that are left if `size` is negative."""
        data = self.at(self._at, self.size - self._at if size < 0 else size)
        self._at += len(data)
        return data

    def at(self, offset: int, length: int) -> bytes:
        """`length` bytes from `offset` on, fewer at the end."""
        skip = offset % _BLOCK
        self._file.seek(offset)
        data = self._file.read(max(0, min(length, self.size - offset)))
        cipher = self._cipher(offset // _BLOCK)
        cipher.update(bytes(skip))
        return cipher.update(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Read on from there."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at

    def flush(self) -> None:
        """Nothing waits: what is written is passed on at once."""

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self.close()  # an upload that was broken off is let go of by nobody else

    def close(self) -> None:
        """Let go of it; the file is gone then, and the key with it."""
        self._file.close()

    def _cipher(self, block: int) -> CipherContext:
        counter = ((self._start + block) % _ROUND).to_bytes(_BLOCK, "big")
        return Cipher(algorithms.AES256(self._key), modes.CTR(counter)).encryptor()
