"""The trail of a case as people read it, leaving out what this reader may not know of."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.events import sentence
from incidents.domain.fields import Field, Kind
from incidents.domain.lifecycle import MACHINES
from incidents.services.gather import Scene
from incidents.store.instant import from_text
from incidents.store.queries import parts
from incidents.store.queries.parts import TrailRow

# Answers that name matters; they are told through the moves a reader may see, never through the answers.
_NAMES_MATTERS = frozenset({"track", "tracks"})


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: when it was written (aware UTC), when it happened, who did it, what, and the details."""

    seq: int
    at: datetime
    happened: date | None
    by: str
    what: str
    machine: str
    began: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    lifted: tuple[str, ...]
    erased: bool
    track_id: str | None


def timeline(session: Session, here: Scene, *, limit: int = 50, before: int | None = None) -> tuple[Told, ...]:
    """The newest entries of the case that this reader may see, newest first."""
    seen = here.seen
    rows = parts.timeline(session, here.case, seen, whole=here.found.whole, limit=limit, before=before)
    return tuple(tell(row, seen) for row in rows)


def changes_since(session: Session, here: Scene, track_id: str | None, version: int) -> tuple[str, ...]:
    """What moved one machine after `version`: the sentences for someone whose form is out of date."""
    found = []
    moved = track_id or here.case.id
    for row in parts.timeline(session, here.case, here.seen, whole=here.found.whole, limit=50):
        header = json.loads(row.header)
        if any(move["id"] == moved and move["version"] > version for move in header["moves"]):
            told = tell(row, set())
            found.append(f"{told.by}: {told.what}")
    return tuple(found)


def tell(row: TrailRow, seen: Collection[str]) -> Told:
    """One entry in words; `seen` are the matters the reader may know of."""
    header = json.loads(row.header)
    payload: dict[str, object] = json.loads(row.body) if row.body else {}
    at = from_text(header["at"])
    machine = str(header["action"]).partition(".")[0]
    data = payload.get("data")
    answers: Mapping[str, object] = data if isinstance(data, dict) else {}
    lifting = answers.get("lifting")
    return Told(
        seq=row.seq,
        at=at,
        happened=_day(str(header["happened"])),
        by=str(payload.get("by", "")),
        what=sentence(header["action"]),
        machine=MACHINES[machine].label if machine in MACHINES and machine != "case" else "",
        began=tuple(
            MACHINES[move["machine"]].label
            for move in header["moves"]
            if move["from"] is None and move["id"] in seen
        ),
        details=_details(header["action"], answers, payload.get("labels")),
        lifted=tuple(str(reason) for reason in lifting.values()) if isinstance(lifting, dict) else (),
        erased=row.body is None,
        track_id=row.track_id,
    )


def _details(action: str, answers: Mapping[str, object], labels: object) -> tuple[tuple[str, str], ...]:
    fields = _fields(action)
    names = labels if isinstance(labels, dict) else {}
    return tuple(
        (fields[name].label if name in fields else name, _words(fields.get(name), value, names.get(name)))
        for name, value in answers.items()
        if name != "lifting" and name not in _NAMES_MATTERS
    )


def _fields(action: str) -> dict[str, Field]:
    machine, _, step = action.partition(".")
    if machine not in MACHINES:
        return OTHER_FIELDS
    found = MACHINES[machine]
    return {
        field.name: field
        for transition in (*found.transitions, *found.everywhere)
        if transition.action == step
        for field in transition.requires
    }


# What entries that are not steps carry, as people read it.
OTHER_FIELDS: dict[str, Field] = {
    name: Field(name, label)
    for name, label in (
        ("body", "Note"),
        ("task", "To do"),
        ("due_on", "By"),
        ("how", "How it went"),
        ("person", "Who"),
        ("involvement", "Their part"),
        ("standing", "Who they were then"),
        ("because", "Because"),
        ("recipient", "For"),
        ("purpose", "What for"),
        ("what", "What"),
        ("sha256", "Fingerprint of the file"),
        ("about", "About"),
        ("matter", "Under"),
    )
}


def _words(field: Field | None, value: object, labels: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    known = dict(field.choices) if field else {}
    if isinstance(labels, dict):
        known |= {str(key): str(label) for key, label in labels.items()}
    if isinstance(value, list):
        return ", ".join(known.get(str(item), str(item)) for item in value)
    if field is not None and field.kind is Kind.DATE:
        return day_in_words(date.fromisoformat(str(value)))
    return known.get(str(value), str(value))


def day_in_words(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _day(text: str) -> date | None:
    """A day on which it happened, when that was said; an instant means "as it was written"."""
    return date.fromisoformat(text) if len(text) == 10 else None
