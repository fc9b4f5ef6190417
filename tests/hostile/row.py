"""One file of the hostile corpus, the sentences with which files are refused, and pieces to make files of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from PIL import Image

SCRIPT = b"<script>document.title='ran'</script>"
PAGE, PROGRAM, ARCHIVE = "web page or a drawing", "This is a program", "packed file"
MACRO, OLD, UNKNOWN = "small program (a macro)", "old kind of office file", "do not know this kind"
EMPTY, TWO = "is empty", "two kinds"


@dataclass(frozen=True)
class Row:
    """One file: a sentence, the name it is sent under, its bytes, and the key of the kind it is taken as.

    `kind` "" means that it is refused, with `words` in the message; `opaque`: taken, and never shown.
    """

    sentence: str
    name: str
    body: bytes
    kind: str = ""
    words: str = ""
    opaque: bool = False


def picture(kind: str, size: tuple[int, int] = (8, 6), mode: str = "RGB") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, kind)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def packed(names: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, body in names.items():
            file.writestr(name, body)
    return out.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<x/>"}
DOCX = packed({**TYPES, "word/document.xml": b"<w/>"})
XLSX = packed({**TYPES, "xl/workbook.xml": b"<w/>"})
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(64)
MAIL = b"Received: from a by b;\r\n\tSat, 21 Nov 2026\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nHello\r\n"
PE = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00" + bytes(200)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
