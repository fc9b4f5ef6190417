"""What was typed when a sign-in or a page had ended: kept on the server, and put back into the form."""

from __future__ import annotations

from flask import current_app, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from incidents.services import drafts, throttling
from incidents.web import cookies, visit
from incidents.web.limits import KEEPING

COOKIE = "candour-kept"
_OURS = "same-origin"
# Never kept: what belongs to one page alone, and what proves who somebody is.
NEVER = frozenset(
    {"csrf_token", "key", "version", "password", "old", "new", "again", "code", "secret", "token"}
)


def keep(response: Response) -> Response:
    """As `store`, for an answer that goes whether or not it was kept."""
    store(response)
    return response


def store(response: Response) -> bool:
    """Store the form of this request and give its token to the browser in a cookie of its own; whether it
    was kept. A form that another site sent is not: its words would wait as if this person had typed them.
    """
    if request.headers.get("Sec-Fetch-Site", _OURS) != _OURS:
        return False
    try:
        body = {name: values for name, values in request.form.lists() if name not in NEVER}
    except RequestEntityTooLarge:  # a large file is read only for someone who is signed in
        return False
    try:
        throttling.count("keep", request.remote_addr or "", now=visit.now(), **KEEPING)
    except throttling.TooMany:
        return False
    token = drafts.save(None, visit.charity().id, _what(), dict(body), visit.now())
    cookies.give(response, COOKIE, token, int(drafts.KEPT_FOR.total_seconds()))
    return True


def typed() -> MultiDict[str, str] | None:
    """What was typed into the form of this page before the sign-in ended."""
    token = cookies.held(COOKIE)
    body = drafts.find(token, visit.charity().id, _what(), visit.now())
    if token is None or body is None:
        return None
    boxes = [(name, values) for name, values in body.items() if isinstance(values, list)]
    return MultiDict([(name, str(value)) for name, values in boxes for value in values])


def used(response: Response) -> Response:
    """Throw away what was kept for this form: it was sent."""
    if (token := cookies.held(COOKIE)) and typed() is not None:
        drafts.forget(token)
        cookies.drop(response, COOKIE)
    return response


def again() -> Response | None:
    """Back to the form of this page with what was typed, when the page itself had grown too old; or None.

    Only where the browser says that a page of ours sent it, and the form has a page at its own address.
    """
    if request.headers.get("Sec-Fetch-Site") != _OURS or "csrf_token" not in request.form:
        return None
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        return None
    return keep(redirect(request.full_path.rstrip("?"), 303))


def _what() -> str:
    return f"form:{request.path}"[:400]
