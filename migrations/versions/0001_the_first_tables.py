"""The first tables, and the triggers that keep the trail append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incidents.store import instant, seals

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("password_hash", sa.String(length=400), nullable=False),
        sa.Column("created_at", instant.Instant(), nullable=False),
        sa.Column("disabled_at", instant.Instant(), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_account_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "idempotency",
        sa.Column("who", sa.String(length=400), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", instant.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("who", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("short_name", sa.String(length=400), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_throttle_tries")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "draft",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_at", instant.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_organisation_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_updated_at"), "draft", ["updated_at"], unique=False)
    op.create_table(
        "event",
        sa.Column("stream", sa.String(length=400), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("track_id", sa.String(length=32), nullable=True),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(prev) = 32 and length(leaf) = 32", name=op.f("ck_event_hashes")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_event")),
        sa.UniqueConstraint("id", name=op.f("uq_event_id")),
        sa.UniqueConstraint("leaf", name=op.f("uq_event_leaf")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_event_organisation_id_id")),
    )
    op.create_index(
        op.f("ix_event_organisation_id_case_id"), "event", ["organisation_id", "case_id"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_person")),
    )
    op.create_table(
        "policy_version",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("installed_at", instant.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_policy_version_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("started_at", instant.Instant(), nullable=False),
        sa.Column("seen_at", instant.Instant(), nullable=False),
        sa.Column("revoked_at", instant.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_session")),
    )
    op.create_index(op.f("ix_sign_in_session_account_id"), "sign_in_session", ["account_id"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("severity", sa.String(length=40), nullable=True),
        sa.Column("platform", sa.String(length=400), nullable=False),
        sa.Column("lead_person_id", sa.String(length=32), nullable=True),
        sa.Column("lead_name", sa.String(length=400), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("occurred_from", sa.Date(), nullable=True),
        sa.Column("occurred_to", sa.Date(), nullable=True),
        sa.Column("occurred_precision", sa.String(length=40), nullable=False),
        sa.Column("aware_at", instant.Instant(), nullable=False),
        sa.Column("reported_at", instant.Instant(), nullable=False),
        sa.Column("entered_at", instant.Instant(), nullable=False),
        sa.Column("updated_at", instant.Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("open_tasks", sa.Integer(), nullable=False),
        sa.Column("known", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("hold", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("last", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("merged_into", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("closed_at", instant.Instant(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("keep_because", sa.Text(), nullable=True),
        sa.Column("head_seq", sa.Integer(), nullable=False),
        sa.Column("head_leaf", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_at is not null)", name=op.f("ck_case_file_closed")),
        sa.CheckConstraint(
            "occurred_precision in ('day', 'month', 'unknown')", name=op.f("ck_case_file_precision")
        ),
        sa.CheckConstraint(
            "state <> 'closed' or keep_until is not null or merged_into is not null",
            name=op.f("ck_case_file_kept"),
        ),
        sa.CheckConstraint(
            "state in ('reported', 'triage', 'open', 'closed')", name=op.f("ck_case_file_state")
        ),
        sa.CheckConstraint(
            "occurred_from is null or occurred_to is null or occurred_from <= occurred_to",
            name=op.f("ck_case_file_span"),
        ),
        sa.CheckConstraint(
            "version >= 1 and open_tasks >= 0 and head_seq >= 0", name=op.f("ck_case_file_counts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "lead_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_case_file_organisation_id_lead_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "merged_into"],
            ["case_file.organisation_id", "case_file.id"],
            name="fk_case_file_merged_into",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_case_file_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_file_reference")),
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_due_on"), "case_file", ["organisation_id", "due_on"], unique=False
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_kind_updated_at_id"),
        "case_file",
        ["organisation_id", "kind", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_lead_person_id_updated_at_id"),
        "case_file",
        ["organisation_id", "lead_person_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_platform_updated_at_id"),
        "case_file",
        ["organisation_id", "platform", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_severity_updated_at_id"),
        "case_file",
        ["organisation_id", "severity", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_state_updated_at_id"),
        "case_file",
        ["organisation_id", "state", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_case_file_organisation_id_updated_at_id"),
        "case_file",
        ["organisation_id", "updated_at", "id"],
        unique=False,
    )
    op.create_table(
        "clause",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("policy_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "policy_number"],
            ["policy_version.organisation_id", "policy_version.number"],
            name=op.f("fk_clause_organisation_id_policy_number"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "policy_number", "id", name=op.f("pk_clause")),
    )
    op.create_table(
        "event_payload",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(erased_by is null) = (body is not null and salt is not null)",
            name=op.f("ck_event_payload_whole_or_erased"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "erased_by"],
            ["event.organisation_id", "event.id"],
            name="fk_event_payload_erased_by",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["event.organisation_id", "event.id"],
            name=op.f("fk_event_payload_organisation_id_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "event_id", name=op.f("pk_event_payload")),
    )
    op.create_table(
        "holding",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.Column("until", instant.Instant(), nullable=True),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind in ('role', 'post', 'standing')", name=op.f("ck_holding_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_holding_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_holding")),
    )
    op.create_index(
        op.f("ix_holding_organisation_id_kind_key"),
        "holding",
        ["organisation_id", "kind", "key"],
        unique=False,
    )
    op.create_index(
        op.f("ix_holding_organisation_id_person_id"),
        "holding",
        ["organisation_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "membership",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.Column("until", instant.Instant(), nullable=True),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_membership_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "organisation_id", "account_id", name=op.f("uq_membership_organisation_id_account_id")
        ),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_membership_organisation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_membership_account_id"), "membership", ["account_id"], unique=False)
    op.create_table(
        "citation",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("policy_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clause_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_citation_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "policy_number", "clause_id"],
            ["clause.organisation_id", "clause.policy_number", "clause.id"],
            name=op.f("fk_citation_organisation_id_policy_number_clause_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "case_id", "policy_number", "clause_id", name=op.f("pk_citation")
        ),
    )
    op.create_index(
        op.f("ix_citation_organisation_id_clause_id_case_id"),
        "citation",
        ["organisation_id", "clause_id", "case_id"],
        unique=False,
    )
    op.create_table(
        "exclusion",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.CheckConstraint(
            "why in ('about', 'close', 'declared', 'kept_out')", name=op.f("ck_exclusion_why")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_exclusion_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_exclusion_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "case_id", "person_id", name=op.f("pk_exclusion")),
    )
    op.create_index(
        op.f("ix_exclusion_organisation_id_person_id"),
        "exclusion",
        ["organisation_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "export_record",
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=400), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("at", instant.Instant(), nullable=False),
        sa.Column("by_person_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_export_record_organisation_id_by_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_export_record_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_export_record_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_export_record")),
    )
    op.create_index(
        op.f("ix_export_record_organisation_id_case_id"),
        "export_record",
        ["organisation_id", "case_id"],
        unique=False,
    )
    op.create_table(
        "involvement",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("label", sa.String(length=400), nullable=False),
        sa.Column("involvement", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("standing_state", sa.String(length=40), nullable=False),
        sa.Column("under_18", sa.Boolean(), nullable=False),
        sa.Column("handles", sa.String(length=400), nullable=False),
        sa.Column("added_at", instant.Instant(), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "involvement in ('about', 'affected', 'reporter', 'witness')",
            name=op.f("ck_involvement_involvement"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_involvement_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_involvement_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_involvement")),
    )
    op.create_index(
        op.f("ix_involvement_organisation_id_case_id"),
        "involvement",
        ["organisation_id", "case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_involvement_organisation_id_person_id"),
        "involvement",
        ["organisation_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "report",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("still_online", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("affected", sa.Text(), nullable=False),
        sa.Column("keep_out", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=400), nullable=False),
        sa.Column("reached_how", sa.String(length=400), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("reporter_person_id", sa.String(length=32), nullable=True),
        sa.Column("reporter_name", sa.String(length=400), nullable=False),
        sa.Column("reporter_contact", sa.String(length=400), nullable=False),
        sa.Column("complaint", sa.Boolean(), nullable=False),
        sa.Column("received_at", instant.Instant(), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_report_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reporter_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_report_organisation_id_reporter_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_report")),
    )
    op.create_index(
        op.f("ix_report_organisation_id_case_id"), "report", ["organisation_id", "case_id"], unique=False
    )
    op.create_index(
        op.f("ix_report_organisation_id_reporter_person_id_received_at"),
        "report",
        ["organisation_id", "reporter_person_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "track",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("machine", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_label", sa.String(length=400), nullable=False),
        sa.Column("involvement_id", sa.String(length=32), nullable=True),
        sa.Column("assigned_person_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("known", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("hold", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("last", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("opened_at", instant.Instant(), nullable=False),
        sa.Column("updated_at", instant.Instant(), nullable=False),
        sa.Column("ended_at", instant.Instant(), nullable=True),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "machine not in ('discipline', 'volunteer_exit', 'board_conduct') or involvement_id is not null",
            name=op.f("ck_track_conduct_has_one_person"),
        ),
        sa.CheckConstraint("ended = (ended_at is not null)", name=op.f("ck_track_ended")),
        sa.CheckConstraint("not ended or rank = 0", name=op.f("ck_track_rank")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_track_version")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "assigned_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_track_organisation_id_assigned_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_track_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "involvement_id"],
            ["involvement.organisation_id", "involvement.id"],
            name=op.f("fk_track_organisation_id_involvement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_track")),
    )
    op.create_index(
        op.f("ix_track_organisation_id_case_id"), "track", ["organisation_id", "case_id"], unique=False
    )
    op.create_index(
        op.f("ix_track_organisation_id_rank_case_id"),
        "track",
        ["organisation_id", "rank", "case_id"],
        unique=False,
    )
    op.create_index(
        "uq_track_one_running",
        "track",
        ["organisation_id", "case_id", "machine", "subject"],
        unique=True,
        sqlite_where=sa.text("not ended"),
        postgresql_where=sa.text("not ended"),
    )
    op.create_table(
        "access",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("track_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.Column("since", instant.Instant(), nullable=False),
        sa.Column("until", instant.Instant(), nullable=True),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_access_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_access_organisation_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "track_id"],
            ["track.organisation_id", "track.id"],
            name=op.f("fk_access_organisation_id_track_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_access")),
    )
    op.create_index(
        op.f("ix_access_organisation_id_case_id"), "access", ["organisation_id", "case_id"], unique=False
    )
    op.create_index(
        op.f("ix_access_organisation_id_person_id_case_id"),
        "access",
        ["organisation_id", "person_id", "case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_access_organisation_id_track_id_person_id"),
        "access",
        ["organisation_id", "track_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("track_id", sa.String(length=32), nullable=True),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_person_id", sa.String(length=32), nullable=True),
        sa.Column("created_at", instant.Instant(), nullable=False),
        sa.Column("done_at", instant.Instant(), nullable=True),
        sa.Column("done_words", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "assigned_person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_task_organisation_id_assigned_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "case_id"],
            ["case_file.organisation_id", "case_file.id"],
            name=op.f("fk_task_organisation_id_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "track_id"],
            ["track.organisation_id", "track.id"],
            name=op.f("fk_task_organisation_id_track_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_task")),
    )
    op.create_index(
        op.f("ix_task_organisation_id_assigned_person_id_done_at_due_on"),
        "task",
        ["organisation_id", "assigned_person_id", "done_at", "due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_task_organisation_id_case_id"), "task", ["organisation_id", "case_id"], unique=False
    )
    seals.create(op.get_bind())


def downgrade() -> None:
    seals.drop(op.get_bind())
    op.drop_index(op.f("ix_task_organisation_id_case_id"), table_name="task")
    op.drop_index(op.f("ix_task_organisation_id_assigned_person_id_done_at_due_on"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_access_organisation_id_track_id_person_id"), table_name="access")
    op.drop_index(op.f("ix_access_organisation_id_person_id_case_id"), table_name="access")
    op.drop_index(op.f("ix_access_organisation_id_case_id"), table_name="access")
    op.drop_table("access")
    op.drop_index(
        "uq_track_one_running",
        table_name="track",
        sqlite_where=sa.text("not ended"),
        postgresql_where=sa.text("not ended"),
    )
    op.drop_index(op.f("ix_track_organisation_id_rank_case_id"), table_name="track")
    op.drop_index(op.f("ix_track_organisation_id_case_id"), table_name="track")
    op.drop_table("track")
    op.drop_index(op.f("ix_report_organisation_id_reporter_person_id_received_at"), table_name="report")
    op.drop_index(op.f("ix_report_organisation_id_case_id"), table_name="report")
    op.drop_table("report")
    op.drop_index(op.f("ix_involvement_organisation_id_person_id"), table_name="involvement")
    op.drop_index(op.f("ix_involvement_organisation_id_case_id"), table_name="involvement")
    op.drop_table("involvement")
    op.drop_index(op.f("ix_export_record_organisation_id_case_id"), table_name="export_record")
    op.drop_table("export_record")
    op.drop_index(op.f("ix_exclusion_organisation_id_person_id"), table_name="exclusion")
    op.drop_table("exclusion")
    op.drop_index(op.f("ix_citation_organisation_id_clause_id_case_id"), table_name="citation")
    op.drop_table("citation")
    op.drop_index(op.f("ix_membership_account_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_holding_organisation_id_person_id"), table_name="holding")
    op.drop_index(op.f("ix_holding_organisation_id_kind_key"), table_name="holding")
    op.drop_table("holding")
    op.drop_table("event_payload")
    op.drop_table("clause")
    op.drop_index(op.f("ix_case_file_organisation_id_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_state_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_severity_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_platform_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_lead_person_id_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_kind_updated_at_id"), table_name="case_file")
    op.drop_index(op.f("ix_case_file_organisation_id_due_on"), table_name="case_file")
    op.drop_table("case_file")
    op.drop_index(op.f("ix_sign_in_session_account_id"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_table("policy_version")
    op.drop_table("person")
    op.drop_index(op.f("ix_event_organisation_id_case_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_draft_updated_at"), table_name="draft")
    op.drop_table("draft")
    op.drop_table("throttle")
    op.drop_table("organisation")
    op.drop_table("idempotency")
    op.drop_table("account")
