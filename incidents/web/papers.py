"""The papers that a case or the charity gives out: each asks for whom and what for, and is a file then."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from incidents.domain.words import Permission
from incidents.services import charity_papers, papers
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid
from incidents.web import asked, kept, sheets, visit
from incidents.web.asked import Asked, raw
from incidents.web.files import attachment
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("papers", __name__, url_prefix="/<slug>")

KEPT = "The trail keeps who took it, for whom, what for, and a fingerprint of the file."


@pages.get("/cases/<reference>/papers/<kind>")
@allow(Permission.EXPORT)
def case_choose(slug: str, reference: str, kind: str) -> str:
    """The form to take a paper of a case."""
    found, form, tidy = papers.form(visit.member(), reference, kind, visit.now())
    return sheets.ask(_of_case(slug, tidy, found.title), form)


@pages.post("/cases/<reference>/papers/<kind>")
@allow(Permission.EXPORT, sure=True)
def case_send(slug: str, reference: str, kind: str) -> Answer:
    """The paper as a file."""
    found, form, tidy = papers.form(visit.member(), reference, kind, visit.now())

    def take(typed: Asked) -> Copy:
        return papers.copy(visit.charity(), visit.member(), reference, kind, raw(typed), visit.now())

    return sheets.give(_of_case(slug, tidy, found.title), form, take)


@pages.get("/papers/breach-register")
@allow(Permission.EXPORT)
def breaches(slug: str) -> str:
    """The register of data breaches as a table, and the form to take it."""
    return _register(asked.ask(charity_papers.REGISTER_ASKED, sent=kept.typed()))


@pages.post("/papers/breach-register")
@allow(Permission.EXPORT, sure=True)
def breaches_send(slug: str) -> Answer:
    """The register as a file."""
    form = asked.ask(charity_papers.REGISTER_ASKED, sent=request.form)
    try:
        copy = charity_papers.register_copy(visit.charity(), visit.member(), raw(form), visit.now())
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _register(form), 422
    return kept.used(attachment(copy))


@pages.get("/papers/board-report")
@allow(Permission.EXPORT)
def board_report(slug: str) -> str:
    """The form to take the report to the board."""
    return sheets.ask(_report(slug), charity_papers.report_form(visit.member()))


@pages.post("/papers/board-report")
@allow(Permission.EXPORT, sure=True)
def board_report_send(slug: str) -> Answer:
    """The report as a file."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def take(typed: Asked) -> Copy:
        return charity_papers.report_copy(charity, member, raw(typed), now)

    return sheets.give(_report(slug), charity_papers.report_form(member), take)


def _register(form: Asked) -> str:
    found = charity_papers.register(visit.charity(), visit.member(), visit.now())
    return render_template("breach_register.html", found=found, form=form, has_errors=bool(form.errors))


def _report(slug: str) -> Sheet:
    back = url_for("overview.show", slug=slug)
    return Sheet("Report to the board", "Take the report", "", back, KEPT, (("For the board", back),))


def _of_case(slug: str, reference: str, title: str) -> Sheet:
    case = url_for("cases.show", slug=slug, reference=reference)
    crumbs = (("Cases", url_for("cases.listing", slug=slug)), (reference, case))
    return Sheet(title, "Take it", "", case, KEPT, crumbs)
