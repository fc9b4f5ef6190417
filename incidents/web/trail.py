"""The trail of a case, and whether it is whole."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from incidents.domain.words import Permission
from incidents.services.trail_page import trail_of
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("trail", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/trail")
@allow(Permission.READ_TRAIL)
def show(slug: str, reference: str) -> str:
    """Fifty entries, newest first."""
    before = request.args.get("before", type=int)
    return render_template("trail.html", trail=trail_of(visit.member(), reference, visit.now(), before))
