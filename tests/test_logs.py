"""The program's own log: lines of JSON with fixed words, of sign-ins, of what was stopped and of faults."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask

import logs
from incidents import web
from incidents.domain.words import Role
from incidents.web import marks, noted
from tests import databases
from tests.cast import PASSWORD, browse, join
from tests.databases import Database

TYPED = "a secret story about Ada"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a real installation writes, one line after another."""
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(logs.Lines())
    log, before = logging.getLogger("candour"), logging.getLogger("candour").level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield written
    log.removeHandler(handler)
    log.setLevel(before)


def read(written: io.StringIO) -> list[dict[str, object]]:
    """Every line."""
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_signing_in_wrong_and_right_is_logged_without_what_was_typed(
    app: Flask, sqlite: Database, lines: io.StringIO
) -> None:
    member = join("fts", "Mary Marsh", [Role.MANAGER])
    visitor = browse(app)
    visitor.client.post("/fts/sign-in", data={"email": TYPED, "password": TYPED})
    visitor.client.post("/fts/sign-in", data={"email": member.email, "password": PASSWORD})
    visitor.client.post("/fts/sign-out")
    found = [(one["what"], one["page"], one["account"]) for one in read(lines)]
    assert found[:2] == [
        ("account: refused", "account.sign_in_send", ""),
        ("account: done", "account.sign_in_send", member.account_id),
    ]
    assert found[2][:2] == ("account: done", "account.sign_out")
    assert not [word for word in (TYPED, PASSWORD, member.email, member.name) if word in lines.getvalue()]
    assert {one["address"] for one in read(lines)} == {"127.0.0.1"}


def test_what_was_stopped_is_logged(app: Flask, sqlite: Database, lines: io.StringIO) -> None:
    client = browse(app).client
    client.post("/fts/sign-in", data={"email": "x" * 1_200_000})
    app.config["WTF_CSRF_ENABLED"] = True
    client.post("/fts/sign-in", data={"email": TYPED})
    app.config["WTF_CSRF_ENABLED"] = False
    for _ in range(11):
        client.post("/fts/sign-in", data={"email": "ada@example.org", "password": TYPED})
    said = [one["what"] for one in read(lines)]
    assert said[:2] == ["too large", "form without its token"]
    assert said[-1] == "too often"
    assert TYPED not in lines.getvalue()


def test_looking_at_a_page_is_not_logged_here(app: Flask, sqlite: Database, lines: io.StringIO) -> None:
    visitor = browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER]))
    visitor.get("/today")
    visitor.get("/cases")
    assert read(lines) == []


def test_every_open_form_but_the_report_is_logged(app: Flask) -> None:
    rooms = {
        rule.endpoint.split(".")[0]
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and (mark := marks.mark_of(app.view_functions[rule.endpoint])) is not None
        and (mark.public or mark.early)
    }
    assert rooms - {"report"} <= noted.PROVING


def test_a_fault_nobody_expected_tells_the_visitor_nothing_and_the_log_where(
    monkeypatch: pytest.MonkeyPatch, sqlite: Database, lines: io.StringIO
) -> None:
    planted = Blueprint("planted", __name__, url_prefix="/<slug>")

    @planted.get("/planted/<words>")
    @marks.open_to_all("a test")
    def fails(slug: str, words: str) -> str:
        raise RuntimeError(f"cannot read {words}")

    kept = web.marks.check
    monkeypatch.setattr(web.marks, "check", lambda app: (app.register_blueprint(planted), kept(app)))
    app = databases.make_app(sqlite.url)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    answer = app.test_client().get("/fts/planted/a%0Aforged%20line")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Something went wrong" in page
    told = ("RuntimeError", "Traceback", "forged", ".py", "cannot read")
    assert not [word for word in told if word in page]
    (line,) = read(lines)
    assert (line["level"], line["fault"]) == ("error", "RuntimeError")
    assert str(line["places"][-1]).endswith("fails")  # type: ignore[index]
    assert "forged" not in lines.getvalue()
    assert len(lines.getvalue().splitlines()) == 1


# what is logged by others, and what must not be in the line
STRANGE = (
    ("candour.web", "asked for %s", ("/fts/cases/ABC",), "ABC"),
    ("candour.web", "two\nlines", (), "\n"),
    ("candour.web", "x" * 5_000, (), "x" * 201),
    ("waitress", "asked for /fts/cases/ABC", (), "ABC"),
    ("candour", "Exception on /fts/cases/ABC", (), "ABC"),
)


@pytest.mark.parametrize(("name", "words", "put_in", "hidden"), STRANGE)
def test_a_line_is_one_line_of_fixed_words(
    name: str, words: str, put_in: tuple[str, ...], hidden: str
) -> None:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, words, put_in, None)
    record.password = record.story = TYPED
    record.page = "p" * 500
    line = logs.Lines().format(record)
    assert hidden not in line
    made = json.loads(line)
    assert set(made) - {"places"} == {"at", "level", "from", "what", "page"}
    assert len(made["page"]) == 200


def test_a_real_installation_writes_json_and_practice_words(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    before = root.level, logging.getLogger("candour").level
    try:
        logs.begin(machine=True)
        assert isinstance(root.handlers[0].formatter, logs.Lines)
        logs.begin(machine=False)
        assert len(root.handlers) == 1
        assert isinstance(root.handlers[0].formatter, logs.Words)
    finally:
        root.setLevel(before[0])
        logging.getLogger("candour").setLevel(before[1])
