"""Keeping a case's clocks true: each step starts, ends or opens again those of the matters that it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from incidents.domain.clock_kinds import Clock
from incidents.domain.clock_starts import Basis, Started, counts_from_awareness, start_of, started_by
from incidents.domain.policy_words import Nation
from incidents.services import clocks
from incidents.services.changing import Change
from incidents.store import trail
from incidents.store.ids import new_id
from incidents.store.instant import as_text
from incidents.store.models import CaseFile, ClockRow, Track
from incidents.store.queries import clocks as rows

# Why the clocks ended that ran when a case was closed; opening the case again opens these.
WITH_THE_CASE = "The case was closed"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose days count for the clocks of one case, while it is being changed.

    The entry names no clock of the matters in `hidden`, as more people read it than may know of them.
    """

    change: Change
    nation: Nation
    more: Mapping[date, str]
    hidden: frozenset[str] = frozenset()

    def work_out(self, row: ClockRow) -> None:
        """Put the date of a clock right."""
        row.due_at = clocks.worked_out(row, self.nation, self.more).at

    def say(self, how: str, row: ClockRow) -> None:
        """Have the entry of the change name a clock."""
        if row.track_id in self.hidden:
            return
        told = {"clock": row.id, "kind": row.kind, "due": as_text(row.due_at), "matter": row.track_id}
        self.change.say("clocks", {"what": how, **told})

    def end(self, row: ClockRow, because: str) -> None:
        """End a clock with the entry being written."""
        row.ended_at, row.ended_because = self.change.now, because
        row.ended_by = self.change.event_id
        row.version += 1
        self.say("ended", row)

    def open_again(self, row: ClockRow) -> None:
        """Have a clock run on that had ended."""
        row.ended_at, row.ended_because, row.ended_by = None, "", None
        row.version += 1
        self.work_out(row)
        self.say("opened_again", row)


def keeper(change: Change) -> Keeper:
    """Who keeps the clocks of the case that is being changed."""
    return Keeper(change, *clocks.days_of(change.session, change.scene))


def sync(change: Change, moves: Sequence[trail.Move], because: str) -> None:
    """Start the clocks of matters that came into a state in which they run, and end those of matters that
    left it, in the entry being written; `because` is what was done.

    A clock that somebody ended by hand stays ended while its matter goes on. Closing the case ends all that
    still runs, and opening it again takes that back.
    """
    _with_the_case(change, moves)
    moved = _moved(change, moves)
    if not moved:
        return
    keep = keeper(change)
    old = [track.id for track, move in moved if move.origin is not None]
    known = rows.of_matters(change.session, change.scene.case, old) if old else ()
    for track, move in moved:
        for one in started_by(track.machine, track.subject):
            its = [row for row in known if row.track_id == track.id and row.kind == one.kind]
            _follow(keep, track, move, one, its, because)


def run_again(change: Change, tracks: Iterable[Track]) -> None:
    """Have the clocks of matters run whose decision not to tell new facts opened: nobody was told yet."""
    for track in tracks:
        keep = keeper(change)
        known = rows.of_matters(change.session, change.scene.case, [track.id])
        for one in started_by(track.machine, track.subject):
            its = [row for row in known if row.kind == one.kind]
            if all(row.ended_at is not None for row in its):
                _run(keep, track, one, its[-1] if its else None)


def recount(change: Change, case: CaseFile, tracks: Iterable[Track]) -> None:
    """Every running clock that a matter started when the charity knew counts from when `case` says it did."""
    matters, keep = {one.id: one for one in tracks}, keeper(change)
    for row in rows.of_matters(change.session, case, list(matters)):
        track = matters[str(row.track_id)]
        counts = counts_from_awareness(track.machine, track.subject, Clock(row.kind))
        if row.ended_at is None and counts and row.starts_at != case.aware_at:
            row.starts_at = case.aware_at
            row.version += 1
            keep.work_out(row)
            keep.say("moved", row)


def _with_the_case(change: Change, moves: Sequence[trail.Move]) -> None:
    """End what still runs with the case that is closed; run on with it when that is taken back."""
    move = next((one for one in moves if one.machine == "case"), None)
    if move is None or (move.origin == "closed") == (move.target == "closed"):
        return
    closes, matters = move.target == "closed", [one.track.id for one in change.scene.tracks]
    its = rows.of_case(change.session, change.scene.case, matters, whole=True, ended=not closes)
    if not its:
        return
    keep = replace(keeper(change), hidden=frozenset(change.hidden_tracks()))
    for row in its:
        if closes:
            keep.end(row, WITH_THE_CASE)
        elif row.ended_because == WITH_THE_CASE:
            keep.open_again(row)
    if not closes:  # when we knew may have been put right meanwhile
        recount(change, change.scene.case, [one.track for one in change.scene.tracks])


def _moved(change: Change, moves: Sequence[trail.Move]) -> list[tuple[Track, trail.Move]]:
    """The matters that moved and can have clocks, also those that the step began."""
    tracks = {one.track.id: one.track for one in change.scene.tracks}
    tracks |= {one.id: one for one in change.session.new if isinstance(one, Track)}
    found = [(tracks[move.id], move) for move in moves if move.id in tracks]
    return [(track, move) for track, move in found if started_by(track.machine, track.subject)]


def _follow(
    keep: Keeper, track: Track, move: trail.Move, one: Started, its: Sequence[ClockRow], because: str
) -> None:
    """Bring one kind of clock of one matter along with its move."""
    runs, ran = move.target in one.states, move.origin in one.states
    running = [row for row in its if row.ended_at is None]
    if not runs:
        for row in running:
            keep.end(row, because)
    elif not running and not (ran and its):
        _run(keep, track, one, its[-1] if its else None)


def _run(keep: Keeper, track: Track, one: Started, last: ClockRow | None) -> None:
    """Start a clock, or open the last one of its kind again, unless that counted from something else."""
    start = start_of(one.basis, keep.change.scene.case.aware_at, track.opened_at, track.known)
    if last is not None and (one.basis is not Basis.REVIEW_ASKED or last.starts_at == start):
        last.starts_at = start
        keep.open_again(last)
        return
    row = new_row(keep.change, one.kind, track)
    row.starts_at = start
    keep.work_out(row)
    keep.change.session.add(row)
    keep.say("started", row)


def new_row(change: Change, kind: Clock, track: Track | None) -> ClockRow:
    """A clock of the case or of one matter, started by the entry being written."""
    case = change.scene.case
    return ClockRow(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        track_id=track.id if track else None,
        kind=kind.value,
        starts_at=change.now,
        because="",
        by_hand=False,
        event_id=change.event_id,
        length=None,
        pauses=[],
        extension=None,
        due_at=change.now,
        version=1,
        ended_at=None,
        ended_because="",
        ended_by=None,
    )
