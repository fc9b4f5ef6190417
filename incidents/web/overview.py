"""The board's page: figures with a chart beside each, the ways to their cases, and the year-end report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.exports import charts
from incidents.exports.charts import Chart
from incidents.services import overview, year_report
from incidents.services.faults import Invalid
from incidents.services.overview import Board, Figure
from incidents.web import asked, kept, visit
from incidents.web.marks import allow

MOST_BARS = 12
MOST_LINES = 50

pages = Blueprint("overview", __name__, url_prefix="/<slug>")


@dataclass(frozen=True, slots=True)
class Shown:
    """One table of figures with its chart; `of` is the heading over its words."""

    key: str
    title: str
    of: str
    figures: tuple[Figure, ...]
    chart: Chart


@pages.app_template_filter("cases_address")
def cases_address(figure: Figure) -> str:
    """Where the cases that a figure counts are listed; empty where it is 0, or no list has just them."""
    if figure.asked is None or not figure.count:
        return ""
    narrowed: dict[str, Any] = dict(figure.asked)
    return url_for("cases.listing", slug=visit.charity().id, **narrowed)


@pages.get("/overview")
@allow(Permission.SEE_OVERVIEW)
def show(slug: str) -> str:
    """The figures of twelve months, or of the months asked for."""
    found = overview.board(visit.charity(), visit.member(), request.args.get("period", ""), visit.now())
    return render_template(
        "overview.html",
        board=found,
        shown=_shown(found),
        most=MOST_LINES,
        may_copy=permits(visit.member(), Permission.EXPORT),
        may_decide=permits(visit.member(), Permission.DECIDE),
    )


@pages.get("/overview/copy")
@allow(Permission.EXPORT)
def choose(slug: str) -> str:
    """The form to take the year-end report."""
    return _choose(asked.ask(year_report.asked(visit.now()), sent=kept.typed()))


@pages.post("/overview/copy")
@allow(Permission.EXPORT, sure=True)
def send(slug: str) -> Response | tuple[str, int]:
    """The year-end report as a file to keep, never to be opened inside the page."""
    form = asked.ask(year_report.asked(visit.now()), sent=request.form)
    try:
        copy = year_report.copy(visit.charity(), visit.member(), asked.raw(form), visit.now())
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _choose(form), 422
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(copy.body, content_type=copy.mimetype, headers=headers)


def _choose(form: asked.Asked) -> str:
    return render_template("overview_copy.html", form=form)


def _shown(board: Board) -> tuple[Shown, ...]:
    months = [(one.label[:3], one.count) for one in board.months]
    return (
        Shown("months", "Month by month", "Month", board.months, charts.columns("Cases by month", months)),
        _bars("kinds", "What kind of thing", "Kind", board.kinds),
        _bars("platforms", "Where it was", "Platform", board.platforms),
        _bars("stages", "How they stand now", "Stage", board.stages),
        _bars("clauses", "Which clauses they cite", "Clause", board.clauses, short=True),
    )


def _bars(key: str, title: str, of: str, figures: tuple[Figure, ...], *, short: bool = False) -> Shown:
    """With `short`, the chart says of a clause its number alone, and draws the first few of the table."""
    drawn = figures[:MOST_BARS] if short else figures
    counts = [(one.label.partition(":")[0] if short else one.label, one.count) for one in drawn]
    return Shown(key, title, of, figures, charts.bars(title, counts))
