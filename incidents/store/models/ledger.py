"""The trail's two tables, and the register of copies that went out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, linked, of_charity, within


class Event(Base):
    """One sealed header: `header` is the very bytes that were hashed, the other columns repeat it."""

    __tablename__ = "event"
    stream: Mapped[Line] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[Key]
    organisation_id: Mapped[Slug]
    case_id: Mapped[Key | None]
    track_id: Mapped[Key | None]
    header: Mapped[bytes]
    prev: Mapped[bytes]
    leaf: Mapped[bytes]
    __table_args__ = (
        of_charity(),
        UniqueConstraint("id"),
        UniqueConstraint("leaf"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("length(prev) = 32 and length(leaf) = 32", name="hashes"),
        Index(None, "organisation_id", "case_id"),
    )


class EventPayload(Base):
    """What an event says in words; body and salt may be blanked once an `erased` event names the row."""

    __tablename__ = "event_payload"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    event_id: Mapped[Key] = mapped_column(primary_key=True)
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_by: Mapped[Key | None]
    __table_args__ = (
        linked(["organisation_id", "event_id"], ["event.organisation_id", "event.id"]),
        linked(
            ["organisation_id", "erased_by"],
            ["event.organisation_id", "event.id"],
            name="fk_event_payload_erased_by",
        ),
        CheckConstraint(
            "(erased_by is null) = (body is not null and salt is not null)", name="whole_or_erased"
        ),
    )


class ExportRecord(Owned, Base):
    """A copy that left: what, for whom, what for, and the hash of its bytes."""

    __tablename__ = "export_record"
    case_id: Mapped[Key | None]
    what: Mapped[Slug]
    recipient: Mapped[Line]
    purpose: Mapped[Prose]
    sha256: Mapped[bytes]
    at: Mapped[datetime]
    by_person_id: Mapped[Key]
    __table_args__ = (
        of_charity(),
        within("case_id", "case_file"),
        within("by_person_id", "person"),
        Index(None, "organisation_id", "case_id"),
    )
