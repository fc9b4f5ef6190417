"""Which clocks a matter starts: in which of its states each one runs, and from when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.domain.case import Known
from incidents.domain.clock_kinds import RULES, Clock, Force
from incidents.domain.moments import moment
from incidents.domain.words import Body


class Basis(StrEnum):
    """From when a clock counts that a matter starts: we knew, it was begun, a second look was asked for."""

    AWARE = "aware"
    BEGUN = "begun"
    REVIEW_ASKED = "review_asked"


@dataclass(frozen=True, slots=True)
class Started:
    """One clock that a matter starts: it runs while the matter is in one of `states`."""

    kind: Clock
    states: frozenset[str]
    basis: Basis = Basis.AWARE


_BEFORE_SENT = frozenset({"assessing", "drafting", "approved"})

# (machine, subject) -> the clocks that it starts. What nobody here does is started by hand.
STARTS: dict[tuple[str, str], tuple[Started, ...]] = {
    ("external_report", Body.ICO): (Started(Clock.ICO_BREACH, _BEFORE_SENT),),
    ("external_report", Body.LADO): (Started(Clock.LADO, _BEFORE_SENT),),
    ("external_report", Body.CHARITY_COMMISSION): (Started(Clock.SERIOUS_INCIDENT, _BEFORE_SENT),),
    ("external_report", Body.CCNI): (Started(Clock.CCNI, _BEFORE_SENT),),
    ("external_report", Body.DBS): (Started(Clock.DBS, _BEFORE_SENT),),
    # The duty counts from the decision to refer, and to begin this matter is to take that up.
    ("external_report", Body.DISCLOSURE_SCOTLAND): (
        Started(Clock.DISCLOSURE_SCOTLAND, _BEFORE_SENT, Basis.BEGUN),
    ),
    ("external_report", Body.NATIONAL_BODY): (Started(Clock.NATIONAL_BODY, _BEFORE_SENT),),
    ("response", "complainant"): (
        Started(Clock.COMPLAINT_ACK, frozenset({"to_answer"})),
        Started(Clock.COMPLAINT_ANSWER, frozenset({"to_answer", "holding", "private", "unreachable"})),
        Started(Clock.COMPLAINT_REVIEW, frozenset({"under_review"}), Basis.REVIEW_ASKED),
    ),
}
# Looking over pages has its own dates; everything else that matters start can be started by hand as well.
BY_HAND: tuple[Clock, ...] = tuple(kind for kind in Clock if not kind.value.startswith("check_"))
# A hearing can be put off before its day has come; whatever else is recorded has happened.
MAY_COME: frozenset[Clock] = frozenset({Clock.COMPANION_POSTPONEMENT})
# A wait is no duty: nothing is late when it is over.
WAITS: frozenset[Clock] = frozenset(kind for kind, rule in RULES.items() if rule.force is Force.WAIT)


def started_by(machine: str, subject: str) -> tuple[Started, ...]:
    """The clocks that such a matter can start."""
    return STARTS.get((machine, subject), ())


def start_of(basis: Basis, aware_at: datetime, begun_at: datetime, known: Known) -> datetime:
    """The instant from which a clock counts; `known` are the answers that the matter holds."""
    match basis:
        case Basis.AWARE:
            return aware_at
        case Basis.BEGUN:
            return begun_at
        case Basis.REVIEW_ASKED:
            day = known.get("review_asked_on")
            return moment({"day": day}, None) if day else begun_at


def counts_from_awareness(machine: str, subject: str, kind: Clock) -> bool:
    """Whether the clock of that kind, as this matter starts it, begins when the charity knew."""
    return any(one.kind is kind and one.basis is Basis.AWARE for one in STARTS.get((machine, subject), ()))
