"""What forms and letters ask about the charity itself: one page, and a form for each part of it."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from incidents.domain.words import Permission
from incidents.services import charity_details as details
from incidents.web import asked, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet, ask, send

pages = Blueprint("charity_page", __name__, url_prefix="/<slug>")


@pages.get("/settings/charity")
@allow(Permission.KEEP_CHARITY)
def show(slug: str) -> str:
    """What is known of the charity, part by part."""
    return render_template(
        "charity_details.html", parts_of_it=details.page(visit.charity(), visit.member()), slug=slug
    )


@pages.get("/settings/charity/<part>")
@allow(Permission.KEEP_CHARITY)
def change(slug: str, part: str) -> str:
    """The questions of one part."""
    found = details.form(visit.charity(), visit.member(), part)
    return ask(_sheet(slug, part), found)


@pages.post("/settings/charity/<part>")
@allow(Permission.KEEP_CHARITY)
def change_send(slug: str, part: str) -> Answer:
    """Keep them."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        details.change(charity, member, part, asked.version_of(form), key_of(form), raw(form), now)

    return send(_sheet(slug, part), lambda: details.form(charity, member, part), use)


def _sheet(slug: str, part: str) -> Sheet:
    back = url_for("charity_page.show", slug=slug)
    crumbs = (("Settings", url_for("settings.show", slug=slug)), ("Our charity", back))
    return Sheet(details.title(part), "Keep this", "It was kept.", back, crumbs=crumbs)
