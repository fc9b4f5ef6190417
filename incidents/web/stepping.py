"""Asking for a step and taking it: what the page of one step and the first decisions share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import flash, request

from incidents.domain.fields import Problem
from incidents.domain.machine import Refusal, Refused
from incidents.services import asking
from incidents.services.asking import StepForm
from incidents.services.faults import Invalid, Stale
from incidents.services.progress import LIFTING, Done, Step, perform
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked, Sent
from incidents.web.fields import Card


@dataclass(frozen=True, slots=True)
class Turned:
    """A step that was not taken, with all that was typed: what to mend, why it is refused, or what changed.

    `changes` is None unless someone else was faster; `status` is the answer's code.
    """

    found: StepForm
    form: Asked
    status: int
    refusals: tuple[Refusal, ...] = ()
    changes: tuple[str, ...] | None = None


def form_of(found: StepForm, sent: Sent | None, unmet: Iterable[Refusal] = ()) -> Asked:
    """The form of a step, filled with what was `sent`; `unmet` are refusals that a reason may lift."""
    needed = {refusal.guard for refusal in (*found.refusals, *unmet)}
    return asked.ask(
        found.transition.requires,
        found.choices,
        sent=sent,
        version=found.version,
        lifting=asked.lifted(found.transition.guards, sent or {}, needed),
        filled=found.filled,
        hints=found.hints,
    )


def begin(found: StepForm) -> Turned:
    """The form as its page first shows it, with what was kept from before a sign-in."""
    form = form_of(found, kept.typed())
    asked.renew(form, found.version)
    return Turned(found, form, 200)


def take(reference: str, track_id: str | None, action: str) -> Done | Turned:
    """Take the step with what was sent. Out: what came of it, or the form to show again."""
    member, now = visit.member(), visit.now()
    found = asking.step_form(member, reference, track_id, action, now)
    form = form_of(found, request.form)
    step = Step(reference, action, asked.version_of(form), asked.key_of(form), track_id)
    try:
        done = perform(member, step, asked.raw(form), now)
    except Invalid as fault:
        asked.show(form, fault.problems)
        return Turned(found, form, 422)
    except Refused as fault:
        form = form_of(found, request.form, fault.refusals)
        if all(refusal.guard for refusal in fault.refusals):
            asked.show(
                form, (Problem(LIFTING + refusal.guard, refusal.message) for refusal in fault.refusals)
            )
        return Turned(found, form, 409, fault.refusals)
    except Stale as fault:
        found = asking.step_form(member, reference, track_id, action, now)
        form = form_of(found, request.form)
        asked.renew(form, fault.version)
        return Turned(found, form, 409, changes=fault.changes)
    flash(f"{found.transition.done}.")
    return done


def shown(turned: Turned) -> dict[str, object]:
    """What templates/parts/step.html needs."""
    found, form = turned.found, turned.form
    reasons, back = _reasons(turned), turned.status != 200
    return {
        "found": found,
        "form": form,
        "groups": _grouped(form, found.groups),
        "reasons": reasons,
        "changes": turned.changes,
        "warning": found.transition.warning,
        "button": "" if found.barred else found.transition.label,
        "turned_back": back,
        "has_errors": bool(form.errors or (back and (reasons or turned.changes is not None))),
    }


def _grouped(form: Asked, groups: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, list[Card]]]:
    """For each field with headings: its answers under them, with the heading out of the words."""
    found: dict[str, dict[str, list[Card]]] = {}
    for name, headings in groups.items():
        box = form.box(name)
        sections = found.setdefault(name, {})
        for card in box.cards() if box is not None else ():
            heading = headings.get(card.value, "")
            label = card.label.removeprefix(f"{heading}: ")
            sections.setdefault(heading, []).append(Card(card.id, card.value, label, card.hint, card.chosen))
    return found


def _reasons(turned: Turned) -> tuple[str, ...]:
    """Every reason why the step is refused, each once; where all can be lifted, their boxes say it."""
    every = (*turned.found.refusals, *turned.refusals)
    if all(refusal.guard for refusal in every):
        return ()
    return tuple(dict.fromkeys(refusal.message for refusal in every))
