"""The evidence folder: each file sealed in the age format for its case's key, under a name made here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage.x25519 import Identity, Recipient

from incidents.store.spool import Spool

PIECE = 64 * 1024
_ENDING = ".age"


class Source(Protocol):
    """Where the bytes of a file come from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""
        ...


class Damaged(RuntimeError):
    """A file in the store is not what was put there, or is gone; the message names it."""


class Full(RuntimeError):
    """The disk would not take the file."""


@dataclass(frozen=True, slots=True)
class Key:
    """A case's key: `recipient` seals, `wrapped` (sealed for the program's master key) opens."""

    recipient: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Prints:
    """What is known of a file that was put away: its size and hash, and the hash of the sealed bytes."""

    size: int
    sha256: bytes
    sealed_sha256: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the folder, by the id that its name is made of, and when it was put there (seconds)."""

    id: str
    since: float


_where: dict[str, tuple[Path, tuple[Identity, ...]]] = {}


def bind(folder: Path, master_key: str, before: str = "") -> None:
    """Keep evidence in `folder` from now on, sealed in the end for `master_key` (AGE-SECRET-KEY-1…).

    `before` is the master key that this one follows: it still opens, and seals nothing. Nothing is made on
    disk before the first file comes. Raises ValueError for a key that is none.
    """
    try:
        identities = tuple(Identity.from_str(key.strip()) for key in (master_key, before) if key)
    except pyrage.IdentityError as fault:
        raise ValueError("this is not a key of the age format") from fault
    _where["here"] = (folder, identities)


def spool() -> Spool:
    """A passing place on the disk of the store."""
    return Spool(_made(_folder() / "incoming"))


def new_key() -> Key:
    """A key for a case that has none."""
    made = Identity.generate()
    return Key(str(made.to_public()), pyrage.encrypt(str(made).encode(), [_master().to_public()]))


def wrapped_again(key: Key) -> bytes | None:
    """A case's key sealed for the master key of today; None where it is already. Raises Damaged."""
    try:
        pyrage.decrypt(key.wrapped, [_master()])
    except pyrage.DecryptError:
        wrapped: bytes = pyrage.encrypt(str(_opened(key)).encode(), [_master().to_public()])
        return wrapped
    return None


def put(file_id: str, key: Key, source: Source) -> Prints:
    """Seal everything `source` gives and put it away; when this returns it survives a power cut.

    The file gets its final name only when it is whole. Raises Full.
    """
    folder = _folder()
    passing = _made(folder / "incoming") / f"{file_id}{_ENDING}"
    final = _path(file_id)
    reader, handle = _Counted(source), os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            writer = _Hashed(file)
            pyrage.encrypt_io(reader, writer, [Recipient.from_str(key.recipient)])
            file.flush()
            os.fchmod(file.fileno(), 0o400)
            os.fsync(file.fileno())
        _made(final.parent)
        passing.rename(final)
        _settle(final.parent)
    except (OSError, pyrage.EncryptError) as fault:
        passing.unlink(missing_ok=True)
        raise Full("the file could not be put away") from fault
    return Prints(reader.size, reader.sha256.digest(), writer.sha256.digest())


def take(file_id: str, key: Key, prints: Prints) -> Spool:
    """The file as it was sent, ready to be read from its beginning, after every byte of it was checked.

    Raises Damaged when it is gone, or when one bit of it is not what was put there.
    """
    out = spool()
    try:
        with _path(file_id).open("rb") as file:
            reader, writer = _Counted(file), _Hashed(out)
            pyrage.decrypt_io(reader, writer, [_opened(key)])
            while reader.read(PIECE):  # what stands behind the end belongs to the hash too
                pass
    except (OSError, pyrage.DecryptError) as fault:
        out.close()
        raise Damaged(f"evidence file {file_id} is gone or was changed") from fault
    if (out.size, writer.sha256.digest(), reader.sha256.digest()) != (
        prints.size,
        prints.sha256,
        prints.sealed_sha256,
    ):
        out.close()
        raise Damaged(f"evidence file {file_id} was changed")
    out.seek(0)
    return out


def discard(file_id: str) -> None:
    """Throw a file away that no row names. There is no other way to take one out of the store."""
    _path(file_id).unlink(missing_ok=True)


def stored() -> Iterator[Stored]:
    """Every file in the folder, those half received included."""
    folder = _folder()
    for path in sorted(folder.rglob(f"*{_ENDING}")):
        yield Stored(path.name.removesuffix(_ENDING), path.stat().st_mtime)


def discard_passing(file_id: str) -> None:
    """Throw away what is left of a file that was never received whole."""
    (_folder() / "incoming" / f"{file_id}{_ENDING}").unlink(missing_ok=True)


class _Counted:
    """Counts and hashes what is read through it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.size = 0
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        self.size += len(data)
        self.sha256.update(data)
        return data


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


class _Hashed:
    """Hashes what is written through it."""

    def __init__(self, sink: _Sink) -> None:
        self._sink = sink
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.sha256.update(data)
        return self._sink.write(data)

    def flush(self) -> None:
        self._sink.flush()


def _opened(key: Key) -> Identity:
    try:
        return Identity.from_str(pyrage.decrypt(key.wrapped, _masters()).decode())
    except pyrage.DecryptError as fault:
        raise Damaged("the key of this case cannot be opened with this CANDOUR_MASTER_KEY") from fault


def _path(file_id: str) -> Path:
    """Where a file lies. An id of ours is 32 hexadecimal characters; nothing else becomes a path."""
    if len(file_id) != 32 or not set(file_id) <= set("0123456789abcdef"):
        raise ValueError("not an id of ours")
    return _folder() / "store" / file_id[:2] / file_id[2:4] / f"{file_id}{_ENDING}"


def _folder() -> Path:
    return _where["here"][0]


def _master() -> Identity:
    return _where["here"][1][0]


def _masters() -> tuple[Identity, ...]:
    return _where["here"][1]


def _made(folder: Path) -> Path:
    """The folder, made for its owner alone if it was not there; its name survives a power cut too."""
    if not folder.is_dir():
        _made(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _settle(folder.parent)
    return folder


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
