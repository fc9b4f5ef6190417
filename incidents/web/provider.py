"""Signing in at the charity's own provider, coming back from there, and one's account's link to it."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.services import provider as providers
from incidents.services.keeping import Form
from incidents.services.provider import Back, NotSignedIn, There
from incidents.services.throttling import TooMany
from incidents.web import account, cookies, devices, sheets, visit
from incidents.web.asked import Asked
from incidents.web.marks import open_to_all, signed_in
from incidents.web.sheets import Sheet
from incidents.web.site import in_london

_COOKIE = "candour-provider"
pages = Blueprint("provider", __name__, url_prefix="/<slug>")
_OWN = "it is about one's own account"
_SENT_BACK = "people sign in here; what came back is believed only from the browser that was sent there"
_TEN_MINUTES = 600
_PARTS = ("state", "code", "iss", "error")  # what a provider sends back; nothing else is carried on
_LONGEST = 4_000
_LONGEST_WAY = 800  # a cookie has little room
_log = logging.getLogger("candour.sign_in")

Answer = Response | tuple[str, int]


@pages.get("/sign-in/provider")
@open_to_all("people sign in here")
def go(slug: str) -> Answer:
    """Off to the provider. From a link, because a redirect after a form may not leave the house."""
    return _go("", request.args.get("next", ""))


@pages.get("/account/provider")
@signed_in(_OWN, sure=True)
def link(slug: str) -> Answer:
    """Off to the provider, to link one's account."""
    return _go(visit.member().account_id, "")


@pages.get("/sign-in/back")
@open_to_all(_SENT_BACK)
def back(slug: str) -> str:
    """What the provider sent, behind one button: looking and doing stay apart, and the button's request shows
    this browser's cookies though the visit began elsewhere.
    """
    said = {name: request.args.get(name, "")[:_LONGEST] for name in _PARTS if name in request.args}
    return render_template("provider_back.html", said=said, name=_there().name)


@pages.post("/sign-in/back")
@open_to_all(_SENT_BACK)
def back_send(slug: str) -> Answer:
    """Believe it or not, once: sign in, or link the account that asked for it."""
    there, now = _there(), visit.now()
    answer = {name: request.form[name] for name in _PARTS if name in request.form}
    try:
        found = providers.remembered(there, cookies.held(_COOKIE) or "", now)
        response = _believe(there, found, answer, slug)
    except NotSignedIn as fault:
        response = _refused(str(fault))
    except TooMany as fault:
        response = _page(f"Too many tries: try again after {in_london(fault.until)}", 429)
    cookies.drop(response, _COOKIE)
    return response


@pages.get("/account/provider/end")
@signed_in(_OWN)
def end(slug: str) -> str:
    """Whether the link is to go."""
    visit.member()
    return sheets.ask(_end(slug), Form((), about=_there().name))


@pages.post("/account/provider/end")
@signed_in(_OWN, sure=True)
def end_send(slug: str) -> sheets.Answer:
    """End the link of one's own account."""
    member, now = visit.member(), visit.now()

    def use(_: Asked) -> None:
        providers.unlink(member, now)

    return sheets.send(_end(slug), lambda: Form((), about=_there().name), use)


def _go(account_id: str, wanted: str) -> Answer:
    there, slug = _there(), visit.charity().id
    try:
        way = wanted if wanted.isascii() and len(wanted) <= _LONGEST_WAY else ""
        going = providers.begin(there, slug, account_id, way, devices.here(), visit.now())
    except NotSignedIn as fault:
        return _refused(str(fault))
    except TooMany as fault:
        return _page(f"Too many tries: try again after {in_london(fault.until)}", 429)
    response = redirect(going.address)
    cookies.give(response, _COOKIE, going.remembered, _TEN_MINUTES)
    return response


def _believe(there: There, found: Back, answer: dict[str, str], slug: str) -> Response:
    where = devices.here()
    if not found.account_id:
        token = providers.sign_in(there, found, answer, slug, where, visit.now())
        return account.begun(token, where, found.wanted)
    member = visit.maybe_member()
    if member is None:
        raise NotSignedIn("Who began to link an account is not signed in any more")
    providers.link(member, there, found, answer, where, visit.now())
    flash(f"From now on you can sign in with {there.name}.")
    return redirect(url_for("own_account.show", slug=slug))


def _refused(why: str) -> Response:
    """One sentence for people, whatever it was; one line for the operator, without anything that was sent."""
    _log.warning("Signing in at the provider was refused: %s", why)
    return _page(f"We could not sign you in with {_there().name}.", 422)


def _page(words: str, status: int) -> Response:
    return Response(render_template("provider_refused.html", words=words), status, mimetype="text/html")


def _there() -> There:
    found = visit.sessions().provider
    if found is None:
        abort(404)
    return found


def _end(slug: str) -> Sheet:
    account_page = url_for("own_account.show", slug=slug)
    return Sheet(
        "End the link",
        "End it",
        "The link has ended. Sign in with your password or a passkey.",
        account_page,
        "You can then sign in here with your password or a passkey only.",
        (("Your account", account_page),),
    )
