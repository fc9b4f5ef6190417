"""The pages of copies: what they say is missing, the files they give, and to whom they give none."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role
from tests.cast import Visitor, browse, join, report
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import hide, let_in, records

ASKED = {"recipient": "Charity Commission", "purpose": "A serious incident"}


@pytest.fixture
def made(sqlite: Database) -> Drafted:
    return drafted()


@pytest.fixture
def manager(app: Flask, made: Drafted) -> Visitor:
    return browse(app, member=made.manager)


def test_what_was_typed_survives_an_ended_sign_in(app: Flask, manager: Visitor, made: Drafted) -> None:
    path = f"/fts/cases/{made.reference}/forms/charity_commission/take"
    stranger = browse(app).client
    answer = stranger.post(path, data={**ASKED, "format": "json"})
    assert answer.status_code == 302
    cookie = answer.headers["Set-Cookie"].partition(";")[0].partition("=")
    manager.client.set_cookie(cookie[0], cookie[2])
    page = manager.get(path.removeprefix("/fts"))
    assert 'value="Charity Commission"' in page
    assert records() == []


def test_the_list_is_a_table_narrowed_as_the_list_was(manager: Visitor, made: Drafted) -> None:
    report(story="Someone shouts at us online.")
    page = manager.get("/cases/copy?kind=content")
    assert 'action="/fts/cases/copy?kind=content"' in page
    answer = manager.post("/cases/copy?kind=content", ASKED, 200)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fts-cases-20')
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [line[0] for line in lines] == ["Reference", made.reference]
    assert lines[1][1] == "'=Photograph of a family"
    assert records()[0].sha256 == hashlib.sha256(answer.data).digest()


@pytest.mark.parametrize("query", ["", "?stage=open", "?overdue=y", "?mine=y&waiting=y", "?words=photo%25_"])
def test_any_list_can_be_taken(manager: Visitor, query: str) -> None:
    manager.get(f"/cases/copy{query}")
    manager.post(f"/cases/copy{query}", ASKED, 200)


@pytest.mark.parametrize("query", ["?stage=nowhere", "?words=%01", "?clause=x", "?kind=king&stage=open"])
def test_a_list_that_is_not_understood_does_not_leave_wider_than_it_was(manager: Visitor, query: str) -> None:
    assert "We left this out" in manager.get(f"/cases/copy{query}")
    page = manager.post(f"/cases/copy{query}", ASKED, 422).get_data(as_text=True)
    assert "We left this out" in page
    assert 'value="Charity Commission"' in page
    assert records() == []


def test_the_list_asks_for_whom_and_what_for(manager: Visitor) -> None:
    page = manager.post("/cases/copy", {"recipient": "Our chair", "purpose": " "}, 422).get_data(as_text=True)
    assert 'value="Our chair"' in page
    assert records() == []


def test_unknown_foreign_hidden_and_part_of_a_case_answer_alike(app: Flask, made: Drafted) -> None:
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    foreign = report("hsbbh")
    tries = [
        (hidden, made.reference),
        (partly, made.reference),
        (made.manager, foreign),
        (made.manager, "FTS-2222-C"),
    ]
    pages = set()
    for who, reference in tries:
        visitor = browse(app, member=who)
        pages.add(visitor.get(f"/cases/{reference}/forms/ico/take", 404).partition("<main")[2])
        visitor.post(f"/cases/{reference}/forms/ico/take", {**ASKED, "format": "json"}, 404)
    assert len(pages) == 1
    assert records() == []


@pytest.mark.parametrize(
    "role", [Role.HR, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMIN, Role.REPORTER, Role.HELPER]
)
def test_others_take_no_copies(app: Flask, made: Drafted, role: Role) -> None:
    other = browse(app, member=join("fts", "Someone Else", [role]))
    for path in ("/cases/copy", f"/cases/{made.reference}/forms/ico/take"):
        other.get(path, 404)
    other.post("/cases/copy", ASKED, 404)
    other.post(f"/cases/{made.reference}/forms/ico/take", {**ASKED, "format": "pdf"}, 404)
    assert records() == []


@pytest.fixture
def anyone(app: Flask, sqlite: Database) -> tuple[Visitor, str]:
    """A manager looking, and the reference of a case."""
    return browse(app, member=join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])), report()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    recipient=st.text(max_size=250),
    purpose=st.text(max_size=40),
    kind=st.sampled_from(["json", "pd", ""]) | st.text(max_size=5),
    value=st.text(max_size=30),
)
def test_nonsense_is_answered_and_breaks_nothing(
    anyone: tuple[Visitor, str], recipient: str, purpose: str, kind: str, value: str
) -> None:
    visitor, reference = anyone
    sent = {"recipient": recipient, "purpose": purpose, "format": kind, "key": value, "version": value}
    path = f"/fts/cases/{reference}/forms/ico/take"
    assert visitor.client.post(path, data=sent).status_code in (200, 422)
    for name in (
        "stage",
        "kind",
        "severity",
        "platform",
        "lead",
        "clause",
        "words",
        "overdue",
        "waiting",
        "mine",
    ):
        answer = visitor.client.post("/fts/cases/copy", data=sent, query_string={name: value})
        assert answer.status_code in (200, 400, 422)
