"""A forgotten password: asking for a link, and choosing a new one with it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired

from incidents.domain.invited import LinkKind
from incidents.services import new_password
from incidents.services.faults import Invalid, NotFound
from incidents.services.passwords import SHORTEST
from incidents.web import links, visit
from incidents.web.links import Answer, Ask, Asking
from incidents.web.marks import open_to_all

pages = Blueprint("forgotten", __name__, url_prefix="/<slug>")
_WHY = "who has forgotten a password cannot sign in"
_ASKING = Asking(
    LinkKind.PASSWORD,
    "Forgotten your password",
    "Enter the address you sign in with. We send a link to it, with which you choose a new password.",
    "forgotten.asked",
    "account.sign_in",
)


class NewPassword(Form):
    """A password of one's own choice."""

    password = PasswordField(
        "Your new password",
        [InputRequired("Enter a new password")],
        description=f"At least {SHORTEST} characters. Three or four words that do not belong together.",
    )


@pages.get("/forgotten-password")
@open_to_all(_WHY)
def ask(slug: str) -> str:
    """The box for the address."""
    return links.page(_ASKING, Ask())


@pages.post("/forgotten-password")
@open_to_all(_WHY)
def ask_send(slug: str) -> Answer:
    """Ask for the link."""
    return links.send(_ASKING)


@pages.get("/forgotten-password/asked")
@open_to_all(_WHY)
def asked(slug: str) -> str:
    """What happens next."""
    return links.asked(_ASKING)


@pages.get("/new-password/<token>")
@open_to_all("the link in the mail is what lets in")
def choose(slug: str, token: str) -> Answer | str:
    """The box for the new password. Fetching it uses nothing up: mail programs fetch links too."""
    try:
        return _page(NewPassword(), token)
    except NotFound:
        return _gone()


@pages.post("/new-password/<token>")
@open_to_all("the link in the mail is what lets in")
def choose_send(slug: str, token: str) -> Answer:
    """Use the link up, and go to the sign-in page: the second step is asked for there as ever."""
    form = NewPassword(request.form)
    try:
        if form.validate():
            _use(form, token)
        if form.errors:
            return _page(form, token), 422
    except NotFound:
        return _gone()
    flash("Your password was changed. Sign in with it.")
    return redirect(url_for("account.sign_in", slug=slug))


def _use(form: NewPassword, token: str) -> None:
    tool = visit.sessions().hasher
    try:
        new_password.choose(visit.charity(), token, str(form.password.data), tool, visit.now())
    except Invalid as fault:
        form.password.errors = [problem.message for problem in fault.problems]


def _page(form: NewPassword, token: str) -> str:
    address = new_password.whose(visit.charity(), token, visit.now())
    return render_template("new_password.html", form=form, address=address)


def _gone() -> tuple[str, int]:
    return links.gone("forgotten.ask", "Ask for another link")
