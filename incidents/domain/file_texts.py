"""Telling plain text from pages, drawings and programs that are text too, which are not taken."""

from __future__ import annotations

import codecs
import re


class NotTaken(ValueError):
    """A file that is not taken; the message says why, and what to send instead."""


INSTEAD = "Take a picture of the screen instead, or print it to PDF and send that."
_PAGE = f"This is a web page or a drawing, which can have a program in it. We do not take those. {INSTEAD}"
_PROGRAM = f"This is a program. We do not take those. {INSTEAD}"

_PAGE_ENDINGS = "html htm xhtml mht mhtml svg svgz xml xsl xslt shtml webarchive"
_PROGRAMS = (
    "exe com dll scr pif msi msix bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta lnk url jar class apk app"
    " sh bash zsh py pyw rb pl php asp aspx jsp reg cpl gadget desktop command scf inf sys drv"
)
_PAGES = frozenset(_PAGE_ENDINGS.split())
PROGRAM_ENDINGS = frozenset(_PROGRAMS.split())
_BINARIES = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
)
_PAGE_STARTS = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<?xml",
    b"<script",
    b"<head",
    b"<body",
    b"<!--",
    b"<?php",
    b"<xsl:",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HEADER = r"[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*"
_MAIL = re.compile(rf"(?i)\A(?:{_HEADER})*?(?:from|received|return-path|delivered-to|mime-version|date):")


def refuse_code(ending: str, head: bytes) -> None:
    """Raise NotTaken for programs, pages and drawings, by the end of the name or by the first bytes."""
    if ending in PROGRAM_ENDINGS:
        raise NotTaken(_PROGRAM)
    if ending in _PAGES:
        raise NotTaken(_PAGE)
    start = _plain(head[:4096])
    if head.startswith(_BINARIES) or (start.startswith(b"#!") and not start.startswith(b"#!amr")):
        raise NotTaken(_PROGRAM)
    if start.startswith(_PAGE_STARTS):
        raise NotTaken(_PAGE)


def text_kind(head: bytes, ending: str, *, whole: bool) -> str:
    """txt, csv or eml for readable text, "" for anything else. `whole`: `head` is all there is."""
    text = _decoded(head, whole=whole)
    if text is None or _UNSEEN.search(text):
        return ""
    if ending == "eml":
        return "eml" if _MAIL.match(text.replace("\r\n", "\n")) else "txt"
    return "csv" if ending in ("csv", "tsv") else "txt"


def _plain(head: bytes) -> bytes:
    """The first bytes as a browser would look at them: no byte order mark, no spaces before, lower case."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            head = head[len(bom) :].decode(encoding, "ignore").encode("utf-8", "ignore")
            break
    return head.lstrip(b" \t\r\n\x0c").lower()


def _decoded(head: bytes, *, whole: bool) -> str | None:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return _try(head[len(bom) :], encoding, whole=whole)
    found = _try(head, "utf-8", whole=whole)
    # Windows still writes its old code page.
    return found if found is not None else _try(head, "cp1252", whole=whole)


def _try(data: bytes, encoding: str, *, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
    except UnicodeDecodeError:
        return None
