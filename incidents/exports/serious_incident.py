"""A serious incident report for the Charity Commission: as tagged PDF to send, as JSON to keep or pass on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path

import typst

from incidents.exports.london import day, in_words
from incidents.exports.plain_text import paragraphs, showable
from incidents.exports.serious_incident_answers import Part
from incidents.exports.serious_incident_facts import SeriousIncident
from incidents.exports.serious_incident_rows import Row, rows

__all__ = ["SeriousIncident", "as_json", "as_pdf", "rows"]

SCHEMA = "serious-incident-1"
TEMPLATE = Path(__file__).with_name("typst") / "serious_incident.typ"
# Headings over the form's rows, each from the row with this key on; the order stays the form's.
SECTIONS = {
    "kind_of_report": "This report",
    "charity": "The charity and others",
    "incident_type": "The incident",
    "impact": "Harm, policies and what was done",
    "media": "The press, and special cases",
    "declaration": "Declaration",
}


def as_json(report: SeriousIncident) -> bytes:
    """The report as UTF-8 JSON with sorted keys; docs/schemas/serious-incident.json says what each key means.

    `facts` has the answers as data (dates ISO, null while unknown), `rows` has them as the form's questions.
    The names that are only looked for (`people`) are left out. The same report gives the same bytes.
    """
    asked = rows(report)
    whole = {
        "schema": SCHEMA,
        "reference": report.reference,
        "made_at": report.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "made_on": day(report.made_at).isoformat(),
        "contains_personal_data": True,
        "missing": [row.number for row in asked if row.missing],
        "may_name_people": [row.number for row in asked if row.may_name],
        "rows": [_row_data(row) for row in asked],
        "facts": {
            field.name: _plain(getattr(report, field.name))
            for field in fields(report)
            if field.name not in ("people", "reference", "made_at")
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def as_pdf(report: SeriousIncident) -> bytes:
    """The report as a tagged PDF (PDF/UA-1, en-GB) that says at its top which answers are still missing.

    Answers are handed to the typesetter as data, never as source, and come out as plain text. Only the
    typesetter's own fonts are used and the date inside is that of `made_at`, so that the same report gives
    the same bytes anywhere.
    """
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_page(report))},
        pdf_standards=["ua-1"],
        timestamp=report.made_at.astimezone(UTC).replace(microsecond=0),  # it takes no parts of a second
    )


def _row_data(row: Row) -> dict[str, object]:
    return {
        "number": row.number,
        "key": row.key,
        "question": row.question,
        "answer": row.answer,
        "missing": row.missing,
        "still_needed": list(row.lacking),
        "who_can_answer": row.who_can_answer,
        "parts": [{"label": part.label, "answer": part.answer, "needed": part.needed} for part in row.parts],
    }


def _plain(value: object) -> object:
    """Any answer as JSON data: dates ISO, words as their keys."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _page(report: SeriousIncident) -> dict[str, object]:
    """What the template sets: every text cut into lines it can show."""
    asked = rows(report)
    made = day(report.made_at)
    return {
        "charity": showable(report.charity.name),
        "reference": showable(report.reference),
        "made_on": in_words(made),
        "date": [made.year, made.month, made.day],
        "complete": sum(not row.missing for row in asked),
        "may_name": _listed(row.number for row in asked if row.may_name),
        "rows": [
            {
                "number": row.number,
                "section": SECTIONS.get(row.key),
                "question": row.question,
                "missing": row.missing,
                "lacking": [showable(label) for label in row.lacking],
                "who": row.who_can_answer,
                "parts": [_part(part) for part in row.parts if part.needed or part.answer],
            }
            for row in asked
        ],
    }


def _part(part: Part) -> dict[str, object]:
    return {"label": showable(part.label), "answer": paragraphs(part.answer) if part.answer else None}


def _listed(numbers: Iterable[int]) -> str:
    written = [str(number) for number in numbers]
    return " and ".join(filter(None, [", ".join(written[:-1]), *written[-1:]]))
