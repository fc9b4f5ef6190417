"""A BagIt bag (RFC 8493) as a zip file: files, and the list of their hashes that any program can check."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Protocol, cast

# One moment for every file, so that the same bag is the same bytes; before it zip knows no time.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Sink(Protocol):
    """Where the bytes of the zip file go, one after another."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        ...

    def flush(self) -> None:
        """Nothing waits."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bag: its path below data/, made by us, and its bytes, piece by piece."""

    path: str
    pieces: Iterable[bytes]


def write(sink: Sink, info: Mapping[str, str], parts: Iterable[Part]) -> bytes:
    """Write a bag to `sink`; the SHA-256 of all that was written. Only one piece is held at a time.

    `info` goes into bag-info.txt, after the size that the standard asks for.
    """
    out = _Straight(sink)
    with zipfile.ZipFile(cast("IO[bytes]", out), "w", zipfile.ZIP_STORED) as file:
        sizes: list[int] = []
        hashes: list[tuple[str, str]] = []
        for part in parts:
            path = f"data/{part.path}"
            size, sha256 = _add(file, path, part.pieces)
            sizes.append(size)
            hashes.append((path, sha256))
        told = {"Payload-Oxum": f"{sum(sizes)}.{len(sizes)}", **info}
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": "".join(f"{name}: {' '.join(words.split())}\n" for name, words in told.items()),
            "manifest-sha256.txt": _listed(hashes),
        }
        of_tags = [(path, _add(file, path, [words.encode()])[1]) for path, words in tags.items()]
        _add(file, "tagmanifest-sha256.txt", [_listed(of_tags).encode()])
    return out.sha256.digest()


def _add(file: zipfile.ZipFile, path: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    entry = zipfile.ZipInfo(path, _ALWAYS)
    entry.external_attr = 0o644 << 16
    size, sha256 = 0, hashlib.sha256()
    with file.open(entry, "w") as place:
        for piece in pieces:
            place.write(piece)
            size += len(piece)
            sha256.update(piece)
    return size, sha256.hexdigest()


def _listed(hashes: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes)


class _Straight:
    """Goes forward only, and hashes: the zip file then writes its sizes behind each file."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self._sink.write(bytes(data))

    def flush(self) -> None:
        self._sink.flush()
