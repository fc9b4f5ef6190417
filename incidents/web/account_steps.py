"""The steps of signing in after the password: a code, setting the codes up, and proving oneself again."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import Form, HiddenField, PasswordField
from wtforms.validators import InputRequired

from incidents.services import own_account
from incidents.services import second_step as step
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.services.passkey_proof import Refused
from incidents.services.throttling import TooMany
from incidents.web import passkey_asked, visit
from incidents.web.account import onward
from incidents.web.fields import Line
from incidents.web.marks import signed_in
from incidents.web.site import in_london

pages = Blueprint("account_steps", __name__, url_prefix="/<slug>")
_OWN = "it is about one's own account"
_MARGIN = 4  # white squares around the picture, as its standard asks

Answer = Response | tuple[str, int]


class Code(Form):
    """A code from the phone, or a recovery code."""

    code = Line("Code", [InputRequired("Enter the code")])


class FirstCode(Form):
    """The first code of a secret that is being put into a phone."""

    secret = HiddenField()
    code = Line("The six figures that the phone shows now", [InputRequired("Enter the code")])


class Password(Form):
    """One's password, once more."""

    password = PasswordField("Password", [InputRequired("Enter your password")])


@pages.get("/second-step")
@signed_in(_OWN, early="second_step")
def second_step(slug: str) -> Response | str:
    """The box for a code; who has taken the step already goes on."""
    if visit.second_step_due() != "second_step":
        return redirect(onward())
    return ask(Code())


@pages.post("/second-step")
@signed_in(_OWN, early="second_step")
def second_step_send(slug: str) -> Answer:
    """Take the step."""
    form = Code(request.form)

    def take() -> None:
        visit.goes_on(step.take(_member(), _token(), str(form.code.data), visit.sessions().box, visit.now()))

    return _tried(form, take, lambda: ask(form)) or redirect(onward())


@pages.get("/account/second-step")
@signed_in(_OWN, early="set_up", sure=True)
def set_up(slug: str) -> str:
    """A picture for the phone, and the box for its first code."""
    return _set_up(FirstCode())


@pages.post("/account/second-step")
@signed_in(_OWN, early="set_up", sure=True)
def set_up_send(slug: str) -> Answer:
    """Turn it on, and show the recovery codes, this once."""
    form = FirstCode(request.form)
    codes: list[str] = []

    def turn_on() -> None:
        given = (str(form.secret.data or ""), str(form.code.data))
        new, token = step.turn_on(_member(), _token(), given, visit.sessions().box, visit.now())
        codes.extend(new)
        visit.goes_on(token)

    if (again := _tried(form, turn_on, lambda: _set_up(form))) is not None:
        return again
    return render_template("account_codes.html", codes=codes, onward=onward()), 200


@pages.get("/confirm")
@signed_in(_OWN, early="set_up")
def confirm(slug: str) -> str:
    """Prove again who you are, before something that cannot be taken back."""
    return ask_again()


@pages.post("/confirm")
@signed_in(_OWN, early="set_up")
def confirm_send(slug: str) -> Answer:
    """By a code where there is one, else by the password."""
    member = _member()
    form = Code(request.form) if _has_factor() else Password(request.form)

    def prove() -> None:
        token, now = _token(), visit.now()
        if isinstance(form, Code):
            new = step.take(member, token, str(form.code.data), visit.sessions().box, now)
        else:
            new = own_account.prove(member, token, str(form.password.data), visit.sessions().hasher, now)
        visit.goes_on(new)

    return _tried(form, prove, lambda: ask_again(form)) or redirect(onward())


def _tried(form: Form, use: Callable[[], None], page: Callable[[], str]) -> tuple[str, int] | None:
    """None when what was typed is there and good; otherwise the page with what is wrong."""
    return sent(form, use, page) if form.validate() else (page(), 422)


def sent(form: Form, use: Callable[[], None], page: Callable[[], str]) -> tuple[str, int] | None:
    """None when the use case took it; otherwise the page with what is wrong."""
    try:
        use()
    except Invalid as fault:
        form.form_errors = [problem.message for problem in fault.problems]
        return page(), 422
    except Refused as fault:
        form.form_errors = [passkey_asked.refused(fault)]
        return page(), 422
    except TooMany as fault:
        form.form_errors = [f"Too many tries: try again after {in_london(fault.until)}"]
        return page(), 429
    return None


def _set_up(form: FirstCode) -> str:
    offer = step.offer(_member(), visit.sessions().box, str(form.secret.data or ""))
    form.secret.data = offer.sealed
    rows = [list(row) for row in segno.make(offer.address, error="m").matrix]
    dark = [(x + _MARGIN, y + _MARGIN) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell]
    letters = [offer.secret[at : at + 4] for at in range(0, len(offer.secret), 4)]
    return render_template(
        "account_set_up.html",
        form=form,
        letters=" ".join(letters),
        size=len(rows) + 2 * _MARGIN,
        path="".join(f"M{x} {y}h1v1h-1z" for x, y in dark),
        must=visit.second_step_due() == "set_up",
    )


def ask(form: Form) -> str:
    """The page of the second step, with every kind of it that the account has."""
    return render_template("account_second_step.html", form=form, **_kinds())


def ask_again(form: Form | None = None) -> str:
    """The page on which one proves again who one is."""
    form = form or (Code() if _has_factor() else Password())
    return render_template("account_confirm.html", form=form, by_code=isinstance(form, Code), **_kinds())


def _kinds() -> dict[str, object]:
    member = _member()
    return {"key": passkey_asked.to_step(member), "phone": step.setting(member.account_id).since}


def _has_factor() -> bool:
    found = visit.visitor()
    return found is not None and found.has_factor


def _member() -> Member:
    """Whose password was given: these pages come before the second step is taken."""
    return visit.unproven() or visit.member()


def _token() -> str:
    return visit.token() or ""
