"""The list of cases as CSV: nothing in it is carried out by a spreadsheet, and nothing is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.exports.case_list import HEADINGS, CaseRow, as_csv, safe

ROW = CaseRow(
    reference="TST-7K3P-M",
    title="A photograph of a family",
    stage="Being dealt with",
    kind="Something wrong on our own page",
    severity="Serious",
    platform="Facebook",
    responsible="Gwenllian Ŵyn",
    clauses=("3.2", "4.1"),
    happened_on=date(2026, 6, 24),
    reported=datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
    next_due=None,
    open_tasks=0,
    outcome="",
    closed=None,
    keep_until=None,
)
DANGEROUS = [
    ("a sum", "=1+1"),
    ("a plus", "+44 20 7946 0011"),
    ("a minus", "-2"),
    ("an at", "@SUM(A1)"),
    ("a tab", "\t=1"),
    ("a return", "\r=1"),
    ("a line feed", "\n=1"),
    ("a tab after blanks", "  \ttext"),
    ("a sum after blanks", "   =1+1"),
    ("a sum after a hard blank", "\u00a0=1"),
    ("a sum after an unseen mark", "\u200b\ufeff=1"),
    ("a full-width sum", "\uff1d1"),
    ("a full-width plus", "\uff0b1"),
    ("a full-width minus", "\uff0d1"),
    ("a full-width at", "\uff20SUM"),
    ("a small plus", "\ufe621"),
]
HARMLESS = ["", "text", "a = b", "1-2", "'=1", "ŵ", '"quoted"', "a\nb", "0", "(=1)"]
FORMULA_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\u207a\t\r\n")
SIGNS = st.sampled_from([*FORMULA_SIGNS, *" \u00a0\u200b\ufeff\u202e'\",;ŵa1"])
CELLS = st.one_of(st.text(max_size=40), st.text(SIGNS, max_size=12))


def cells(rows: list[CaseRow]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(as_csv(rows)).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("sentence", "typed"), DANGEROUS, ids=[case[0] for case in DANGEROUS])
def test_a_cell_that_starts_like_a_formula_gets_an_apostrophe(sentence: str, typed: str) -> None:
    assert safe(typed) == "'" + typed.replace("\r", "\n")


@pytest.mark.parametrize("typed", HARMLESS)
def test_a_cell_that_does_not_is_left_alone(typed: str) -> None:
    assert safe(typed) == typed


@given(CELLS, CELLS, st.lists(CELLS, max_size=3))
def test_every_cell_read_back_is_harmless_and_otherwise_what_it_was(
    title: str, name: str, clauses: list[str]
) -> None:
    (head, line) = cells([replace(ROW, title=title, responsible=name, clauses=tuple(clauses))])
    assert len(head) == len(line) == len(HEADINGS)
    for cell in line:
        assert cell.lstrip(" \u00a0\u200b\ufeff\u202e")[:1] not in FORMULA_SIGNS
    for typed, cell in zip((title, name, "; ".join(clauses)), (line[1], line[6], line[7]), strict=True):
        kept = typed.replace("\r\n", "\n").replace("\r", "\n")
        assert cell in (kept, f"'{kept}")


def test_the_first_line_says_in_words_what_each_column_is() -> None:
    assert cells([])[0] == list(HEADINGS)
    assert "Person responsible" in HEADINGS


def test_it_is_utf8_with_a_mark_and_lines_end_as_in_the_standard() -> None:
    pieces = list(as_csv([ROW]))
    assert pieces[0].startswith(b'\xef\xbb\xbf"Reference"')
    assert all(piece.endswith(b"\r\n") and b"\xef\xbb\xbf" not in piece[3:] for piece in pieces)
    assert "Gwenllian Ŵyn".encode() in pieces[1]


def test_dates_are_iso_and_of_london() -> None:
    line = dict(zip(HEADINGS, cells([ROW])[1], strict=True))
    assert line["Happened on"] == "2026-06-24"
    assert line["Reported on"] == "2026-07-01"
    assert line["Closed on"] == line["Keep until"] == line["Next thing due"] == ""
    assert line["Tasks open"] == "0"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        list(as_csv([replace(ROW, reported=datetime(2026, 6, 30))]))  # noqa: DTZ001  (that is the fault)


def test_a_line_is_made_when_it_is_asked_for_and_not_before() -> None:
    made: list[int] = []

    def rows() -> Iterator[CaseRow]:
        for number in range(3):
            made.append(number)
            yield ROW

    pieces = as_csv(rows())
    next(pieces)
    assert made == []
    next(pieces)
    assert made == [0]


def test_an_end_of_line_in_a_cell_makes_no_new_row() -> None:
    lines = cells([replace(ROW, title="one\r\ntwo\rthree\nfour"), ROW])
    assert len(lines) == 3
    assert lines[1][1] == "one\ntwo\nthree\nfour"
