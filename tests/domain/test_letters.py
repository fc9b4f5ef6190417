"""Which letter fits whom and when, and what each of them says: a table with a sentence a row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents.domain.fields import Field, Kind, parse
from incidents.domain.letter_kind import (
    LetterKind,
    Matter,
    Writing,
    body,
    filled,
    fits,
    in_own_words,
    too_early,
)
from incidents.domain.letters import LETTERS, that_fit
from incidents.domain.lifecycle import FITS, MACHINES
from incidents.domain.policy import Words
from incidents.domain.policy_words import Standing

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FAMILIES = Words("trustees", "trustee", "family", "families", "volunteer", "manager")
GUESTS = Words("directors", "director", "guest", "guests", "helper", "group leader")
CONDUCT = [
    key for key, kind in LETTERS.items() if kind.machines & {"discipline", "volunteer_exit", "board_conduct"}
]

# kind, whose it is, the machine, the standing, whether it is ever written, why
FITTING = (
    ("staff_meeting", "discipline", "staff", True, "an employee is called to a meeting"),
    ("staff_meeting", "discipline", "apprentice", True, "an apprentice is employed too"),
    ("staff_meeting", "volunteer_exit", "volunteer", False, "a volunteer is asked to talk instead"),
    ("staff_meeting", "discipline", "volunteer", False, "not even if somebody began the wrong matter"),
    ("staff_outcome", "discipline", "staff", True, "an employee is told what was decided"),
    ("staff_outcome", "volunteer_exit", "volunteer", False, "a volunteer is not judged in such words"),
    ("staff_outcome", "board_conduct", "trustee", False, "nor is a board member"),
    ("staff_appeal_right", "discipline", "apprentice", True, "an apprentice may appeal"),
    ("staff_appeal_right", "volunteer_exit", "volunteer", False, "volunteers ask for a second look instead"),
    ("staff_appeal_outcome", "discipline", "staff", True, "an appeal is answered"),
    ("staff_appeal_outcome", "volunteer_exit", "volunteer", False, "volunteers have no such appeal"),
    ("volunteer_talk", "volunteer_exit", "volunteer", True, "a volunteer is asked to talk"),
    ("volunteer_talk", "discipline", "staff", False, "an employee has more rights than this letter gives"),
    ("volunteer_talk", "volunteer_exit", "staff", False, "not even if somebody began the wrong matter"),
    ("volunteer_outcome", "volunteer_exit", "volunteer", True, "a volunteer is told what came of it"),
    ("volunteer_outcome", "discipline", "staff", False, "an employee gets a decision with an appeal"),
    ("volunteer_second_look", "volunteer_exit", "volunteer", True, "a second look is answered"),
    ("volunteer_second_look", "discipline", "apprentice", False, "an apprentice appeals"),
    ("board_meeting", "board_conduct", "trustee", True, "a board member is asked to be heard"),
    ("board_meeting", "discipline", "staff", False, "an employee has a procedure of their own"),
    ("board_outcome", "board_conduct", "trustee", True, "and told what was decided"),
    ("board_outcome", "volunteer_exit", "volunteer", False, "a volunteer is no board member"),
    ("board_appeal_outcome", "board_conduct", "trustee", True, "an appeal is answered"),
    ("board_appeal_outcome", "board_conduct", "staff", False, "not even if somebody began the wrong matter"),
    ("complaint_answer", "response", "", True, "who complained is answered"),
    ("complaint_answer", "discipline", "staff", False, "a complaint is not answered to who it is about"),
    ("complaint_answer", "support", "", False, "looking after someone is not answering them"),
    ("apology", "response", "", True, "who complained may be owed an apology"),
    ("apology", "support", "family", True, "so may someone who is looked after"),
    ("apology", "volunteer_exit", "volunteer", False, "the talk with a volunteer is no place for it"),
    ("apology", "external_report", "", False, "nobody apologises to a regulator with this"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "machine", "standing", "written", "why"), FITTING, ids=[f"{row[0]}: {row[4]}" for row in FITTING]
)
def test_a_letter_fits(key: str, machine: str, standing: str, written: bool, why: str) -> None:
    assert fits(LETTERS[key], Matter(machine, "", standing, {})) is written, why


def test_the_table_speaks_of_every_letter_both_ways() -> None:
    for key in LETTERS:
        assert {row[3] for row in FITTING if row[0] == key} == {True, False}, key


@pytest.mark.parametrize("standing", [one for one in Standing if one not in FITS["discipline"]])
def test_nobody_else_ever_gets_a_letter_of_the_staff_procedure(standing: Standing) -> None:
    for machine in MACHINES:
        found = that_fit(Matter(machine, "", standing, {}))
        assert not [kind.key for kind in found if kind.key.startswith("staff_")], machine


ANSWERED = {"appealed_on": "2026-11-20"}
# kind, machine, state, what is known, whether now, why
TIMES = (
    ("staff_meeting", "discipline", "referred", {}, False, "first it is looked into"),
    ("staff_meeting", "discipline", "investigating", {}, True, "the letter goes out before the meeting"),
    ("staff_meeting", "discipline", "concluded", {}, False, "it has ended"),
    ("staff_outcome", "discipline", "investigating", {}, False, "nothing is decided before the meeting"),
    ("staff_outcome", "discipline", "hearing", {}, True, "the decision may be told once they were heard"),
    ("staff_appeal_right", "discipline", "hearing", {}, False, "there is nothing to appeal against"),
    ("staff_appeal_right", "discipline", "decided", {}, True, "there is now"),
    ("staff_appeal_outcome", "discipline", "concluded", {}, False, "nobody appealed"),
    ("staff_appeal_outcome", "discipline", "concluded", ANSWERED, True, "somebody did"),
    ("volunteer_talk", "volunteer_exit", "raised", {}, True, "the talk is yet to come"),
    ("volunteer_talk", "volunteer_exit", "concluded", {}, False, "it has ended"),
    ("volunteer_outcome", "volunteer_exit", "raised", {}, False, "nobody has talked yet"),
    ("volunteer_outcome", "volunteer_exit", "leaving", {}, True, "it is agreed that they leave"),
    ("volunteer_second_look", "volunteer_exit", "concluded", {}, False, "nobody asked for one"),
    ("volunteer_second_look", "volunteer_exit", "appealed", ANSWERED, True, "somebody did"),
    ("complaint_answer", "response", "to_answer", {}, True, "an answer is due"),
    ("complaint_answer", "response", "no_reply_due", {}, False, "none is due"),
    ("apology", "support", "not_needed", {}, False, "it was not needed"),
    ("apology", "response", "withdrawn", {}, True, "sorry is said though they took it back"),
)


@pytest.mark.parametrize(
    ("key", "machine", "state", "known", "now", "why"), TIMES, ids=[f"{row[0]}: {row[5]}" for row in TIMES]
)
def test_a_letter_is_written_in_its_time(
    key: str, machine: str, state: str, known: dict[str, object], now: bool, why: str
) -> None:
    assert state in MACHINES[machine].states
    said = too_early(LETTERS[key], Matter(machine, state, "", known))
    assert (said == "") is now, why
    assert now or said.endswith("."), "it says what to do first"


def test_only_letters_that_judge_wait_until_the_person_was_heard() -> None:
    assert {key for key, kind in LETTERS.items() if kind.heard} == {
        "staff_outcome", "staff_appeal_right", "staff_appeal_outcome", "volunteer_outcome",
        "volunteer_second_look", "board_outcome", "board_appeal_outcome",
    }  # fmt: skip


def answers(kind: LetterKind) -> dict[str, object]:
    """One good answer to everything that a letter asks, each with the name of its question."""

    def one(field: Field) -> object:
        if field.kind is Kind.DATE:
            return "2026-12-03" if field.future else "2026-11-20"
        return "14:30" if field.kind is Kind.TIME else f"<{field.name}>"

    data, problems = parse(kind.fields, {field.name: one(field) for field in kind.fields}, NOW)
    assert problems == ()
    return data


def written(key: str, words: Words = FAMILIES, *, under_18: bool = False, **given: object) -> str:
    kind = LETTERS[key]
    told = {**answers(kind), **given}
    told = {name: value for name, value in told.items() if value != ""}
    return body(kind, Writing(kind.fields, told, words, "Friends", under_18), "<opening>", "<closing>")


@pytest.mark.parametrize("key", LETTERS)
def test_a_letter_says_all_that_was_answered_between_greeting_and_signature(key: str) -> None:
    letter = written(key)
    assert letter.startswith("<greeting>,\n\n<opening>\n\n")
    assert letter.endswith("\n\n<closing>\n\nYours sincerely,\n\n<signed>")
    apart = {"recipient", "address", "told_on", "no_answer_because"}
    for field in LETTERS[key].fields:
        if field.kind in (Kind.LINE, Kind.TEXT) and field.name not in apart:
            assert f"<{field.name}>" in letter, field.name
    assert "None" not in letter
    assert "2026-" not in letter, "days are written in words"


@pytest.mark.parametrize("key", LETTERS)
def test_nothing_of_the_staff_procedure_stands_in_any_other_letter(key: str) -> None:
    letter = written(key).lower()
    staff = ("staff procedure", "warning", "dismiss", "trade union", "disciplin", "appeal by", "allegation")
    if not key.startswith("staff_"):
        assert [word for word in staff if word in letter] == []


def test_an_employee_is_told_of_the_right_in_law_and_a_volunteer_of_what_we_offer() -> None:
    staff, volunteer = written("staff_meeting"), written("volunteer_talk")
    assert "You have the right to bring one person" in staff
    assert "trade union" in staff
    assert "five working days that begin with the first working day after" in staff
    assert "right" not in volunteer
    assert "The law does not ask this of us for volunteers; we offer it" in volunteer


def test_what_is_said_about_them_is_said_as_said_and_nothing_is_decided() -> None:
    for key, says in (
        ("staff_meeting", "This has been said: "),
        ("volunteer_talk", "This is what we were told: "),
    ):
        letter = written(key)
        assert f"{says}<alleged>" in letter
        assert "Nothing has been decided" in letter


@pytest.mark.parametrize("key", ["staff_meeting", "volunteer_talk"])
def test_who_is_under_18_is_asked_to_bring_an_adult(key: str) -> None:
    assert "a parent or another adult you trust" in written(key, under_18=True)
    assert "under 18" not in written(key)


@pytest.mark.parametrize("key", ["staff_outcome", "volunteer_outcome"])
def test_an_outcome_says_what_they_answered_or_why_there_is_no_answer(key: str) -> None:
    assert "This is what you told us: <answer>" in written(key)
    assert "We have no answer from you: They did not come" in written(
        key, answer="", no_answer_because="They did not come"
    )
    assert "We listened to what you told us" in written(key, answer="", no_answer_because="")


def test_the_charity_speaks_in_its_own_words() -> None:
    assert "for our guests" in written("volunteer_talk", GUESTS)
    assert "as a helper" in written("volunteer_talk", GUESTS)
    assert "our directors" in written("complaint_answer", GUESTS)
    title = LETTERS["apology"].title
    assert in_own_words(FAMILIES, title) == "An apology to a family"
    assert in_own_words(GUESTS, title) == "An apology to a guest"


def test_days_and_times_are_written_for_people() -> None:
    letter = written("staff_meeting")
    assert "Day: 3 December 2026\nTime: 14:30\nPlace: <place>" in letter


def test_what_is_not_answered_leaves_no_gap() -> None:
    letter = written("complaint_answer", sorry="", outside="", review_until="")
    assert "We are sorry" not in letter
    assert "turn to" not in letter
    assert "write to <review_by> and say" in letter
    assert "\n\n\n" not in letter


def test_a_greeting_has_one_comma_whoever_types_it() -> None:
    assert written("apology", greeting="Dear Sam,").startswith("Dear Sam,\n\n")


def test_what_the_matter_knows_is_filled_in_by_name() -> None:
    known = {"reasons": "It was the third", "meeting_on": "at two"}
    assert filled(LETTERS["staff_outcome"], known) == {"reasons": "It was the third"}
    assert filled(LETTERS["apology"], known) == {}


@pytest.mark.parametrize("key", CONDUCT)
def test_what_is_filled_in_exists_in_the_machine_and_in_the_letter(key: str) -> None:
    kind = LETTERS[key]
    [machine] = kind.machines
    asked = {field.name for step in MACHINES[machine].transitions for field in step.requires}
    assert set((kind.known or {}).values()) <= asked
    assert set(kind.known or {}) <= {field.name for field in kind.fields}
    assert not kind.after or kind.after in asked
    assert kind.states <= set(MACHINES[machine].states)
