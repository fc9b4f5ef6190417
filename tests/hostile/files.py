"""Files made in code, honest ones and the first hostile ones, and what becomes of each that is sent."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.hostile.row import (
    ARCHIVE,
    DOCX,
    EICAR,
    EMPTY,
    MACRO,
    MAIL,
    MP4,
    ODT,
    OLD,
    PAGE,
    PDF,
    PE,
    PROGRAM,
    SCRIPT,
    TWO,
    TYPES,
    UNKNOWN,
    XLSX,
    Row,
    chunk,
    packed,
    picture,
)

__all__ = ["DOCX", "EICAR", "MAIL", "PDF", "PE", "SCRIPT", "Row", "packed", "picture"]

HIDDEN = b"taken at 51.5N 0.1W with a telephone of hers"


def telling_jpeg(size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010E] = HIDDEN.decode()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif, comment=HIDDEN)
    return out.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A few bytes that unpack to a picture of 900 million pixels."""

    head = struct.pack("!IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def lying_zip(field: int, value: int, good: bytes = DOCX) -> bytes:
    """An office file whose first entry in the table says something else at that place (32 bits)."""
    at = good.index(b"PK\x01\x02") + field
    return good[:at] + struct.pack("<I", value) + good[at + 4 :]


def sharing_zip() -> bytes:
    """An office file two entries of which share their bytes."""
    second = DOCX.index(b"PK\x01\x02", DOCX.index(b"PK\x01\x02") + 4)
    return DOCX[: second + 42] + struct.pack("<I", 0) + DOCX[second + 46 :]


HONEST = (
    Row("a picture of the screen", "Screenshot.PNG", picture("PNG"), "png"),
    Row("a photograph", "IMG_2031.jpeg", picture("JPEG"), "jpeg"),
    Row("a photograph that a telephone sent without an ending", "image", picture("JPEG"), "jpeg"),
    Row("a moving picture", "reaction.gif", picture("GIF"), "gif"),
    Row("a picture from a web site", "x.webp", picture("WEBP"), "webp"),
    Row("a newer picture from a web site", "x.avif", picture("AVIF"), "avif"),
    Row("a photograph of an iPhone", "IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(40), "heic"),
    Row("a page printed to PDF", "page.pdf", PDF, "pdf"),
    Row("a video", "video.mp4", MP4, "mp4"),
    Row("a video of an iPhone", "v.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(40), "mov"),
    Row("an old video of a camera", "v.mov", b"\x00\x00\x00\x08wide\x00\x00\x00\x10mdat" + bytes(40), "mov"),
    Row("a recording of the screen", "r.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(40), "webm"),
    Row("a voice message", "PTT.opus", b"OggS\x00\x02" + bytes(40), "ogg"),
    Row("a voice message of an iPhone", "v.m4a", b"\x00\x00\x00\x1cftypM4A " + bytes(40), "m4a"),
    Row("a sound with a title", "s.mp3", b"ID3\x03\x00" + bytes(40), "mp3"),
    Row("a sound without a title", "s.mp3", b"\xff\xfb\x90\x64" + bytes(400), "mp3"),
    Row("a plain sound", "s.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "wav"),
    Row("a voice message of an old telephone", "s.amr", b"#!AMR\n" + bytes(40), "amr"),
    Row("a letter", "Letter.docx", DOCX, "docx"),
    Row("a table", "Table.xlsx", XLSX, "xlsx"),
    Row("a letter of LibreOffice", "Letter.odt", ODT, "odt"),
    Row("an exported chat", "WhatsApp Chat.txt", "21/11/2026, 09:14 – Kim: naïve 🙂\r\n".encode(), "txt"),
    Row(
        "a chat longer than the first look, cut in the middle of a letter",
        "c.txt",
        "é".encode() * 40_000,
        "txt",
    ),
    Row("a text of an old Windows", "t.txt", b"caf\xe9 \x96 closed", "txt"),
    Row("a text in UTF-16", "t.txt", "Kim: hello".encode("utf-16"), "txt"),
    Row("a table of comments", "comments.csv", b"who,what\r\nKim,=1+1\r\n", "csv"),
    Row("an e-mail with a page in it", "m.eml", MAIL + b"<html>" + SCRIPT + b"</html>", "eml"),
    Row("a text that calls itself an e-mail", "m.eml", b"Hello there\n", "txt", opaque=True),
)

REFUSED = (
    Row("nothing at all", "x.png", b"", words=EMPTY),
    Row("a web page", "page.html", b"<!DOCTYPE html><html>" + SCRIPT, words=PAGE),
    Row("a web page that calls itself a text", "page.txt", b"<html>" + SCRIPT, words=PAGE),
    Row("a web page that calls itself a picture", "page.png", b" \r\n<HTML>" + SCRIPT, words=PAGE),
    Row("a web page behind a byte order mark", "p.txt", b"\xef\xbb\xbf<html>" + SCRIPT, words=PAGE),
    Row("a web page in UTF-16", "p.txt", "<html>".encode("utf-16"), words=PAGE),
    Row("a page that begins with a remark", "p.txt", b"<!-- x --><script>", words=PAGE),
    Row("a page saved whole", "p.mht", MAIL, words=PAGE),
    Row("a drawing with a script", "d.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT, words=PAGE),
    Row("a drawing that calls itself a picture", "d.png", b"<?xml version='1.0'?><svg/>", words=PAGE),
    Row("a picture that calls itself a drawing", "d.svg", picture("PNG"), words=PAGE),
    Row("a program", "setup.exe", PE, words=PROGRAM),
    Row("a program that calls itself a picture", "holiday.jpg", PE, words=PROGRAM),
    Row("a program with two endings", "holiday.jpg.exe", PE, words=PROGRAM),
    Row("a picture that calls itself a program", "holiday.exe", picture("PNG"), words=PROGRAM),
    Row("a program whose name is turned round", "holiday\u202egpj.exe", PE, words=PROGRAM),
    Row("a program of Linux", "x.txt", b"\x7fELF\x02\x01" + bytes(60), words=PROGRAM),
    Row("a program of a Mac", "x.txt", b"\xcf\xfa\xed\xfe" + bytes(60), words=PROGRAM),
    Row("a script", "x.txt", b"#!/bin/sh\nrm -rf /\n", words=PROGRAM),
    Row("a script by its name", "x.ps1", b"Remove-Item C:\\", words=PROGRAM),
    Row("a shortcut", "Open me.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(40), words=PROGRAM),
    Row("a program of Java", "x.jar", packed({"META-INF/MANIFEST.MF": b"x"}), words=PROGRAM),
    Row("an archive", "all.zip", packed({"a.png": b"x"}), words=ARCHIVE),
    Row("an archive that calls itself a letter", "all.docx", packed({"a.exe": PE}), words=ARCHIVE),
    Row("an empty archive", "x.docx", b"PK\x05\x06" + bytes(18), words=ARCHIVE),
    Row("an archive of another kind", "x.png", b"Rar!\x1a\x07\x01\x00" + bytes(40), words=ARCHIVE),
    Row("a packed file", "x.txt", b"\x1f\x8b\x08\x00" + bytes(40), words=ARCHIVE),
    Row("a packed file of another kind", "x.mp4", b"7z\xbc\xaf\x27\x1c" + bytes(40), words=ARCHIVE),
    Row(
        "a letter with a macro",
        "x.docx",
        packed({**TYPES, "word/document.xml": b"", "word/vbaProject.bin": b""}),
        words=MACRO,
    ),
    Row("a letter with a macro, by its name", "x.docm", DOCX, words=MACRO),
    Row(
        "a table with an old macro",
        "x.xlsx",
        packed({**TYPES, "xl/workbook.xml": b"", "xl/macrosheets/s.xml": b""}),
        words=MACRO,
    ),
    Row(
        "a letter with a program in a box",
        "x.docx",
        packed({**TYPES, "word/document.xml": b"", "word/activeX/activeX1.bin": b""}),
        words=MACRO,
    ),
    Row(
        "a letter with another file in it",
        "x.docx",
        packed({**TYPES, "word/document.xml": b"", "word/embeddings/oleObject1.bin": b""}),
        words=MACRO,
    ),
    Row(
        "a letter of LibreOffice with a macro",
        "x.odt",
        packed(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"", "Basic/s.xml": b""}
        ),
        words=MACRO,
    ),
    Row("an old letter", "x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), words=OLD),
    Row(
        "an old letter that calls itself new",
        "x.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        words=OLD,
    ),
    Row("a rich text", "x.txt", rb"{\rtf1\ansi{\object\objocx}}", words=OLD),
    Row(
        "a letter that unpacks to more than anyone should open",
        "x.docx",
        lying_zip(24, 300_000_000),
        words=UNKNOWN,
    ),
    Row("a letter two parts of which share their bytes", "x.docx", sharing_zip(), words=UNKNOWN),
    Row("a letter part of which begins behind the table", "x.docx", lying_zip(42, 900_000), words=UNKNOWN),
    Row("a letter of more than four gigabytes", "x.docx", lying_zip(24, 0xFFFFFFFF), words=UNKNOWN),
    Row("a letter with too many parts", "x.docx", packed({f"{n}": b"" for n in range(1_001)}), words=UNKNOWN),
    Row("a letter that ends early", "x.docx", DOCX[:-40], words=UNKNOWN),
    Row("a letter whose table is cut", "x.docx", DOCX.replace(b"PK\x01\x02", b"PK\x01\x03"), words=UNKNOWN),
    Row("bytes without sense", "x.png", bytes(range(256)) * 4, words=UNKNOWN),
    Row("zeros", "x.txt", bytes(1000), words=UNKNOWN),
    Row("a text with a byte that is no letter", "x.txt", b"hello\x00there", words=UNKNOWN),
    Row("a data base", "x.txt", b"SQLite format 3\x00" + bytes(84), words=UNKNOWN),
)

OPAQUE = (
    Row("a PDF that calls itself a picture", "x.jpg", PDF, "pdf", "ends in .jpg", opaque=True),
    Row("a picture that calls itself a PDF", "x.pdf", picture("PNG"), "png", "ends in .pdf", opaque=True),
    Row("a picture with an ending nobody knows", "x.qqq", picture("PNG"), "png", "ends in .qqq", opaque=True),
    Row("a text that calls itself a picture", "x.png", b"hello", "txt", "ends in .png", opaque=True),
    Row(
        "a picture that is an archive too",
        "x.gif",
        picture("GIF") + packed({"a.class": b"x"}),
        "gif",
        TWO,
        opaque=True,
    ),
    Row(
        "a photograph that is an archive too",
        "x.jpg",
        picture("JPEG") + packed({"a.exe": PE}),
        "jpeg",
        TWO,
        opaque=True,
    ),
    Row("a PDF that is an archive too", "x.pdf", PDF + packed({"a.exe": PE}), "pdf", TWO, opaque=True),
    Row("a picture that is a PDF too", "x.gif", b"GIF89a" + bytes(20) + PDF, "gif", TWO, opaque=True),
    Row("a picture that is a page too", "x.gif", b"GIF89a/*" + SCRIPT + b"*/", "gif", TWO, opaque=True),
    Row(
        "a photograph with a page in its remarks",
        "x.jpg",
        b"\xff\xd8\xff\xfe\x00\x40<HTML>" + SCRIPT,
        "jpeg",
        TWO,
        opaque=True,
    ),
    Row("a text that is a PDF too", "x.txt", b"hello\n" + PDF, "txt", TWO, opaque=True),
)

# Taken as what they are; opening them is the scanner's and the sandbox's business.
STRANGE = (
    Row("a picture that ends early", "x.png", picture("PNG")[:40], "png"),
    Row("a photograph that ends early", "x.jpg", telling_jpeg()[:300], "jpeg"),
    Row("a picture that unpacks without end", "x.png", bomb_png(), "png"),
    Row("the test virus", "eicar.txt", EICAR, "txt"),
    Row("a name that climbs", "../../etc/passwd.png", picture("PNG"), "png"),
    Row("a name that climbs on Windows", "..\\..\\boot.png", picture("PNG"), "png"),
    Row("a name with a line break and a quote", 'x"\r\nSet-Cookie: a=b.png', picture("PNG"), "png"),
    Row("a name of nothing but marks nobody sees", "\u202e\u200b\u2066", picture("PNG"), "png"),
    Row("a name that is a script", "<script>alert(1)</script>.png", picture("PNG"), "png"),
    Row("a name without end", "x" * 5_000 + ".png", picture("PNG"), "png"),
    Row("a name of a device", "CON.png", picture("PNG"), "png"),
    Row("a name with a NUL", "x\x00.exe.png", picture("PNG"), "png"),
)
