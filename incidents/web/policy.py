"""The charity's policy, for everyone of the charity."""

from __future__ import annotations

from flask import Blueprint, render_template

from incidents.domain.fields import LONDON
from incidents.domain.words import Permission
from incidents.services.policy_page import policy_page
from incidents.web import visit
from incidents.web.marks import allow

pages = Blueprint("policy", __name__, url_prefix="/<slug>")


@pages.get("/policy")
@allow(Permission.READ_POLICY)
def show(slug: str) -> str:
    """The clauses, by section."""
    charity = visit.charity()
    today = visit.now().astimezone(LONDON).date()
    return render_template("policy.html", policy=charity.policy, page=policy_page(charity, today))
