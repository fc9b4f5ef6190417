"""The fields of a form keep what was typed, read it, and say in plain words what to mend."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from incidents.web.fields import AnyOf, Honeypot, Line, OneOf, Option, Pick, ThreeBoxDate, Words

WHERE = (
    Option("facebook", "Facebook"),
    Option("whatsapp", "WhatsApp", "Private groups too"),
    Option("elsewhere", "Somewhere else"),
)


class Report(Form):
    """A form with one field of each sort."""

    title = Line("Title", [Optional()])
    what = Words("What happened?", [Optional()], limit=20)
    found = ThreeBoxDate("When did you find out?", [InputRequired("Enter the date you found out")])
    until = ThreeBoxDate("When did it stop?", [Optional()])
    online = OneOf("Is it still there?", [Optional()], options=(Option("yes", "Yes"), Option("no", "No")))
    kind = Pick("What sort?", [Optional()], options=WHERE)
    where = AnyOf("Where?", [Optional()], options=WHERE)
    website = Honeypot("Website")


FOUND = {"found-day": "27", "found-month": "3", "found-year": "2026"}


def sent(*pairs: tuple[str, str], **answers: str) -> Report:
    """The form as it comes back with these answers and a good date."""
    form = Report(MultiDict([*FOUND.items(), *answers.items(), *pairs]))
    form.validate()
    return form


def test_a_date_in_three_boxes_is_one_date() -> None:
    form = sent()
    assert form.errors == {}
    assert form.found.data == date(2026, 3, 27)


def test_three_empty_boxes_ask_for_the_date_only_where_one_is_needed() -> None:
    form = Report(MultiDict({"title": "x"}))
    assert not form.validate()
    assert form.errors == {"found": ["Enter the date you found out"]}
    assert form.until.data is None


def test_one_empty_box_is_named_and_linked_and_the_others_keep_what_was_typed() -> None:
    form = Report(MultiDict({"found-day": "27", "found-month": "", "found-year": "2026"}))
    assert not form.validate()
    assert form.errors == {"found": ["Enter a month, for example 3"]}
    assert [(box.typed, box.bad) for box in form.found.boxes()] == [
        ("27", False),
        ("", True),
        ("2026", False),
    ]
    assert form.found.first_id == "found-month"


def test_an_unreal_date_in_a_field_that_may_be_empty_is_still_refused() -> None:
    form = Report(MultiDict({**FOUND, "until-day": "31", "until-month": "feb", "until-year": "26"}))
    assert not form.validate()
    assert form.errors == {"until": ["There is no 31 February in 2026: check the day and the month"]}
    assert [box.typed for box in form.until.boxes()] == ["31", "feb", "26"]


def test_a_date_that_the_rules_refuse_marks_all_its_boxes() -> None:
    form = sent()
    form.found.errors = ["The date must be today or in the past"]
    assert all(box.bad for box in form.found.boxes())
    assert form.found.first_id == "found-day"


def test_a_stored_date_fills_its_boxes_and_a_new_one_never_does() -> None:
    form = Report(data={"found": date(2026, 3, 7)})
    assert [box.typed for box in form.found.boxes()] == ["7", "3", "2026"]
    assert [box.typed for box in form.until.boxes()] == ["", "", ""]


def test_a_form_with_a_prefix_names_its_boxes_with_it() -> None:
    form = Report(MultiDict({"a-found-day": "1", "a-found-month": "2", "a-found-year": "2026"}), prefix="a-")
    assert form.found.data == date(2026, 2, 1)
    assert next((box.id, box.name) for box in form.found.boxes()) == ("a-found-day", "a-found-day")


def test_a_box_does_not_echo_a_book() -> None:
    form = sent(("until-day", "9" * 5000))
    assert len(form.until.boxes()[0].typed) == 40


def test_one_line_loses_the_blanks_around_it() -> None:
    assert sent(title="  A photo  ").title.data == "A photo"


def test_words_keep_their_lines_in_plain_line_ends() -> None:
    assert sent(what=" one\r\ntwo\rthree\n").what.data == "one\ntwo\nthree"


UNKEEPABLE = "This has characters that cannot be kept: type it again without them"
TOO_LONG = "characters too long: shorten it to"
TEXT_FAULTS = [
    ("two lines where one is asked", "title", "one\ntwo", "Write this on one line"),
    ("a line that is too long", "title", "x" * 1200, f"This is 1,000 {TOO_LONG} 200 or fewer"),
    ("words one too many", "what", "x" * 21, "This is 1 character too long: shorten it to 20 or fewer"),
    ("a nought byte in a line", "title", "a\x00b", UNKEEPABLE),
    ("a nought byte in words", "what", "a\x00b", UNKEEPABLE),
    ("half a character", "what", "a\ud800b", UNKEEPABLE),
]


@pytest.mark.parametrize(
    ("fault", "name", "typed", "words"), TEXT_FAULTS, ids=[row[0] for row in TEXT_FAULTS]
)
def test_a_text_that_cannot_be_kept_is_refused_and_stays_in_its_box(
    fault: str, name: str, typed: str, words: str
) -> None:
    form = sent(**{name: typed})
    assert form.errors == {name: [words]}
    assert form[name].data == typed


def test_a_text_of_exactly_the_limit_is_taken() -> None:
    assert sent(title="x" * 200, what="y" * 20).errors == {}


def test_nothing_written_is_an_empty_text_before_and_after_sending() -> None:
    assert (Report().title.data, Report().what.data) == ("", "")
    assert (sent().title.data, sent().what.data) == ("", "")


def test_one_answer_is_the_value_of_its_option() -> None:
    form = sent(online="no", kind="whatsapp")
    assert (form.online.data, form.kind.data) == ("no", "whatsapp")
    assert [card.chosen for card in form.online.cards()] == [False, True]


def test_the_first_card_has_the_id_of_the_field_so_that_the_error_summary_reaches_it() -> None:
    assert [card.id for card in Report().where.cards()] == ["where", "where-1", "where-2"]
    assert Report().where.cards()[1].hint == "Private groups too"


def test_no_answer_and_an_empty_answer_are_none_even_over_a_stored_one() -> None:
    form = Report(MultiDict({"kind": ""}), data={"online": "yes", "kind": "whatsapp"})
    assert (form.online.data, form.kind.data) == (None, None)


def test_a_stored_answer_is_chosen_when_the_form_is_first_shown() -> None:
    form = Report(data={"online": "yes", "where": ["facebook"]})
    assert [card.chosen for card in form.online.cards()] == [True, False]
    assert [card.chosen for card in form.where.cards()] == [True, False, False]


def test_an_answer_that_was_not_offered_is_refused() -> None:
    assert sent(online="maybe").errors == {"online": ["Choose one of the answers shown"]}
    assert sent(where="the moon").errors == {"where": ["Choose from the answers shown"]}


def test_several_answers_come_once_each_in_the_order_they_were_offered() -> None:
    form = sent(("where", "elsewhere"), ("where", "facebook"), ("where", "elsewhere"))
    assert form.errors == {}
    assert form.where.data == ["facebook", "elsewhere"]


def test_options_may_be_given_when_the_form_is_made() -> None:
    form = Report(MultiDict({**FOUND, "kind": "new"}))
    form.kind.options = (Option("new", "New"),)
    assert form.validate()
    assert form.kind.cards()[0].chosen


def test_an_answer_that_must_be_given_says_so_in_our_words() -> None:
    class Asked(Form):
        online = OneOf("?", [InputRequired("Choose yes or no")], options=(Option("yes", "Yes"),))
        where = AnyOf("?", [InputRequired("Choose at least one")], options=WHERE)

    form = Asked(MultiDict({"other": "1"}))
    assert not form.validate()
    assert form.errors == {"online": ["Choose yes or no"], "where": ["Choose at least one"]}


def test_the_trap_springs_on_whoever_fills_it_in() -> None:
    assert sent(website="https://spam.example").website.sprung
    assert not sent(website="").website.sprung
    assert not sent().website.sprung
