"""A whole row of each table, for tests that write them by SQL alone."""

from __future__ import annotations

from datetime import UTC, datetime

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ZEROS = bytes(32)

# A whole row of each table, in the charity `fts`; those of `hsbbh` have the same ids with a "2" behind.
ROWS: dict[str, dict[str, object]] = {
    "account": {"id": "acc", "email": "a@example.org", "name": "A", "password_hash": "x", "created_at": AT},
    "person": {"organisation_id": "fts", "id": "per", "name": "P"},
    "holding": {
        "organisation_id": "fts", "id": "hol", "person_id": "per", "kind": "role", "key": "manager",
        "state": "",
        "since": AT,
    },
    "membership": {
        "organisation_id": "fts", "id": "mem", "account_id": "acc", "person_id": "per", "since": AT,
    },
    "case_file": {
        "organisation_id": "fts", "id": "cas", "reference": "FTS-2222-C", "state": "open", "version": 1,
        "title": "T",
        "platform": "", "lead_name": "", "restricted": False, "occurred_precision": "unknown", "aware_at": AT,
        "reported_at": AT, "entered_at": AT, "updated_at": AT, "open_tasks": 0, "known": {}, "head_seq": 0,
        "head_leaf": ZEROS,
    },
    "report": {
        "organisation_id": "fts", "id": "rep", "case_id": "cas", "story": "S", "place": "", "address": "",
        "still_online": "unknown", "about": "", "affected": "", "keep_out": "", "on_behalf_of": "",
        "reached_how": "", "reporter_name": "", "reporter_contact": "", "complaint": False, "received_at": AT,
    },
    "involvement": {
        "organisation_id": "fts", "id": "inv", "case_id": "cas", "person_id": "per", "label": "P",
        "involvement": "about", "standing": "", "standing_state": "", "under_18": False, "handles": "",
        "added_at": AT,
    },
    "track": {
        "organisation_id": "fts", "id": "tra", "case_id": "cas", "machine": "discipline", "subject": "inv",
        "subject_label": "", "involvement_id": "inv", "state": "proposed", "version": 1, "taken_by": {},
        "ended": False, "rank": 0, "known": {}, "opened_at": AT, "updated_at": AT,
    },
    "task": {
        "organisation_id": "fts", "id": "tas", "case_id": "cas", "track_id": "tra", "title": "T",
        "created_at": AT,
        "done_words": "",
    },
    "access": {
        "organisation_id": "fts", "id": "let", "case_id": "cas", "track_id": "tra", "person_id": "per",
        "because": "B", "since": AT,
    },
    "exclusion": {
        "organisation_id": "fts", "case_id": "cas", "person_id": "per", "why": "about", "since": AT,
    },
    "export_record": {
        "organisation_id": "fts", "id": "exp", "case_id": "cas", "what": "case_list", "recipient": "R",
        "purpose": "P", "sha256": ZEROS, "at": AT, "by_person_id": "per",
    },
    "throttle": {"key": "k", "tries": 0, "since": AT},
}  # fmt: skip
