"""The forms beside a case's steps: notes, things to do, people, and stepping back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.fields import Raw
from incidents.domain.words import Permission
from incidents.services import beside, casework, taking
from incidents.services.faults import Invalid
from incidents.services.on_case import Came
from incidents.web import asked, kept, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow

# One blueprint with the steps (act.py): both are things done to a case.
pages = Blueprint("act", __name__, url_prefix="/<slug>")

Answer = Response | tuple[str, int]
Use = Callable[[str, Raw, datetime], Came | None]


@dataclass(frozen=True, slots=True)
class Words:
    """What a form is called, what its button says, what is read afterwards, and what to know before."""

    head: str
    button: str
    done: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Which form, and what it is about."""

    what: str
    slug: str
    reference: str
    track_id: str | None = None
    task_id: str = ""


WORDS = {
    "note": Words("Write a note", "Keep this note", "The note was kept."),
    "to_do": Words("Add something to do", "Add it to the list", "Added to what has to be done."),
    "finish": Words("Say that it is done", "It is done", "Marked as done."),
    "person": Words(
        "Add a person",
        "Add this person",
        "The person was added.",
        "If the case is about someone of ours, it is hidden from them from now on. They are not told.",
    ),
    "conflict": Words(
        "Step back from this case",
        "Step back",
        "You stepped back. The case is hidden from you now.",
        "The case is hidden from you for good. You cannot undo this yourself.",
    ),
    "part": Words(
        "Before you take this on",
        "Go on",
        "Your answer was written down.",
        "If you answer yes, you step back: the case is hidden from you for good, and the next person on the "
        "charity's list is told.",
    ),
    "until": Words("Change the end date", "Keep this date", "The date was changed."),
    "restrict": Words(
        "Keep this to those let in",
        "Keep it to them",
        "Only those let in see this case now.",
        "Managers who were not let in no longer see that this case exists.",
    ),
    "open_up": Words(
        "Let every manager see this",
        "Let them see it",
        "Every manager sees this case now.",
        "It stays hidden from those it is hidden from.",
    ),
    "keep_out": Words(
        "Keep someone out",
        "Keep them out",
        "The case is hidden from them now.",
        "It is hidden from them for good, and they are not told.",
    ),
    "let_in": Words("Let someone in", "Let them in", "They were let in."),
    "shut_out": Words("Take someone off", "Take them off", "They were taken off."),
}
# Where to go on afterwards, if not to the case: a word of ours, so that nobody can be led astray.
_THEN = {"first-decisions": "triage.show", "who-sees-it": "access.show"}


@pages.get("/cases/<reference>/note")
@pages.get("/cases/<reference>/matters/<track_id>/note")
@allow(Permission.HANDLE)
def note(slug: str, reference: str, track_id: str | None = None) -> str:
    """A note, on the case or on one matter."""
    return ask(Spot("note", slug, reference, track_id))


@pages.post("/cases/<reference>/note")
@pages.post("/cases/<reference>/matters/<track_id>/note")
@allow(Permission.HANDLE)
def note_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Keep the note."""
    use = partial(casework.note, visit.member(), reference, track_id)
    return send(Spot("note", slug, reference, track_id), use)


@pages.get("/cases/<reference>/to-do")
@pages.get("/cases/<reference>/matters/<track_id>/to-do")
@allow(Permission.HANDLE)
def to_do(slug: str, reference: str, track_id: str | None = None) -> str:
    """Something to do, on the case or on one matter."""
    return ask(Spot("to_do", slug, reference, track_id))


@pages.post("/cases/<reference>/to-do")
@pages.post("/cases/<reference>/matters/<track_id>/to-do")
@allow(Permission.HANDLE)
def to_do_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Add it to the list."""
    use = partial(casework.add_to_do, visit.member(), reference, track_id)
    return send(Spot("to_do", slug, reference, track_id), use)


@pages.get("/cases/<reference>/to-do/<task_id>/done")
@allow(Permission.HANDLE)
def finish(slug: str, reference: str, task_id: str) -> str:
    """Something that is done."""
    return ask(Spot("finish", slug, reference, task_id=task_id))


@pages.post("/cases/<reference>/to-do/<task_id>/done")
@allow(Permission.HANDLE)
def finish_send(slug: str, reference: str, task_id: str) -> Answer:
    """Mark it as done."""
    use = partial(casework.finish_to_do, visit.member(), reference, task_id)
    return send(Spot("finish", slug, reference, task_id=task_id), use)


@pages.get("/cases/<reference>/people/add")
@allow(Permission.HANDLE)
def person(slug: str, reference: str) -> str:
    """A person in the case, as they stood then."""
    return ask(Spot("person", slug, reference))


@pages.post("/cases/<reference>/people/add")
@allow(Permission.HANDLE)
def person_send(slug: str, reference: str) -> Answer:
    """Add the person."""
    use = partial(casework.add_person, visit.charity(), visit.member(), reference)
    return send(Spot("person", slug, reference), use)


@pages.get("/cases/<reference>/part")
@allow(Permission.READ_CASE)
def part(slug: str, reference: str) -> str:
    """Whether one had a part in what the case is about."""
    return ask(Spot("part", slug, reference))


@pages.post("/cases/<reference>/part")
@allow(Permission.READ_CASE)
def part_send(slug: str, reference: str) -> Answer:
    """Say it."""
    return send(
        Spot("part", slug, reference), partial(taking.answer, visit.charity(), visit.member(), reference)
    )


@pages.get("/cases/<reference>/step-back")
@allow(Permission.HANDLE)
def conflict(slug: str, reference: str) -> str:
    """A conflict of interest of one's own."""
    return ask(Spot("conflict", slug, reference))


@pages.post("/cases/<reference>/step-back")
@allow(Permission.HANDLE)
def conflict_send(slug: str, reference: str) -> Answer:
    """Step back for good."""
    use = partial(casework.declare_conflict, visit.charity(), visit.member(), reference)
    return send(Spot("conflict", slug, reference), use)


def ask(spot: Spot) -> str:
    """The page of a form."""
    found = _found(spot)
    return _page(spot, found, asked.ask(found.fields, found.choices, sent=kept.typed()))


def send(spot: Spot, use: Use) -> Answer:
    """What was sent, handed to its use case; the page again where some answers cannot be used."""
    fields = beside.FORMS[spot.what].fields(visit.charity())
    form = asked.ask(fields, sent=request.form)
    try:
        came = use(asked.key_of(form), asked.raw(form), visit.now())
    except Invalid as fault:
        found = _found(spot)
        form = asked.ask(found.fields, found.choices, sent=request.form)
        asked.show(form, fault.problems)
        return _page(spot, found, form), 422
    flash(WORDS[spot.what].done)
    if came is not None and came.outside:
        flash(f"Nobody here is free to deal with it now. Turn to: {came.outside}.")
    return kept.used(redirect(_after(spot, gone=came is not None and came.gone)))


def _found(spot: Spot) -> beside.Form:
    return beside.form(
        spot.what,
        visit.charity(),
        visit.member(),
        spot.reference,
        visit.now(),
        track_id=spot.track_id,
        task_id=spot.task_id,
    )


def _after(spot: Spot, *, gone: bool) -> str:
    if gone:
        return url_for("cases.listing", slug=spot.slug)
    endpoint = _THEN.get(request.args.get("then", ""), "cases.show")
    return url_for(endpoint, slug=spot.slug, reference=spot.reference)


def _page(spot: Spot, found: beside.Form, form: Asked) -> str:
    words = WORDS[spot.what]
    return render_template(
        "act.html",
        head=words.head,
        found=found,
        warning=words.warning,
        form=form,
        groups={},
        reasons=(),
        changes=None,
        button=words.button,
        turned_back=False,
        back=_after(spot, gone=False),
    )
