"""A copy of a case with parts left out: what should go, how it reads, changes by hand, and the file."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for

from incidents.domain.words import Permission
from incidents.services import redacting
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid
from incidents.services.redacting import Wanted
from incidents.web import asked, kept, sheets, visit
from incidents.web.asked import Asked, raw
from incidents.web.evidence import whole
from incidents.web.marks import allow
from incidents.web.papers import KEPT
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("redacting", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/redacted")
@allow(Permission.EXPORT)
def choose(slug: str, reference: str) -> str:
    """For whom, what for, and what should go."""
    form, tidy = redacting.form(_wanted(reference))
    return sheets.ask(_first(slug, tidy), form)


@pages.post("/cases/<reference>/redacted")
@allow(Permission.EXPORT)
def choose_send(slug: str, reference: str) -> Answer:
    """Begin it."""
    form, tidy = redacting.form(_wanted(reference))
    sent = asked.ask(form.fields, sent=request.form)
    try:
        token = redacting.begin(_wanted(reference), raw(sent))
    except Invalid as fault:
        return sheets.again(_first(slug, tidy), form, fault.problems)
    return kept.used(redirect(_to(slug, tidy, "show", token)))


@pages.get("/cases/<reference>/redacted/<token>")
@allow(Permission.EXPORT)
def show(slug: str, reference: str, token: str) -> str:
    """How it reads, with everything marked that was taken out."""
    found = redacting.preview(_wanted(reference, token))
    return render_template("redacted.html", found=found, slug=slug, token=token)


@pages.get("/cases/<reference>/redacted/<token>/change")
@allow(Permission.EXPORT)
def change(slug: str, reference: str, token: str) -> str:
    """The form that takes more out, or puts something back."""
    return sheets.ask(_by_hand(slug, reference, token), redacting.change_form(_wanted(reference, token)))


@pages.post("/cases/<reference>/redacted/<token>/change")
@allow(Permission.EXPORT)
def change_send(slug: str, reference: str, token: str) -> Answer:
    """Change it."""
    wanted = _wanted(reference, token)

    def use(form: Asked) -> None:
        redacting.change(wanted, raw(form))

    return sheets.send(_by_hand(slug, reference, token), lambda: redacting.change_form(wanted), use)


@pages.get("/cases/<reference>/redacted/<token>/take")
@allow(Permission.EXPORT)
def take(slug: str, reference: str, token: str) -> str:
    """Which kind of file."""
    return sheets.ask(_last(slug, reference, token), redacting.take_form(_wanted(reference, token)))


@pages.post("/cases/<reference>/redacted/<token>/take")
@allow(Permission.EXPORT, sure=True)
def take_send(slug: str, reference: str, token: str) -> Answer:
    """The copy as a file."""
    wanted = _wanted(reference, token)

    def give(form: Asked) -> Copy | Response:
        made = redacting.take(wanted, raw(form))
        return made if isinstance(made, Copy) else whole(made)

    return sheets.give(_last(slug, reference, token), redacting.take_form(wanted), give)


def _wanted(reference: str, begun: str = "") -> Wanted:
    return Wanted(visit.charity(), visit.member(), reference, visit.now(), begun)


def _to(slug: str, reference: str, page: str, token: str) -> str:
    return url_for(f"redacting.{page}", slug=slug, reference=reference, token=token)


def _crumbs(slug: str, reference: str) -> tuple[tuple[str, str], ...]:
    case = url_for("cases.show", slug=slug, reference=reference)
    forms = url_for("forms.listing", slug=slug, reference=reference)
    return (("Cases", url_for("cases.listing", slug=slug)), (reference, case), ("Forms and letters", forms))


def _first(slug: str, reference: str) -> Sheet:
    crumbs = _crumbs(slug, reference)
    return Sheet("A copy with parts left out", "See how it reads", "", crumbs[-1][1], crumbs=crumbs)


def _by_hand(slug: str, reference: str, token: str) -> Sheet:
    back = _to(slug, reference, "show", token)
    crumbs = (*_crumbs(slug, reference), ("How it reads", back))
    return Sheet("Change the copy by hand", "Change it", "The copy was changed.", back, crumbs=crumbs)


def _last(slug: str, reference: str, token: str) -> Sheet:
    back = _to(slug, reference, "show", token)
    crumbs = (*_crumbs(slug, reference), ("How it reads", back))
    return Sheet("Take the copy", "Take it", "", back, KEPT, crumbs)
