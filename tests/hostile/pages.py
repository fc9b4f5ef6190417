"""Web pages, drawings and scripts in many spellings, under honest and dishonest names."""

from __future__ import annotations

from tests.hostile.row import MAIL, PAGE, PROGRAM, SCRIPT, TWO, UNKNOWN, Row, chunk, picture

_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'>"
_ENTITIES = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '&{chr(97 + n)};&{chr(97 + n)};'>".encode() for n in range(20)
)

# sentence, name, how it begins: all of these are pages, whatever they are called
_STARTS = (
    ("a drawing with a script in capitals", "d.png", b"<SVG><SCRIPT>alert(1)</SCRIPT>"),
    ("a drawing that runs when it is shown", "d.jpg", _SVG + b"<g onload=alert(1)>"),
    ("a drawing that runs by an animation", "d.gif", _SVG + b"<animate onbegin=alert(1) attributeName=x>"),
    ("a drawing with a page in it", "d.webp", _SVG + b"<foreignObject><iframe src='javascript:alert(1)'/>"),
    ("a drawing that fetches another", "d.pdf", _SVG + b"<use href='https://evil.example/x.svg#a'/>"),
    ("a drawing behind tabs and line breaks", "d.txt", b"\t\n\r\n \x0c" + _SVG + SCRIPT),
    ("a drawing in UTF-16, big end first", "d.txt", "\ufeff<svg>".encode("utf-16-be")),
    ("a drawing in UTF-16, little end first", "d.txt", "\ufeff<svg>".encode("utf-16-le")),
    ("a drawing behind its description", "d.txt", b"<?xml version='1.0'?>" + _SVG),
    ("a drawing behind its kind", "d.txt", b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''>" + _SVG),
    ("a page in mixed letters", "p.png", b"<hTmL><ScRiPt>alert(1)</sCrIpT>"),
    ("a page with a space before its script", "p.jpg", b" <script >alert(1)</script >"),
    ("a page that is only a head", "p.gif", b"<head><meta http-equiv=refresh content='0;url=https://x.example'>"),
    ("a page that is only a body", "p.webp", b"<body onload=alert(1)>"),
    ("a page that begins with its kind in capitals", "p.pdf", b"<!DOCTYPE HTML><p>x"),
    ("a page behind a remark", "p.docx", b"<!--[if IE]><script>alert(1)</script><![endif]-->"),
    ("a page of PHP", "p.png", b"<?php system($_GET['c']); ?>"),
    ("a page of PHP in capitals", "p.txt", b"<?PHP system('id'); ?>"),
    ("a style sheet that runs", "p.txt", b"<xsl:stylesheet version='1.0'>"),
    ("text that unpacks without end", "x.txt", _ENTITIES),
    ("text that reads another file", "x.csv", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"),
    ("text that asks another server", "x.eml", b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://evil.example/a.dtd'><a/>"),
    ("a page saved whole, called a text", "p.txt", b"<html xmlns='http://www.w3.org/1999/xhtml'>"),
)  # fmt: skip
# sentence, name, bytes: refused for their names, though they look harmless inside
_NAMES = tuple(
    (f"a harmless text called .{ending}", f"x.{ending}", b"hello\n")
    for ending in ("htm", "xhtml", "shtml", "mhtml", "svgz", "xml", "xslt", "webarchive", "HTML", "SvG")
)
# sentence, name, bytes, what is said
_SCRIPTS = (
    ("a script of Python", "x.txt", b"#!/usr/bin/env python3\nimport os\n"),
    ("a script behind a byte order mark", "x.txt", b"\xef\xbb\xbf#!/bin/sh\n"),
    ("a script behind an empty line", "x.csv", b"\n#!/bin/bash\n"),
    *((f"a script called .{ending}", f"invoice.{ending}", b"x = 1\n") for ending in (
        "js", "jse", "mjs", "vbs", "vbe", "wsf", "wsh", "hta", "bat", "cmd", "ps1", "psm1", "sh", "py", "rb",
        "pl", "php", "asp", "jsp", "reg", "scf", "inf", "url", "desktop", "command",
    )),
)  # fmt: skip

_COMMENT = b"\xff\xd8\xff\xfe\x00\x60"
_WORDED = picture("PNG")[:33]
# sentence, name, bytes, kind: pictures that a browser or a server might take for something else
_BOTH = (
    ("a picture that is a script too", "x.gif", b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//", "gif"),
    ("an old picture that is a script too", "x.gif", b"GIF87a=1;alert(1)//" + bytes(20), "gif"),
    ("a photograph that is a script too", "x.jpg", b"\xff\xd8\xff\xe0/*JFIF" + bytes(40) + b"*/=alert(1)", "jpeg"),
    ("a photograph with PHP in its remarks", "x.jpg", _COMMENT + b"<?php system('id');?>" + bytes(80), "jpeg"),
    ("a photograph with a frame in its remarks", "x.jpg", _COMMENT + b"<iframe src=//x.example>" + bytes(80), "jpeg"),
    ("a photograph with a picture tag in it", "x.jpg", _COMMENT + b"<img src=x onerror=alert(1)>" + bytes(60), "jpeg"),
    ("a photograph with a link that runs", "x.jpg", _COMMENT + b"<a href=javascript:alert(1)>" + bytes(60), "jpeg"),
    ("a picture with PHP in its words", "x.png", _WORDED + chunk(b"tEXt", b"a\0<?php system('id');?>"), "png"),
    ("a picture with a script in its words", "x.png", _WORDED + chunk(b"tEXt", b"a\0" + SCRIPT), "png"),
    ("a picture with a page in its words", "x.png", _WORDED + chunk(b"iTXt", b"a\0\0\0\0\0<HTML>"), "png"),
    ("a picture with a drawing in its words", "x.png", _WORDED + chunk(b"tEXt", b"a\0<svg onload=alert(1)>"), "png"),
    ("a picture of the web with a script in it", "x.webp", b"RIFF\x60\0\0\0WEBPEXIF" + SCRIPT, "webp"),
    ("a video with a page in it", "x.mp4", b"\0\0\0\x18ftypisom" + bytes(8) + b"<html>" + SCRIPT, "mp4"),
    ("a sound with a page in its title", "x.mp3", b"ID3\x03\0\0\0\0\0\x60TIT2" + SCRIPT, "mp3"),
    ("a plain sound with a page in it", "x.wav", b"RIFF\x60\0\0\0WAVEfmt " + SCRIPT, "wav"),
    ("a PDF with a page in front", "x.pdf", b"%PDF-1.4\n<html>" + SCRIPT, "pdf"),
    ("a PDF with an object of a page", "x.pdf", b"%PDF-1.4\n<object data=x></object>", "pdf"),
)  # fmt: skip

PAGES = (
    *(Row(sentence, name, body, words=PAGE) for sentence, name, body in (*_STARTS, *_NAMES)),
    *(Row(sentence, name, body, words=PROGRAM) for sentence, name, body in _SCRIPTS),
    *(Row(sentence, name, body, kind, TWO, opaque=True) for sentence, name, body, kind in _BOTH),
    Row("a text with a script in the middle is a text", "x.txt", b"She wrote: " + SCRIPT, "txt"),
    Row("a table that calculates is a table", "x.csv", b"=cmd|' /C calc'!A0,+1,-1,@SUM(1)\n", "csv"),
    Row("a message with a page and a file in it", "m.eml", MAIL + b"Content-Disposition: attachment; filename=x.exe\r\n"
        b"\r\nTVqQAAMAAAAEAAAA\r\n<html>" + SCRIPT, "eml"),
    Row("a text with marks that turn the reading", "x.txt", "hello \u202egnp.exe\u2066".encode(), "txt"),
    Row("a text with an escape for terminals", "x.txt", b"\x1b]0;owned\x07hello", words=UNKNOWN),
    Row("a text of half pairs", "x.txt", b"\xed\xa0\x80 hello", "txt"),
)  # fmt: skip
