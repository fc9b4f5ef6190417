"""Every address, verb and kind of person: allowed or not there, as the reviewed table says; and no trace."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from incidents.store.models import Base
from tests import databases
from tests import test_every_write_has_its_event as every_write
from tests.access.company import PEOPLE, Company, address, company
from tests.cast import NOW

TABLE = Path(__file__).parent / "expectations.txt"
VERBS = frozenset({"GET", "POST"})
SIGNS = {"+": "may", "-": "is not there for them", "s": "signs in first"}
# What could stand in an address and is nothing: a page that is denied must look like these.
NOTHING = {
    "slug": "fts",
    "reference": "FTS-0000-0",
    "step": "what",
    "number": "999",
    "place": "1",
    "filename": "nothing.svg",
    "detail": "reporter",
    "form": "ico",
    "group": "1",
    "year": "2026",
    "token": "nothing-of-ours",
    **dict.fromkeys(
        (
            *("matter", "question", "answering", "task_id", "who", "person_id", "account_id", "approval_id"),
            *("picture_id", "handle", "clock_id", "holiday_id", "delegation_id", "evidence_id", "passkey_id"),
        ),
        "0" * 32,
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Company, Path, Path]]:
    """The program, its company, the database they stand in, and a copy of it as it was at first."""
    made = databases.fresh("sqlite")
    app = databases.make_app(made.url)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        people = company(app)
    path = Path(str(sa.make_url(made.url).database))
    copy = tmp_path_factory.mktemp("access") / "first.db"
    made.engine.dispose()
    every_write.db.engine().dispose()
    shutil.copyfile(path, copy)
    yield app, people, path, copy
    databases.drop(made)


def routes(app: Flask) -> list[tuple[str, str, set[str]]]:
    """(verb, rule, gaps) of every address."""
    found = [
        (verb, rule.rule, set(rule.arguments))
        for rule in app.url_map.iter_rules()
        for verb in (rule.methods or set()) & VERBS
    ]
    return sorted(found, key=lambda one: (one[1], one[0]))


def table() -> dict[tuple[str, str], str]:
    """The reviewed cells, by verb and rule."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verb, rest = line.split(maxsplit=1)
            rule, cells = rest.rsplit(maxsplit=1)
            assert len(cells) == len(PEOPLE), line
            assert set(cells) <= set(SIGNS), line
            assert (verb, rule) not in found, f"twice: {line}"
            found[verb, rule] = cells
    return found


def sign(response: TestResponse) -> str:
    """How an answer reads in the table."""
    if response.status_code == 404:
        return "-"
    if response.status_code == 302 and "/sign-in" in response.location:
        return "s"
    assert response.status_code < 500, response.get_data(as_text=True)[:2000]
    return "+"


def test_every_address_has_its_row(house: tuple[Flask, Company, Path, Path]) -> None:
    app = house[0]
    assert set(table()) == {(verb, rule) for verb, rule, _ in routes(app)}, "a row is missing, or is too many"


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_cell_is_as_the_table_says_and_a_refusal_leaves_one_row(
    house: tuple[Flask, Company, Path, Path], verb: str
) -> None:
    app, people, path, first = house
    expected, wrong = table(), []
    before = contents(first)
    alike: dict[str, str] = {}  # the page of what is not there, as each of them saw it last
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        for rule, gaps in ((rule, gaps) for way, rule, gaps in routes(app) if way == verb):
            where, nowhere = (address(rule, gaps, fills) for fills in (people.fills, NOTHING))
            for name, wanted in zip(PEOPLE, expected[verb, rule], strict=True):
                if wanted == "-" or verb == "POST":  # who is let in may have done something
                    restore(path, first)
                found, page = ask(people.visitors[name].client, verb, where)
                if found != wanted:
                    wrong.append(f"{verb} {rule}: {name} {SIGNS[found]}; the table says {SIGNS[wanted]}")
                elif wanted == "-":
                    assert traces(before, path) == ours(people, name), f"{verb} {where}: {name}"
                    if page != alike.get(name):
                        same = ask(people.visitors[name].client, verb, nowhere) == ("-", page)
                        assert same, f"{verb} {where}: {name} can tell it from what is not there"
                        alike[name] = page
    assert not wrong, "\n".join(wrong)


def restore(path: Path, first: Path) -> None:
    """Back to how everything was at first."""
    every_write.db.engine().dispose()
    shutil.copyfile(first, path)


def ask(client: FlaskClient, verb: str, where: str) -> tuple[str, str]:
    """The sign of an answer, and its page without what differs each time; the browser stays as it was."""
    with client.session_transaction() as cookie:
        mine = dict(cookie)
    with closing(client.open(where, method=verb, data={} if verb == "POST" else None)) as response:
        page = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        found = sign(response)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie.update(mine)
    return found, re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(where, ""))


def ours(people: Company, name: str) -> list[str]:
    """The streams in which a refusal of somebody is written down: none for who is nobody here."""
    who = people.people[name]
    return [f"reads/{who.person_id}"] if who is not None and who.organisation_id == "fts" else []


Contents = dict[str, set[tuple[object, ...]]]


def contents(path: Path) -> Contents:
    """Every row of every table, read beside the program: quickly, for it is asked thousands of times."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {name: set(connection.execute(f"SELECT * FROM {name}")) for name in Base.metadata.tables}


def traces(before: Contents, path: Path) -> list[str]:
    """The streams of the entries that came, when nothing else changed at all."""
    after = contents(path)
    changed = {name for name in before if before[name] != after[name]}
    changed.discard("sign_in_session")  # when it was last used
    assert changed <= every_write.TRAIL, sorted(changed)
    assert all(before[name] <= after[name] for name in changed), "an entry is gone"
    place = [column.name for column in Base.metadata.tables["event"].columns].index("stream")
    return [str(row[place]).rpartition("/")[0] for row in after["event"] - before["event"]]
