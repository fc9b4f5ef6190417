"""Cookies besides the session's: for this host alone, and out of reach of scripts."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.wrappers import Response


def held(name: str) -> str | None:
    """What this browser holds under a name, or None."""
    return request.cookies.get(_whole(name))


def give(response: Response, name: str, value: str, seconds: int) -> None:
    """Let the browser hold a value for so long."""
    response.set_cookie(
        _whole(name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=_secure(),
        path="/",
    )


def drop(response: Response, name: str) -> None:
    """Let the browser forget it."""
    response.delete_cookie(_whole(name), path="/", secure=_secure(), httponly=True, samesite="Lax")


def _whole(name: str) -> str:
    """A name with __Host- is taken by browsers only over https, for one host and for all of its paths."""
    return f"__Host-{name}" if _secure() else name


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
