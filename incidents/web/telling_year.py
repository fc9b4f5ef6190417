"""The year's return: the years, one of them on one page, and signing it."""

from __future__ import annotations

from flask import render_template, url_for

from incidents.domain.annual_return import FROM_INCOME, STATEMENT
from incidents.domain.words import Permission
from incidents.services import annual
from incidents.web import asked, sheets, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet
from incidents.web.telling_authority import pages

__all__ = ["pages"]

_YEAR = "/annual-return/<int:year>"


@pages.get("/annual-return")
@allow(Permission.SEE_OVERVIEW)
def years(slug: str) -> str:
    """The last years, with what was decided in each and who signed."""
    return render_template("annual_years.html", slug=slug, years=annual.years(visit.member(), visit.now()))


@pages.get(_YEAR)
@allow(Permission.SEE_OVERVIEW)
def year(slug: str, year: int) -> str:
    """One year on one page."""
    page = annual.year(visit.member(), year, visit.now())
    return render_template(
        "annual_year.html", slug=slug, page=page, statement=STATEMENT, from_income=f"£{FROM_INCOME:,}"
    )


@pages.get(f"{_YEAR}/sign")
@allow(Permission.SIGN_OFF_YEAR)
def sign(slug: str, year: int) -> str:
    """The form that signs it."""
    return sheets.ask(_signing(slug, year), annual.signing(visit.member(), year, visit.now()))


@pages.post(f"{_YEAR}/sign")
@allow(Permission.SIGN_OFF_YEAR)
def sign_send(slug: str, year: int) -> Answer:
    """Sign it."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        annual.sign(member, year, asked.version_of(form), key_of(form), raw(form), now)

    return sheets.send(_signing(slug, year), lambda: annual.signing(member, year, now), use)


def _signing(slug: str, year: int) -> Sheet:
    back = url_for("telling.year", slug=slug, year=year)
    crumbs = (
        ("For the board", url_for("overview.show", slug=slug)),
        ("Annual return", url_for("telling.years", slug=slug)),
        (str(year), back),
    )
    warning = (
        "Your name and today's date stand under this year. Read its page first. You sign for what you can"
        " see: a case may be closed to you, and the page cannot tell you whether one is. Ask the others on"
        " the board to sign too."
    )
    return Sheet(f"Sign off {year}", "Sign it", "You have signed it.", back, warning, crumbs)
