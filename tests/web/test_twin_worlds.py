"""Two worlds, with and without a case: whoever must not learn of it cannot tell them apart, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyotp
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from incidents.domain.words import Role
from incidents.store import db
from tests import cast, databases, steps
from tests.access.company import address
from tests.access.test_access_matrix import routes
from tests.cast import NOW, Visitor
from tests.page_tree import read_tree
from tests.web.twins import KINDS, LATER, ROOMS, WAYS, Twins, copies, twins
from tests.web.work_done import Work, counted

# What changes with each page on purpose: tokens, keys that let a form act once, questions for passkeys.
PASSING = re.compile(rb'((?:name="(?:csrf_token|key|secret|sealed)"[^>]*value|data-options)=")[^"]*')
# Words of the hidden case, searched for.
WORDS = ("zanzibar", "Nell", "Ring the family", "{reference}")


@dataclass(frozen=True)
class Seen:
    """One answer: its status, what tells about it, its bytes, and what the database did for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    work: Work


@pytest.fixture(scope="module", params=sorted(ROOMS))
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """The two worlds of one room."""
    database = databases.fresh("sqlite")
    app = databases.make_app(database.url)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        yield twins(app, request.param, tmp_path_factory.mktemp("worlds"))
    databases.drop(database)


@pytest.fixture(autouse=True)
def same_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new second step is offered with the same secret each time."""
    monkeypatch.setattr(pyotp, "random_base32", lambda: "JBSWY3DPEHPK3PXP" * 2)


def addresses(app: Flask, made: Twins, way: str, *, whole: bool) -> list[str]:
    """Every address, filled with what there is of the hidden case; `whole`: also with that of the other."""
    found = []
    fillings = (made.hidden, made.company.fills) if whole else (made.hidden,)
    for verb, rule, gaps in routes(app):
        if verb == "GET" and "/static/" not in rule:
            found += [address(rule, gaps, {**one, "token": made.calendars[way]}) for one in fillings]
    words = (one.format(**made.hidden) for one in WORDS)
    return list(dict.fromkeys([*found, *(f"/fts/cases?words={one}" for one in words)]))


def filters(visitor: Visitor) -> list[str]:
    """The list of cases narrowed by each answer of each box that narrows it."""
    page = read_tree(visitor.client.get("/fts/cases").get_data(as_text=True))[0]
    boxes = [
        (box.attrs["name"], one.attrs["value"]) for box in page.all("select") for one in box.all("option")
    ]
    return [f"/fts/cases?{name}={value}" for name, value in boxes if value]


def look(made: Twins, way: str, *, whole: bool) -> dict[str, Seen]:
    """Everything that one person can ask for, as they are answered."""
    visitor = made.visitors[way]
    found = {}
    narrowed = filters(visitor) if whole else []
    for path in (*addresses(visitor.client.application, made, way, whole=whole), *narrowed):
        with counted(db.engine()) as work:
            found[path] = seen(visitor.client.get(path), work)
    for name, copy in copies(visitor, KINDS if whole else {"", "json"}).items():
        found[name] = seen(copy, Work())
    other = made.beside[way]
    merged = {"same_as": made.hidden["reference"], "because": "Two people saw it", "key": "merge"}
    merged["version"] = str(steps.case_row(other)["version"])
    found["merge"] = seen(visitor.client.post(f"/fts/cases/{other}/do/merge", data=merged), Work())
    assert found["merge"].status == 422, found["merge"].body.decode()
    return found


def seen(answer: TestResponse, work: Work) -> Seen:
    """An answer without what is random in it."""
    told = tuple(sorted(pair for pair in answer.headers if pair[0] != "Set-Cookie"))
    body = PASSING.sub(rb"\1", answer.get_data())
    answer.close()
    return Seen(answer.status_code, told, body, work)


def mails(person_id: str) -> list[tuple[object, ...]]:
    """What the outbox holds for one person."""
    columns = ("kind", "subject", "body", "not_before", "state", "fault")
    return sorted(
        tuple(str(row[one]) for one in columns)
        for row in steps.rows("outbox")
        if row["person_id"] == person_id
    )


# Who looks in each room here, and who at everything; `python -m tests.ordeals.twin_worlds` looks at it all.
WHO = {"staff": tuple(WAYS), "board": ("about", "added later")}
WHOLE = ("staff", "about")


@pytest.mark.parametrize(
    ("worlds", "way"), [(room, way) for room in sorted(ROOMS) for way in WHO[room]], indirect=["worlds"]
)
def test_someone_it_is_hidden_from_cannot_tell_the_worlds_apart(worlds: Twins, way: str) -> None:
    assert not told_apart(worlds, way, whole=(worlds.room, way) == WHOLE)


def told_apart(made: Twins, way: str, *, whole: bool) -> list[str]:
    """What one person can tell the worlds apart by."""
    looked, came = [], []
    with time_machine.travel(LATER, tick=False):
        for world in ("without", "with"):
            made.enter(world)
            looked.append(look(made, way, whole=whole))
            came.append(mails(made.people[way].person_id))
    return differences(*looked) + (["mails"] if came[0] != came[1] else [])


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    """What tells two worlds apart, by its address."""
    parts = ("status", "headers", "body", "work")
    return [
        f"{path}: {part}"
        for path in one.keys() | other.keys()
        for part in parts
        if path not in one or path not in other or getattr(one[path], part) != getattr(other[path], part)
    ]


def test_someone_who_may_see_it_tells_them_apart(worlds: Twins) -> None:
    """The comparison is worth something: to its reader nearly everything differs."""
    chair, lists, told = worlds.company.visitors["chair"], ("/cases", "/trails", "/overview"), {}
    for world in ("without", "with"):
        worlds.enter(world)
        with time_machine.travel(NOW.replace(hour=10), tick=False):
            told[world] = [chair.client.get(f"/fts{path}").get_data() for path in lists]
            taken = copies(chair, {"", "json"})
            del taken["/papers/board-report json"]  # so few are hidden in it from everybody
            told[world] += [copy.get_data() for copy in taken.values()]
            told[world] += [chair.client.get(f"/fts/cases/{worlds.hidden['reference']}").status]
    same = [number for number, pair in enumerate(zip(*told.values(), strict=True)) if len(set(pair)) == 1]
    assert same == []
    assert told["with"][-1] == "200 OK"


def test_it_is_the_same_on_postgresql(app: Flask, postgresql: databases.Database) -> None:
    manager = cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    chair = cast.join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    cast.report(story="An ordinary thing on our page.")
    paths = ("/", "/today", "/cases", "/cases?words=shouted", "/trails", "/overview", "/annual-return/2026")
    with time_machine.travel(NOW, tick=False):
        visitor = cast.browse(app, "fts", manager)
        visitor.get("/today")
        without = [visitor.client.get(f"/fts{path}").get_data() for path in paths]
        hidden = cast.report(story="Somebody shouted at us online.", about_posts=("business_manager",))
        with_it = [visitor.client.get(f"/fts{path}").get_data() for path in paths]
        assert hidden in cast.browse(app, "fts", chair).get("/today")
    assert [PASSING.sub(rb"\1", page) for page in with_it] == [PASSING.sub(rb"\1", page) for page in without]
