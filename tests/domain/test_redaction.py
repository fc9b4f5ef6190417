"""What leaves without names: what goes, what stands in for it, and what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain.form_checks import names_in
from incidents.domain.look_alikes import folded
from incidents.domain.naming import composed, tokens
from incidents.domain.redaction import Named, called, handles, minimises, redact, taken_apart
from incidents.domain.taking_apart import Hand
from incidents.domain.words import Body, Involvement

PEOPLE = (
    Named("Nerys Pell", "the volunteer", ("@nezza_p", "nezza.pell")),
    Named("Mark Pell", "person 2"),
    Named("The family", "the family"),
    Named("He Li", "person 3"),
    Named("Ifan Tŷ-gwyn", "the chair"),
    Named("Mary O’Brien", "the guest"),
    Named("gwen rees", "the manager"),
    Named("Jo An", "person 4"),
    Named("Ms Okafor", "person 5", ("volunteer",)),
    Named("Vale, Kim", "person 6"),
    Named("Tam Neighbour", "person 7"),
    Named("Mr Friend", "person 8"),
)
CASES = [
    ("a whole name", "We spoke to Nerys Pell.", "We spoke to the volunteer."),
    (
        "a name at the beginning",
        "Nerys Pell did it. Nerys left.",
        "The volunteer did it. The volunteer left.",
    ),
    ("a first name alone", "Then Nerys’s friend shared it.", "Then the volunteer’s friend shared it."),
    ("a family name that two people share", "They called Pell a liar.", "They called a person a liar."),
    ("a title goes too", "It was Mr Mark Pell, or Dr. Tŷ-gwyn.", "It was person 2, or the chair."),
    ("an initial goes too", "Signed G. Rees and Nerys Q. Pell.", "Signed the manager and the volunteer."),
    ("capital letters", "IT WAS NERYS PELL, MARK", "IT WAS the volunteer, person 2"),
    ("small letters of a whole name", "nerys pell wrote it", "The volunteer wrote it"),
    ("small letters that are a word", "A mark on the table, and mark my words", None),
    ("a name inside another word", "The Pellets and a Nerysian.", None),
    ("a half of a double name", "Tŷ said to Tŷ-gwyn: no.", "The chair said to the chair: no."),
    ("either apostrophe, or none", "Was O'Brien Mary OBrien?", "Was the guest the guest?"),
    (
        "a small word that is a name too",
        "He said He Li came; so Li is here.",
        "He said person 3 came; so person 3 is here.",
    ),
    ("a short name", "Then Jo came.", "Then person 4 came."),
    ("a label in small letters", "Gwen told Rees.", "The manager told the manager."),
    ("somebody who is not named", "The family saw it. The Family cried.", None),
    ("an account name", "See @NEZZA_P or nezza_p there.", "See the volunteer or the volunteer there."),
    (
        "a name written as one word",
        "Is it #NerysPell or nerys_pell9?",
        "Is it the volunteer or the volunteer?",
    ),
    ("a name in an address", "facebook.com/nerys.pell", "facebook.com/the volunteer"),
    ("an e-mail address", "Write to n.pell+x@charity.example.", "Write to [e-mail address]."),
    ("a telephone number", "Ring 020 7946 0011!", "Ring [telephone number]!"),
    ("a telephone number from abroad", "is +44 (0)1865 496 000.", "is [telephone number]."),
    ("a mobile telephone without blanks", "07700900123", "[telephone number]"),
    ("a day is no telephone number", "On 01-02-2026 10 at 09.30, and 05.11.2026", None),
    ("a sum or a reference is none", "£1,234,567.89 and CR/1/26 and IC-100200-X1Y2", None),
    ("letters in two parts", "Ifan Ty\u0302-gwyn", "The chair"),
    ("a name across two lines", "Nerys\nPell", "The volunteer"),
    ("nothing at all", "", None),
    ("somebody else with a title", "Mr Brown was there.", None),
    (
        "a title that stands in a label",
        "Ms Okafor was there, said Okafor.",
        "Person 5 was there, said person 5.",
    ),
    ("several of a name", "We saw the Neryses, and the Okafors.", "We saw the volunteer, and the person 5."),
    ("several of a shared name", "Then the Pells rang. A Pell did.", "Then the person rang. A person did."),
    ("the rest before several", "Kim Vales and the Vales came.", "Person 6 and the person 6 came."),
    ("several in capital letters", "THE OKAFORS", "THE person 5"),
    ("the family name first", "It was pell, nerys or PELL MARK.", "It was the volunteer or person 2."),
    ("a label with the family name first", "kim vale, Kim Vale", "Person 6, person 6"),
    ("a soft hyphen inside", "Ne\u00adrys and Ok\u200bafor", "The volunteer and person 5"),
    ("a joiner inside", "Ner\u200dys came", "The volunteer came"),
    ("a picture keeps its joiners", "\U0001f468\u200d\U0001f469 came", None),
    ("a blank behind the first nought", "Ring 0 7700 900123.", "Ring [telephone number]."),
    ("an article before it", "The Nerys of whom, a Nerys", "The volunteer of whom, a volunteer"),
    ("a double name", "the Okafor-Smiths, Mr Smith-Okafor", "the person 5, person 5"),
    ("a plain word with a title", "Mrs Neighbour and Dr. Neighbour", "Person 7 and person 7"),
    (
        "a plain word with an initial",
        "K. Neighbour, T.Neighbour, T Neighbour",
        "K. Neighbour, person 7, person 7",
    ),
    ("a plain word alone", "A Neighbour, our Neighbour, the neighbour", None),
    ("nothing but a title and a plain word", "So Mr Friend came", "So person 8 came"),
    ("an account called like a word", "The volunteer said so.", None),
]


@pytest.mark.parametrize(("sentence", "text", "left"), CASES, ids=[case[0] for case in CASES])
def test_what_leaves(sentence: str, text: str, left: str | None) -> None:
    found = redact(text, PEOPLE)
    assert found.text == (text if left is None else left)
    assert bool(found.left_out) == (left is not None)
    assert redact(found.text, PEOPLE).text == found.text, "to do it twice changes nothing"
    assert not any(word in " ".join(found.left_out) for one in PEOPLE for word in tokens(one.label).sure)


def test_what_was_left_out_is_told_once_each_and_names_nobody() -> None:
    found = redact("Nerys, Mark and Nerys; Pell; a@b.example; 07700 900123", PEOPLE)
    assert found.left_out == (
        "An e-mail address",
        "A telephone number",
        "The name of the volunteer",
        "The name of person 2",
        "A name that several people share",
    )


def test_no_part_of_a_name_is_ever_left_behind() -> None:
    around = ["{}", "x {}.", "“{}”", "({})", "{},", "{}'s", "{}’s", "-{}-", "{}-Smith", "a/{}/b", "Mr {}"]
    around += ["{} {}", "{}\n{}"]
    for one in PEOPLE:
        for word in tokens(one.label).sure:
            for shape in around:
                for written in (word, word.upper(), one.label):
                    left = redact(shape.replace("{}", written), PEOPLE).text
                    stands = re.search(
                        rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", composed(left), re.IGNORECASE
                    )
                    assert not stands, (shape, written, left)


def test_without_people_only_addresses_and_numbers_go() -> None:
    assert redact("Nerys: a@b.example", ()).text == "Nerys: [e-mail address]"


@pytest.mark.parametrize(
    ("sentence", "people", "names"),
    [
        ("one volunteer", [("volunteer", Involvement.ABOUT, False)], ["the volunteer"]),
        (
            "two volunteers get numbers",
            [("volunteer", Involvement.ABOUT, False), ("volunteer", Involvement.WITNESS, False)],
            ["volunteer 1", "volunteer 2"],
        ),
        ("no standing", [("", Involvement.AFFECTED, False)], ["the person affected"]),
        ("a child", [("", Involvement.AFFECTED, True)], ["the young person"]),
        ("a young volunteer", [("volunteer", Involvement.ABOUT, True)], ["the young volunteer"]),
        ("nobody", [], []),
    ],
)
def test_what_stands_in_for_a_name(
    sentence: str, people: list[tuple[str, Involvement, bool]], names: list[str]
) -> None:
    assert list(called(people)) == names


def test_who_needs_names_gets_them() -> None:
    assert {body for body in Body if not minimises(body)} >= {Body.POLICE, Body.LADO, Body.DBS}
    assert all(
        minimises(body) for body in (Body.ICO, Body.CHARITY_COMMISSION, Body.NATIONAL_BODY, Body.INSURER)
    )


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("@nezza_p", ["@nezza_p"]),
        ("@nezza on Instagram, nezza99 on TikTok; nezza", ["@nezza", "nezza99", "nezza"]),
        ("goes by nerys.pell on Facebook", ["nerys.pell"]),
        ("", []),
    ],
)
def test_account_names_are_found_in_what_was_written_of_them(written: str, found: list[str]) -> None:
    assert list(handles(written)) == found


@given(label=st.text(max_size=30), handle=st.text(max_size=12), text=st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_name_and_any_text_can_be_put_together(label: str, handle: str, text: str) -> None:
    people = (Named(label, "the volunteer", (handle,)), Named("Nerys Pell", "person 2"))
    found = redact(f"{text} {label} Nerys {text}", people)
    assert "Nerys" not in found.text.split()
    names_in(text, [label])


@pytest.mark.parametrize(
    ("sentence", "text", "left"),
    [
        ("a Cyrillic e and a", "N\u0435rys P\u0435ll was there", "The volunteer was there"),
        ("wide letters", "\uff2e\uff45\uff52\uff59\uff53 was there", "The volunteer was there"),
        ("an address in words", "Ask kim at example dot org, please", "Ask [e-mail address], please"),
        ("an address in brackets", "kim.pell (at) example (dot) co (dot) uk", "[e-mail address]"),
        ("an address with square brackets", "kim[at]example[dot]org", "[e-mail address]"),
        ("no address", "We met at the dot com office at noon", "We met at the dot com office at noon"),
        ("no address either", "Look at the dot on the map", "Look at the dot on the map"),
        ("other scripts stay", "Она была там", "Она была там"),
    ],
)
def test_names_and_addresses_that_hide(sentence: str, text: str, left: str) -> None:
    assert redact(text, [Named("Nerys Pell", "the volunteer")]).text == left


def test_pieces_say_what_stood_there_and_put_together_they_are_the_text() -> None:
    text = "N\u0435rys and Gwen, \ue0005\ue001 Nerys"
    pieces = taken_apart(text, [Named("Nerys Pell", "the volunteer")], hand=Hand((("gwen", "a sister"),)))
    assert [(one.was, one.text, one.why) for one in pieces if one.why] == [
        ("N\u0435rys", "The volunteer", "The name of the volunteer"),
        ("Gwen", "[taken out]", "By hand: a sister"),
        ("Nerys", "the volunteer", "The name of the volunteer"),
    ]
    assert "".join(one.was or one.text for one in pieces) == "N\u0435rys and Gwen, 5 Nerys"
    assert taken_apart("", []) == ()


@given(st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_looking_alike_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
