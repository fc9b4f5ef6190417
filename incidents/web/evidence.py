"""The evidence of a case: the list, one file with what happened to it, and the file itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from incidents.domain.evidence import CAPTURE
from incidents.domain.words import Permission
from incidents.services import evidence_bag, evidence_out, evidence_page
from incidents.services.evidence_out import Damaged, Out
from incidents.web import asked, sheets, visit
from incidents.web.asked import Asked
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet
from incidents.web.site import day_in_words

pages = Blueprint("evidence", __name__, url_prefix="/<slug>")

# What somebody else sent us is never opened as a page of ours.
_SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_LABELS = {one.name: dict(one.choices) for one in CAPTURE}


@pages.app_template_filter("iso_day")
def iso_day(text: str) -> str:
    """A day as answers keep it (2026-11-21), in words."""
    return day_in_words(date.fromisoformat(text))


@pages.errorhandler(Damaged)
def damaged(fault: Damaged) -> tuple[str, int]:
    """A file that is not what was put there; nothing of it leaves."""
    words = f"Nothing was taken out. Tell whoever looks after this system: {fault}."
    return render_template("error.html", head="This file is not what was put here", words=words), 500


@pages.get("/cases/<reference>/evidence")
@pages.get("/cases/<reference>/matters/<track_id>/evidence")
@allow(Permission.READ_CASE)
def listing(slug: str, reference: str, track_id: str | None = None) -> str:
    """What was taken, newest first; of the case, or of one matter."""
    page = evidence_page.listing(visit.member(), reference, visit.now(), track_id)
    where: dict[str, Any] = {} if track_id is None else {"track_id": track_id}
    add = url_for("evidence.question", slug=slug, reference=page.reference, **where)
    return render_template("evidence.html", page=page, slug=slug, add=add)


@pages.get("/cases/<reference>/evidence/<evidence_id>")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str, evidence_id: str) -> str:
    """One file: what is known of it, a small picture of it, and who did what with it."""
    page = evidence_page.item_page(visit.member(), reference, evidence_id, visit.now())
    item = page.item
    return render_template(
        "evidence_item.html", page=page, item=item, row=item.row, slug=slug, labels=_LABELS
    )


@pages.get("/cases/<reference>/evidence/<evidence_id>/file")
@allow(Permission.READ_CASE)
def file(slug: str, reference: str, evidence_id: str) -> Response:
    """The file as it was sent, to keep."""
    return whole(evidence_out.take_out(visit.member(), reference, evidence_id, visit.now()))


@pages.get("/cases/<reference>/evidence/<evidence_id>/copy")
@allow(Permission.READ_CASE)
def copy(slug: str, reference: str, evidence_id: str) -> Answer | Response:
    """A picture without what is hidden in it, to pass on."""
    made = evidence_out.shared_copy(visit.member(), reference, evidence_id, visit.now())
    if made is None:
        flash("No copy can be made of this file. Print it to PDF, and look through that before it leaves.")
        return redirect(url_for("evidence.show", slug=slug, reference=reference, evidence_id=evidence_id))
    return Response(made, content_type="image/png", headers=_to_keep(f"copy-{evidence_id[:8]}.png"))


@pages.get("/cases/<reference>/evidence/<evidence_id>/picture")
@allow(Permission.READ_CASE)
def picture(slug: str, reference: str, evidence_id: str) -> Response:
    """The small picture that the page of the file shows; nothing where none can be made."""
    made = evidence_out.preview(visit.member(), reference, evidence_id, visit.now())
    return Response(made, content_type="image/png", headers={"Content-Security-Policy": _SANDBOX})


@pages.get("/cases/<reference>/evidence/all")
@allow(Permission.EXPORT)
def everything(slug: str, reference: str) -> str:
    """The form to take out all evidence of a case with its history."""
    form, tidy = evidence_bag.form(visit.member(), reference, visit.now())
    return sheets.ask(_all(slug, tidy), form)


@pages.post("/cases/<reference>/evidence/all")
@allow(Permission.EXPORT, sure=True)
def everything_send(slug: str, reference: str) -> Answer:
    """All of it as one file."""
    form, tidy = evidence_bag.form(visit.member(), reference, visit.now())

    def take(typed: Asked) -> Response:
        return whole(
            evidence_bag.bag(visit.charity(), visit.member(), reference, asked.raw(typed), visit.now())
        )

    return sheets.give(_all(slug, tidy), form, take)


def _all(slug: str, reference: str) -> Sheet:
    here: dict[str, Any] = {"slug": slug, "reference": reference}
    back = url_for("evidence.listing", **here)
    crumbs = (
        ("Cases", url_for("cases.listing", slug=slug)),
        (reference, url_for("cases.show", **here)),
        ("Evidence", back),
    )
    return Sheet("Take out all evidence", "Make the file", "", back, crumbs=crumbs)


def whole(out: Out) -> Response:
    """A file as it is, piece by piece."""
    response = Response(out.body, content_type="application/octet-stream", headers=_to_keep(out.name))
    response.content_length = out.size
    return response


def _to_keep(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _SANDBOX,
    }
