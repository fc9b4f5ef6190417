"""People and roles of a charity, for its administrator; who does what, for everyone of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, HiddenField, PasswordField

from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Permission, Role
from incidents.services import membership
from incidents.services.charity import Charity
from incidents.services.faults import Invalid
from incidents.services.who import who_does_what as duties
from incidents.web import visit
from incidents.web.fields import AnyOf, Line, Option, Pick
from incidents.web.marks import allow

pages = Blueprint("people", __name__, url_prefix="/<slug>")
_STATES = {Standing.VOLUNTEER: "active", Standing.FAMILY: "supported"}


class NewPerson(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Someone new: a name, what they hold, and an account if they should sign in."""

    name = Line("Name")
    roles = AnyOf("What may they do here?", description="Leave all empty for someone who only reports.")
    post = Pick("Post", description="Only if they hold a post that the policy names.")
    standing = Pick("Who they are to us")
    email = EmailField("E-mail address", description="Only if they should be able to sign in.")
    password = PasswordField("First password", description="At least 15 characters. Give it to them in person.")


class Change(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One thing to give to, or take from, a person."""

    person = HiddenField()
    held = Pick("Role or post")


@pages.get("/who-does-what")
@allow(Permission.SEE_WHO_DOES_WHAT)
def who_does_what(slug: str) -> str:
    """Who receives reports, decides and hears an appeal; and what nobody does."""
    return render_template("who_does_what.html", page=duties(visit.charity(), visit.now()))


@pages.get("/people")
@allow(Permission.MANAGE_PEOPLE)
def listing(slug: str) -> str:
    """Everyone, with what they hold."""
    return _page(_new(visit.charity()), _change(visit.charity()))


@pages.post("/people/add")
@allow(Permission.MANAGE_PEOPLE)
def add_send(slug: str) -> AnyResponse | tuple[str, int]:
    """Add a person."""
    charity, form = visit.charity(), _new(visit.charity())
    if not form.validate():
        return _page(form, _change(charity)), 422
    holds = [("role", key, "") for key in form.roles.data]
    holds += [("post", form.post.data, "")] if form.post.data else []
    if form.standing.data:
        holds.append(("standing", form.standing.data, _STATES.get(form.standing.data, "current")))
    person = membership.NewPerson(form.name.data, tuple(holds), form.email.data or "", form.password.data or "")
    try:
        membership.add(charity.id, person, visit.member(), visit.sessions().hasher, visit.now())
    except Invalid as fault:
        return _shown(form, _change(charity), form, fault), 422
    flash(f"{form.name.data} was added.")
    return redirect(url_for("people.listing", slug=slug))


@pages.post("/people/give")
@allow(Permission.MANAGE_PEOPLE)
def give_send(slug: str) -> AnyResponse | tuple[str, int]:
    """Give a role or a post."""
    return _changed(slug, ending=False)


@pages.post("/people/end")
@allow(Permission.MANAGE_PEOPLE)
def end_send(slug: str) -> AnyResponse | tuple[str, int]:
    """End a role or a post."""
    return _changed(slug, ending=True)


def _changed(slug: str, *, ending: bool) -> AnyResponse | tuple[str, int]:
    charity, form = visit.charity(), _change(visit.charity())
    if not form.validate() or not form.held.data:
        form.held.errors = form.held.errors or ("Choose a role or a post",)
        return _page(_new(charity), form), 422
    kind, _, key = form.held.data.partition(":")
    try:
        if ending:
            membership.end(visit.member(), form.person.data or "", kind, key, visit.now())
        else:
            membership.give(visit.member(), form.person.data or "", kind, key, "", visit.now())
    except Invalid as fault:
        return _shown(_new(charity), form, form, fault), 422
    flash("The change holds from now on.")
    return redirect(url_for("people.listing", slug=slug))


def _shown(new: NewPerson, change: Change, faulty: FlaskForm, fault: Invalid) -> str:
    for problem in fault.problems:
        box = faulty._fields.get(problem.field)
        if box is None:
            faulty.form_errors.append(problem.message)
        else:
            box.errors = (*box.errors, problem.message)
    return _page(new, change)


def _page(new: NewPerson, change: Change) -> str:
    charity = visit.charity()
    return render_template(
        "people.html",
        people=membership.everyone(charity.id, visit.now()),
        me=visit.member().person_id,
        words=_words(charity),
        new=new,
        change=change,
        has_errors=bool(new.errors or change.errors),
    )


def _new(charity: Charity) -> NewPerson:
    form = NewPerson(formdata=None) if not _sent_to("people.add_send") else NewPerson()
    form.roles.options = [Option(role, _role(charity, role)) for role in Role if role is not Role.OPERATOR]
    form.post.options = [Option(post.key, post.label) for post in charity.policy.posts]
    form.standing.options = [Option(one, standing_label(charity.policy, one)) for one in Standing]
    return form


def _change(charity: Charity) -> Change:
    form = Change() if _sent_to("people.give_send", "people.end_send") else Change(formdata=None)
    form.held.options = [Option(key, label) for key, label in _words(charity).items()]
    return form


def _words(charity: Charity) -> dict[str, str]:
    """Every role and post, as "kind:key", with the charity's words."""
    roles = {f"role:{role}": _role(charity, role) for role in Role if role is not Role.OPERATOR}
    return roles | {f"post:{post.key}": post.label for post in charity.policy.posts}


def _role(charity: Charity, role: Role) -> str:
    own = charity.policy.words.board_member if role is Role.TRUSTEE else role.label
    return own[:1].upper() + own[1:]


def _sent_to(*endpoints: str) -> bool:
    return request.endpoint in endpoints
