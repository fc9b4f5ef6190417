"""Sending a report: once, with a receipt, to someone whom it does not concern; and what robots get."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from incidents.store.models import CaseFile, Draft, Event
from tests.cast import Visitor, browse, charity
from tests.databases import Database
from tests.web.reporting import (
    ANSWERS,
    COOKIE,
    STORY,
    answer,
    chair,
    draft_token,
    key_in,
    manager,
    only,
    reference_in,
    reported,
    rows,
    send,
    words,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")


# -------- sending


def test_sending_twice_makes_one_case_and_shows_one_receipt(app: Flask, database: Database) -> None:
    manager()
    visitor = browse(app)
    answer(visitor)
    key = key_in(visitor.get("/report/check"))
    before = len(rows(Event))
    token = draft_token(visitor)
    visitor.post("/report/check", {"key": key})
    reference = reference_in(visitor.get("/report/sent"))
    assert rows(Draft) == []
    assert draft_token(visitor) is None
    # The same press once more: first with what the browser knows now, then as it was sent the first time.
    for held in (None, token):
        if held:
            visitor.client.delete_cookie("candour")
            visitor.client.set_cookie(f"{COOKIE}-fts", held)
        assert visitor.post("/report/check", {"key": key}).location == "/fts/report/sent"
        assert reference_in(visitor.get("/report/sent")) == reference
    assert only(CaseFile).reference == reference
    assert len(rows(Event)) == before + 1


def test_a_double_click_makes_one_case(app: Flask, database: Database) -> None:
    manager()
    visitor = browse(app)
    answer(visitor)
    key, token = key_in(visitor.get("/report/check")), draft_token(visitor)
    assert token is not None

    def press(_: int) -> str:
        client = app.test_client()
        client.set_cookie(f"{COOKIE}-fts", token)
        assert client.post("/fts/report/check", data={"key": key}).status_code == 302
        return reference_in(client.get("/fts/report/sent").get_data(as_text=True))

    with ThreadPoolExecutor(4) as pool:
        references = set(pool.map(press, range(4)))
    assert references == {only(CaseFile).reference}


@pytest.mark.parametrize("key", ["", "another-key-of-a-form", "a\x00b", "x" * 500])
def test_a_form_without_a_draft_behind_it_begins_anew(app: Flask, database: Database, key: str) -> None:
    visitor = browse(app)
    visitor.client.set_cookie(f"{COOKIE}-fts", "made-up")
    assert visitor.post("/report/check", {"key": key}).location == "/fts/report/what?missing=yes"
    assert rows(CaseFile) == []


def test_two_reports_from_one_browser_are_two_cases(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    assert reported(visitor) != reported(visitor)
    assert len(rows(CaseFile)) == 2


def test_going_back_after_sending_leads_to_the_receipt(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    reported(visitor)
    for path in ("check", "you"):
        assert visitor.client.get(f"/fts/report/{path}").location == "/fts/report/sent"
    assert visitor.client.get("/fts/report").location == "/fts/report/what"


def test_the_receipt_survives_a_reload_for_an_hour_and_belongs_to_its_charity(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    visitor = browse(app)
    reference = reported(visitor)
    assert visitor.client.get("/hss/report/sent").location == "/hss/"
    clock.shift(timedelta(minutes=59))
    assert reference_in(visitor.get("/report/sent")) == reference
    clock.shift(timedelta(minutes=2))
    assert visitor.client.get("/fts/report/sent").location == "/fts/"


def test_without_a_report_there_is_no_receipt(app: Flask, sqlite: Database) -> None:
    assert browse(app).client.get("/fts/report/sent").location == "/fts/"


def test_when_nobody_inside_is_free_the_receipt_says_so_and_whom_to_tell(
    app: Flask, sqlite: Database
) -> None:
    maureen, harriet = manager(), chair()
    visitor = browse(app)
    reference = reported(
        visitor, keep_out={"keep_out_posts": "chair"}, who={"about_posts": "business_manager"}
    )
    page = words(visitor.get("/report/sent"))
    assert "Nobody here could be given your report" in page
    assert "nobody at Families Together Suffolk can read it now" in page
    assert "Charity Commission, serious wrongdoing line" in page
    assert charity().policy.speed.acknowledgement_promise not in page
    for who in (maureen, harriet):
        browse(app, member=who).get(f"/cases/{reference}", 404)


def test_the_manager_it_is_about_sees_nothing_of_it(app: Flask, database: Database) -> None:
    maureen, harriet = manager(), chair()
    reference = reported(browse(app), who={"about": "maureen tuffnell"})
    excluded, free = browse(app, member=maureen), browse(app, member=harriet)
    for path in ("/today", "/cases", "/cases?stage=reported", "/cases?words=photograph"):
        page = excluded.get(path)
        assert reference not in page, path
        assert STORY not in words(page), path
    assert reference in free.get("/today")
    assert reference in free.get("/cases")
    assert reference in free.get(f"/cases/{reference}")
    hidden, unknown = (
        excluded.get(f"/cases/{one}", 404)
        for one in (reference, "FTS-2222-M" if reference != "FTS-2222-M" else "")
    )
    assert hidden == unknown


# -------- robots, and too much at once


@pytest.mark.parametrize("step", ["what", "check"])
def test_a_robot_gets_all_the_signs_of_success_and_nothing_is_kept(
    app: Flask, sqlite: Database, step: str
) -> None:
    visitor = browse(app)
    if step == "check":
        answer(visitor)
    before = len(rows(Draft))
    answered = visitor.post(f"/report/{step}", {**ANSWERS.get(step, {}), "trap": "cheap pills"})
    assert answered.location == "/fts/report/sent"
    assert re.fullmatch(r"FTS-\w{4}-\w", reference_in(visitor.get("/report/sent")))
    assert len(rows(Draft)) == before
    assert rows(CaseFile) == []


def test_too_many_reports_from_one_place_wait_and_nothing_typed_is_lost(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    for number in range(20):
        reported(browse(app), you={"name": f"Reporter {number}"})
    visitor = browse(app)
    answer(visitor)
    page = words(visitor.post("/report/check", {}, 429).get_data(as_text=True))
    assert "What you typed is kept: try again after 21 November 2026, 11:30am" in page
    assert STORY in page
    assert len(rows(CaseFile)) == 20
    other = Visitor(browse(app).client, "hss")
    reported(other, where={"platform": "Facebook", "online": "no", "no_date": "y"})
    clock.shift(timedelta(hours=1))
    send(visitor)
    assert len(rows(CaseFile)) == 22


def test_too_many_drafts_from_one_place_wait_and_the_words_stay_on_the_page(
    app: Flask, sqlite: Database
) -> None:
    for _ in range(60):
        browse(app).post("/report/what", ANSWERS["what"])
    page = browse(app).post("/report/what", ANSWERS["what"], 429).get_data(as_text=True)
    assert "try again after 21 November 2026, 11:30am" in words(page)
    assert STORY in page
    assert len(rows(Draft)) == 60


def test_a_forged_form_is_refused_and_a_real_one_is_not(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    app.config["WTF_CSRF_ENABLED"] = True
    page = visitor.get("/report/what")
    visitor.post("/report/what", ANSWERS["what"], 400)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    visitor.post("/report/what", {**ANSWERS["what"], "csrf_token": token[1]})
    assert len(rows(Draft)) == 1
