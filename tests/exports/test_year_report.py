"""The year-end report as PDF and as a workbook, read back: tagged, the same bytes each time, no formulas."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from incidents.exports.year_report import Table, YearReport, as_pdf, as_xlsx

REPORT = YearReport(
    charity="Cwmni Ŵyl",
    year="2026",
    made_at=datetime(2026, 11, 21, 9, 30, 0, 1234, tzinfo=UTC),
    so_far=True,
    notes=("Small numbers are hidden.",),
    tables=(
        Table("Platform", ("Platform", "Cases"), (("Facebook", 12), ("=1+1", "fewer than 5"), ("Other", 0))),
        Table("Month by month", ("Month", "Cases"), (), "Too few to show."),
    ),
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def pdf_words(report: YearReport) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(report))).pages)


def cells(body: bytes, number: int) -> dict[str, str]:
    """The words and numbers of one sheet, by their place; a formula is a fault."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314  # our own file
        words = ["".join(node.itertext()) for node in shared.iter(f"{SHEET}si")]
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
    assert not list(sheet.iter(f"{SHEET}f")), "a formula"
    found = {}
    for cell in sheet.iter(f"{SHEET}c"):
        value = cell.findtext(f"{SHEET}v")
        if value is not None:
            found[cell.attrib["r"]] = words[int(value)] if cell.get("t") == "s" else value
    return found


def test_the_pdf_is_tagged_and_says_everything() -> None:
    reader = PdfReader(io.BytesIO(as_pdf(REPORT)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == "Social media incidents in 2026, so far"
    words = pdf_words(REPORT)
    for expected in ("Cwmni Ŵyl", "21 November 2026", "Facebook", "12", "=1+1", "fewer than 5", "Too few to"):
        assert expected in words


def test_what_is_typed_is_only_words_on_paper() -> None:
    hostile = '#evil(1) *bold* $x$ <label> \\ "'
    report = replace(REPORT, charity=hostile, tables=(Table(hostile, ("A", "B"), ((hostile, 1),)),))
    assert "#evil(1) *bold* $x$" in pdf_words(report)


def test_the_workbook_has_a_sheet_a_table_with_numbers_to_count_on() -> None:
    body = as_xlsx(REPORT)
    about, platforms, months = (cells(body, number) for number in (1, 2, 3))
    assert list(about.values()) == [
        "Social media incidents in 2026, so far", "Cwmni Ŵyl", "Made on 21 November 2026",
        "Small numbers are hidden.",
    ]  # fmt: skip
    assert platforms == {
        "A1": "Platform", "B1": "Cases", "A2": "Facebook", "B2": "12", "A3": "'=1+1", "B3": "fewer than 5",
        "A4": "Other", "B4": "0",
    }  # fmt: skip
    assert months == {"A1": "Month", "B1": "Cases", "A3": "Too few to show."}


@pytest.mark.parametrize("make", [as_pdf, as_xlsx])
def test_the_same_report_is_the_same_bytes(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make(REPORT)  # type: ignore[operator]
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert make(REPORT) == first  # type: ignore[operator]
    assert make(replace(REPORT, year="2025")) != first  # type: ignore[operator]


def test_a_workbook_has_no_date_of_the_day_it_was_asked_for() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(REPORT))) as book:
        assert {one.date_time[:3] for one in book.infolist()} == {(1980, 1, 1)}
        core = book.read("docProps/core.xml").decode()
    assert core.count("2026-11-21T09:30:00Z") == 2


def test_a_name_of_a_sheet_that_is_too_long_is_cut() -> None:
    table = Table("Reports to other bodies that are still open", ("A", "B"), (("x", 5),))
    assert cells(as_xlsx(replace(REPORT, tables=(table,))), 2)["B2"] == "5"
