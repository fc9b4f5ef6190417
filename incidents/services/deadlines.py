"""The page of a case's deadlines: each running clock with its steps and what may be done, and those ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.clock_changes import Changes, pause_sentences
from incidents.domain.clock_kinds import RULES, Clock, Force, Rule
from incidents.domain.clock_words import day_in_words, number_of
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import clocks, reads
from incidents.services.actors import Member
from incidents.services.clocks import Running
from incidents.services.gather import Scene, look
from incidents.services.timeline import called
from incidents.store.db import work
from incidents.store.models import CaseFile, ClockRow
from incidents.store.queries import clocks as rows

# In this order: what can be done with a running clock, and how its link reads.
WAYS: dict[str, str] = {
    "pause": "Stop it while we wait for an answer",
    "resume": "The answer came",
    "extend": "Give it more time",
    "length": "Change how long it is",
    "end": "End it",
}
_FORCE: dict[Force, str] = {
    Force.LAW: "Fixed by law",
    Force.BODY: "Asked for by another body",
    Force.WAIT: "A time to wait",
    Force.PROMPTLY: "A target of ours",
    Force.OWN: "A target of ours",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One clock of the page. `force` says who wants it so, `changes` what changed it, `ways` what may be
    done with it ((key, label)); `ended_at` and `ended_because` are empty while it runs."""

    clock: Running
    matter: str
    force: str
    because: str
    changes: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    ended_at: datetime | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page needs. `may_change`: this person starts and changes clocks; `may_correct`: they say when
    the charity knew."""

    case: CaseFile
    whole: bool
    running: tuple[Shown, ...]
    ended: tuple[Shown, ...]
    may_change: bool
    may_correct: bool


def page(actor: Member, reference: str, now: datetime) -> Page:
    """The deadlines of a case, as far as the actor may know of them. Reading them is an entry of the trail.

    Raises NotFound for what the actor may not learn of.
    """
    with work() as session:
        here = look(session, actor, reference, now)
        seen = [one.track.id for one in here.visible]
        its = rows.of_case(session, here.case, seen, whole=here.found.whole, ended=True)
        told = clocks.all_shown(session, here, its, now)
        may_change = permits(actor, Permission.HANDLE) and bool(here.found.whole or seen)
        shown = [_shown(here, row, one, may_change) for row, one in zip(its, told, strict=True)]
        found = Page(
            here.case,
            here.found.whole,
            tuple(one for one in shown if one.ended_at is None),
            tuple(one for one in shown if one.ended_at is not None),
            may_change,
            here.found.whole and permits(actor, Permission.TRIAGE),
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return found


def changed(row: ClockRow) -> tuple[str, ...]:
    """What changed a clock so far, each as a sentence with its reason."""
    changes, rule = clocks.changes_of(row), RULES[Clock(row.kind)]
    said = [
        f"{sentence} Why: {pause.because}"
        for pause, sentence in zip(changes.pauses, pause_sentences(changes.pauses), strict=True)
    ]
    if changes.extension is not None:
        more = number_of(changes.extension.months, "month")
        told = day_in_words(changes.extension.told_on)
        said.append(f"{more} more; the person was told on {told}. Why: {changes.extension.because}")
    if changes.length is not None:
        said.append(f"Our own length: {number_of(changes.length, rule.unit.label)}.")
    return tuple(said)


def ways_of(row: ClockRow) -> tuple[str, ...]:
    """What may be done with a clock now, by the keys of `WAYS`."""
    if row.ended_at is not None:
        return ()
    rule, changes = RULES[Clock(row.kind)], clocks.changes_of(row)
    return tuple(key for key in WAYS if _may(key, rule, changes))


def _may(key: str, rule: Rule, changes: Changes) -> bool:
    waiting = bool(changes.pauses) and changes.pauses[-1].answered_on is None
    match key:
        case "pause":
            return rule.pauses and not waiting
        case "resume":
            return waiting
        case "extend":
            return rule.more_months > 0 and changes.extension is None
        case "length":
            return rule.force in {Force.OWN, Force.PROMPTLY}
        case _:
            return True


def _shown(here: Scene, row: ClockRow, told: Running, may_change: bool) -> Shown:
    of = next((one.track for one in here.visible if one.track.id == row.track_id), None)
    return Shown(
        clock=told,
        matter=called(of.machine, of.subject_label) if of else "",
        force=_FORCE[RULES[told.kind].force],
        because=row.because,
        changes=changed(row),
        ways=tuple((key, WAYS[key]) for key in ways_of(row)) if may_change else (),
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )
