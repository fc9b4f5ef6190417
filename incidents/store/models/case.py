"""A case and what belongs to it: reports, people, matters (tracks), tasks and cited clauses."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import (
    Answers,
    Base,
    Key,
    Line,
    Owned,
    Prose,
    Slug,
    linked,
    of_charity,
    within,
)


class CaseFile(Owned, Base):
    """The narrow row that lists read; prose is in `report` and the trail, the stage comes of the tracks."""

    __tablename__ = "case_file"
    reference: Mapped[Slug] = mapped_column(unique=True)
    state: Mapped[Slug]
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[Line]
    kind: Mapped[Slug | None]
    severity: Mapped[Slug | None]
    platform: Mapped[Line] = mapped_column(default="")
    lead_person_id: Mapped[Key | None]
    lead_name: Mapped[Line] = mapped_column(default="")
    restricted: Mapped[bool] = mapped_column(default=False)
    occurred_from: Mapped[date | None]
    occurred_to: Mapped[date | None]
    occurred_precision: Mapped[Slug] = mapped_column(default="unknown")
    aware_at: Mapped[datetime]
    reported_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    due_on: Mapped[date | None]
    open_tasks: Mapped[int] = mapped_column(default=0)
    known: Mapped[Answers]
    hold: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    last: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    merged_into: Mapped[Key | None]
    outcome: Mapped[Slug | None]
    closed_at: Mapped[datetime | None]
    keep_until: Mapped[date | None]
    keep_because: Mapped[Prose | None]
    head_seq: Mapped[int] = mapped_column(default=0)
    head_leaf: Mapped[bytes]
    __table_args__ = (
        of_charity(),
        within("lead_person_id", "person"),
        within("merged_into", "case_file", name="fk_case_file_merged_into"),
        CheckConstraint("state in ('reported', 'triage', 'open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at is not null)", name="closed"),
        CheckConstraint(
            "state <> 'closed' or keep_until is not null or merged_into is not null", name="kept"
        ),
        CheckConstraint("occurred_precision in ('day', 'month', 'unknown')", name="precision"),
        CheckConstraint(
            "occurred_from is null or occurred_to is null or occurred_from <= occurred_to", name="span"
        ),
        CheckConstraint("version >= 1 and open_tasks >= 0 and head_seq >= 0", name="counts"),
        Index(None, "organisation_id", "updated_at", "id"),
        Index(None, "organisation_id", "state", "updated_at", "id"),
        Index(None, "organisation_id", "kind", "updated_at", "id"),
        Index(None, "organisation_id", "severity", "updated_at", "id"),
        Index(None, "organisation_id", "platform", "updated_at", "id"),
        Index(None, "organisation_id", "lead_person_id", "updated_at", "id"),
        Index(None, "organisation_id", "due_on"),
    )


class Report(Owned, Base):
    """What one reporter told us, in their own words; a case made of duplicates keeps one report each."""

    __tablename__ = "report"
    case_id: Mapped[Key]
    story: Mapped[Prose]
    place: Mapped[Line] = mapped_column(default="")
    address: Mapped[Line] = mapped_column(default="")
    still_online: Mapped[Slug] = mapped_column(default="unknown")
    about: Mapped[Prose] = mapped_column(default="")
    affected: Mapped[Prose] = mapped_column(default="")
    keep_out: Mapped[Prose] = mapped_column(default="")
    on_behalf_of: Mapped[Line] = mapped_column(default="")
    reached_how: Mapped[Line] = mapped_column(default="")
    reached_on: Mapped[date | None]
    reporter_person_id: Mapped[Key | None]
    reporter_name: Mapped[Line] = mapped_column(default="")
    reporter_contact: Mapped[Line] = mapped_column(default="")
    complaint: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("reporter_person_id", "person"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "reporter_person_id", "received_at"),
    )


class Involvement(Owned, Base):
    """How a person, or someone not named, stands to a case, with their standing and its state *then*."""

    __tablename__ = "involvement"
    case_id: Mapped[Key]
    person_id: Mapped[Key | None]
    label: Mapped[Line]
    involvement: Mapped[Slug]
    standing: Mapped[Slug] = mapped_column(default="")
    standing_state: Mapped[Slug] = mapped_column(default="")
    under_18: Mapped[bool] = mapped_column(default=False)
    handles: Mapped[Line] = mapped_column(default="")
    added_at: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("person_id", "person"),
        CheckConstraint("involvement in ('about', 'affected', 'reporter', 'witness')", name="involvement"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "person_id"),
    )


class Track(Owned, Base):
    """One matter of a case with a machine of its own; only one of a kind runs per subject."""

    __tablename__ = "track"
    case_id: Mapped[Key]
    machine: Mapped[Slug]
    subject: Mapped[Slug]
    subject_label: Mapped[Line] = mapped_column(default="")
    involvement_id: Mapped[Key | None]
    assigned_person_id: Mapped[Key | None]
    state: Mapped[Slug]
    version: Mapped[int] = mapped_column(default=1)
    taken_by: Mapped[Answers]
    ended: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int] = mapped_column(default=0)
    known: Mapped[Answers]
    hold: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    last: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        within("case_id", "case_file"),
        within("involvement_id", "involvement"),
        within("assigned_person_id", "person"),
        CheckConstraint(
            "machine not in ('discipline', 'volunteer_exit', 'board_conduct') or involvement_id is not null",
            name="conduct_has_one_person",
        ),
        CheckConstraint("ended = (ended_at is not null)", name="ended"),
        CheckConstraint("not ended or rank = 0", name="rank"),
        CheckConstraint("version >= 1", name="version"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "rank", "case_id"),
        Index(
            "uq_track_one_running",
            "organisation_id",
            "case_id",
            "machine",
            "subject",
            unique=True,
            sqlite_where=text("not ended"),
            postgresql_where=text("not ended"),
        ),
    )


class Task(Owned, Base):
    """Something someone must do, on the case or on one matter of it."""

    __tablename__ = "task"
    case_id: Mapped[Key]
    track_id: Mapped[Key | None]
    title: Mapped[Line]
    due_on: Mapped[date | None]
    assigned_person_id: Mapped[Key | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_words: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("assigned_person_id", "person"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "assigned_person_id", "done_at", "due_on"),
    )


class Citation(Base):
    """A clause a case cites, in the version in force on the day of the act."""

    __tablename__ = "citation"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    case_id: Mapped[Key] = mapped_column(primary_key=True)
    policy_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clause_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    __table_args__ = (
        within("case_id", "case_file"),
        linked(
            ["organisation_id", "policy_number", "clause_id"],
            ["clause.organisation_id", "clause.policy_number", "clause.id"],
        ),
        Index(None, "organisation_id", "clause_id", "case_id"),
    )
