"""The board's view: figures over the cases that one reader is let into, with the way to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain import figures
from incidents.domain.fields import LONDON
from incidents.domain.figures import Days, Period
from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.permissions import permits
from incidents.domain.policy import Policy
from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.words import Body, CaseKind, Permission, Stage
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.duties import PageLine, late_pages
from incidents.services.faults import NotFound
from incidents.store.db import read
from incidents.store.queries import figures as rows
from incidents.store.queries.figures import Counted, Lesson, Said

UNDECIDED = "Not decided yet"
NOT_KNOWN, ELSEWHERE = "Not known", "Somewhere else"
TWICE = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its words. `asked` narrows the list of cases to those counted; None: no list can."""

    label: str
    count: int
    asked: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Speed:
    """How long one thing took in whole days; `waiting` are cases in which it is still to be done, if told."""

    label: str
    days: Days
    waiting: Figure | None = None


@dataclass(frozen=True, slots=True)
class OnTime:
    """Things to do that were due in the months and are done or late, and those of them done by their day."""

    due: int
    done_in_time: int

    @property
    def share(self) -> int | None:
        """Done by their day, in whole per cent."""
        return figures.share(self.done_in_time, self.due)


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report to another body that has not ended, with its case."""

    body: str
    state: str
    reference: str
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """The page. Tables by kind, platform, stage and month have each case once; of clauses a case may cite
    several. All are of the cases reported in the months; `closed` counts those closed in them."""

    period: Period
    choices: tuple[Period, ...]
    reported: Figure
    closed: int
    kinds: tuple[Figure, ...]
    platforms: tuple[Figure, ...]
    stages: tuple[Figure, ...]
    months: tuple[Figure, ...]
    clauses: tuple[Figure, ...]
    speeds: tuple[Speed, ...]
    on_time: OnTime
    open_reports: tuple[OpenReport, ...]
    late: tuple[PageLine, ...]
    lessons: tuple[Lesson, ...]

    @property
    def again(self) -> tuple[Figure, ...]:
        """The clauses cited and the platforms named in more than one case, the most frequent first."""
        named = (*self.clauses, *(one for one in self.platforms if one.asked))
        return tuple(sorted((one for one in named if one.count >= TWICE), key=lambda one: -one.count))


def board(charity: Charity, actor: Member, key: str, now: datetime) -> Board:
    """The figures of the months that `key` means; of twelve months with this one where it means none.

    Cases that the actor sees only in part are left out, as in a copy of the list. Eight SELECTs.
    Raises NotFound for who may not see them.
    """
    if not permits(actor, Permission.SEE_OVERVIEW):
        raise NotFound
    today, eyes = now.astimezone(LONDON).date(), reader(actor, now)
    newest = figures.last_twelve(today)
    period = figures.read_period(key) or newest
    with read() as session:
        everything = rows.cases(session, eyes, period)
        cited = rows.cited(session, eyes, period)
        said = tuple(rows.first_steps(session, eyes, period))
        due = rows.tasks(session, eyes, period)
        telling = rows.open_reports(session, eyes)
        taught = rows.lessons(session, eyes, period)
    inside = [one for one in everything if period.begins <= one.reported_at < period.ends]
    states = MACHINES["external_report"].states
    return Board(
        period=period,
        choices=(newest, *figures.years(today)),
        reported=Figure("Cases reported", len(inside), {"reported": period.key}),
        closed=sum(1 for one in everything if one.closed_at and period.begins <= one.closed_at < period.ends),
        kinds=_kinds(inside, period),
        platforms=_platforms(charity.policy, inside, period),
        stages=_stages(inside, period),
        months=_months(inside, period),
        clauses=_clauses(charity.policy, cited, period),
        speeds=_speeds(inside, said, period),
        on_time=_on_time(due, today),
        open_reports=tuple(
            OpenReport(Body(one.body).label, states[one.state].label, one.reference, one.title, one.since)
            for one in telling
        ),
        late=late_pages(charity, actor, now),
        lessons=taught,
    )


def _kinds(inside: Iterable[Counted], period: Period) -> tuple[Figure, ...]:
    found = figures.counted((one.kind or "" for one in inside), CaseKind)
    return tuple(
        Figure(CaseKind(key).label if key else UNDECIDED, count, _asked(period, kind=key))
        for key, count in found.items()
    )


def _platforms(policy: Policy, inside: Iterable[Counted], period: Period) -> tuple[Figure, ...]:
    """Those the policy names; other words were typed by whoever reported it, and may name somebody."""
    known = {name: name for name in policy.platforms} | {"": NOT_KNOWN}
    found = figures.counted(known.get(one.platform, ELSEWHERE) for one in inside)
    return tuple(
        Figure(name, count, _asked(period, platform=name if name in policy.platforms else ""))
        for name, count in found.items()
    )


def _stages(inside: Iterable[Counted], period: Period) -> tuple[Figure, ...]:
    found = figures.counted((stage.of(one.state, one.rank) for one in inside), Stage)
    return tuple(Figure(Stage(key).label, count, _asked(period, stage=key)) for key, count in found.items())


def _months(inside: Iterable[Counted], period: Period) -> tuple[Figure, ...]:
    found = figures.counted(f"{one.reported_at.astimezone(LONDON):%Y-%m}" for one in inside)
    return tuple(
        Figure(month.label, found.get(month.key, 0), {"reported": month.key}) for month in period.months
    )


def _clauses(policy: Policy, cited: Mapping[str, int], period: Period) -> tuple[Figure, ...]:
    """A clause of an older version of the policy is no filter of the list, and has no words here."""
    rules = {one.id: one.rule for one in policy.clauses}
    known = {one.id for one in clauses_alleged(policy)}
    return tuple(
        Figure(
            f"{key}: {rules[key]}" if key in rules else key,
            count,
            _asked(period, clause=key if key in known else ""),
        )
        for key, count in sorted(cited.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _speeds(inside: Iterable[Counted], said: Iterable[Said], period: Period) -> tuple[Speed, ...]:
    """From the report to the first look, to the first answer, and to the end. A duplicate ends elsewhere."""
    cases = {one.id: one for one in inside}
    first: dict[tuple[str, str], Said] = {}
    for one in said:
        first.setdefault((one.action, one.case_id), one)
    taken = {
        action: [
            figures.days_between(cases[case_id].reported_at, date.fromisoformat(_day(step)))
            for (what, case_id), step in first.items()
            if what == action and case_id in cases
        ]
        for action in (rows.LOOKED, rows.ANSWERED)
    }
    ended = [
        figures.days_between(one.reported_at, one.closed_at)
        for one in cases.values()
        if one.closed_at and not one.merged
    ]
    new = sum(1 for one in cases.values() if one.state == "reported")
    running = sum(1 for one in cases.values() if one.state != "closed")
    waiting = Figure("New, not looked at yet", new, _asked(period, stage=Stage.REPORTED.value))
    return (
        Speed("From the report to the first look", figures.days(taken[rows.LOOKED]), waiting),
        Speed("From the report to the first answer", figures.days(taken[rows.ANSWERED])),
        Speed("From the report to the end of the case", figures.days(ended), Figure("Not closed", running)),
    )


def _day(step: Said) -> str:
    """The London day on which it happened: an answer names its day, a look is written when it is done."""
    return step.happened if len(step.happened) == 10 else step.at.astimezone(LONDON).date().isoformat()


def _on_time(due: Iterable[tuple[date, datetime | None]], today: date) -> OnTime:
    """What is due today and not done is not late yet, and not counted."""
    done = [
        ended is not None and ended.astimezone(LONDON).date() <= day
        for day, ended in due
        if day < today or ended is not None
    ]
    return OnTime(len(done), sum(done))


def _asked(period: Period, **narrowed: str) -> Mapping[str, str] | None:
    """The filters of the list for these months and one thing more; None where that is no filter."""
    return {"reported": period.key, **narrowed} if all(narrowed.values()) else None
