"""What an administrator does with an invitation: sends it, again, withdraws it, or hands its link over."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.words import Permission
from incidents.services import invitations
from incidents.services.faults import Invalid
from incidents.web import visit
from incidents.web.marks import allow
from incidents.web.people import Give, Invite, page

pages = Blueprint("inviting", __name__, url_prefix="/<slug>")


@pages.get("/people/<person_id>/invite/<any(send, again, withdraw, link):way>")
@allow(Permission.MANAGE_PEOPLE)
def back(slug: str, person_id: str, way: str) -> Response:
    """Back to the person: for someone who had to prove themselves before it could be done."""
    return _to(slug, person_id)


@pages.post("/people/<person_id>/invite/send")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def send(slug: str, person_id: str) -> Response | tuple[str, int]:
    """Invite them."""
    form = Invite(request.form)
    try:
        invitations.invite(visit.member(), person_id, form.email.data or "", visit.now())
    except Invalid as fault:
        form.email.errors = [problem.message for problem in fault.problems]
        return page(person_id, Give(), form), 422
    flash("The invitation was written")
    return _to(slug, person_id)


@pages.post("/people/<person_id>/invite/again")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def again(slug: str, person_id: str) -> Response:
    """Send it again, with a new link."""
    words = "The invitation was written again, with a new link. The old link does not work any more."
    return _done(person_id, lambda: invitations.again(visit.member(), person_id, visit.now()), words)


@pages.post("/people/<person_id>/invite/withdraw")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def withdraw(slug: str, person_id: str) -> Response:
    """Take it back."""
    words = "The invitation was withdrawn. Its link does not work any more."
    return _done(person_id, lambda: invitations.withdraw(visit.member(), person_id, visit.now()), words)


@pages.post("/people/<person_id>/invite/link")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def link(slug: str, person_id: str) -> Response | tuple[str, int]:
    """Show a new link, this once."""
    try:
        path = invitations.hand_over(visit.member(), person_id, visit.now())
    except Invalid as fault:
        flash(fault.problems[0].message)
        return _to(slug, person_id)
    # Never the name that the browser asked under: that can be forged.
    address = current_app.config["CANDOUR"].public_url.rstrip("/") + path
    return render_template("invitation_link.html", address=address, person_id=person_id), 200


def _done(person_id: str, use: Callable[[], None], words: str) -> Response:
    try:
        use()
    except Invalid as fault:
        words = fault.problems[0].message
    flash(words)
    return _to(visit.charity().id, person_id)


def _to(slug: str, person_id: str) -> Response:
    return redirect(url_for("people.show", slug=slug, person_id=person_id))
