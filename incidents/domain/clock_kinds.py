"""Every kind of clock: how long it runs, in what it counts, when it starts, and whether it is law."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.domain.policy_words import Nation
from incidents.domain.words import Word


class Clock(Word):
    """The kinds. `COMMANDED` are those that the command `clock` knows."""

    ICO_BREACH = "ico_breach", "Telling the Information Commissioner of a data breach"
    DEFAMATION_NOTICE = "defamation_notice", "Acting on a notice about a defamatory post"
    REPORT_HARMFUL_CONTENT = "report_harmful_content", "Waiting before Report Harmful Content is asked"
    LADO = "lado", "Telling the local authority’s designated officer"
    LADO_24H = "lado_24h", "Telling the designated officer where the area asks for 24 hours"
    DP_COMPLAINT_ACK = "dp_complaint_ack", "Acknowledging a complaint about personal data"
    SAR = "sar", "Answering a request for somebody’s own data"
    DISCLOSURE_SCOTLAND = "disclosure_scotland", "Referring to Disclosure Scotland"
    COMPANION_POSTPONEMENT = "companion_postponement", "A hearing put off for a companion"
    COMPLAINT_ACK = "complaint_ack", "Acknowledging a complaint"
    COMPLAINT_ANSWER = "complaint_answer", "Answering a complaint"
    COMPLAINT_REVIEW = "complaint_review", "Answering a request to look at a complaint again"
    SERIOUS_INCIDENT = "serious_incident", "Reporting a serious incident to the Charity Commission"
    CCNI = "ccni", "Reporting a serious incident to the Charity Commission for Northern Ireland"
    DBS = "dbs", "Referring to the Disclosure and Barring Service"
    NATIONAL_BODY = "national_body", "Telling the national body"
    FUNDRAISING_ESCALATION = "fundraising_escalation", "Taking a fundraising complaint to the regulator"
    CHECK_WEEKLY = "check_weekly", "Looking over a page every week"
    CHECK_QUARTERLY = "check_quarterly", "Looking over a page every quarter"
    CHECK_YEARLY = "check_yearly", "Looking over a page every year"


class Unit(Word):
    """What is counted; the label is one of it."""

    HOURS = "hours", "hour"
    WORKING_HOURS = "working_hours", "hour"
    DAYS = "days", "day"
    WORKING_DAYS = "working_days", "working day"
    MONTHS = "months", "month"


class Counted(Word):
    """From when it is counted."""

    MOMENT = "moment", "from that moment"
    SAME_DAY = "same_day", "to the same date of a later month"
    DAY_AFTER = "day_after", "from the day after"
    NEXT_WORKING_DAY = "next_working_day", "from the first working day after"


class Roll(Word):
    """What happens to a last day that is no working day."""

    STAYS = "stays", "stays as it is"
    MOVES = "moves", "moves to the next working day"
    BUILT_IN = "built_in", "cannot happen: only working days count"


class Force(Word):
    """Who wants it so. Only `LAW` can be overdue by law."""

    LAW = "law", "law"
    BODY = "body", "asked for by another body"
    WAIT = "wait", "a time to wait, not a duty"
    PROMPTLY = "promptly", "promptly, with no number of days: a target of ours"
    OWN = "own", "a target of ours"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind: `event` begins the sentence on its start, `nation` is whose holidays count for everyone.

    `pauses` and `more_months` say whether it can be stopped, and by how much it can be lengthened.
    """

    length: int
    unit: Unit
    counted: Counted
    roll: Roll
    force: Force
    event: str
    source: str
    pauses: bool = False
    more_months: int = 0
    nation: Nation | None = None

    @property
    def in_hours(self) -> bool:
        """Whether it needs a time of day to start from."""
        return self.unit in {Unit.HOURS, Unit.WORKING_HOURS}


def _hours(length: int, force: Force, event: str, source: str) -> Rule:
    return Rule(length, Unit.HOURS, Counted.MOMENT, Roll.STAYS, force, event, source)


def _working(length: int, force: Force, event: str, source: str) -> Rule:
    return Rule(length, Unit.WORKING_DAYS, Counted.DAY_AFTER, Roll.BUILT_IN, force, event, source)


def _calendar(length: int, unit: Unit, force: Force, event: str, source: str) -> Rule:
    counted = Counted.DAY_AFTER if unit is Unit.DAYS else Counted.SAME_DAY
    return Rule(length, unit, counted, Roll.STAYS, force, event, source)


_PROCEDURE = "our own procedure; no law fixes it"
_CHECKS = "our own policy"
_AREAS = "safeguarding procedures of {} areas in England"
_REMIND = 5  # working days; no rule gives a number, so this only brings an open question back
_AWARE = "We became aware"
_COMPLAINED = "The complaint came"

RULES: dict[Clock, Rule] = {
    Clock.ICO_BREACH: _hours(72, Force.LAW, _AWARE, "UK GDPR, article 33"),
    Clock.DEFAMATION_NOTICE: Rule(
        48,
        Unit.WORKING_HOURS,
        Counted.MOMENT,
        Roll.BUILT_IN,
        Force.LAW,
        "The notice came",
        "Defamation Act 2013, section 5, and its regulations (SI 2013/3028)",
        nation=Nation.ENGLAND_AND_WALES,
    ),
    Clock.REPORT_HARMFUL_CONTENT: _hours(
        48, Force.WAIT, "The post was reported to the platform", "Report Harmful Content"
    ),
    Clock.LADO: _working(1, Force.BODY, "We were told", _AREAS.format("most")),
    Clock.LADO_24H: _hours(24, Force.BODY, "We were told", _AREAS.format("some")),
    Clock.DP_COMPLAINT_ACK: Rule(
        30,
        Unit.DAYS,
        Counted.DAY_AFTER,
        Roll.MOVES,
        Force.LAW,
        _COMPLAINED,
        "Data (Use and Access) Act 2025, section 103",
    ),
    Clock.SAR: Rule(
        1,
        Unit.MONTHS,
        Counted.SAME_DAY,
        Roll.MOVES,
        Force.LAW,
        "The request came",
        "UK GDPR, articles 12 and 15",
        pauses=True,
        more_months=2,
    ),
    Clock.DISCLOSURE_SCOTLAND: _calendar(
        3, Unit.MONTHS, Force.LAW, "It was decided", "the duty to refer to Disclosure Scotland"
    ),
    Clock.COMPANION_POSTPONEMENT: Rule(
        5,
        Unit.WORKING_DAYS,
        Counted.NEXT_WORKING_DAY,
        Roll.BUILT_IN,
        Force.LAW,
        "The hearing was to be",
        "Employment Relations Act 1999, section 10",
    ),
    Clock.COMPLAINT_ACK: _working(5, Force.OWN, _COMPLAINED, _PROCEDURE),
    Clock.COMPLAINT_ANSWER: _working(20, Force.OWN, _COMPLAINED, _PROCEDURE),
    Clock.COMPLAINT_REVIEW: _working(20, Force.OWN, "The request to look again came", _PROCEDURE),
    Clock.SERIOUS_INCIDENT: _working(_REMIND, Force.PROMPTLY, _AWARE, "Charity Commission guidance"),
    Clock.CCNI: _working(_REMIND, Force.PROMPTLY, _AWARE, "CCNI guidance"),
    Clock.DBS: _working(_REMIND, Force.PROMPTLY, _AWARE, "the duty to refer to the DBS"),
    Clock.NATIONAL_BODY: _working(_REMIND, Force.PROMPTLY, _AWARE, "the national body’s own rules"),
    Clock.FUNDRAISING_ESCALATION: _calendar(
        2, Unit.MONTHS, Force.BODY, "The final answer was given", "the Fundraising Regulator"
    ),
    Clock.CHECK_WEEKLY: _calendar(7, Unit.DAYS, Force.OWN, "The page was last looked at", _CHECKS),
    Clock.CHECK_QUARTERLY: _calendar(3, Unit.MONTHS, Force.OWN, "The page was last looked at", _CHECKS),
    Clock.CHECK_YEARLY: _calendar(12, Unit.MONTHS, Force.OWN, "The page was last looked at", _CHECKS),
}
# The list ends with the reviews of complaints: what comes after has no fixed length, or no command.
COMMANDED: tuple[Clock, ...] = tuple(Clock)[: list(Clock).index(Clock.SERIOUS_INCIDENT)]
