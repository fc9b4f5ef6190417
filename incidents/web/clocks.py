"""The deadlines of a case: what is due when and how that was worked out, and the forms that change it."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from incidents.domain.words import Permission
from incidents.services import awareness, clock_work, deadlines, my_reminders
from incidents.services.keeping import Form
from incidents.web import asked, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet, ask, send

pages = Blueprint("clocks", __name__, url_prefix="/<slug>")

# What a page is called, what its button says, and what is read afterwards.
_WAYS: dict[str, tuple[str, str, str]] = {
    "pause": ("Stop a deadline while we wait", "Stop it", "The deadline stands still."),
    "resume": ("The answer came", "Go on with it", "The deadline runs on."),
    "extend": ("Give a deadline more time", "Give it more time", "The deadline has more time."),
    "length": ("Change how long a deadline is", "Keep this", "The deadline was changed."),
    "end": ("End a deadline", "End it", "The deadline has ended."),
}
_WAY = "<any(pause, resume, extend, length, end):way>"
_ENDING = "Only end it when it was met, or when it no longer counts. It stays in the list with your reason."


@pages.get("/cases/<reference>/deadlines")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str) -> str:
    """The deadlines that run, the nearest first, and those that ended."""
    page = deadlines.page(visit.member(), reference, visit.now())
    unsent = my_reminders.unsent(visit.member(), page.case.id, visit.now())
    return render_template("deadlines.html", page=page, case=page.case, slug=slug, unsent=unsent)


@pages.get("/cases/<reference>/deadlines/start")
@allow(Permission.HANDLE)
def start(slug: str, reference: str) -> str:
    """The form that starts a deadline by hand."""
    return ask(_starting(slug, reference), clock_work.start_form(visit.member(), reference, {}, visit.now()))


@pages.post("/cases/<reference>/deadlines/start")
@allow(Permission.HANDLE)
def start_send(slug: str, reference: str) -> Answer:
    """Start it."""
    member, now = visit.member(), visit.now()
    plain = clock_work.start_form(member, reference, {}, now)

    def load() -> Form:
        return clock_work.start_form(member, reference, _typed(plain), now)

    def use(form: Asked) -> None:
        clock_work.start(member, reference, key_of(form), raw(form), now)

    return send(_starting(slug, reference), load, use)


@pages.get(f"/cases/<reference>/deadlines/<clock_id>/{_WAY}")
@allow(Permission.HANDLE)
def change(slug: str, reference: str, clock_id: str, way: str) -> str:
    """The form that stops a deadline, goes on with it, gives it more time, or ends it."""
    found = clock_work.change_form(visit.member(), reference, clock_id, way, visit.now())
    return ask(_changing(slug, reference, way), found)


@pages.post(f"/cases/<reference>/deadlines/<clock_id>/{_WAY}")
@allow(Permission.HANDLE)
def change_send(slug: str, reference: str, clock_id: str, way: str) -> Answer:
    """Do it."""
    member, now = visit.member(), visit.now()

    def load() -> Form:
        return clock_work.change_form(member, reference, clock_id, way, now)

    def use(form: Asked) -> None:
        version = asked.version_of(form)
        clock_work.change(member, reference, clock_id, way, version, key_of(form), raw(form), now)

    return send(_changing(slug, reference, way), load, use)


@pages.get("/cases/<reference>/when-we-knew")
@allow(Permission.TRIAGE)
def aware(slug: str, reference: str) -> str:
    """The form that corrects when the charity knew."""
    return ask(_correcting(slug, reference), awareness.form(visit.member(), reference, {}, visit.now()))


@pages.post("/cases/<reference>/when-we-knew")
@allow(Permission.TRIAGE)
def aware_send(slug: str, reference: str) -> Answer:
    """Correct it."""
    member, now = visit.member(), visit.now()
    plain = awareness.form(member, reference, {}, now)

    def load() -> Form:
        return awareness.form(member, reference, _typed(plain), now)

    def use(form: Asked) -> None:
        awareness.correct(member, reference, key_of(form), raw(form), now)

    return send(_correcting(slug, reference), load, use)


def _typed(found: Form) -> dict[str, object]:
    """What was typed into a form, before it is known whether it asks one thing more."""
    return raw(asked.ask(found.fields, found.choices, sent=request.form))


def _starting(slug: str, reference: str) -> Sheet:
    return _sheet(slug, reference, "Start a deadline", "Start it", "The deadline runs.")


def _changing(slug: str, reference: str, way: str) -> Sheet:
    return _sheet(slug, reference, *_WAYS[way], warning=_ENDING if way == "end" else "")


def _correcting(slug: str, reference: str) -> Sheet:
    done = "It is corrected, and so are the deadlines that count from it."
    return _sheet(slug, reference, "Correct when we knew", "Correct it", done)


def _sheet(slug: str, reference: str, head: str, button: str, done: str, *, warning: str = "") -> Sheet:
    back = url_for("clocks.show", slug=slug, reference=reference)
    crumbs = (
        ("Cases", url_for("cases.listing", slug=slug)),
        (reference, url_for("cases.show", slug=slug, reference=reference)),
        ("Deadlines", back),
    )
    return Sheet(head, button, done, back, warning, crumbs)
