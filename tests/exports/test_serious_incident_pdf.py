"""The report as PDF: tagged, named, in order, the same bytes each time, and what was typed is only text."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from incidents.exports.plain_text import SHOWN, paragraphs, showable
from incidents.exports.serious_incident import as_pdf, rows
from incidents.exports.serious_incident_facts import SeriousIncident
from tests.exports.reports import EMPTY, FULL

HOSTILE = [
    ("a call of the typesetter", '#evil(1) #read("/etc/passwd")'),
    ("marks of strength and stress", "*bold* _slanted_ `code`"),
    ("sums", "$x^2$ $ unclosed"),
    ("backslashes", "C:\\new\\table \\u{41} \\"),
    ("headings and lists", "= Not a heading"),
    ("labels and references", "@somewhere <label>"),
    ("comments", "// not /* a comment */"),
    ("brackets that do not close", "[[[ ((( {{{ ]"),
    ("quotation marks and dashes", "\"a\" 'b' -- --- ... ~"),
    ("markup of the web", "<script>alert(1)</script> &amp; &"),
    ("Welsh letters", "Ŵŷ ŵ Ŷ â ê î ô û ï"),
    ("Welsh letters in two parts", "w\u0302 y\u0302"),
    ("other letters of Europe", "Łódź Αθήνα Київ"),
]
DESCRIBED = [
    ("an emoji", "sad \U0001f622 now", "sad [crying face] now"),
    ("an emoji many times", "\U0001f622" * 40, "[crying face, 40 times]"),
    ("another script", "she wrote سلام عليكم to me", "she wrote [words in Arabic letters] to me"),
    ("Chinese", "中文", "[words in Chinese letters]"),
    ("marks that turn the writing round", "photo\u202egpj.exe\u202c", "photogpj.exe"),
    ("marks that cannot be seen", "a\u200bb\u2066c\u00add\ufe0f", "abcd"),
    ("a stray mark no letter takes", "0\u0332 h\u0332e\u0332", "0 he"),
    ("bytes that are no text", "a\x00b\x07c", "abc"),
    ("a private sign", "\ue000", "[a sign this page cannot show]"),
]


def read(report: SeriousIncident) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(report)))


def text(report: SeriousIncident) -> str:
    """All text of the report, blanks and ends of lines as one blank, long words in one piece."""
    pages = " ".join(page.extract_text() for page in read(report).pages)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", pages.replace("\u200b", "")))


def tags(reader: PdfReader) -> list[str]:
    """The kinds of the structure tree, in reading order."""
    found: list[str] = []

    def walk(item: object) -> None:
        item = item.get_object() if isinstance(item, IndirectObject) else item
        if isinstance(item, ArrayObject):
            for part in item:
                walk(part)
        elif isinstance(item, DictionaryObject):
            found.append(str(item.get("/S", "")))
            walk(item.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_it_is_tagged_named_and_says_its_language() -> None:
    root = read(FULL).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert read(FULL).metadata.title == "Serious incident report TST-7K3P-M"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_every_question_is_a_heading_and_what_is_missing_is_a_table_with_headers() -> None:
    found = tags(read(EMPTY))
    assert found.count("/Title") == 1
    assert found.count("/H2") == 19
    assert found.count("/H1") == 6
    assert found.count("/TH") == 4
    assert found.count("/TD") == 4 * 19
    assert "/Table" not in tags(read(FULL))


@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])
def test_the_nineteen_questions_come_in_order(report: SeriousIncident) -> None:
    whole = text(report)
    place = whole.index("This report 1 ")
    for row in rows(report):
        found = whole.find(f"{row.number} {row.question}", place)
        assert found > place, row.question
        place = found


def test_what_is_missing_stands_at_the_top_with_who_can_answer_it() -> None:
    first = re.sub(r"\s+", " ", read(EMPTY).pages[0].extract_text())
    assert "19 questions still need answers" in first
    assert "3 Who is making this report? Name; Connection with the charity; Telephone; Email" in first
    assert "The person who makes it" in first
    assert "Answered 0 of 19 questions" in first


def test_one_missing_answer_is_named_at_the_top_and_in_its_place() -> None:
    whole = text(replace(FULL, reporter=replace(FULL.reporter, telephone=None)))
    assert "One question still needs an answer" in whole
    assert "Telephone Still missing Email office@charity.example" in whole
    assert "18 of 19 questions" in whole


def test_a_full_report_says_that_nothing_is_missing() -> None:
    whole = text(FULL)
    assert "Every question has an answer" in whole
    assert "Still missing" not in whole


def test_every_answer_stands_in_the_report() -> None:
    whole = text(FULL)
    for row in rows(FULL):
        for part in row.parts:
            assert " ".join((part.answer or "").split()) in whole, part.label


def test_every_page_says_what_it_is_and_which() -> None:
    pages = read(EMPTY).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        words = re.sub(r"\s+", " ", page.extract_text())
        assert "TST-2222-X, made 1 July 2026" in words
        assert "Contains personal data" in words
        assert f"Page {number} of {len(pages)}" in words


def test_a_name_that_need_not_be_there_is_warned_of_and_not_repeated() -> None:
    story = replace(FULL, people=("Nerys Pell",), what_happened="Nerys did it.", lessons="Pell was told.")
    assert "names there: 12 and 16." in text(story).replace("a name there", "names there")
    assert "Check for names" not in text(replace(FULL, people=("Nerys Pell",)))


@pytest.mark.parametrize(("sentence", "typed"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_what_was_typed_comes_out_as_it_was_typed(sentence: str, typed: str) -> None:
    whole = text(replace(FULL, what_happened=f"Before {typed} after.", reference=f"R {typed}"))
    assert f"Before {unicodedata.normalize('NFC', typed)} after." in whole


@pytest.mark.parametrize(("sentence", "typed", "shown"), DESCRIBED, ids=[case[0] for case in DESCRIBED])
def test_what_has_no_letterforms_is_described(sentence: str, typed: str, shown: str) -> None:
    assert showable(typed) == shown
    assert f"Before {shown} after." in text(replace(FULL, what_happened=f"Before {typed} after."))


def test_every_sign_said_to_have_a_letterform_has_one() -> None:
    signs = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
    kept = [sign for sign in signs if showable(f"x{sign}x") == unicodedata.normalize("NFC", f"x{sign}x")]
    assert len(kept) > 2000
    every = "\n".join(f"x{sign}x" for sign in kept)
    as_pdf(replace(FULL, what_happened=every, reference=every, charity=replace(FULL.charity, name=every)))


def test_paragraphs_and_lines_stay_apart() -> None:
    assert paragraphs("one\ntwo\r\n\r\n\n three \n") == [["one", "two"], [" three "]]
    lines = read(replace(FULL, what_happened="Line one\nLine two\n\nNew paragraph")).pages
    whole = "\n".join(page.extract_text() for page in lines)
    assert "Line one\nLine two\nNew paragraph" in whole


@pytest.mark.parametrize("word", ["W" * 400, "https://charity.example/" + "a" * 300, "x" * 5000])
def test_a_very_long_word_stays_on_the_page(word: str) -> None:
    reader = read(replace(FULL, what_happened=word, reporter=replace(FULL.reporter, email=word)))
    right: list[float] = []

    def visit(part: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if part.strip():
            right.append(matrix[4] + 0.3 * size * len(part.strip("\n")))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    whole = "".join(page.extract_text() for page in reader.pages)
    assert whole.count(word[-1]) >= 2 * word.count(word[-1])
    assert 300 < max(right) < 595


def test_the_same_report_gives_the_same_bytes_and_the_date_comes_from_it() -> None:
    first = as_pdf(FULL)
    assert as_pdf(replace(FULL)) == first
    assert read(FULL).metadata.creation_date.date().isoformat() == "2026-07-01"
    later = replace(FULL, made_at=datetime(2026, 8, 1, 12, tzinfo=UTC))
    assert as_pdf(later) != first


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_report(typed: str) -> None:
    report = replace(FULL, what_happened=typed, charity=replace(FULL.charity, name=typed), reference=typed)
    assert as_pdf(report).startswith(b"%PDF-")


def test_one_report_takes_well_under_two_seconds() -> None:
    start = time.perf_counter()
    as_pdf(replace(FULL, what_happened="A sentence of a long story. " * 2000))
    assert time.perf_counter() - start < 2
