"""The charity's own duties: what is late, each page with its looks, and how often pages are looked over."""

from __future__ import annotations

import secrets

from flask import render_template

from incidents.domain.words import Permission
from incidents.services import duties, page_checks
from incidents.web import asked, duty_lists, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.duty_form import ask, at, pages, send
from incidents.web.marks import allow, signed_in
from incidents.web.sheets import Answer, Sheet

__all__ = ["duty_lists", "pages"]
_WHO = "who may see it also hangs on a post, which the use case asks for"


@pages.get("/duties")
@signed_in(_WHO)
def show(slug: str) -> str:
    """What the policy asks of the charity, what is late first."""
    page = duties.overview(visit.charity(), visit.member(), visit.now())
    # Each page's button acts once, however often it is tapped.
    keys = {one.account.id: secrets.token_urlsafe(16) for one in page.pages}
    return render_template("duties.html", page=page, keys=keys, policy=visit.charity().policy)


@pages.get("/duties/pages/<account_id>")
@signed_in(_WHO)
def page(slug: str, account_id: str) -> str:
    """One page: what is known of it, and the looks so far."""
    found = duties.one_page(visit.charity(), visit.member(), account_id, visit.now())
    return render_template(
        "duties_page.html", page=found, account=found.line.account, key=secrets.token_urlsafe(16)
    )


@pages.get("/duties/pages/<account_id>/check")
@allow(Permission.CHECK_PAGES)
def check(slug: str, account_id: str) -> str:
    """A form for one look over a page."""
    return ask(_check(slug), page_checks.form(visit.charity(), visit.member(), account_id, visit.now()))


@pages.post("/duties/pages/<account_id>/check")
@allow(Permission.CHECK_PAGES)
def check_send(slug: str, account_id: str) -> Answer:
    """Write down the look; the button "Nothing found" sends the same form with one answer."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> str:
        came = page_checks.check(charity, member, account_id, key_of(form), raw(form), now)
        case = f"We have made a case of it. Its reference is {came.reference}." if came.reference else ""
        outside = f"Nobody here is free to deal with it. Turn to: {came.outside}." if came.outside else ""
        return f"{case} {outside}".strip()

    return send(_check(slug), lambda: page_checks.form(charity, member, account_id, now), use)


@pages.get("/duties/how-often")
@allow(Permission.KEEP_REGISTERS)
def how_often(slug: str) -> str:
    """A form that settles how often pages are looked over."""
    return ask(_how_often(slug), duties.settling(visit.charity(), visit.member()))


@pages.post("/duties/how-often")
@allow(Permission.KEEP_REGISTERS)
def how_often_send(slug: str) -> Answer:
    """Settle it."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        duties.settle(charity, member, asked.version_of(form), key_of(form), raw(form), now)

    return send(_how_often(slug), lambda: duties.settling(charity, member), use)


def _check(slug: str) -> Sheet:
    return Sheet("Look over a page", "Keep this", "Your look over the page was kept.", at("show", slug))


def _how_often(slug: str) -> Sheet:
    return Sheet("Settle how often", "Settle it", "It is settled.", at("show", slug))
