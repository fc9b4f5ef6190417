"""The forms of other bodies for one case: which there are, one to copy from, filling it in, taking it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import form_copies, form_filling, papers
from incidents.services import forms as bodies
from incidents.services.exporting import Copy
from incidents.services.keeping import Form
from incidents.web import asked, sheets, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow, signed_in
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("forms", __name__, url_prefix="/<slug>/cases/<reference>/forms")

_LONGEST = 6


@pages.get("")
@signed_in("whoever may prepare or take a form, or write a letter: three rights, and the use case asks")
def listing(slug: str, reference: str) -> str:
    """The forms, and the ways to papers and letters."""
    member = visit.member()
    found = bodies.listing(visit.charity(), member, reference, visit.now())
    return render_template(
        "forms.html",
        found=found,
        papers=papers.PAPERS if permits(member, Permission.EXPORT) else {},
        may_write=permits(member, Permission.WRITE_LETTER),
    )


@pages.get("/<form>")
@signed_in("whoever may prepare or take a form: two rights, and the use case asks")
def show(slug: str, reference: str, form: str) -> str:
    """One form, box by box."""
    limit = _limit(request.args.get("limit", ""))
    page = bodies.page(visit.charity(), visit.member(), reference, form, visit.now(), limit)
    return render_template("form_page.html", page=page, limit=limit)


@pages.get("/<form>/fill/<int:group>")
@allow(Permission.DRAFT_REPORT)
def fill(slug: str, reference: str, form: str, group: int) -> str:
    """Some of its boxes to type into."""
    sheet, boxes = _filling(slug, reference, form, group)
    return sheets.ask(sheet, boxes)


@pages.post("/<form>/fill/<int:group>")
@allow(Permission.DRAFT_REPORT)
def fill_send(slug: str, reference: str, form: str, group: int) -> Answer:
    """Keep what was typed."""
    charity, member, now = visit.charity(), visit.member(), visit.now()
    sheet, _ = _filling(slug, reference, form, group)

    def use(sent: Asked) -> None:
        place = (reference, form, group)
        version, key, on = asked.version_of(sent), key_of(sent), sheets.goes_on()
        form_filling.save(charity, member, place, version, key, raw(sent), now, goes_on=on)

    return sheets.send(sheet, lambda: _filling(slug, reference, form, group)[1], use)


@pages.get("/<form>/take")
@allow(Permission.EXPORT)
def take(slug: str, reference: str, form: str) -> str:
    """What is asked of who takes it as a file."""
    sheet, found = _taking(slug, reference, form)
    return sheets.ask(sheet, found)


@pages.post("/<form>/take")
@allow(Permission.EXPORT, sure=True)
def take_send(slug: str, reference: str, form: str) -> Answer:
    """The form as a file."""
    sheet, found = _taking(slug, reference, form)

    def copy(sent: Asked) -> Copy:
        return form_copies.copy(visit.charity(), visit.member(), reference, form, raw(sent), visit.now())

    return sheets.give(sheet, found, copy)


def _filling(slug: str, reference: str, key: str, group: int) -> tuple[Sheet, Form]:
    member = visit.member()
    found = form_filling.form(visit.charity(), member, reference, key, group, visit.now())
    named = bodies.form_of(visit.charity(), member, key)
    head = f"{named.title}: page {group} of {len(bodies.groups(named))}"
    sheet = _sheet(slug, reference, key, named.title, head, "Keep this")
    if group < len(bodies.groups(named)):
        on = url_for("forms.fill", slug=slug, reference=reference, form=key, group=group + 1)
        sheet = replace(sheet, onward=("Keep this and go on", on))
    return sheet, found


def _taking(slug: str, reference: str, key: str) -> tuple[Sheet, Form]:
    found = form_copies.form(visit.charity(), visit.member(), reference, key, visit.now())
    named = bodies.form_of(visit.charity(), visit.member(), key)
    return _sheet(slug, reference, key, named.title, f"Take a copy: {named.title}", "Take it"), found


def _sheet(slug: str, reference: str, key: str, title: str, head: str, button: str) -> Sheet:
    at: dict[str, Any] = {"slug": slug, "reference": reference}
    back = url_for("forms.show", form=key, **at)
    crumbs = (
        ("Cases", url_for("cases.listing", slug=slug)),
        (reference, url_for("cases.show", **at)),
        ("Forms and letters", url_for("forms.listing", **at)),
        (title, back),
    )
    return Sheet(head, button, "It was kept.", back, crumbs=crumbs)


def _limit(typed: str) -> int | None:
    """How long a box may be, as it was typed on the page; anything but a number is none."""
    short = len(typed) <= _LONGEST and typed.isascii() and typed.isdigit()
    return int(typed) if short and int(typed) else None
