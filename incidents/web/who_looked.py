"""Who has looked at a case; and what one has looked at oneself."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.words import Permission
from incidents.services import who_looked
from incidents.web import visit
from incidents.web.marks import allow, signed_in

pages = Blueprint("who_looked", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/seen-by")
@allow(Permission.READ_TRAIL)
def show(slug: str, reference: str) -> str:
    """Everybody who has opened this case."""
    return render_template("seen_by.html", seen=who_looked.seen_by(visit.member(), reference, visit.now()))


@pages.get("/account/reading")
@signed_in("it is about one's own account")
def own(slug: str) -> str:
    """One's own reading of thirty days."""
    return render_template("own_reading.html", looks=who_looked.own(visit.member(), visit.now()))
