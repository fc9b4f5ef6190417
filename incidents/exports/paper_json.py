"""A paper as JSON for another computer program, and the schema that says what each key means."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC

from incidents.exports.london import day
from incidents.exports.paper import Block, Lines, Paper, Points, Section, Table, Words

SCHEMA = "urn:candour:paper-1"
Data = dict[str, object]


def as_json(paper: Paper) -> bytes:
    """The paper as UTF-8 JSON with sorted keys; docs/schemas says what each key means.

    The same paper gives the same bytes.
    """
    whole = {
        "schema": paper.schema or SCHEMA,
        "kind": paper.kind,
        "title": paper.title,
        "charity": paper.charity,
        "reference": paper.reference,
        "recipient": paper.recipient,
        "mark": paper.mark,
        "made_at": paper.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "made_on": day(paper.made_at).isoformat(),
        "sections": [_section(part) for part in paper.sections],
        "left_out": list(paper.left_out),
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return text.encode(errors="replace")


def _section(part: Section) -> Data:
    return {
        "key": part.key,
        "number": part.number,
        "heading": part.heading,
        "missing": list(part.missing),
        "who_can_answer": part.who,
        "blocks": [_MADE[type(block)](block) for block in part.blocks],
    }


def _words(block: Words) -> Data:
    return {"kind": "words", "text": block.text}


def _points(block: Points) -> Data:
    return {"kind": "points", "points": list(block.points)}


def _lines(block: Lines) -> Data:
    lines = [
        {"key": one.key, "label": one.label, "answer": one.answer, "value": one.value} for one in block.lines
    ]
    return {"kind": "lines", "lines": lines}


def _table(block: Table) -> Data:
    return {
        "kind": "table",
        "caption": block.caption,
        "head": list(block.head),
        "rows": [list(row) for row in block.rows],
    }


_MADE: dict[type[Block], Callable[..., Data]] = {
    Words: _words,
    Points: _points,
    Lines: _lines,
    Table: _table,
}
