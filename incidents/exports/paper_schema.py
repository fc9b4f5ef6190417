"""The published shapes of papers as JSON: that of every paper, and the narrower one of each body's form."""

from __future__ import annotations

import json

from incidents.domain.forms.form import Form, Row
from incidents.exports.paper_json import SCHEMA

Data = dict[str, object]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Data = {"type": "string"}
_TEXTS: Data = {"type": "array", "items": _TEXT}


def form_id(key: str) -> str:
    """The name of the shape of one body's form."""
    return f"urn:candour:form-{key.replace('_', '-')}-1"


def as_text(schema: Data) -> str:
    """A schema as the file that is published."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def paper_schema() -> Data:
    """The shape of any paper."""
    told = "A paper that may leave the house, as data. Handle it as personal data."
    return _whole(SCHEMA, "Paper", told, {"type": "array", "items": {"$ref": "#/$defs/section"}})


def form_schema(form: Form) -> Data:
    """The shape of a paper that is this form: its rows in their order, each with the boxes it may have."""
    rows = [_row(number, row) for number, row in enumerate(form.rows, start=1)]
    many: Data = {"type": "array", "minItems": len(rows), "maxItems": len(rows), "prefixItems": rows}
    told = "The questions of the form in its order. A line without an answer: nobody knows it yet."
    return _whole(form_id(form.key), form.title, told, many)


def _whole(name: str, title: str, told: str, sections: Data) -> Data:
    properties: Data = {
        "schema": {"const": name, "description": "Name and version of this shape."},
        "kind": {**_TEXT, "description": "What paper it is, in one word for programs."},
        "title": _TEXT,
        "charity": _TEXT,
        "reference": {**_TEXT, "description": "The case’s reference in this charity; empty: of no one case."},
        "recipient": {**_TEXT, "description": "For whom this copy was made."},
        "mark": {**_TEXT, "description": "What stands above every page, such as that it is a draft."},
        "made_at": {**_TEXT, "format": "date-time", "description": "The instant it was made, in UTC."},
        "made_on": {**_TEXT, "format": "date", "description": "The date in London of made_at."},
        "sections": sections,
        "left_out": {**_TEXTS, "description": "What was kept back from this recipient, in words."},
    }
    whole = _object(properties)
    return {"$schema": _DRAFT, "$id": name, "title": title, "description": told, **whole, "$defs": _DEFS}


def _object(properties: Data) -> Data:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(properties),
        "properties": properties,
    }


def _section(key: Data, number: Data, heading: Data, blocks: Data) -> Data:
    return _object(
        {
            "key": key,
            "number": number,
            "heading": heading,
            "missing": {**_TEXTS, "description": "The lines that still need an answer."},
            "who_can_answer": _TEXT,
            "blocks": blocks,
        }
    )


def _row(number: int, row: Row) -> Data:
    keys = [part.field.name for part in row.parts]
    line = {"allOf": [{"$ref": "#/$defs/line"}, {"properties": {"key": {"enum": keys}}}]}
    lines: Data = {"type": "array", "maxItems": len(keys), "items": line}
    block = _object({"kind": {"const": "lines"}, "lines": lines})
    blocks: Data = {"type": "array", "maxItems": 1, "items": block}
    return _section({"const": row.key}, {"const": number}, {"const": row.question}, blocks)


_LINE = _object(
    {
        "key": {**_TEXT, "description": "Its name for programs; empty where it has none."},
        "label": _TEXT,
        "answer": {"type": ["string", "null"], "description": "In words; null: nobody knows it yet."},
        "value": {
            "type": ["string", "boolean", "integer", "array", "null"],
            "description": "An ISO day, a time, yes or no, a number, or the keys of what was chosen.",
        },
    }
)
_DEFS: Data = {
    "line": _LINE,
    "block": {
        "oneOf": [
            _object({"kind": {"const": "words"}, "text": _TEXT}),
            _object({"kind": {"const": "points"}, "points": _TEXTS}),
            _object(
                {"kind": {"const": "lines"}, "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}}
            ),
            _object(
                {
                    "kind": {"const": "table"},
                    "caption": _TEXT,
                    "head": _TEXTS,
                    "rows": {"type": "array", "items": _TEXTS},
                }
            ),
        ]
    },
    "section": _section(
        _TEXT,
        {"type": ["integer", "null"]},
        _TEXT,
        {"type": "array", "items": {"$ref": "#/$defs/block"}},
    ),
}
