"""What tests share: a fresh real database of each kind, and the program on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import databases, links


@pytest.fixture(params=databases.KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[databases.Database]:
    """A fresh database with the five charities, once on SQLite and once on PostgreSQL."""
    made = databases.fresh(request.param)
    yield made
    databases.drop(made)


@pytest.fixture
def sqlite() -> Iterator[databases.Database]:
    """A fresh SQLite database, where the kind of database makes no difference."""
    made = databases.fresh("sqlite")
    yield made
    databases.drop(made)


@pytest.fixture
def postgresql() -> Iterator[databases.Database]:
    """A fresh PostgreSQL database, for what only it can do."""
    made = databases.fresh("postgresql")
    yield made
    databases.drop(made)


@pytest.fixture(scope="session")
def app() -> Flask:
    """The program; `database` or `sqlite` binds it to a fresh database for each test."""
    return databases.make_app(databases.empty("sqlite"))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> links.Post:
    """A worker that sends to nobody; what it would have sent stands here."""
    return links.Post(monkeypatch)
