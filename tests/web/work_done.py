"""Counts what the database does for one page: the statements it is asked, and the rows it gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry


@dataclass
class Work:
    """The statements in their order, without what was put into them, and how many rows came of them all."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0


@contextmanager
def counted(engine: sa.Engine) -> Iterator[Work]:
    """Counts while it is open. SQLite alone, which calls us for each row that it gives."""
    work = Work()

    def one_row(_: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        work.rows += 1
        return row

    def out(connection: DBAPIConnection, *_: object) -> None:
        connection.row_factory = one_row

    def back(connection: DBAPIConnection | None, _: ConnectionPoolEntry) -> None:
        if connection is not None:
            connection.row_factory = None

    def asked(
        _: sa.Connection, cursor: DBAPICursor, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        work.statements.append(statement)

    listeners = (("checkout", out), ("checkin", back), ("before_cursor_execute", asked))
    for name, listener in listeners:
        sa.event.listen(engine, name, listener)
    try:
        yield work
    finally:
        for name, listener in listeners:
            sa.event.remove(engine, name, listener)
