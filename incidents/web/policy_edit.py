"""Changing the policy, for administrators: the copy that is being changed, and a small form for each part."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.words import Permission
from incidents.services import policy_editing as editing
from incidents.services import policy_editing_forms as forms
from incidents.services.drafts import KEPT_FOR
from incidents.services.faults import Invalid, Stale
from incidents.services.policy_editing import NoCopy, Sent
from incidents.services.policy_editing_forms import PartForm, Spot
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.policy_sides import sides

pages = Blueprint("policy_edit", __name__, url_prefix="/<slug>")

Answer = Response | tuple[str, int]
_BLOCK = "/policy/change/<any(document, words, review, content_check, speed):part>"
_LIST = "/policy/change/<any(posts, receivers, clauses):part>"
_ENTRY = f"{_LIST}/<int(min=1):place>"


@pages.errorhandler(NoCopy)
def gone(_: NoCopy) -> Response:
    """Back to where a copy is begun."""
    flash("There is no copy of yours any more. Begin a new one.")
    return _overview()


@pages.get("/policy/change")
@allow(Permission.EDIT_POLICY)
def show(slug: str) -> str:
    """The copy that is being changed, part by part, or how to begin one."""
    where = sides("policy_edit.show")
    if not editing.has_copy(visit.member(), visit.now()):
        return render_template("policy_change.html", page=None, sides=where, kept_for=KEPT_FOR.days)
    page = editing.copy_page(visit.member(), visit.now())
    return render_template(
        "policy_change.html",
        page=page,
        mend=forms.to_mend(page),
        groups=forms.outline(page),
        sections=forms.sections(page),
        sides=where,
        kept_for=KEPT_FOR.days,
    )


@pages.get(_BLOCK)
@pages.get(_ENTRY)
@allow(Permission.EDIT_POLICY)
def part(slug: str, part: str, place: int | None = None) -> str:
    """The form of one part, with what is wrong there beside its boxes."""
    return _ask(_spot(part, place))


@pages.post(_BLOCK)
@pages.post(_ENTRY)
@allow(Permission.EDIT_POLICY)
def part_send(slug: str, part: str, place: int | None = None) -> Answer:
    """Keep the answers in the copy."""
    return _save(_spot(part, place))


@pages.get(f"{_LIST}/add")
@allow(Permission.EDIT_POLICY)
def add(slug: str, part: str) -> str:
    """A form for one more."""
    return _ask(Spot(part, new=True))


@pages.post(f"{_LIST}/add")
@allow(Permission.EDIT_POLICY)
def add_send(slug: str, part: str) -> Answer:
    """Add it to the copy."""
    return _save(Spot(part, new=True))


@pages.get(f"{_ENTRY}/take-away")
@allow(Permission.EDIT_POLICY)
def take_away(slug: str, part: str, place: int) -> str:
    """Whether it should really go."""
    return _sure(_spot(part, place), asked.ask(()))


@pages.post(f"{_ENTRY}/take-away")
@allow(Permission.EDIT_POLICY)
def take_away_send(slug: str, part: str, place: int) -> Answer:
    """Take it out of the copy."""
    form, spot = asked.ask((), sent=request.form), _spot(part, place)
    try:
        forms.take_away(visit.member(), spot, _sent(form), visit.now())
    except Stale as fault:
        form.form_errors = list(fault.changes)
        return _sure(spot, form), 409
    flash("It was taken out of your copy.")
    return _overview()


def _ask(spot: Spot) -> str:
    found = forms.part_form(visit.member(), visit.charity().policy, spot, visit.now())
    form = _form(found, None)
    asked.renew(form, found.revision)
    for remark in found.remarks:
        box = form.box(remark.field)
        if box is None:
            form.form_errors = [*form.form_errors, remark.said]
        else:
            box.errors = [*box.errors, remark.said]
    return _part(found, form)


def _save(spot: Spot) -> Answer:
    found = forms.part_form(visit.member(), visit.charity().policy, spot, visit.now())
    form = _form(found, request.form)
    try:
        forms.save(visit.member(), visit.charity().policy, spot, _sent(form), asked.raw(form), visit.now())
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _part(found, form), 422
    except Stale as fault:
        return _part(found, form, fault.changes), 409
    flash("Kept in your copy.")
    return kept.used(_overview())


def _form(found: PartForm, sent: asked.Sent | None) -> Asked:
    form = asked.ask(
        found.fields,
        found.choices,
        sent=kept.typed() if sent is None else sent,
        version=found.revision,
        filled=found.filled,
    )
    for name, limit in found.limits.items():
        if (box := form.box(name)) is not None:
            box.limit = limit
    return form


def _part(found: PartForm, form: Asked, changes: tuple[str, ...] = ()) -> str:
    return render_template(
        "policy_part.html", found=found, form=form, changes=changes, has_errors=bool(changes)
    )


def _sure(spot: Spot, form: Asked) -> str:
    found = forms.part_form(visit.member(), visit.charity().policy, spot, visit.now())
    asked.renew(form, found.revision)
    return render_template("policy_take_away.html", found=found, form=form)


def _sent(form: Asked) -> Sent:
    return Sent(asked.key_of(form), asked.version_of(form))


def _spot(part: str, place: int | None) -> Spot:
    return Spot(part, None if place is None else place - 1)


def _overview() -> Response:
    return redirect(url_for("policy_edit.show", slug=visit.charity().id))
