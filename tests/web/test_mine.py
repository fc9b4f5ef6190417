"""My reports: a reporter's own words and where each report stands, and nothing of what is behind it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import own_reports
from tests import cast
from tests.cast import NOW, browse, join
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("clock")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_before_the_first_report_the_page_says_where_to_begin(app: Flask, sqlite: Database) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    page = browse(app, member=kofi).get("/my-reports")
    assert "You have not reported anything yet" in words(page)
    assert 'href="/fts/report"' in page


def test_own_reports_stand_there_newest_first_with_the_writers_words(app: Flask, sqlite: Database) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    first = cast.report(actor=kofi, story="The first thing.\nIn <two> lines.")
    second = cast.report(actor=kofi, story="The second thing.", now=NOW + timedelta(minutes=5))
    text = words(browse(app, member=kofi).get("/my-reports"))
    assert text.index(second) < text.index("The second thing.") < text.index(first)
    assert "The first thing. In &lt;two&gt; lines." in text
    assert "We have it. Someone will look at it soon." in text
    assert "Sent on 21 November 2026, 9:30am" in text


def test_reports_of_others_are_not_there(app: Flask, sqlite: Database) -> None:
    kofi, joyce = (join("fts", name, [Role.REPORTER]) for name in ("Kofi Amponsah", "Joyce Pettifer"))
    other = cast.report(actor=joyce)
    nobody = cast.report()
    page = browse(app, member=kofi).get("/my-reports")
    assert other not in page
    assert nobody not in page


def test_every_state_of_a_case_has_words_for_its_reporter() -> None:
    assert set(own_reports.STANDS) == {"reported", "triage", "open", "closed"}


def test_the_page_of_another_charity_is_not_there(app: Flask, sqlite: Database) -> None:
    stranger = join("hss", "Ada Quill", [Role.REPORTER])
    browse(app, "fts", stranger).get("/my-reports", 404)


def test_who_is_not_signed_in_is_asked_to(app: Flask, sqlite: Database) -> None:
    answer = browse(app).client.get("/fts/my-reports")
    assert answer.location == "/fts/sign-in?next=/fts/my-reports"
