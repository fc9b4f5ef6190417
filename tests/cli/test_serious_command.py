"""`serious`: an object of answers in, an object of verdicts out; what cannot be read is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from config import HERE
from incidents.domain.policy_words import Nation
from incidents.domain.serious_questions import BY_KEY, QUESTIONS
from incidents.domain.serious_rules import RULES
from incidents.domain.serious_words import Addressee, Brand, Telling
from incidents.exports.serious_page import RENEW, markdown
from incidents.services.verifying import verify
from tests import databases
from tests.databases import Database

KEYS = ["body", "verdict", "reasons", "sources", "check_with", "ask"]
HARMLESS = {question.key: question.keys[0] for question in QUESTIONS}
LEAK = {**HARMLESS, "personal_data": "yes", "data_risk": "high", "data_open": "open"}
PAGE = HERE / "docs" / "serious.md"

# (what is wrong, what is given, words that must be said of it)
MISUSE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("an unknown key", '{"weather": "fine"}', ("'weather'", "harm", "personal_data")),
    ("an unknown answer", '{"harm": "huge"}', ("“harm”", "'huge'", "no, slight, serious")),
    ("an answer of another question", '{"danger": "serious"}', ("“danger”", "'serious'", "no, yes")),
    ("yes where there is more to say", '{"harm": true}', ("“harm”", "'yes'")),
    ("a number", '{"loss": 25000}', ("“loss”", "'25000'", "large")),
    ("a list", '{"harm": ["serious"]}', ("“harm”",)),
    ("several things wrong", '{"harm": "huge", "weather": "fine"}', ("'huge'", "'weather'")),
    ("no JSON", '{"harm": "serious"', ("delimiter",)),
    ("nothing at all", "", ("Expecting value",)),
    ("two objects", "{} {}", ("Extra data",)),
    ("an array", "[]", ("object",)),
    ("null", "null", ("object",)),
    ("brackets without end", "[" * 100_000, ("recursion",)),
)


def run(app: Flask, given: object, *options: str) -> Result:
    """What `serious` says; what is no text is written as JSON."""
    text = given if isinstance(given, str) else json.dumps(given)
    return app.test_cli_runner().invoke(args=["serious", *options], input=text)


def found(app: Flask, given: object, *options: str) -> dict[str, Any]:
    """What a run that went well printed."""
    result = run(app, given, *options)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    printed: dict[str, Any] = json.loads(result.stdout)
    return printed


def verdicts(printed: dict[str, Any]) -> dict[str, str]:
    return {one["body"]: one["verdict"] for one in printed["verdicts"] if one["verdict"] != "need_not"}


@pytest.fixture
def bare() -> Flask:
    """Candour without a database."""
    return databases.make_app(databases.empty("sqlite"))


def test_it_prints_exactly_the_keys_of_the_page(bare: Flask) -> None:
    printed = found(bare, LEAK)
    assert list(printed) == ["verdicts", "people_must_be_told"]
    assert all(list(one) == KEYS for one in printed["verdicts"])
    assert all(one["reasons"] and len(one["reasons"]) == len(one["sources"]) for one in printed["verdicts"])


def test_a_leak_goes_to_the_commissioner_the_commission_and_the_people(bare: Flask) -> None:
    printed = found(bare, LEAK)
    assert verdicts(printed) == {
        "charity_commission": "must",
        "ico": "must",
        "people": "must",
        "insurer": "consider",
    }
    assert printed["people_must_be_told"] == "must"


@pytest.mark.parametrize(
    ("nation", "there"),
    [("england-and-wales", "charity_commission"), ("scotland", "oscr"), ("northern-ireland", "ccni")],
)
def test_the_nation_says_which_regulator(bare: Flask, nation: str, there: str) -> None:
    bodies = [one["body"] for one in found(bare, {}, "--nation", nation)["verdicts"]]
    assert bodies[0] == there
    assert len({"charity_commission", "oscr", "ccni"} & set(bodies)) == 1


@pytest.mark.parametrize(("brand", "verdict"), [("home_start", "must"), ("healthwatch", "consider")])
def test_the_shared_name_says_which_national_body(bare: Flask, brand: str, verdict: str) -> None:
    assert verdicts(found(bare, LEAK, "--brand", brand))["national_body"] == verdict
    assert "national_body" not in verdicts(found(bare, LEAK))


def test_what_is_not_known_is_asked(bare: Flask) -> None:
    for given in ({}, {"works_with_children": None}):
        [lado] = [one for one in found(bare, given)["verdicts"] if one["body"] == "lado"]
        assert (lado["verdict"], lado["ask"]) == ("consider", ["works_with_children"])
        assert found(bare, given)["people_must_be_told"] == "unclear"


def test_true_and_false_are_yes_and_no(bare: Flask) -> None:
    assert found(bare, {"danger": True}) == found(bare, {"danger": "yes"})
    assert found(bare, {"danger": False}) == found(bare, {"danger": "no"})


def test_what_people_read_is_printed_as_it_is(bare: Flask) -> None:
    printed = run(bare, {"loss": "large"}).stdout
    assert "£25,000" in printed
    assert "\\u" not in printed


@pytest.mark.parametrize(("wrong", "given", "words"), MISUSE, ids=[row[0] for row in MISUSE])
def test_what_cannot_be_read_is_named(bare: Flask, wrong: str, given: str, words: tuple[str, ...]) -> None:
    result = run(bare, given)
    assert (result.exit_code, result.stdout) == (2, ""), wrong
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("answers: ")
    for word in words:
        assert word in result.stderr


def test_bytes_that_are_no_text_are_named(bare: Flask) -> None:
    result = bare.test_cli_runner().invoke(args=["serious"], input=b'{"harm": "\xff"}')
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("answers: ")


@pytest.mark.parametrize("options", [("--nation", "france"), ("--brand", "none such")])
def test_a_nation_or_a_name_that_is_not_known_is_named(bare: Flask, options: tuple[str, ...]) -> None:
    result = run(bare, {}, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert options[1] in result.stderr


def test_asking_writes_nothing(app: Flask, sqlite: Database) -> None:
    before = verify()
    found(app, LEAK)
    assert verify() == before


# ---------------------------------------------------------------- the page


def test_the_page_is_what_the_tables_say(bare: Flask) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == markdown(), f"docs/serious.md is out of date; renew it with: {RENEW}"
    assert run(bare, "", "--markdown").stdout == page
    assert RENEW in page


def test_the_page_has_every_question_with_its_answers() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for question in BY_KEY.values():
        [row] = [line for line in lines if line.startswith(f"| `{question.key}` | {question.label} |")]
        assert question.help in row
        for key, label in question.answers:
            assert f"`{key}` {label}" in row


def test_the_page_has_everybody_with_their_rules() -> None:
    parts = dict(
        part.split("\n", 1) for part in PAGE.read_text(encoding="utf-8").split("\n### ") if "\n" in part
    )
    for rule in RULES:
        rows = [line for line in parts[rule.body.label].splitlines() if f"| {rule.reason} |" in line]
        assert any(line.startswith(f"| {rule.telling.label} |") and rule.check in line for line in rows)
        for nation in rule.nations if rule.nations != frozenset(Nation) else ():
            assert any(nation.label in line for line in rows)
    for body in Addressee:
        if body in (Addressee.INCIDENT, Addressee.CHARITY_COMMISSION, Addressee.CCNI):
            continue
        assert f"Key `{body.value}`" in parts[body.label]
    page = PAGE.read_text(encoding="utf-8")
    for key in (*Nation, *Brand, *Telling, Addressee.CHARITY_COMMISSION, Addressee.CCNI):
        assert f"`{key.value}`" in page
