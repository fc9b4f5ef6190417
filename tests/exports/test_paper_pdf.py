"""Papers as PDF: tagged, named, in order, the same bytes each time, and what was typed is only text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from incidents.exports.paper import Line, Lines, Paper, Table, Words
from incidents.exports.paper_pdf import as_pdf
from incidents.exports.plain_text import SHOWN, paragraphs, showable
from tests.exports.papers import EMPTY, FULL, LETTER, everywhere, one

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


def read(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(paper)))


def text(paper: Paper) -> str:
    """All text of the paper, blanks and ends of lines as one blank, long words in one piece."""
    pages = " ".join(page.extract_text() for page in read(paper).pages)
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
    reader = read(FULL)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "Report on a photograph TST-7K3P-M"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_headings_lists_and_tables_are_what_they_look_like() -> None:
    found = tags(read(FULL))
    assert found.count("/Title") == 1
    assert found.count("/H1") == 5
    assert found.count("/TH") == 3 + 2
    assert found.count("/Caption") == 1
    assert found.count("/TD") == 3 + 2 * 80
    assert found.count("/LI") == 2 + 2


def test_another_reader_finds_the_same_structure(tmp_path: Path) -> None:
    tool = shutil.which("pdfinfo")
    assert tool, "this machine lacks pdfinfo (poppler-utils)"
    file = tmp_path / "paper.pdf"
    file.write_bytes(as_pdf(FULL))
    said = subprocess.run([tool, str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged: +yes", said)
    assert not re.search(r"JavaScript: +yes", said)


def test_the_sections_come_in_order_with_their_numbers() -> None:
    whole = text(FULL)
    places = [
        whole.rindex(words) for words in ("1 Which charity", "2 What happened?", "What we do", "Day by")
    ]
    assert places == sorted(places)


def test_what_is_missing_stands_at_the_top_with_who_can_answer_it_and_in_its_place() -> None:
    whole = text(FULL)
    top = "One question still needs an answer Question Still missing Who can answer 1. Which charity is it? "
    assert top + "Number Who keeps the charity’s details" in whole
    assert "Number Still missing Since 3 March 2026" in whole
    assert "Still missing" not in text(one(Lines((Line("Name", "All"),))))


def test_every_page_has_the_mark_and_says_what_it_is_and_which() -> None:
    pages = read(FULL).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        words = re.sub(r"\s+", " ", page.extract_text())
        assert words.startswith("Draft: not yet authorised by the board")
        assert f"TST-7K3P-M, made 1 July 2026 Confidential Page {number} of {len(pages)}" in words


def test_what_was_left_out_is_the_last_thing() -> None:
    assert "What was left out of this paper • The name of the volunteer • A telephone number" in text(FULL)


def test_a_letter_has_no_reference_no_numbers_and_no_list_of_what_was_left_out() -> None:
    whole = text(LETTER)
    assert "Elusen Ŵyl y Tŷ The Commission 1 July 2026 Report on a photograph Which charity is it?" in whole
    for words in ("TST-7K3P-M", "left out", "Confidential", "2 What happened", "needs an answer"):
        assert words not in whole
    assert "Page" not in text(replace(LETTER, sections=LETTER.sections[:2]))


def test_a_paper_with_nothing_in_it_is_still_a_paper() -> None:
    assert text(EMPTY).startswith("Nothing at all Made on 1 July 2026")
    assert as_pdf(replace(EMPTY, title="", plain=True)).startswith(b"%PDF-")


@pytest.mark.parametrize(("sentence", "typed"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_what_was_typed_comes_out_as_it_was_typed(sentence: str, typed: str) -> None:
    whole = text(everywhere(f"Before {typed} after."))
    assert whole.count(f"Before {unicodedata.normalize('NFC', typed)} after.") > 8


@pytest.mark.parametrize(("sentence", "typed", "shown"), DESCRIBED, ids=[case[0] for case in DESCRIBED])
def test_what_has_no_letterforms_is_described(sentence: str, typed: str, shown: str) -> None:
    assert showable(typed) == shown
    assert f"Before {shown} after." in text(one(Words(f"Before {typed} after.")))


def test_every_sign_said_to_have_a_letterform_has_one() -> None:
    signs = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
    kept = [sign for sign in signs if showable(f"x{sign}x") == unicodedata.normalize("NFC", f"x{sign}x")]
    assert len(kept) > 2000
    as_pdf(one(Words("\n".join(f"x{sign}x" for sign in kept))))


def test_paragraphs_and_lines_stay_apart() -> None:
    assert paragraphs("one\ntwo\r\n\r\n\n three \n") == [["one", "two"], [" three "]]
    pages = read(one(Words("Line one\nLine two\n\nNew paragraph"))).pages
    assert "Line one\nLine two\nNew paragraph" in "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("word", ["W" * 400, "https://charity.example/" + "a" * 300, "x" * 5000])
def test_a_very_long_word_stays_on_the_page(word: str) -> None:
    cells = (word, *("Short",) * 5)
    reader = read(one(Words(word), Lines((Line("A", word),)), Table("T", ("a",) * 6, (cells,))))
    right: list[float] = []

    def visit(part: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if part.strip():
            right.append(matrix[4] + 0.3 * size * len(part.strip("\n")))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    whole = "".join(page.extract_text() for page in reader.pages)
    assert whole.count(word[-1]) >= 3 * word.count(word[-1])
    assert 300 < max(right) < 595


def test_the_same_paper_gives_the_same_bytes_and_the_date_comes_from_it() -> None:
    first = as_pdf(FULL)
    assert as_pdf(replace(FULL)) == first
    assert read(FULL).metadata.creation_date.date().isoformat() == "2026-07-01"
    assert as_pdf(replace(FULL, made_at=datetime(2026, 8, 1, 12, 0, 0, 5, tzinfo=UTC))) != first


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_text_makes_a_paper(typed: str) -> None:
    assert as_pdf(everywhere(typed)).startswith(b"%PDF-")


def test_a_long_paper_takes_well_under_two_seconds() -> None:
    start = time.perf_counter()
    as_pdf(one(Words("A sentence of a long story. " * 2000)))
    assert time.perf_counter() - start < 2
