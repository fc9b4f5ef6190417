"""What people see when something did not work: a sentence that says how to go on, never a traceback."""

from __future__ import annotations

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from incidents.services import reads
from incidents.services.faults import NotFound, TermsFirst
from incidents.services.hashing import Busy
from incidents.services.throttling import TooMany
from incidents.web import kept, noted, visit
from incidents.web.site import in_london

_SAYS: dict[int, tuple[str, str]] = {
    400: ("We could not read that", "Go back, check what you typed and send it again."),
    404: ("Page not found", "Check the address. If someone gave it to you, ask them for the right one."),
    405: ("That does not work here", "Go back and use the buttons on the page."),
    413: (
        "That is too much at once",
        "Make the text shorter, or send a smaller file. At most 1 MB can be sent, and 50 MB as evidence.",
    ),
    429: ("Too many tries", "Wait a while, then try again."),
    500: (
        "Something went wrong",
        "It was not your fault. Nothing was saved half. Go back and try once more.",
    ),
    503: ("Many people are signing in just now", "Nothing was changed. Wait a minute, then try again."),
}


def register(app: Flask) -> None:
    """Answer every fault with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _not_ours)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(TermsFirst, _promise_first)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(500, _http)


def _http(error: HTTPException) -> tuple[str, int]:
    if error.code == 404:
        return _not_found(error)
    return _page(error.code or 500)


def _not_found(_: Exception) -> tuple[str, int]:
    """Unknown, foreign and forbidden answer alike, and leave the same one row in the caller's own stream."""
    if request.endpoint is not None and "charity" in g and g.charity is not None:
        member = visit.maybe_member()
        if member is not None:
            reads.refused(member, request.path, visit.now())
    return _page(404)


def _busy(_: Busy) -> tuple[str, int]:
    return _page(503)


def _promise_first(fault: TermsFirst) -> Response:
    """Somebody from outside promises to keep it to themselves before they read."""
    slug = (request.view_args or {})["slug"]
    return redirect(url_for("access.promise", slug=slug, reference=fault.reference))


def _not_ours(_: SecurityError) -> Response:
    """Asked under a host name that is not ours: no page can be drawn, since its links would need the name."""
    words = "This is not an address of this site. Check it, and try again.\n"
    return Response(words, 400, mimetype="text/plain")


def _stale_page(_: CSRFError) -> Response | tuple[str, int]:
    noted.say("form without its token")
    head = "This page was open too long"
    if (back := kept.again()) is not None:
        flash(f"{head}. Look through what you typed, then send it once more")
        return back
    return render_template("error.html", head=head, words="Go back, reload the page and send it again."), 400


def _too_many(fault: TooMany) -> tuple[str, int]:
    """So much in so short a time is not somebody at work; the log says so, and the chair's page."""
    words = f"You have done this very often in a short time. Go on after {in_london(fault.until)}."
    return render_template("error.html", head="Too many tries", words=words), 429


def _page(code: int) -> tuple[str, int]:
    head, words = _SAYS.get(code, _SAYS[400 if code < 500 else 500])
    return render_template("error.html", head=head, words=words), code
