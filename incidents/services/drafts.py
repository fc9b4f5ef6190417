"""What someone has typed so far, kept on the server until it is sent; outside the trail, and really deleted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from incidents.services.signing_in import hash_of
from incidents.store.db import read, work
from incidents.store.models import Draft

KEPT_FOR = timedelta(days=7)


def save(
    token: str | None, organisation_id: str, what: str, body: Mapping[str, object], now: datetime
) -> str:
    """Keep what was typed under `token`, or under a new one (256 random bits); the token. Old drafts go."""
    token = token or secrets.token_urlsafe(32)
    with work() as session:
        session.execute(delete(Draft).where(Draft.updated_at < now - KEPT_FOR))
        draft = session.get(Draft, hash_of(token))
        if draft is None or draft.organisation_id != organisation_id or draft.what != what:
            if draft is not None:
                token = secrets.token_urlsafe(32)
            draft = Draft(token_hash=hash_of(token), organisation_id=organisation_id, what=what)
            session.add(draft)
        draft.body, draft.updated_at = dict(body), now
    return token


def find(token: str | None, organisation_id: str, what: str) -> dict[str, object] | None:
    """What was typed, or None."""
    if token is None:
        return None
    with read() as session:
        draft = session.get(Draft, hash_of(token))
    if draft is None or draft.organisation_id != organisation_id or draft.what != what:
        return None
    return draft.body


def forget(token: str) -> None:
    """Delete a draft: it was sent, or its writer wants it gone."""
    with work() as session:
        discard(session, token)


def discard(session: Session, token: str) -> None:
    """As `forget`, in a transaction of the caller's."""
    session.execute(delete(Draft).where(Draft.token_hash == hash_of(token)))
