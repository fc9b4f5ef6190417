"""Papers as DOCX and JSON: real headings and tables, the documented shape, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document
from docx.document import Document as Read
from docx.oxml.ns import qn
from jsonschema import Draft202012Validator

from incidents.exports.paper import Line, Lines, Paper, Points, Table, Words
from incidents.exports.paper_docx import as_docx
from incidents.exports.paper_files import FORMATS
from incidents.exports.paper_json import as_json
from incidents.exports.paper_schema import paper_schema
from tests.exports.papers import EMPTY, FULL, LETTER, everywhere, one

HOSTILE = [
    ("bytes that no XML file may hold", "a\x00\x07\x0b\ufffe\ud800b"),
    ("a script", "<script>alert(1)</script> & ]]>"),
    ("a field that would be counted", '{ HYPERLINK "https://evil.example" }'),
    ("a formula", "=cmd|'/c calc'!A1"),
    ("right to left", "سلام \u202e עברית"),
    ("nothing", ""),
    ("blanks and ends of lines", " \r\n\r \t "),
]


def opened(paper: Paper) -> Read:
    return Document(io.BytesIO(as_docx(paper)))


def words(paper: Paper) -> list[str]:
    return [paragraph.text for paragraph in opened(paper).paragraphs]


def test_headings_are_real_headings_in_order() -> None:
    styles = [(one.style.name, one.text) for one in opened(FULL).paragraphs if one.style.name != "Normal"]
    assert styles == [
        ("Title", "Report on a photograph"),
        ("Heading 1", "1. Which charity is it?"),
        ("Heading 1", "2. What happened?"),
        ("Heading 1", "What we do"),
        ("List Bullet", "A second person looks"),
        ("List Bullet", "We ask first"),
        ("Heading 1", "Day by day"),
        ("Heading 1", "What was left out of this paper"),
        ("List Bullet", "The name of the volunteer"),
        ("List Bullet", "A telephone number"),
    ]


def test_answers_stand_behind_their_labels_and_what_is_missing_is_said_twice() -> None:
    assert "Name: Elusen Ŵyl y Tŷ" in words(FULL)
    assert "Number: Still missing" in words(FULL)
    head, row = ([cell.text for cell in row.cells] for row in opened(FULL).tables[0].rows)
    assert head == ["Question", "Still missing", "Who can answer"]
    assert row == ["1. Which charity is it?", "Number", "Who keeps the charity’s details"]


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    table = opened(FULL).tables[-1]
    assert len(table.rows) == 81
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True] + [False] * 80


def test_it_is_in_british_english_named_and_dated_as_the_paper_is() -> None:
    book = opened(FULL)
    assert {one.get(qn("w:val")) for one in book.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    kept = book.core_properties
    assert (kept.title, kept.author) == ("Report on a photograph TST-7K3P-M", "Elusen Ŵyl y Tŷ")
    assert kept.created == kept.modified
    assert datetime.fromisoformat(str(kept.created)).date().isoformat() == "2026-06-30"


def test_the_mark_and_the_reference_are_on_every_page() -> None:
    page = opened(FULL).sections[0]
    assert page.header.paragraphs[0].text == "Draft: not yet authorised by the board"
    assert page.footer.paragraphs[0].text.startswith("TST-7K3P-M, made 1 July 2026\tConfidential\tPage ")


def test_a_letter_has_no_reference_no_numbers_and_no_list_of_what_was_left_out() -> None:
    whole = "\n".join(words(LETTER))
    assert whole.startswith(
        "Elusen Ŵyl y Tŷ\nThe Commission\n1 July 2026\nReport on a photograph\nWhich charity"
    )
    assert opened(LETTER).sections[0].footer.paragraphs[0].text == ""
    assert "left out" not in whole
    assert "TST-7K3P-M" not in opened(LETTER).core_properties.title


@pytest.mark.parametrize("kind", list(FORMATS))
@pytest.mark.parametrize(("sentence", "typed"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_any_text_makes_a_file_the_same_each_time(kind: str, sentence: str, typed: str) -> None:
    for paper in (everywhere(typed), replace(everywhere(typed), plain=True)):
        assert FORMATS[kind].make(paper) == FORMATS[kind].make(paper)


def test_ten_thousand_letters_in_one_word_are_no_trouble() -> None:
    word = "x" * 10_000
    paper = one(Words(word), Points((word,)), Lines((Line("A", word),)), Table("", ("A", "B"), ((word, ""),)))
    assert all(FORMATS[kind].make(paper) for kind in FORMATS)


def test_what_was_typed_is_only_text() -> None:
    whole = "<w:p/> & {HYPERLINK} https://charity.example"
    assert whole in words(one(Words(whole)))
    body = zipfile.ZipFile(io.BytesIO(as_docx(one(Words(whole))))).read("word/document.xml")
    assert b"w:hyperlink" not in body
    assert b"w:instr" not in body


def test_the_parts_of_the_file_carry_no_date_of_today() -> None:
    parts = zipfile.ZipFile(io.BytesIO(as_docx(FULL))).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_json_has_the_published_shape() -> None:
    Draft202012Validator.check_schema(paper_schema())
    shape = Draft202012Validator(paper_schema())
    for paper in (FULL, EMPTY, LETTER, everywhere("x")):
        shape.validate(json.loads(as_json(paper)))
    whole = json.loads(as_json(FULL))
    whole["sections"][0]["blocks"][0]["surprise"] = 1
    del whole["reference"]
    assert len(list(shape.iter_errors(whole))) == 2


def test_json_has_answers_as_words_and_as_data_and_the_date_in_london() -> None:
    whole = json.loads(as_json(FULL))
    assert (whole["made_at"], whole["made_on"]) == ("2026-06-30T23:30:00+00:00", "2026-07-01")
    lines = whole["sections"][0]["blocks"][0]["lines"]
    assert lines[2] == {"key": "since", "label": "Since", "answer": "3 March 2026", "value": "2026-03-03"}
    assert lines[3]["value"] == ["one", "two"]
    assert whole["sections"][0]["missing"] == ["Number"]
    assert list(whole) == sorted(whole)
    assert "Ŵyl" in as_json(FULL).decode()
