"""A copy that leaves: the list of cases as a table."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from incidents.domain.words import Permission
from incidents.services import case_list, exporting, listing
from incidents.services.faults import Invalid
from incidents.web import asked, case_filters, kept, visit
from incidents.web.case_filters import Finding
from incidents.web.files import attachment
from incidents.web.marks import allow

pages = Blueprint("exports", __name__, url_prefix="/<slug>")


@pages.get("/cases/copy")
@allow(Permission.EXPORT)
def cases_choose(slug: str) -> str:
    """The form to take the list, narrowed as the list was."""
    return _cases(asked.ask(exporting.ASKED, sent=kept.typed()), _found())


@pages.post("/cases/copy")
@allow(Permission.EXPORT, sure=True)
def cases_send(slug: str) -> Response | tuple[str, int]:
    """The list as a file. What is not understood in the address would widen it: then nothing leaves yet."""
    form, found = asked.ask(exporting.ASKED, sent=request.form), _found()
    if found.left_out:
        return _cases(form, found), 422
    try:
        copy = case_list.case_list_copy(
            visit.charity(), visit.member(), found.filters, asked.raw(form), visit.now()
        )
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _cases(form, found), 422
    return attachment(copy)


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
