"""One's own account: the second step, recovery codes, the password, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired

from incidents.domain.permissions import needs_second_step
from incidents.services import own_account, passkeys, provider, second_step
from incidents.services.faults import Invalid
from incidents.services.passwords import SHORTEST
from incidents.services.throttling import TooMany
from incidents.web import visit
from incidents.web.marks import signed_in
from incidents.web.site import in_london

pages = Blueprint("own_account", __name__, url_prefix="/<slug>")
_OWN = "it is about one's own account"


class NewPassword(Form):
    """The old one, and the new one."""

    old = PasswordField("Your password now", [InputRequired("Enter your password")])
    new = PasswordField(
        "Your new password",
        [InputRequired("Enter a new password")],
        description=f"At least {SHORTEST} characters. Three or four words that do not belong together.",
    )


@pages.get("/account")
@signed_in(_OWN)
def show(slug: str) -> str:
    """How the account stands."""
    member, now, there = visit.member(), visit.now(), visit.sessions().provider
    return render_template(
        "account.html",
        member=member,
        setting=second_step.setting(member.account_id),
        asked=needs_second_step(member),
        passkeys=passkeys.listed(member.account_id),
        provider=there.name if there else "",
        link=provider.linked(member.account_id),
        sign_ins=own_account.sign_ins(member, visit.token() or "", visit.sessions().limits, now),
    )


@pages.get("/account/password")
@signed_in(_OWN)
def password(slug: str) -> str:
    """The form for a new password."""
    visit.member()
    return render_template("account_password.html", form=NewPassword())


@pages.post("/account/password")
@signed_in(_OWN)
def password_send(slug: str) -> Response | tuple[str, int]:
    """Change it."""
    form, member = NewPassword(request.form), visit.member()
    status = 422
    if form.validate():
        given = (str(form.old.data), str(form.new.data))
        tool, token = visit.sessions().hasher, visit.token() or ""
        try:
            own_account.change_password(visit.charity(), member, token, given, tool, visit.now())
        except Invalid as fault:
            for problem in fault.problems:
                form[problem.field].errors = [problem.message]
        except TooMany as fault:
            form.form_errors = [f"Too many tries: try again after {in_london(fault.until)}"]
            status = 429
        else:
            flash("Your password was changed. Every other sign-in of yours has ended.")
            return redirect(url_for("own_account.show", slug=slug))
    return render_template("account_password.html", form=form), status


@pages.post("/account/codes")
@signed_in(_OWN, sure=True)
def codes_send(slug: str) -> Response | tuple[str, int]:
    """Ten new recovery codes, shown this once."""
    back = url_for("own_account.show", slug=slug)
    try:
        codes = second_step.new_codes(visit.member(), visit.now())
    except Invalid as fault:
        flash(fault.problems[0].message)
        return redirect(back)
    return render_template("account_codes.html", codes=codes, onward=back), 200


@pages.get("/account/codes")
@signed_in(_OWN)
def codes(slug: str) -> Response:
    """Back to the account: for someone who had to prove themselves before new codes could be made."""
    visit.member()
    return redirect(url_for("own_account.show", slug=slug))


@pages.post("/account/sign-ins/<handle>/end")
@signed_in(_OWN, sure=True)
def end_send(slug: str, handle: str) -> Response:
    """End one sign-in."""
    own_account.end_sign_in(visit.member(), handle, visit.now())
    flash("That sign-in has ended.")
    return redirect(url_for("own_account.show", slug=slug))


@pages.post("/account/sign-ins/end-others")
@signed_in(_OWN, sure=True)
def end_others_send(slug: str) -> Response:
    """End all but this one."""
    ended = own_account.end_others(visit.member(), visit.token() or "", visit.now())
    flash("Every other sign-in of yours has ended." if ended else "There was no other sign-in of yours.")
    return redirect(url_for("own_account.show", slug=slug))
