"""Taking a step back: what a step leaves behind for that, and how its answers are withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import or_, select, update

from incidents.domain.fields import Data
from incidents.services import judging, telling_steps
from incidents.services.changing import Change
from incidents.store.instant import as_text, from_text
from incidents.store.models import Access, CaseFile, Task, Track

TAKEN_BACK = "The step that began this was taken back"


def columns(here: CaseFile | Track) -> dict[str, object]:
    """What stands in the columns that steps set, ready for JSON."""
    if isinstance(here, Track):
        return {"assigned_person_id": here.assigned_person_id}
    return {
        "title": here.title,
        "kind": here.kind,
        "severity": here.severity,
        "lead_person_id": here.lead_person_id,
        "lead_name": here.lead_name,
        "outcome": here.outcome,
        "closed_at": as_text(here.closed_at) if here.closed_at else None,
        "keep_until": here.keep_until.isoformat() if here.keep_until else None,
        "keep_because": here.keep_because,
    }


def leave(change: Change, action: str, data: Data, before: Mapping[str, object]) -> dict[str, object]:
    """What a step leaves so that it can be taken back; asked before its answers are stored.

    In: its `data`, and the `columns` from before its consequences.
    """
    here = change.scene.here
    after = columns(here)
    gave = {**data, **change.traces.answers}
    return {
        "gave": gave,
        "known": {name: here.known[name] for name in gave if name in here.known},
        "columns": {name: value for name, value in before.items() if after[name] != value},
        "taken_by": here.taken_by.get(action) if isinstance(here, Track) else None,
        "access": change.traces.access,
        "tasks": change.traces.tasks,
        "tracks": change.traces.tracks,
        "findings": change.traces.findings,
        "asides": change.traces.asides,
        "decisions": change.traces.decisions,
    }


def take_back(change: Change) -> tuple[Track, ...]:
    """Withdraw the last step's answers and consequences; the matters that end with it, for the caller to end.

    An answer that a later step gave again stays, and so does a matter that someone has gone on with. Who was
    told because of danger stays told.
    """
    here = change.scene.here
    last = here.last or {}
    left = _mapping(last.get("undo"))
    here.known = _answers_before(here.known, _mapping(left.get("gave")), _mapping(left.get("known")))
    _restore(here, _mapping(left.get("columns")))
    if isinstance(here, Track):
        here.taken_by = _taken_before(here.taken_by, str(last.get("action", "")), left.get("taken_by"))
    elif here.lead_person_id in change.scene.found.excluded:
        here.lead_person_id, here.lead_name = None, ""
    _end_access(change, _ids(left, "access"))
    _end_tasks(change, _ids(left, "tasks"))
    judging.withdraw(change, _ids(left, "findings"), _ids(left, "asides"))
    telling_steps.withdraw(change, _ids(left, "decisions"))
    begun = _ids(left, "tracks")
    return tuple(one.track for one in change.scene.tracks if one.track.id in begun and one.track.version == 1)


def _answers_before(
    known: Mapping[str, object], gave: Mapping[str, object], before: Mapping[str, object]
) -> dict[str, object]:
    withdrawn = {name for name, value in gave.items() if known.get(name) == value}
    kept = {name: value for name, value in known.items() if name not in withdrawn}
    return {**kept, **{name: value for name, value in before.items() if name in withdrawn}}


def _restore(here: CaseFile | Track, stored: Mapping[str, object]) -> None:
    """Put back the columns that the step changed; the others are not in `stored`."""
    if isinstance(here, Track):
        here.assigned_person_id = _words(stored, "assigned_person_id", here.assigned_person_id)
        return
    here.title = _words(stored, "title", here.title) or ""
    here.kind = _words(stored, "kind", here.kind)
    here.severity = _words(stored, "severity", here.severity)
    here.lead_person_id = _words(stored, "lead_person_id", here.lead_person_id)
    here.lead_name = _words(stored, "lead_name", here.lead_name) or ""
    here.outcome = _words(stored, "outcome", here.outcome)
    here.keep_because = _words(stored, "keep_because", here.keep_because)
    if "closed_at" in stored:
        here.closed_at = from_text(str(stored["closed_at"])) if stored["closed_at"] else None
    if "keep_until" in stored:
        here.keep_until = date.fromisoformat(str(stored["keep_until"])) if stored["keep_until"] else None


def _words(stored: Mapping[str, object], name: str, now: str | None) -> str | None:
    value = stored.get(name, now)
    return None if value is None else str(value)


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
                or_(Access.until.is_(None), Access.until > change.now),
            )
            .values(until=change.now)
        )


def _end_tasks(change: Change, ids: list[str]) -> None:
    if ids:
        open_ones = select(Task).where(
            Task.organisation_id == change.scene.case.organisation_id,
            Task.id.in_(ids),
            Task.done_at.is_(None),
        )
        change.finish_tasks(list(change.session.scalars(open_ones)), TAKEN_BACK)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _ids(left: Mapping[str, object], name: str) -> list[str]:
    value = left.get(name)
    return [str(item) for item in value] if isinstance(value, list) else []
