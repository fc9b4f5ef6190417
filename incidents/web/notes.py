"""Sharing a note that only its writer could read."""

from __future__ import annotations

from flask import url_for

from incidents.domain.words import Permission
from incidents.services import private_notes
from incidents.services.keeping import Form
from incidents.web import asked, sheets, visit
from incidents.web.act import pages
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

__all__ = ["pages"]


@pages.get("/cases/<reference>/notes/<note_id>/share")
@allow(Permission.HANDLE)
def share(slug: str, reference: str, note_id: str) -> str:
    """What sharing means, and the button."""
    found, tidy = private_notes.form(visit.member(), reference, note_id, visit.now())
    return sheets.ask(_sheet(slug, tidy), found)


@pages.post("/cases/<reference>/notes/<note_id>/share")
@allow(Permission.HANDLE)
def share_send(slug: str, reference: str, note_id: str) -> Answer:
    """Share it."""

    def load() -> Form:
        return private_notes.form(visit.member(), reference, note_id, visit.now())[0]

    def use(form: Asked) -> None:
        private_notes.share(visit.member(), reference, note_id, asked.key_of(form), visit.now())

    return sheets.send(_sheet(slug, reference), load, use)


def _sheet(slug: str, reference: str) -> Sheet:
    case = url_for("cases.show", slug=slug, reference=reference)
    return Sheet(
        "Share this note",
        "Share it",
        "The note is shared.",
        case,
        warning="You cannot make it private again.",
        crumbs=(("Cases", url_for("cases.listing", slug=slug)), (reference, case)),
    )
