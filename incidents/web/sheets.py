"""One page for any form of a use case: ask, send, and come back with all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from incidents.domain.fields import Problem
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, Stale
from incidents.services.keeping import Form
from incidents.web import asked, kept
from incidents.web.asked import Asked
from incidents.web.files import attachment

# What the second button of a sheet sends.
ONWARD = "onward"
Answer = Response | tuple[str, int]
# Sends what was typed to its use case; what it gives back is read on the next page too.
Use = Callable[[Asked], str | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form is called, what its button says, what is read afterwards, and where it leads.

    `crumbs` are the pages above this one: (label, address), the highest first. `onward` is where a second
    button leads that sends the form too: (label, address).
    """

    head: str
    button: str
    done: str
    back: str
    warning: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    onward: tuple[str, str] | None = None


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
    onward = sheet.onward if goes_on() else None
    return kept.used(redirect(onward[1] if onward else sheet.back))


def goes_on() -> bool:
    """Whether the form was sent by its second button."""
    return request.form.get("do") == ONWARD


def give(sheet: Sheet, found: Form, take: Callable[[Asked], Copy | Response]) -> Answer:
    """Send the form to a use case that gives a file back, or the answer that carries one."""
    form = _sent(found)
    try:
        made = take(form)
        return kept.used(attachment(made) if isinstance(made, Copy) else made)
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _page(sheet, found, form), 422


def again(sheet: Sheet, found: Form, problems: Iterable[Problem]) -> Answer:
    """The page once more, with all that was typed and what to mend."""
    form = _sent(found)
    asked.show(form, problems)
    return _page(sheet, found, form), 422


def _sent(found: Form) -> Asked:
    return asked.ask(found.fields, found.choices, sent=request.form)


def _page(sheet: Sheet, found: Form, form: Asked, changes: tuple[str, ...] | None = None) -> str:
    return render_template(
        "sheet.html",
        sheet=sheet,
        found=found,
        form=form,
        changes=changes,
        turned_back=changes is not None,
        has_errors=bool(form.errors or changes is not None),
    )
