"""The pages that give papers out, and the tag on notes of legal advice."""

from __future__ import annotations

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services.papers import PAPERS
from tests import steps
from tests.cast import Visitor, browse, join
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.filled import says, sent_by
from tests.looking import let_in, records
from tests.web.looked_at import below, links

ASKED = {"recipient": "Our solicitor", "purpose": "To advise us", "format": "json"}


@pytest.fixture
def made(sqlite: Database) -> Drafted:
    return drafted()


@pytest.fixture
def manager(app: Flask, made: Drafted) -> Visitor:
    return browse(app, member=made.manager)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_of_a_case_is_asked_for_and_taken(manager: Visitor, made: Drafted, kind: str) -> None:
    path = f"/cases/{made.reference}/papers/{kind}"
    page = manager.get(path)
    assert PAPERS[kind].title in says(page)
    assert "a fingerprint of the file" in says(page)
    answer = manager.post(path, {**sent_by(page), **ASKED}, 200)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{made.reference}-{kind}.json"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(records()) == 1


def test_what_is_missing_is_asked_for_again(manager: Visitor, made: Drafted) -> None:
    answer = manager.post(f"/cases/{made.reference}/papers/bundle", {"recipient": "Our solicitor"}, 422)
    page = answer.get_data(as_text=True)
    assert "What do they need it for?" in says(page)
    assert 'value="Our solicitor"' in page
    assert records() == []


def test_who_may_not_take_a_copy_finds_no_page(app: Flask, made: Drafted, manager: Visitor) -> None:
    partly = join("fts", "Gwil Rees", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    for member in (partly, join("fts", "Hari Rao", [Role.HR]), join("fts", "Audrey Ade", [Role.AUDITOR])):
        visitor = browse(app, member=member)
        visitor.get(f"/cases/{made.reference}/papers/bundle", 404)
        visitor.post(f"/cases/{made.reference}/papers/bundle", ASKED, 404)
    manager.get(f"/cases/{made.reference}/papers/nothing", 404)
    assert records() == []


def test_a_note_of_legal_advice_carries_its_tag(manager: Visitor, made: Drafted) -> None:
    path = f"/cases/{made.reference}/note"
    day = {"happened_on-day": "20", "happened_on-month": "11", "happened_on-year": "2026"}
    assert "Legal advice" not in says(manager.get(f"/cases/{made.reference}"))
    manager.post(path, {**sent_by(manager.get(path)), **day, "body": "Counsel says", "legal_advice": "yes"})
    assert "Legal advice" in says(manager.get(f"/cases/{made.reference}"))
    assert "Legal advice" in says(manager.get(f"/cases/{made.reference}/trail"))


def test_the_register_of_breaches_is_a_table_and_a_file(manager: Visitor, made: Drafted) -> None:
    ways = links(manager.get("/overview"))
    path = below(ways["Register of data breaches"])
    assert "No breach of personal data is written down" in says(manager.get(path))
    steps.start(made.manager, made.reference, "external_report", "ico")
    page = manager.get(path)
    assert made.reference in links(page)
    assert "Not decided or not sent yet" in says(page)
    answer = manager.post(path, {**sent_by(page), **ASKED, "format": "xlsx"}, 200)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fts-breach-register.xlsx"'
    refused = manager.post(path, {"recipient": "Our board"}, 422).get_data(as_text=True)
    assert 'value="Our board"' in refused
    assert len(records()) == 1


def test_the_report_to_the_board_asks_from_which_day(manager: Visitor) -> None:
    path = below(links(manager.get("/overview"))["Take a report to the board"])
    page = manager.get(path)
    day = {"since-day": "1", "since-month": "11", "since-year": "2026"}
    answer = manager.post(path, {**sent_by(page), **ASKED, **day, "format": "docx"}, 200)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fts-board-report.docx"'
    late = manager.post(path, {**ASKED, **day, "since-year": "2027"}, 422).get_data(as_text=True)
    assert "The date must be today or in the past" in says(late)
    assert len(records()) == 1


@pytest.mark.parametrize("path", ["/papers/breach-register", "/papers/board-report"])
def test_nobody_else_finds_the_papers_of_the_charity(app: Flask, made: Drafted, path: str) -> None:
    for role in (Role.HR, Role.AUDITOR, Role.ADMIN, Role.REPORTER):
        visitor = browse(app, member=join("fts", f"Some {role.value}", [role]))
        visitor.get(path, 404)
        visitor.post(path, ASKED, 404)
    assert records() == []
