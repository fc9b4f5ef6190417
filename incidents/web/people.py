"""People and roles of a charity, for its administrator; who does what, for everyone of it."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, Form
from wtforms.validators import Optional

from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Permission, Role
from incidents.services import invitations, membership
from incidents.services.charity import Charity
from incidents.services.faults import Invalid
from incidents.services.holdable import ROLES
from incidents.services.who import who_does_what as duties
from incidents.web import kept, visit
from incidents.web.fields import AnyOf, Line, Option, Pick
from incidents.web.marks import allow

pages = Blueprint("people", __name__, url_prefix="/<slug>")


class NewPerson(Form):
    """Someone new: a name, what they hold, and an account if they should sign in."""

    name = Line("Name")
    standing = Pick("Who they are to us", validators=[Optional()])
    post = Pick(
        "Post", validators=[Optional()], description="Only if they hold a post that the policy names."
    )
    roles = AnyOf(
        "What may they do here?",
        validators=[Optional()],
        description="Tick “Reporter” for someone who only reports. A person who does not sign in needs none.",
    )
    email = EmailField(
        "E-mail address",
        validators=[Optional()],
        description="Only if they should be able to sign in. They get a link by mail, and choose their own "
        "password. You never know it.",
    )


class Give(Form):
    """One thing to give to a person."""

    held = Pick("What do you want to give?")


class Invite(Form):
    """Where an invitation is sent."""

    email = EmailField(
        "E-mail address",
        description="They get a link by mail, and choose their own password. You never know it.",
    )


@pages.get("/who-does-what")
@allow(Permission.SEE_WHO_DOES_WHAT)
def who_does_what(slug: str) -> str:
    """Who receives reports, decides and hears an appeal; and what nobody does."""
    return render_template("who_does_what.html", page=duties(visit.charity(), visit.now()))


@pages.get("/people")
@allow(Permission.MANAGE_PEOPLE)
def listing(slug: str) -> str:
    """Everyone, with what they hold."""
    everyone = membership.everyone(slug, visit.now())
    return render_template(
        "people.html",
        people=everyone,
        me=visit.member().person_id,
        words=_words(),
        invitations=invitations.listing(visit.member(), visit.now()),
        mail_server=mail_server(),
    )


@pages.get("/people/add")
@allow(Permission.MANAGE_PEOPLE)
def add(slug: str) -> str:
    """A form for someone new."""
    return render_template("person_new.html", form=_new(NewPerson(formdata=kept.typed())))


@pages.post("/people/add")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def add_send(slug: str) -> Response | tuple[str, int]:
    """Add a person."""
    form = _new(NewPerson(formdata=request.form))
    if not form.validate():
        return render_template("person_new.html", form=form), 422
    holds = [("role", key, "") for key in form.roles.data]
    holds += [
        (kind, box.data, "") for kind, box in (("post", form.post), ("standing", form.standing)) if box.data
    ]
    email = (form.email.data or "").strip()
    person = membership.NewPerson(form.name.data, tuple(holds), email)
    try:
        person_id = membership.add(slug, person, visit.member(), visit.sessions().hasher, visit.now())
    except Invalid as fault:
        _show(form, fault)
        return render_template("person_new.html", form=form), 422
    invited = ", and an invitation was written" if email else ""
    flash(f"{form.name.data} was added{invited}")
    return redirect(url_for("people.show", slug=slug, person_id=person_id))


@pages.get("/people/<person_id>")
@allow(Permission.MANAGE_PEOPLE)
def show(slug: str, person_id: str) -> str:
    """One person, and what they hold."""
    return page(person_id, Give(), Invite(formdata=kept.typed()))


@pages.get("/people/<person_id>/<any(give, end):way>")
@allow(Permission.MANAGE_PEOPLE)
def show_again(slug: str, person_id: str, way: str) -> Response:
    """Back to the person: for someone who had to sign in before a change could be made."""
    return redirect(url_for("people.show", slug=slug, person_id=person_id))


@pages.post("/people/<person_id>/give")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def give_send(slug: str, person_id: str) -> Response | tuple[str, int]:
    """Give a role, a post or a standing."""
    form = Give(formdata=request.form)
    form.held.options = [Option(key, label) for key, label in _words().items()]
    if not form.validate():
        return page(person_id, form, Invite()), 422
    kind, _, key = (form.held.data or "").partition(":")
    try:
        membership.give(visit.member(), person_id, kind, key, "", visit.now())
    except Invalid as fault:
        _show(form, fault)
        return page(person_id, form, Invite()), 422
    flash("It holds from now on")
    return redirect(url_for("people.show", slug=slug, person_id=person_id))


@pages.post("/people/<person_id>/end")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def end_send(slug: str, person_id: str) -> Response | tuple[str, int]:
    """End a role, a post or a standing."""
    kind, _, key = request.form.get("held", "").partition(":")
    form = Give()
    try:
        membership.end(visit.member(), person_id, kind, key, visit.now())
    except Invalid as fault:
        form.form_errors = [problem.message for problem in fault.problems]
        return page(person_id, form, Invite()), 422
    flash("It has ended, from now on")
    return redirect(url_for("people.show", slug=slug, person_id=person_id))


def page(person_id: str, form: Give, invite: Invite) -> str:
    """The page of one person, with what they hold and how their signing in stands."""
    found = membership.one(visit.member(), person_id, visit.now())
    invitation, has_account = invitations.of_person(visit.member(), person_id, visit.now())
    words = _words()
    holds = [f"role:{key}" for key in sorted(found.roles)] + [f"post:{key}" for key in sorted(found.posts)]
    states = {f"standing:{key}": state for key, state in sorted(found.standings)}
    holds += states
    form.held.options = [Option(key, label) for key, label in words.items() if key not in holds]
    is_me = found.person_id == visit.member().person_id
    if is_me:  # their own page has no box that a problem could stand beside
        form.form_errors, form.held.errors = [*form.form_errors, *form.held.errors], []
    if is_me or has_account or invitation:
        form.form_errors, invite.email.errors = [*form.form_errors, *invite.email.errors], []
    return render_template(
        "person.html",
        person=found,
        holds=[(key, words.get(key, key.partition(":")[2]), states.get(key, "")) for key in holds],
        is_me=is_me,
        form=form,
        invite=invite,
        has_errors=bool(form.errors or invite.errors),
        invitation=invitation,
        has_account=has_account,
        mail_server=mail_server(),
    )


def mail_server() -> bool:
    """Whether a mail server is named, so that what is written is also sent."""
    return bool(current_app.config["CANDOUR"].smtp_host)


def _show(form: Form, fault: Invalid) -> None:
    """Put each problem beside its box."""
    for problem in fault.problems:
        name = "roles" if problem.field == "role" else problem.field
        if name in form:
            form[name].errors = [*form[name].errors, problem.message]
        else:
            form.form_errors = [*form.form_errors, problem.message]


def _new(form: NewPerson) -> NewPerson:
    charity = visit.charity()
    form.roles.options = [Option(role, _role(charity, role)) for role in ROLES]
    form.post.options = [Option(post.key, post.label) for post in charity.policy.posts]
    form.standing.options = [Option(one, standing_label(charity.policy, one)) for one in Standing]
    return form


def _words() -> dict[str, str]:
    """Everything that can be held, as "kind:key", with the charity's words."""
    charity = visit.charity()
    roles = {f"role:{role}": f"Role: {_role(charity, role)}" for role in ROLES}
    posts = {f"post:{post.key}": f"Post: {post.label}" for post in charity.policy.posts}
    standings = {f"standing:{one}": f"To us: {standing_label(charity.policy, one)}" for one in Standing}
    return roles | posts | standings


def _role(charity: Charity, role: Role) -> str:
    own = charity.policy.words.board_member if role is Role.TRUSTEE else role.label
    return own[:1].upper() + own[1:]
