"""What a zip file says of itself, read from its table of contents alone: nothing is ever unpacked."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

Read = Callable[[int, int], bytes]

END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
# The end of the table stands last, before a comment of at most 65,535 bytes.
_END_SIZE = 22
_REACH = _END_SIZE + 65_535
MOST_ENTRIES = 1_000
LARGEST_TABLE = 512 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
_LOCAL_HEADER = 30


class BadZip(ValueError):
    """The table of contents is missing, lies, or promises more than anyone should unpack."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    offset: int
    packed: int
    unpacked: int


def names(size: int, read: Read) -> tuple[str, ...]:
    """The names in a zip file of `size` bytes; `read(offset, length)` gives bytes of it. Raises BadZip.

    Refused are locked entries, tables that do not fit the file, more than a thousand entries, more than
    200 MB unpacked, and entries that share their bytes (a small file that unpacks without end).
    """
    count, length, offset = _end(size, read)
    if count > MOST_ENTRIES or length > LARGEST_TABLE:
        raise BadZip("too many entries")
    if offset + length > size:
        raise BadZip("the table is not where it should be")
    entries = _entries(read(offset, length), count)
    if sum(entry.unpacked for entry in entries) > LARGEST_UNPACKED:
        raise BadZip("it unpacks to too much")
    ends = 0
    for entry in sorted(entries, key=lambda one: one.offset):
        if entry.offset < ends:
            raise BadZip("entries share their bytes")
        ends = entry.offset + _LOCAL_HEADER + entry.packed
    if ends > offset:
        raise BadZip("entries reach into the table")
    return tuple(entry.name for entry in entries)


def has_table(size: int, read: Read) -> bool:
    """Whether the file ends as a zip file does, whatever it begins with."""
    try:
        count, length, _ = _end(size, read)
    except BadZip:
        return False
    return count > 0 and length > 0


def _end(size: int, read: Read) -> tuple[int, int, int]:
    """How many entries there are, how long their table is and where it begins."""
    reach = min(size, _REACH)
    tail = read(size - reach, reach)
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise BadZip("no table of contents")
    count, length, offset = struct.unpack_from("<HII", tail, at + 10)
    return count, length, offset


def _entries(table: bytes, count: int) -> list[_Entry]:
    found, at = [], 0
    for _ in range(count):
        if table[at : at + 4] != _ENTRY or len(table) - at < 46:
            raise BadZip("the table ends early")
        if table[at + 8] & 1:
            raise BadZip("it is locked with a password")
        packed, unpacked = struct.unpack_from("<II", table, at + 20)
        name, extra, comment = struct.unpack_from("<HHH", table, at + 28)
        (offset,) = struct.unpack_from("<I", table, at + 42)
        if 0xFFFFFFFF in (packed, unpacked, offset):
            raise BadZip("it is larger than this kind of file should be")
        text = table[at + 46 : at + 46 + name]
        if len(text) < name:
            raise BadZip("the table ends early")
        found.append(_Entry(text.decode("utf-8", "replace"), offset, packed, unpacked))
        at += 46 + name + extra + comment
    return found
