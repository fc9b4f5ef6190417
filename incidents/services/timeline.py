"""The trail of a case as people read it, leaving out what this reader may not know of."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.details import Detail, kept
from incidents.domain.events import sentence
from incidents.domain.fields import LONDON, Field, Kind
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Transition
from incidents.domain.policy_verdict import Verdict
from incidents.services.entry_fields import OF_LETTERS, OTHER_FIELDS
from incidents.services.gather import Scene
from incidents.store.instant import from_text
from incidents.store.queries import stream
from incidents.store.queries.stream import TrailRow

# Told in other ways: matters by the moves a reader may see, never by the answers; the day; reasons that lift.
_TOLD_APART = frozenset({"track", "tracks", "happened_on", "lifting", "legal_advice"})
_LATEST = 50
# A note that is for its writer alone, until they share it.
PRIVATE = "noted_privately"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: when it was written (aware UTC), on which other day it happened, by whom, what, the details.

    `machine` is the matter it belongs to, `began` are matters that it began, `lifted` the reasons why
    something was done although it should not be, `against` what was said against it, in the same order.
    `legal`: a note that is legal advice, or asks for it, which nobody outside need be shown. `action` is the
    key of what was done, `id` that of the entry. `private`: only its writer, who is the reader, may read it.
    `hides`: the name in it is shown on request alone.
    """

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
    against: tuple[str, ...] = ()
    legal: bool = False
    action: str = ""
    id: str = ""
    private: bool = False
    hides: Detail | None = None


def timeline(
    session: Session, here: Scene, *, limit: int = 50, before: int | None = None
) -> tuple[Told, ...]:
    """The newest entries of the case that this reader may see, newest first."""
    found: list[Told] = []
    matters = {one.track.id: called(one.track.machine, one.track.subject_label) for one in here.visible}
    while True:
        rows = stream.newest(
            session, here.case, here.seen, whole=here.found.whole, eyes=here.eyes, limit=limit, before=before
        )
        found += [tell(row, here.seen, matters) for row in rows if not _hidden(row, here.seen)]
        # Entries left out above are rare: nearly always the first look is enough.
        if len(rows) < limit or len(found) >= limit:
            return _marked(session, here, found[:limit])
        before = rows[-1].seq


def _marked(session: Session, here: Scene, found: list[Told]) -> tuple[Told, ...]:
    """With the reader's own private notes told from those that were shared since."""
    if not any(told.action == PRIVATE for told in found):
        return tuple(found)
    own = stream.own_private(session, here.case, here.eyes)
    return tuple(replace(told, private=told.id in own) for told in found)


def changes_since(session: Session, here: Scene, track_id: str | None, version: int) -> tuple[str, ...]:
    """What moved one machine after `version`: the sentences for someone whose form is out of date."""
    found = []
    moved = track_id or here.case.id
    rows = stream.newest(session, here.case, here.seen, whole=here.found.whole, eyes=here.eyes, limit=_LATEST)
    for row in rows:
        header = json.loads(row.header)
        later = any(move["id"] == moved and move["version"] > version for move in header["moves"])
        if later and not _hidden(row, here.seen):
            told = tell(row, here.seen)
            found.append(f"{told.by}: {told.what}")
    return tuple(found)


def _hidden(row: TrailRow, seen: Collection[str]) -> bool:
    """Whether all that an entry of the case changed is a matter which this reader may not know of.

    To begin such a matter is a step of the case, whose own state stays: the entry would tell of it.
    """
    moves = json.loads(row.header)["moves"]
    changed = [move for move in moves if move["from"] != move["to"]]
    return bool(changed) and not any(move["machine"] == "case" or move["id"] in seen for move in changed)


def tell(row: TrailRow, seen: Collection[str], matters: Mapping[str, str] | None = None) -> Told:
    """One entry in words; `seen` are the matters the reader may know of, `matters` what each is called."""
    header = json.loads(row.header)
    payload: dict[str, object] = json.loads(row.body) if row.body else {}
    names = matters or {}
    at = from_text(header["at"])
    machine = str(header["action"]).partition(".")[0]
    data = payload.get("data")
    answers: Mapping[str, object] = data if isinstance(data, dict) else {}
    lifting = answers.get("lifting")
    return Told(
        seq=row.seq,
        at=at,
        happened=_day(str(header["happened"]), at),
        by=str(payload.get("by", "")),
        what=sentence(header["action"]),
        machine=names.get(str(row.track_id)) or (called(machine) if row.track_id in seen else ""),
        began=tuple(
            names.get(move["id"]) or called(move["machine"])
            for move in header["moves"]
            if move["from"] is None and move["machine"] != "case" and move["id"] in seen
        ),
        details=(
            *_details(header["action"], answers, payload.get("labels")),
            *_found(payload.get("finding")),
        ),
        lifted=tuple(str(reason) for reason in lifting.values()) if isinstance(lifting, dict) else (),
        erased=row.body is None,
        track_id=row.track_id,
        against=_against(header["action"], lifting) if isinstance(lifting, dict) else (),
        legal=answers.get("legal_advice") is True,
        action=str(header["action"]),
        id=row.id,
        hides=_hides(str(header["action"]), payload.get("told")),
    )


def _hides(action: str, added: object) -> Detail | None:
    """Whether an entry names somebody in a case who is hidden there."""
    if action != "person_added" or not isinstance(added, dict):
        return None
    return kept(str(added.get("involvement")), under_18=added.get("under_18") is True)


def _against(action: str, lifting: Mapping[str, object]) -> tuple[str, ...]:
    """The sentence of each *should* guard that was lifted; its key where no table has it any more."""
    known = {guard.key: guard.sentence for transition in _transitions(action) for guard in transition.guards}
    return tuple(known.get(key, key) for key in lifting)


def _found(finding: object) -> tuple[tuple[str, str], ...]:
    """What the policy said on the day, for the step that looked it up."""
    if not isinstance(finding, dict):
        return ()
    heading, _, because = str(finding["because"]).partition(": ")
    return ((heading, f"{Verdict(str(finding['verdict'])).label}. {because}"),)


def called(machine: str, subject: str = "") -> str:
    """What people call a matter: "Make it safe: A hacked account of ours"; "" for what is no matter."""
    if machine not in MACHINES:
        return subject
    return f"{MACHINES[machine].label}: {subject}" if subject else MACHINES[machine].label


def _details(action: str, answers: Mapping[str, object], labels: object) -> tuple[tuple[str, str], ...]:
    fields = _fields(action)
    names = labels if isinstance(labels, dict) else {}
    # The trail keeps answers in the order of their keys; people read them in the order of the questions.
    in_order = [*(name for name in fields if name in answers), *sorted(answers.keys() - fields.keys())]
    return tuple(
        (_label(fields.get(name), name), _words(fields.get(name), answers[name], names.get(name)))
        for name in in_order
        if name not in _TOLD_APART
    )


def _label(field: Field | None, name: str) -> str:
    """The question; for one that no table asks any more, its key as words."""
    return field.label if field is not None else name.replace("_", " ").capitalize()


def _fields(action: str) -> dict[str, Field]:
    if action.partition(".")[0] not in MACHINES:
        return {**OTHER_FIELDS, **OF_LETTERS} if action == "exported" else OTHER_FIELDS
    return {field.name: field for transition in _transitions(action) for field in transition.requires}


def _transitions(action: str) -> tuple[Transition, ...]:
    """The arrows of that name; none for what is no step of a machine."""
    machine, _, step = action.partition(".")
    found = MACHINES.get(machine)
    every = (*found.transitions, *found.everywhere) if found else ()
    return tuple(transition for transition in every if transition.action == step)


def _words(field: Field | None, value: object, labels: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    known = dict(field.choices) if field else {}
    if isinstance(labels, dict):
        known |= {str(key): str(label) for key, label in labels.items()}
    if isinstance(value, list):
        return "; ".join(known.get(str(item), str(item)) for item in value)
    if field is not None and field.kind is Kind.DATE:
        return day_in_words(date.fromisoformat(str(value)))
    return known.get(str(value), str(value))


def day_in_words(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _day(text: str, at: datetime) -> date | None:
    """The day on which it happened, where that was said and is not the London day of writing."""
    day = date.fromisoformat(text) if len(text) == len("2026-11-21") else None
    return None if day == at.astimezone(LONDON).date() else day
