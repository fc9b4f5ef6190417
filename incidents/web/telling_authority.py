"""Standing authority on a page: whom the board lets report to a body, by which minute, and until when."""

from __future__ import annotations

from flask import render_template, url_for

from incidents.domain.words import Permission
from incidents.services import delegations
from incidents.web import sheets, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet
from incidents.web.telling import pages

__all__ = ["pages"]

_HEAD = "Who may report for the board"


@pages.get("/settings/authority")
@allow(Permission.SET_BOARD_RULES)
def authority(slug: str) -> str:
    """Everybody with a standing authority, and those whose has ended."""
    given = delegations.listing(visit.member(), visit.now())
    return render_template("authority.html", slug=slug, head=_HEAD, given=given)


@pages.get("/settings/authority/add")
@allow(Permission.SET_BOARD_RULES)
def give(slug: str) -> str:
    """The form that writes one down."""
    return sheets.ask(_giving(slug), delegations.giving(visit.member(), visit.now()))


@pages.post("/settings/authority/add")
@allow(Permission.SET_BOARD_RULES)
def give_send(slug: str) -> Answer:
    """Write it down."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        delegations.give(member, key_of(form), raw(form), now)

    return sheets.send(_giving(slug), lambda: delegations.giving(member, now), use)


@pages.get("/settings/authority/<delegation_id>/end")
@allow(Permission.SET_BOARD_RULES)
def end(slug: str, delegation_id: str) -> str:
    """The form that ends one."""
    return sheets.ask(_ending(slug), delegations.ending(visit.member(), delegation_id))


@pages.post("/settings/authority/<delegation_id>/end")
@allow(Permission.SET_BOARD_RULES)
def end_send(slug: str, delegation_id: str) -> Answer:
    """End it."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        delegations.end(member, delegation_id, key_of(form), raw(form), now)

    return sheets.send(_ending(slug), lambda: delegations.ending(member, delegation_id), use)


def _giving(slug: str) -> Sheet:
    head, done = "Write down a standing authority", "The standing authority was written down."
    warning = "Only what the board decided belongs here. It stands in the trail under your name."
    return Sheet(head, "Write it down", done, _list(slug), warning, _crumbs(slug))


def _ending(slug: str) -> Sheet:
    head, done = "End a standing authority", "The standing authority has ended."
    warning = "From now on the board is asked each time. What was sent before stays as it is."
    return Sheet(head, "End it", done, _list(slug), warning, _crumbs(slug))


def _list(slug: str) -> str:
    return url_for("telling.authority", slug=slug)


def _crumbs(slug: str) -> tuple[tuple[str, str], ...]:
    return (("Settings", url_for("settings.show", slug=slug)), (_HEAD, _list(slug)))
