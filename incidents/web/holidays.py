"""The bank holidays by which the charity's deadlines count, and the days that it adds itself."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from incidents.domain.words import Permission
from incidents.services import holiday_keeping as keeping
from incidents.web import visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet, ask, send

pages = Blueprint("holidays", __name__, url_prefix="/<slug>")


@pages.get("/settings/holidays")
@allow(Permission.SEE_SETTINGS)
def show(slug: str) -> str:
    """The bank holidays ahead."""
    page = keeping.page(visit.charity(), visit.member(), visit.now())
    return render_template("holidays.html", page=page, slug=slug)


@pages.get("/settings/holidays/add")
@allow(Permission.KEEP_HOLIDAYS)
def add(slug: str) -> str:
    """The form that adds a day."""
    return ask(_adding(slug), keeping.adding(visit.member()))


@pages.post("/settings/holidays/add")
@allow(Permission.KEEP_HOLIDAYS)
def add_send(slug: str) -> Answer:
    """Add it."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> str | None:
        return keeping.add(charity, member, key_of(form), raw(form), now)

    return send(_adding(slug), lambda: keeping.adding(member), use)


@pages.get("/settings/holidays/<holiday_id>/take-away")
@allow(Permission.KEEP_HOLIDAYS)
def remove(slug: str, holiday_id: str) -> str:
    """The form that takes a day away."""
    return ask(_removing(slug), keeping.removing(visit.member(), holiday_id))


@pages.post("/settings/holidays/<holiday_id>/take-away")
@allow(Permission.KEEP_HOLIDAYS)
def remove_send(slug: str, holiday_id: str) -> Answer:
    """Take it away."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        keeping.remove(charity, member, holiday_id, key_of(form), raw(form), now)

    return send(_removing(slug), lambda: keeping.removing(member, holiday_id), use)


def _adding(slug: str) -> Sheet:
    warning = "Deadlines in working days that are still running will be counted anew, and may be due later."
    return _sheet(slug, "Add a bank holiday", "Add it", "The day was added.", warning)


def _removing(slug: str) -> Sheet:
    warning = "Deadlines in working days that are still running will be counted anew, and may be due sooner."
    return _sheet(slug, "Take a bank holiday away", "Take it away", "The day was taken away.", warning)


def _sheet(slug: str, head: str, button: str, done: str, warning: str) -> Sheet:
    back = url_for("holidays.show", slug=slug)
    crumbs = (("Settings", url_for("settings.show", slug=slug)), ("Bank holidays", back))
    return Sheet(head, button, done, back, warning, crumbs)
