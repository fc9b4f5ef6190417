"""Policies in force, by version, and their clauses as rows that a case can cite."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Line, Prose, Slug, linked, of_charity


class PolicyVersion(Base):
    """One installed version; the first has no `in_force_from` (always). `document` is the canonical JSON."""

    __tablename__ = "policy_version"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    in_force_from: Mapped[date | None]
    document: Mapped[Prose]
    sha256: Mapped[bytes]
    installed_at: Mapped[datetime]
    __table_args__ = (of_charity(),)


class ClauseRow(Base):
    """One clause of one version."""

    __tablename__ = "clause"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    policy_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[Slug]
    category: Mapped[Slug]
    rule: Mapped[Line]
    __table_args__ = (
        linked(
            ["organisation_id", "policy_number"], ["policy_version.organisation_id", "policy_version.number"]
        ),
    )
