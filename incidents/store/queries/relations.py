"""How somebody stands to a case: what a refusal rests on, whether they may learn of the case or not."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy import case as either
from sqlalchemy.orm import Session

from incidents.domain.access import Relation
from incidents.store.models import CaseFile, Track
from incidents.store.queries.visible import (
    Reader,
    case_whole,
    case_whole_or_part,
    not_hidden,
    organisation,
    track_visible,
)


def relation(session: Session, reader: Reader, reference: str, track_id: str | None) -> Relation:
    """How the reader stands to the case, or to one matter of it, whether they may learn of it or not.

    For the reasons of a refusal alone: the conditions of the one filter, each by itself. Always one row, so
    that what is hidden is no more work than what is not there.
    """
    of_matter = (Track.id == track_id, track_visible(reader))
    matter = exists().where(
        Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id, *of_matter
    )
    query = select(
        func.count().label("ours"),
        _holds(not_hidden(reader)).label("free"),
        _holds(case_whole(reader)).label("whole"),
        _holds(case_whole_or_part(reader) if track_id is None else matter).label("part"),
    ).where(CaseFile.organisation_id == organisation(reader), CaseFile.reference == reference)
    found = session.execute(query).one()
    if not found.ours:
        return Relation(ours=False)
    return Relation(ours=True, hidden=not found.free, whole=bool(found.whole), part=bool(found.part))


def _holds(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where it holds for the one case that was asked for; 0 or NULL otherwise."""
    return func.max(either((condition, 1), else_=0))
