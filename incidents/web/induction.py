"""Reading the policy: one's own clauses with one button, and the list of who has read it."""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, HiddenField

from incidents.domain.induction import State
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause
from incidents.domain.words import Permission
from incidents.services import induction
from incidents.services.audience import readers
from incidents.services.faults import Invalid
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.site import day_in_words

pages = Blueprint("induction", __name__, url_prefix="/<slug>")
EVERYBODY = "everybody"
_NUMBER = re.compile(r"[0-9]{1,9}")

Answer = Response | tuple[str, int]


class OneTap(Form):
    """The version on the page, so that nobody says they have read one that they never saw."""

    number = HiddenField()


class Whom(Form):
    """Whom to ask: somebody's id, or everybody who was not asked yet."""

    who = HiddenField()


@pages.get("/policy/read")
@allow(Permission.READ_POLICY)
def read(slug: str) -> str:
    """The clauses that bind the reader, and the button."""
    return _read(OneTap())


@pages.post("/policy/read")
@allow(Permission.READ_POLICY)
def read_send(slug: str) -> Answer:
    """Say that one has read it: one tap, and a second changes nothing."""
    form = OneTap(formdata=request.form)
    sent = form.number.data or ""
    number = int(sent) if _NUMBER.fullmatch(sent) else 0
    try:
        tap = induction.acknowledge(visit.member(), number, visit.now())
    except Invalid as fault:
        form.form_errors = [problem.message for problem in fault.problems]
        return _read(form), 422
    when = day_in_words(tap.since)
    flash("Thank you. It is written down." if tap.new else f"You said so already, on {when}.")
    return redirect(url_for("induction.read", slug=slug))


@pages.get("/policy/readers")
@allow(Permission.SEE_READERS)
def listing(slug: str) -> str:
    """Who has read it, who was asked and who was not."""
    return _listing(Whom())


@pages.post("/policy/readers")
@allow(Permission.SEE_READERS)
def ask(slug: str) -> Answer:
    """Ask one person, or everybody who was not asked yet."""
    form = Whom(formdata=request.form)
    who = form.who.data or ""
    if not who:
        form.form_errors = ["Choose whom to ask"]
        return _listing(form), 422
    names = induction.ask(visit.member(), None if who == EVERYBODY else who, visit.now())
    match len(names):
        case 0:
            flash("Nobody had to be asked: they were asked before, or have read it.")
        case 1:
            flash(f"{names[0]} was asked. They see it when they sign in.")
        case many:
            flash(f"{many} people were asked. They see it when they sign in.")
    return redirect(url_for("induction.listing", slug=slug, show=_shown()))


@pages.get("/policy/readers/<person_id>")
@allow(Permission.SEE_READERS)
def paper(slug: str, person_id: str) -> str:
    """Somebody who has read it on paper."""
    return _paper(person_id, asked.ask(induction.ON_PAPER, sent=kept.typed()))


@pages.post("/policy/readers/<person_id>")
@allow(Permission.SEE_READERS)
def paper_send(slug: str, person_id: str) -> Answer:
    """Record the day on which they had read it."""
    form = asked.ask(induction.ON_PAPER, sent=request.form)
    actor, now = visit.member(), visit.now()
    try:
        induction.record_on_paper(actor, person_id, asked.key_of(form), asked.raw(form), now)
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _paper(person_id, form), 422
    flash("It is recorded, with your name.")
    return kept.used(redirect(url_for("induction.listing", slug=slug)))


def _read(form: OneTap) -> str:
    member = visit.member()
    page = induction.own(member, visit.now())
    form.number.data = str(page.round.version.number)
    sections: dict[str, list[Clause]] = {}
    for clause in page.clauses:
        sections.setdefault(clause.section, []).append(clause)
    return render_template(
        "policy_read.html",
        page=page,
        policy=page.round.policy,
        sections=sections,
        has_read=page.status.state is State.READ,
        was_asked=page.status.state is State.ASKED,
        may_see_readers=permits(member, Permission.SEE_READERS),
        form=form,
    )


def _listing(form: Whom) -> str:
    show, member = _shown(), visit.member()
    return render_template(
        "policy_readers.html",
        page=readers(member, visit.now(), not_yet=show is not None),
        show=show,
        states=State,
        everybody=EVERYBODY,
        me=member.person_id,
        form=form,
    )


def _paper(person_id: str, form: Asked) -> str:
    name, held = induction.on_paper(visit.member(), person_id, visit.now())
    return render_template("policy_on_paper.html", name=name, held=held, form=form)


def _shown() -> str | None:
    """Which part of the list the address asks for: those who have not yet, or (None) everybody."""
    return "not_yet" if request.args.get("show") == "not_yet" else None
