"""What someone has typed so far, kept on the server until it is sent; outside the trail, really deleted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from incidents.store.db import read, work
from incidents.store.hashes import hash_of
from incidents.store.models import Draft

KEPT_FOR = timedelta(days=7)


def save(
    token: str | None, organisation_id: str, what: str, body: Mapping[str, object], now: datetime
) -> str:
    """Keep what was typed under `token`, or under a new one (256 random bits); the token. Old drafts go.

    A token that names no draft of this charity and sort is not taken over: whoever made it up knows it.
    """
    with work() as session:
        session.execute(delete(Draft).where(Draft.updated_at < now - KEPT_FOR))
        draft = _of(session.get(Draft, hash_of(token)), organisation_id, what) if token else None
        if draft is None or token is None:
            token = secrets.token_urlsafe(32)
            draft = Draft(token_hash=hash_of(token), organisation_id=organisation_id, what=what)
            session.add(draft)
        draft.body, draft.updated_at = dict(body), now
    return token


def find(token: str | None, organisation_id: str, what: str, now: datetime) -> dict[str, object] | None:
    """What was typed, or None: unknown, of another charity or sort, or older than a draft is kept."""
    if token is None:
        return None
    with read() as session:
        draft = _of(session.get(Draft, hash_of(token)), organisation_id, what)
    return draft.body if draft is not None and now - draft.updated_at < KEPT_FOR else None


def forget(token: str) -> None:
    """Delete a draft: it was sent, or its writer wants it gone."""
    with work() as session:
        session.execute(delete(Draft).where(Draft.token_hash == hash_of(token)))


def _of(draft: Draft | None, organisation_id: str, what: str) -> Draft | None:
    return draft if draft and draft.organisation_id == organisation_id and draft.what == what else None
