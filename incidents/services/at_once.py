"""Mails about what has just come to somebody, written in the transaction in which it came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import mail_words
from incidents.services.mail_switch import is_off
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, Outbox


def tell(
    session: Session,
    case: CaseFile,
    person_id: str,
    now: datetime,
    *,
    kind: str = "new",
    track_id: str | None = None,
) -> None:
    """Put a mail to this person in the outbox: `kind` is "report" for a report that nobody looked at yet,
    "new" for what was handed to them. It is committed with the case, or not at all; where the charity has
    switched mails off, none is written."""
    if is_off(session, case.organisation_id):
        return
    path = f"/{case.organisation_id}/cases/{case.reference}"
    mail_id = new_id()
    session.add(
        Outbox(
            organisation_id=case.organisation_id,
            id=mail_id,
            person_id=person_id,
            case_id=case.id,
            kind=kind,
            # The form that led here acts once, and so does what it writes: nothing else need tell them apart.
            key=f"{kind}:{case.id}:{track_id or ''}:{mail_id}",
            subject=mail_words.NEW,
            body=mail_words.new(path, f"/{case.organisation_id}/reminders"),
            created_at=now,
            not_before=now,
            state="waiting",
            tries=0,
            claimed_by=None,
            claimed_until=None,
            sent_at=None,
            fault="",
        )
    )
