"""The gate before every page: who may enter is decided from the page's mark and the database, each time."""

from __future__ import annotations

import contextlib

from flask import Flask, abort, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

from incidents.domain.access import Facts, Reason, decide
from incidents.domain.permissions import permits
from incidents.services import throttling
from incidents.web import kept, marks, receiving, visit
from incidents.web.limits import WEIGHTY
from incidents.web.marks import Mark

csrf = CSRFProtect()


def register(app: Flask) -> None:
    """Ask the gate before each request, and refuse to start with a page that has no mark."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # asked below, after it is known who is there
    csrf.init_app(app)

    @app.before_request
    def enter() -> Response | None:
        if request.endpoint is None:
            return None
        mark = marks.mark_of(app.view_functions[request.endpoint])
        if mark is None:
            abort(404)
        _refuse_unreadable()
        if request.view_args and "slug" in request.view_args:
            visit.charity()
        if (elsewhere := _refused(mark)) is not None:
            return elsewhere
        receiving.make_room()
        if app.config["WTF_CSRF_ENABLED"]:  # only tests turn it off
            csrf.protect()
        return None

    @app.after_request
    def count(response: Response) -> Response:
        """Only what was really done is counted: a refusal leaves no trace but its own."""
        page = app.view_functions.get(request.endpoint or "")
        if response.status_code < 400 and page is not None and _weighs(marks.mark_of(page)):
            with contextlib.suppress(throttling.TooMany):  # those that were asked at the same moment
                throttling.count("weighty", visit.member().account_id, now=visit.now(), **WEIGHTY)
        return response


def _refused(mark: Mark) -> Response | None:
    """Where someone goes first who may not enter yet; None to enter. A page not for them is not there."""
    if mark.public:
        return None
    if visit.visitor() is None:
        return _to("account.sign_in")
    if (due := visit.second_step_due()) and mark.early != due:
        return _to(f"account_steps.{due}")
    decision = decide(
        Facts(
            permitted=mark.permission is None or permits(visit.member(), mark.permission),
            fresh=not mark.sure or visit.is_sure(),
        )
    )
    if decision.reasons == (Reason.SIGN_IN,):
        return _to("account_steps.confirm")
    if not decision.allowed:
        abort(404)
    if _weighs(mark):
        throttling.ask("weighty", visit.member().account_id, now=visit.now(), **WEIGHTY)
    return None


def _weighs(mark: Mark | None) -> bool:
    """Whether this is one of the things that are counted: copies, papers, changes of access."""
    return mark is not None and mark.sure and request.method == "POST" and visit.maybe_member() is not None


def _refuse_unreadable() -> None:
    """No address of ours holds a NUL, and PostgreSQL cannot even be asked about one."""
    if any("\0" in str(part) for part in (request.view_args or {}).values()):
        abort(404)
    if any("\0" in part for part in request.args.values()):
        abort(400)


def _to(endpoint: str) -> Response:
    """Sign in first, or go on with it; what was typed into a form waits, and comes back with the page."""
    slug = (request.view_args or {}).get("slug")
    if slug is None:
        abort(404)
    response = redirect(url_for(endpoint, slug=slug, next=request.full_path.rstrip("?")))
    return kept.keep(response) if request.method == "POST" else response
