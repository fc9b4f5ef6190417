"""What papers and due dates are measured with: the same pages and days each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import typst

from benchmarks.ground import START, Ground
from incidents.domain.clock_kinds import Clock
from incidents.domain.deadlines import due
from incidents.domain.policy_words import Nation
from incidents.exports.paper import Line, Lines, Paper, Section, Words
from incidents.exports.paper_pdf import as_pdf
from incidents.exports.year_report import as_pdf as year_pdf
from incidents.services import charity as charities
from incidents.services import holidays
from incidents.services.overview import board
from incidents.services.year_report import report_of

PAGES = 4
DATES = 1_000
_ROWS, _SENTENCES = 17, 12
_SENTENCE = "A photograph of a family was put on our page and taken down the same evening. "
# The least that sets the same words: a heading and a paragraph each, nothing tagged by hand.
_PLAIN = """#let it = json(bytes(sys.inputs.it))
#set document(title: it.title)
#for part in it.parts { heading(part.at(0)); par(part.at(1)) }
"""
_KINDS = (Clock.ICO_BREACH, Clock.COMPLAINT_ANSWER, Clock.SAR, Clock.LADO, Clock.COMPLAINT_ACK)

Job = Callable[[], object]


def report() -> Paper:
    """A report of four pages."""
    sections = tuple(
        Section(f"row_{number}", f"Question {number}?", _blocks(number), number, "The manager")
        for number in range(1, _ROWS + 1)
    )
    return Paper(
        "bench", "Report", "A charity", "FTS-0000-X", START, sections, "The board", left_out=("A name",)
    )


def _blocks(number: int) -> tuple[Lines | Words, ...]:
    facts = Lines((Line("When", "3 March 2026"), Line("By whom", None if number % 5 == 0 else "The manager")))
    return facts, Words(_SENTENCE * (_SENTENCES if number % 4 == 0 else 3))


def plain(made: Paper) -> Job:
    """What setting the words of that paper must do at least."""
    words = {
        "title": made.title,
        "parts": [[part.heading, _SENTENCE * 5] for part in made.sections],
    }
    given = {"it": json.dumps(words)}
    return lambda: typst.compile(
        _PLAIN.encode(),
        ignore_system_fonts=True,
        sys_inputs=given,
        timestamp=datetime(2026, 1, 5, tzinfo=UTC),
    )


def paper(made: Paper) -> Job:
    """Our PDF of it."""
    return lambda: as_pdf(made)


def due_dates() -> Job:
    """A thousand due dates of five kinds, each with its explanation, over a year and its holidays."""
    starts = [
        (kind, START + timedelta(hours=9 * at)) for at in range(DATES // len(_KINDS)) for kind in _KINDS
    ]
    calendars = {kind: holidays.calendar_for(kind, Nation.ENGLAND_AND_WALES) for kind in _KINDS}
    return lambda: [due(kind, at, calendars[kind]) for kind, at in starts]


def added_days() -> Job:
    """What a thousand due dates must do at least: add days to an instant, and say it."""
    starts = [START + timedelta(hours=9 * at) for at in range(DATES)]
    step = timedelta(days=20)
    return lambda: [(at + step).isoformat() for at in starts]


def year(made: Ground) -> Job:
    """The board's figures of this year as PDF, from all cases."""
    found = charities.find("fts")
    if found is None:
        raise LookupError("the charity was not installed")
    now = datetime(2026, 2, 1, tzinfo=UTC)
    return lambda: year_pdf(report_of(found, board(found, made.manager, "2026", now), now))
