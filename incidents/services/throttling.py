"""How often something may be tried; counted in the database, so that restarts and many workers agree."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from incidents.store.db import work
from incidents.store.models import Throttle


class TooMany(Exception):
    """Tried too often; `until` is the aware instant when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def count(what: str, who: str, *, limit: int, window: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who`. Raises TooMany beyond `limit` within `window`."""
    key = _key(what, who)
    with work() as session:
        row = session.get(Throttle, key, with_for_update=True)
        if row is None:
            row = Throttle(key=key, tries=0, since=now)
            session.add(row)
        if now - row.since >= window:
            row.tries, row.since = 0, now
        row.tries += 1
        tries, until = row.tries, row.since + window
    if tries > limit:
        raise TooMany(until)


def forget(session: Session, what: str, who: str) -> None:
    """Start counting afresh, after a success."""
    session.execute(delete(Throttle).where(Throttle.key == _key(what, who)))


def _key(what: str, who: str) -> str:
    return hashlib.sha256(f"{what}\x00{who}".encode()).hexdigest()
