"""The list of cases as CSV: a line a case, made as it is asked for, nothing a spreadsheet would carry out."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from incidents.exports.london import day

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # so that spreadsheets read Welsh letters as such
_SIGNS = frozenset("=+-@")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case as its reader may see it, in labels, not keys; `reported` and `closed` are aware instants."""

    reference: str
    title: str
    stage: str
    kind: str
    severity: str
    platform: str
    responsible: str
    clauses: tuple[str, ...]
    happened_on: date | None
    reported: datetime
    next_due: date | None
    open_tasks: int
    outcome: str
    closed: datetime | None
    keep_until: date | None


HEADINGS = (
    "Reference",
    "What it is about",
    "Stage",
    "Kind",
    "How serious",
    "Where",
    "Person responsible",
    "Clauses",
    "Happened on",
    "Reported on",
    "Next thing due",
    "Tasks open",
    "Outcome",
    "Closed on",
    "Keep until",
)


def as_csv(rows: Iterable[CaseRow]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, CRLF, every cell in quotes, dates ISO in London; one piece a line.

    A cell that a spreadsheet could take for a formula gets an apostrophe before it (see `safe`).
    """
    yield BYTE_ORDER_MARK + _line(HEADINGS)
    for row in rows:
        yield _line(_cells(row))


def safe(text: str) -> str:
    """`text` as a cell no spreadsheet carries out: an apostrophe before it where it starts like a formula.

    Blanks and unseen marks before the sign do not help it, nor does a full-width or small form of it; a tab
    or an end of line before the text counts as such a sign. Ends of lines become line feeds.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    before = "".join(takewhile(_unseen, whole))
    first = unicodedata.normalize("NFKC", whole[len(before) : len(before) + 1])
    return f"'{whole}" if first[:1] in _SIGNS or "\t" in before or "\n" in before else whole


def _unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Mn")


def _cells(row: CaseRow) -> tuple[str, ...]:
    return (
        row.reference,
        row.title,
        row.stage,
        row.kind,
        row.severity,
        row.platform,
        row.responsible,
        "; ".join(row.clauses),
        _iso(row.happened_on),
        _iso(day(row.reported)),
        _iso(row.next_due),
        str(row.open_tasks),
        row.outcome,
        _iso(day(row.closed) if row.closed else None),
        _iso(row.keep_until),
    )


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""


def _line(cells: Iterable[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([safe(cell) for cell in cells])
    return written.getvalue().encode()
