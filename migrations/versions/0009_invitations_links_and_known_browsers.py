"""Invitations, links that work once, known browsers, and mails to an address that is no person's (yet)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incidents.store import instant

revision = "0009"
down_revision = "0008"

_STATES = "state in ('waiting', 'handing_over', 'sent', 'unsure', 'given_up', 'not_needed')"


def upgrade() -> None:
    op.create_table(
        "mailed_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("made_at", instant.Instant(), nullable=False),
        sa.Column("until", instant.Instant(), nullable=False),
        sa.Column("used_at", instant.Instant(), nullable=True),
        sa.CheckConstraint("kind in ('invitation', 'password', 'reports')", name=op.f("ck_mailed_link_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_mailed_link_organisation_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_mailed_link")),
    )
    op.create_index(op.f("ix_mailed_link_kind_about"), "mailed_link", ["kind", "about"])
    op.create_index(op.f("ix_mailed_link_until"), "mailed_link", ["until"])
    op.create_table(
        "invitation",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("asked_at", instant.Instant(), nullable=False),
        sa.Column("until", instant.Instant(), nullable=True),
        sa.Column("by_hand_at", instant.Instant(), nullable=True),
        sa.Column("accepted_at", instant.Instant(), nullable=True),
        sa.Column("withdrawn_at", instant.Instant(), nullable=True),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_invitation_address_lower")),
        sa.CheckConstraint("accepted_at is null or withdrawn_at is null", name=op.f("ck_invitation_one_end")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_invitation_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_invitation")),
    )
    op.create_index(
        op.f("ix_invitation_organisation_id_person_id"), "invitation", ["organisation_id", "person_id"]
    )
    op.create_table(
        "known_device",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.Column("seen_at", instant.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_known_device_account_id")),
        sa.PrimaryKeyConstraint("account_id", "token_hash", name=op.f("pk_known_device")),
    )
    op.add_column("outbox", sa.Column("to_address", sa.String(length=400), nullable=False, server_default=""))
    with op.batch_alter_table("outbox", copy_from=_outbox(person_may_be_missing=False)) as batch:
        batch.alter_column("person_id", existing_type=sa.String(length=32), nullable=True)
        batch.alter_column("to_address", existing_type=sa.String(length=400), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE person_id IS NULL")
    with op.batch_alter_table("outbox", copy_from=_outbox(person_may_be_missing=True)) as batch:
        batch.alter_column("person_id", existing_type=sa.String(length=32), nullable=False)
        batch.drop_column("to_address")
    op.drop_table("known_device")
    op.drop_table("invitation")
    op.drop_table("mailed_link")


def _outbox(*, person_may_be_missing: bool) -> sa.Table:
    """The whole table as it is, for SQLite, which makes it anew: what is not said here would be lost."""
    return sa.Table(
        "outbox",
        sa.MetaData(),
        sa.Column("person_id", sa.String(length=32), nullable=person_may_be_missing),
        sa.Column("to_address", sa.String(length=400), nullable=False, server_default=None),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("created_at", instant.Instant(), nullable=False),
        sa.Column("not_before", instant.Instant(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=40), nullable=True),
        sa.Column("claimed_until", instant.Instant(), nullable=True),
        sa.Column("sent_at", instant.Instant(), nullable=True),
        sa.Column("fault", sa.String(length=400), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(_STATES, name=op.f("ck_outbox_state")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_outbox_tries")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_outbox_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_outbox_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_outbox_organisation_id_key")),
        sa.Index(op.f("ix_outbox_organisation_id_person_id"), "organisation_id", "person_id"),
        sa.Index(op.f("ix_outbox_state_not_before"), "state", "not_before"),
    )
