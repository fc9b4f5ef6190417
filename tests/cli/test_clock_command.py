"""`clock`: each kind in words and as JSON, and what cannot be read or reckoned is said so."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask

from config import HERE
from incidents.domain.clock_kinds import COMMANDED, RULES, Clock
from incidents.exports.clocks_page import RENEW, markdown


def run(app: Flask, *words: str) -> Result:
    """What `clock` says."""
    return app.test_cli_runner().invoke(args=["clock", *words])


@pytest.mark.parametrize("kind", COMMANDED)
def test_each_kind_in_words_and_as_json(app: Flask, kind: Clock) -> None:
    said, shown = (run(app, kind.value, "2026-12-24T16:00", *more) for more in ((), ("--json",)))
    assert (said.exit_code, shown.exit_code) == (0, 0)
    found = json.loads(shown.stdout)
    assert list(found) == ["due", "explanation"]
    assert datetime.fromisoformat(found["due"]).utcoffset() is not None
    assert found["explanation"] == said.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (("ico_breach", "2027-03-27T20:00"), "2027-03-30T21:00:00+01:00"),
        (("ico_breach", "2027-10-29T11:00Z"), "2027-11-01T11:00:00+00:00"),
        (("ico_breach", "2027-10-31T01:30+00:00"), "2027-11-03T01:30:00+00:00"),
        (("defamation_notice", "2026-07-31T16:00", "--nation", "scotland"), "2026-08-04T16:00:00+01:00"),
        (("complaint_ack", "2026-06-12", "--nation", "scotland"), "2026-06-22T23:59:59+01:00"),
        (("complaint_ack", "2026-06-12"), "2026-06-19T23:59:59+01:00"),
        (("sar", "2027-06-30T23:30Z"), "2027-08-02T23:59:59+01:00"),
        (("lado", "2026-07-10", "--nation", "northern-ireland"), "2026-07-14T23:59:59+01:00"),
    ],
)
def test_the_moment_is_shown_in_london_time(app: Flask, words: tuple[str, ...], end: str) -> None:
    assert json.loads(run(app, *words, "--json").stdout)["due"] == end


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ico_breach", "2026-12-24"), "add the time of day"),
        (("ico_breach", "2027-03-28T01:30"), "does not exist"),
        (("ico_breach", "2027-10-31T01:30"), "exists twice"),
        (("sar", "2027-02-30"), "no such day"),
        (("sar", "2027-02-28T25:00"), "no such time"),
        (("sar", "tomorrow"), "neither a day"),
        (("sar", "20270228"), "neither a day"),
        (("sar", ""), "neither a day"),
        (("sar", "2027-02-28", "--nation", "wales"), "northern-ireland"),
        (("dinner", "2027-02-28"), "ico_breach"),
        (("serious_incident", "2027-02-28"), "ico_breach"),
        (("sar",), "START"),
    ],
)
def test_misuse_is_said_in_words(app: Flask, words: tuple[str, ...], said: str) -> None:
    found = run(app, *words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lado", "1950-01-01"), "1950"),
        (("lado", "9999-12-31"), "too far away"),
        (("ico_breach", "9999-12-31T10:00"), "too far away"),
        (("ico_breach", "0001-01-01T00:00+10:00"), "too far away"),
    ],
)
def test_what_no_calendar_reaches_is_said_in_words(app: Flask, words: tuple[str, ...], said: str) -> None:
    found = run(app, *words)
    assert (found.exit_code, found.stdout) == (1, "")
    assert said in found.stderr


def test_a_year_without_a_list_is_worked_out_and_said_so(app: Flask) -> None:
    found = run(app, "lado", "2035-12-24")
    assert found.exit_code == 0
    assert "not yet published" in found.stdout


def test_the_page_about_the_clocks_is_what_the_rules_say(app: Flask) -> None:
    page = (HERE / "docs" / "clocks.md").read_text(encoding="utf-8")
    assert page == markdown(RULES), f"docs/clocks.md is out of date; renew it with: {RENEW}"
    assert app.test_cli_runner().invoke(args=["clocks"]).stdout == page
