"""The evidence of a case as a form tells of it: what there is, never what it holds."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Evidence


def proof(
    session: Session, case: CaseFile, visible_tracks: Collection[str], *, whole: bool
) -> tuple[Evidence, ...]:
    """The files of a case that count, oldest first: its own for who is let into the whole of it, and those
    of the matters they may know of.
    """
    of_case = and_(Evidence.case_id == case.id, Evidence.track_id.is_(None)) if whole else false()
    query = select(Evidence).where(
        Evidence.organisation_id == case.organisation_id,
        Evidence.taken_back_at.is_(None),
        or_(of_case, Evidence.track_id.in_(visible_tracks)),
    )
    return tuple(session.scalars(query.order_by(Evidence.added_at, Evidence.id)))
