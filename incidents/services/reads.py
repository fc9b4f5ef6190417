"""Who has looked: one entry for each reading, search or refusal, in the reader's own stream of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from incidents.services.actors import Member
from incidents.services.throttling import TooMany
from incidents.store import trail
from incidents.store.db import work
from incidents.store.queries import looks

ONE_LOOK = timedelta(minutes=5)
# Fifteen are put before the chair (domain/reading_habits.py); so many are stopped.
MOST_CASES = 100
MOST_WITHIN = timedelta(hours=1)
_SAME_LOOK = frozenset({"viewed", "trail_viewed"})


def note(
    session: Session,
    actor: Member,
    action: str,
    now: datetime,
    *,
    case_id: str | None = None,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Write down a reading in the reader's transaction, before anything is shown.

    Looking at the same case again within five minutes is the same look. Raises `throttling.TooMany` for very
    many cases in a short time.
    """
    if case_id is not None and action in _SAME_LOOK:
        if _looked_just_now(session, actor, action, now, case_id):
            return
        _refuse_too_many(session, actor, now, case_id)
    trail.on_reads(
        session,
        trail.Entry(
            organisation_id=actor.organisation_id,
            action=action,
            actor=actor.person_id,
            at=now,
            payload={"by": actor.name, **(payload or {})},
            case_id=case_id,
        ),
    )


def _looked_just_now(session: Session, actor: Member, action: str, now: datetime, case_id: str) -> bool:
    lately = looks.last_of(session, actor.person_id, now.date().isoformat(), case_id)
    return any(one.action == action and timedelta(0) <= now - one.at < ONE_LOOK for one in lately)


def _refuse_too_many(session: Session, actor: Member, now: datetime, case_id: str) -> None:
    """Nobody reads a hundred cases in an hour for their work; whoever has the password of someone might."""
    days = {day.date().isoformat() for day in (now, now - MOST_WITHIN)}
    lately = [
        one
        for one in looks.of_days(session, [actor.person_id], days)
        if one.case_id is not None and one.action in _SAME_LOOK and now - one.at < MOST_WITHIN
    ]
    others = {one.case_id for one in lately} - {case_id}
    if len(others) >= MOST_CASES:
        raise TooMany(min(one.at for one in lately) + MOST_WITHIN)


def refused(actor: Member, asked: str, now: datetime) -> None:
    """Write down that something was asked for in vain: alike for unknown, foreign and hidden things.

    `asked` is the address as the caller sent it; no other id is named.
    """
    with work() as session:
        note(session, actor, "refused", now, payload={"asked": asked[:400]})
