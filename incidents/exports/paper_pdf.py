"""A paper as a tagged PDF for people to read: PDF/UA-1, the same bytes for the same paper."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import typst

from incidents.exports.london import day, in_words
from incidents.exports.paper import Block, Lines, Paper, Points, Section, Table, Words
from incidents.exports.plain_text import LONGEST, paragraphs, showable

TEMPLATE = Path(__file__).with_name("typst") / "paper.typ"
# In a narrow column a word longer than this may be broken. Not with hyphens: those would be read aloud
# as something else wherever the same file has a hyphen of its own.
_NARROW, _FEW_COLUMNS = 14, 4
_LEAST, _MOST = 5, 60

Data = dict[str, object]


def as_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF (en-GB) that says at its top which answers are still missing.

    Words are handed to the typesetter as data, never as source, and come out as plain text. Only its own
    fonts are used and the date inside is that of `made_at`, so that the same paper gives the same bytes.
    """
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_page(paper))},
        pdf_standards=["ua-1"],
        timestamp=paper.made_at.astimezone(UTC).replace(microsecond=0),  # it takes no parts of a second
    )


def _page(paper: Paper) -> Data:
    """What the template sets: every text cut into lines it can show."""
    made = day(paper.made_at)
    title = showable(paper.title).strip() or "Paper"
    return {
        "plain": paper.plain,
        "name": title if paper.plain else f"{title} {showable(paper.reference)}".strip(),
        "title": title,
        "charity": showable(paper.charity),
        "address": showable(paper.address) if paper.plain else "",
        "reference": showable(paper.reference),
        "recipient": paragraphs(paper.recipient) or None,
        "mark": showable(paper.mark),
        "made_on": in_words(made),
        "date": [made.year, made.month, made.day],
        "missing": [] if paper.plain else [_missing(at, part) for at, part in _lacking(paper)],
        "sections": [_section(at, part, paper.plain) for at, part in enumerate(paper.sections)],
        "left_out": [] if paper.plain else [showable(words) for words in paper.left_out],
    }


def _lacking(paper: Paper) -> list[tuple[int, Section]]:
    return [
        (at, part)
        for at, part in enumerate(paper.sections)
        if showable(part.heading).strip() and part.missing
    ]


def _missing(at: int, part: Section) -> Data:
    number = "" if part.number is None else f"{part.number}. "
    return {
        "anchor": _anchor(at),
        "heading": number + showable(part.heading),
        "labels": [showable(label) for label in part.missing],
        "who": showable(part.who),
    }


def _section(at: int, part: Section, plain: bool) -> Data:
    return {
        "anchor": _anchor(at),
        "heading": showable(part.heading).strip(),
        "number": None if plain else part.number,
        "blocks": [_MADE[type(block)](block) for block in part.blocks],
    }


def _anchor(at: int) -> str:
    return f"section-{at + 1}"


def _words(block: Words) -> Data:
    return {"kind": "words", "paragraphs": paragraphs(block.text)}


def _points(block: Points) -> Data:
    return {"kind": "points", "points": [showable(point) for point in block.points]}


def _lines(block: Lines) -> Data:
    lines = [
        {"label": showable(line.label), "answer": None if line.answer is None else paragraphs(line.answer)}
        for line in block.lines
    ]
    return {"kind": "lines", "lines": lines}


def _table(block: Table) -> Data:
    columns = zip(block.head, *block.rows, strict=True)
    return {
        "kind": "table",
        "caption": showable(block.caption).strip(),
        "head": [showable(words) for words in block.head],
        "weights": [_weight(column) for column in columns],
        "rows": [[_cell(words, len(row)) for words in row] for row in block.rows],
    }


def _weight(column: tuple[str, ...]) -> float:
    """How wide a column is beside the others: wider for longer words, but no column takes all."""
    longest = max(len(words) for words in column)
    return round(math.sqrt(min(max(longest, _LEAST), _MOST)), 2)


def _cell(words: str, columns: int) -> list[list[str]]:
    most = LONGEST if columns <= _FEW_COLUMNS else _NARROW

    def broken(word: re.Match[str]) -> str:
        whole = word.group().replace("\u200b", "")
        return "\u200b".join(whole[start : start + most] for start in range(0, len(whole), most))

    long = re.compile(rf"\S{{{most + 1},}}")
    return [[long.sub(broken, line) for line in lines] for lines in paragraphs(words)]


_MADE: dict[type[Block], Callable[..., Data]] = {
    Words: _words,
    Points: _points,
    Lines: _lines,
    Table: _table,
}
