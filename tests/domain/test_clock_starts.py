"""Which clocks a matter starts, in which states each runs, and how a day and a time become an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from incidents.domain.clock_kinds import RULES, Clock, Force
from incidents.domain.clock_starts import BY_HAND, STARTS, WAITS, Basis, start_of, started_by
from incidents.domain.fields import Field, Kind, parse
from incidents.domain.lifecycle import CLOSED_CIRCLE, MACHINES
from incidents.domain.lifecycle.subjects import FIXED
from incidents.domain.moments import NoMoment, instants, moment, twice

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DRAFT = {"assessing", "drafting", "approved"}

# (what it says, machine, subject, the clocks with the states in which they run)
TABLE = (
    ("the ICO's 72 hours run until it is told", "external_report", "ico", {Clock.ICO_BREACH: DRAFT}),
    ("the LADO's day likewise", "external_report", "lado", {Clock.LADO: DRAFT}),
    ("the Commission is told promptly", "external_report", "charity_commission",
     {Clock.SERIOUS_INCIDENT: DRAFT}),
    ("so is the one of Northern Ireland", "external_report", "ccni", {Clock.CCNI: DRAFT}),
    ("a concern raised in Scotland has no date", "external_report", "oscr", {}),
    ("the DBS is told promptly", "external_report", "dbs", {Clock.DBS: DRAFT}),
    ("Disclosure Scotland has three months by law", "external_report", "disclosure_scotland",
     {Clock.DISCLOSURE_SCOTLAND: DRAFT}),
    ("the national body is told promptly", "external_report", "national_body",
     {Clock.NATIONAL_BODY: DRAFT}),
    ("the police have no clock", "external_report", "police", {}),
    ("one complaint starts several clocks", "response", "complainant",
     {Clock.COMPLAINT_ACK: {"to_answer"},
      Clock.COMPLAINT_ANSWER: {"to_answer", "holding", "private", "unreachable"},
      Clock.COMPLAINT_REVIEW: {"under_review"}}),
    ("who told us is no complaint", "response", "reporter", {}),
    ("making it safe has no clock", "containment", "own_page", {}),
)  # fmt: skip


@pytest.mark.parametrize(("said", "machine", "subject", "clocks"), TABLE, ids=[row[0] for row in TABLE])
def test_which_clocks_a_matter_starts(
    said: str, machine: str, subject: str, clocks: dict[Clock, set[str]]
) -> None:
    assert {one.kind: set(one.states) for one in started_by(machine, subject)} == clocks, said


def test_the_table_fits_the_machines() -> None:
    for (machine, subject), rows in STARTS.items():
        assert machine not in CLOSED_CIRCLE, "an entry names the clocks it starts, and many read it"
        assert subject in dict(FIXED[machine])
        for one in rows:
            assert one.states <= set(MACHINES[machine].states), one


def test_every_kind_but_the_checks_can_be_started_by_hand_and_a_wait_is_no_duty() -> None:
    assert {kind for kind in Clock if kind not in BY_HAND} == {
        Clock.CHECK_WEEKLY,
        Clock.CHECK_QUARTERLY,
        Clock.CHECK_YEARLY,
    }
    assert {Clock.REPORT_HARMFUL_CONTENT} == WAITS
    assert all(RULES[kind].force is Force.WAIT for kind in WAITS)


def test_a_clock_counts_from_what_its_table_says() -> None:
    aware, begun = NOW, NOW.replace(day=22)
    assert start_of(Basis.AWARE, aware, begun, {}) == aware
    assert start_of(Basis.BEGUN, aware, begun, {}) == begun
    asked = start_of(Basis.REVIEW_ASKED, aware, begun, {"review_asked_on": "2026-11-25"})
    assert asked == datetime(2026, 11, 25, 12, tzinfo=UTC)


# (what it says, the day, the time, the instants in UTC)
INSTANTS = (
    ("in winter London's time is UTC", date(2026, 12, 24), time(16), ["2026-12-24T16:00"]),
    ("in summer it is an hour ahead", date(2026, 7, 1), time(16), ["2026-07-01T15:00"]),
    ("in spring an hour is left out", date(2027, 3, 28), time(1, 30), []),
    ("two o'clock is there again", date(2027, 3, 28), time(2), ["2027-03-28T01:00"]),
    (
        "in autumn an hour comes twice",
        date(2026, 10, 25),
        time(1, 30),
        ["2026-10-25T00:30", "2026-10-25T01:30"],
    ),
    ("two o'clock comes once", date(2026, 10, 25), time(2), ["2026-10-25T02:00"]),
)


@pytest.mark.parametrize(("said", "day", "at", "found"), INSTANTS, ids=[row[0] for row in INSTANTS])
def test_a_day_and_a_time_in_london(said: str, day: date, at: time, found: list[str]) -> None:
    assert [one.isoformat()[:16] for one in instants(day, at)] == found, said


AUTUMN = {"day": "2026-10-25", "time": "01:30"}


def test_which_of_two_is_asked_and_told() -> None:
    assert twice({"day": "2026-10-25", "time": "1:30am"}, NOW)
    assert not twice({"day": "2026-10-25", "time": "3am"}, NOW)
    assert not twice({"day": "2026-10-25", "time": "soon"}, NOW)
    assert moment({**AUTUMN, "which": "first"}, NOW) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment({**AUTUMN, "which": "second"}, NOW) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


# (what it says, the answers, what is wrong with which)
REFUSED = (
    ("a time that came twice", AUTUMN, ("which", "came twice: at 01:30 BST, and an hour later at 01:30 GMT")),
    ("a time that never was", {"day": "2026-03-29", "time": "01:30"}, ("time", "clocks went forward")),
    ("a time that is still to come", {"day": "2026-11-21", "time": "09:31"}, ("time", "still to come")),
)


@pytest.mark.parametrize(("said", "data", "wrong"), REFUSED, ids=[row[0] for row in REFUSED])
def test_no_moment_says_how_to_mend_it(said: str, data: dict[str, object], wrong: tuple[str, str]) -> None:
    with pytest.raises(NoMoment) as caught:
        moment(data, NOW)
    problem = caught.value.problem
    assert problem.field == wrong[0], said
    assert wrong[1] in problem.message


def test_today_without_a_time_is_not_still_to_come() -> None:
    assert moment({"day": "2026-11-21"}, NOW) == NOW
    assert moment({"day": "2026-11-20"}, NOW) == datetime(2026, 11, 20, 12, tzinfo=UTC)


# (what is typed, what it is; None: it is refused)
TIMES = (
    ("14:30", "14:30"), ("14.30", "14:30"), ("2:30pm", "14:30"), ("2.30 PM", "14:30"), ("9am", "09:00"),
    ("12am", "00:00"), ("12pm", "12:00"), ("00:00", "00:00"), ("0:15", "00:15"), ("23:59", "23:59"),
    ("2:30", None), ("24:00", None), ("13pm", None), ("0am", None), ("14:60", None), ("1430", None),
    ("half past two", None), ("", None),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), TIMES)
def test_a_time_of_day(typed: str, read: str | None) -> None:
    data, problems = parse((Field("at", "At", Kind.TIME),), {"at": typed}, NOW)
    assert data.get("at") == read
    assert bool(problems) is (read is None)


def test_half_past_two_in_the_night_or_in_the_afternoon_is_asked() -> None:
    _, problems = parse((Field("at", "At", Kind.TIME),), {"at": "2:30"}, NOW)
    assert problems[0].message == "Say whether that is 02:30 in the morning, or 2:30pm"
