"""The nineteen questions come in the form's order, and each says plainly whether it still lacks an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.exports.serious_incident import rows
from incidents.exports.serious_incident_facts import (
    Authority,
    BodyTold,
    Charity,
    Impact,
    Media,
    Policies,
    Precision,
    SeriousIncident,
    Span,
)
from tests.exports.reports import EMPTY, FULL

ORDER = [
    *(
        "kind_of_report",
        "authority",
        "reporter",
        "charity",
        "other_charities",
        "bodies_told",
        "incident_type",
    ),
    *("happened", "found_out_on", "found_out_how", "trustees_aware", "what_happened", "impact", "policies"),
    *("steps_taken", "lessons", "media", "disqualified", "declaration"),
]
LACKING = [
    ("nothing is lacking in a full report but one date the ICO row does not need", FULL, []),
    ("a new report needs no earlier reference", replace(FULL, update=False, earlier_reference=None), []),
    ("an update needs the earlier reference", replace(FULL, earlier_reference=None), [1]),
    ("nobody has said whether it is new", replace(FULL, update=None, earlier_reference=None), [1]),
    ("authority is not given yet", replace(FULL, authority=Authority(False)), [2]),
    (
        "a telephone number of blanks is none",
        replace(FULL, reporter=replace(FULL.reporter, telephone=" ")),
        [3],
    ),
    ("a registered charity has a number", replace(FULL, charity=Charity("A")), [4]),
    ("an unregistered charity has none", replace(FULL, charity=Charity("A", registered=False)), []),
    ("no other charity is an answer", replace(FULL, other_charities=()), []),
    ("not knowing of other charities is none", replace(FULL, other_charities=None), [5]),
    ("no body told is an answer", replace(FULL, bodies_told=()), []),
    ("a body told without its reference", replace(FULL, bodies_told=(BodyTold("Police", "101"),)), [6]),
    ("whether it goes on is unknown", replace(FULL, continuing=None), [8]),
    (
        "trustees who do not know need no names",
        replace(FULL, trustees_aware=False, trustees_aware_note=None),
        [],
    ),
    ("trustees who know: which of them", replace(FULL, trustees_aware_note=None), [11]),
    ("one part of the harm is unknown", replace(FULL, impact=replace(FULL.impact, risk=None)), [13]),
    ("no policy covers it is an answer", replace(FULL, policies=Policies(())), []),
    ("policies apply: were they followed", replace(FULL, policies=Policies(("3.2",))), [14]),
    ("no interest of the press is an answer", replace(FULL, media=Media(False)), []),
    ("interest of the press needs lines, not a statement", replace(FULL, media=Media(True)), [17]),
    ("no disqualified trustee is an answer", replace(FULL, disqualified=()), []),
    ("whether one is disqualified is unknown", replace(FULL, disqualified=None), [18]),
    ("an empty report lacks everything", EMPTY, list(range(1, 20))),
]
SAID = [
    ("a new report", "kind_of_report", replace(FULL, update=False, earlier_reference=None), "A new report"),
    (
        "no is an answer",
        "trustees_aware",
        replace(FULL, trustees_aware=False, trustees_aware_note=None),
        "No",
    ),
    (
        "a single day",
        "happened",
        replace(FULL, happened=Span(date(2026, 6, 24))),
        "When it happened: 24 June 2026",
    ),
    ("some days", "happened", FULL, "When it happened: From 24 June 2026 to 26 June 2026"),
    (
        "a month",
        "happened",
        replace(FULL, happened=Span(date(2026, 6, 1), precision=Precision.MONTH)),
        "When it happened: June 2026 (the day is not known)",
    ),
    ("going on", "happened", replace(FULL, continuing=True), "Over, or still going on: It is still going on"),
    ("when a body was told", "bodies_told", FULL, "Police: Told on 29 June 2026"),
    ("told, day unknown", "bodies_told", FULL, "ICO: Told"),
    ("a charity without number", "other_charities", FULL, "Charity 1, registration number: Not registered"),
    (
        "none of the policies",
        "policies",
        replace(FULL, policies=Policies(())),
        "None of our policies covers it",
    ),
    (
        "refused authority",
        "authority",
        replace(FULL, authority=Authority(False)),
        "Not yet. The form stops here",
    ),
    ("not that kind of case", "disqualified", replace(FULL, disqualified=()), "Not this kind of case"),
    (
        "two trustees",
        "disqualified",
        replace(FULL, disqualified=FULL.disqualified * 2),
        "Trustee 2, name: Ifan",
    ),
]


def test_the_rows_come_in_the_order_of_the_form() -> None:
    for report in (FULL, EMPTY):
        assert [row.key for row in rows(report)] == ORDER
        assert [row.number for row in rows(report)] == list(range(1, 20))


@pytest.mark.parametrize(("sentence", "report", "numbers"), LACKING, ids=[case[0] for case in LACKING])
def test_a_row_is_missing_when(sentence: str, report: SeriousIncident, numbers: list[int]) -> None:
    assert [row.number for row in rows(report) if row.missing] == numbers


@pytest.mark.parametrize(("sentence", "key", "report", "words"), SAID, ids=[case[0] for case in SAID])
def test_an_answer_reads(sentence: str, key: str, report: SeriousIncident, words: str) -> None:
    (row,) = (row for row in rows(report) if row.key == key)
    assert words in (row.answer or "")


def test_an_unanswered_row_has_no_answer_and_says_who_can_give_one() -> None:
    for row in rows(EMPTY):
        assert row.answer is None or row.key == "charity"
        assert row.lacking
        assert row.who_can_answer


@pytest.mark.parametrize(
    ("sentence", "story", "named"),
    [
        ("a whole name", "It was Nerys Pell who posted it.", True),
        ("a first name alone", "Then Nerys’s friend shared it.", True),
        ("a family name alone", "A comment called Pell a liar.", True),
        ("a name inside another word", "The Pellets were on the table.", False),
        ("the same letters without a capital", "A fur pell was on the table.", False),
        ("a role", "A volunteer posted it.", False),
        (
            "words that stand for someone not named",
            "The Family saw it. Person after person shared it.",
            False,
        ),
    ],
)
def test_a_name_that_need_not_be_there_is_noticed(sentence: str, story: str, named: bool) -> None:
    report = replace(
        FULL, what_happened=story, people=("Nerys Pell", "The family", "Person two"), impact=Impact()
    )
    assert [row.number for row in rows(report) if row.may_name] == ([12] if named else [])


def test_the_name_of_who_reports_is_asked_for_and_not_noticed() -> None:
    assert not any(row.may_name for row in rows(replace(FULL, people=("Gwenllian Ŵyn", "Ifan Tŷ-gwyn"))))
