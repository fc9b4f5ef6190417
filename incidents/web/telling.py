"""Who must know of a case: the questions, the verdicts, and beside each body the way to tell it or not."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.serious_words import Telling
from incidents.domain.telling import STRONGEST_FIRST
from incidents.domain.words import Permission
from incidents.services import telling
from incidents.services.faults import Invalid, Stale
from incidents.services.telling import Page
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow

pages = Blueprint("telling", __name__, url_prefix="/<slug>")

# The word says it; the colour only repeats it.
_TONES = {Telling.MUST: "danger", Telling.CONSIDER: "warn", Telling.NEED_NOT: ""}


@pages.get("/cases/<reference>/who-must-know")
@allow(Permission.DRAFT_REPORT)
def show(slug: str, reference: str) -> str:
    """The verdicts of the newest answers, and the questions."""
    page = telling.page(visit.charity(), visit.member(), reference, visit.now())
    form = asked.ask(page.form.fields, sent=kept.typed(), version=page.form.version, filled=page.form.filled)
    asked.renew(form, page.form.version)
    return _page(slug, page, form)


@pages.post("/cases/<reference>/who-must-know")
@allow(Permission.DRAFT_REPORT)
def answer(slug: str, reference: str) -> Response | tuple[str, int]:
    """Save the answers."""
    charity, member, now = visit.charity(), visit.member(), visit.now()
    page = telling.page(charity, member, reference, now)
    form = asked.ask(page.form.fields, sent=request.form)
    try:
        said = telling.answer(
            charity, member, reference, asked.version_of(form), key_of(form), raw(form), now
        )
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _page(slug, page, form), 422
    except Stale as fault:
        asked.renew(form, fault.version)
        return _page(slug, page, form, fault.changes), 409
    for words in ("The answers were kept.", said):
        if words:
            flash(words)
    return kept.used(redirect(url_for("telling.show", slug=slug, reference=page.case.reference)))


def _page(slug: str, page: Page, form: Asked, changes: tuple[str, ...] | None = None) -> str:
    return render_template(
        "who_must_know.html",
        slug=slug,
        page=page,
        form=form,
        starting=asked.ask((), version=page.version),
        levels=STRONGEST_FIRST,
        tones=_TONES,
        changes=changes,
        has_errors=bool(form.errors or changes is not None),
    )
