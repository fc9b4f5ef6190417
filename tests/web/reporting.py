"""Walking through a report as a reporter does: the answers of each step, and ways to send them."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from incidents.domain.words import Role
from incidents.services.actors import Member
from incidents.store.db import read
from tests.cast import PASSWORD, Visitor, join

Answers = dict[str, object]

COOKIE = "candour-report"
STORY = "A volunteer put a photograph of a family online without asking them."
# What a reporter answers on each page, in the order of the pages.
ANSWERS: dict[str, Answers] = {
    "what": {"story": STORY, "complaint": "no"},
    "where": {
        "platform": "Facebook",
        "address": "the picnic album",
        "online": "yes",
        "happened-day": "3",
        "happened-month": "3",
        "happened-year": "2026",
    },
    "keep-out": {},
    "who": {"about": "The new volunteer", "affected": "The family in the photograph"},
    "someone-else": {"behalf": "no"},
    "you": {"name": "Carly", "contact": "07700 900123"},
}


def answer(visitor: Visitor, until: str = "", **changed: Answers) -> None:
    """Answer every page in order, up to and without `until`; `changed` replaces the answers of a page."""
    for step, usual in ANSWERS.items():
        if step == until:
            return
        visitor.post(f"/report/{step}", changed.get(step.replace("-", "_"), usual))


def send(visitor: Visitor) -> TestResponse:
    """Press "Send this report" on the page of answers to check."""
    page = visitor.get("/report/check")
    return visitor.post("/report/check", {"key": key_in(page)})


def key_in(page: str) -> str:
    """The token that lets the form act once."""
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found, "the page has no key"
    return found[1]


def reference_in(page: str) -> str:
    """The reference that a receipt shows."""
    found = re.search(r'panel-reference">([^<]+)<', page)
    assert found, "the page shows no reference"
    return found[1]


def reported(visitor: Visitor, **changed: Answers) -> str:
    """Report from the first page to the receipt; the reference."""
    answer(visitor, **changed)
    assert send(visitor).location.endswith("/report/sent")
    return reference_in(visitor.get("/report/sent"))


def words(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def draft_token(visitor: Visitor) -> str | None:
    """The token of the draft that this browser holds."""
    cookie = visitor.client.get_cookie(f"{COOKIE}-{visitor.slug}")
    return cookie.value if cookie else None


def manager() -> Member:
    """The first on the list of who receives reports at Families Together."""
    return join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])


def chair() -> Member:
    """The second."""
    return join("fts", "Harriet Oyelaran", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))


def reporter(name: str = "Kofi Amponsah") -> Member:
    """A volunteer who can sign in."""
    return join("fts", name, [Role.REPORTER], standing=("volunteer", "active"))


def sign_in(visitor: Visitor, who: Member) -> None:
    """Sign in by the page."""
    visitor.post("/sign-in", {"email": who.email, "password": PASSWORD})


def rows(model: type[Any]) -> list[Any]:
    """Every row of a table."""
    with read() as session:
        return list(session.scalars(sa.select(model)))


def only(model: type[Any]) -> Any:
    """The one row of a table."""
    found = rows(model)
    assert len(found) == 1
    return found[0]
