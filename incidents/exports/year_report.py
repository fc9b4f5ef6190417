"""The year-end report: figures in tables, as tagged PDF to read and as a workbook to count on with."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typst
import xlsxwriter

from incidents.exports.case_list import safe
from incidents.exports.london import day, in_words
from incidents.exports.plain_text import showable

TEMPLATE = Path(__file__).with_name("typst") / "year_report.typ"
_WIDE, _SHEET_NAME = 60, 31

Cell = int | str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: two columns, a word and its number. A number that is hidden is a word that says so.

    Without rows, `note` says why there are none. `bars`: its numbers can be compared with one another.
    """

    title: str
    headings: tuple[str, str]
    rows: tuple[tuple[str, Cell], ...]
    note: str = ""
    bars: bool = True


@dataclass(frozen=True, slots=True)
class YearReport:
    """All that the report says; it holds no names, no titles and no references of cases."""

    charity: str
    year: str
    made_at: datetime
    so_far: bool
    notes: tuple[str, ...]
    tables: tuple[Table, ...]

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Social media incidents in {self.year}{', so far' if self.so_far else ''}"


def as_pdf(report: YearReport) -> bytes:
    """The report as a tagged PDF (PDF/UA-1, en-GB).

    Words are handed to the typesetter as data, never as source. Only its own fonts are used and the date
    inside is that of `made_at`, so that the same report gives the same bytes anywhere.
    """
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_page(report))},
        pdf_standards=["ua-1"],
        timestamp=report.made_at.astimezone(UTC).replace(microsecond=0),  # it takes no parts of a second
    )


def as_xlsx(report: YearReport) -> bytes:
    """The report as a workbook: a sheet of notes, then a sheet a table, plain words and plain numbers.

    No cell is a formula or a link. The dates inside are that of `made_at`: the same report, the same bytes.
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": report.title,
            "author": report.charity,
            # The library writes what it is given as UTC and knows no time zones.
            "created": report.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    bold, folded = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    first = book.add_worksheet("About")
    first.set_column(0, 0, _WIDE)
    for place, line in enumerate((report.title, report.charity, _made(report), *report.notes)):
        first.write_string(place, 0, safe(line), folded if place else bold)
    for table in report.tables:
        sheet = book.add_worksheet(table.title[:_SHEET_NAME])
        sheet.set_column(0, 0, _WIDE, folded)
        sheet.set_column(1, 1, 18)
        sheet.write_row(0, 0, table.headings, bold)
        sheet.freeze_panes(1, 0)
        for place, (label, value) in enumerate(table.rows, 1):
            sheet.write_string(place, 0, safe(label))
            if isinstance(value, int):
                sheet.write_number(place, 1, value)
            else:
                sheet.write_string(place, 1, safe(value))
        if table.note:
            sheet.write_string(len(table.rows) + 2, 0, safe(table.note))
    book.close()
    return written.getvalue()


def _made(report: YearReport) -> str:
    return f"Made on {in_words(day(report.made_at))}"


def _page(report: YearReport) -> dict[str, object]:
    """What the template sets. The bar beside a number is drawn for numbers that are shown only."""
    made = day(report.made_at)
    return {
        "charity": showable(report.charity),
        "title": showable(report.title),
        "made_on": in_words(made),
        "date": [made.year, made.month, made.day],
        "notes": [showable(note) for note in report.notes],
        "tables": [
            {
                "title": showable(table.title),
                "headings": list(table.headings),
                "note": showable(table.note),
                "most": max((value for _, value in table.rows if isinstance(value, int)), default=0)
                * table.bars,
                "rows": [
                    {
                        "label": showable(label),
                        "value": str(value),
                        "bar": value if isinstance(value, int) else 0,
                    }
                    for label, value in table.rows
                ],
            }
            for table in report.tables
        ],
    }
