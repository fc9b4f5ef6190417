"""`step`: the same person, the same rules and the same refusals as on the pages; nobody acts for another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from click.testing import Result
from flask import Flask

from incidents.domain.words import Role
from incidents.services.actors import Member
from incidents.services.verifying import verify
from tests import cast, steps
from tests.cast import NOW, PASSWORD
from tests.databases import Database


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """An hour after the people of these tests came."""
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def ada(app: Flask, sqlite: Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER])


def run(app: Flask, who: Member, *words: str, password: str = PASSWORD, **answers: object) -> Result:
    """What the command says, with the password and the answers typed."""
    typed = f"{password}\n{json.dumps(answers)}"
    return app.test_cli_runner().invoke(args=["step", "fts", *words, "--as", who.email], input=typed)


def test_a_step_is_taken_as_oneself_and_stands_in_the_trail(app: Flask, ada: Member) -> None:
    reference = steps.opened(ada)
    found = run(app, ada, reference, "start_track", track="containment:own_page")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, f"{reference}: Started something.")
    assert [row["machine"] for row in steps.rows("track")] == ["containment"]
    assert verify().sound
    assert PASSWORD not in found.output


def test_a_conduct_matter_that_the_policy_does_not_speak_of_is_refused_here_too(
    app: Flask, ada: Member
) -> None:
    reference = steps.opened(ada)
    steps.name(ada, reference, "Kim Neighbour", "staff")
    key = f"discipline:{steps.rows('involvement')[-1]['id']}"
    found = run(app, ada, reference, "start_track", track=key)
    assert found.exit_code == 1
    assert "The policy does not say that this may follow for this person" in found.stderr
    assert steps.rows("track") == []
    found = run(app, ada, reference, "start_track", track=key, **{"because-stated": "The third time"})
    assert found.exit_code == 0


def test_answers_that_are_missing_are_named(app: Flask, ada: Member) -> None:
    reference = steps.opened(ada)
    found = run(app, ada, reference, "start_track")
    assert (found.exit_code, "track: Choose: what must be done?" in found.stderr) == (1, True)


def test_one_matter_of_a_case(app: Flask, ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    found = run(app, ada, reference, "not_needed", "--matter", track, not_needed_because="It is down")
    assert found.exit_code == 0
    assert steps.rows("track")[0]["state"] == "not_needed"


def test_a_wrong_password_leads_nowhere(app: Flask, ada: Member) -> None:
    reference = steps.opened(ada)
    before = verify().entries
    found = run(app, ada, reference, "start_track", password="not this one", track="containment:own_page")
    assert (found.exit_code, "Wrong address or password" in found.stderr) == (1, True)
    assert verify().entries == before


def test_what_one_may_not_see_is_not_there(app: Flask, ada: Member) -> None:
    reference = steps.opened(ada)
    other = cast.join("fts", "Rae Rep", [Role.REPORTER])
    for where in (reference, "FTS-0000-0"):
        found = run(app, other, where, "start_track", track="containment:own_page")
        assert (found.exit_code, found.stderr.splitlines()[-1]) == (
            1,
            "Error: Nothing there that you can act on.",
        )


@pytest.mark.parametrize("typed", ["no json", "[1]", ""])
def test_answers_that_cannot_be_read_are_a_mistake_of_use(app: Flask, ada: Member, typed: str) -> None:
    found = app.test_cli_runner().invoke(
        args=["step", "fts", "FTS-0000-0", "look", "--as", ada.email], input=f"{PASSWORD}\n{typed}"
    )
    assert found.exit_code == 2
