"""Every page says who it is for; a page that says nothing keeps the program from starting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask

from incidents.domain.words import Permission

View = TypeVar("View", bound=Callable[..., object])
_MARKS: dict[object, Mark] = {}


@dataclass(frozen=True, slots=True)
class Mark:
    """Who a page is for: those with `permission`; anyone signed in (None, not public); or everyone.

    `early` is the step of signing in that this page itself takes (visit.second_step_due), so that it comes
    before it. `sure`: only shortly after the person proved who they are, because what it does cannot be
    taken back.
    """

    permission: Permission | None = None
    public: bool = False
    because: str = ""
    early: str = ""
    sure: bool = False


class Unmarked(RuntimeError):
    """A page without a mark."""


def allow(permission: Permission, *, sure: bool = False) -> Callable[[View], View]:
    """For members of the charity whose roles are granted `permission`; `sure`: see Mark."""
    return _mark(Mark(permission, sure=sure))


def signed_in(because: str, *, early: str = "", sure: bool = False) -> Callable[[View], View]:
    """For anyone signed in, whatever their roles; `because` says why that is enough."""
    return _mark(Mark(because=because, early=early, sure=sure))


def open_to_all(because: str) -> Callable[[View], View]:
    """For everyone, signed in or not; `because` says why."""
    return _mark(Mark(public=True, because=because))


def mark_of(view: object) -> Mark | None:
    """The mark of a view function."""
    return _MARKS.get(view)


def check(app: Flask) -> None:
    """Raise Unmarked when any address leads to a page without a mark."""
    bare = sorted(
        {rule.endpoint for rule in app.url_map.iter_rules() if not mark_of(app.view_functions[rule.endpoint])}
    )
    if bare:
        raise Unmarked(f"These pages do not say who they are for: {', '.join(bare)}")


def _mark(mark: Mark) -> Callable[[View], View]:
    def remember(view: View) -> View:
        _MARKS[view] = mark
        return view

    return remember
