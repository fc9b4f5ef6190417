"""The one filter: which cases and which matters a reader may learn of; everything else is derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, false, func, or_, select

from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.store.instant import Instant
from incidents.store.models import Access, CaseFile, ClockRow, Exclusion, Task, Track


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes: one person of one charity at one instant.

    `sees_open`: they are let into every case that is not restricted.
    """

    organisation_id: str
    person_id: str
    sees_open: bool
    now: datetime

    @property
    def shape(self) -> Reader:
        """Nobody, who sees as much as this reader: a statement built for nobody is kept, and asked again
        with the `parameters` of whoever reads. Building one takes longer than the database takes to answer.
        """
        return Reader("", "", self.sees_open, datetime.min.replace(tzinfo=UTC))

    @property
    def parameters(self) -> dict[str, object]:
        """What tells this reader from another of the same shape."""
        return {
            "eyes_organisation": self.organisation_id,
            "eyes_person": self.person_id,
            "eyes_now": self.now,
        }


def organisation(reader: Reader) -> BindParameter[str]:
    """The reader's charity, in a statement."""
    return bindparam("eyes_organisation", reader.organisation_id)


def person(reader: Reader) -> BindParameter[str]:
    """The reader themselves, in a statement."""
    return bindparam("eyes_person", reader.person_id)


def instant(reader: Reader) -> BindParameter[datetime]:
    """When the reader looks, in a statement."""
    return bindparam("eyes_now", reader.now, Instant())


def case_visible(reader: Reader) -> ColumnElement[bool]:
    """The case is of the reader's charity, not hidden from them, and they are let into it or into a part."""
    return and_(
        CaseFile.organisation_id == organisation(reader), not_hidden(reader), case_whole_or_part(reader)
    )


def case_whole_or_part(reader: Reader) -> ColumnElement[bool]:
    """The reader is let into the case or into a matter of it (use with `case_visible`)."""
    return or_(_open_to(reader), CaseFile.id.in_(_let_in(reader)))


def case_whole(reader: Reader) -> ColumnElement[bool]:
    """The reader is let into the case itself, not only into one matter of it (use with `case_visible`)."""
    return or_(_open_to(reader), CaseFile.id.in_(_let_in(reader).where(Access.track_id.is_(None))))


def track_visible(reader: Reader) -> ColumnElement[bool]:
    """The matter may be known to someone who may see its case (join with `case_visible`)."""
    return or_(own_track(reader), and_(open_track(), case_whole(reader)))


def task_visible(reader: Reader) -> ColumnElement[bool]:
    """A thing to do may be known: of the case, to who is let into it; of a matter, with the matter.

    Join the task's matter (outer) and its case, with `case_visible`.
    """
    return or_(and_(Task.track_id.is_(None), case_whole(reader)), track_visible(reader))


def clock_visible(reader: Reader) -> ColumnElement[bool]:
    """As `task_visible`, for a clock: join its matter (outer) and its case, with `case_visible`."""
    return or_(and_(ClockRow.track_id.is_(None), case_whole(reader)), track_visible(reader))


def own_track(reader: Reader) -> ColumnElement[bool]:
    """The reader is let into this very matter."""
    # No matter has an empty id. Without this, "no" would be NULL for who is let into whole cases; asking
    # for rows with a matter instead would make SQLite read those of everybody.
    ids = select(func.coalesce(Access.track_id, "")).where(*_holds_now(reader))
    return Track.id.in_(ids)


def open_track() -> ColumnElement[bool]:
    """The matter may be known to everyone who is let into its case as a whole."""
    return Track.machine.not_in(sorted(CLOSED_CIRCLE))


def not_hidden(reader: Reader) -> ColumnElement[bool]:
    """No exclusion names the reader (design 6: they do not learn that the case exists)."""
    hidden = exists().where(
        Exclusion.organisation_id == CaseFile.organisation_id,
        Exclusion.case_id == CaseFile.id,
        Exclusion.person_id == person(reader),
    )
    return ~hidden


def _open_to(reader: Reader) -> ColumnElement[bool]:
    return CaseFile.restricted.is_(False) if reader.sees_open else false()


def _let_in(reader: Reader) -> Select[str]:
    return select(Access.case_id).where(*_holds_now(reader))


def _holds_now(reader: Reader) -> tuple[ColumnElement[bool], ...]:
    return (
        Access.organisation_id == organisation(reader),
        Access.person_id == person(reader),
        Access.since <= instant(reader),
        or_(Access.until.is_(None), Access.until > instant(reader)),
    )
