"""Who has looked: one entry for each reading, search or refusal, in the reader's own stream of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from incidents.services.actors import Member
from incidents.store import trail
from incidents.store.db import work
from incidents.store.queries import looks

ONE_LOOK = timedelta(minutes=5)
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

    Looking at the same case again within five minutes is the same look.
    """
    if (
        case_id is not None
        and action in _SAME_LOOK
        and _looked_just_now(session, actor, action, now, case_id)
    ):
        return
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


def refused(actor: Member, asked: str, now: datetime) -> None:
    """Write down that something was asked for in vain: alike for unknown, foreign and hidden things.

    `asked` is the address as the caller sent it; no other id is named.
    """
    with work() as session:
        note(session, actor, "refused", now, payload={"asked": asked[:400]})
