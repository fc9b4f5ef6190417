"""What an administrator ends for somebody in one step: all they hold, or a second step they have lost."""

from __future__ import annotations

from flask import Blueprint, url_for

from incidents.domain.fields import Field
from incidents.domain.words import Permission
from incidents.services import leaving, membership
from incidents.services.keeping import Form
from incidents.web import sheets, visit
from incidents.web.asked import Asked, raw
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("leaving", __name__, url_prefix="/<slug>")


@pages.get("/people/<person_id>/leave")
@allow(Permission.MANAGE_PEOPLE)
def leave(slug: str, person_id: str) -> str:
    """Why they leave."""
    return sheets.ask(_gone(slug, person_id), _form(person_id))


@pages.post("/people/<person_id>/leave")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def leave_send(slug: str, person_id: str) -> Answer:
    """End all they hold."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        leaving.leave(member, person_id, raw(form), now)

    return sheets.send(_gone(slug, person_id), lambda: _form(person_id), use)


@pages.get("/people/<person_id>/second-step")
@allow(Permission.MANAGE_PEOPLE)
def reset(slug: str, person_id: str) -> str:
    """Why their second step is taken away."""
    return sheets.ask(_lost(slug, person_id), _form(person_id, leaving.MADE_SURE))


@pages.post("/people/<person_id>/second-step")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def reset_send(slug: str, person_id: str) -> Answer:
    """Take it away."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        leaving.reset_second_step(member, person_id, raw(form), now)

    return sheets.send(_lost(slug, person_id), lambda: _form(person_id, leaving.MADE_SURE), use)


@pages.get("/people/<person_id>/sign-ins")
@allow(Permission.MANAGE_PEOPLE)
def sign_ins(slug: str, person_id: str) -> str:
    """Why their sign-ins are ended."""
    return sheets.ask(_signed_out(slug, person_id), _form(person_id))


@pages.post("/people/<person_id>/sign-ins")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def sign_ins_send(slug: str, person_id: str) -> Answer:
    """End them."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        leaving.end_sign_ins(member, person_id, raw(form), now)

    return sheets.send(_signed_out(slug, person_id), lambda: _form(person_id), use)


@pages.get("/people/sign-ins")
@allow(Permission.MANAGE_PEOPLE)
def everyone(slug: str) -> str:
    """Why everyone is signed out."""
    return sheets.ask(_all_out(slug), Form(leaving.BECAUSE))


@pages.post("/people/sign-ins")
@allow(Permission.MANAGE_PEOPLE, sure=True)
def everyone_send(slug: str) -> Answer:
    """Sign everyone out, oneself too."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        leaving.end_everyones(member, raw(form), now)

    return sheets.send(_all_out(slug), lambda: Form(leaving.BECAUSE), use)


def _form(person_id: str, fields: tuple[Field, ...] = leaving.BECAUSE) -> Form:
    found = membership.one(visit.member(), person_id, visit.now())
    return Form(fields, about=found.name)


def _gone(slug: str, person_id: str) -> Sheet:
    return Sheet(
        "They have left",
        "End all they hold here",
        "All they held here has ended. See on “Our pages” whether they still have access to one of yours.",
        _person(slug, person_id),
        "Their roles, posts and standing end now, they are signed out everywhere, and they see no case any "
        "more. What they did stays in the trail under their name.",
        _crumbs(slug, person_id),
    )


def _lost(slug: str, person_id: str) -> Sheet:
    return Sheet(
        "Take their second step away",
        "Take it away",
        "It was taken away. They set it up again when they next sign in.",
        _person(slug, person_id),
        "Do not go by a mail, a message, or a number that you are only given now: it can come from somebody "
        "else. They are signed out everywhere, and told by mail.",
        _crumbs(slug, person_id),
    )


def _signed_out(slug: str, person_id: str) -> Sheet:
    return Sheet(
        "Sign them out everywhere",
        "Sign them out",
        "They were signed out everywhere.",
        _person(slug, person_id),
        "All their sign-ins end now, on every phone and computer. They keep what they hold, and can sign "
        "in again. If someone may know their password, tell them to change it.",
        _crumbs(slug, person_id),
    )


def _all_out(slug: str) -> Sheet:
    return Sheet(
        "Sign everyone out",
        "Sign everyone out",
        "Everyone was signed out.",
        url_for("start.show", slug=slug),
        "All sign-ins of everyone here end now, yours too. Nobody loses what they hold, and everyone can "
        "sign in again. What somebody is typing at this moment is kept.",
        _crumbs(slug),
    )


def _person(slug: str, person_id: str) -> str:
    return url_for("people.show", slug=slug, person_id=person_id)


def _crumbs(slug: str, person_id: str = "") -> tuple[tuple[str, str], ...]:
    whose = (("This person", _person(slug, person_id)),) if person_id else ()
    return (("People and roles", url_for("people.listing", slug=slug)), *whose)
