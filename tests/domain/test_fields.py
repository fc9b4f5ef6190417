"""How answers are read: typed, kept as given, or refused with a sentence that says how to mend them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.fields import LINE_LENGTH, TEXT_LENGTH, Field, Kind, ask, needed, parse
from incidents.domain.words import Role, Told, Word, choices

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
COLOURS = (("red", "Red"), ("blue", "Blue"))
KINDS = {
    Kind.LINE: Field("it", "It", Kind.LINE),
    Kind.TEXT: Field("it", "It", Kind.TEXT),
    Kind.DATE: Field("it", "It", Kind.DATE),
    Kind.YES_NO: Field("it", "It", Kind.YES_NO),
    Kind.CHOICE: Field("it", "It", Kind.CHOICE, choices=COLOURS),
    Kind.CHOICES: Field("it", "It", Kind.CHOICES, choices=COLOURS),
    Kind.PERSON: Field("it", "It", Kind.PERSON),
    Kind.NUMBER: Field("it", "It", Kind.NUMBER),
}
COMING = Field("it", "It", Kind.DATE, past=False, future=True)
ANY_DAY = Field("it", "It", Kind.DATE, past=False)
PEOPLE = {"it": ["p1", "p2"]}

READ = (
    ("a line loses the blanks around it", KINDS[Kind.LINE], "  hello ", "hello"),
    ("a text keeps its lines", KINDS[Kind.TEXT], "a\r\nb\n", "a\nb"),
    ("Welsh letters and emoji stay", KINDS[Kind.TEXT], "ŵ ŷ 🙂", "ŵ ŷ 🙂"),
    ("a line as long as may be", KINDS[Kind.LINE], "x" * LINE_LENGTH, "x" * LINE_LENGTH),
    ("today is in the past", KINDS[Kind.DATE], "2026-11-21", "2026-11-21"),
    ("any day may be yet to come", ANY_DAY, "2027-01-01", "2027-01-01"),
    ("a coming day is after today", COMING, "2026-11-22", "2026-11-22"),
    ("yes", KINDS[Kind.YES_NO], "yes", True),
    ("a recorded no is an answer", KINDS[Kind.YES_NO], "no", False),
    ("a true from a program", KINDS[Kind.YES_NO], True, True),
    ("one of the choices", KINDS[Kind.CHOICE], "red", "red"),
    ("several choices, each once, in order", KINDS[Kind.CHOICES], ["red", "blue", "red"], ["blue", "red"]),
    ("one choice alone", KINDS[Kind.CHOICES], "red", ["red"]),
    ("a person of the options", KINDS[Kind.PERSON], "p1", "p1"),
    ("nought is an answer", KINDS[Kind.NUMBER], "0", 0),
    ("a number with blanks", KINDS[Kind.NUMBER], " 12 ", 12),
)
REFUSED = (
    ("a line of two lines", KINDS[Kind.LINE], "a\nb", "on one line"),
    ("a line that is too long", KINDS[Kind.LINE], "x" * (LINE_LENGTH + 3), "3 characters too long"),
    ("a text that is too long", KINDS[Kind.TEXT], "x" * (TEXT_LENGTH + 1), "1 characters too long"),
    ("control marks", KINDS[Kind.TEXT], "a\x00b", "cannot be kept"),
    ("half a pair", KINDS[Kind.TEXT], "a\ud800", "cannot be kept"),
    ("a list where text is asked", KINDS[Kind.TEXT], ["a"], "as text"),
    ("a day that is none", KINDS[Kind.DATE], "2026-02-30", "real date"),
    ("words for a day", KINDS[Kind.DATE], "yesterday", "real date"),
    ("tomorrow, where the past is asked", KINDS[Kind.DATE], "2026-11-22", "today or in the past"),
    ("today, where the future is asked", COMING, "2026-11-21", "after today"),
    ("a year of two figures", KINDS[Kind.DATE], "0026-11-21", "Check the year"),
    ("maybe", KINDS[Kind.YES_NO], "maybe", "yes or no"),
    ("a choice that is not offered", KINDS[Kind.CHOICE], "green", "one of the answers"),
    ("a choice among choices that is not offered", KINDS[Kind.CHOICES], ["red", "green"], "from the answers"),
    ("a person who is not offered", KINDS[Kind.PERSON], "p3", "one of the answers"),
    ("letters for a number", KINDS[Kind.NUMBER], "twelve", "whole number"),
    ("less than nothing", KINDS[Kind.NUMBER], "-1", "whole number"),
    ("figures of another script", KINDS[Kind.NUMBER], "१२", "whole number"),
    ("a number too big to mean anything", KINDS[Kind.NUMBER], "9" * 10, "whole number"),
    ("yes for a number", KINDS[Kind.NUMBER], True, "whole number"),
)


@pytest.mark.parametrize(("sentence", "field", "value", "kept"), READ, ids=[row[0] for row in READ])
def test_an_answer_is_read(sentence: str, field: Field, value: object, kept: object) -> None:
    assert parse((field,), {"it": value}, NOW, PEOPLE) == ({"it": kept}, ())


@pytest.mark.parametrize(("sentence", "field", "value", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_an_answer_is_refused_with_how_to_mend_it(
    sentence: str, field: Field, value: object, says: str
) -> None:
    data, problems = parse((field,), {"it": value}, NOW, PEOPLE)
    assert data == {}
    assert [one.field for one in problems] == ["it"]
    assert says in problems[0].message


@pytest.mark.parametrize("field", KINDS.values(), ids=[kind.value for kind in KINDS])
@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_what_is_needed_is_asked_for(field: Field, nothing: object) -> None:
    data, problems = parse((field,), {"it": nothing}, NOW)
    assert data == {}
    assert [one.field for one in problems] == ["it"]


def test_what_is_not_needed_may_stay_empty() -> None:
    assert parse((Field("it", "It", required=False),), {}, NOW) == ({}, ())


def test_a_question_may_hang_on_another() -> None:
    because = Field("because", "Why not", when=("told", (Told.NOT_TOLD,)))
    told = Field("told", "Told?", Kind.CHOICE, choices=choices(Told))
    assert [one.field for one in parse((told, because), {"told": "not_told"}, NOW)[1]] == ["because"]
    assert parse((told, because), {"told": "told"}, NOW)[1] == ()


@pytest.mark.parametrize(
    ("answer", "values", "asked"),
    [
        (True, ("yes",), True),
        (False, ("yes",), False),
        (False, ("no",), True),
        (["a", "b"], ("b",), True),
        (["a"], ("b",), False),
        (None, ("b",), False),
    ],
)
def test_when_a_question_is_asked(answer: object, values: tuple[str, ...], asked: bool) -> None:
    assert needed(Field("it", "It", when=("other", values)), {"other": answer}) is asked


def test_london_decides_what_today_is() -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in London
    assert parse((KINDS[Kind.DATE],), {"it": "2026-07-02"}, summer) == ({"it": "2026-07-02"}, ())


def test_a_word_carries_its_label_and_is_found_by_its_key() -> None:
    assert Role("manager") is Role.MANAGER
    assert (Role.MANAGER.label, Role.MANAGER.value) == ("Manager", "manager")
    assert isinstance(Role.MANAGER, Word)
    assert choices(Told)[0] == ("told", "Yes, they were told")


def test_problems_come_in_the_order_of_the_questions() -> None:
    asked = (Field("first", "First"), Field("second", "Second", Kind.NUMBER), Field("third", "Third"))
    assert [one.field for one in parse(asked, {"second": "many"}, NOW)[1]] == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("sentence", "field", "asks"),
    [
        ("a text is filled in", Field("it", "What happened"), "Fill in: what happened"),
        ("an answer is chosen", KINDS[Kind.CHOICE], "Choose: it"),
        ("yes or no is chosen", Field("it", "Was it down?", Kind.YES_NO), "Choose yes or no: was it down?"),
        ("a short name keeps its capitals", Field("it", "ICO number", Kind.LINE), "Fill in: ICO number"),
    ],
)
def test_what_is_missing_is_asked_for_by_its_name(sentence: str, field: Field, asks: str) -> None:
    assert ask(field) == asks


@given(
    st.sampled_from(list(KINDS.values())),
    st.one_of(st.text(), st.none(), st.integers(), st.booleans(), st.lists(st.text())),
)
def test_nothing_that_is_sent_brings_the_parser_down(field: Field, value: object) -> None:
    data, problems = parse((field,), {"it": value}, NOW, PEOPLE)
    assert bool(data) != bool(problems)


@pytest.mark.parametrize(
    ("sentence", "sent", "kept"),
    [
        ("a mark that turns what follows goes", "safe \u202egnp.exe", "safe gnp.exe"),
        ("so do the marks around a pasted number", "\u206607700 900123\u2069", "07700 900123"),
        ("letters that are written from the right stay", "שלום", "שלום"),
        ("a text of such marks alone is no answer", "\u202e\u2066", None),
    ],
)
def test_nothing_reads_otherwise_than_it_is_kept(sentence: str, sent: str, kept: str | None) -> None:
    data, _ = parse((Field("it", "It", required=False),), {"it": sent}, NOW)
    assert data.get("it") == kept, sentence
