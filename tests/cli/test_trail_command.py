"""`trail verify` proves the trail and exits 0, or names the first broken entry and exits 1."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from tests.cast import report
from tests.databases import Database


def run(app: Flask, *words: str) -> Result:
    """What the command says, and its exit status."""
    return app.test_cli_runner().invoke(args=["trail", "verify", *words])


def test_a_sound_trail_is_said_to_be_sound(app: Flask, database: Database) -> None:
    report()
    found = run(app)
    assert (found.exit_code, found.output) == (
        0,
        "The trail is sound: 6 entries checked, 0 erased as recorded.\n",
    )


@pytest.mark.parametrize("form", ["{}", "{} ", "lower"])
def test_one_case_is_proved_alone_however_its_reference_is_typed(
    app: Flask, sqlite: Database, form: str
) -> None:
    reference = report()
    typed = reference.lower().replace("-", " ") if form == "lower" else form.format(reference)
    found = run(app, "--case", typed)
    assert (found.exit_code, found.output) == (
        0,
        "The trail is sound: 1 entry checked, 0 erased as recorded.\n",
    )


def test_the_first_broken_entry_is_named(app: Flask, sqlite: Database) -> None:
    reference = report()
    with sqlite.engine.begin() as connection:
        connection.execute(sa.text("UPDATE case_file SET head_seq = 2"))
    found = run(app)
    assert found.exit_code == 1
    assert found.output.startswith("The trail is broken: entry 2 of case/")
    assert run(app, "--case", reference).exit_code == 1


@pytest.mark.parametrize("typed", ["FTS-2222-C", "nonsense", "'; DROP TABLE event; --"])
def test_a_case_that_is_not_there_is_said_so(app: Flask, sqlite: Database, typed: str) -> None:
    found = run(app, "--case", typed)
    assert (found.exit_code, found.output) == (1, f"Error: There is no case {typed}.\n")
