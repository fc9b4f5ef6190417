"""What a report cannot hold is refused with a sentence, and nothing that was typed is lost."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from incidents.store.models import CaseFile, Draft
from tests.cast import browse
from tests.databases import Database
from tests.web.reporting import (
    ANSWERS,
    STORY,
    answer,
    only,
    rows,
    words,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")


def day(day: int, month: int, year: int) -> dict[str, str]:
    """The three boxes of when it happened."""
    return {"happened-day": str(day), "happened-month": str(month), "happened-year": str(year)}


@pytest.mark.parametrize(
    ("step", "sent", "sentence"),
    [
        ("what", {}, "Tell us what happened, in a sentence or two"),
        ("what", {"story": "  \n "}, "Tell us what happened, in a sentence or two"),
        ("what", {"story": STORY}, "Choose yes or no"),
        ("what", {"story": "x" * 10_001, "complaint": "no"}, "too long: shorten it to 10,000 or fewer"),
        ("what", {"story": "a\x00b", "complaint": "no"}, "characters that cannot be kept"),
        ("what", {"story": STORY, "complaint": "perhaps"}, "Choose one of the answers shown"),
        ("where", {"platform": "MySpace"}, "Choose one of the answers shown"),
        ("where", {"online": "yes", "no_date": "y"}, "Choose where you saw it"),
        ("where", {"platform": "Facebook", "no_date": "y"}, "Choose yes, no or “I do not know”"),
        ("where", {"platform": "Facebook", "online": "no"}, "Enter when it happened, or tick"),
        ("where", day(22, 11, 2026), "must be today or in the past"),
        ("where", {"happened-month": "12", "happened-year": "2026"}, "must be today or in the past"),
        ("where", day(31, 2, 2026), "There is no 31 February"),
        ("where", day(3, 3, 1066), "Check the year"),
        ("where", {"happened-day": "3", "happened-year": "2026"}, "Enter a month"),
        ("where", {"happened-month": "13", "happened-year": "2026"}, "The month must be a number"),
        ("where", {**day(3, 3, 2026), "no_date": "y"}, "take away the tick"),
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
        if (
            name in ("story", "address", "affected", "keep_out", "name")
            and value.strip()
            and value.isprintable()
        ):
            assert value in page
    assert step not in only(Draft).body["typed"] if step != "what" else rows(Draft) == []


def test_a_file_is_refused_with_a_sentence_and_the_words_stay(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)

    def picture() -> tuple[io.BytesIO, str]:
        return io.BytesIO(b"GIF89a"), "picture.gif"

    page = visitor.post("/report/what", {**ANSWERS["what"], "more": picture()}, 422).get_data(as_text=True)
    assert "We cannot take files here yet" in page
    assert STORY in page
    answer(visitor)
    page = visitor.post("/report/check", {"file": picture()}, 422).get_data(as_text=True)
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
