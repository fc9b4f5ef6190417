"""The charity's policy and its versions, for everyone of the charity."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.fields import LONDON
from incidents.domain.words import Permission
from incidents.services.policy_page import policy_page, version_page
from incidents.web import visit
from incidents.web.marks import allow
from incidents.web.policy_sides import sides

pages = Blueprint("policy", __name__, url_prefix="/<slug>")


@pages.get("/policy")
@allow(Permission.READ_POLICY)
def show(slug: str) -> str:
    """The version in force: its clauses by section, whom it binds, its review and the other versions."""
    today = visit.now().astimezone(LONDON).date()
    page = policy_page(visit.charity(), today)
    return render_template("policy.html", policy=page.policy, page=page, sides=sides("policy.show"))


@pages.get("/policy/versions/<int:number>")
@allow(Permission.READ_POLICY)
def version(slug: str, number: int) -> str:
    """One version: what differs from the one before, and what it says."""
    today = visit.now().astimezone(LONDON).date()
    page = version_page(visit.charity(), number, today)
    return render_template("policy_version.html", policy=page.policy, page=page)
