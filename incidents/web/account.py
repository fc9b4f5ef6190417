"""Signing in and out."""

from __future__ import annotations

from urllib.parse import unquote

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired, ValidationError

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import signing_in
from incidents.services.signing_in import From
from incidents.services.throttling import TooMany
from incidents.web import devices, passkey_asked, visit
from incidents.web.fields import Line
from incidents.web.marks import open_to_all
from incidents.web.site import in_london
from incidents.web.visit import Visitor

pages = Blueprint("account", __name__, url_prefix="/<slug>")
_WRONG = "We do not know this e-mail address and password together: check both and try again"
_LONGEST = 400
# Pages of signing in, where nobody wants to be who has just signed in.
_NOT_AFTERWARDS = frozenset({"account.sign_in", "provider.go", "provider.back"})
# Where a day begins, by what somebody may do; for everyone else with their own reports.
_BEGINS = (
    (Permission.READ_CASE, "cases.today"),
    (Permission.READ_TRAIL, "trail.listing"),
    (Permission.SEE_SETTINGS, "settings.show"),
)


class EmailField(Line):
    """An e-mail address; the name has it drawn with the keyboard for one."""


class SignIn(Form):
    """Who are you?"""

    email = EmailField("E-mail address", [InputRequired("Enter your e-mail address")])
    password = PasswordField("Password", [InputRequired("Enter your password")])

    def validate_password(self, field: PasswordField) -> None:
        """No password of ours is so long that checking it could hold others up."""
        if len(str(field.data)) > _LONGEST:
            raise ValidationError(_WRONG)


@pages.get("/sign-in")
@open_to_all("people sign in here")
def sign_in(slug: str) -> Response | str:
    """The form; whoever is signed in already goes on."""
    if visit.unproven() is not None:
        return redirect(onward())
    return page(SignIn())


@pages.post("/sign-in")
@open_to_all("people sign in here")
def sign_in_send(slug: str) -> Response | tuple[str, int]:
    """Begin a new session; one that was open in this browser ends."""
    form = SignIn(request.form)
    if not form.validate():
        return page(form), 422
    email, password = form.email.data, str(form.password.data)
    where = devices.here()
    try:
        token = signing_in.sign_in(email, password, where, visit.sessions().hasher, visit.now())
    except TooMany as fault:
        form.form_errors = [f"Too many tries: try again after {in_london(fault.until)}"]
        return page(form), 429
    if token is None:
        form.form_errors = [_WRONG]
        return page(form), 422
    return begun(token, where)


@pages.post("/sign-out")
@open_to_all("a session that has ended by itself can be signed out of too")
def sign_out(slug: str) -> Response:
    """End the session for good, and have the browser forget the pages it has seen."""
    _end_session()
    response = redirect(url_for("start.show", slug=slug))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def begun(token: str, where: From, wanted: str | None = None) -> Response:
    """The way on for someone whose sign-in has just begun; one that was open in this browser ends."""
    _end_session()
    found = signing_in.who(token, visit.charity().id, visit.sessions().limits, visit.now())
    if found is not None:
        login_user(Visitor(token, found))
    return devices.remember(redirect(onward(wanted)), where)


def _end_session() -> None:
    """Nothing of an earlier session is carried into a new one."""
    if token := visit.token():
        signing_in.sign_out(token, visit.now())
    session.clear()


def onward(wanted: str | None = None) -> str:
    """Where they wanted to go, if that is a page of this charity; otherwise where their day begins.

    `wanted` is an address, the one in this request's `next` if none is given.
    """
    wanted = request.args.get("next", "") if wanted is None else wanted
    slug, member = visit.charity().id, visit.unproven()
    if member is None:
        return url_for("start.show", slug=slug)
    if _is_page_of(slug, wanted):
        return wanted
    begins = (endpoint for permission, endpoint in _BEGINS if permits(member, permission))
    return url_for(next(begins, "mine.listing"), slug=slug)


def _is_page_of(slug: str, wanted: str) -> bool:
    """Whether an address is the path of a page of this charity: nothing else is followed."""
    if not wanted.startswith(f"/{slug}/") or not wanted.isprintable():
        return False
    path = unquote(wanted.partition("#")[0].partition("?")[0])
    if "\\" in path or not {".", ".."}.isdisjoint(path.split("/")):
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return endpoint not in _NOT_AFTERWARDS


def page(form: SignIn) -> str:
    """The page of signing in, with every way that is open here."""
    wanted, there = request.args.get("next", ""), visit.sessions().provider
    return render_template(
        "sign_in.html",
        form=form,
        wanted=wanted,
        key=passkey_asked.to_sign_in(),
        provider=there.name if there else "",
    )
