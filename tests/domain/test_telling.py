"""Who must know, tied to a case: what reopens a decision, what a case suggests, which year a day is in."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.domain import annual_return, telling
from incidents.domain.annual_return import year_of, year_on
from incidents.domain.policy_words import Nation
from incidents.domain.serious import assess
from incidents.domain.serious_questions import BY_KEY
from incidents.domain.serious_suggestions import Named, Seen, suggest
from incidents.domain.serious_words import Brand
from incidents.domain.telling import Ground, must_tell, only_if, reopened, rests_on

ENGLAND = Ground(Nation.ENGLAND_AND_WALES)
NORTH = Ground(Nation.NORTHERN_IRELAND)
HOME_START = Ground(Nation.ENGLAND_AND_WALES, Brand.HOME_START)
CALM = dict.fromkeys(BY_KEY, "no") | {
    "data_risk": "unlikely",
    "connected": "elsewhere",
    "data_open": "made_safe",
}
CALM |= {"partner": "ours"}
HURT = CALM | {"harm": "serious", "connected": "through_us"}

# the sentence; the body; the answers it stood on; the answers of now; words of the reason ("": it stands)
REOPENS: tuple[tuple[str, str, dict[str, str] | None, dict[str, str], str], ...] = (
    ("the same answers change nothing", "charity_commission", CALM, CALM, ""),
    ("a stronger verdict opens it", "charity_commission", CALM, HURT, "Must tell"),
    ("a weaker one on other facts opens it too", "charity_commission", HURT, CALM, "Answered otherwise"),
    ("an answer no row of that body asks for does not", "fundraising_regulator", CALM, HURT, ""),
    ("nor one to a question on data, for the police", "police", CALM, CALM | {"personal_data": "yes"}, ""),
    (
        "the regulator's question hangs on that of the ICO",
        "charity_commission",
        CALM,
        CALM | {"personal_data": "yes", "data_risk": "risk", "data_open": "open"},
        "It was “Need not”",
    ),
    ("decided before anybody answered, and now it must be", "ico", None, CALM | {"personal_data": "yes"}, ""),
    ("decided on nothing, and now they must be told", "charity_commission", None, HURT, "before anybody"),
)  # fmt: skip


@pytest.mark.parametrize(("why", "body", "before", "after", "said"), REOPENS, ids=[row[0] for row in REOPENS])
def test_what_opens_a_decision_again(
    why: str, body: str, before: dict[str, str] | None, after: dict[str, str], said: str
) -> None:
    found = reopened(body, before, after, ENGLAND)
    assert said in found if said else found == "", why


def test_the_verdict_of_the_regulator_rests_on_the_questions_of_the_test() -> None:
    assert {"harm", "connected", "loss"} <= rests_on("charity_commission", ENGLAND)
    assert rests_on("fundraising_regulator", ENGLAND) == {"fundraising"}
    assert "harm" in rests_on("ccni", NORTH)
    assert "media" in rests_on("national_body", HOME_START)
    assert rests_on("national_body", ENGLAND) == frozenset()


def test_a_follow_up_rests_on_the_question_before_it() -> None:
    assert {"personal_data", "data_risk"} <= rests_on("ico", ENGLAND)
    assert only_if(BY_KEY["data_risk"]) == (
        "Only if you answered “Yes” to “Did somebody's personal details get out, get lost or get changed?”"
    )
    assert only_if(BY_KEY["danger"]) == ""


def test_who_must_be_told_is_whom_a_report_goes_to() -> None:
    bodies = must_tell(assess(HURT, Nation.ENGLAND_AND_WALES))
    assert bodies == ("charity_commission",)
    assert must_tell(assess(HURT, Nation.NORTHERN_IRELAND)) == ("ccni",)
    assert must_tell(assess(CALM, Nation.ENGLAND_AND_WALES)) == ()


def test_scotland_is_asked_one_question_more() -> None:
    asked = {one.key for _, several in telling.groups(Nation.SCOTLAND) for one in several}
    elsewhere = {one.key for _, several in telling.groups(Nation.ENGLAND_AND_WALES) for one in several}
    assert asked - elsewhere == {"unresolved"}


# the sentence; what the case knows; what it suggests
SUGGESTS: tuple[tuple[str, Seen, dict[str, str]], ...] = (
    ("a case of which nothing is known", Seen("", {}), {}),
    ("danger at the first look", Seen("", {"danger": True}), {"danger": "yes"}),
    ("no danger is no suggestion", Seen("", {"danger": False}), {}),
    ("it is still up", Seen("", {"still_up": "yes"}), {"online": "yes"}),
    ("it was taken down", Seen("", {"still_up": "no"}), {"online": "no"}),
    ("nobody knew", Seen("", {"still_up": "unknown", "personal_data": "unknown"}), {}),
    ("it shows personal information", Seen("", {"personal_data": "yes"}), {"personal_data": "yes"}),
    (
        "a hacked account is made safe",
        Seen("hacked", {}, frozenset({"hacked_account"})),
        {"account": "taken_over"},
    ),
    ("hacked or fake, nobody said which", Seen("hacked", {}), {"account": "fake"}),
    ("abuse of our people", Seen("abuse", {}), {"abuse": "offensive"}),
    ("a complaint may be about raising money", Seen("complaint", {}), {"fundraising": ""}),
    ("about a contractor", Seen("", {}, people=(Named("about", "contractor", False),)), {"placed": "about"}),
    ("about one of our own", Seen("", {}, people=(Named("about", "staff", False),)), {}),
    ("a child was affected", Seen("", {}, people=(Named("affected", "family", True),)), {"child": "yes"}),
    ("a young person it is about is not", Seen("", {}, people=(Named("about", "volunteer", True),)), {}),
)  # fmt: skip


@pytest.mark.parametrize(("why", "seen", "suggested"), SUGGESTS, ids=[row[0] for row in SUGGESTS])
def test_what_a_case_suggests(why: str, seen: Seen, suggested: dict[str, str]) -> None:
    found = suggest(seen)
    assert {one.key: one.answer for one in found} == suggested, why
    for one in found:
        assert one.answer in ("", *BY_KEY[one.key].keys)
        assert one.because


# the sentence; the end of the charity's year; the day; the year's number, first and last day
YEARS: tuple[tuple[str, str, str, int, str, str], ...] = (
    ("nobody wrote it down: the calendar", "", "2026-11-21", 2026, "2026-01-01", "2026-12-31"),
    ("the end of March, before it", "03-31", "2026-03-31", 2026, "2025-04-01", "2026-03-31"),
    ("the end of March, after it", "03-31", "2026-04-01", 2027, "2026-04-01", "2027-03-31"),
    ("New Year's Eve is the last day", "12-31", "2026-12-31", 2026, "2026-01-01", "2026-12-31"),
    ("words are no day", "in March", "2026-11-21", 2026, "2026-01-01", "2026-12-31"),
    ("a year that ends on a leap day", "02-29", "2027-02-28", 2027, "2026-03-01", "2027-02-28"),
    ("and in a leap year", "02-29", "2028-02-29", 2028, "2027-03-01", "2028-02-29"),
)


@pytest.mark.parametrize(
    ("why", "ends", "day", "number", "first", "last"), YEARS, ids=[row[0] for row in YEARS]
)
def test_which_year_a_day_is_in(why: str, ends: str, day: str, number: int, first: str, last: str) -> None:
    found = year_on(date.fromisoformat(day), ends)
    assert (found.number, found.first.isoformat(), found.last.isoformat()) == (number, first, last), why


def test_years_follow_one_another_without_a_gap() -> None:
    for ends in ("", "03-31", "02-29", "08-31"):
        for number in range(2020, 2032):
            assert (year_of(number + 1, ends).first - year_of(number, ends).last).days == 1


def test_a_year_far_away_is_refused() -> None:
    with pytest.raises(ValueError, match="1999"):
        year_of(1999, "")


def test_a_year_waits_for_what_is_open() -> None:
    year, after = year_of(2026, "03-31"), date(2026, 4, 1)
    assert annual_return.not_yet(year, after, (), ()) == ()
    assert len(annual_return.not_yet(year, after, ("FTS-1",), ("FTS-2",))) == 2
    assert all("FTS-" in one for one in annual_return.not_yet(year, after, ("FTS-1",), ("FTS-2",)))


@pytest.mark.parametrize(
    ("sentence", "today"),
    [
        ("its last day", date(2026, 3, 31)),
        ("in the middle of it", date(2025, 11, 21)),
        ("before it begins", date(2025, 3, 31)),
    ],
)
def test_a_year_that_is_not_over_cannot_be_signed(sentence: str, today: date) -> None:
    [said] = annual_return.not_yet(year_of(2026, "03-31"), today, (), ())
    assert said.startswith("The year 2026 is not over."), sentence
