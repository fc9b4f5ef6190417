"""Showing hidden details of a case to somebody who asks for them: an entry each time, before it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from incidents.domain.details import MAY_SEE, STANDS_IN, Detail, kept
from incidents.services import discreet, reads
from incidents.services.actors import Member
from incidents.services.gather import known_parts, scene
from incidents.store.db import work
from incidents.store.queries.parts import Parts, PersonRow, ReportRow

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One person or report: what it is called on the pages, and the details (label, words) behind that."""

    called: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Details:
    """The details of one kind in one case."""

    reference: str
    title: str
    detail: Detail
    shown: tuple[Shown, ...]


def reveal(actor: Member, reference: str, detail: Detail, now: datetime) -> Details:
    """Show the details of one kind, to who is let into the whole case and may see them.

    The entry says who looked and at what kind, never what stood there. Raises NotFound.
    """
    with work() as session:
        here = scene(session, actor, reference, None, now, may=MAY_SEE[detail], whole=True)
        small = known_parts(session, here, with_reports=True)
        reads.note(session, actor, "revealed", now, case_id=here.case.id, payload={"what": detail.value})
        return Details(here.case.reference, here.case.title, detail, _shown(small, detail))


def hidden(small: Parts) -> frozenset[Detail]:
    """The kinds of details that a case has anything of."""
    return frozenset(detail for detail in Detail if _shown(small, detail))


def _shown(small: Parts, detail: Detail) -> tuple[Shown, ...]:
    called = discreet.names(small.people)
    people = (
        Shown(called[one.id], _of_person(one))
        for one in small.people
        if kept(one.involvement, under_18=one.under_18) is detail
    )
    return (*_of_reports(small.reports, detail), *people)


def _of_person(one: PersonRow) -> Lines:
    return _said((("Name", one.label), ("Accounts", one.handles)))


def _of_reports(rows: tuple[ReportRow, ...], detail: Detail) -> Iterable[Shown]:
    for number, one in enumerate(rows, start=1):
        report = f"Report {number}" if len(rows) > 1 else "The report"
        lines = (
            ("Name", one.reporter_name),
            ("How to reach them", one.reporter_contact),
            ("On behalf of", one.on_behalf_of),
        )
        if detail is Detail.REPORTER and _said(lines):  # also who left a number and no name
            yield Shown(f"{STANDS_IN[detail]}: {report.lower()}", _said(lines))
        if detail is Detail.OTHERS and (one.affected or one.keep_out):
            others = (("Who is affected", one.affected), ("Who should not see it", one.keep_out))
            yield Shown(report, _said(others))


def _said(lines: Lines) -> Lines:
    return tuple((label, words) for label, words in lines if words)
