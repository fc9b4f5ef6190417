"""Policy versions: which held on a day, what it said, and why it was installed."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incidents.store.models import Event, EventPayload, PolicyVersion


def in_force(session: Session, organisation_id: str, day: date) -> tuple[int, bytes]:
    """The number and hash of the version that held on `day`: the newest whose date has come."""
    number, sha256 = session.execute(
        select(PolicyVersion.number, PolicyVersion.sha256)
        .where(
            PolicyVersion.organisation_id == organisation_id,
            or_(PolicyVersion.in_force_from.is_(None), PolicyVersion.in_force_from <= day),
        )
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ).one()
    return number, sha256


def document(session: Session, organisation_id: str, number: int) -> str:
    """The canonical JSON of one version."""
    return session.scalars(
        select(PolicyVersion.document).where(
            PolicyVersion.organisation_id == organisation_id, PolicyVersion.number == number
        )
    ).one()


def versions(session: Session, organisation_id: str) -> tuple[tuple[int, date | None, datetime, bytes], ...]:
    """Every version of a charity's policy, newest first: number, from which day, when installed, its hash."""
    return tuple(
        session.execute(
            select(
                PolicyVersion.number,
                PolicyVersion.in_force_from,
                PolicyVersion.installed_at,
                PolicyVersion.sha256,
            )
            .where(PolicyVersion.organisation_id == organisation_id)
            .order_by(PolicyVersion.number.desc())
        )
    )


def reason(session: Session, organisation_id: str, number: int) -> str:
    """Why a version was installed, as its entry in the trail says; empty where nobody was asked."""
    bodies = session.scalars(
        select(EventPayload.body)
        .join(Event, EventPayload.event_id == Event.id)
        .where(
            Event.organisation_id == organisation_id,
            Event.stream == f"organisation/{organisation_id}",
            EventPayload.body.contains('"holds_from"'),
        )
    )
    told = (json.loads(body) for body in bodies if body is not None)
    return next((str(one["because"]) for one in told if one.get("version") == number), "")
