"""Joining two records of one person: which one is kept, and how it is known that both are one."""

from __future__ import annotations

from flask import Blueprint, url_for

from incidents.domain.words import Permission
from incidents.services import same_person
from incidents.web import sheets, visit
from incidents.web.asked import Asked, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("same_person", __name__, url_prefix="/<slug>")


@pages.get("/people/<person_id>/join")
@allow(Permission.MANAGE_PEOPLE)
def join(slug: str, person_id: str) -> str:
    """Which record of the same person is kept."""
    return sheets.ask(_same(slug, person_id), same_person.form(visit.member(), person_id, visit.now()))


@pages.post("/people/<person_id>/join")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def join_send(slug: str, person_id: str) -> Answer:
    """Join the two records."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        same_person.join(visit.charity(), member, person_id, raw(form), now)

    return sheets.send(_same(slug, person_id), lambda: same_person.form(member, person_id, now), use)


def _same(slug: str, person_id: str) -> Sheet:
    people = url_for("people.listing", slug=slug)
    return Sheet(
        "Join two records of one person",
        "Join them",
        "They are one person now.",
        people,
        "What either record holds, the one that is kept holds from now on. The other one goes from the list "
        "and is signed out everywhere. What was hidden from either is hidden from both. You cannot undo it.",
        (
            ("People and roles", people),
            ("This person", url_for("people.show", slug=slug, person_id=person_id)),
        ),
    )
