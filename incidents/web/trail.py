"""The trail of a case, and whether it is whole; and for an auditor, which cases have one."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, render_template, request

from incidents.domain.words import Permission
from incidents.services import trail_page
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("trail", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/trail")
@allow(Permission.READ_TRAIL)
def show(slug: str, reference: str) -> str:
    """Fifty entries, newest first."""
    before = request.args.get("before", "")
    trail = trail_page.trail_of(visit.member(), reference, visit.now(), before)
    return render_template("trail.html", trail=trail)


@pages.get("/trails")
@allow(Permission.READ_TRAIL)
def listing(slug: str) -> str:
    """Fifty references, newest change first."""
    return render_template("trails.html", page=trail_page.trails_page(visit.member(), visit.now(), _before()))


def _before() -> tuple[datetime, str] | None:
    """Where the last page ended: an instant with its time zone, and an id. 404 for anything else."""
    at, key = request.args.get("at"), request.args.get("id", "")
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        abort(404)
    # Far from our time an instant cannot be brought to UTC; an odd sign in a key the database may refuse.
    if moment.tzinfo is None or not 1900 <= moment.year <= 2200 or not (key.isascii() and key.isalnum()):
        abort(404)
    return moment, key
