"""My reports: what a signed-in person reported here, and where each stands, in plain words."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.words import Permission
from incidents.services.own_reports import own_reports
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("mine", __name__, url_prefix="/<slug>")


@pages.get("/my-reports")
@allow(Permission.SEE_OWN_REPORTS)
def listing(slug: str) -> str:
    """The reader's own reports, newest first."""
    return render_template("my_reports.html", reports=own_reports(visit.member()))
