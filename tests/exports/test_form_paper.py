"""Every body's form as a paper and as JSON: its rows in order, empty or answered, in the published shape."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from incidents.domain.fields import Field, Kind
from incidents.domain.forms import FORMS
from incidents.domain.forms.form import Answers, Form, Part, Row, fill
from incidents.domain.words import Body
from incidents.exports.form_paper import DRAFT, About, form_paper
from incidents.exports.paper import Line, Paper
from incidents.exports.paper_json import as_json
from incidents.exports.paper_pdf import as_pdf
from incidents.exports.paper_schema import form_schema

ABOUT = About("Elusen Ŵyl y Tŷ", "TST-7K3P-M", "Our chair", datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
KINDS = Field("kinds", "Kinds", Kind.CHOICES, choices=(("a", "One"), ("b", "Two")))
SMALL = Form(
    "small",
    "A small form",
    Body.OTHER,
    (
        Row(
            "who",
            "Who is it?",
            "The chair",
            (
                Part(Field("name", "Name", Kind.LINE)),
                Part(Field("since", "Since", Kind.DATE)),
                Part(Field("more", "More", required=False)),
            ),
        ),
        Row("kinds", "What kinds?", "The manager", (Part(KINDS),)),
    ),
    "A test",
)


def paper(form: Form, typed: Answers) -> Paper:
    return form_paper(form, fill(form, {}, typed), ABOUT)


def full(form: Form) -> dict[str, object]:
    """Any answer to every box."""
    made: dict[Kind, object] = {
        Kind.DATE: "2026-06-24",
        Kind.TIME: "14:30",
        Kind.YES_NO: True,
        Kind.NUMBER: 3,
    }
    found: dict[str, object] = {}
    for field in form.fields:
        keys = [key for key, _ in field.choices]
        words = [keys[0]] if field.kind is Kind.CHOICES else keys[0] if keys else f"About {field.name}."
        found[field.name] = made.get(field.kind, words)
    return found


def test_a_box_is_answered_missing_or_not_there() -> None:
    who, kinds = paper(SMALL, {"since": "2026-03-03", "kinds": ["a", "b"]}).sections
    assert who.blocks[0].lines == (
        Line("Name", None, "name"),
        Line("Since", "3 March 2026", "since", "2026-03-03"),
    )
    assert (who.number, who.who, who.missing) == (1, "The chair", ("Name",))
    assert kinds.blocks[0].lines == (Line("Kinds", "One, Two", "kinds", ("a", "b")),)


def test_a_copy_to_check_says_so_above_every_page() -> None:
    draft = form_paper(SMALL, fill(SMALL, {}, {}), About("A", "B", "C", ABOUT.made_at, DRAFT), ("A name",))
    assert (draft.mark, draft.left_out) == (DRAFT, ("A name",))
    assert paper(SMALL, {}).mark == ""


@pytest.mark.parametrize("key", list(FORMS))
def test_every_copy_has_its_published_shape(key: str) -> None:
    form = FORMS[key]
    Draft202012Validator.check_schema(form_schema(form))
    shape = Draft202012Validator(form_schema(form))
    for typed in ({}, full(form)):
        whole = json.loads(as_json(paper(form, typed)))
        shape.validate(whole)
        assert [part["number"] for part in whole["sections"]] == list(range(1, len(form.rows) + 1))
        whole["sections"].reverse()
        assert list(shape.iter_errors(whole)), "the order of the form is part of its shape"
    assert all(section.missing == () for section in paper(form, full(form)).sections)


@pytest.mark.parametrize("key", list(FORMS))
def test_every_question_and_answer_stands_in_the_pdf_in_order(key: str) -> None:
    form = FORMS[key]
    pages = PdfReader(io.BytesIO(as_pdf(paper(form, full(form))))).pages
    whole = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    place = 0
    for number, row in enumerate(form.rows, start=1):
        found = whole.find(f"{number} {row.question}", place)
        assert found >= place, row.question
        place = found
        for part in row.parts:
            assert part.field.label.split()[0] in whole[place:]
    assert "Still missing" not in whole
