"""Who asks what the policy says, as the question needs it; and how often it was asked, by month."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from incidents.store.models import Holding, PolicyQuestionCount


def held(
    session: Session, organisation_id: str, person_id: str, now: datetime
) -> tuple[tuple[str, str, str], ...]:
    """The posts and standings that one person holds at `now`, as (kind, key, state), in a steady order."""
    rows = session.execute(
        select(Holding.kind, Holding.key, Holding.state)
        .where(
            Holding.organisation_id == organisation_id,
            Holding.person_id == person_id,
            Holding.kind.in_(("post", "standing")),
            Holding.since <= now,
            or_(Holding.until.is_(None), Holding.until > now),
        )
        .order_by(Holding.kind, Holding.key, Holding.id)
    )
    return tuple((kind, key, state) for kind, key, state in rows)


def count_one(session: Session, organisation_id: str, month: str) -> None:
    """One more for this month ("2026-11"): one statement, so that answers at the same moment all count."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = cast("Table", PolicyQuestionCount.__table__)
    row = insert(table).values(organisation_id=organisation_id, month=month, asked=1)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["organisation_id", "month"], set_={"asked": table.c.asked + 1}
        )
    )


def counted(session: Session, organisation_id: str) -> dict[str, int]:
    """How often it was asked, by month, the first month first."""
    rows = session.execute(
        select(PolicyQuestionCount.month, PolicyQuestionCount.asked)
        .where(PolicyQuestionCount.organisation_id == organisation_id)
        .order_by(PolicyQuestionCount.month)
    )
    return {row.month: row.asked for row in rows}
