"""The charity's own words for its letters, as they are stored."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.store.models import LetterWording


def row(session: Session, organisation_id: str, kind: str, *, lock: bool = False) -> LetterWording | None:
    """The words for one kind of letter, if the charity has its own; `lock` holds the row."""
    query = select(LetterWording).where(
        LetterWording.organisation_id == organisation_id, LetterWording.kind == kind
    )
    return session.scalars(query.with_for_update() if lock else query).first()
