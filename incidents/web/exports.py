"""Copies that leave: a serious incident report of one case, and the list of cases as a table."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from incidents.domain.words import Permission
from incidents.services import exporting, listing
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid
from incidents.web import asked, case_filters, kept, visit
from incidents.web.case_filters import Finding
from incidents.web.marks import allow

pages = Blueprint("exports", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/copies")
@allow(Permission.EXPORT)
def choose(slug: str, reference: str) -> str:
    """What the report would say, and the form to take it."""
    return _choose(reference, asked.ask(exporting.REPORT_ASKED))


@pages.get("/cases/<reference>/copies/serious-incident")
@allow(Permission.EXPORT)
def choose_again(slug: str, reference: str) -> str:
    """The same, with what was typed, for someone who had to sign in before the form could be sent."""
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
    return _cases(asked.ask(exporting.ASKED, sent=kept.typed()), _found())


@pages.post("/cases/copy")
@allow(Permission.EXPORT)
def cases_send(slug: str) -> Response | tuple[str, int]:
    """The list as a file. What is not understood in the address would widen it: then nothing leaves yet."""
    form, found = asked.ask(exporting.ASKED, sent=request.form), _found()
    if found.left_out:
        return _cases(form, found), 422
    try:
        copy = exporting.case_list_copy(
            visit.charity(), visit.member(), found.filters, asked.raw(form), visit.now()
        )
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _cases(form, found), 422
    return _file(copy)


def _choose(reference: str, form: asked.Asked) -> str:
    preview = exporting.preview(visit.charity(), visit.member(), reference, visit.now())
    return render_template("copies.html", preview=preview, form=form)


def _cases(form: asked.Asked, found: Finding) -> str:
    here: dict[str, Any] = {"slug": visit.charity().id, **found.asked}
    return render_template(
        "cases_copy.html",
        form=form,
        find=found,
        cases=url_for("cases.listing", **here),
        send=url_for("exports.cases_send", **here),
    )


def _found() -> Finding:
    leads = listing.who_may_lead(visit.charity().id, visit.now())
    return case_filters.read(visit.charity(), leads, request.args)


def _file(copy: Copy) -> Response:
    """A file to keep, never to be opened inside the page."""
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(copy.body, content_type=copy.mimetype, headers=headers)
