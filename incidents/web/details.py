"""Hidden details of a case, on request: sent as a form, so that no link and no look ahead shows them."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.details import Detail
from incidents.domain.words import Permission
from incidents.services.revealing import reveal
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("details", __name__, url_prefix="/<slug>")


@pages.post("/cases/<reference>/details/<any(reporter, young, others):detail>")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str, detail: str) -> str:
    """The details of one kind; who may see which is asked with the case itself."""
    found = reveal(visit.member(), reference, Detail(detail), visit.now())
    return render_template("details.html", found=found, slug=slug)
