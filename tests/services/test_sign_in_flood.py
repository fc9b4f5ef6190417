"""A flood of sign-ins: few passwords are looked at, and nobody else is kept out by it."""

from __future__ import annotations

import pytest

from incidents.domain.words import Role
from incidents.services import hashing, signing_in
from incidents.services.signing_in import From
from incidents.services.throttling import TooMany
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database

TOOL = hashing.hasher(8)
STRANGER, HOME = From("203.0.113.9"), From("198.51.100.7")


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was worked on; none fits but the right one."""
    found: list[str] = []

    def matches(stored: str, password: str, tool: object) -> bool:
        found.append(password)
        return password == PASSWORD and stored != ""

    monkeypatch.setattr(hashing, "matches", matches)
    return found


def tries(emails: list[str], where: From) -> int:
    """How many of these tries were not even looked at."""
    refused = 0
    for email in emails:
        try:
            signing_in.sign_in(email, "a guess", where, TOOL, NOW)
        except TooMany:
            refused += 1
    return refused


def test_one_account_is_guessed_at_ten_times_from_wherever(sqlite: Database, looked_at: list[str]) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    places = [From(f"203.0.113.{number}") for number in range(50)]
    assert sum(tries([ada.email], where) for where in places) == 40
    assert len(looked_at) == 10


def test_one_place_has_a_hundred_guesses_at_whomever(sqlite: Database, looked_at: list[str]) -> None:
    assert tries([f"somebody{number}@example.org" for number in range(300)], STRANGER) == 200
    assert len(looked_at) == 100


def test_a_place_that_is_refused_keeps_nobody_out(sqlite: Database, looked_at: list[str]) -> None:
    ada, ben = join("fts", "Ada Okoro", [Role.MANAGER]), join("fts", "Ben Holt", [Role.MANAGER])
    tries([f"somebody{number}@example.org" for number in range(100)], STRANGER)
    assert tries([ada.email] * 50, STRANGER) == 50
    for one in (ada, ben):
        assert signing_in.sign_in(one.email, PASSWORD, HOME, TOOL, NOW) is not None
