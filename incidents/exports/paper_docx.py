"""A paper as a DOCX file to work on: real headings and tables, the same bytes for the same paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from incidents.exports.london import day, in_words
from incidents.exports.paper import Block, Lines, Paper, Points, Section, Table, Words

LANGUAGE = "en-GB"
ABSENT = "Still missing"
_TITLE_LENGTH = 250
# What no XML file may hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def as_docx(paper: Paper) -> bytes:
    """The paper for a word processor, in British English; a letter when `plain`.

    What was typed is only ever text: no field, link or picture comes from it. The dates inside are those of
    `made_at`, so that the same paper gives the same bytes.
    """
    book = Document()
    _properties(book, paper)
    _look(book)
    _edges(book, paper)
    _head(book, paper)
    if not paper.plain:
        _missing(book, paper)
    for section in paper.sections:
        _section(book, section, paper.plain)
    if paper.left_out and not paper.plain:
        book.add_heading("What was left out of this paper", 1)
        _points(book, Points(paper.left_out))
    return _zipped(book)


def _properties(book: Written, paper: Paper) -> None:
    made = paper.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    kept = book.core_properties
    kept.title = _clean(f"{paper.title} {'' if paper.plain else paper.reference}".strip())[:_TITLE_LENGTH]
    kept.author = kept.last_modified_by = _clean(paper.charity)[:_TITLE_LENGTH]
    kept.comments, kept.language, kept.revision = "", LANGUAGE, 1
    kept.created = kept.modified = made


def _look(book: Written) -> None:
    """A4, letters of eleven points, and the language of every word."""
    page = book.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    book.styles["Normal"].font.size = Pt(11)
    for language in book.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _edges(book: Written, paper: Paper) -> None:
    """The mark above every page; below it what the paper is and which page this is."""
    page = book.sections[0]
    if paper.mark:
        above = page.header.paragraphs[0]
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        above.add_run(_clean(paper.mark)).bold = True
    if paper.plain:
        return
    made = f"made {in_words(day(paper.made_at))}"
    below = page.footer.paragraphs[0]
    below.add_run(_clean(f"{paper.reference}, {made}" if paper.reference else made) + "\tConfidential\tPage ")
    _field(below, "PAGE")
    below.add_run(" of ")
    _field(below, "NUMPAGES")


def _head(book: Written, paper: Paper) -> None:
    book.add_paragraph().add_run(_clean(paper.charity)).bold = True
    made = in_words(day(paper.made_at))
    if paper.plain:
        _words(book, Words(paper.address))
        _words(book, Words(paper.recipient))
        book.add_paragraph(made)
        if paper.title:
            book.add_heading(_clean(paper.title), 1)
        return
    book.add_heading(_clean(paper.title), 0)
    if paper.mark:
        book.add_paragraph().add_run(_clean(paper.mark)).bold = True
    facts = (("Our reference", paper.reference), ("Made on", made), ("For", paper.recipient))
    for label, value in facts:
        if value:
            book.add_paragraph(_clean(f"{label}: {value}"))


def _missing(book: Written, paper: Paper) -> None:
    lacking = [section for section in paper.sections if section.heading and section.missing]
    if not lacking:
        return
    rows = tuple((_titled(part, plain=False), "; ".join(part.missing), part.who) for part in lacking)
    head = "One question still needs an answer" if len(rows) == 1 else f"{len(rows)} questions need answers"
    _table(book, Table(head, ("Question", "Still missing", "Who can answer"), rows))


def _section(book: Written, section: Section, plain: bool) -> None:
    if section.heading:
        book.add_heading(_clean(_titled(section, plain)), 1)
    for block in section.blocks:
        _MADE[type(block)](book, block)


def _titled(section: Section, plain: bool) -> str:
    return section.heading if plain or section.number is None else f"{section.number}. {section.heading}"


def _words(book: Written, block: Words) -> None:
    for paragraph in re.split(r"\n\s*\n", block.text):
        if paragraph.strip():
            book.add_paragraph(_clean(paragraph.strip("\n")))


def _points(book: Written, block: Points) -> None:
    for point in block.points:
        book.add_paragraph(_clean(point), style="List Bullet")


def _lines(book: Written, block: Lines) -> None:
    for line in block.lines:
        written = book.add_paragraph()
        written.add_run(_clean(f"{line.label}: ")).bold = True
        written.add_run(ABSENT if line.answer is None else _clean(line.answer))


def _table(book: Written, block: Table) -> None:
    if not block.head:
        return
    if block.caption:
        caption = book.add_paragraph()
        caption.add_run(_clean(block.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
    table = book.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for words in (block.head, *block.rows):
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = _clean(text)
    head = table.rows[0]
    for cell in head.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    book.add_paragraph()


def _field(paragraph: Paragraph, name: str) -> None:
    """A number the word processor counts."""
    field: BaseOxmlElement = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _zipped(book: Written) -> bytes:
    """The file, its parts in one order and with one date, whatever day it is made on."""
    first, again = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, made.read(name))
    return again.getvalue()


_MADE: dict[type[Block], Callable[..., None]] = {
    Words: _words,
    Points: _points,
    Lines: _lines,
    Table: _table,
}
