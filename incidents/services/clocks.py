"""The clocks that run on a case: worked out from when we knew and what is being done, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from incidents.domain.clock_kinds import Clock
from incidents.domain.deadlines import due, lateness
from incidents.domain.policy import Policy
from incidents.domain.words import Body
from incidents.services.holidays import calendar_for
from incidents.store.models import CaseFile, Track

_BEFORE_SENT = frozenset({"assessing", "drafting", "approved"})
# (machine, subject) -> the clocks, each with the states of the matter in which it still runs.
_RUNNING: dict[tuple[str, str], tuple[tuple[Clock, frozenset[str]], ...]] = {
    ("external_report", Body.ICO.value): ((Clock.ICO_BREACH, _BEFORE_SENT),),
    ("external_report", Body.LADO.value): ((Clock.LADO, _BEFORE_SENT),),
    ("response", "complainant"): (
        (Clock.COMPLAINT_ACK, frozenset({"to_answer"})),
        (Clock.COMPLAINT_ANSWER, frozenset({"to_answer", "holding", "private", "unreachable"})),
    ),
}


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one matter: when it is due (aware UTC), how that was worked out, and whether it is late.

    `late` is "" or what may be said of it; only what the law fixes is ever "by law".
    """

    what: str
    at: datetime
    how: str
    late: str
    by_law: bool


def running(case: CaseFile, track: Track, policy: Policy, now: datetime) -> tuple[Running, ...]:
    """The clocks that run for one matter now, the nearest first. They begin when the charity became aware."""
    return tuple(sorted(_running(case, track, policy, now), key=lambda one: one.at))


def _running(case: CaseFile, track: Track, policy: Policy, now: datetime) -> Iterator[Running]:
    for clock, states in _RUNNING.get((track.machine, track.subject), ()):
        if track.state in states:
            found = due(clock, case.aware_at, calendar_for(clock, policy.nation))
            how = " ".join(found.explanation)
            yield Running(clock.label, found.at, how, lateness(found, now), found.by_law)
