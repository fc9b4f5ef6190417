"""Asking for a step and taking it: what the page of one step and the first decisions share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flask import flash, request

from incidents.domain.machine import Refusal, Refused
from incidents.services import asking
from incidents.services.asking import StepForm
from incidents.services.faults import Invalid, Stale
from incidents.services.progress import Done, Step, perform
from incidents.web import asked, visit
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
        return Turned(found, form_of(found, request.form, fault.refusals), 409, fault.refusals)
    except Stale as fault:
        found = asking.step_form(member, reference, track_id, action, now)
        form = form_of(found, request.form)
        asked.renew(form, fault.version)
        return Turned(found, form, 409, changes=fault.changes)
    flash(f"{found.transition.done}.")
    return done


def grouped(form: Asked, groups: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, list[Card]]]:
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


def reasons(found: StepForm, refusals: Collection[Refusal]) -> tuple[str, ...]:
    """Every reason why a step is refused now, each once; those a reason can lift stand beside their boxes."""
    every = (*found.refusals, *refusals)
    return tuple(dict.fromkeys(refusal.message for refusal in every if not refusal.guard))
