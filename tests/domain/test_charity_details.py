"""The charity's details: which numbers, addresses and telephones are taken, and what forms get of them."""

from __future__ import annotations

import pytest

from incidents.domain.charity_details import GROUPS, facts, tidied
from incidents.domain.fields import parse
from incidents.domain.policy_words import Nation
from tests.cast import NOW

E_W, SCOT, N_I = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


@pytest.mark.parametrize(
    ("nation", "typed", "kept"),
    [
        (E_W, "1012345", "1012345"),
        (E_W, "212345", "212345"),
        (E_W, " 1012345-1 ", "1012345-1"),
        (E_W, "101 2345", "1012345"),
        (SCOT, "sc012345", "SC012345"),
        (SCOT, "SC 012345", "SC012345"),
        (N_I, "nic101234", "NIC101234"),
        (N_I, "101234", "101234"),
    ],
)
def test_numbers_are_kept_as_the_register_writes_them(nation: Nation, typed: str, kept: str) -> None:
    assert tidied(nation, {"number": typed}) == ({"number": kept, "registered": True}, ())


@pytest.mark.parametrize(
    ("nation", "typed", "hint"),
    [
        (E_W, "12345", "six or seven figures"),
        (E_W, "12345678", "six or seven figures"),
        (E_W, "SC012345", "six or seven figures"),
        (E_W, "١٢٣٤٥٦٧", "six or seven figures"),
        (SCOT, "012345", "SC, a nought and five figures"),
        (SCOT, "SC112345", "SC, a nought and five figures"),
        (N_I, "NIC201234", "begins with 10"),
        (N_I, "1012345", "begins with 10"),
    ],
)
def test_a_number_of_another_shape_is_refused_in_kind_words(nation: Nation, typed: str, hint: str) -> None:
    _, problems = tidied(nation, {"number": typed, "registered": True})
    assert [one.field for one in problems] == ["number"]
    assert hint in problems[0].message
    assert "for example" in problems[0].message or "begins" in problems[0].message


def test_a_charity_that_is_not_registered_has_no_number() -> None:
    _, problems = tidied(E_W, {"registered": False, "number": "1012345"})
    assert [one.message for one in problems] == ["Leave this empty, or say that the charity is registered"]
    assert tidied(E_W, {"registered": False}) == ({"registered": False}, ())


@pytest.mark.parametrize(
    ("name", "typed", "good"),
    [
        ("email", "office@fts.example.org", True),
        ("email", "office@fts", False),
        ("email", "one@a.org, two@a.org", False),
        ("data_email", "office", False),
        ("telephone", "020 7946 0000", True),
        ("telephone", "+44 (0)20 7946 0000 ext. 12", True),
        ("telephone", "(01473) 496 000", True),
        ("telephone", "ask Jo", False),
        ("lado_telephone", "999", False),
        ("data_telephone", "01473 496000 / 01473 496001", True),
    ],
)
def test_addresses_and_telephones_are_whole(name: str, typed: str, good: bool) -> None:
    _, problems = tidied(E_W, {name: typed})
    assert [one.field for one in problems] == ([] if good else [name])


@pytest.mark.parametrize("group", GROUPS, ids=[one.key for one in GROUPS])
def test_every_part_may_be_saved_with_nothing_in_it(group: object) -> None:
    found = next(one for one in GROUPS if one is group)
    assert parse(found.fields, {}, NOW) == ({}, ())
    assert tidied(E_W, {}) == ({}, ())


def test_forms_get_what_is_written_down_and_nothing_else() -> None:
    assert facts({}) == {}
    assert facts({"registered": False})["charity.number"] == "Not registered"
    known = {"registered": True, "number": "1012345", "data_post": "Manager", "data_email": "a@b.org"}
    assert facts({**known, "telephone": "01473 496000", "insurer": "A"}) == {
        "charity.number": "1012345",
        "charity.data_contact": "Manager\na@b.org",
        "reporter.telephone": "01473 496000",
    }
