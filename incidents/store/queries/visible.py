"""The one filter: which cases and which matters a reader may learn of; everything else is derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased

from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.store.models import Access, CaseFile, Exclusion, Track


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes: one person of one charity at one instant. `sees_open` are let into cases that are not restricted."""

    organisation_id: str
    person_id: str
    sees_open: bool
    now: datetime


def case_visible(reader: Reader) -> ColumnElement[bool]:
    """The case is of the reader's charity, is not hidden from them, and they are let into it or into a part."""
    return and_(
        CaseFile.organisation_id == reader.organisation_id,
        not_hidden(reader),
        or_(_open_to(reader), _let_in(reader, whole=False)),
    )


def case_whole(reader: Reader) -> ColumnElement[bool]:
    """The reader is let into the case itself, not only into one matter of it."""
    return or_(_open_to(reader), _let_in(reader, whole=True))


def track_visible(reader: Reader) -> ColumnElement[bool]:
    """The matter may be known to someone who may see its case (join with `case_visible`)."""
    access = aliased(Access)
    let_in = exists().where(
        access.organisation_id == Track.organisation_id,
        access.track_id == Track.id,
        access.person_id == reader.person_id,
        access.since <= reader.now,
        or_(access.until.is_(None), access.until > reader.now),
    )
    return or_(let_in, and_(Track.machine.not_in(sorted(CLOSED_CIRCLE)), case_whole(reader)))


def not_hidden(reader: Reader) -> ColumnElement[bool]:
    """No exclusion names the reader (design 6: they do not learn that the case exists)."""
    hidden = exists().where(
        Exclusion.organisation_id == CaseFile.organisation_id,
        Exclusion.case_id == CaseFile.id,
        Exclusion.person_id == reader.person_id,
    )
    return ~hidden


def _open_to(reader: Reader) -> ColumnElement[bool]:
    return CaseFile.restricted.is_(False) if reader.sees_open else false()


def _let_in(reader: Reader, *, whole: bool) -> ColumnElement[bool]:
    access = aliased(Access)
    row = exists().where(
        access.organisation_id == CaseFile.organisation_id,
        access.case_id == CaseFile.id,
        access.person_id == reader.person_id,
        access.since <= reader.now,
        or_(access.until.is_(None), access.until > reader.now),
    )
    return row.where(access.track_id.is_(None)) if whole else row
