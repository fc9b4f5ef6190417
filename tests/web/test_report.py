"""Reporting in a browser without JavaScript: the steps, what is kept, what is refused, and the receipt."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import drafts
from incidents.services.actors import Member
from incidents.store.db import read
from incidents.store.models import CaseFile, Draft, Event, Report
from incidents.web.report_steps import STEPS
from tests.cast import NOW, PASSWORD, Visitor, browse, charity, join
from tests.databases import Database
from tests.web.reporting import ANSWERS, STORY, answer, key_in, reference_in, reported, send

COOKIE = "candour-report"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False) as clock:
        yield clock


def rows(model: type[Any]) -> list[Any]:
    with read() as session:
        return list(session.scalars(sa.select(model)))


def only(model: type[Any]) -> Any:
    found = rows(model)
    assert len(found) == 1
    return found[0]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def draft_token(visitor: Visitor) -> str | None:
    cookie = visitor.client.get_cookie(COOKIE, path=f"/{visitor.slug}/report")
    return cookie.value if cookie else None


def manager() -> Member:
    return join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])


def chair() -> Member:
    return join("fts", "Harriet Oyelaran", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))


def reporter(name: str = "Kofi Amponsah", slug: str = "fts") -> Member:
    return join(slug, name, [Role.REPORTER], standing=("volunteer", "active"))


def sign_in(visitor: Visitor, who: Member) -> None:
    visitor.post("/sign-in", {"email": who.email, "password": PASSWORD})


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


# -------- nothing typed is lost, and nothing leaks


def test_the_draft_is_found_by_a_cookie_of_its_own(app: Flask, sqlite: Database) -> None:
    answered = browse(app).post("/report/what", ANSWERS["what"])
    cookie = next(one for one in answered.headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/fts/report", "Max-Age=604800"} <= attributes
    assert "Secure" not in attributes
    assert rows(Draft)[0].token_hash not in cookie


def test_outside_practice_the_cookie_travels_encrypted_only(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    answered = browse(app).post("/report/what", ANSWERS["what"])
    cookies = [one for one in answered.headers.getlist("Set-Cookie") if one.startswith(COOKIE)]
    assert all("Secure" in one for one in cookies)


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
    other.client.set_cookie(COOKIE, token, path="/hss/report")
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
    with drafts.work() as session:
        draft = session.scalars(sa.select(Draft)).one()
        typed: Any = draft.body["typed"]
        where = {**typed["where"], "platform": ["MySpace"]}
        draft.body = {**draft.body, "typed": {**typed, "where": where}}
    answered = visitor.post("/report/check", {})
    assert answered.location == "/fts/report/where?missing=yes"
    assert "the picnic album" in visitor.get("/report/where")
    assert rows(CaseFile) == []


# -------- what is refused, each with a sentence


@pytest.mark.parametrize(
    ("step", "sent", "sentence"),
    [
        ("what", {}, "Tell us what happened, in a sentence or two"),
        ("what", {"story": "  \n "}, "Tell us what happened, in a sentence or two"),
        ("what", {"story": STORY}, "Choose yes or no"),
        ("what", {"story": "x" * 10_001, "complaint": "no"}, "1 character too long: shorten it to 10,000 or fewer"),
        ("what", {"story": "a\x00b", "complaint": "no"}, "characters that cannot be kept"),
        ("what", {"story": STORY, "complaint": "perhaps"}, "Choose one of the answers shown"),
        ("where", {"platform": "MySpace"}, "Choose one of the answers shown"),
        ("where", {"online": "yes", "no_date": "y"}, "Choose where you saw it"),
        ("where", {"platform": "Facebook", "no_date": "y"}, "Choose yes, no or “I do not know”"),
        ("where", {"platform": "Facebook", "online": "no"}, "Enter when it happened, or tick"),
        ("where", {"happened-day": "22", "happened-month": "11", "happened-year": "2026"}, "must be today or in the past"),
        ("where", {"happened-month": "12", "happened-year": "2026"}, "must be today or in the past"),
        ("where", {"happened-day": "31", "happened-month": "2", "happened-year": "2026"}, "There is no 31 February"),
        ("where", {"happened-day": "3", "happened-year": "2026"}, "Enter a month"),
        ("where", {"happened-month": "13", "happened-year": "2026"}, "Enter a day"),
        ("where", {"happened-day": "3", "happened-month": "3", "happened-year": "2026", "no_date": "y"}, "take away the tick"),
        ("where", {"address": "x" * 401}, "1 character too long: shorten it to 400 or fewer"),
        ("where", {"elsewhere": "a\nb"}, "Write this on one line"),
        ("keep-out", {"keep_out_posts": "king"}, "Choose from the answers shown"),
        ("keep-out", {"keep_out": "x" * 2001}, "1 character too long: shorten it to 2,000 or fewer"),
        ("who", {"about_posts": "king"}, "Choose from the answers shown"),
        ("who", {"affected": "x" * 2001}, "1 character too long: shorten it to 2,000 or fewer"),
        ("someone-else", {}, "Choose yes or no"),
        ("someone-else", {"behalf": "yes"}, "Say for whom you are telling us"),
        (
            "someone-else",
            {"behalf": "no", "reached_on-day": "1", "reached_on-month": "1", "reached_on-year": "2027"},
            "must be today or in the past",
        ),
        ("someone-else", {"behalf": "no", "reached_on-day": "x"}, "Enter a month and a year"),
        ("you", {"name": "x" * 201}, "1 character too long: shorten it to 200 or fewer"),
        ("you", {"contact": "a\x07b"}, "characters that cannot be kept"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_stays_on_the_page(
    app: Flask, sqlite: Database, step: str, sent: dict[str, str], sentence: str
) -> None:
    visitor = browse(app)
    answer(visitor, until=step)
    page = visitor.post(f"/report/{step}", sent, 422).get_data(as_text=True)
    assert sentence in words(page)
    for name, value in sent.items():
        if name in ("story", "address", "affected", "keep_out", "name") and value.strip().isprintable():
            assert value in page
    assert step not in only(Draft).body["typed"] if step != "what" else rows(Draft) == []


def test_a_file_is_refused_with_a_sentence_and_the_words_stay(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    picture = (io.BytesIO(b"GIF89a"), "picture.gif")
    page = visitor.post("/report/what", {**ANSWERS["what"], "story_file": picture}, 422).get_data(
        as_text=True
    )
    assert "We cannot take files here yet" in page
    assert STORY in page
    answer(visitor)
    page = visitor.post("/report/check", {"file": picture}, 422).get_data(as_text=True)
    assert "We cannot take files here yet" in page
    assert rows(CaseFile) == []


def test_an_empty_file_box_is_no_file(app: Flask, sqlite: Database) -> None:
    nothing = (io.BytesIO(b""), "")
    browse(app).post("/report/what", {**ANSWERS["what"], "file": nothing})


def test_more_than_a_form_can_hold_is_refused_with_a_sentence(app: Flask, sqlite: Database) -> None:
    page = browse(app).post("/report/what", {"story": "x" * 1_100_000}, 413).get_data(as_text=True)
    assert "Make the text shorter" in page


def test_markup_is_shown_as_it_was_typed(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    answer(visitor, what={"story": "<script>alert(1)</script> {{ 7 * 7 }}", "complaint": "no"})
    page = visitor.get("/report/what")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page


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
            visitor.client.set_cookie(COOKIE, held, path="/fts/report")
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
        client.set_cookie(COOKIE, token, path="/fts/report")
        assert client.post("/fts/report/check", data={"key": key}).status_code == 302
        return reference_in(client.get("/fts/report/sent").get_data(as_text=True))

    with ThreadPoolExecutor(4) as pool:
        references = set(pool.map(press, range(4)))
    assert references == {only(CaseFile).reference}


@pytest.mark.parametrize("key", ["", "another-key-of-a-form", "a\x00b", "x" * 500])
def test_a_form_without_a_draft_behind_it_begins_anew(app: Flask, database: Database, key: str) -> None:
    visitor = browse(app)
    visitor.client.set_cookie(COOKIE, "made-up", path="/fts/report")
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
        assert "photograph" not in words(page).replace("photograph –", ""), path
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
