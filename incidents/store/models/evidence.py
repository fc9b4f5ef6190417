"""Evidence of a case: a row for each file that was taken, and the key that the files are sealed for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Answers, Base, Key, Line, Owned, Prose, Slug, within


class CaseKey(Base):
    """The key of a case's files: `recipient` seals them; `wrapped` opens them, itself sealed for the program.

    Whoever destroys `wrapped` has made every file of the case unreadable.
    """

    __tablename__ = "case_key"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    case_id: Mapped[Key] = mapped_column(primary_key=True)
    recipient: Mapped[Line]
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime]
    __table_args__ = (within("case_id", "case_file"), UniqueConstraint("recipient"))


class Evidence(Owned, Base):
    """One file: what was said of it when it was taken, what it is, its fingerprints, whether it was scanned.

    The file's name in the store is made of `id`. `case_id` is the case it was taken for, whose key seals it,
    also where its matter went with a joined case into another one. `sha256` and `size` are those of the file
    as it was sent, `sealed_sha256` of the bytes in the store. `opaque`: name and content do not agree, or it
    is two things at once, so it is kept and handed out, never shown. `replaces_id` is the file that it is
    a newer version of; both stay.
    """

    __tablename__ = "evidence"
    case_id: Mapped[Key]
    track_id: Mapped[Key | None]
    replaces_id: Mapped[Key | None]
    name: Mapped[Line]
    kind: Mapped[Slug]
    opaque: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int]
    sha256: Mapped[bytes]
    sealed_sha256: Mapped[bytes]
    told: Mapped[Answers]
    scan: Mapped[Slug]
    scan_words: Mapped[Line] = mapped_column(default="")
    scanned_at: Mapped[datetime | None]
    added_by_person_id: Mapped[Key]
    added_by_name: Mapped[Line]
    added_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_because: Mapped[Prose] = mapped_column(default="")
    taken_back_by_person_id: Mapped[Key | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("replaces_id", "evidence", name="fk_evidence_replaces_id"),
        within("added_by_person_id", "person"),
        within("taken_back_by_person_id", "person", name="fk_evidence_taken_back_by"),
        UniqueConstraint("organisation_id", "replaces_id"),
        CheckConstraint("size >= 1", name="size"),
        CheckConstraint("length(sha256) = 32 and length(sealed_sha256) = 32", name="hashes"),
        CheckConstraint(
            "scan in ('not_scanned', 'waiting', 'clean', 'infected', 'unscannable')", name="scan"
        ),
        CheckConstraint("scan in ('not_scanned', 'waiting') or scanned_at is not null", name="scanned"),
        CheckConstraint(
            "(taken_back_at is null) = (taken_back_by_person_id is null) and"
            " (taken_back_at is null) = (taken_back_because = '')",
            name="taken_back",
        ),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "track_id"),
        Index(None, "scan"),
    )
