"""Whatever is sent to the forms that everyone can reach: an answer or a sentence, never a fault of ours."""

from __future__ import annotations

import string
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.web.fields import ThreeBoxDate
from incidents.web.report_questions import Questions
from incidents.web.report_steps import STEPS, Step
from tests.cast import browse
from tests.databases import Database
from tests.page_rules import EMPTY_VALUES
from tests.web.reporting import ANSWERS, Answers, answer

FUZZED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
AWKWARD = [
    "", " ", "\n", "\x00", "\x7f", "\ufffe", "\u202e", "yes", "no", "y", "unknown", "*other", "Facebook",
    "chair", "31", "2", "feb", "2026", "9" * 400, "x" * 10_001, "<b>'\"&amp;{{7*7}}</b>", "🙂" * 300,
]  # fmt: skip
# Typed by a person, these words are theirs; the check of pages takes them for a fault of a template.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(string.digits, max_size=6),
    st.sampled_from(AWKWARD),
).filter(lambda text: text.strip() not in EMPTY_VALUES)


def boxes(step: Step) -> list[str]:
    """The names of everything that a step's page sends."""
    form: Questions = step.form()
    names = [box.name for box in form if not isinstance(box, ThreeBoxDate)]
    return names + [one.name for box in form if isinstance(box, ThreeBoxDate) for one in box.boxes()]


def forms(names: list[str]) -> st.SearchStrategy[Answers]:
    """What a browser, or something that is none, may send under these names."""
    return st.dictionaries(st.sampled_from([*names, "other"]), TEXTS | st.lists(TEXTS, max_size=3))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_takes_anything(app: Flask, database: Database, step: Step) -> None:
    visitor = browse(app)
    answer(visitor, until=step.key)

    @FUZZED
    @given(forms(boxes(step)), st.booleans())
    def send(sent: Answers, usual: bool) -> None:
        answered = visitor.client.post(
            f"/fts/report/{step.key}", data={**ANSWERS[step.key], **sent} if usual else sent
        )
        assert answered.status_code in (302, 422)
        if answered.status_code == 422:
            visitor._checked(step.key, answered, 422)
        visitor.get(f"/report/{step.key}")

    send()


@pytest.mark.parametrize(
    "path", ["/report/what", "/report/check", "/report/start-again", "/sign-in", "/sign-out"]
)
def test_a_page_takes_bytes_that_are_no_form(app: Flask, database: Database, path: str) -> None:
    visitor = browse(app)

    @FUZZED
    @given(
        st.binary(max_size=200),
        st.sampled_from(
            ["application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "application/json", "x"]
        ),
    )
    def send(body: bytes, kind: str) -> None:
        assert visitor.client.post(f"/fts{path}", data=body, content_type=kind).status_code < 500

    send()


def test_an_address_takes_anything(app: Flask, database: Database) -> None:
    visitor = browse(app)

    @FUZZED
    @given(TEXTS.filter(lambda text: len(text) < 500), st.sampled_from(["report/", "sign-in?next=", ""]))
    def ask(text: str, before: str) -> None:
        for method in (visitor.client.get, visitor.client.post):
            assert method(f"/fts/{before}{quote(text)}").status_code < 500
            assert method(f"/{quote(text)}/report").status_code < 500

    ask()


def test_signing_in_takes_anything(app: Flask, database: Database) -> None:
    visitor = browse(app)

    @FUZZED
    @given(forms(["email", "password"]))
    def send(sent: Answers) -> None:
        answered = visitor.client.post("/fts/sign-in", data=sent)
        assert answered.status_code in (422, 429)
        visitor._checked("/sign-in", answered, answered.status_code)

    send()


def test_a_draft_cookie_takes_anything(app: Flask, database: Database) -> None:
    visitor = browse(app)

    @FUZZED
    @given(
        TEXTS.filter(lambda text: len(text) < 500),
        st.sampled_from(["candour-report-fts", "candour-kept", "candour"]),
    )
    def ask(text: str, name: str) -> None:
        for path in ("/report", "/report/what", "/report/check", "/report/sent", "/"):
            header = {"Cookie": f"{name}={quote(text)}"}
            assert visitor.client.get(f"/fts{path}", headers=header).status_code < 500
            assert visitor.client.post(f"/fts{path}", headers=header, data={"key": text}).status_code < 500

    ask()
