"""The copy of the policy as a whole: begun, taken as a file, sent as a file, thrown away, installed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.fields import LONDON
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.words import Permission
from incidents.services import policy_editing as editing
from incidents.services import policy_editing_install as installing
from incidents.services.faults import Invalid, Stale
from incidents.services.policy_page import file_of
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.policy_edit import Answer, pages

__all__ = ["pages"]

_LONGEST_NAME = 60


@pages.post("/policy/change/begin")
@allow(Permission.EDIT_POLICY)
def begin_send(slug: str) -> Response:
    """Begin a copy; one that is there stays."""
    editing.begin(visit.member(), visit.now())
    return redirect(url_for("policy_edit.show", slug=slug))


@pages.get("/policy/change/begin")
@allow(Permission.EDIT_POLICY)
def begin(slug: str) -> Response:
    """Back to the copy: for someone who had to sign in before it could be begun."""
    return redirect(url_for("policy_edit.show", slug=slug))


@pages.get("/policy/file")
@allow(Permission.EDIT_POLICY)
def file(slug: str) -> Response:
    """The version in force as a file to keep, never to be opened inside the page."""
    name, body = file_of(visit.charity(), visit.now().astimezone(LONDON).date())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type="application/yaml; charset=utf-8", headers=headers)


@pages.get("/policy/change/upload")
@allow(Permission.EDIT_POLICY)
def upload(slug: str) -> str:
    """A form for a file."""
    return _upload(())


@pages.post("/policy/change/upload")
@allow(Permission.EDIT_POLICY)
def upload_send(slug: str) -> Answer:
    """Make the file the copy."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload(("Choose a file",)), 422
    name = "".join(mark for mark in sent.filename if mark.isprintable())[:_LONGEST_NAME] or "the file"
    try:
        editing.upload(visit.member(), sent.stream.read(), name, visit.now())
    except PolicyFault as fault:
        return _upload(tuple(str(one) for one in fault.faults)), 422
    flash("The file is your copy now. Nothing is installed yet.")
    return redirect(url_for("policy_edit.show", slug=slug))


@pages.get("/policy/change/throw-away")
@allow(Permission.EDIT_POLICY)
def throw_away(slug: str) -> str:
    """Whether the copy should really go."""
    page = editing.copy_page(visit.member(), visit.now())
    return render_template("policy_throw_away.html", page=page)


@pages.post("/policy/change/throw-away")
@allow(Permission.EDIT_POLICY)
def throw_away_send(slug: str) -> Response:
    """Throw the copy away."""
    editing.throw_away(visit.member())
    flash("Your copy was thrown away. The policy is as it was.")
    return redirect(url_for("policy_edit.show", slug=slug))


@pages.get("/policy/change/install")
@allow(Permission.EDIT_POLICY)
def install(slug: str) -> str:
    """From which day it should hold, and why."""
    return _install(asked.ask(installing.FIELDS, sent=kept.typed()))


@pages.post("/policy/change/install")
@allow(Permission.EDIT_POLICY)
def install_check(slug: str) -> Answer:
    """Show once more what would be installed; nothing is changed yet."""
    form = asked.ask(installing.FIELDS, sent=request.form)
    try:
        plan = installing.plan(visit.member(), asked.raw(form), visit.now())
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _install(form), 422
    page = render_template("policy_install_sure.html", plan=plan, form=asked.ask(()))
    return page, 200


@pages.get("/policy/change/install/now")
@allow(Permission.EDIT_POLICY)
def install_again(slug: str) -> Response:
    """Back to the form: for someone who had to sign in before it could be installed."""
    return redirect(url_for("policy_edit.install", slug=slug))


@pages.post("/policy/change/install/now")
@allow(Permission.EDIT_POLICY)
def install_send(slug: str) -> Answer:
    """Install the copy."""
    key, seal = asked.key_of(asked.ask((), sent=request.form)), request.form.get("seal", "")
    raw = {"day": request.form.get("day", ""), "because": request.form.get("because", "")}
    form = asked.ask(installing.FIELDS, filled={"because": raw["because"]})
    try:
        done = installing.install_copy(visit.member(), key, seal, raw, visit.now())
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _install(form), 422
    except Stale as fault:
        form.form_errors = [f"{change}. Look at it once more." for change in fault.changes]
        return _install(form), 409
    if done is not None:
        flash(f"Version {done.number} is installed.")
    return kept.used(redirect(url_for("policy.show", slug=slug)))


def _install(form: Asked) -> str:
    page = editing.copy_page(visit.member(), visit.now())
    return render_template("policy_install.html", page=page, form=form)


def _upload(problems: tuple[str, ...]) -> str:
    here = editing.has_copy(visit.member(), visit.now())
    return render_template("policy_upload.html", problems=problems, has_errors=bool(problems), here=here)
