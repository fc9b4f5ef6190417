"""What the steps of telling another body bring about: decisions kept, requests to do, references checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.fields import LONDON, Data, Problem
from incidents.domain.lifecycle.external_guards import (
    AUTHORITY_WORDS,
    BOARD_DECIDED,
    BOARD_DECISION,
    LOOK_AGAIN,
    MACHINE,
    STANDING,
    marked,
)
from incidents.domain.words import NEEDS_AUTHORITY
from incidents.services.actors import reader
from incidents.services.changing import TITLE_LENGTH, Change
from incidents.services.faults import Invalid
from incidents.store.ids import new_id
from incidents.store.models import NotReported, Track
from incidents.store.queries import telling

_AUTHORITY = frozenset({AUTHORITY_WORDS, BOARD_DECISION, BOARD_DECIDED, STANDING})


@dataclass(frozen=True, slots=True)
class Open:
    """A decision that is open again, and why."""

    row: NotReported
    because: str


def decide(change: Change, data: Data) -> None:
    """Keep a decision not to tell, with the answers it stands on; it takes the place of an earlier one."""
    track = _track(change)
    check = telling.newest_check(change.session, track.organisation_id, track.case_id)
    row = NotReported(
        organisation_id=track.organisation_id,
        id=new_id(),
        case_id=track.case_id,
        track_id=track.id,
        body=track.subject,
        what=str(data["what_not_told"]),
        because=str(data["not_told_because"]),
        decided_by=str(data["decided_by"]),
        decided_on=_day(change.now),
        look_again_on=date.fromisoformat(str(data["look_again_on"])),
        check_number=check.number if check else None,
        facts=dict(check.answers) if check else {},
        by_person_id=change.actor.person_id,
        at=change.now,
        reopened_at=None,
        reopened_because="",
    )
    change.session.add(row)
    change.traces.decisions.append(row.id)
    change.words["stood_on"] = {"number": row.check_number, "answers": row.facts}
    _close_again(change, track)


def look_again(change: Change, data: Data) -> None:
    """The decision of this matter is open: somebody looks at it again, and says what is new."""
    track = _track(change)
    every = telling.decisions_of(change.session, track.organisation_id, track.case_id)
    of_it = [one for one in every if one.track_id == track.id]
    if of_it and of_it[-1].reopened_at is None:
        reopen(change, [Open(of_it[-1], str(data["new_facts"]))])
    _close_again(change, track)


def reopen(change: Change, several: Iterable[Open]) -> None:
    """Mark decisions as open again."""
    for one in several:
        one.row.reopened_at, one.row.reopened_because = change.now, one.because
        change.say("reopened", {"decision": one.row.id, "because": one.because})


def withdraw(change: Change, ids: Collection[str]) -> None:
    """The step that wrote these decisions down was taken back: nothing is decided."""
    if not ids:
        return
    rows = (change.session.get_one(NotReported, (change.actor.organisation_id, one)) for one in ids)
    reopen(change, [Open(row, "The step that wrote it down was taken back") for row in rows])


def authorise(change: Change, data: Data) -> None:
    """Have the entry and the report name the standing authority, where the actor has one for this body.

    What was said of the board's authority for an earlier text says nothing of this one.
    """
    track = _track(change)
    track.known = {name: value for name, value in track.known.items() if name not in _AUTHORITY}
    if track.subject not in NEEDS_AUTHORITY:
        return
    pointed_to = data.get(BOARD_DECISION)
    if isinstance(pointed_to, list) and pointed_to:
        decided = {one.id: marked(one) for one in change.scene.facts.tracks if one.id in pointed_to}
        track.known = {**track.known, BOARD_DECIDED: decided}
    held = telling.delegated(change.session, track.organisation_id, change.actor.person_id, _day(change.now))
    for one in held:
        if one.body == track.subject:
            change.words[STANDING] = {"delegation": one.id, "minute": one.minute}
            track.known = {**track.known, STANDING: one.minute}


def tell(change: Change, data: Data) -> None:
    """They were told before anything was written: look at their number, and note a standing authority."""
    numbered(change, data)
    authorise(change, data)


def asked(change: Change, data: Data) -> None:
    """What the body asks for becomes something to do, with its day."""
    track = _track(change)
    title = f"Answer {track.subject_label}: {' '.join(str(data['they_want']).split())}"
    day = date.fromisoformat(str(data["answer_by"]))
    change.add_task(title[:TITLE_LENGTH], day, str(data["who_answers"]), track)


def numbered(change: Change, data: Data) -> None:
    """Refuse a number of the body that stands on another report already, in this case too, as far as the
    actor may know of that one. Raises Invalid."""
    track, number = _track(change), str(data.get("reference", ""))
    if not number:
        return
    eyes = reader(change.actor, change.now)
    if other := telling.reference_used(change.session, eyes, track, number):
        said = f"This reference stands on another report already, in {other}. Check it with them"
        raise Invalid((Problem("reference", said),))


def _close_again(change: Change, track: Track) -> None:
    """The matter no longer waits to be decided anew."""
    case = change.scene.case
    waiting = case.known.get(LOOK_AGAIN)
    if isinstance(waiting, list) and track.id in waiting:
        case.known = {**case.known, LOOK_AGAIN: [one for one in waiting if one != track.id]}


def _track(change: Change) -> Track:
    track = change.scene.track
    if track is None:
        raise LookupError("a body is told in a matter, never in the case itself")
    return track


def _day(now: datetime) -> date:
    return now.astimezone(LONDON).date()


EFFECTS: dict[tuple[str, str], Callable[[Change, Data], None]] = {
    (MACHINE, "do_not_report"): decide,
    (MACHINE, "assess_again"): look_again,
    (MACHINE, "approve"): authorise,
    (MACHINE, "tell"): tell,
    (MACHINE, "they_ask"): asked,
    **{(MACHINE, action): numbered for action in ("send", "acknowledge", "send_update", "send_late_update")},
}
