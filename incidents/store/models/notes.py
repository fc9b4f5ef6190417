"""Which notes are for their writer alone; what a note says lives in the trail and nowhere else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Slug, linked, within


class PrivateNote(Base):
    """An entry that only its writer may read, until `shared_at`; there is no way back from there."""

    __tablename__ = "private_note"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    event_id: Mapped[Key] = mapped_column(primary_key=True)
    case_id: Mapped[Key]
    track_id: Mapped[Key | None]
    person_id: Mapped[Key]
    shared_at: Mapped[datetime | None]
    __table_args__ = (
        linked(["organisation_id", "event_id"], ["event.organisation_id", "event.id"]),
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("person_id", "person"),
        Index(None, "organisation_id", "case_id"),
    )
