"""How a charity's board decides, the packs it was given, and who of it sat, stood aside and voted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, of_charity, within


class BoardRules(Base):
    """What the governing document says of deciding: quorum, majority, casting vote, the chair alone."""

    __tablename__ = "board_rules"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    quorum: Mapped[int]
    majority: Mapped[Slug]
    casting_vote: Mapped[bool]
    alone_allowed: Mapped[bool]
    outside_body: Mapped[Line] = mapped_column(default="")
    next_meeting_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        of_charity(),
        CheckConstraint("quorum >= 1", name="quorum"),
        CheckConstraint("majority in ('more_than_half', 'two_thirds', 'all')", name="majority"),
        CheckConstraint("version >= 1", name="version"),
    )


class ReviewPack(Owned, Base):
    """The papers of one question as they went to the board: frozen, with their hash."""

    __tablename__ = "review_pack"
    case_id: Mapped[Key]
    track_id: Mapped[Key]
    number: Mapped[int]
    document: Mapped[dict[str, object]] = mapped_column(JSON)
    sha256: Mapped[bytes]
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("by_person_id", "person"),
        UniqueConstraint("organisation_id", "track_id", "number"),
    )


class ReviewSeat(Owned, Base):
    """One board member at one question: whether they decide, declared an interest, and how they voted.

    `round` counts how often the question was taken up. Kept back: gets no pack, to hear an appeal later.
    """

    __tablename__ = "review_seat"
    case_id: Mapped[Key]
    track_id: Mapped[Key]
    round: Mapped[int]
    person_id: Mapped[Key]
    part: Mapped[Slug]
    interest: Mapped[Slug] = mapped_column(default="")
    interest_words: Mapped[Prose] = mapped_column(default="")
    declared_at: Mapped[datetime | None]
    vote: Mapped[Slug] = mapped_column(default="")
    reasons: Mapped[Prose] = mapped_column(default="")
    voted_at: Mapped[datetime | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("person_id", "person"),
        UniqueConstraint("organisation_id", "track_id", "round", "person_id"),
        CheckConstraint("part in ('decides', 'kept_back', 'recused')", name="part"),
        CheckConstraint("interest in ('', 'none', 'declared')", name="interest"),
        CheckConstraint("vote = '' or (part = 'decides' and interest = 'none')", name="votes"),
        Index(None, "organisation_id", "person_id"),
    )
