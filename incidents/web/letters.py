"""Letters: which a case may have, writing one, seeing how it reads, and the charity's own words in them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from incidents.domain.fields import Problem
from incidents.domain.words import Permission
from incidents.exports.paper import Paper
from incidents.services import drafts, letter_offers, letter_wordings, letters
from incidents.services.faults import Invalid
from incidents.services.letters import Page, Wanted
from incidents.web import asked, kept, sheets, visit
from incidents.web.asked import Asked, key_of, raw, version_of
from incidents.web.files import attachment
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("letters", __name__, url_prefix="/<slug>")

# What the second button sends: the letter is shown, and nothing leaves yet.
LOOK = "look"
# What the third sends: nothing is read yet, and it stands in the boxes when they come back.
LATER = "keep"


@pages.get("/cases/<reference>/letters")
@pages.get("/cases/<reference>/matters/<track_id>/letters")
@allow(Permission.WRITE_LETTER)
def listing(slug: str, reference: str, track_id: str | None = None) -> str:
    """The letters that each matter may have, or one of them."""
    found = letter_offers.listing(visit.charity(), visit.member(), reference, visit.now(), track_id)
    return render_template("letters.html", found=found)


@pages.get("/cases/<reference>/matters/<track_id>/letters/<kind>")
@allow(Permission.WRITE_LETTER)
def write(slug: str, reference: str, track_id: str, kind: str) -> str:
    """The form of one letter."""
    found = letters.page(_wanted(reference, track_id, kind))
    typed = kept.typed()
    form = asked.ask(found.form.fields, sent=typed, filled=found.form.filled)
    return _page(found, form, kept_before=typed is not None)


@pages.post("/cases/<reference>/matters/<track_id>/letters/<kind>")
@allow(Permission.WRITE_LETTER, sure=True)
def send(slug: str, reference: str, track_id: str, kind: str) -> Answer:
    """The letter as a file, or how it reads."""
    wanted = _wanted(reference, track_id, kind)
    found = letters.page(wanted)
    form = asked.ask(found.form.fields, sent=request.form)
    if request.form.get("do") == LATER:
        return _later(slug, reference, found, form)
    try:
        if request.form.get("do") == LOOK:
            return _page(found, form, letters.preview(wanted, raw(form))), 200
        return kept.used(attachment(letters.copy(wanted, raw(form))))
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _page(found, form), 422


@pages.get("/settings/letters")
@allow(Permission.KEEP_CHARITY)
def wordings(slug: str) -> str:
    """The charity's own words, letter by letter."""
    rows = letter_wordings.listing(visit.charity(), visit.member())
    return render_template("letter_wordings.html", rows=rows)


@pages.get("/settings/letters/<kind>")
@allow(Permission.KEEP_CHARITY)
def wording(slug: str, kind: str) -> str:
    """The form that changes them for one letter."""
    found, form = letter_wordings.form(visit.charity(), visit.member(), kind)
    return sheets.ask(_sheet(slug, found.title), form)


@pages.post("/settings/letters/<kind>")
@allow(Permission.KEEP_CHARITY)
def wording_send(slug: str, kind: str) -> Answer:
    """Change them."""
    charity, member, now = visit.charity(), visit.member(), visit.now()
    found, _ = letter_wordings.form(charity, member, kind)

    def use(form: Asked) -> None:
        letter_wordings.change(charity, member, kind, version_of(form), key_of(form), raw(form), now)

    return sheets.send(_sheet(slug, found.title), lambda: letter_wordings.form(charity, member, kind)[1], use)


def _wanted(reference: str, track_id: str, kind: str) -> Wanted:
    return Wanted(visit.charity(), visit.member(), reference, track_id, kind, visit.now())


def _later(slug: str, reference: str, found: Page, form: Asked) -> Answer:
    """Keep what was typed, right or wrong, for this browser; the page says where it could not be kept."""
    response = redirect(url_for("letters.listing", slug=slug, reference=reference))
    if not kept.store(response):
        asked.show(form, (Problem("", "This could not be kept. Copy your words, and try again later"),))
        return _page(found, form), 429
    flash(f"Your letter is kept for {drafts.KEPT_FOR.days} days, in this browser. Nothing has left.")
    return response


def _page(found: Page, form: Asked, shown: Paper | None = None, *, kept_before: bool = False) -> str:
    return render_template(
        "letter.html", found=found, form=form, shown=shown, kept=kept_before, has_errors=bool(form.errors)
    )


def _sheet(slug: str, title: str) -> Sheet:
    back = url_for("letters.wordings", slug=slug)
    crumbs = (("Settings", url_for("settings.show", slug=slug)), ("Words in our letters", back))
    return Sheet(title, "Keep these words", "The words were kept.", back, crumbs=crumbs)
