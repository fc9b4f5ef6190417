"""The page of each step, and the forms beside them: what is shown, refused, kept and done once."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Transition
from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.actors import Member
from tests import board, cast, databases, steps
from tests.cast import NOW, Visitor, browse
from tests.filled import has_button, has_form, says, sent_by
from tests.services.test_progress import POSTERS, TRACKS, begin

EVERY_ROLE = (Role.MANAGER, Role.HR, Role.SAFEGUARDING_LEAD, Role.TRUSTEE, Role.CHAIR)
DONE_DAY = {"happened_on-day": "20", "happened_on-month": "11", "happened_on-year": "2026"}


@pytest.fixture
def ada(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", EVERY_ROLE, POSTERS)


@pytest.fixture
def visitor(app: Flask, ada: Member) -> Visitor:
    return browse(app, member=ada)


def boxes(raw: dict[str, object]) -> dict[str, object]:
    """Answers as a form sends them: a day goes in three boxes."""
    sent: dict[str, object] = {}
    for name, value in raw.items():
        text = str(value)
        if len(text) == 10 and text[4] == text[7] == "-":
            year, month, day = text.split("-")
            sent |= {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
        else:
            sent[name] = value
    return sent


def pressed(visitor: Visitor, path: str, **answers: object) -> dict[str, object]:
    """What the page's form sends, with these answers typed in."""
    return {**sent_by(visitor.get(path)), **answers}


# -------- every step has its page


@pytest.mark.parametrize("machine", TRACKS)
def test_every_step_of_a_matter_can_be_taken_on_its_own_page(
    sqlite: databases.Database, ada: Member, visitor: Visitor, machine: str
) -> None:
    table = MACHINES[machine]
    reference = steps.opened(ada)
    track = begin(ada, reference, machine)
    kept: dict[tuple[str, ...], Path] = {}

    def take(action: str) -> None:
        steps.walk(ada, reference, action, track)

    for arrow in table.transitions:
        steps.stand(sqlite, kept, steps.way_to(table, arrow.sources[0]), take)
        board.prepare(ada, reference, arrow.action, track, NOW)
        path = f"/cases/{reference}/matters/{track}/do/{arrow.action}"
        page = visitor.get(path)
        assert_shows(page, arrow)
        answers = boxes(steps.answers(steps.form(ada, reference, arrow.action, track)))
        answer = visitor.post(path, {**sent_by(page), **answers})
        assert answer.headers["Location"] == f"/fts/cases/{reference}"
        with visitor.client.session_transaction() as cookie:
            assert cookie.pop("_flashes") == [("message", f"{arrow.done}.")]


def assert_shows(page: str, arrow: Transition) -> None:
    assert f"<h1>{arrow.label}</h1>".replace("'", "&#39;") in page
    assert has_button(page, arrow.label)
    for word in arrow.warning.split(". ")[:1]:
        assert word in says(page)
    for field in arrow.requires:
        assert field.label in says(page)


@pytest.mark.parametrize("action", ["look", "start_track", "hold", "hand_over"])
def test_every_step_of_a_new_case_has_a_page(ada: Member, visitor: Visitor, action: str) -> None:
    reference = cast.report()
    page = visitor.get(f"/cases/{reference}/do/{action}")
    visitor.post(
        f"/cases/{reference}/do/{action}",
        {**sent_by(page), **boxes(steps.answers(steps.form(ada, reference, action)))},
    )
    assert steps.case_row(reference)["version"] == 2


@pytest.mark.parametrize("action", ["close", "merge", "take_back", "hold", "hand_over", "start_track"])
def test_every_step_of_an_open_case_has_a_page(ada: Member, visitor: Visitor, action: str) -> None:
    reference, other = steps.opened(ada), steps.opened(ada)
    task = next(
        str(row["id"]) for row in steps.rows("task") if row["case_id"] == steps.case_row(reference)["id"]
    )
    casework.finish_to_do(ada, reference, task, "k", {}, NOW)
    page = visitor.get(f"/cases/{reference}/do/{action}")
    answers = boxes(
        {**steps.answers(steps.form(ada, reference, action)), "same_as": other, "outcome": "advice"}
    )
    visitor.post(f"/cases/{reference}/do/{action}", {**sent_by(page), **answers})
    assert steps.case_row(reference)["version"] == 4


def test_the_page_says_what_it_is_about(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    steps.name(ada, reference, "Dee Lane", "staff")
    track = steps.start(ada, reference, "discipline")
    words = says(visitor.get(f"/cases/{reference}/matters/{track}/do/investigate"))
    assert reference in words
    assert "Staff procedure: Dee Lane" in words
    assert str(steps.case_row(reference)["title"]) in words


# -------- what stands in the way


def test_a_step_behind_a_bar_has_every_reason_and_no_form(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    steps.start(ada, reference, "containment")
    page = visitor.get(f"/cases/{reference}/do/close")
    assert not has_form(page)
    assert "First end everything that is being done." in says(page)
    assert "First finish everything on the list of things to do." in says(page)


def test_a_step_of_another_state_says_so_and_an_unknown_one_is_not_found(
    ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    page = visitor.get(f"/cases/{reference}/do/look")
    assert "This step is not open now." in says(page)
    assert not has_form(page)
    visitor.get(f"/cases/{reference}/do/fly", 404)
    visitor.post(f"/cases/{reference}/do/fly", {}, 404)


def test_a_should_is_lifted_by_a_reason_in_its_box(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    steps.name(ada, reference, "Dee Lane", "staff")
    track = steps.start(ada, reference, "discipline")
    steps.go(ada, reference, "investigate", track, investigator=ada.person_id)
    path = f"/cases/{reference}/matters/{track}/do/call_meeting"
    raw = steps.answers(steps.form(ada, reference, "call_meeting", track))
    answers = boxes({name: value for name, value in raw.items() if not name.startswith("because-")})
    page = visitor.post(path, pressed(visitor, path, **answers), 409).get_data(as_text=True)
    assert "If it must be so, say why" in says(page)
    assert has_button(page, "Call a meeting")
    again = {**sent_by(page), "because-decider_apart": "We are four people"}
    assert str(again["decider"]) == ada.person_id, "what was typed is still there"
    visitor.post(path, again)
    assert steps.track_row(track)["state"] == "hearing"


def test_choosing_someone_it_concerns_is_refused_and_can_be_mended(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    reference = steps.opened(ada)
    path = f"/cases/{reference}/do/hand_over"
    sent = pressed(visitor, path, colleague=ben.person_id, because="I am away")
    raw = {"known": ben.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, "k", raw, NOW)
    page = visitor.post(path, sent, 422).get_data(as_text=True)
    assert has_button(page, "Hand over to a colleague")
    assert "I am away" in page
    assert "Ben Holt" not in page


# -------- answers that cannot be used


def test_every_problem_stands_beside_its_box_and_everything_typed_stays(
    ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    path = f"/cases/{reference}/matters/{track}/do/answer"
    sent = pressed(
        visitor, path, **{"answer_words": "We are sorry", "answered_on-day": "31", "answered_on-month": "2"}
    )
    page = visitor.post(path, sent, 422).get_data(as_text=True)
    assert page.count('class="error"') == 3
    assert "<title>Error: " in page
    kept = sent_by(page)
    assert (kept["answer_words"], kept["answered_on-day"], kept["answered_on-month"]) == (
        "We are sorry",
        "31",
        "2",
    )
    assert kept["key"] == sent["key"]
    assert steps.track_row(track)["state"] == "to_answer"


# -------- two people, two presses


def test_the_second_of_two_people_loses_nothing_and_decides_again_knowingly(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "external_report")
    path = f"/cases/{reference}/matters/{track}/do/do_not_report"
    answers = boxes(steps.answers(steps.form(ada, reference, "do_not_report", track)))
    sent = pressed(visitor, path, **{**answers, "not_told_because": "Nobody was harmed"})
    steps.go(ben, reference, "draft", track)
    page = visitor.post(path, sent, 409).get_data(as_text=True)
    assert "Someone else was faster" in says(page)
    assert "Ben Holt: Began to write the report" in says(page)
    again = sent_by(page)
    assert again["not_told_because"] == "Nobody was harmed"
    assert (again["version"], again["key"]) == ("2", sent["key"])
    visitor.post(path, again)
    assert steps.track_row(track)["state"] == "not_reported"


def test_when_the_step_is_gone_what_was_typed_can_still_be_copied(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    path = f"/cases/{reference}/matters/{track}/do/not_needed"
    sent = pressed(visitor, path, not_needed_because="A long story")
    steps.go(ben, reference, "not_needed", track)
    page = visitor.post(path, sent, 409).get_data(as_text=True)
    assert "A long story" in page
    assert not has_button(page, "Not needed")
    assert "This step is not open now." in says(page)


def test_a_double_click_or_a_form_sent_again_acts_once(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    path = f"/cases/{reference}/do/start_track"
    sent = pressed(visitor, path, track="containment:own_page")
    for _ in range(3):
        visitor.post(path, sent)
    assert len(steps.rows("track")) == 1
    note = {**pressed(visitor, f"/cases/{reference}/note"), "body": "She rang", **DONE_DAY}
    for _ in range(3):
        visitor.post(f"/cases/{reference}/note", note)
    assert len(steps.payloads("noted")) == 1


def test_a_form_with_a_tampered_version_is_told_what_changed_and_does_nothing(
    ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    path = f"/cases/{reference}/do/hold"
    answers = boxes(steps.answers(steps.form(ada, reference, "hold")))
    visitor.post(path, {**pressed(visitor, path, **answers), "version": "999"}, 409)
    assert steps.case_row(reference)["hold"] in (None, "null")


# -------- signing in again


def test_what_was_typed_when_the_sign_in_had_ended_comes_back_once(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    path = f"/cases/{reference}/matters/{track}/do/not_needed"
    sent = pressed(visitor, path, not_needed_because="I had written so much")
    visitor.client.post("/fts/sign-out", data={})
    answer = visitor.post(path, sent, 302)
    assert "/sign-in" in answer.headers["Location"]
    back = browse(app, member=ada)
    back.client._cookies.update(visitor.client._cookies)
    with (
        browse(app, member=ada).client.session_transaction() as mine,
        back.client.session_transaction() as theirs,
    ):
        theirs.update(mine)
    page = back.get(path)
    assert sent_by(page)["not_needed_because"] == "I had written so much"
    assert sent_by(page)["version"] == "1"
    back.post(path, sent_by(page))
    assert steps.track_row(track)["state"] == "not_needed"
    assert "I had written so much" not in back.get(path)
    assert steps.rows("draft") == []


# -------- who it is for


def test_unknown_foreign_and_hidden_things_look_alike(app: Flask, ada: Member) -> None:
    ben = cast.join("fts", "Ben Holt", [Role.MANAGER])
    stranger = cast.join("hss", "Sid Vance", EVERY_ROLE)
    reference = steps.opened(ada)
    steps.name(ada, reference, "Dee Lane", "staff")
    track = steps.start(ada, reference, "discipline")
    hidden = cast.report(keep_out="Ben Holt")
    seen = set()
    for who, slug, path in (
        (ben, "fts", f"/cases/{reference}/matters/{track}/do/investigate"),
        (ben, "fts", f"/cases/{hidden}/do/look"),
        (ben, "fts", "/cases/FTS-2222-X/do/look"),
        (ben, "fts", "/cases/%00/note"),
        (stranger, "hss", f"/cases/{reference}/do/close"),
        (ben, "fts", f"/cases/{hidden}/people/add"),
        (ben, "fts", f"/cases/{hidden}/step-back"),
    ):
        visitor = browse(app, slug, who)
        seen.add(visitor.get(path, 404).replace(who.name, "").replace(slug, ""))
        visitor.post(path, {"because": "x"}, 404)
    assert len({says(page) for page in seen}) == 1


# -------- the forms beside the steps


def test_each_form_beside_the_steps_is_a_page_that_does_its_work(
    app: Flask, ada: Member, visitor: Visitor
) -> None:
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    task = str(steps.rows("task")[0]["id"])
    someone = {"person": tom.person_id, "because": "They are needed"}
    for path, sent, done in (
        ("note", {"body": "She rang", **DONE_DAY}, "The note was kept."),
        (f"matters/{track}/note", {"body": "It rang", **DONE_DAY}, "The note was kept."),
        ("to-do", {"task": "Ring her"}, "Added to what has to be done."),
        (f"matters/{track}/to-do", {"task": "Ring him"}, "Added to what has to be done."),
        (f"to-do/{task}/done", {"how": "Well"}, "Marked as done."),
        (
            "people/add",
            {"name": "A cousin", "involvement": "witness", "under_18": "no"},
            "The person was added.",
        ),
        ("let-in", someone, "They were let in."),
        (f"matters/{track}/let-in", someone, "They were let in."),
        (f"matters/{track}/take-off", someone, "They were taken off."),
        ("take-off", someone, "They were taken off."),
    ):
        answer = visitor.post(
            f"/cases/{reference}/{path}", {**pressed(visitor, f"/cases/{reference}/{path}"), **sent}
        )
        assert answer.headers["Location"] == f"/fts/cases/{reference}", path
        page = says(visitor.get(f"/cases/{reference}"))
        assert done in page, path
        assert done not in says(visitor.get(f"/cases/{reference}")), "it is said once"


def test_a_form_beside_the_steps_keeps_what_was_typed(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    path = f"/cases/{reference}/note"
    page = visitor.post(path, pressed(visitor, path, body="She rang"), 422).get_data(as_text=True)
    assert sent_by(page)["body"] == "She rang"
    assert "when it happened" in says(page)


def test_who_steps_back_is_led_away_from_the_case(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    path = f"/cases/{reference}/step-back"
    answer = visitor.post(path, pressed(visitor, path, because="My cousin"))
    assert answer.headers["Location"] == "/fts/cases"
    page = says(visitor.get("/cases"))
    assert "The case is hidden from you now." in page
    assert "Nobody here is free to deal with it now. Turn to:" in page
    visitor.get(f"/cases/{reference}", 404)


def test_who_names_themselves_as_the_one_it_is_about_is_led_away_too(ada: Member, visitor: Visitor) -> None:
    reference = steps.opened(ada)
    path = f"/cases/{reference}/people/add"
    sent = pressed(visitor, path, known=ada.person_id, involvement="about", under_18="no")
    assert visitor.post(path, sent).headers["Location"] == "/fts/cases"


@pytest.mark.parametrize("then", ["", "first-decisions", "https://elsewhere.example", "//elsewhere"])
def test_one_goes_on_only_to_pages_of_ours(ada: Member, visitor: Visitor, then: str) -> None:
    reference = cast.report()
    path = f"/cases/{reference}/people/add?then={then}"
    sent = pressed(visitor, path, name="A cousin", involvement="witness", under_18="no")
    ours = f"/fts/cases/{reference}" + ("/first-decisions" if then == "first-decisions" else "")
    assert visitor.post(path, sent).headers["Location"] == ours


# -------- whatever is sent


ANYTHING = st.text(max_size=30) | st.sampled_from(["yes", "no", "\x00", "\ud800", "31", "2026", "a" * 300])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_of_a_step_ever_answers_with_a_fault_of_ours(
    app: Flask, fuzzed: tuple[Visitor, list[str]], data: st.DataObject
) -> None:
    visitor, paths = fuzzed
    path = data.draw(st.sampled_from(paths))
    names = data.draw(st.sampled_from([sorted(set(sent_by(visitor.get(path))) - {"csrf_token"})]))
    sent = {name: data.draw(ANYTHING) for name in names if data.draw(st.booleans())}
    response = visitor.client.post(
        f"/fts{path}", data={k: v.encode("utf-8", "surrogatepass") for k, v in sent.items()}
    )
    assert response.status_code in (302, 404, 409, 422), (path, sent, response.status_code)


@pytest.fixture
def fuzzed(app: Flask, ada: Member, visitor: Visitor) -> tuple[Visitor, list[str]]:
    reference = steps.opened(ada)
    paths = [
        f"/cases/{reference}/{name}"
        for name in ("note", "to-do", "people/add", "let-in", "do/hold", "do/start_track")
    ]
    for machine, action in (
        ("containment", "preserve"),
        ("response", "answer"),
        ("external_report", "draft"),
        ("trustee_review", "write_pack"),
    ):
        track = begin(ada, reference, machine)
        paths.append(f"/cases/{reference}/matters/{track}/do/{action}")
    return visitor, paths
