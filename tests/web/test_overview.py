"""The board's page: figures with their charts, ways to the cases, who sees it, and the year-end report."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from flask import Flask
from pypdf import PdfReader

from incidents.domain.words import Role
from tests.cast import NOW, Visitor, browse, join, report
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import records

ASKED = {"recipient": "Our members", "purpose": "The annual report", "year": "2026", "format": "xlsx"}
OTHERS = [Role.HR, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMIN, Role.REPORTER, Role.HELPER]


@pytest.fixture
def made(sqlite: Database) -> Drafted:
    return drafted()


@pytest.fixture
def manager(app: Flask, made: Drafted) -> Visitor:
    return browse(app, member=made.manager)


def test_every_way_on_the_page_leads_to_the_cases_that_were_counted(manager: Visitor, made: Drafted) -> None:
    report(now=NOW)
    page = manager.get("/overview")
    found = re.findall(r'href="/fts(/cases\?[^"]+)">(\d+)<', page)
    assert len(found) > 6
    for address, number in found:
        listed = manager.get(address.replace("&amp;", "&"))
        assert listed.count('<th scope="row"><a href="/fts/cases/') == int(number), address
        assert "We left this out" not in listed
        assert "Reported in: " in listed


def test_a_chart_stands_beside_each_table(manager: Visitor) -> None:
    page = manager.get("/overview")
    assert page.count('role="img"') == 5
    assert page.count('class="chart-bar"') >= 5
    assert "All numbers are in the table beside this chart." in page
    assert "<title>Cases by month</title>" in page


def test_an_empty_year_says_so(manager: Visitor) -> None:
    page = manager.get("/overview?period=2024")
    assert "No case was reported in these months" in page
    assert 'role="img"' not in page


@pytest.mark.parametrize("nonsense", ["x", "2026-99", "%01", "9999", "0000-01..0000-02", "2026..2027"])
def test_months_that_cannot_be_read_are_the_last_twelve(manager: Visitor, nonsense: str) -> None:
    assert "December 2025 to November 2026" in manager.get(f"/overview?period={nonsense}")


def test_a_place_that_people_typed_is_somewhere_else(manager: Visitor) -> None:
    report(place="On the wall of Mrs Jones")
    page = manager.get("/overview")
    assert "Somewhere else" in page
    assert "Jones" not in page


@pytest.mark.parametrize("role", [Role.TRUSTEE, Role.CHAIR, Role.MANAGER])
def test_the_board_and_the_manager_find_it_in_the_navigation(app: Flask, made: Drafted, role: Role) -> None:
    visitor = browse(app, member=join("fts", "Tess Tully", [role]))
    assert "For the board</a>" in visitor.get("/policy")
    visitor.get("/overview")


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_finds_it(app: Flask, made: Drafted, role: Role) -> None:
    visitor = browse(app, member=join("fts", "Someone Else", [role]))
    assert "For the board" not in visitor.get("/policy")
    visitor.get("/overview", 404)
    visitor.get("/overview/copy", 404)
    visitor.post("/overview/copy", ASKED, 404)
    assert records() == []


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_report_is_a_file_to_keep(manager: Visitor, kind: str) -> None:
    manager.get("/overview/copy")
    answer = manager.post("/overview/copy", {**ASKED, "format": kind}, 200)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="fts-year-2026.{kind}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert records()[0].sha256 == hashlib.sha256(answer.data).digest()
    if kind == "pdf":
        words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        assert "Social media incidents in 2026, so far" in words


def test_what_is_missing_is_asked_for_and_nothing_is_lost(manager: Visitor) -> None:
    page = manager.post("/overview/copy", {"recipient": "Our members", "year": "2025"}, 422)
    text = page.get_data(as_text=True)
    assert 'value="Our members"' in text
    assert "What do they need it for?" in text
    assert records() == []


def test_the_list_of_cases_can_be_narrowed_to_months(manager: Visitor, made: Drafted) -> None:
    assert made.reference in manager.get("/cases?reported=2026-11")
    assert made.reference not in manager.get("/cases?reported=2026-10")
    assert "We left this out: Reported in" in manager.get("/cases?reported=soon")
    assert "Reported in: November 2026" in manager.get("/cases/copy?reported=2026-11")
    copied = manager.post("/cases/copy?reported=2026-10", {"recipient": "Me", "purpose": "To know"}, 200)
    assert made.reference.encode() not in copied.data
