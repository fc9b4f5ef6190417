"""What does our policy say? Asked before anything was done: answers stand in the address, nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms.form import BaseForm

from incidents.domain.plain_asking import WAY, WHAT, Path, Step
from incidents.domain.plain_wording import in_words_of
from incidents.domain.words import Permission
from incidents.services import policy_asking
from incidents.services.policy_asking import Asked
from incidents.web import visit
from incidents.web.fields import Card, OneOf, Option
from incidents.web.marks import allow

pages = Blueprint("policy_ask", __name__, url_prefix="/<slug>")

# Which question a form put, so that pressing Continue without an answer is told from coming to the page.
_PUT = "put"
_CHOOSE = "Choose one of the answers shown"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was said, with the way to say it differently: from there on one is asked again."""

    question: str
    label: str
    change: str


@pages.get("/policy/ask")
@allow(Permission.READ_POLICY)
def show(slug: str) -> str | tuple[str, int]:
    """The next question, or the answer."""
    asked = policy_asking.ask(visit.charity(), visit.member(), request.args, visit.now())
    if asked.path.step is not None:
        return _question(slug, asked, asked.path.step)
    policy = visit.charity().policy
    return render_template(
        "policy_ask.html",
        policy=policy,
        asked=asked,
        answer=asked.path.answer,
        told=_told(slug, asked.path),
        doing=": ".join(one.label for one in asked.path.said if one.key in (WHAT, WAY)),
        taken=[in_words_of(policy, one) for one in asked.path.answer.taken] if asked.path.answer else [],
    )


def _question(slug: str, asked: Asked, step: Step) -> str | tuple[str, int]:
    form = _form(step)
    box: Any = form[step.key]
    missed = request.args.get(_PUT) == step.key and not asked.path.odd
    if missed:
        box.errors = [_CHOOSE]
    page = render_template(
        "policy_ask.html",
        policy=visit.charity().policy,
        asked=asked,
        answer=None,
        told=_told(slug, asked.path),
        step=step,
        form=form,
        sections=_sections(step, box.cards()),
        before={one.key: one.value for one in asked.path.said},
        put=_PUT,
    )
    return (page, 422) if missed else page


def _form(step: Step) -> BaseForm:
    """One question with its answers; nothing is chosen beforehand."""
    options = [Option(one.value, one.label) for one in step.choices]
    boxes: dict[str, Any] = {step.key: OneOf(step.question, options=options)}
    form = BaseForm(boxes)
    form.process()
    return form


def _sections(step: Step, cards: tuple[Card, ...]) -> dict[str, list[Card]]:
    """The answers under their headings, where they have some."""
    sections: dict[str, list[Card]] = {}
    for choice, card in zip(step.choices, cards, strict=True):
        if choice.group:
            sections.setdefault(choice.group, []).append(card)
    return sections


def _told(slug: str, path: Path) -> tuple[Told, ...]:
    before: dict[str, Any] = {}
    told = []
    for one in path.said:
        told.append(Told(one.question, one.label, url_for("policy_ask.show", slug=slug, **before)))
        before[one.key] = one.value
    return tuple(told)
