"""Ways to spoil a form, and a world in which every form is sent in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import sqlalchemy as sa
import time_machine
from flask.testing import FlaskClient

from incidents.store import db
from tests import cast, databases, steps
from tests.cast import NOW
from tests.filled import Sent, has_form, main_form, sent_by
from tests.page_tree import Node
from tests.test_every_write_has_its_event import (
    EXAMPLES,
    LEDGER_FREE,
    TRAIL,
    Example,
    World,
    a_world,
    difference,
    tables,
)

CANARY = "canary-that-nobody-asked-for"
NO_ID = "f" * 32
OURS = {"csrf_token", "key", "version"}


@dataclass
class House:
    """The world, its database file and a copy of it as it was at first, and what belongs to others in it."""

    world: World
    live: Path
    first: Path
    foreign: tuple[str, ...]
    cookies: dict[str, dict[str, object]]

    def restore(self) -> None:
        """Everything is as it was at first, in the browsers too."""
        db.engine().dispose()
        shutil.copyfile(self.first, self.live)
        self.world.visitors = {name: self.world.visitors[name] for name in self.cookies}
        for name, visitor in self.world.visitors.items():
            with visitor.client.session_transaction() as cookie:
                cookie.clear()
                cookie.update(self.cookies[name])


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    """The world in a fresh database, its copy in `folder`."""
    database = databases.fresh("sqlite")
    app = databases.make_app(database.url)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        world = a_world(app)
        theirs = steps.opened(cast.join("hss", "Sid Vance", [cast.Role.MANAGER]), slug="hss")
        elsewhere = str(steps.case_row(theirs)["id"])
        hidden = steps.opened(world.manager)
        track = steps.start(world.manager, hidden, "containment")
        for who in (None, world.manager, world.admin, world.elsewhere):
            world.as_(who)
    cookies = {}
    for name, visitor in world.visitors.items():
        with visitor.client.session_transaction() as cookie:
            cookies[name] = dict(cookie)
    live = Path(str(sa.make_url(database.url).database))
    first = folder / "first.db"
    db.engine().dispose()
    shutil.copyfile(live, first)
    foreign = (world.elsewhere.person_id, elsewhere, track, "role:admin", NO_ID)
    yield House(world, live, first, foreign, cookies)
    databases.drop(database)


Made = tuple[bytes, str]
FORM = "application/x-www-form-urlencoded"


def _every(names: list[str], value: str) -> bytes:
    return "&".join(f"{quote(name)}={value}" for name in names).encode()


# How a form is spoilt, given the names of its boxes: the bytes sent, and what they call themselves.
SPOILT: dict[str, Callable[[list[str]], Made]] = {
    "nothing at all": lambda _: (b"", FORM),
    "ten thousand boxes": lambda names: (_every([*names, *map(str, range(10_000))], "1"), FORM),
    "ten thousand parts": lambda _: (
        b'--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n' * 10_000 + b"--a--",
        "multipart/form-data; boundary=a",
    ),
    "bytes that are no letters": lambda names: (_every([*names, "x"], "%ff%fe%80"), FORM),
    "a NUL": lambda names: (_every(names, "a%00b"), FORM),
    "half a letter": lambda names: (_every(names, "%ed%a0%80"), FORM),
    "another alphabet": lambda names: (urlencode(dict.fromkeys(names, "x")).encode("utf-16"), FORM),
    "a very long answer": lambda names: (_every(names[:1] or ["x"], "x" * 1_100_000), FORM),
    "a long answer": lambda names: (_every(names, "x" * 20_001), FORM),
    "JSON": lambda names: (b'{"because": {"$ne": 1}}', "application/json"),
    "parts without a border": lambda _: (b"--\r\n", "multipart/form-data"),
    "names within names": lambda names: (
        _every([f"{name}{tail}" for name in names for tail in ("[]", "[0]", ".x", "__proto__")], "x"),
        FORM,
    ),
    "every answer fifty times": lambda names: (_every(names * 50, "x"), FORM),
    "files where words belong": lambda names: (
        b"".join(
            f'--a\r\nContent-Disposition: form-data; name="{name}"; filename="../x"\r\n\r\nx\r\n'.encode()
            for name in names
        )
        + b"--a--",
        "multipart/form-data; boundary=a",
    ),
}
RULES = sorted(EXAMPLES)


def opened(house: House, example: Example) -> tuple[FlaskClient, str, Sent, list[Node]]:
    """The browser, the whole address, what the page would send, and its boxes; everything is as at first."""
    house.restore()
    visitor = house.world.as_(house.world.people.get(example.who))
    example.before(house.world, visitor)
    path = f"/{visitor.slug}{example.path(house.world)}"
    if example.page is None:
        return visitor.client, path, {}, []
    page = visitor.client.get(path).get_data(as_text=True)
    if not has_form(page):  # one button elsewhere
        return visitor.client, path, {}, []
    boxes = [node for node in main_form(page).elements() if node.attrs.get("name")]
    return visitor.client, path, sent_by(page), boxes


def send(client: FlaskClient, path: str, **how: object) -> int:
    """The status of the answer, which is never a fault of ours."""
    with closing(client.post(path, **how)) as answer:  # type: ignore[arg-type]
        assert answer.status_code < 500, answer.get_data(as_text=True)[:2000]
        assert CANARY not in answer.headers.get("Location", "")
    return answer.status_code


def spoil(house: House, rule: str, ways: list[str]) -> None:
    """Send the form of an address in these ways of SPOILT: only what needs no answers may do anything."""
    example = EXAMPLES[rule][0]
    client, path, page, boxes = opened(house, example)
    names = {*page, *(box.attrs["name"] for box in boxes), *example.answers(house.world)}
    before = tables()
    config = house.world.app.config
    config["WTF_CSRF_ENABLED"] = True
    assert send(client, path, data={**page, "csrf_token": ""}) == 400, "taken without its token"
    config["WTF_CSRF_ENABLED"] = False
    for way in ways:
        body, kind = SPOILT[way](sorted(names - OURS))
        status = send(client, path, data=body, content_type=kind)
        if status < 400:  # it needs no answers, or took a plain word as one: then it did what it is for
            client, path, page, boxes = opened(house, example)
            before = tables()
        else:
            assert status in (400, 404, 409, 410, 413, 415, 422, 429), (way, status)
    assert_unchanged(before)


def assert_unchanged(before: dict[str, dict[tuple[object, ...], dict[str, object]]]) -> None:
    """Nothing but passing things, and the caller's own reading, came or went."""
    after = tables()
    assert set(difference(before, after)) <= LEDGER_FREE | TRAIL
    new = after["event"].keys() - before["event"].keys()
    assert all(str(key[0]).startswith("reads/") for key in new)
