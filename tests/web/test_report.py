"""Reporting in a browser without JavaScript: the way through the steps, and what becomes of the answers."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.store.models import CaseFile, Report
from incidents.web.report_steps import STEPS
from tests.cast import PASSWORD, browse, charity, join
from tests.databases import Database
from tests.web.reporting import (
    ANSWERS,
    STORY,
    answer,
    manager,
    only,
    reference_in,
    reported,
    reporter,
    rows,
    send,
    words,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")


# -------- the way through


def test_who_should_not_see_it_is_asked_before_any_name() -> None:
    keys = [step.key for step in STEPS]
    assert keys.index("keep-out") < min(keys.index(step) for step in ("who", "someone-else", "you"))
    named = {
        box.name
        for step in STEPS[: keys.index("keep-out")]
        for box in step.form()
        if re.search(r"\b(who|name|whom)\b", box.label.text.lower())
    }
    assert named == set()


def test_a_report_without_signing_in_from_the_first_page_to_the_receipt(
    app: Flask, database: Database
) -> None:
    maureen = manager()
    visitor = browse(app)
    reference = reported(visitor)
    report = only(Report)
    assert (report.story, report.place, report.address, report.still_online) == (
        STORY, "Facebook", "the picnic album", "yes",
    )  # fmt: skip
    assert (report.about, report.affected) == ("The new volunteer", "The family in the photograph")
    assert (report.reporter_name, report.reporter_contact) == ("Carly", "07700 900123")
    page = words(visitor.get("/report/sent"))
    assert charity().policy.speed.acknowledgement_promise in page
    assert "We cannot send it to you unless you told us how to reach you" in page
    assert reference in browse(app, member=maureen).get(f"/cases/{reference}")


def test_every_step_says_where_one_is_and_what_it_is(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    assert visitor.client.get("/fts/report").location == "/fts/report/what"
    for number, step in enumerate(STEPS, 1):
        page = visitor.get(f"/report/{step.key}")
        assert f"Step {number} of 7: {step.name}" in page
        assert f"<title>{step.title} – " in page
        visitor.post(f"/report/{step.key}", ANSWERS[step.key])
    assert "Step 7 of 7: Check your answers" in visitor.get("/report/check")


def test_what_was_answered_is_shown_again_on_its_page_and_to_be_checked(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor)
    assert STORY in visitor.get("/report/what")
    where = visitor.get("/report/where")
    assert re.search(r'value="Facebook"\s+checked', where)
    assert 'value="2026"' in where
    text = words(visitor.get("/report/check"))
    for said in (
        STORY,
        "Facebook",
        "3 March 2026",
        "the picnic album",
        "Nobody",
        "The new volunteer",
        "Carly",
    ):
        assert said in text, said
    assert "Nothing has been sent yet" in text
    assert rows(CaseFile) == []


def test_changing_an_answer_leads_straight_back_to_checking(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor)
    assert 'href="/fts/report/who?change=yes"' in visitor.get("/report/check")
    changed = visitor.post("/report/who?change=yes", {"about": "The old volunteer"})
    assert changed.location == "/fts/report/check"
    assert "The old volunteer" in visitor.get("/report/check")


@pytest.mark.parametrize(
    ("says", "sent", "shown", "stored"),
    [
        (
            "a day",
            {"happened-day": "3", "happened-month": "3", "happened-year": "2026"},
            "3 March 2026",
            ("2026-03-03", "2026-03-03", "day"),
        ),
        (
            "only the month",
            {"happened-day": "", "happened-month": "feb", "happened-year": "2026"},
            "February 2026, you only know the month",
            ("2026-02-01", "2026-02-28", "month"),
        ),
        (
            "this month ends today, so far",
            {"happened-day": "", "happened-month": "11", "happened-year": "2026"},
            "November 2026, you only know the month",
            ("2026-11-01", "2026-11-21", "month"),
        ),
        ("no day at all", {"no_date": "y"}, "You do not know", ("None", "None", "unknown")),
    ],
)
def test_when_it_happened_is_as_exact_as_it_was_said(
    app: Flask, sqlite: Database, says: str, sent: dict[str, object], shown: str, stored: tuple[str, str, str]
) -> None:
    manager()
    visitor = browse(app)
    answer(visitor, where={"platform": "Website", "online": "unknown", **sent})
    assert shown in words(visitor.get("/report/check")), says
    send(visitor)
    case = only(CaseFile)
    assert (str(case.occurred_from), str(case.occurred_to), case.occurred_precision) == stored, says


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"platform": "Instagram"}, "Instagram"),
        ({"platform": "*other", "elsewhere": "A text message"}, "A text message"),
        ({"platform": "*other"}, "Somewhere else"),
        ({"platform": "*unknown", "elsewhere": "ignored"}, ""),
    ],
)
def test_where_it_was(app: Flask, sqlite: Database, sent: dict[str, object], place: str) -> None:
    visitor = browse(app)
    reported(visitor, where={"online": "no", "no_date": "y", **sent})
    assert only(Report).place == only(CaseFile).platform == place


@pytest.mark.parametrize("slug", ["cgt", "fts", "hsbbh", "hss", "hwd"])
def test_every_charity_offers_its_own_places_and_posts(app: Flask, sqlite: Database, slug: str) -> None:
    policy = charity(slug).policy
    visitor = browse(app, slug)
    visitor.post("/report/what", ANSWERS["what"])
    page = visitor.get("/report/where")
    assert all(f'value="{name}"' in page for name in policy.platforms)
    visitor.post("/report/where", {"platform": policy.platforms[0], "online": "no", "no_date": "y"})
    offered = re.findall(
        r'name="keep_out_posts"\s+type="checkbox"\s+value="([^"]+)"', visitor.get("/report/keep-out")
    )
    receiving = [one.post for one in policy.receivers if one.post]
    assert offered[: len(receiving)] == receiving
    visitor.post("/report/keep-out", {})
    page = visitor.get("/report/who")
    assert all(f'value="{post.key}"' in page for post in policy.posts)


def test_for_someone_else_it_is_said_for_whom_how_and_since_when(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    told: dict[str, object] = {
        "behalf": "yes", "on_behalf_of": "A mother", "reached_how": "by telephone",
        "reached_on-day": "20", "reached_on-month": "11", "reached_on-year": "2026",
    }  # fmt: skip
    answer(visitor, someone_else=told)
    text = words(visitor.get("/report/check"))
    assert "For whom A mother How it reached you by telephone When it reached you 20 November 2026" in text
    send(visitor)
    report = only(Report)
    assert (report.on_behalf_of, report.reached_how, str(report.reached_on)) == (
        "A mother", "by telephone", "2026-11-20",
    )  # fmt: skip


def test_a_no_takes_back_what_was_typed_for_someone_else(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    reported(visitor, someone_else={"behalf": "no", "on_behalf_of": "A mother"})
    assert only(Report).on_behalf_of == ""


def test_a_complaint_is_marked_as_one(app: Flask, sqlite: Database) -> None:
    reported(browse(app), what={"story": STORY, "complaint": "yes"})
    assert only(Report).complaint


# -------- signed in


def test_who_is_signed_in_is_shown_who_they_are_and_not_asked(app: Flask, sqlite: Database) -> None:
    kofi = reporter()
    visitor = browse(app, member=kofi)
    answer(visitor, until="you")
    page = visitor.get("/report/you")
    assert "Kofi Amponsah" in words(page)
    assert 'name="name"' not in page
    visitor.post("/report/you", {"name": "Somebody Else", "contact": "elsewhere"})
    assert "Somebody Else" not in visitor.get("/report/check")
    reference = reference_in(send(visitor) and visitor.get("/report/sent"))
    report = only(Report)
    assert (report.reporter_person_id, report.reporter_name, report.reporter_contact) == (
        kofi.person_id, "Kofi Amponsah", kofi.email,
    )  # fmt: skip
    assert reference in visitor.get("/my-reports")


def test_a_report_begun_before_signing_in_goes_on_after_it(app: Flask, sqlite: Database) -> None:
    kofi = reporter()
    visitor = browse(app)
    answer(visitor, until="you")
    assert 'href="/fts/sign-in?next=/fts/report/you"' in visitor.get("/report/you")
    answered = visitor.post("/sign-in?next=/fts/report/you", {"email": kofi.email, "password": PASSWORD})
    assert answered.location == "/fts/report/you"
    visitor.post("/report/you", {})
    send(visitor)
    assert only(Report).reporter_person_id == kofi.person_id


def test_someone_of_another_charity_reports_like_anybody(app: Flask, sqlite: Database) -> None:
    stranger = join("hss", "Ada Quill", [Role.MANAGER])
    visitor = browse(app, "fts", stranger)
    answer(visitor, until="you")
    assert "Ada Quill" not in visitor.get("/report/you")
    visitor.post("/report/you", {})
    send(visitor)
    assert (only(Report).reporter_person_id, only(Report).reporter_name) == (None, "")
