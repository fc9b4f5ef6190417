"""What is typed into a report is kept: found again by its writer, and by nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from incidents.store.db import work
from incidents.store.models import CaseFile, Draft
from tests.cast import Visitor, browse
from tests.databases import Database
from tests.web.reporting import (
    ANSWERS,
    COOKIE,
    STORY,
    answer,
    draft_token,
    reporter,
    rows,
    sign_in,
    words,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")


def test_the_draft_is_found_by_a_cookie_of_its_own(app: Flask, sqlite: Database) -> None:
    answered = browse(app).post("/report/what", ANSWERS["what"])
    cookie = next(one for one in answered.headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"} <= attributes
    assert "Secure" not in attributes
    assert rows(Draft)[0].token_hash not in cookie


def test_outside_practice_the_cookie_travels_encrypted_only(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    answered = browse(app).post("/report/what", ANSWERS["what"])
    (cookie,) = [one for one in answered.headers.getlist("Set-Cookie") if COOKIE in one]
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert cookie.startswith(f"__Host-{COOKIE}-fts=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= attributes
    assert not any(part.startswith("Domain") for part in attributes)


def test_looking_at_pages_writes_nothing(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    for path in ("/", "/report/what", "/report/start-again", "/report/sent", "/sign-in"):
        visitor.client.get(f"/fts{path}")
    assert rows(Draft) == []


def test_a_report_goes_on_after_the_browser_was_closed_within_seven_days(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    visitor = browse(app)
    answer(visitor, until="who")
    visitor.client.delete_cookie(
        "candour"
    )  # a closed browser forgets the session, and keeps the draft's cookie
    clock.shift(timedelta(days=6, hours=23))
    page = visitor.get("/report")
    assert "Is it yours?" in words(page)
    assert STORY not in page
    assert 'href="/fts/report/who"' in page
    assert STORY in visitor.get("/report/what")
    clock.shift(timedelta(hours=2))
    assert STORY not in visitor.get("/report/what")


def test_a_report_survives_the_end_of_the_session_it_was_begun_in(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    kofi = reporter()
    visitor = browse(app)
    sign_in(visitor, kofi)
    answer(visitor, until="who")
    clock.shift(timedelta(hours=2))
    answered = visitor.post("/report/who", {"about": "Typed too late"})
    assert answered.location == "/fts/sign-in?next=/fts/report/who"
    sign_in(visitor, kofi)
    assert "Typed too late" in visitor.get("/report/who")
    visitor.post("/report/who", {"about": "Typed in time"})
    assert "Typed in time" in visitor.get("/report/who")
    assert STORY in visitor.get("/report/what")


def test_what_was_written_signed_in_is_shown_to_nobody_else_on_that_computer(
    app: Flask, sqlite: Database
) -> None:
    kofi, joyce = reporter(), reporter("Joyce Pettifer")
    visitor = browse(app)
    sign_in(visitor, kofi)
    answer(visitor, until="you")
    visitor.post("/sign-out", {})
    for other in (None, joyce):
        if other:
            sign_in(visitor, other)
        for path in ("what", "check", "start-again"):
            assert visitor.client.get(f"/fts/report/{path}").location == "/fts/report"
        page = visitor.get("/report")
        assert "Only they can go on with it" in words(page)
        assert ("It is mine: sign in" in page) is (other is None)
    visitor.post("/sign-out", {})
    sign_in(visitor, kofi)
    assert STORY in visitor.get("/report/what")


def test_somebody_else_can_begin_a_new_report_and_does_not_delete_the_other(
    app: Flask, sqlite: Database
) -> None:
    visitor = browse(app)
    sign_in(visitor, reporter())
    answer(visitor, until="you")
    visitor.post("/sign-out", {})
    assert visitor.post("/report/start-again", {}).location == "/fts/report/what"
    assert draft_token(visitor) is None
    assert STORY not in visitor.get("/report/what")
    assert len(rows(Draft)) == 1


def test_starting_again_asks_first_and_then_deletes_the_draft(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor, until="you")
    assert "cannot be brought back" in words(visitor.get("/report/start-again"))
    assert STORY in visitor.get("/report/what")
    visitor.post("/report/start-again", {})
    assert rows(Draft) == []
    assert draft_token(visitor) is None
    assert visitor.client.get("/fts/report").location == "/fts/report/what"


def test_a_draft_of_one_charity_is_nothing_in_another(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor, until="you")
    token = draft_token(visitor)
    assert token is not None
    other = Visitor(visitor.client, "hss")
    other.client.set_cookie(f"{COOKIE}-hss", token)
    assert STORY not in other.get("/report/what")
    other.post("/report/what", {"story": "Another thing.", "complaint": "no"})
    assert STORY in visitor.get("/report/what")
    assert draft_token(other) != token


@pytest.mark.parametrize(
    ("reached", "wanted", "back_to"),
    [
        ("what", "check", "what"),
        ("what", "you", "what"),
        ("keep-out", "who", "keep-out"),
        ("who", "check", "who"),
        ("you", "check", "you"),
    ],
)
def test_a_step_cannot_be_skipped(
    app: Flask, sqlite: Database, reached: str, wanted: str, back_to: str
) -> None:
    visitor = browse(app)
    answer(visitor, until=reached)
    answered = visitor.client.get(f"/fts/report/{wanted}")
    assert answered.location == f"/fts/report/{back_to}?missing=yes"
    page = words(visitor.get(answered.location.removeprefix("/fts")))
    assert "This page comes first" in page


def test_what_was_typed_on_a_later_step_is_kept_all_the_same(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    visitor.post("/report/who", {"about": "Typed too early"})
    answer(visitor, until="who")
    assert "Typed too early" in visitor.get("/report/who")


def test_an_answer_that_no_longer_holds_is_asked_again(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor)
    with work() as session:
        draft = session.scalars(sa.select(Draft)).one()
        typed: Any = draft.body["typed"]
        where = {**typed["where"], "platform": ["MySpace"]}
        draft.body = {**draft.body, "typed": {**typed, "where": where}}
    answered = visitor.post("/report/check", {})
    assert answered.location == "/fts/report/where?missing=yes"
    assert "the picnic album" in visitor.get("/report/where")
    assert rows(CaseFile) == []
