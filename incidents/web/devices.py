"""The cookie by which a browser is known again: random, long-lived, for this host, and it opens nothing."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from incidents.services.signing_in import From
from incidents.web import cookies

# As long as browsers keep a cookie at all; every sign-in begins it anew.
_KEPT_FOR = timedelta(days=400)
_COOKIE = "candour-device"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def here() -> From:
    """Where this request comes from; a browser without the cookie gets one when it signs in."""
    given = cookies.held(_COOKIE) or ""
    device = given if _TOKEN.fullmatch(given) else secrets.token_urlsafe(32)
    return From(request.remote_addr or "", request.user_agent.string, device)


def remember(response: Response, where: From) -> Response:
    """Give the cookie to a browser that has just signed in."""
    cookies.give(response, _COOKIE, where.device, int(_KEPT_FOR.total_seconds()))
    return response
