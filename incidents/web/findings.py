"""What the policy says about one person of a case: look it up with a few questions, then write it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from incidents.domain.fields import Field
from incidents.domain.lifecycle import CASE
from incidents.domain.lifecycle.judging import JUDGE_FIELDS
from incidents.domain.policy_finding import HEADING
from incidents.domain.words import Permission
from incidents.services import asking
from incidents.services.faults import NotFound
from incidents.services.looking_up import LookUp, look_up_page, standings
from incidents.web import asked, kept, stepping, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.stepping import Turned

pages = Blueprint("findings", __name__, url_prefix="/<slug>")

_LISTS = frozenset({"posts"})
_NAMES = tuple(field.name for field in JUDGE_FIELDS)


@pages.get("/cases/<reference>/people/<who>/policy")
@allow(Permission.TRIAGE)
def show(slug: str, reference: str, who: str) -> str:
    """The questions worth asking, and what the policy says to the answers so far."""
    page = look_up_page(visit.member(), reference, who, _given(request.args), visit.now())
    form = asked.ask(page.last, version=page.step.version)
    return _page(slug, page, form)


@pages.post("/cases/<reference>/people/<who>/policy")
@allow(Permission.TRIAGE)
def write_down(slug: str, reference: str, who: str) -> Response | tuple[str, int]:
    """Write the finding down, agreed or not: a step of the case like any other."""
    found = asking.step_form(visit.member(), reference, None, "judge", visit.now())
    # Only somebody who is in this case can be named in the address, and only they in the form.
    if who not in found.choices["who"] or request.form.get("who", who) != who:
        raise NotFound
    done = stepping.take(reference, None, "judge")
    if isinstance(done, Turned):
        page = look_up_page(visit.member(), reference, who, _given(request.form), visit.now())
        return _page(slug, page, done.form, done), done.status
    back = "triage.show" if found.state == CASE.states["triage"].label else "cases.show"
    return kept.used(redirect(url_for(back, slug=slug, reference=done.reference)))


def _given(sent: MultiDict[str, str]) -> dict[str, object]:
    return {name: sent.getlist(name) if name in _LISTS else sent[name] for name in _NAMES if name in sent}


def _page(slug: str, page: LookUp, last: Asked, turned: Turned | None = None) -> str:
    words = page.step.choices
    questions = asked.ask(_own(page, page.questions), words, filled=page.given)
    more = asked.ask(_own(page, page.more), words, filled=page.given)
    for problem in page.problems:
        if (box := questions.box(problem.field)) is not None:
            box.errors = [problem.message]
    reasons = tuple(refusal.message for refusal in turned.refusals) if turned else ()
    return render_template(
        "finding.html",
        page=page,
        heading=HEADING,
        questions=questions,
        more=more,
        last=last,
        kept=tuple(_hidden(page.given)),
        reasons=(*(refusal.message for refusal in page.step.refusals), *reasons),
        changes=turned.changes if turned else None,
        here=url_for("findings.show", slug=slug, reference=page.case.reference, who=page.person.id),
        back=url_for(
            "triage.show" if page.case.state == "triage" else "cases.show",
            slug=slug,
            reference=page.case.reference,
        ),
        policy_page=url_for("policy.show", slug=slug),
        has_errors=bool(questions.errors or last.errors),
    )


def _own(page: LookUp, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The questions with this charity's own words for what people are to it."""
    own = tuple(standings(page.policy).items())
    return tuple(
        replace(field, choices=own) if field.name in ("as_role", "other_role") else field for field in fields
    )


def _hidden(given: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The answers in hand, for the form that writes them down."""
    for name, value in given.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, one
