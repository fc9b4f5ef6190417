"""What the policy says about one person and one act of a case, as it was looked up and answered to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Answers, Base, Key, Line, Owned, Prose, Slug, linked, within


def _under_a_version() -> ForeignKeyConstraint:
    return linked(
        ["organisation_id", "policy_number"], ["policy_version.organisation_id", "policy_version.number"]
    )


class FindingRow(Owned, Base):
    """One judgement: the facts as asked, the version it was judged under, what came out, who agreed or not.

    The newest that is not withdrawn counts for its person and act. `routes` are machines the policy speaks
    of for this person; `musts` are "machine:subject" (or "decision:involvement") that it says will follow.
    """

    __tablename__ = "finding"
    case_id: Mapped[Key]
    involvement_id: Mapped[Key]
    act: Mapped[Slug]
    policy_number: Mapped[int]
    tables: Mapped[Slug]
    facts: Mapped[Answers]
    verdict: Mapped[Slug]
    consequence: Mapped[Slug]
    clauses: Mapped[list[object]] = mapped_column(JSON)
    routes: Mapped[list[object]] = mapped_column(JSON)
    musts: Mapped[list[object]] = mapped_column(JSON)
    agreed: Mapped[bool]
    otherwise: Mapped[Prose] = mapped_column(default="")
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("involvement_id", "involvement"),
        within("by_person_id", "person"),
        _under_a_version(),
        CheckConstraint("verdict in ('breach', 'permitted', 'not_covered', 'unclear')", name="verdict"),
        CheckConstraint("consequence in ('none_stated', 'may', 'will')", name="consequence"),
        CheckConstraint("agreed or otherwise <> ''", name="reason"),
        Index(None, "organisation_id", "case_id"),
    )


class SetAside(Owned, Base):
    """A reasoned decision against what the policy says will follow: `what` is one of a finding's musts."""

    __tablename__ = "set_aside"
    case_id: Mapped[Key]
    what: Mapped[Line]
    because: Mapped[Prose]
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("by_person_id", "person"),
        CheckConstraint("because <> ''", name="because"),
        Index(None, "organisation_id", "case_id"),
    )
