"""Delivering mail: the only place where a mail of the outbox moves on, from what we believe it to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from incidents.domain.invited import ASKED_FOR
from incidents.store.models import CaseFile, Outbox

# How long one worker has a mail in hand. Longer than any single answer of a mail server is waited for.
LEASE = timedelta(minutes=5)
_NOBODYS: dict[str, None] = {"claimed_by": None, "claimed_until": None}


def claim(session: Session, worker: str, now: datetime) -> Outbox | None:
    """Take the next mail in hand that may go now; None when there is none. Other workers pass it by."""
    row = session.scalars(
        select(Outbox)
        .where(Outbox.state == "waiting", Outbox.not_before <= now, _free(now))
        .order_by(Outbox.not_before, Outbox.organisation_id, Outbox.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is not None:
        row.claimed_by, row.claimed_until = worker, now + LEASE
    return row


def hand_over(session: Session, row: Outbox, worker: str, now: datetime) -> bool:
    """Just before the final dot: from here on this mail is never sent again. False: it is no longer ours."""
    return _move(
        session, row, "handing_over", _ours(worker, "waiting", now), claimed_until=now + LEASE, fault=""
    )


def sent(session: Session, row: Outbox, worker: str, now: datetime) -> None:
    """It was taken: what it said is blanked, the row stays so that it goes once."""
    # Also when it was called unsure meanwhile: we know better now.
    mine = and_(Outbox.claimed_by == worker, Outbox.state.in_(("handing_over", "unsure")))
    _move(session, row, "sent", mine, sent_at=now, body=None, to_address="", claimed_until=None, fault="")


def later(session: Session, row: Outbox, worker: str, not_before: datetime, fault: str) -> None:
    """It was not sent, and is tried again."""
    mine = and_(Outbox.claimed_by == worker, Outbox.state.in_(("waiting", "handing_over")))
    tries = row.tries + 1
    _move(session, row, "waiting", mine, not_before=not_before, tries=tries, fault=fault, **_NOBODYS)


def put_back(session: Session, row: Outbox, worker: str) -> None:
    """It was not even tried."""
    _move(session, row, "waiting", and_(Outbox.claimed_by == worker, Outbox.state == "waiting"), **_NOBODYS)


def give_up(session: Session, row: Outbox, worker: str, fault: str) -> None:
    """The server will never take it: it was not sent."""
    mine = and_(Outbox.claimed_by == worker, Outbox.state.in_(("waiting", "handing_over")))
    _move(session, row, "given_up", mine, tries=row.tries + 1, fault=fault, **_NOBODYS)


def not_needed(session: Session, row: Outbox, worker: str, why: str) -> None:
    """Nobody needs it any more: it is not sent, and what it said is blanked."""
    mine = and_(Outbox.claimed_by == worker, Outbox.state == "waiting")
    _move(session, row, "not_needed", mine, fault=why, body=None, to_address="", **_NOBODYS)


def unsure(session: Session, row: Outbox, worker: str, fault: str) -> None:
    """Nobody can tell whether it was taken: it is not sent again."""
    mine = and_(Outbox.claimed_by == worker, Outbox.state == "handing_over")
    _move(session, row, "unsure", mine, fault=fault, body=None, to_address="", claimed_until=None)


def expired(session: Session, now: datetime) -> tuple[Outbox, ...]:
    """The mails whose worker died while handing them over; they are unsure now."""
    rows = tuple(
        session.scalars(
            select(Outbox).where(Outbox.state == "handing_over", _free(now)).with_for_update(skip_locked=True)
        )
    )
    for row in rows:
        _move(session, row, "unsure", Outbox.state == "handing_over", fault="the worker stopped", body=None)
    return rows


def drop_stale(session: Session, now: datetime) -> None:
    """What nobody needs any more, whether a server is named or not: nobody should read that it was not sent.

    A mail about a report that somebody has looked at, or about something new in a case that is closed; and
    what somebody asked for at the keyboard an hour ago.
    """
    charity = CaseFile.organisation_id == Outbox.organisation_id
    looked_at = select(CaseFile.id).where(charity, CaseFile.state != "reported")
    closed = select(CaseFile.id).where(charity, CaseFile.state == "closed")
    session.execute(
        update(Outbox)
        .where(
            Outbox.state == "waiting",
            Outbox.claimed_by.is_(None),
            or_(
                and_(Outbox.kind == "report", Outbox.case_id.in_(looked_at)),
                and_(Outbox.kind == "new", Outbox.case_id.in_(closed)),
            ),
        )
        .values(state="not_needed", fault="somebody has seen to it", body=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Outbox)
        .where(
            Outbox.state.in_(("waiting", "given_up")),
            Outbox.claimed_by.is_(None),
            Outbox.person_id.is_(None),
            Outbox.created_at <= now - ASKED_FOR,
        )
        .values(state="not_needed", fault="nobody waits for it any more", body=None, to_address="")
        .execution_options(synchronize_session=False)
    )


def call_off(session: Session, organisation_id: str, key: str, why: str) -> None:
    """The mails whose key begins so and that have not gone are not needed."""
    session.execute(
        update(Outbox)
        .where(
            Outbox.organisation_id == organisation_id,
            Outbox.key.startswith(key, autoescape=True),
            Outbox.state.in_(("waiting", "given_up")),
        )
        .values(state="not_needed", fault=why, body=None, to_address="", **_NOBODYS)
        .execution_options(synchronize_session=False)
    )


def again(session: Session, organisation_id: str, now: datetime) -> None:
    """Try once more what the server did not take."""
    given_up = select(Outbox).where(Outbox.organisation_id == organisation_id, Outbox.state == "given_up")
    rows = tuple(session.scalars(given_up))
    for row in rows:
        _move(session, row, "waiting", Outbox.state == "given_up", not_before=now, **_NOBODYS)


def _free(now: datetime) -> ColumnElement[bool]:
    """Nobody has it in hand; a lease that ends too far ahead is from before the clock was put back."""
    return or_(Outbox.claimed_until.is_(None), Outbox.claimed_until < now, Outbox.claimed_until > now + LEASE)


def _ours(worker: str, state: str, now: datetime) -> ColumnElement[bool]:
    return and_(Outbox.claimed_by == worker, Outbox.state == state, Outbox.claimed_until >= now)


def _move(session: Session, row: Outbox, state: str, where: ColumnElement[bool], **changed: object) -> bool:
    """Move one mail on, if it still stands as we believe; whether it did."""
    done = session.execute(
        update(Outbox)
        .where(Outbox.organisation_id == row.organisation_id, Outbox.id == row.id, where)
        .values(state=state, **changed)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[object]", done).rowcount == 1
