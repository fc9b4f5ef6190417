"""The forms of the charity's own lists, all under "Our pages"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, url_for

from incidents.services.keeping import Form
from incidents.web import sheets, visit
from incidents.web.sheets import Answer, Sheet, Use

pages = Blueprint("duties", __name__, url_prefix="/<slug>")


def at(endpoint: str, slug: str) -> str:
    """The address of one of these pages."""
    return url_for(f"duties.{endpoint}", slug=slug)


def ask(sheet: Sheet, found: Form) -> str:
    """The page of the form, with what was kept from before a sign-in."""
    return sheets.ask(_under(sheet), found)


def send(sheet: Sheet, load: Callable[[], Form], use: Use) -> Answer:
    """Send the form to its use case; `load` finds what its page needs, again when someone was faster."""
    return sheets.send(_under(sheet), load, use)


def _under(sheet: Sheet) -> Sheet:
    return replace(sheet, crumbs=(("Our pages", at("show", visit.charity().id)),))
