"""Taking an invitation up: a password of one's own, and then the way on."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired

from incidents.services import taking_up
from incidents.services.faults import Invalid, NotFound
from incidents.services.passwords import SHORTEST
from incidents.services.throttling import TooMany
from incidents.web import devices, links, visit
from incidents.web.account import begun
from incidents.web.links import Answer
from incidents.web.marks import open_to_all
from incidents.web.site import in_london

pages = Blueprint("invited", __name__, url_prefix="/<slug>")
_WHY = "the link of the invitation is what lets in"


class Password(Form):
    """One's own password: a new one, or the one of the account that the address has already."""

    password = PasswordField(
        "Your password",
        [InputRequired("Enter a password")],
        description=f"At least {SHORTEST} characters. Three or four words that do not belong together. "
        "If you sign in to Candour for another charity with this address, enter the password you use there.",
    )


@pages.get("/invitation/<token>")
@open_to_all(_WHY)
def show(slug: str, token: str) -> Answer | str:
    """The box for the password. Fetching it uses nothing up: mail programs fetch links too."""
    try:
        return _page(Password(), token)
    except NotFound:
        return _gone()


@pages.post("/invitation/<token>")
@open_to_all(_WHY)
def take_up(slug: str, token: str) -> Answer:
    """Take it up, and go on signed in: to the second step first, where that is asked for."""
    form, where, status = Password(request.form), devices.here(), 422
    try:
        if form.validate():
            try:
                password, tool = str(form.password.data), visit.sessions().hasher
                new = taking_up.take_up(visit.charity(), token, password, where, tool, visit.now())
                return begun(new, where)
            except Invalid as fault:
                form.password.errors = [problem.message for problem in fault.problems]
            except TooMany as fault:
                form.form_errors = [f"Too many tries: try again after {in_london(fault.until)}"]
                status = 429
        return _page(form, token), status
    except NotFound:
        return _gone()


def _page(form: Password, token: str) -> str:
    invited = taking_up.found(visit.charity(), token, visit.now())
    return render_template("invitation.html", form=form, invited=invited)


def _gone() -> tuple[str, int]:
    words = "If you have used it already, sign in. Otherwise ask the charity for another invitation."
    return links.gone("account.sign_in", "Sign in", words)
