"""Coming in: signing in with a password, and what is asked of the database before a page of a case."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count

import sqlalchemy as sa

from benchmarks.ground import PASSWORD, Ground
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import hashing, reading, signing_in
from incidents.services.signing_in import From, Limits
from incidents.store import db
from incidents.store.models import Account

MEMORY = 64  # MiB, as with real cases
_LIMITS = Limits(timedelta(days=1), timedelta(days=1))
_SESSION = """SELECT s.account_id, h.key FROM sign_in_session s
JOIN membership m ON m.account_id = s.account_id
JOIN holding h ON h.organisation_id = m.organisation_id AND h.person_id = m.person_id
WHERE s.token_hash = ? AND s.revoked_at IS NULL AND m.organisation_id = 'fts' AND h.kind = 'role'"""
_CASE = "SELECT id FROM case_file WHERE organisation_id = 'fts' AND reference = ?"
Job = Callable[[], object]


def sign_in(made: Ground) -> tuple[Job, Job]:
    """Signing in, each time from another address; and checking the same hash with the same numbers, bare."""
    tool, places = hashing.hasher(MEMORY), count()

    def ours() -> None:
        where = From(f"place {next(places)}", "a bench")
        if signing_in.sign_in(made.manager.email, PASSWORD, where, tool, datetime.now(UTC)) is None:
            raise LookupError("the manager was not let in")

    ours()  # the hash is made anew with these numbers
    with db.read() as session:
        stored = session.scalars(
            sa.select(Account.password_hash).where(Account.id == made.manager.account_id)
        ).one()
    return ours, lambda: tool.verify(stored, PASSWORD)


def permission(made: Ground) -> tuple[Job, Job]:
    """Who asks, what their roles are granted, and whether the one filter shows them the case; and two bare
    SELECTs of the same rows by their keys.
    """
    connection = sqlite3.connect(made.path)
    token = signing_in.hash_of(made.token)

    def ours() -> None:
        now = datetime.now(UTC)
        found = signing_in.who(made.token, "fts", _LIMITS, now)
        member = found.member if found else None
        if member is None or not permits(member, Permission.READ_CASE):
            raise LookupError("the manager may not read cases")
        if not reading.is_whole(member, made.reference, now):
            raise LookupError("the manager does not see the case")

    def beneath() -> None:
        with closing(connection.cursor()) as cursor:
            for query, key in ((_SESSION, token), (_CASE, made.reference)):
                if cursor.execute(query, (key,)).fetchone() is None:
                    raise LookupError("the floor found nothing")

    return ours, beneath
