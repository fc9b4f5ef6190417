"""The engine and the two ways to use it: `read()` and `work()`, the one commit in the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from incidents.domain import chain
from incidents.store.models import Base

# WAL before this release has a rare corruption when two connections meet at a checkpoint (decision 006).
_WAL_IS_SAFE = (3, 51, 3)

db = SQLAlchemy(metadata=Base.metadata)
_reading = sessionmaker[Session](expire_on_commit=False)
_writing = sessionmaker[Session](expire_on_commit=False)


def bind(engine: Engine) -> None:
    """Use `engine` from now on: the one that Flask-SQLAlchemy made from the settings, or a test's own."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _prepare_sqlite):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    _reading.configure(bind=engine)
    _writing.configure(bind=engine.execution_options(candour_writes=True))


def engine() -> Engine:
    """The engine in use."""
    bound = _reading.kw["bind"]
    if not isinstance(bound, Engine):
        raise TypeError("no database was bound")
    return bound


@contextmanager
def read() -> Iterator[Session]:
    """A session to look with; whatever it changed is thrown away."""
    with _reading() as session:
        yield session


@contextmanager
def snapshot() -> Iterator[Session]:
    """As `read`, and everything looked at is as it was at one moment, whatever others commit meanwhile."""
    with _reading() as session:
        if engine().dialect.name == "postgresql":  # SQLite's readers keep to one moment already
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


@contextmanager
def work() -> Iterator[Session]:
    """A session to change with: everything in it is committed together, or nothing is."""
    with _writing.begin() as session:
        yield session


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event opens the transactions, see below
    connection.create_function("candour_leaf", 1, chain.leaf, deterministic=True)
    cursor = connection.cursor()
    wal = sqlite3.sqlite_version_info >= _WAL_IS_SAFE
    # trusted_schema stays on: the trigger that checks each hash calls candour_leaf.
    for setting in (
        "busy_timeout = 10000",
        f"journal_mode = {'WAL' if wal else 'DELETE'}",
        f"synchronous = {'FULL' if wal else 'EXTRA'}",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "cell_size_check = ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue at the start instead of failing in the middle."""
    writes = connection.get_execution_options().get("candour_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
