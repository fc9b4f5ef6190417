"""A form acts once: its key and answer are stored in the same transaction as the change."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from incidents.store.models import Idempotency


def earlier_answer(
    session: Session, who: str, key: str, answer: dict[str, object], now: datetime
) -> dict[str, object] | None:
    """Claim `key` for `who` with `answer`; None when it is new, else the answer given the first time.

    A second request with the same key waits for the first one's transaction: a double click acts once.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claim = insert(cast("Table", Idempotency.__table__)).values(who=who, key=key, answer=answer, at=now)
    new = session.execute(claim.on_conflict_do_nothing().returning(Idempotency.key)).first()
    if new is not None:
        return None
    return session.scalars(
        select(Idempotency.answer).where(Idempotency.who == who, Idempotency.key == key)
    ).one()
