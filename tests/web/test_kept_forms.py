"""A page that was open too long gives back what was typed into it; a form from elsewhere gets nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incidents.domain.words import Role
from incidents.store.db import read
from incidents.store.models import Draft
from incidents.web.kept import COOKIE, NEVER
from tests.cast import browse, join, report
from tests.databases import Database
from tests.rules.source import ROOMS

OURS = {"Sec-Fetch-Site": "same-origin"}
WORDS = "She telephoned twice & was <calm>."


@pytest.fixture
def guarded(app: Flask, sqlite: Database) -> FlaskClient:
    """A manager's browser, with the checks against forged requests on."""
    client = browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])).client
    app.config["WTF_CSRF_ENABLED"] = True
    return client


def drafts() -> int:
    """How many forms are kept."""
    with read() as session:
        return session.query(Draft).count()


def test_what_was_typed_comes_back_when_the_page_was_too_old(guarded: FlaskClient) -> None:
    path = f"/fts/cases/{report()}/note"
    typed = {"csrf_token": "of another time", "body": WORDS, "key": "a", "version": "1"}
    answer = guarded.post(path, data=typed, headers=OURS)
    assert (answer.status_code, answer.location) == (303, path)
    page = guarded.get(path).get_data(as_text=True)
    assert "open too long" in page
    assert "She telephoned twice &amp; was &lt;calm&gt;." in page
    fresh = re.findall(r'name="(csrf_token|key|version)" value="([^"]*)"', page)
    assert "of another time" not in dict(fresh).values()
    sent = guarded.post(
        path,
        data={
            **dict(fresh),
            "body": WORDS,
            "happened_on-day": "20",
            "happened_on-month": "11",
            "happened_on-year": "2026",
        },
        headers=OURS,
    )
    assert sent.status_code == 302
    assert drafts() == 0


# where a form without its token comes from, as the browser says
ELSEWHERE = ("cross-site", "same-site", "none", None)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_form_from_elsewhere_is_refused_and_not_kept(guarded: FlaskClient, place: str | None) -> None:
    path = f"/fts/cases/{report()}/note"
    headers = {"Sec-Fetch-Site": place} if place else {}
    answer = guarded.post(path, data={"csrf_token": "made up", "body": WORDS}, headers=headers)
    assert answer.status_code == 400
    assert COOKIE not in str(answer.headers)
    assert drafts() == 0


def test_a_stranger_s_form_is_not_kept_for_who_signs_in_next(app: Flask, sqlite: Database) -> None:
    client = browse(app).client
    path = f"/fts/cases/{report()}/note"
    assert (
        client.post(path, data={"body": WORDS}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 302
    )
    assert drafts() == 0
    assert client.post(path, data={"body": WORDS}, headers=OURS).status_code == 302
    assert drafts() == 1


# a form in which somebody proves who they are, and what they typed
PROVING = (
    ("/fts/account/password", {"old": "one", "new": "two"}),
    ("/fts/confirm", {"password": "one"}),
    ("/fts/account/second-step", {"code": "123456", "secret": "sealed"}),
)


@pytest.mark.parametrize(("path", "typed"), PROVING)
def test_no_password_and_no_code_is_ever_kept(guarded: FlaskClient, path: str, typed: dict[str, str]) -> None:
    guarded.post(path, data={"csrf_token": "old", **typed}, headers=OURS)
    guarded.delete_cookie("candour")
    guarded.post(path, data=typed, headers=OURS)
    with read() as session:
        kept = [set(draft.body) for draft in session.query(Draft)]
    assert not [names for names in kept if names & set(typed)]


def test_every_box_for_a_password_is_among_what_is_never_kept() -> None:
    sources = [path.read_text(encoding="utf-8") for path in ROOMS if "web" in path.parts]
    boxes = {
        name
        for source in sources
        for name in re.findall(r"^    (\w+) = PasswordField\(", source, re.MULTILINE)
    }
    assert boxes
    assert boxes <= NEVER
