"""One page for each form of the charity's own lists: ask, send, and come back with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.services.faults import Invalid, Stale
from incidents.services.keeping import Form
from incidents.web import asked, kept
from incidents.web.asked import Asked

pages = Blueprint("duties", __name__, url_prefix="/<slug>")

Answer = Response | tuple[str, int]
# Sends what was typed to its use case; what it gives back is read on the next page too.
Use = Callable[[Asked], str | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form is called, what its button says, what is read afterwards, and where it leads."""

    head: str
    button: str
    done: str
    back: str
    warning: str = ""


def at(endpoint: str, slug: str) -> str:
    """The address of one of these pages."""
    return url_for(f"duties.{endpoint}", slug=slug)


def ask(sheet: Sheet, found: Form) -> str:
    """The page of the form, with what was kept from before a sign-in."""
    form = asked.ask(
        found.fields, found.choices, sent=kept.typed(), version=found.version, filled=found.filled
    )
    asked.renew(form, found.version)
    return _page(sheet, found, form)


def send(sheet: Sheet, load: Callable[[], Form], use: Use) -> Answer:
    """Send the form to its use case; `load` finds what its page needs, again when someone was faster."""
    found = load()
    form = _sent(found)
    try:
        said = use(form)
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _page(sheet, found, form), 422
    except Stale as fault:
        found = load()
        form = _sent(found)
        asked.renew(form, fault.version)
        return _page(sheet, found, form, fault.changes), 409
    for words in (sheet.done, said):
        if words:
            flash(words)
    return kept.used(redirect(sheet.back))


def _sent(found: Form) -> Asked:
    return asked.ask(found.fields, found.choices, sent=request.form)


def _page(sheet: Sheet, found: Form, form: Asked, changes: tuple[str, ...] | None = None) -> str:
    return render_template(
        "duties_form.html",
        sheet=sheet,
        found=found,
        form=form,
        changes=changes,
        turned_back=changes is not None,
        has_errors=bool(form.errors or changes is not None),
    )
