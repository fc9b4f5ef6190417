"""The private calendar, for a calendar program: whoever has the address has the dates, and no names."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, request

from incidents.services import my_calendar, throttling
from incidents.services.throttling import TooMany
from incidents.web import visit
from incidents.web.limits import CALENDAR
from incidents.web.marks import open_to_all

pages = Blueprint("private_calendar", __name__, url_prefix="/<slug>")


@pages.get("/calendar/<token>.ics")
@open_to_all("a calendar program cannot sign in; the address itself is the secret, and tells no names")
def feed(slug: str, token: str) -> Response:
    """The deadlines that its owner has in hand and may see now."""
    charity, now = visit.charity(), visit.now()
    try:
        throttling.count("calendar", request.remote_addr or "", now=now, **CALENDAR)
    except TooMany:
        abort(429)
    body = my_calendar.feed(charity, token, current_app.config["CANDOUR"].public_url, now)
    return Response(body, mimetype="text/calendar")
