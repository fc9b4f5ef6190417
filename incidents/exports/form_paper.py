"""A body's form as a paper: its rows in its own order, each box answered, missing, or not needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.domain.fields import Kind
from incidents.domain.forms.form import Filled, FilledRow, Form
from incidents.exports.paper import Line, Lines, Paper, Section, Value
from incidents.exports.paper_schema import form_id

DRAFT = "Draft: not yet authorised by the board"
_WRITTEN = frozenset({Kind.LINE, Kind.TEXT})


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is, on which case, for whom this copy is, when it is made; `mark`: at every head."""

    charity: str
    reference: str
    recipient: str
    made_at: datetime
    mark: str = ""


def form_paper(form: Form, rows: Sequence[FilledRow], about: About, left_out: tuple[str, ...] = ()) -> Paper:
    """The form with its answers. A box that needs none and has none is not there."""
    return Paper(
        kind=form.key,
        title=form.title,
        charity=about.charity,
        reference=about.reference,
        made_at=about.made_at,
        sections=tuple(_section(row) for row in rows),
        recipient=about.recipient,
        mark=about.mark,
        left_out=left_out,
        schema=form_id(form.key),
    )


def _section(filled: FilledRow) -> Section:
    lines = tuple(_line(box) for box in filled.boxes if box.missing or box.value is not None)
    blocks = (Lines(lines),) if lines else ()
    row = filled.row
    return Section(row.key, row.question, blocks, filled.number, row.who)


def _line(box: Filled) -> Line:
    field = box.part.field
    return Line(field.label, box.words, field.name, None if field.kind in _WRITTEN else _value(box.value))


def _value(value: object) -> Value:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return value if isinstance(value, str | bool | int) else None
