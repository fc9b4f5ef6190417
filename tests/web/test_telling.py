"""The pages on who must know, the year's return, and standing authority."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services.actors import Member
from tests import cast, databases, steps
from tests.cast import NOW, Visitor, browse
from tests.filled import Sent, sent_by
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_telling import CALM, HURT, answer


@pytest.fixture
def ada(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", EVERY_ROLE)


@pytest.fixture
def visitor(app: Flask, ada: Member) -> Visitor:
    return browse(app, "fts", ada)


def questions(page: str) -> Sent:
    """What the form of the questions sends; those that begin a report stand above it."""
    return sent_by('<main id="main"><form' + page.rsplit("<form", 1)[1])


def test_answers_lead_to_verdicts_and_a_report_is_begun_with_one_button(
    ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    at = f"/cases/{reference}/who-must-know"
    page = visitor.get(at)
    assert "Nobody has answered the questions yet" in page
    assert "Only if you answered" in page
    assert 'href="/fts' + at in visitor.get(f"/cases/{reference}")
    visitor.post(at, {**questions(page), **HURT})
    page = visitor.get(at)
    must, rest = page.split("Should consider", 1)
    assert "Must be told, by the answers" in visitor.get(f"/cases/{reference}")
    assert "Charity Commission" in must
    assert "What makes an incident serious" in must
    assert 'name="track" value="external_report:charity_commission"' in must
    assert "Not confirmed." in rest
    form = {
        "track": "external_report:charity_commission",
        "track_because": "The answers",
        "version": str(steps.case_row(reference)["version"]),
        "key": "0123456789abcdef-charity",
    }
    visitor.post(f"/cases/{reference}/do/start_track", form)
    page = visitor.get(at)
    assert "Must they be told?" in page
    assert "Decide not to tell them" in page
    shown = visitor.get(f"/cases/{reference}")
    assert "Must be told, by the answers" not in shown
    assert "Answered who must know" in shown


def test_nothing_answered_comes_back_with_words(ada: Member, visitor: Visitor) -> None:
    at = f"/cases/{steps.opened(ada)}/who-must-know"
    page = visitor.post(at, {**questions(visitor.get(at)), "harm": "terrible"}, 422).get_data(as_text=True)
    assert "Choose one of the answers shown" in page
    empty = {**questions(visitor.get(at)), "online": "", "personal_data": "", "danger": ""}
    page = visitor.post(at, empty, 422).get_data(as_text=True)
    assert "Answer at least one question" in page


def test_who_was_slower_keeps_what_they_chose(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    at = f"/cases/{reference}/who-must-know"
    old = questions(visitor.get(at))
    answer(ada, reference, CALM)
    page = visitor.post(at, {**old, **HURT}, 409).get_data(as_text=True)
    assert "Someone else was faster" in page
    assert '<option value="serious" selected>' in page
    visitor.post(at, {**questions(page), **HURT})


def test_social_care_is_rung_first(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, {**HURT, "child": "yes"})
    steps.start(ada, reference, "external_report", "childrens_social_care")
    page = visitor.get(f"/cases/{reference}/who-must-know")
    assert "Ring them first" in page
    case = visitor.get(f"/cases/{reference}")
    assert case.index("They have been told already") < case.index("Write the report")


def test_a_decision_that_is_open_again_stands_on_today_and_on_the_years_page(
    ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    track = steps.start(ada, reference, "external_report", "charity_commission")
    yesterday, today = NOW - timedelta(days=1), NOW.date().isoformat()
    steps.go(ada, reference, "do_not_report", track, yesterday, look_again_on=today)
    assert "Decisions not to tell, to look at again" in visitor.get("/today"), "its day is today"
    at = f"/cases/{reference}/who-must-know"
    visitor.post(at, {**questions(visitor.get(at)), **HURT})
    assert "This is open again." in visitor.get(at)
    assert "The facts changed" in visitor.get("/today")
    page = visitor.get("/annual-return/2026")
    assert "This year cannot be signed yet" in page
    assert "No signature covers this decision." in page
    sheet = visitor.get("/annual-return/2026/sign")
    refused = visitor.post("/annual-return/2026/sign", {**sent_by(sheet), "agrees": "yes"}, 422)
    assert "Decide it anew first" in refused.get_data(as_text=True)
    visitor.get("/annual-return/1950", 404)


def test_a_year_is_signed_and_found_from_the_boards_page(ada: Member, visitor: Visitor) -> None:
    assert "/fts/annual-return" in visitor.get("/overview")
    assert "Nobody yet" in visitor.get("/annual-return")
    assert "The year 2026 is not over" in visitor.get("/annual-return/2026")
    visitor.post(
        "/annual-return/2025/sign",
        {**sent_by(visitor.get("/annual-return/2025/sign")), "agrees": "yes", "words": "Read with care"},
    )
    page = visitor.get("/annual-return/2025")
    assert "Read with care" in page
    assert "31 December" in page


def test_standing_authority_is_given_and_ended_by_the_chair(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    mia = cast.join("fts", "Mia Poole", [Role.MANAGER])
    assert "Nobody has a standing authority" in visitor.get("/settings/authority")
    assert "/fts/settings/authority" in visitor.get("/settings")
    given = {
        "body": "charity_commission",
        "person": mia.person_id,
        "minute": "Board, 3 June, item 7",
        "since-day": "3",
        "since-month": "6",
        "since-year": "2026",
    }
    at = "/settings/authority/add"
    early = {**given, "until-day": "2", "until-month": "6", "until-year": "2026"}
    page = visitor.post(at, {**sent_by(visitor.get(at)), **early}, 422).get_data(as_text=True)
    assert "cannot end before it begins" in page
    assert 'value="Board, 3 June, item 7"' in page
    visitor.post(at, {**sent_by(visitor.get(at)), **given})
    assert "In force" in visitor.get("/settings/authority")
    end = f"/settings/authority/{steps.rows('delegation')[0]['id']}/end"
    visitor.post(end, {**sent_by(visitor.get(end)), "because": "She left"})
    assert "She left" in visitor.get("/settings/authority")
    visitor.get(end, 404)
    browse(app, "fts", mia).get("/settings/authority", 404)
