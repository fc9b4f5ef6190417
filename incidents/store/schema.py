"""Is the database the one this program knows? Compared at every start, before anything is served."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from incidents.store import seals


class Schema(StrEnum):
    """How the database stands to the program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


def compare(engine: Engine, head: str, known: frozenset[str]) -> Schema:
    """`head` is the newest revision, `known` all of them; any other was made by a newer program."""
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return Schema.EMPTY
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError:  # no such server, no such folder, no right to it, or no database at all
        return Schema.UNREACHABLE
    if found is None:
        return Schema.EMPTY
    if found not in known:
        return Schema.UNKNOWN
    return Schema.CURRENT if found == head else Schema.OLDER


def unguarded(engine: Engine) -> tuple[str, ...]:
    """The names of triggers of the trail that are missing or changed; a program must not start with any."""
    with engine.connect() as connection:
        return seals.missing(connection)
