"""Whether the database may be served from: of the right version, with the trail's guards in place."""

from __future__ import annotations

from pathlib import Path

from incidents.store import db, schema
from incidents.store.schema import Schema

__all__ = ["Schema", "revisions", "state", "why_not"]


def revisions(folder: Path) -> tuple[str, frozenset[str]]:
    """The newest revision and all of them, from the names in the folder of migrations: none is loaded."""
    known = frozenset(path.name.partition("_")[0] for path in (folder / "versions").glob("*.py"))
    return (folder / "HEAD").read_text().strip(), known


def state(head: str, known: frozenset[str]) -> Schema:
    """How the database stands to this program's migrations."""
    return schema.compare(db.engine(), head, known)


def why_not(head: str, known: frozenset[str]) -> str:
    """What keeps the program from serving and how to mend it, in sentences; empty when nothing does."""
    found = state(head, known)
    if found is Schema.UNREACHABLE:
        return "The database cannot be opened. Check CANDOUR_DATABASE_URL, and that the database is running."
    if found is Schema.UNKNOWN:
        return "This database was made by a newer Candour. Start that one, or restore an older copy."
    if found is not Schema.CURRENT:
        return "This database is not up to date. Run: python3 dev.py db upgrade"
    if missing := schema.unguarded(db.engine()):
        return (
            "The database no longer guards the trail "
            f"({', '.join(missing)}). Do not go on: restore a copy, and ask who changed it."
        )
    return ""
