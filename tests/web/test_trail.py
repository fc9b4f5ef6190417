"""The page of a trail and the auditor's list of trails: who may open them, and what they show."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role
from tests.cast import Visitor, browse, join, report
from tests.databases import Database
from tests.drafted import drafted
from tests.looking import hide
from tests.services.test_trail_page import SECRETS, note


def test_a_manager_reads_the_whole_trail_and_that_it_is_sound(app: Flask, sqlite: Database) -> None:
    made = drafted()
    note(made, 1)
    page = browse(app, member=made.manager).get(f"/cases/{made.reference}/trail")
    assert "Checked just now" in page
    assert "A second person looks first." in page
    assert "20 November 2026" in page
    assert "21 November 2026" in page


def test_an_auditor_reads_it_without_the_stories_and_comes_from_the_list(
    app: Flask, sqlite: Database
) -> None:
    made = drafted()
    auditor = browse(app, member=join("fts", "Tobias Rendle", [Role.AUDITOR]))
    listing = auditor.get("/trails")
    assert f'href="/fts/cases/{made.reference}/trail"' in listing
    assert "hotograph" not in listing
    page = auditor.get(f"/cases/{made.reference}/trail")
    assert "Checked just now: all" in page
    assert "Maureen Tuffnell" in page
    assert not any(secret in page for secret in SECRETS)
    auditor.get(f"/cases/{made.reference}", 404)


def test_only_the_auditor_has_the_list_in_the_navigation(app: Flask, sqlite: Database) -> None:
    for role, shown in ((Role.AUDITOR, True), (Role.MANAGER, False), (Role.REPORTER, False)):
        page = browse(app, member=join("fts", f"Some {role.value}", [role])).get("/policy")
        assert ('href="/fts/trails"' in page) is shown


def test_unknown_foreign_hidden_and_forbidden_trails_answer_alike(app: Flask, sqlite: Database) -> None:
    made, foreign = drafted(), report("hsbbh")
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    hide(auditor, made.reference)
    reporter = join("fts", "Kofi Amponsah", [Role.REPORTER])
    pages = [
        browse(app, member=who).get(f"/cases/{reference}/trail", 404)
        for who, reference in ((auditor, made.reference), (auditor, foreign), (auditor, "FTS-2222-C"))
    ]
    assert len({page.partition("<main")[2] for page in pages}) == 1
    browse(app, member=reporter).get(f"/cases/{made.reference}/trail", 404)
    browse(app, member=reporter).get("/trails", 404)
    assert made.reference not in browse(app, member=auditor).get("/trails")


def test_the_older_entries_are_a_link_away(app: Flask, sqlite: Database) -> None:
    made = drafted()
    for number in range(50):
        note(made, number)
    visitor = browse(app, member=made.manager)
    first = visitor.get(f"/cases/{made.reference}/trail")
    assert "A report came in" not in first
    older = first.partition('rel="next"')[0].rpartition('href="/fts')[2].partition('"')[0]
    assert "A report came in" in visitor.get(older)


@pytest.mark.parametrize(
    "query",
    [
        "at=",
        "at=x&id=1",
        "at=2026-11-21",
        "at=0001-01-01T00:00:00%2B23:00&id=a",
        "at=2026-11-21T00:00:00Z&id=%01",
    ],
)
def test_an_address_made_up_by_hand_is_not_found(app: Flask, sqlite: Database, query: str) -> None:
    browse(app, member=join("fts", "Tobias Rendle", [Role.AUDITOR])).get(f"/trails?{query}", 404)


@pytest.fixture
def auditor(app: Flask, database: Database) -> tuple[Visitor, str]:
    """An auditor looking, and the reference of a case."""
    return browse(app, member=join("fts", "Tobias Rendle", [Role.AUDITOR])), report()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.text(max_size=30), key=st.text(max_size=10), before=st.text(max_size=40))
def test_nonsense_is_answered_and_breaks_nothing(
    auditor: tuple[Visitor, str], at: str, key: str, before: str
) -> None:
    visitor, reference = auditor
    listing = visitor.client.get("/fts/trails", query_string={"at": at, "id": key})
    assert listing.status_code in (200, 400, 404)
    one = visitor.client.get(f"/fts/cases/{reference}/trail", query_string={"before": before})
    assert one.status_code in (200, 400, 404)
