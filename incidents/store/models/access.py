"""Who is let into a case or one matter of it, and who must not learn that it exists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Slug, within


class Access(Owned, Base):
    """One person let into a case (no track) or into one track, from and until, with the reason.

    `by_person_id`: who let them in, where a person did. `agreed_at`: when somebody from outside agreed to
    keep it to themselves. `ended_because`: why they were taken off before their time.
    """

    __tablename__ = "access"
    case_id: Mapped[Key]
    track_id: Mapped[Key | None]
    person_id: Mapped[Key]
    because: Mapped[Line]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    by_person_id: Mapped[Key | None]
    agreed_at: Mapped[datetime | None]
    ended_because: Mapped[Line | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("person_id", "person"),
        within("by_person_id", "person"),
        Index(None, "organisation_id", "person_id", "case_id"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "track_id", "person_id"),
    )


class Exclusion(Base):
    """One person from whom a case is hidden, and why."""

    __tablename__ = "exclusion"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    case_id: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(primary_key=True)
    why: Mapped[Slug]
    since: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("person_id", "person"),
        CheckConstraint("why in ('about', 'close', 'declared', 'kept_out')", name="why"),
        Index(None, "organisation_id", "person_id"),
    )
