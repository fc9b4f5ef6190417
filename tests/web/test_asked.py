"""Forms made from the domain's fields: each kind, what was typed, reasons, one key, and the version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from incidents.domain.fields import Field, Kind, Problem, parse
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Guard
from incidents.services.progress import LIFTING
from incidents.web import asked
from incidents.web.fields import AnyOf, Line, OneOf, Pick, ThreeBoxDate, Words

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FEW, MANY = {"a": "One", "b": "Two"}, {str(number): f"Number {number}" for number in range(8)}
KINDS: list[tuple[str, Field, dict[str, str], type]] = [
    ("a line", Field("f", "F", Kind.LINE), {}, Line),
    ("a number is typed", Field("f", "F", Kind.NUMBER), {}, Line),
    ("words", Field("f", "F", Kind.TEXT), {}, Words),
    ("a day", Field("f", "F", Kind.DATE), {}, ThreeBoxDate),
    ("yes or no", Field("f", "F", Kind.YES_NO), {}, OneOf),
    ("any of a list", Field("f", "F", Kind.CHOICES), FEW, AnyOf),
    ("one of a few", Field("f", "F", Kind.CHOICE), FEW, OneOf),
    ("one of many", Field("f", "F", Kind.CHOICE), MANY, Pick),
    ("a person out of a few", Field("f", "F", Kind.PERSON), FEW, OneOf),
    ("one of a few that may be emptied again", Field("f", "F", Kind.PERSON, required=False), FEW, Pick),
]
STEPS = [step for machine in MACHINES.values() for step in (*machine.transitions, *machine.everywhere)]


@pytest.mark.parametrize(("why", "field", "words", "box"), KINDS, ids=[row[0] for row in KINDS])
def test_each_kind_of_question_has_its_box(why: str, field: Field, words: dict[str, str], box: type) -> None:
    assert type(asked.ask([field], {"f": words}).box("f")) is box


def test_every_step_of_every_machine_has_a_form_and_no_name_clashes_with_the_forms_own() -> None:
    for step in STEPS:
        form = asked.ask(step.requires, lifting=[guard for guard in step.guards if guard.liftable])
        names = [field.name for field in step.requires]
        assert len(names) == len(set(names))
        assert not {"key", "version", "csrf_token", "then", "track_id"} & set(names), step.action
        assert [box.name for box in form][: len(names)] == names


@pytest.mark.parametrize(("past", "near"), [(True, True), (False, False)])
def test_today_and_yesterday_are_offered_only_for_a_day_that_has_come(past: bool, near: bool) -> None:
    form = asked.ask([Field("day", "The day", Kind.DATE, past=past)])
    assert form["day"].render_kw == {"near": near}


def test_a_question_that_counts_only_sometimes_says_when() -> None:
    told = (("t", "Yes, told"), ("n", "No, because"))
    fields = [
        Field("danger", "Could someone be harmed?", Kind.YES_NO),
        Field("where", "Where", hint="Only where it is.", when=("danger", ("yes",))),
        Field("told", "Was she told?", Kind.CHOICE, choices=told),
        Field("when", "When", Kind.DATE),
        Field("why", "Why not", when=("told", ("n", "t"))),
        Field("stray", "Stray", hint="Of another form", when=("elsewhere", ("yes",))),
    ]
    form = asked.ask(fields)
    assert form["where"].description == "Only if you answered “Yes” above. Only where it is."
    assert form["why"].description == "Only if you answered “No, because” or “Yes, told” to “Was she told?”."
    assert form["stray"].description == "Of another form"
    assert not form["where"].flags.optional


def test_what_was_sent_comes_back_and_goes_to_the_parser_as_it_was() -> None:
    fields = [
        Field("line", "L", Kind.LINE), Field("words", "W"), Field("day", "D", Kind.DATE),
        Field("yes", "Y", Kind.YES_NO), Field("some", "S", Kind.CHOICES), Field("number", "N", Kind.NUMBER),
    ]  # fmt: skip
    sent = MultiDict(
        [("line", " A line "), ("words", "Two\r\nlines"), ("day-day", "3"), ("day-month", "March"),
         ("day-year", "2026"), ("yes", "no"), ("some", "a"), ("some", "b"), ("number", "0")]
    )  # fmt: skip
    form = asked.ask(fields, {"some": FEW}, sent=sent)
    data, problems = parse(fields, asked.raw(form), NOW, {"some": FEW})
    assert problems == ()
    assert data == {
        "line": "A line", "words": "Two\nlines", "day": "2026-03-03", "yes": False, "some": ["a", "b"],
        "number": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "boxes", [("31", "2", "2026"), ("20261121", "", ""), ("2026-11-21", "", ""), ("x", "y", "z")]
)
def test_boxes_that_hold_no_day_are_refused_by_the_domain_too(boxes: tuple[str, str, str]) -> None:
    fields = [Field("day", "The day", Kind.DATE)]
    sent = MultiDict(zip(("day-day", "day-month", "day-year"), boxes, strict=True))
    form = asked.ask(fields, sent=sent)
    _, problems = parse(fields, asked.raw(form), NOW)
    assert [problem.field for problem in problems] == ["day"]
    asked.show(form, problems)
    assert len(form["day"].errors) == 1, "the box's own message is more exact"
    assert form["day"].errors[0] != problems[0].message


def test_every_problem_stands_beside_its_box_and_one_without_a_box_stands_at_the_top() -> None:
    form = asked.ask([Field("a", "A"), Field("b", "B")], sent=MultiDict({"a": "x" * 10_001}))
    asked.show(form, [Problem("a", "Too long"), Problem("b", "Fill in: b"), Problem("c", "Nowhere to stand")])
    assert len(form["a"].errors) == 1
    assert list(form["b"].errors) == ["Fill in: b"]
    assert form.form_errors == ["Nowhere to stand"]


def guard(key: str, *, liftable: bool = True) -> Guard:
    return Guard(key, f"The sentence of {key}.", lambda _: False, liftable)


def test_a_reason_has_a_box_where_it_is_needed_or_was_sent() -> None:
    guards = [guard("apart"), guard("own"), guard("bar", liftable=False), guard("sent")]
    lifted = asked.lifted(guards, {LIFTING + "sent": "Because", LIFTING + "bar": "x"}, {"apart", "bar"})
    assert [one.key for one in lifted] == ["apart", "sent"]
    form = asked.ask([], sent=MultiDict({LIFTING + "sent": "Because"}), lifting=lifted)
    assert form[LIFTING + "apart"].description == "The sentence of apart."
    assert asked.raw(form) == {LIFTING + "apart": "", LIFTING + "sent": "Because"}


def test_each_form_has_a_key_of_its_own_that_survives_being_sent_back() -> None:
    first, second = asked.ask([]), asked.ask([])
    assert asked.key_of(first) != asked.key_of(second)
    again = asked.ask([], sent=MultiDict({"key": asked.key_of(first), "version": "3"}))
    assert asked.key_of(again) == asked.key_of(first)
    assert asked.version_of(again) == 3


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a\x00" * 10, "né" * 10])
def test_a_key_that_is_none_of_ours_is_replaced(key: str) -> None:
    assert asked.key_of(asked.ask([], sent=MultiDict({"key": key}))) != key


@pytest.mark.parametrize("version", ["", "-1", "1.5", "9" * 12, "x", "¹"])
def test_a_version_that_is_none_is_never_current(version: str) -> None:
    assert asked.version_of(asked.ask([], version=7, sent=MultiDict({"version": version}))) == 0


def test_a_page_shows_the_version_of_the_machine_and_a_renewed_one_after_someone_was_faster() -> None:
    form = asked.ask([], version=7)
    assert asked.version_of(form) == 7
    asked.renew(form, 9)
    assert asked.version_of(form) == 9


TEXTS = st.text(st.characters(), max_size=60)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c-day", "c-month", "c-year", "d", "e", "key", "version"]), TEXTS
    )
)
def test_whatever_is_sent_a_form_can_be_made_read_and_shown(sent: dict[str, Any]) -> None:
    fields = [
        Field("a", "A", Kind.LINE), Field("b", "B"), Field("c", "C", Kind.DATE), Field("d", "D", Kind.CHOICE),
        Field("e", "E", Kind.CHOICES),
    ]  # fmt: skip
    form = asked.ask(fields, {"d": FEW, "e": FEW}, sent=MultiDict(sent))
    data, problems = parse(fields, asked.raw(form), NOW, {"d": FEW, "e": FEW})
    asked.show(form, problems)
    troubled = {problem.field for problem in problems}
    assert {box.name for box in form if box.errors} == troubled, (
        "a box is at fault just where the domain says so"
    )
    assert set(data) | troubled == {field.name for field in fields}


# the sentence; which questions must be answered; which get a mark, and of which kind
MARKS = (
    ("one that may wait among several is marked", (True, True, False), ["", "", "optional"]),
    ("one that may not wait among several is marked instead", (True, False, False), ["needed", "", ""]),
    ("where all may wait nothing is marked", (False, False), ["", ""]),
    ("where none may wait nothing is marked", (True, True), ["", ""]),
    ("half of them may wait", (True, False), ["", "optional"]),
)


@pytest.mark.parametrize(("why", "required", "marks"), MARKS, ids=[row[0] for row in MARKS])
def test_the_fewer_kind_of_box_is_marked(why: str, required: tuple[bool, ...], marks: list[str]) -> None:
    fields = [Field(f"f{at}", "F", Kind.LINE, required=must) for at, must in enumerate(required)]
    form = asked.ask(fields)
    found = []
    for field in fields:
        flags = form.box(field.name).flags
        optional = "optional" if flags.optional and not flags.mostly else ""
        found.append("needed" if flags.needed else optional)
    assert found == marks
