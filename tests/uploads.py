"""Sending evidence in tests, past the pages."""

from __future__ import annotations

import secrets
from pathlib import Path

from incidents.services import evidence, evidence_out
from incidents.services.actors import Member
from incidents.services.evidence import Upload
from incidents.services.evidence_place import Place
from tests.cast import NOW
from tests.hostile.files import picture

TOLD = {
    "sexual": "no",
    "shows": "A comment about a family",
    "captured_on": "2026-11-20",
    "captured_by": "Kim",
    "still_online": "yes",
}


def upload(body: bytes = b"", name: str = "screen.png") -> Upload:
    """A file in a passing place."""
    spool = evidence.passing_place()
    spool.write(body or picture("PNG"))
    return Upload(name, spool)


def place(actor: Member, reference: str, track: str | None = None, **more: object) -> Place:
    """Where it goes, by a form of its own unless `key` names one."""
    key = str(more.pop("key", secrets.token_hex(8)))
    now = more.pop("now", NOW)
    return Place(actor, reference, track, key, now, **more)  # type: ignore[arg-type]


def add(actor: Member, reference: str, sent: Upload | None = None, **more: object) -> str:
    """A new piece of evidence; its id."""
    return evidence.add(place(actor, reference, **more), TOLD, sent or upload())  # type: ignore[arg-type]


def taken_out(actor: Member, reference: str, evidence_id: str) -> bytes:
    """The file as it was sent."""
    return b"".join(evidence_out.take_out(actor, reference, evidence_id, NOW).body)


def path_of(folder: Path, evidence_id: str) -> Path:
    """Where the store keeps a file."""
    return folder / "store" / evidence_id[:2] / evidence_id[2:4] / f"{evidence_id}.age"
