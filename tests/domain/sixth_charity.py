"""An invented sixth charity's policy as a document, and a way to change it, for the tests of policies."""

from __future__ import annotations

import copy
from collections.abc import Sequence

Place = Sequence[str | int]

_DOCUMENT: dict[str, object] = {
    "id": "brightwater",
    "code": "BWT",
    "name": "Brightwater Trust",
    "short_name": "Brightwater",
    "nation": "scotland",
    "document": {
        "title": "Social media policy",
        "version": "2",
        "dated": "2026-03",
        "in_force_from": "2026-04-01",
    },
    "words": {
        "board": "committee",
        "board_member": "committee member",
        "beneficiary": "guest",
        "beneficiaries": "guests",
        "volunteer": "helper",
        "manager": "Coordinator",
    },
    "posts": [
        {"key": "coordinator", "label": "Coordinator", "standing": "staff", "approved_poster": True},
        {"key": "chair", "label": "Chair", "standing": "trustee"},
        {"key": "deputy", "label": "Deputy", "standing": "volunteer"},
    ],
    "platforms": ["Facebook", "WhatsApp"],
    "receivers": [
        {"post": "coordinator"},
        {"post": "chair"},
        {"outside": "A sister charity", "telephone": "01632 960 001", "check": "Ask for the duty officer."},
    ],
    "speed": {"complaint": "promptly", "acknowledgement_promise": "We write soon.", "private_channel": True},
    "content_check": {"every": "monthly", "by": ["coordinator"]},
    "review": {"months": 24, "next_review": "2028-03-31", "note": "Every second year."},
    "registers": ["Who may post"],
    "linked_policies": ["Confidentiality", "Complaints"],
    "open_points": ["Agency workers are not named."],
    "also_bound": [{"standing": "contractor", "like": "staff", "clause": "BWT-3"}],
    "clauses": [
        {
            "id": "BWT-1",
            "section": "Personal use",
            "kind": "prohibition",
            "force": "must",
            "binds": ["trustee", "staff", "volunteer"],
            "rule": "Nothing private about a guest is shared.",
            "category": "confidentiality_dignity",
            "also": ["disrepute"],
            "stated_in": "BWT-2",
            "route": "disciplinary_may",
            "open": [{"when": {"other.state": ["ended"]}, "question": "Are they a guest still?"}],
        },
        {
            "id": "BWT-2",
            "section": "What follows",
            "kind": "route",
            "force": "may",
            "binds": ["trustee", "staff", "volunteer"],
            "rule": "A breach is serious.",
            "category": "confidentiality_dignity",
            "consequence": "may be dealt with through the disciplinary procedure",
            "route": "disciplinary_may",
        },
        {
            "id": "BWT-3",
            "section": "Scope",
            "kind": "scope",
            "force": "must",
            "binds": ["contractor", "approved_poster"],
            "rule": "Contractors keep these rules too.",
            "category": "none",
            "route": "not_a_breach",
        },
        {
            "id": "BWT-4",
            "section": "Scope",
            "kind": "permission",
            "force": "may",
            "binds": ["organisation"],
            "rule": "Official pages may be followed.",
            "category": "none",
            "route": "not_a_breach",
        },
    ],
}

GONE = object()


def document() -> dict[str, object]:
    """A fresh copy, valid as it stands."""
    return copy.deepcopy(_DOCUMENT)


def changed(place: Place, value: object) -> dict[str, object]:
    """A copy with `value` at `place` (keys and entry numbers), or with nothing there for `GONE`."""
    whole = document()
    inner: object = whole
    for key in place[:-1]:
        inner = inner[key]  # type: ignore[index]
    if value is GONE:
        del inner[place[-1]]  # type: ignore[attr-defined]
    else:
        inner[place[-1]] = value  # type: ignore[index]
    return whole
