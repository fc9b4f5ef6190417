"""Which passwords are good enough: long ones that nobody guesses early."""

from __future__ import annotations

import time

import pytest

from incidents.services import passwords

OWN = ("Ada Okoro", "ada.okoro@fts.example.org", "Families Together Suffolk", "fts")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("four purple otters sing", "four words that do not belong together"),
        ("Ŵyl y glaw a'r haul hir", "Welsh, with its letters"),
        ("🦊🐧🍄 fox penguin mushroom", "pictures count like letters"),
        ("x" * 14 + "9Qz!kd", "long and not all the same"),
    ],
)
def test_these_can_be_used(password: str, why: str) -> None:
    assert passwords.fault(password, OWN) == "", why


@pytest.mark.parametrize(
    ("password", "says", "why"),
    [
        ("tall purple fox", "", "fifteen is just enough"),
        ("purple otters!", "15 to 200 characters", "fourteen is too short"),
        ("p" * 201, "15 to 200 characters", "too long to be typed"),
        ("passwordpassword1", "too easy", "the first that is tried, twice"),
        ("aaaaaaaaaaaaaaaaaaaa", "too easy", "one letter"),
        ("123456789012345678", "too easy", "counting"),
        ("adaokoro adaokoro", "too easy", "one's own name, twice"),
        ("ada.okoro@fts.example.org", "too easy", "one's own address"),
        ("familiestogethersuffolk", "too easy", "the charity's name"),
        ("qwertyuiopasdfghjkl", "too easy", "along the keyboard"),
    ],
)
def test_these_cannot(password: str, says: str, why: str) -> None:
    found = passwords.fault(password, OWN)
    assert (says in found) if says else found == "", why


def test_a_very_long_one_takes_no_longer_to_look_at() -> None:
    began = time.perf_counter()
    passwords.fault("a1" * 100, OWN)
    assert time.perf_counter() - began < 2
