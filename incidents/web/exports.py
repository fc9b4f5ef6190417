"""Copies that leave: a serious incident report of one case, and the list of cases as a table."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from incidents.domain.words import Permission, Stage
from incidents.services import exporting
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid
from incidents.services.listing import Filters
from incidents.web import asked, kept, visit
from incidents.web.marks import allow

pages = Blueprint("exports", __name__, url_prefix="/<slug>")
_FILTERS = tuple(field.name for field in fields(Filters))
_SWITCHES = tuple(field.name for field in fields(Filters) if isinstance(field.default, bool))


# The second address only takes forms; who had to sign in in between finds the form again there.
@pages.get("/cases/<reference>/copies")
@pages.get("/cases/<reference>/copies/serious-incident")
@allow(Permission.EXPORT)
def choose(slug: str, reference: str) -> str:
    """What the report would say, and the form to take it."""
    return _choose(reference, asked.ask(exporting.REPORT_ASKED, sent=kept.typed()))


@pages.post("/cases/<reference>/copies/serious-incident")
@allow(Permission.EXPORT)
def serious_incident_send(slug: str, reference: str) -> Response | tuple[str, int]:
    """The report as a file."""
    form = asked.ask(exporting.REPORT_ASKED, sent=request.form)
    try:
        copy = exporting.serious_incident_copy(
            visit.charity(), visit.member(), reference, asked.raw(form), visit.now()
        )
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _choose(reference, form), 422
    return _file(copy)


@pages.get("/cases/copy")
@allow(Permission.EXPORT)
def cases_choose(slug: str) -> str:
    """The form to take the list, narrowed as the list was."""
    return _cases(asked.ask(exporting.ASKED, sent=kept.typed()))


@pages.post("/cases/copy")
@allow(Permission.EXPORT)
def cases_send(slug: str) -> Response | tuple[str, int]:
    """The list as a file."""
    form = asked.ask(exporting.ASKED, sent=request.form)
    try:
        copy = exporting.case_list_copy(
            visit.charity(), visit.member(), _filters(), asked.raw(form), visit.now()
        )
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _cases(form), 422
    return _file(copy)


def _choose(reference: str, form: asked.Asked) -> str:
    preview = exporting.preview(visit.charity(), visit.member(), reference, visit.now())
    return render_template("copies.html", preview=preview, form=form)


def _cases(form: asked.Asked) -> str:
    _filters()
    return render_template("cases_copy.html", form=form, filters=_sent())


def _sent() -> dict[str, str]:
    """The filters in this address, as they were sent."""
    return {name: request.args[name] for name in _FILTERS if request.args.get(name)}


def _filters() -> Filters:
    """What the list was narrowed to; 404 for what no list of ours asks for."""
    sent = _sent()
    strange = any(len(value) > 200 or not value.isprintable() for value in sent.values())
    if strange or sent.get("stage", Stage.OPEN) not in set(Stage):
        abort(404)
    asked_for: dict[str, Any] = {name: name in _SWITCHES or value for name, value in sent.items()}
    return Filters(**asked_for)


def _file(copy: Copy) -> Response:
    """A file to keep, never to be opened inside the page."""
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(copy.body, content_type=copy.mimetype, headers=headers)
