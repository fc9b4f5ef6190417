"""Taking evidence: first whether it may be copied at all, then the file, or its address alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for

from incidents.domain.evidence import CAPTURE, FILE_LIMIT, NOT_TAKEN, TAKE_BACK, capture_fields
from incidents.domain.file_kinds import ACCEPT
from incidents.domain.words import Permission
from incidents.services import evidence, evidence_beside, evidence_care, evidence_page
from incidents.services.evidence import Upload
from incidents.services.evidence_page import Before
from incidents.services.evidence_place import Place
from incidents.services.faults import Invalid
from incidents.services.keeping import Form
from incidents.web import asked, kept, sheets, visit
from incidents.web.asked import Asked
from incidents.web.evidence import pages
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

__all__ = ["pages"]

_MARK = "shows"


@pages.get("/cases/<reference>/evidence/add")
@pages.get("/cases/<reference>/matters/<track_id>/evidence/add")
@allow(Permission.HANDLE)
def question(slug: str, reference: str, track_id: str | None = None) -> str:
    """Whether it shows what must not be copied; asked before anything is chosen or sent."""
    return render_template(
        "evidence_question.html",
        page=_before(reference, track_id),
        back=_to("listing", reference, track_id),
        no=_to("new", reference, track_id, **{_MARK: "no"}, **_replacing()),
        yes=_to("address", reference, track_id),
    )


@pages.get("/cases/<reference>/evidence/new")
@pages.get("/cases/<reference>/matters/<track_id>/evidence/new")
@allow(Permission.HANDLE)
def new(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """The form for a file; whoever comes past the question is led back to it."""
    page = _before(reference, track_id)
    if request.args.get(_MARK) != "no":
        return redirect(_to("question", reference, track_id, **_replacing()))
    filled = _known(page.about.row.told) if page.about else {"captured_by": visit.member().name}
    form = asked.ask(CAPTURE, sent=kept.typed(), filled=filled)
    return _new(page, reference, track_id, form), 200


@pages.post("/cases/<reference>/evidence/new")
@pages.post("/cases/<reference>/matters/<track_id>/evidence/new")
@allow(Permission.HANDLE)
def new_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Take the file, and have it scanned where a scanner is set up."""
    form = asked.ask(CAPTURE, sent=request.form)
    form = asked.ask(capture_fields(asked.raw(form), visit.now()), sent=request.form)
    clamd = str(current_app.config["CANDOUR"].clamd)
    place = Place(
        visit.member(),
        reference,
        track_id,
        asked.key_of(form),
        visit.now(),
        replaces=request.args.get("replaces"),
        scanner=bool(clamd),
    )
    raw = {**asked.raw(form), "sexual": request.form.get("sexual", "")}
    try:
        made = evidence.add(place, raw, _sent())
    except Invalid as fault:
        asked.show(form, fault.problems)
        wrong = next((one.message for one in fault.problems if one.field == "file"), "")
        return _new(_before(reference, track_id), reference, track_id, form, wrong), 422
    if clamd:
        evidence_care.scan(slug, made, clamd, visit.now())
    flash("The file was taken.")
    return kept.used(redirect(_to("listing", reference, track_id)))


@pages.get("/cases/<reference>/evidence/address")
@pages.get("/cases/<reference>/matters/<track_id>/evidence/address")
@allow(Permission.HANDLE)
def address(slug: str, reference: str, track_id: str | None = None) -> str:
    """What to do now, and where to write down its address."""
    return _address(reference, track_id, asked.ask(NOT_TAKEN, sent=kept.typed()))


@pages.post("/cases/<reference>/evidence/address")
@pages.post("/cases/<reference>/matters/<track_id>/evidence/address")
@allow(Permission.HANDLE)
def address_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Keep the address."""
    form = asked.ask(NOT_TAKEN, sent=request.form)
    place = Place(visit.member(), reference, track_id, asked.key_of(form), visit.now())
    try:
        evidence_beside.note_address(place, asked.raw(form))
    except Invalid as fault:
        asked.show(form, fault.problems)
        return _address(reference, track_id, form), 422
    flash("The address was written down. Nothing was copied.")
    return kept.used(redirect(_to("listing", reference, track_id)))


@pages.get("/cases/<reference>/evidence/<evidence_id>/take-back")
@allow(Permission.HANDLE)
def take_back(slug: str, reference: str, evidence_id: str) -> str:
    """Why a file should no longer count."""
    return sheets.ask(_taking_back(reference, evidence_id), _why(reference, evidence_id))


@pages.post("/cases/<reference>/evidence/<evidence_id>/take-back")
@allow(Permission.HANDLE)
def take_back_send(slug: str, reference: str, evidence_id: str) -> Answer:
    """Take it back; it stays with its reason."""

    def use(form: Asked) -> None:
        place = Place(visit.member(), reference, None, asked.key_of(form), visit.now())
        evidence_beside.take_back(place, evidence_id, asked.raw(form))

    return sheets.send(_taking_back(reference, evidence_id), lambda: _why(reference, evidence_id), use)


def _before(reference: str, track_id: str | None) -> Before:
    here = (visit.charity(), visit.member(), reference, track_id, visit.now())
    return evidence_page.before(*here, request.args.get("replaces"))


def _known(told: Mapping[str, object]) -> dict[str, object]:
    """What was said of the older version, but for the day: the newer one was captured on another."""
    known = {name: value for name, value in told.items() if name != "captured_on"}
    if isinstance(day := known.get("shown_on"), str):
        known["shown_on"] = date.fromisoformat(day)
    return known


def _sent() -> Upload | None:
    file = request.files.get("file")
    return evidence.received(file.filename or "", file.stream) if file else None


def _new(page: Before, reference: str, track_id: str | None, form: Asked, wrong: str = "") -> str:
    return render_template(
        "evidence_add.html",
        page=page,
        form=form,
        wrong=wrong,
        accept=ACCEPT,
        limit=FILE_LIMIT,
        listing=_to("listing", reference, track_id),
        has_errors=bool(form.errors),
    )


def _address(reference: str, track_id: str | None, form: Asked) -> str:
    page = _before(reference, track_id)
    listing = _to("listing", reference, track_id)
    return render_template("evidence_address.html", page=page, form=form, listing=listing)


def _taking_back(reference: str, evidence_id: str) -> Sheet:
    slug = visit.charity().id
    back = url_for("evidence.show", slug=slug, reference=reference, evidence_id=evidence_id)
    listing = url_for("evidence.listing", slug=slug, reference=reference)
    case = url_for("cases.show", slug=slug, reference=reference)
    return Sheet(
        "Take evidence back",
        "Take it back",
        "The file no longer counts. It is kept, with your reason.",
        back,
        crumbs=(("Cases", url_for("cases.listing", slug=slug)), (reference, case), ("Evidence", listing)),
    )


def _why(reference: str, evidence_id: str) -> Form:
    page = evidence_page.changing(visit.member(), reference, evidence_id, visit.now())
    return Form(TAKE_BACK, about=str(page.row.told["shows"]))


def _replacing() -> dict[str, str]:
    replaces = request.args.get("replaces")
    return {"replaces": replaces} if replaces else {}


def _to(page: str, reference: str, track_id: str | None, **more: str) -> str:
    where: dict[str, Any] = more if track_id is None else {"track_id": track_id, **more}
    return url_for(f"evidence.{page}", slug=visit.charity().id, reference=reference, **where)
