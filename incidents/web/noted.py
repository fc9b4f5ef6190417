"""What the program's own log says of a request: signing in and out, and what was stopped; nothing typed."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request

from incidents.web import visit

_log = logging.getLogger("candour.web")

# Rooms in which people prove who they are, or change how they do; every form of theirs is logged.
PROVING = frozenset(
    {
        "account",
        "account_steps",
        "forgotten",
        "invited",
        "inviting",
        "leaving",
        "own_account",
        "passkey_sign_in",
        "passkeys",
        "provider",
        "report_link",
    }
)
# Status, on any page -> what was stopped.
STOPPED: dict[int, str] = {413: "too large", 429: "too often"}
# Page and status -> the same, where only this page makes it one.
STOPPED_HERE: dict[tuple[str, int], str] = {("evidence.new_send", 422): "file not taken"}


def say(what: str) -> None:
    """Have this request logged as `what`, a fixed word of ours: for what its status does not tell."""
    g.noted = what


def register(app: Flask) -> None:
    """Log what the tables name, after each request."""

    @app.after_request
    def note(response: Response) -> Response:
        if what := g.get("noted") or _what(response.status_code):
            _log.info(what, extra=_about(response.status_code))
        return response


def _what(status: int) -> str:
    page = request.endpoint or ""
    if stopped := STOPPED.get(status) or STOPPED_HERE.get((page, status)):
        return stopped
    if request.method == "POST" and request.blueprint in PROVING:
        return "account: done" if status < 400 else "account: refused"
    return ""


def _about(status: int) -> dict[str, object]:
    """Where it happened and to whom: the name of the page and not its address."""
    charity = g.get("charity")
    found = visit.visitor() if charity else None
    return {
        "page": request.endpoint or "",
        "status": status,
        "address": request.remote_addr or "",
        "charity": charity.id if charity else "",
        "account": found.account_id if found else "",
    }
