"""The clocks of a case, and the days a charity adds to its nation's bank holidays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, linked, of_charity, within


class ClockRow(Owned, Base):
    """One clock of a case (or of one matter of it): what it counts from, what changed it, what ended it.

    `event_id` is the entry that started it, `ended_by` the one that ended it. `due_at` is worked out from the
    other columns and the bank holidays, and kept so that lists can ask for it. `by_hand`: somebody started it
    themselves, so no step of a matter ends it.
    """

    __tablename__ = "clock"
    case_id: Mapped[Key]
    track_id: Mapped[Key | None]
    kind: Mapped[Slug]
    starts_at: Mapped[datetime]
    because: Mapped[Prose] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[Key]
    length: Mapped[int | None]
    pauses: Mapped[list[object]] = mapped_column(JSON)
    extension: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    due_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[Prose] = mapped_column(default="")
    ended_by: Mapped[Key | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        linked(["organisation_id", "event_id"], ["event.organisation_id", "event.id"]),
        linked(
            ["organisation_id", "ended_by"],
            ["event.organisation_id", "event.id"],
            name="fk_clock_ended_by",
        ),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("(ended_at is null) = (ended_by is null)", name="ended"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "ended_at", "due_at"),
    )


class Holiday(Owned, Base):
    """A day the charity counts as a bank holiday of its nation beside the list that came with the program."""

    __tablename__ = "holiday"
    nation: Mapped[Slug]
    day: Mapped[date]
    name: Mapped[Line]
    added_by_person_id: Mapped[Key]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_because: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        of_charity(),
        within("added_by_person_id", "person"),
        CheckConstraint("removed_at is null or removed_because <> ''", name="removed"),
        Index(None, "organisation_id", "removed_at"),
    )
