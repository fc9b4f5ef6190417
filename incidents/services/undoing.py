"""Taking a step back: what a step must leave behind for that, and how its answers and consequences are withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select, update

from incidents.domain.fields import Data
from incidents.domain.lifecycle import MACHINES
from incidents.services.effects import Change, Traces, due_on
from incidents.store import trail
from incidents.store.instant import as_text, from_text
from incidents.store.models import Access, CaseFile, Task, Track

# The columns of a case or a matter that steps set besides its state.
_COLUMNS: dict[type[CaseFile | Track], tuple[str, ...]] = {
    CaseFile: (
        "title", "kind", "severity", "lead_person_id", "lead_name", "outcome", "closed_at", "keep_until", "keep_because",
    ),
    Track: ("assigned_person_id",),
}  # fmt: skip
_AS_TEXT = {datetime: as_text, date: date.isoformat}
_FROM_TEXT = {"closed_at": from_text, "keep_until": date.fromisoformat}

TAKEN_BACK = "The step that began this was taken back"


def columns(here: CaseFile | Track) -> dict[str, object]:
    """What stands in the columns that steps set, ready for JSON."""
    return {name: _text(getattr(here, name)) for name in _COLUMNS[type(here)]}


def leave(
    here: CaseFile | Track, action: str, data: Data, before: Mapping[str, object], traces: Traces
) -> dict[str, object]:
    """What a step leaves so that it can be taken back; called before its answers are stored.

    In: its `data`, the `columns` from before it, and the rows it made (`traces`).
    """
    after = columns(here)
    taken = here.taken_by.get(action) if isinstance(here, Track) else None
    return {
        "known": {name: here.known[name] for name in data if name in here.known},
        "gave": dict(data),
        "columns": {name: value for name, value in before.items() if after[name] != value},
        "taken": taken,
        "access": traces.access,
        "tasks": traces.tasks,
        "tracks": traces.tracks,
    }


def take_back(change: Change) -> list[trail.Move]:
    """Withdraw the last step's answers and consequences; the moves of matters that end with it.

    An answer that a later step gave again stays, and so does a matter that someone has gone on with. Who was
    told because of danger stays told.
    """
    here, last = change.scene.here, change.scene.here.last or {}
    left = _mapping(last.get("undo"))
    here.known = _answers_before(here.known, _mapping(left.get("gave")), _mapping(left.get("known")))
    for name, value in _mapping(left.get("columns")).items():
        setattr(here, name, _value(name, value))
    if isinstance(here, CaseFile) and here.lead_person_id in change.scene.found.excluded:
        here.lead_person_id, here.lead_name = None, ""
    if isinstance(here, Track):
        here.taken_by = _taken_before(here.taken_by, str(last.get("action", "")), left.get("taken"))
    _end_access(change, _ids(left, "access"))
    _end_tasks(change, _ids(left, "tasks"))
    return _end_tracks(change, frozenset(_ids(left, "tracks")))


def _answers_before(
    known: Mapping[str, object], gave: Mapping[str, object], before: Mapping[str, object]
) -> dict[str, object]:
    withdrawn = {name for name, value in gave.items() if known.get(name) == value}
    kept = {name: value for name, value in known.items() if name not in withdrawn}
    return {**kept, **{name: value for name, value in before.items() if name in withdrawn}}


def _taken_before(taken_by: Mapping[str, object], action: str, earlier: object) -> dict[str, object]:
    others = {name: person_id for name, person_id in taken_by.items() if name != action}
    return others if earlier is None else {**others, action: earlier}


def _end_access(change: Change, ids: list[str]) -> None:
    if ids:
        change.session.execute(
            update(Access)
            .where(
                Access.organisation_id == change.scene.case.organisation_id,
                Access.id.in_(ids),
                Access.until.is_(None) | (Access.until > change.now),
            )
            .values(until=change.now)
        )


def _end_tasks(change: Change, ids: list[str]) -> None:
    if not ids:
        return
    case = change.scene.case
    rows = change.session.scalars(
        select(Task).where(
            Task.organisation_id == case.organisation_id, Task.id.in_(ids), Task.done_at.is_(None)
        )
    ).all()
    for task in rows:
        task.done_at, task.done_words = change.now, TAKEN_BACK
    case.open_tasks -= len(rows)
    case.due_on = due_on(change.session, case, ids)


def _end_tracks(change: Change, ids: frozenset[str]) -> list[trail.Move]:
    moves = []
    for one in change.scene.tracks:
        track = one.track
        if track.id in ids and track.version == 1:
            machine = MACHINES[track.machine]
            moves.append(trail.Move(machine.name, track.id, track.state, "not_needed", 2))
            change.end(track, "not_needed", {"not_needed_because": TAKEN_BACK})
    return moves


def _text(value: object) -> object:
    return next((write(value) for kind, write in _AS_TEXT.items() if isinstance(value, kind)), value)


def _value(name: str, stored: object) -> object:
    read = _FROM_TEXT.get(name)
    return read(str(stored)) if read is not None and stored is not None else stored


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _ids(left: Mapping[str, object], name: str) -> list[str]:
    value = left.get(name)
    return [str(item) for item in value] if isinstance(value, list) else []
