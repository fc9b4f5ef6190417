"""Every page says who it is for, looking and doing are apart; a page that says nothing stops the program."""

from __future__ import annotations

import inspect

import pytest
from flask import Blueprint, Flask

from incidents import web
from incidents.domain.permissions import GRANTS
from incidents.web import marks
from tests import databases

# Who comes by a link in a mail has not signed in: the link lets in.
BY_MAIL = {"forgotten", "invited", "report_link"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_address_leads_to_a_page_with_a_mark(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        mark = marks.mark_of(app.view_functions[rule.endpoint])
        assert mark is not None, rule.endpoint
        assert mark.permission is None or GRANTS[mark.permission], rule.endpoint
        assert mark.permission is not None or mark.because, f"{rule.endpoint} does not say why"


def test_looking_and_doing_are_separate_pages(app: Flask) -> None:
    for endpoint in app.view_functions:
        methods = {
            method
            for rule in app.url_map.iter_rules(endpoint)
            for method in (rule.methods or ())
            if method != "OPTIONS"
        }
        assert not (methods & UNSAFE and methods & {"GET", "HEAD"}), endpoint
        assert methods <= UNSAFE | {"GET", "HEAD"}, endpoint


def test_only_the_open_pages_are_open(app: Flask) -> None:
    public = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (mark := marks.mark_of(app.view_functions[rule.endpoint])) is not None and mark.public
    }
    rooms = {endpoint.split(".")[0] for endpoint in public}
    assert rooms <= {
        "static",
        "start",
        "report",
        "account",
        "passkey_sign_in",
        "provider",
        "private_calendar",
        *BY_MAIL,
    }


def test_every_page_of_a_charity_takes_its_slug_first(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/<slug>"):
            first = next(iter(inspect.signature(app.view_functions[rule.endpoint]).parameters))
            assert first == "slug", rule.endpoint


def test_everything_done_to_a_charity_stands_below_its_address(app: Flask) -> None:
    outside = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.rule.startswith("/<slug>")}
    assert outside == {"static", "start.charities"}


def test_a_page_without_a_mark_keeps_the_program_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Blueprint("planted", __name__, url_prefix="/<slug>")

    @planted.get("/planted")
    def bare(slug: str) -> str:
        return slug

    kept = web.marks.check

    def check(app: Flask) -> None:
        app.register_blueprint(planted)
        kept(app)

    monkeypatch.setattr(web.marks, "check", check)
    with pytest.raises(marks.Unmarked, match=r"planted\.bare"):
        databases.make_app(databases.empty("sqlite"))


def test_a_page_that_slipped_in_later_answers_nobody(sqlite: databases.Database) -> None:
    app = databases.make_app(sqlite.url)

    @app.get("/planted")
    def bare() -> str:
        return "open to everyone"

    assert app.test_client().get("/planted").status_code == 404
