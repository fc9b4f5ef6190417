"""The year-end report: the board's figures of one year with small numbers hidden, as a copy that leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from incidents.domain import figures
from incidents.domain.fields import LONDON, Field, Kind, Raw
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.exports import year_report
from incidents.exports.year_report import Cell, Table, YearReport
from incidents.services import exporting
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.faults import NotFound
from incidents.services.keeping import Form, parsed
from incidents.services.overview import Board, Figure, Speed, board
from incidents.store.db import work

_FORMATS: dict[str, tuple[str, Callable[[YearReport], bytes]]] = {
    "pdf": ("application/pdf", year_report.as_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", year_report.as_xlsx),
}
_NOTES = (
    f"Numbers from 1 to {figures.FEW - 1} are written as “{figures.FEWER}”.",
    f"“{figures.NOT_SHOWN.capitalize()}” hides a larger number that would give a small one away.",
    "Counted are the cases that the person who made this report was let into as a whole.",
    "Each case stands once in a table; of clauses a case may cite several.",
    "Times are whole days. The one in the middle is given: half of the cases took as long or less.",
)
_TOO_FEW = "Too few to show"


def asked(now: datetime) -> tuple[Field, ...]:
    """What is asked of who takes the report."""
    today = now.astimezone(LONDON).date()
    years = tuple(
        (one.key, one.label if number else f"{one.label}, so far")
        for number, one in enumerate(figures.years(today))
    )
    return (
        Field("year", "Which year?", Kind.CHOICE, choices=years),
        *exporting.ASKED,
        Field(
            "format",
            "What kind of file?",
            Kind.CHOICE,
            choices=(("pdf", "PDF, for people to read"), ("xlsx", "A workbook (XLSX), to count on with")),
        ),
    )


def copy(charity: Charity, actor: Member, raw: Raw, now: datetime) -> Copy:
    """The report of one year as the file asked for: each is one entry. Raises NotFound and Invalid."""
    if not permits(actor, Permission.EXPORT):
        raise NotFound
    told = dict(parsed(Form(asked(now)), raw, now))
    year, kind = str(told["year"]), str(told["format"])
    mimetype, make = _FORMATS[kind]
    body = make(report_of(charity, board(charity, actor, year, now), now))
    with work() as session:
        exporting.note_copy(session, actor, "year_report", told, body, now)
    return Copy(f"{charity.id}-year-{year}.{kind}", mimetype, body)


def report_of(charity: Charity, found: Board, now: datetime) -> YearReport:
    """The figures as anyone may read them.

    Left out is what a small number could be worked out from: how many cases each time was taken from, the
    longest time, and how many closed (of which those reported earlier would be the difference).
    """
    late: tuple[str, Cell] = ("Pages not looked over in time, today", len(found.late))
    short = (*_alone([found.reported]), _on_time(found), late)
    return YearReport(
        charity=charity.name,
        year=found.period.label,
        made_at=now,
        so_far=found.period.ends > now,
        notes=_NOTES,
        tables=(
            Table("In short", ("What", "Number"), short, bars=False),
            _together("Month by month", "Month", found.months),
            _together("Kind", "Kind", found.kinds),
            _together("Platform", "Platform", found.platforms),
            _together("Stage today", "Stage", found.stages),
            Table("How long it took", ("From and to", "Days"), tuple(map(_days, found.speeds))),
            _listed("Clauses cited", "Clause", found.clauses),
            _listed("Reports to others, open today", "Body", _bodies(found)),
        ),
    )


def _together(title: str, heading: str, counted: Iterable[Figure]) -> Table:
    """A table of figures that add up to all cases reported."""
    counts = {one.label: one.count for one in counted}
    shown = figures.guarded(counts)
    if shown is None:
        return Table(title, (heading, "Cases"), (), f"{_TOO_FEW} without telling more than we should.")
    return Table(title, (heading, "Cases"), tuple(shown.items()), "" if shown else "None.")


def _listed(title: str, heading: str, counted: Iterable[Figure]) -> Table:
    rows = _alone(counted)
    return Table(title, (heading, "Number"), rows, "" if rows else "None.")


def _alone(counted: Iterable[Figure]) -> tuple[tuple[str, Cell], ...]:
    return tuple((one.label, figures.alone(one.count)) for one in counted)


def _bodies(found: Board) -> tuple[Figure, ...]:
    counts = figures.counted(one.body for one in found.open_reports)
    return tuple(Figure(body, count) for body, count in counts.items())


def _days(speed: Speed) -> tuple[str, Cell]:
    few = speed.days.done < figures.FEW or speed.days.median is None
    return speed.label, _TOO_FEW if few else f"{speed.days.median:g}"


def _on_time(found: Board) -> tuple[str, Cell]:
    few = found.on_time.due < figures.FEW
    return "Things to do, done by their day", _TOO_FEW if few else f"{found.on_time.share}%"
