"""Which files are taken as evidence: told by their first bytes, never by their name alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incidents.domain import zip_names
from incidents.domain.file_texts import INSTEAD, PROGRAM_ENDINGS, NotTaken, refuse_code, text_kind
from incidents.domain.zip_names import BadZip, Read

__all__ = ["ACCEPT", "KINDS", "FileKind", "Found", "NotTaken", "judge"]

HEAD = 65_536
_MACROS = f"This document has a small program (a macro) in it, and we do not take those. {INSTEAD}"
_ARCHIVE = "This is a packed file (an archive). Send the files in it one by one."
_OLD_OFFICE = f"This is an old kind of office file, which can hide a program. {INSTEAD}"
_UNKNOWN = f"We do not know this kind of file, or it is damaged. {INSTEAD}"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that is taken: what people call it and how its name may end, the usual ending first.

    `picture`: a small copy of it can be shown.
    """

    key: str
    label: str
    endings: tuple[str, ...]
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is. `opaque`: it is kept and handed out, but never shown; `why` says why, in words."""

    kind: FileKind
    opaque: bool = False
    why: str = ""


_KINDS = (
    FileKind("jpeg", "Picture (JPEG)", ("jpg", "jpeg", "jpe", "jfif"), picture=True),
    FileKind("png", "Picture (PNG)", ("png",), picture=True),
    FileKind("gif", "Picture (GIF)", ("gif",), picture=True),
    FileKind("webp", "Picture (WebP)", ("webp",), picture=True),
    FileKind("heic", "Picture (HEIC)", ("heic", "heif")),
    FileKind("avif", "Picture (AVIF)", ("avif",), picture=True),
    FileKind("pdf", "PDF", ("pdf",)),
    FileKind("mp4", "Video (MP4)", ("mp4", "m4v")),
    FileKind("mov", "Video (QuickTime)", ("mov", "qt")),
    FileKind("webm", "Video (WebM)", ("webm", "mkv")),
    FileKind("m4a", "Sound (M4A)", ("m4a", "mp4")),
    FileKind("mp3", "Sound (MP3)", ("mp3",)),
    FileKind("ogg", "Sound (Ogg)", ("ogg", "opus", "oga")),
    FileKind("wav", "Sound (WAV)", ("wav",)),
    FileKind("amr", "Sound (AMR)", ("amr",)),
    FileKind("docx", "Word document", ("docx",)),
    FileKind("xlsx", "Excel table", ("xlsx",)),
    FileKind("odt", "OpenDocument text", ("odt",)),
    FileKind("txt", "Text", ("txt", "text", "log")),
    FileKind("csv", "Table (CSV)", ("csv", "tsv")),
    FileKind("eml", "E-mail", ("eml",)),
)
KINDS: dict[str, FileKind] = {kind.key: kind for kind in _KINDS}
# The first three make a telephone offer its camera and its recordings.
ACCEPT = ",".join(
    ("image/*", "video/*", "audio/*", *(f".{ending}" for kind in _KINDS for ending in kind.endings))
)

# Files that could run, open a web page, or hold others: refused by their name whatever is in them.
_NEVER = {
    **dict.fromkeys(("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "ods", "odb"), _MACROS),
    **dict.fromkeys(("doc", "xls", "ppt", "rtf", "msg", "pub"), _OLD_OFFICE),
    **dict.fromkeys(
        ("zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "iso", "img", "cab", "dmg"), _ARCHIVE
    ),
}
# First bytes of what is never taken.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"{\\rtf", _OLD_OFFICE),
    *(
        (start, _ARCHIVE)
        for start in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
    ),
    (b"PK\x05\x06", _ARCHIVE),
    (b"PK\x07\x08", _ARCHIVE),
    (b"MSCF", _ARCHIVE),
)
# (where, the bytes there, kind): the table of signatures.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"%PDF-", "pdf"),
    (0, b"OggS\x00", "ogg"),
    (0, b"ID3", "mp3"),
    (0, b"#!AMR", "amr"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "wav"),
)
# What stands in the "ftyp" box of the family of MP4.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    b"qt  ": "mov",
    **dict.fromkeys((b"M4A ", b"M4B "), "m4a"),
}
_MARKS_OF_PAGES = (
    b"<script", b"<html", b"<!doctype html", b"<svg", b"<iframe", b"<object", b"<embed", b"<?php", b"<body",
    b"<img ", b"javascript:",
)  # fmt: skip
# A width, or the length of a first part, that nobody has, and that begins a remark in a script.
_MARKS_OF_SCRIPTS = (b"GIF87a/*", b"GIF89a/*", b"GIF87a=", b"GIF89a=", b"\xff\xd8\xff\xe0/*")


def judge(name: str, size: int, read: Read) -> Found:
    """What a file is. In: its shown name, its size, and `read(offset, length)`. Raises NotTaken, in words."""
    if size == 0:
        raise NotTaken("This file is empty. Choose it again, or take a new picture of the screen.")
    ending = _ending(name)
    if ending in _NEVER:
        raise NotTaken(_NEVER[ending])
    head = read(0, HEAD)
    refuse_code(ending, head)
    for start, why in _REFUSED:
        if head.startswith(start):
            raise NotTaken(why)
    kind = _by_content(size, head, read, ending)
    if _two_things(kind, size, head, read):
        return Found(
            kind, opaque=True, why="This file is two kinds of file at once. It is kept, and not shown."
        )
    if ending and ending not in kind.endings:
        why = f"Its name ends in .{ending}, but it is: {kind.label}. It is kept, and not shown."
        return Found(kind, opaque=True, why=why)
    return Found(kind)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def _by_content(size: int, head: bytes, read: Read, ending: str) -> FileKind:
    if head.startswith(b"PK\x03\x04"):
        return KINDS[_office(size, head, read)]
    for look in (_by_signature, _by_brand, _by_frame):
        if key := look(head):
            return KINDS[key]
    if key := text_kind(head, ending, whole=size <= HEAD):
        return KINDS[key]
    raise NotTaken(_UNKNOWN)


def _by_signature(head: bytes) -> str:
    riff = head.startswith(b"RIFF")
    for at, start, key in _SIGNATURES:
        if head[at : at + len(start)] == start and (at == 0 or riff):
            return key
    return ""


def _by_brand(head: bytes) -> str:
    """The family of MP4, and Matroska."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free") and int.from_bytes(head[:4], "big") >= 8:
        return "mov"
    matroska = head.startswith(b"\x1a\x45\xdf\xa3") and (b"webm" in head[:64] or b"matroska" in head[:64])
    return "webm" if matroska else ""


def _by_frame(head: bytes) -> str:
    """MP3 without a title: eleven bits set, then a version, a layer and a rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return ""
    return "mp3" if head[2] >> 4 not in (0, 15) and head[2] & 0x0C != 0x0C else ""


def _office(size: int, head: bytes, read: Read) -> str:
    """Which office file a zip is, by the names in it."""
    try:
        names = [name.lower().replace("\\", "/") for name in zip_names.names(size, read)]
    except BadZip as fault:
        raise NotTaken(_UNKNOWN) from fault
    found = next((key for key, is_it in _OFFICE if is_it(names, head)), "")
    if not found:
        raise NotTaken(_ARCHIVE)
    if any(_is_program(name) for name in names):
        raise NotTaken(_MACROS)
    return found


def _is_program(name: str) -> bool:
    return (
        name.endswith("vbaproject.bin")
        or _ending(name) in _INSIDE
        or name.startswith(("basic/", "scripts/"))
        or any(f"/{part}/" in name for part in ("activex", "macrosheets", "dialogsheets", "embeddings"))
    )


# What no part of an office file is called.
_INSIDE = PROGRAM_ENDINGS | {
    "zip",
    "rar",
    "7z",
    "iso",
    "img",
    "cab",
    "gz",
    "docm",
    "xlsm",
    "html",
    "htm",
    "svg",
}
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_OFFICE: tuple[tuple[str, Callable[[list[str], bytes], bool]], ...] = (
    ("docx", lambda names, _: {"[content_types].xml", "word/document.xml"} <= set(names)),
    ("xlsx", lambda names, _: {"[content_types].xml", "xl/workbook.xml"} <= set(names)),
    ("odt", lambda names, head: "content.xml" in names and head[30 : 30 + len(_ODT)] == _ODT),
)


def _two_things(kind: FileKind, size: int, head: bytes, read: Read) -> bool:
    """Whether another program could take the file for something else: a page, a PDF, an archive."""
    if kind.key in ("txt", "csv", "eml"):
        return b"%PDF-" in head[:1024]
    if kind.key in ("docx", "xlsx", "odt"):
        return False
    start = head[:4096].lower()
    if head.startswith(_MARKS_OF_SCRIPTS):
        return True
    if any(mark in start for mark in _MARKS_OF_PAGES) or (kind.key != "pdf" and b"%pdf-" in start[:1024]):
        return True
    return zip_names.has_table(size, read)
