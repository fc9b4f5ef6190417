"""One's own passkeys: adding one, calling it something else, removing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form
from wtforms.validators import InputRequired

from incidents.domain.browsers import browser_of
from incidents.services import passkeys
from incidents.services.keeping import Form as Asking
from incidents.web import passkey_asked, sheets, visit
from incidents.web.account import onward
from incidents.web.account_steps import Answer, sent
from incidents.web.asked import Asked, raw
from incidents.web.fields import Line
from incidents.web.marks import signed_in
from incidents.web.sheets import Sheet

pages = Blueprint("passkeys", __name__, url_prefix="/<slug>/account/passkeys")
_OWN = "it is about one's own account"


class NewPasskey(Form):
    """What it is called; all else comes from the phone, the computer or the stick."""

    name = Line(
        "What you call it",
        [InputRequired("Write what you call it")],
        description="So that you know later which one it is, for example “my phone”.",
    )


@pages.get("/add")
@signed_in(_OWN, early="set_up", sure=True)
def add(slug: str) -> str:
    """The button that asks for one."""
    return _new(NewPasskey(data={"name": browser_of(request.user_agent.string)}))


@pages.post("/add")
@signed_in(_OWN, early="set_up", sure=True)
def add_send(slug: str) -> Response | Answer:
    """Add it; who had no second step before gets recovery codes, shown this once."""
    form = NewPasskey(request.form)
    codes: list[str] = []

    def use() -> None:
        member, ring = visit.unproven() or visit.member(), visit.sessions().ring
        given, words = passkey_asked.given(), {"name": str(form.name.data)}
        new, token = passkeys.add(member, visit.token() or "", given, words, ring, visit.now())
        codes.extend(new)
        visit.goes_on(token)

    if not form.validate():
        return _new(form), 422
    if (again := sent(form, use, lambda: _new(form))) is not None:
        return again
    if codes:
        return render_template("account_codes.html", codes=codes, onward=onward()), 200
    flash("Your passkey was added.")
    return redirect(_account(slug))


@pages.get("/<passkey_id>/name")
@signed_in(_OWN)
def name(slug: str, passkey_id: str) -> str:
    """What it is called."""
    return sheets.ask(_name(slug), _called(passkey_id))


@pages.post("/<passkey_id>/name")
@signed_in(_OWN)
def name_send(slug: str, passkey_id: str) -> sheets.Answer:
    """Call it something else."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        passkeys.rename(member, passkey_id, raw(form), now)

    return sheets.send(_name(slug), lambda: _called(passkey_id), use)


@pages.get("/<passkey_id>/remove")
@signed_in(_OWN)
def remove(slug: str, passkey_id: str) -> str:
    """Whether it is to go."""
    return sheets.ask(_remove(slug), _gone(passkey_id))


@pages.post("/<passkey_id>/remove")
@signed_in(_OWN, sure=True)
def remove_send(slug: str, passkey_id: str) -> sheets.Answer:
    """Remove it."""
    member, now, required = visit.member(), visit.now(), visit.sessions().second_required

    def use(_: Asked) -> None:
        passkeys.remove(member, passkey_id, now, required=required)

    return sheets.send(_remove(slug), lambda: _gone(passkey_id), use)


def _new(form: NewPasskey) -> str:
    member = visit.unproven() or visit.member()
    return render_template(
        "account_passkey_new.html",
        form=form,
        key=passkey_asked.for_new(member),
        first=visit.second_step_due() == "set_up",
    )


def _called(passkey_id: str) -> Asking:
    found = passkeys.one(visit.member(), passkey_id)
    return Asking(passkeys.NAME, filled={"name": found.name})


def _gone(passkey_id: str) -> Asking:
    return Asking((), about=passkeys.one(visit.member(), passkey_id).name)


def _name(slug: str) -> Sheet:
    said = "It is called that now."
    return Sheet("Rename a passkey", "Call it that", said, _account(slug), crumbs=_crumbs(slug))


def _remove(slug: str) -> Sheet:
    return Sheet(
        "Remove a passkey",
        "Remove it",
        "It was removed. It lets nobody in any more.",
        _account(slug),
        "It will not let you in any more. Your phone, computer or key still shows it until you delete it "
        "there too.",
        _crumbs(slug),
    )


def _account(slug: str) -> str:
    return url_for("own_account.show", slug=slug)


def _crumbs(slug: str) -> tuple[tuple[str, str], ...]:
    return (("Your account", _account(slug)),)
