"""Pictures that ask for more memory than there is, and every kind cut short or under a false name."""

from __future__ import annotations

import struct
import zlib

from tests.hostile.files import HONEST, bomb_png
from tests.hostile.row import EMPTY, PROGRAM, UNKNOWN, Row, chunk, picture


def _head(wide: int, high: int, depth: int = 8, colour: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack("!IIBBBBB", wide, high, depth, colour, 0, 0, 0))


def _gif(wide: int, high: int, frames: int) -> bytes:
    frame = b"\x21\xf9\x04\0\0\0\0\0\x2c" + struct.pack("<HHHHB", 0, 0, wide, high, 0) + b"\x02\x02\x4c\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", wide, high, 0x80, 0, 0) + bytes(6) + frame * frames + b";"


def _jpeg(wide: int, high: int) -> bytes:
    start = b"\xff\xd8\xff\xc0" + struct.pack("!HBHHB", 17, 8, high, wide, 3)
    return start + b"\1\x11\0\2\x11\1\3\x11\1" + b"\xff\xd9"


def _webp(wide: int, high: int) -> bytes:
    size = struct.pack("<I", (wide - 1) | (high - 1) << 14)
    body = b"VP8L" + struct.pack("<I", 5) + b"\x2f" + size + b"\0"
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


_ZEROS = zlib.compress(bytes(5_000_000), 9)
# sentence, name, bytes, kind
_BOMBS = (
    ("a picture a million wide and one high", "x.png", _head(1_000_000, 1) + chunk(b"IDAT", _ZEROS), "png"),
    ("a picture of two thousand million by two", "x.png", _head(2_147_483_647, 2) + chunk(b"IDAT", b""), "png"),
    ("a picture that is nothing wide", "x.png", _head(0, 0) + chunk(b"IDAT", b""), "png"),
    ("a small picture with far too many pixels in it", "x.png", _head(8, 8) + chunk(b"IDAT", _ZEROS), "png"),
    ("a picture with words that unpack without end", "x.png",
     _head(8, 8) + chunk(b"zTXt", b"a\0\0" + _ZEROS) + chunk(b"IEND", b""), "png"),
    ("a picture with colours that unpack without end", "x.png", _head(8, 8) + chunk(b"iCCP", b"a\0\0" + _ZEROS), "png"),
    ("a picture with a wrong sum", "x.png", picture("PNG")[:-20] + b"\0" * 20, "png"),
    ("a picture of nine hundred million dots, in grey", "x.png", bomb_png(), "png"),
    ("a moving picture of five thousand frames", "x.gif", _gif(60_000, 2, 5_000), "gif"),
    ("a moving picture as large as can be", "x.gif", _gif(65_535, 65_535, 3), "gif"),
    ("a moving picture without frames", "x.gif", _gif(65_535, 65_535, 0), "gif"),
    ("a photograph as large as can be", "x.jpg", _jpeg(65_500, 65_500), "jpeg"),
    ("a photograph that says nothing of its size", "x.jpg", _jpeg(0, 0), "jpeg"),
    ("a photograph with a thousand empty parts", "x.jpg", b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000 + b"\xff\xd9", "jpeg"),
    ("a picture of the web as large as can be", "x.webp", _webp(16_383, 16_383), "webp"),
    ("a picture of the web that is only a head", "x.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 ", "webp"),
    ("a newer picture that lies about its length", "x.avif", b"\0\0\0\x1cftypavif" + b"\xff" * 60, "avif"),
    ("a video with a part larger than itself", "x.mp4", b"\0\0\0\x18ftypisom" + bytes(12) + b"\xff\xff\xff\xffmoov", "mp4"),
    ("a video with a part of no length", "x.mov", b"\0\0\0\x14ftypqt  " + bytes(8) + b"\0\0\0\0moov", "mov"),
    ("a recording of the screen without an end", "x.webm", b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xffwebm", "webm"),
    ("a photograph of an iPhone that is only a head", "x.heic", b"\0\0\0\x18ftypheic", "heic"),
    ("a sound whose title is longer than it", "x.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f", "mp3"),
    ("a plain sound without a sound", "x.wav", b"RIFF\0\0\0\0WAVE", "wav"),
    ("a voice message that is only a head", "x.ogg", b"OggS\0", "ogg"),
)  # fmt: skip

_BY_KIND = {row.kind: row for row in reversed(HONEST) if not row.opaque}
_OTHER = {"png": "jpg", "jpeg": "png", "txt": "pdf", "csv": "png", "eml": "docx"}
_ZIPS = ("docx", "xlsx", "odt")
_TEXTS = ("txt", "csv", "eml")


def _wrong(kind: str, row: Row) -> Row:
    """A file under the ending of another kind: kept, never shown. A text takes its kind from its name."""
    ending = _OTHER.get(kind, "png")
    found = "txt" if kind in _TEXTS else kind
    return Row(
        f"{row.sentence}, called .{ending}", f"x.{ending}", row.body, found, f"ends in .{ending}", opaque=True
    )


def _cut(kind: str, row: Row) -> Row:
    """A file that ends early: what is left of it is kept where it can still be told what it is."""
    body = row.body[: max(24, len(row.body) // 3)] if kind not in _TEXTS else row.body[:-2]
    if kind in _ZIPS:
        return Row(f"{row.sentence} that ends early, when a third had come", row.name, body, words=UNKNOWN)
    return Row(f"{row.sentence} that ends early, when a third had come", row.name, body, kind)


def _doubled(kind: str, row: Row) -> tuple[Row, Row]:
    ending = row.name.rpartition(".")[2] if "." in row.name else "jpg"
    return (
        Row(
            f"{row.sentence} with a program's ending behind its own",
            f"x.{ending}.scr",
            row.body,
            words=PROGRAM,
        ),
        Row(f"{row.sentence} with a program's ending before its own", f"x.exe.{ending}", row.body, kind),
    )


PIXELS = (
    *(Row(sentence, name, body, kind) for sentence, name, body, kind in _BOMBS),
    *(_wrong(kind, row) for kind, row in _BY_KIND.items()),
    *(_cut(kind, row) for kind, row in _BY_KIND.items()),
    *(one for kind, row in _BY_KIND.items() for one in _doubled(kind, row)),
    *(Row(f"nothing at all, called .{kind}", f"x.{kind}", b"", words=EMPTY) for kind in ("pdf", "docx", "mp4", "txt")),
    *(Row(f"one byte, called .{kind}", f"x.{kind}", b"\0", words=UNKNOWN) for kind in ("png", "pdf", "mp4")),
)  # fmt: skip
