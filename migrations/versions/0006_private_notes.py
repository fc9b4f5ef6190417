"""Which notes are for their writer alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incidents.store import instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "private_note",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("track_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("shared_at", instant.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["event.organisation_id", "event.id"],
            name=op.f("fk_private_note_organisation_id_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_private_note_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "track_id"],
            ["track.organisation_id", "track.id"],
            name=op.f("fk_private_note_organisation_id_track_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_private_note_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "event_id", name=op.f("pk_private_note")),
    )
    op.create_index(
        op.f("ix_private_note_organisation_id_case_id"), "private_note", ["organisation_id", "case_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_private_note_organisation_id_case_id"), table_name="private_note")
    op.drop_table("private_note")
