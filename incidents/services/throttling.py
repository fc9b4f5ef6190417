"""How often something may be tried; counted in the database, so that restarts and many workers agree."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from incidents.store.db import read, work
from incidents.store.models import Throttle


class TooMany(Exception):
    """Tried too often; `until` is the aware instant when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def count(what: str, who: str, *, limit: int, window: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who`. Raises TooMany beyond `limit` within `window`."""
    key = _key(what, who)
    # A flood that is stopped already is stopped without writing: others need the database.
    with read() as session:
        found = session.get(Throttle, key)
    if found is not None and found.tries > limit and now - found.since < window:
        raise TooMany(found.since + window)
    with work() as session:
        _make_sure_of(session, key, now)
        row = session.get_one(Throttle, key, with_for_update=True)
        if now - row.since >= window:
            row.tries, row.since = 0, now
        row.tries += 1
        tries, until = row.tries, row.since + window
    if tries > limit:
        raise TooMany(until)


def ask(what: str, who: str, *, limit: int, window: timedelta, now: datetime) -> None:
    """Raise TooMany where `what` by `who` has reached `limit` within `window`; nothing is counted."""
    with read() as session:
        row = session.get(Throttle, _key(what, who))
    if row is not None and row.tries >= limit and now - row.since < window:
        raise TooMany(row.since + window)


def forget(session: Session, what: str, who: str) -> None:
    """Start counting afresh, after a success."""
    session.execute(delete(Throttle).where(Throttle.key == _key(what, who)))


def _make_sure_of(session: Session, key: str, now: datetime) -> None:
    """A row to count in; two first tries at once share it instead of one of them failing."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(cast("Table", Throttle.__table__)).values(key=key, tries=0, since=now)
    session.execute(row.on_conflict_do_nothing())


def _key(what: str, who: str) -> str:
    return hashlib.sha256(f"{what}\x00{who}".encode()).hexdigest()
