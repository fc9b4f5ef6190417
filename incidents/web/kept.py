"""What was typed when the sign-in had ended: kept on the server, and put back into the form afterwards."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from incidents.services import drafts, throttling
from incidents.web import visit
from incidents.web.limits import KEEPING

COOKIE = "candour-kept"
_NEVER = frozenset({"csrf_token", "password", "key", "version"})


def keep(response: Response) -> Response:
    """As `store`, for an answer that goes whether or not it was kept."""
    store(response)
    return response


def store(response: Response) -> bool:
    """Store the form of this request and give its token to the browser in a cookie of its own; whether it
    was kept."""
    try:
        body = {name: values for name, values in request.form.lists() if name not in _NEVER}
    except RequestEntityTooLarge:  # a large file is read only for someone who is signed in
        return False
    try:
        throttling.count("keep", request.remote_addr or "", now=visit.now(), **KEEPING)
    except throttling.TooMany:
        return False
    token = drafts.save(None, visit.charity().id, _what(), dict(body), visit.now())
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(drafts.KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        path=request.path,
    )
    return True


def typed() -> MultiDict[str, str] | None:
    """What was typed into the form of this page before the sign-in ended."""
    token = request.cookies.get(COOKIE)
    body = drafts.find(token, visit.charity().id, _what(), visit.now())
    if token is None or body is None:
        return None
    boxes = [(name, values) for name, values in body.items() if isinstance(values, list)]
    return MultiDict([(name, str(value)) for name, values in boxes for value in values])


def used(response: Response) -> Response:
    """Throw away what was kept for this form: it was sent."""
    if token := request.cookies.get(COOKIE):
        drafts.forget(token)
        response.delete_cookie(COOKIE, path=request.path)
    return response


def _what() -> str:
    return f"form:{request.path}"[:400]
