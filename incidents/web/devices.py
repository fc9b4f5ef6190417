"""The cookie by which a browser is known again: random, long-lived, for this host, and it opens nothing."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response

from incidents.services.signing_in import From

# As long as browsers keep a cookie at all; every sign-in begins it anew.
_KEPT_FOR = timedelta(days=400)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def here() -> From:
    """Where this request comes from; a browser without the cookie gets one when it signs in."""
    given = request.cookies.get(_name(), "")
    device = given if _TOKEN.fullmatch(given) else secrets.token_urlsafe(32)
    return From(request.remote_addr or "", request.user_agent.string, device)


def remember(response: Response, where: From) -> Response:
    """Give the cookie to a browser that has just signed in."""
    response.set_cookie(
        _name(),
        where.device,
        max_age=int(_KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def _name() -> str:
    return "__Host-candour-device" if current_app.config["SESSION_COOKIE_SECURE"] else "candour-device"
