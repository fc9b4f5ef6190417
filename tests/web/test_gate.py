"""The gate before every page: who is let in, which requests are refused, and the headers of every answer."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incidents.domain.words import Role
from tests.cast import browse, join, report
from tests.databases import Database

SECRETS = ("for the tests only", "Traceback", "sqlite:///", "argon2")


@pytest.fixture
def guarded(app: Flask, sqlite: Database) -> FlaskClient:
    """A manager's browser, with the checks against forged requests on."""
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    client = browse(app, "fts", manager).client
    app.config["WTF_CSRF_ENABLED"] = True
    return client


def test_a_form_without_its_token_is_refused_with_a_sentence(guarded: FlaskClient) -> None:
    reference = report()
    answer = guarded.post(f"/fts/cases/{reference}/first-decisions/look", data={"danger": "no"})
    assert answer.status_code == 400
    assert "open too long" in answer.get_data(as_text=True)


def test_a_form_with_its_token_is_read(guarded: FlaskClient) -> None:
    page = guarded.get("/fts/who-does-what").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    answer = guarded.post("/fts/sign-out", data={"csrf_token": token.group(1)})
    assert answer.status_code == 302


def test_every_answer_carries_the_headers(guarded: FlaskClient) -> None:
    for path in ("/", "/fts/", "/fts/today", "/fts/nothing", "/static/css/base.css"):
        with guarded.get(path) as answer:
            headers = answer.headers
        policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_a_style_sheet_with_its_fingerprint_may_be_kept(guarded: FlaskClient) -> None:
    address = re.search(
        r'href="(/static/css/base\.css\?v=[0-9a-f]{12})"', guarded.get("/").get_data(as_text=True)
    )
    assert address is not None
    with guarded.get(address.group(1)) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_another_host_name_is_refused(guarded: FlaskClient) -> None:
    assert guarded.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_someone_not_signed_in_is_asked_to_sign_in_and_comes_back(app: Flask, sqlite: Database) -> None:
    answer = browse(app).client.get("/fts/cases?severity=minor")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/fts/sign-in?next=/fts/cases?severity%3Dminor"


# who; what they ask for; why it is not there for them
NOT_THERE = (
    ([Role.REPORTER], "/cases", "a reporter reads no cases"),
    ([Role.ADMIN], "/today", "an administrator reads no cases"),
    ([Role.MANAGER], "/people", "a manager gives no roles"),
    ([Role.AUDITOR], "/cases", "an auditor reads trails, not cases"),
    ([Role.MANAGER], "/cases/FTS-2222-C", "there is no such case"),
    ([Role.MANAGER], "/cases/" + "x" * 300, "there is no such case either"),
)


@pytest.mark.parametrize(("roles", "path", "why"), NOT_THERE, ids=[row[2] for row in NOT_THERE])
def test_what_someone_may_not_see_is_not_there(
    app: Flask, sqlite: Database, roles: list[Role], path: str, why: str
) -> None:
    page = browse(app, "fts", join("fts", "Sam Sohal", roles)).get(path, status=404)
    assert "Page not found" in page


def test_a_member_of_another_charity_is_a_stranger(app: Flask, sqlite: Database) -> None:
    reference = report()
    stranger = browse(app, "fts", join("hwd", "Stef Stone", [Role.MANAGER]))
    assert "Page not found" in stranger.get("/today", status=404)
    assert "Page not found" in stranger.get(f"/cases/{reference}", status=404)


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/fts/cases/%00", "/fts/report/%F0%9F", "/fts/cases/..%2f..%2fetc"]
)
def test_nonsense_addresses_are_answered_in_words(app: Flask, sqlite: Database, path: str) -> None:
    answer = browse(app).client.get(path, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code in (200, 400, 404)
    assert not [secret for secret in SECRETS if secret in page]


def test_a_form_that_is_too_large_says_so(guarded: FlaskClient) -> None:
    answer = guarded.post("/fts/sign-in", data={"email": "x" * 1_200_000})
    assert answer.status_code == 413
    assert "too much" in answer.get_data(as_text=True)


def test_the_wrong_verb_is_answered_in_words(guarded: FlaskClient) -> None:
    assert guarded.delete("/fts/today").status_code == 405
