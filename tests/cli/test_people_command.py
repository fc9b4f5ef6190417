"""`make-admin` makes the first administrator; there is no default password, and a short one is refused."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask

from incidents.domain.words import Role
from incidents.services import membership
from incidents.services.verifying import verify
from tests.cast import NOW
from tests.databases import Database

GOOD = "a long enough phrase"


def run(app: Flask, *words: str, typed: str | None = None) -> Result:
    """What the command says, with what is typed when it asks."""
    return app.test_cli_runner().invoke(args=["make-admin", *words], input=typed)


def held() -> set[tuple[str, frozenset[str]]]:
    """Everyone of the charity with their roles."""
    return {(one.name, one.roles) for one in membership.everyone("fts", NOW.replace(year=2999))}


def test_an_administrator_is_made_and_the_trail_tells_of_it(app: Flask, database: Database) -> None:
    before = verify().entries
    found = run(app, "fts", "--name", "Ada", "--email", "ada@example.org", "--password", GOOD)
    assert (found.exit_code, found.output) == (0, "Ada can now sign in and add people and roles.\n")
    assert held() == {("Ada", frozenset({Role.ADMIN.value}))}
    assert verify().entries > before
    assert verify().sound


def test_the_password_is_asked_for_twice_and_never_shown(app: Flask, sqlite: Database) -> None:
    found = run(app, "fts", typed=f"Ada\nada@example.org\n{GOOD}\n{GOOD}\n")
    assert found.exit_code == 0
    assert GOOD not in found.output
    assert "Repeat for confirmation" in found.output


def test_no_password_makes_no_administrator(app: Flask, sqlite: Database) -> None:
    found = run(app, "fts", "--name", "Ada", "--email", "ada@example.org", typed="\n\n")
    assert found.exit_code == 1
    assert held() == set()


# what is wrong, the words of the command, and what it says
REFUSED = (
    ("a short password", ("fts", "Ada", "ada@example.org", "fourteen signs"), "15"),
    ("an empty password", ("fts", "Ada", "ada@example.org", ""), "15"),
    ("no address", ("fts", "Ada", "ada", GOOD), "e-mail address"),
    ("no name", ("fts", "  ", "ada@example.org", GOOD), "name"),
    (
        "no such charity",
        ("nobody", "Ada", "ada@example.org", GOOD),
        "There is no charity nobody. See: policy list",
    ),
    ("an empty address", ("fts", "Ada", "", GOOD), "e-mail address"),
)


@pytest.mark.parametrize(("what", "words", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_used_is_refused_in_a_sentence(
    app: Flask, sqlite: Database, what: str, words: tuple[str, str, str, str], says: str
) -> None:
    charity, name, email, password = words
    found = run(app, charity, "--name", name, "--email", email, "--password", password)
    assert found.exit_code == 1
    assert found.output.startswith("Error: ")
    assert says in found.output
    assert "Traceback" not in found.output
    assert held() == set()


def test_an_address_that_is_taken_is_refused(app: Flask, sqlite: Database) -> None:
    words = ("fts", "--email", "ada@example.org", "--password", GOOD)
    assert run(app, *words, "--name", "Ada").exit_code == 0
    found = run(app, *words, "--name", "Another")
    assert found.exit_code == 1
    assert "belongs to someone" in found.output
    assert len(held()) == 1
