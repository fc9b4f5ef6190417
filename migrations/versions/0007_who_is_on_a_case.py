"""Who let somebody into a case, their promise, why it ended; and two records of one person, joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incidents.store import instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("access") as access:
        access.add_column(sa.Column("by_person_id", sa.String(length=32), nullable=True))
        access.add_column(sa.Column("agreed_at", instant.Instant(), nullable=True))
        access.add_column(sa.Column("ended_because", sa.String(length=400), nullable=True))
        access.create_foreign_key(
            op.f("fk_access_organisation_id_by_person_id"),
            "person",
            ["organisation_id", "by_person_id"],
            ["organisation_id", "id"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.create_table(
        "person_joined",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("away_id", sa.String(length=32), nullable=False),
        sa.Column("kept_id", sa.String(length=32), nullable=False),
        sa.Column("by_person_id", sa.String(length=32), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", instant.Instant(), nullable=False),
        sa.CheckConstraint("away_id <> kept_id", name=op.f("ck_person_joined_two")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "away_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_person_joined_organisation_id_away_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "kept_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_person_joined_organisation_id_kept_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_person_joined_organisation_id_by_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "away_id", name=op.f("pk_person_joined")),
    )
    op.create_index(
        op.f("ix_person_joined_organisation_id_kept_id"), "person_joined", ["organisation_id", "kept_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_person_joined_organisation_id_kept_id"), table_name="person_joined")
    op.drop_table("person_joined")
    with op.batch_alter_table("access") as access:
        access.drop_constraint(op.f("fk_access_organisation_id_by_person_id"), type_="foreignkey")
        access.drop_column("ended_because")
        access.drop_column("agreed_at")
        access.drop_column("by_person_id")
