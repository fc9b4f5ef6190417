"""Every address of a case, verb and relation: whoever has all roles still needs the right relation to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests import databases
from tests import test_every_write_has_its_event as every_write
from tests.access.company import address
from tests.access.relations import NOTHING, RELATIONS, Standing, standing
from tests.access.test_access_matrix import ask, contents, restore, routes, traces
from tests.cast import NOW

TABLE = Path(__file__).parent / "relations.txt"
# Whoever stands like this to a case cannot tell it from one that does not exist, at any address.
NEVER = frozenset({"other", "excluded", "named", "elsewhere", "none"})
# The gaps that name something of a case, and what stands there as something of another case.
OBJECTS = (
    "matter",
    "answering",
    "question",
    "task_id",
    "who",
    "clock_id",
    "evidence_id",
    "note_id",
    "redacted",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Standing, Path, Path]]:
    """The program, the person, the database, and a copy of it as it was at first."""
    made = databases.fresh("sqlite")
    app = databases.make_app(made.url)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        person = standing(app)
    path = Path(str(sa.make_url(made.url).database))
    copy = tmp_path_factory.mktemp("relations") / "first.db"
    made.engine.dispose()
    every_write.db.engine().dispose()
    copy.write_bytes(path.read_bytes())
    yield app, person, path, copy
    databases.drop(made)


def of_cases(app: Flask) -> list[tuple[str, str, set[str]]]:
    """(verb, rule, gaps) of every address that names a case."""
    return [one for one in routes(app) if "reference" in one[2]]


def table() -> dict[tuple[str, str], str]:
    """The reviewed cells, by verb and rule."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verb, rest = line.split(maxsplit=1)
            rule, cells = rest.rsplit(maxsplit=1)
            assert len(cells) == len(RELATIONS), line
            assert set(cells) <= set("+-"), line
            assert (verb, rule) not in found, f"twice: {line}"
            found[verb, rule] = cells
    return found


def test_every_address_of_a_case_has_its_row(house: tuple[Flask, Standing, Path, Path]) -> None:
    assert set(table()) == {(verb, rule) for verb, rule, _ in of_cases(house[0])}, "a row is missing, or old"


def test_no_row_lets_in_whoever_must_not_learn_of_the_case() -> None:
    wrong = [
        f"{verb} {rule}: {relation}"
        for (verb, rule), cells in table().items()
        for relation, cell in zip(RELATIONS, cells, strict=True)
        if relation in NEVER and cell != "-"
    ]
    assert not wrong


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_every_relation_is_as_the_table_says_and_denied_is_not_there(
    house: tuple[Flask, Standing, Path, Path], verb: str
) -> None:
    app, person, path, first = house
    expected, wrong = table(), []
    before = contents(first)
    mine = [f"reads/{person.person.person_id}"]
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        for _, rule, gaps in (one for one in of_cases(app) if one[0] == verb):
            gone = ""
            # What does not exist is asked for first: the others must look like it.
            for relation, wanted in reversed(list(zip(RELATIONS, expected[verb, rule], strict=True))):
                if wanted == "-" or verb == "POST":
                    restore(path, first)
                where = address(rule, gaps, person.fills[relation])
                found, page = ask(person.visitor.client, verb, where)
                gone = page if relation == "none" else gone
                if found != wanted:
                    wrong.append(f"{verb} {rule}: {relation} is {found}; the table says {wanted}")
                elif wanted == "-":
                    assert traces(before, path) == mine, f"{verb} {where}: {relation}"
                    # Of one's own case one may be told that it is there, beside what is not in it.
                    alike = page == gone or relation not in NEVER
                    assert alike, f"{verb} {where}: {relation} can be told from what is not there"
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("whose", ["other", "excluded", "elsewhere"])
def test_nothing_of_another_case_is_reached_through_a_case_of_ones_own(
    house: tuple[Flask, Standing, Path, Path], whose: str
) -> None:
    app, person, path, first = house
    own, others = person.fills["own"], person.fills[whose]
    crossed = {**own, **{name: others[name] for name in OBJECTS}}
    restore(path, first)
    before = every_write.tables()
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        for verb, rule, gaps in of_cases(app):
            where = address(rule, gaps, crossed)
            if where == address(rule, gaps, own):  # it names nothing but the case
                continue
            found, page = ask(person.visitor.client, verb, where)
            assert found == "-", f"{verb} {where}: reached something of another case"
            nothing = address(rule, gaps, {**own, **dict.fromkeys(OBJECTS, NOTHING)})
            assert ask(person.visitor.client, verb, nothing) == ("-", page), where
        changed = set(every_write.difference(before, every_write.tables()))
    assert changed <= every_write.TRAIL | {"sign_in_session"}
