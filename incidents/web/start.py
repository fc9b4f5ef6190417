"""The way in: the charities of this installation, and each charity's start page."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.services import charity as known
from incidents.services import duties, induction
from incidents.web import visit
from incidents.web.marks import open_to_all

pages = Blueprint("start", __name__)


@pages.get("/")
@open_to_all("the list of charities is how people find their own")
def charities() -> str:
    """Every charity of this installation."""
    return render_template("charities.html", charities=known.everyone())


@pages.get("/<slug>/")
@open_to_all("what to do in danger, and how to report, is for everyone")
def show(slug: str) -> str:
    """What this is, what to do first, and the way to report."""
    charity, member = visit.charity(), visit.maybe_member()
    return render_template(
        "start.html",
        charity=charity,
        speed=charity.policy.speed,
        member=member,
        policy_waits=member is not None and induction.waiting(member, visit.now()),
        late_pages=duties.late_pages(charity, member, visit.now()) if member is not None else (),
    )
