"""Reporting something, from the charity's link or signed in: one thing a page, checked, and sent once."""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.fields import LONDON
from incidents.services import reporting, throttling
from incidents.services.faults import Invalid
from incidents.services.throttling import TooMany
from incidents.web import kept, report_draft, report_receipt, visit
from incidents.web.limits import REPORTING
from incidents.web.marks import open_to_all
from incidents.web.report_draft import ReportDraft
from incidents.web.report_questions import Questions
from incidents.web.report_steps import BY_KEY, COUNT, STEPS, Round, Step, after, before, number
from incidents.web.site import in_london

pages = Blueprint("report", __name__, url_prefix="/<slug>")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_WHY = "whoever saw something can say so without an account"


@pages.get("/report")
@open_to_all(_WHY)
def begin(slug: str) -> Response | str:
    """Where reporting starts, or goes on: what was begun here is shown only to whoever asks for it."""
    draft = report_draft.find()
    if draft is None:
        return _to(STEPS[0])
    following = _round().first_unanswered(draft.typed) if draft.is_ours else None
    going_on = url_for("report.step", slug=slug, step=following.key) if following else _check_page()
    return render_template("report_begin.html", ours=draft.is_ours, going_on=going_on)


@pages.get("/report/<step>")
@open_to_all(_WHY)
def step(slug: str, step: str) -> Response | str:
    """One step, with what was answered before. A step ahead of an unanswered one leads back to that."""
    here, draft = _known(step), report_draft.find()
    if response := _elsewhere(draft, here):
        return response
    sent = kept.typed()
    form = _round().form(here, sent) if sent else _round().stored(here, draft.typed if draft else {})
    return _page(here, form)


@pages.post("/report/<step>")
@open_to_all(_WHY)
def step_send(slug: str, step: str) -> Response | tuple[str, int]:
    """Keep the answers of one step, and go on."""
    here, draft = _known(step), report_draft.find()
    if draft is not None and not draft.is_ours:
        return kept.keep(redirect(_sign_in(here)))
    form = _round().form(here, request.form)
    if form.trap.sprung:
        return _as_if_sent()
    if not form.validate() or _has_files(form):
        return _page(here, form), 422
    try:
        saved = report_draft.save(draft, here.key, form.answers())
    except TooMany as fault:
        form.form_errors = [_later(fault)]
        return _page(here, form), 429
    following = None if "change" in request.args else after(here)
    response = _to(following) if following else redirect(_check_page())
    return report_draft.give(kept.used(response), saved)


@pages.get("/report/check")
@open_to_all(_WHY)
def check(slug: str) -> Response | str:
    """Everything that was told, to be checked before it is sent."""
    draft = report_draft.find()
    if response := _elsewhere(draft, None):
        return response
    return _checking(draft) if draft else ""


@pages.post("/report/check")
@open_to_all(_WHY)
def check_send(slug: str) -> Response | tuple[str, int]:
    """Send the report: one draft makes one case, however often the button is pressed."""
    draft, form = report_draft.find(), Questions(request.form)
    if form.trap.sprung:
        return _as_if_sent()
    if draft is None:
        return _sent_already() or _to(STEPS[0], missing=True)
    if response := _elsewhere(draft, None):
        return response
    if _has_files(form):
        return _checking(draft, form), 422
    charity, told = visit.charity(), _round().told(draft.typed)
    try:
        throttling.count("report", f"{charity.id} {request.remote_addr}", now=visit.now(), **REPORTING)
        receipt = reporting.receive(charity, told, visit.maybe_member(), draft.sender, draft.key, visit.now())
    except TooMany as fault:
        form.form_errors = [_later(fault)]
        return _checking(draft, form), 429
    except Invalid as fault:
        form.form_errors = [problem.message for problem in fault.problems]
        return _checking(draft, form), 422
    report_receipt.show(receipt, draft.key)
    return report_draft.drop(redirect(url_for("report.sent", slug=slug)), draft)


@pages.get("/report/sent")
@open_to_all(_WHY)
def sent(slug: str) -> Response | str:
    """The receipt, for an hour: the reference, and what happens next."""
    receipt = report_receipt.shown()
    if receipt is None:
        return redirect(url_for("start.show", slug=slug))
    policy = visit.charity().policy
    outside = [one for one in policy.receivers if one.outside] if receipt.outside else []
    return render_template(
        "report_sent.html", receipt=receipt, outside=outside, policy=policy, member=visit.maybe_member()
    )


@pages.get("/report/start-again")
@open_to_all(_WHY)
def start_again(slug: str) -> Response | str:
    """Ask before anything that was typed is thrown away."""
    draft = report_draft.find()
    if draft is None or not draft.is_ours:
        return redirect(url_for("report.begin", slug=slug))
    return render_template("report_start_again.html")


@pages.post("/report/start-again")
@open_to_all(_WHY)
def start_again_send(slug: str) -> Response:
    """Throw away what was typed, and begin with an empty page."""
    return report_draft.drop(_to(STEPS[0]), report_draft.find())


def _known(key: str) -> Step:
    found = BY_KEY.get(key)
    if found is None:
        abort(404)
    return found


def _round() -> Round:
    today = visit.now().astimezone(LONDON).date()
    return Round(visit.charity().policy, today, known=visit.maybe_member() is not None)


def _elsewhere(draft: ReportDraft | None, here: Step | None) -> Response | None:
    """Where this visitor must go before `here` (None: checking and sending), if anywhere."""
    if draft is not None and not draft.is_ours:
        return redirect(url_for("report.begin", slug=visit.charity().id))
    missing = _round().first_unanswered(draft.typed if draft else {})
    if missing is None or (here is not None and number(here) <= number(missing)):
        return None
    if draft is None and report_receipt.shown():
        return redirect(url_for("report.sent", slug=visit.charity().id))
    return _to(missing, missing=True)


def _sent_already() -> Response | None:
    """The receipt once more, for a form that was sent twice."""
    held, key = report_draft.token(), request.form.get("key", "")
    earlier = reporting.sent_before(report_draft.sender(held), key) if held and _KEY.fullmatch(key) else None
    if earlier is not None:
        report_receipt.show(earlier, key)
    shown = report_receipt.shown()
    known = shown is not None and shown.key == key
    return redirect(url_for("report.sent", slug=visit.charity().id)) if known else None


def _as_if_sent() -> Response:
    """What a robot gets: all the signs of success, and nothing was kept."""
    report_receipt.show(report_receipt.for_a_robot(visit.charity()), "")
    return redirect(url_for("report.sent", slug=visit.charity().id))


def _has_files(form: Questions) -> bool:
    if not any(file.filename for file in request.files.values()):
        return False
    form.form_errors = ["We cannot take files here yet: leave the file out, and say in words what it shows"]
    return True


def _later(fault: TooMany) -> str:
    return f"That was a lot in a short time. What you typed is kept: try again after {in_london(fault.until)}"


def _to(step: Step, *, missing: bool = False) -> Response:
    slug, said = visit.charity().id, "yes" if missing else None
    return redirect(url_for("report.step", slug=slug, step=step.key, missing=said))


def _check_page() -> str:
    return url_for("report.check", slug=visit.charity().id)


def _sign_in(here: Step) -> str:
    slug = visit.charity().id
    return url_for("account.sign_in", slug=slug, next=url_for("report.step", slug=slug, step=here.key))


def _page(here: Step, form: Questions) -> str:
    return render_template(
        here.template, step=here, number=number(here), of=COUNT, back=before(here), form=form,
        member=visit.maybe_member(), charity=visit.charity(),
    )  # fmt: skip


def _checking(draft: ReportDraft, form: Questions | None = None) -> str:
    return render_template(
        "report_check.html", steps=_round().rows(draft.typed), key=draft.key, of=COUNT,
        back=STEPS[-1], form=form or Questions(), member=visit.maybe_member(),
    )  # fmt: skip
