"""Changing the clocks of a case by hand: starting one, stopping it, giving it more time, ending it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.bank_holidays import NotWorkedOut
from incidents.domain.clock_changes import BadChange
from incidents.domain.clock_kinds import RULES, Clock
from incidents.domain.clock_starts import MAY_COME
from incidents.domain.clock_words import moment_in_words
from incidents.domain.deadlines import due
from incidents.domain.fields import LONDON, Data, Problem, Raw
from incidents.domain.moments import NoMoment, moment
from incidents.domain.words import Permission
from incidents.services import clock_forms, clock_keeping, clocks, deadlines
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.clock_keeping import Keeper
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.gather import Scene, scene
from incidents.services.holidays import calendar_for
from incidents.services.keeping import Form, is_key, parsed
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import ClockRow

# Where it goes wrong is shown beside this question.
_BESIDE = {"pause": "asked_on", "resume": "answered_on", "extend": "told_on", "length": "length"}


def start_form(actor: Member, reference: str, sent: Raw, now: datetime) -> Form:
    """The form that starts a clock, for what was `sent` so far. Raises NotFound."""
    with read() as session:
        here = scene(session, actor, reference, None, now, may=Permission.HANDLE)
        return clock_forms.to_start(here, sent, now)


def start(actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Start a clock by hand. Raises NotFound and Invalid."""
    with work() as session, session.no_autoflush:
        if earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None:
            return
        here = _locked(session, actor, reference, now)
        data = parsed(clock_forms.to_start(here, raw, now), raw, now)
        kind = Clock(str(data["kind"]))
        begins = _begins(kind, data, now)
        change = Change(session, actor, here, now)
        keep = clock_keeping.keeper(change)
        track = next((one.track for one in here.visible if one.track.id == data["matter"]), None)
        row = clock_keeping.new_row(change, kind, track)
        row.by_hand, row.starts_at, row.because = True, begins, str(data["because"])
        _put_right(keep, row, "day")
        keep.say("started", row)
        _enter(change, "clock_started", row, {"because": data["because"]})
        session.add(row)


def change_form(actor: Member, reference: str, clock_id: str, way: str, now: datetime) -> Form:
    """The form for one thing to be done with a running clock. Raises NotFound."""
    with read() as session:
        here = scene(session, actor, reference, None, now, may=Permission.HANDLE)
        row = _row(session, here, clock_id)
        return clock_forms.to_change(row, way)


def change(
    actor: Member, reference: str, clock_id: str, way: str, version: int, key: str, raw: Raw, now: datetime
) -> None:
    """Stop a clock, go on with it, give it more time or a length of our own, or end it, with the reason.

    Raises NotFound, Invalid, and Stale when someone was faster.
    """
    with work() as session, session.no_autoflush:
        if earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None:
            return
        here = _locked(session, actor, reference, now)
        row = _row(session, here, clock_id)
        if row.version != version:
            raise Stale((clock_forms.stands(row),), row.version)
        if way not in deadlines.ways_of(row):
            raise Invalid((Problem("way", clock_forms.refusal(row, way)),))
        data = parsed(clock_forms.to_change(row, way), raw, now)
        making = Change(session, actor, here, now)
        keep = clock_keeping.keeper(making)
        if way == "end":
            keep.end(row, str(data["because"]))
        else:
            _CHANGE[way](row, data)
            row.version += 1
            _put_right(keep, row, _BESIDE[way])
            keep.say(way, row)
        _tell(making, way, row, clock_forms.in_words(data))


def enter(change: Change, action: str, data: Data, track_id: str | None = None) -> None:
    """Write the one entry of a change to the clocks of a case."""
    case = change.scene.case
    change.touch(track_id)
    trail.on_case(
        change.session,
        case,
        trail.Entry(
            organisation_id=case.organisation_id,
            action=action,
            actor=change.actor.person_id,
            at=change.now,
            payload={"by": change.actor.name, "data": data, **change.words},
            case_id=case.id,
            track_id=track_id,
            id=change.event_id,
        ),
    )


def _tell(change: Change, way: str, row: ClockRow, data: Data) -> None:
    match way:
        case "pause":
            _enter(change, "clock_paused", row, data)
        case "resume":
            _enter(change, "clock_resumed", row, data)
        case "extend":
            _enter(change, "clock_extended", row, data)
        case "length":
            _enter(change, "clock_length_set", row, data)
        case _:
            _enter(change, "clock_ended", row, data)


def _enter(change: Change, action: str, row: ClockRow, data: Data) -> None:
    told = {} if row.ended_at else {"due": moment_in_words(row.due_at)}
    enter(change, action, {"what": Clock(row.kind).label, **data, **told}, row.track_id)


def _locked(session: Session, actor: Member, reference: str, now: datetime) -> Scene:
    return scene(session, actor, reference, None, now, may=Permission.HANDLE, lock=True)


def _row(session: Session, here: Scene, clock_id: str) -> ClockRow:
    """A clock of the case whose matter the actor may know of. Raises NotFound."""
    row = session.get(ClockRow, (here.case.organisation_id, clock_id)) if is_key(clock_id) else None
    if row is None or row.case_id != here.case.id:
        raise NotFound
    visible = here.found.whole if row.track_id is None else row.track_id in here.seen
    if not visible:
        raise NotFound
    return row


def _begins(kind: Clock, data: Data, now: datetime) -> datetime:
    """The instant from which a clock counts that is started by hand. Raises Invalid."""
    if RULES[kind].in_hours and "time" not in data:
        raise Invalid((Problem("time", "Enter the time of day: this is counted in hours"),))
    if kind not in MAY_COME and date.fromisoformat(str(data["day"])) > now.astimezone(LONDON).date():
        raise Invalid((Problem("day", "The day must be today or in the past"),))
    try:
        return moment(data, None if kind in MAY_COME else now)
    except NoMoment as fault:
        raise Invalid((fault.problem,)) from fault


def _put_right(keep: Keeper, row: ClockRow, beside: str) -> None:
    """Work out when the clock is due now. Raises Invalid where the rules or the calendar refuse."""
    kind = Clock(row.kind)
    try:
        calendar = calendar_for(kind, keep.nation, keep.more)
        row.due_at = due(kind, row.starts_at, calendar, clocks.changes_of(row)).at
    except (BadChange, NotWorkedOut) as fault:
        raise Invalid((Problem(beside, str(fault)),)) from fault
    except OverflowError as fault:
        raise Invalid((Problem(beside, "No calendar reaches so far"),)) from fault


def _pause(row: ClockRow, data: Data) -> None:
    new = {"asked_on": data["asked_on"], "answered_on": None, "because": data["because"]}
    row.pauses = [*row.pauses, new]


def _resume(row: ClockRow, data: Data) -> None:
    *before, last = row.pauses
    open_one = last if isinstance(last, dict) else {}
    row.pauses = [*before, {**open_one, "answered_on": data["answered_on"]}]


def _extend(row: ClockRow, data: Data) -> None:
    row.extension = {name: data[name] for name in ("told_on", "months", "because")}


def _length(row: ClockRow, data: Data) -> None:
    row.length = int(str(data["length"]))


_CHANGE: dict[str, Callable[[ClockRow, Data], None]] = {
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "length": _length,
}
