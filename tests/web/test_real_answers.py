"""What a real installation answers: HTTPS is remembered, no source is served, passwords can be pasted."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from app import create_app
from incidents.domain.words import Role
from tests import databases
from tests.cast import browse, join
from tests.databases import Database
from tests.rules.source import HOUSE
from tests.web.reporting import ANSWERS

HOST = "cases.example.org"
BASE = f"https://{HOST}"
# Behind a front server the program is asked by http; here it is asked by https, and wants this too.
REFERRER = {"Referer": f"{BASE}/"}


@pytest.fixture
def real(sqlite: Database) -> FlaskClient:
    """A browser before a real installation."""
    changed = {
        "mode": "production",
        "secret_key": SecretStr("wJ3-rUq8Zt_5nXc1LkPd7GhYbV0sEo2MaF4iT6yQ"),
        "public_url": f"https://{HOST}",
        "trusted_hosts": [HOST],
    }
    app = create_app(
        type(databases.settings(sqlite.url)).model_construct(
            **{**databases.settings(sqlite.url).model_dump(), **changed}
        )
    )
    return app.test_client()


@pytest.mark.parametrize(
    "path", ["/", "/fts/sign-in", "/fts/nothing-here", "/static/css/base.css", "/fts/cases"]
)
def test_the_browser_remembers_https_for_two_years_with_its_subdomains(real: FlaskClient, path: str) -> None:
    with real.get(path, base_url=BASE) as answer:
        said = answer.headers["Strict-Transport-Security"]
    parts = {part.strip() for part in said.split(";")}
    assert parts == {"max-age=63072000", "includeSubDomains"}
    assert 63072000 >= 365 * 24 * 3600


def test_in_practice_nothing_about_https_is_said(app: Flask, sqlite: Database) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/").headers


def test_every_cookie_is_for_this_host_alone(real: FlaskClient) -> None:
    page = real.get("/fts/report/what", base_url=BASE).get_data(as_text=True)
    token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page)
    assert token is not None
    sent = {"csrf_token": token[1], **ANSWERS["what"]}
    answers = [
        real.get("/fts/sign-in", base_url=BASE),
        real.post("/fts/report/what", data=sent, base_url=BASE, headers=REFERRER),
    ]
    answers.append(real.post("/fts/sign-out", data=sent, base_url=BASE, headers=REFERRER))
    cookies = [one for answer in answers for one in answer.headers.getlist("Set-Cookie")]
    assert cookies
    for cookie in cookies:
        parts = [part.strip() for part in cookie.split(";")]
        assert parts[0].startswith("__Host-candour"), cookie
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts[1:]), cookie
        assert not [part for part in parts if part.startswith("Domain")], cookie


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.git/HEAD", "/.env", "/config.py", "/static/../config.py", "/static/%2e%2e/config.py",
     "/instance/candour.db", "/static/", "/fts/../.git/config"],
)  # fmt: skip
def test_nothing_of_the_checkout_is_served(real: FlaskClient, path: str) -> None:
    assert real.get(path, base_url=BASE, follow_redirects=True).status_code in (400, 404)


def boxes(page: str) -> list[str]:
    """The password boxes of a page."""
    return [box for box in re.findall(r"<input[^>]*>", page) if 'type="password"' in box]


def test_a_password_manager_knows_each_box_and_may_paste(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER]))
    found = boxes(browse(app).get("/sign-in")) + boxes(visitor.get("/account/password"))
    assert len(found) >= 3
    for box in found:
        assert re.search(r'autocomplete="(current|new)-password"', box), box
        assert not re.search(r"maxlength|readonly|onpaste|data-no-paste", box), box
    scripts = [path.read_text(encoding="utf-8") for path in (HOUSE / "static").rglob("*.js")]
    assert not [one for one in scripts if re.search(r"""addEventListener\(\s*["'](paste|drop)["']""", one)]
