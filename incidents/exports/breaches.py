"""The register of personal data breaches: a row for each, as a paper and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter

from incidents.exports.case_list import safe
from incidents.exports.chronology import MAY_NOT_SEE
from incidents.exports.london import in_words
from incidents.exports.paper import Line, Lines, Paper, Section, Words

NOT_YET = "Not written down yet"
TITLE = "Register of personal data breaches"
WHY = (
    "Every breach of personal data stands here, whether the ICO was told of it or not: what happened, what "
    "it does to people, and what was done about it (UK GDPR, article 33(5)). Names are left out."
)
LEFT_OUT = "What was left out of this paper"
NONE = "No breach of personal data is written down."
HEADINGS = (
    "Case",
    "We knew on",
    "It happened",
    "What happened",
    "How it came about",
    "What data",
    "Whose data",
    "How many people",
    "What it does to them",
    "What was done",
    "What prevents it now",
    "Were the people told?",
    "Was the ICO told?",
    "Why, or why not",
)
_WIDE = 32


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach, in words; "" for what nobody wrote down. Names are taken out before."""

    reference: str
    known_on: date
    happened: str
    facts: str
    cause: str
    data: str
    people: str
    number: str
    effects: str
    remedy: str
    prevention: str
    people_told: str
    reported: str
    because: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands under each heading."""
        told = (
            self.happened,
            self.facts,
            self.cause,
            self.data,
            self.people,
            self.number,
            self.effects,
            self.remedy,
            self.prevention,
            self.people_told,
            self.reported,
            self.because,
        )
        return self.reference, in_words(self.known_on), *(one or NOT_YET for one in told)


def register(
    charity: str, recipient: str, made_at: datetime, found: Iterable[Breach], left_out: tuple[str, ...] = ()
) -> Paper:
    """The register as a paper: a part for each breach, the newest first as given."""
    parts = tuple(
        Section(
            one.reference,
            f"{one.reference}, known on {in_words(one.known_on)}",
            (Lines(tuple(map(Line, HEADINGS[1:], one.cells[1:]))),),
            number,
        )
        for number, one in enumerate(found, start=1)
    )
    return Paper(
        kind="breach_register",
        title=TITLE,
        charity=charity,
        reference="",
        made_at=made_at,
        recipient=recipient,
        sections=(
            Section("about", "", tuple(map(Words, _about(bool(parts))))),
            *parts,
        ),
        left_out=left_out,
    )


def _about(any_found: bool) -> tuple[str, str]:
    """What the register is, and what may not be in it."""
    return WHY, MAY_NOT_SEE if any_found else f"{NONE} {MAY_NOT_SEE}"


def as_xlsx(
    charity: str, made_at: datetime, found: Sequence[Breach], left_out: tuple[str, ...] = ()
) -> bytes:
    """The register as a workbook, a row for each breach, no cell a formula; same rows, same bytes.

    A second sheet says what the register is and what was left out, so that the first can be sorted.
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The library writes what it is given as UTC and knows no time zones.
    made = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": TITLE, "author": charity, "created": made})
    bold, folded = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Breaches")
    sheet.set_column(0, len(HEADINGS) - 1, _WIDE, folded)
    sheet.write_row(0, 0, HEADINGS, bold)
    sheet.freeze_panes(1, 1)
    for place, one in enumerate(found, start=1):
        for column, words in enumerate(one.cells):
            sheet.write_string(place, column, safe(words))
    beside = book.add_worksheet("About")
    beside.set_column(0, 0, _WIDE * 3, folded)
    lines = (TITLE, *_about(bool(found)), *((LEFT_OUT, *left_out) if left_out else ()))
    for place, words in enumerate(lines):
        beside.write_string(place, 0, safe(words), bold if words in {TITLE, LEFT_OUT} else folded)
    book.close()
    return written.getvalue()
