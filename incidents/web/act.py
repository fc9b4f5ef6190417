"""One page for each step of a case or matter, made from the table."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from incidents.domain.words import Permission
from incidents.services import asking
from incidents.web import kept, stepping, visit
from incidents.web.beside import Answer, pages
from incidents.web.marks import allow
from incidents.web.stepping import Turned

__all__ = ["pages"]


@pages.get("/cases/<reference>/do/<action>")
@pages.get("/cases/<reference>/matters/<track_id>/do/<action>")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str, action: str, track_id: str | None = None) -> str:
    """The page of one step: what it is about, what follows, and its form, or why it cannot be taken."""
    found = asking.step_form(visit.member(), reference, track_id, action, visit.now())
    return _step(slug, stepping.begin(found))


@pages.post("/cases/<reference>/do/<action>")
@pages.post("/cases/<reference>/matters/<track_id>/do/<action>")
@allow(Permission.READ_CASE)
def take(slug: str, reference: str, action: str, track_id: str | None = None) -> Answer:
    """Take the step."""
    done = stepping.take(reference, track_id, action)
    if isinstance(done, Turned):
        return _step(slug, done), done.status
    return kept.used(redirect(url_for("cases.show", slug=slug, reference=done.reference)))


def _step(slug: str, turned: Turned) -> str:
    back = url_for("cases.show", slug=slug, reference=turned.found.reference)
    return render_template(
        "act.html", head=turned.found.transition.label, back=back, **stepping.shown(turned)
    )
