"""Keeping the charity's details: part by part, with one entry each, and nobody's work lost."""

from __future__ import annotations

import secrets

import pytest

from incidents.domain.words import Role
from incidents.services import charity_details as details
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.verifying import verify
from incidents.store.db import read
from incidents.store.queries import telling
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.looking import entries


def change(actor: Member, part: str, version: int, key: str = "", **raw: object) -> None:
    details.change(charity(), actor, part, version, key or secrets.token_hex(8), raw, NOW)


def lines(actor: Member) -> dict[str, str]:
    """What is written down, by the label of the question."""
    return {label: said for part in details.page(charity(), actor) for label, said in part.lines if said}


def test_a_part_is_kept_with_one_entry_and_leaves_the_others_alone(database: Database) -> None:
    admin = join("fts", "Addie Min", [Role.ADMIN])
    assert lines(admin) == {}
    before = entries()
    change(admin, "charity", 0, registered="yes", number="101 2345", telephone="01473 496000")
    change(admin, "year", 1, year_end="2027-03-31", income="large")
    assert entries() == before + 2
    assert lines(admin) == {
        "Is the charity registered?": "Yes",
        "Registration number": "1012345",
        "Telephone": "01473 496000",
        "Income in a year": "Over £25,000",
        "Last day of your year": "31 March 2027",
    }
    with read() as session:
        assert telling.year_end(session, "fts") == "03-31"
    assert [part.missing for part in details.page(charity(), admin)] == [2, 0, 4, 5]
    change(admin, "charity", 2, registered="no")
    assert lines(admin)["Is the charity registered?"] == "No"
    assert "Registration number" not in lines(admin)
    assert "Telephone" not in lines(admin)
    assert verify().sound


def test_the_form_comes_with_what_stands_there(sqlite: Database) -> None:
    admin = join("fts", "Addie Min", [Role.ADMIN])
    change(admin, "charity", 0, number="1012345")
    found = details.form(charity(), admin, "charity")
    assert (found.filled, found.version) == ({"registered": "yes", "number": "1012345"}, 1)


def test_a_form_acts_once_and_who_was_slower_learns_what_stands_there(sqlite: Database) -> None:
    admin, key = join("fts", "Addie Min", [Role.ADMIN]), secrets.token_hex(8)
    change(admin, "others", 0, key, police_force="Suffolk")
    before = entries()
    change(admin, "others", 0, key, police_force="Suffolk")
    assert entries() == before
    with pytest.raises(Stale) as fault:
        change(admin, "others", 0, police_force="Norfolk")
    assert fault.value.changes == ("Your local police force: it now says “Suffolk”",)
    assert fault.value.version == 1


@pytest.mark.parametrize(
    ("sentence", "part", "raw", "field"),
    [
        ("a number of another country", "charity", {"number": "SC012345"}, "number"),
        ("half an address", "charity", {"email": "office@fts"}, "email"),
        ("words for a telephone", "data", {"data_telephone": "ring Jo"}, "data_telephone"),
        ("an income that is not offered", "year", {"income": "huge"}, "income"),
        ("a day that is none", "year", {"year_end": "2027-02-30"}, "year_end"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    sqlite: Database, sentence: str, part: str, raw: dict[str, object], field: str
) -> None:
    admin = join("fts", "Addie Min", [Role.ADMIN])
    before = entries()
    with pytest.raises(Invalid) as fault:
        change(admin, part, 0, **raw)
    assert [one.field for one in fault.value.problems] == [field], sentence
    assert (lines(admin), entries()) == ({}, before)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.ADMIN, True),
        (Role.MANAGER, True),
        (Role.CHAIR, True),
        (Role.TRUSTEE, False),
        (Role.SAFEGUARDING_LEAD, False),
        (Role.AUDITOR, False),
    ],
)
def test_who_keeps_the_charity(sqlite: Database, role: Role, may: bool) -> None:
    actor = join("fts", "Some Body", [role])
    if may:
        change(actor, "others", 0, insurer="A")
        assert lines(actor) == {"Insurer": "A"}
        return
    for attempt in (
        lambda: details.page(charity(), actor),
        lambda: details.form(charity(), actor, "charity"),
        lambda: change(actor, "others", 0, insurer="A"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_there_are_only_these_parts(sqlite: Database) -> None:
    admin = join("fts", "Addie Min", [Role.ADMIN])
    with pytest.raises(NotFound):
        details.form(charity(), admin, "secrets")
    with pytest.raises(NotFound):
        change(admin, "secrets", 0)
