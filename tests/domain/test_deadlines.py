"""Clocks: what is due when, by tables worked out by hand from a calendar, and what holds for every start."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.bank_holidays import NotWorkedOut
from incidents.domain.clock_changes import BadChange, Changes, Extension, Pause
from incidents.domain.clock_kinds import COMMANDED, RULES, Clock, Force, Unit
from incidents.domain.clock_words import moment_in_words
from incidents.domain.deadlines import Due, due, lateness
from incidents.domain.fields import LONDON
from incidents.domain.policy_words import Nation
from incidents.services.holidays import calendar_for

# kind, start, last day in England and Wales, Scotland, Northern Ireland ("=": as in England), and why
DAYS = """
lado 2026-12-23 2026-12-24 = = Christmas Eve is a working day
lado 2026-12-24 2026-12-29 = = Boxing Day is on a Saturday, so Monday is its substitute
lado 2026-12-31 2027-01-04 2027-01-05 = New Year; Scotland has a substitute for 2 January
lado 2027-01-02 2027-01-04 2027-01-05 = told on a Saturday
lado 2027-01-16 2027-01-18 = = told on a plain Saturday
lado 2027-12-24 2027-12-29 = = both days of Christmas are on a weekend
lado 2027-12-31 2028-01-04 2028-01-05 = New Year on a Saturday
lado 2028-12-22 2028-12-27 = = Christmas on Monday and Tuesday
lado 2028-12-29 2029-01-02 2029-01-03 = beyond the list: New Year by rule
lado 2026-04-02 2026-04-07 2026-04-06 = Scotland has no Easter Monday
lado 2027-03-25 2027-03-30 2027-03-29 = Easter 2027
lado 2028-04-13 2028-04-18 2028-04-17 = Easter 2028
lado 2027-04-30 2027-05-04 = = early May 2027
lado 2028-04-28 2028-05-02 = = early May on the first
lado 2027-05-28 2027-06-01 = = spring holiday on the last of May
lado 2026-07-31 2026-08-03 2026-08-04 = summer comes first in Scotland
lado 2026-08-28 2026-09-01 2026-08-31 = summer comes last elsewhere
lado 2027-07-30 2027-08-02 2027-08-03 = Scotland's summer holiday 2027
lado 2027-08-27 2027-08-31 2027-08-30 = summer holiday 2027
lado 2026-11-27 2026-11-30 2026-12-01 = St Andrew's Day on a Monday
lado 2027-11-29 2027-11-30 2027-12-01 = St Andrew's Day on a Tuesday
lado 2028-11-29 2028-11-30 2028-12-01 = St Andrew's Day on a Thursday
lado 2026-03-16 2026-03-17 2026-03-17 2026-03-18 St Patrick's Day on a Tuesday
lado 2027-03-16 2027-03-17 2027-03-17 2027-03-18 St Patrick's Day on a Wednesday
lado 2028-03-16 2028-03-17 2028-03-17 2028-03-20 St Patrick's Day on a Friday
lado 2026-07-10 2026-07-13 2026-07-13 2026-07-14 12 July is a Sunday, so the 13th is its substitute
lado 2027-07-09 2027-07-12 2027-07-12 2027-07-13 12 July on a Monday
lado 2028-07-11 2028-07-12 2028-07-12 2028-07-13 12 July on a Wednesday
lado 2026-06-12 2026-06-15 2026-06-16 = the holiday of June 2026 is Scotland's only
complaint_ack 2026-12-18 2026-12-29 = = four days before Christmas and one after
complaint_ack 2026-12-24 2027-01-05 2027-01-06 = over Christmas and New Year
complaint_ack 2027-12-24 2028-01-05 2028-01-06 = over Christmas 2027
complaint_ack 2028-12-22 2029-01-03 2029-01-04 = over Christmas 2028, beyond the list
complaint_ack 2027-03-24 2027-04-02 2027-04-01 = over Easter
complaint_ack 2026-06-12 2026-06-19 2026-06-22 = over 15 June 2026
complaint_ack 2027-03-12 2027-03-19 2027-03-19 2027-03-22 over St Patrick's Day
complaint_ack 2027-07-09 2027-07-16 2027-07-16 2027-07-19 over 12 July
complaint_ack 2026-08-28 2026-09-07 2026-09-04 = over the summer holiday
complaint_answer 2026-12-18 2027-01-20 2027-01-21 = four weeks over Christmas
complaint_answer 2027-12-17 2028-01-19 2028-01-20 = four weeks over Christmas 2027
complaint_answer 2027-03-01 2027-03-31 2027-03-30 2027-04-01 St Patrick's Day and Easter in one count
complaint_review 2026-08-03 2026-09-01 2026-08-31 = the summer holiday is day 20 or is not
companion_postponement 2026-12-24 2027-01-05 2027-01-06 = a hearing on Christmas Eve
companion_postponement 2026-12-22 2026-12-31 = = a hearing two days before
companion_postponement 2027-03-25 2027-04-05 2027-04-02 = a hearing before Good Friday
dp_complaint_ack 2026-11-26 2026-12-29 = = day 30 is Boxing Day, a Saturday
dp_complaint_ack 2026-11-25 2026-12-29 = = day 30 is Christmas Day
dp_complaint_ack 2026-12-02 2027-01-04 2027-01-05 = day 30 is New Year's Day
dp_complaint_ack 2027-11-27 2027-12-29 = = day 30 is the substitute for Christmas Day
dp_complaint_ack 2028-11-25 2028-12-27 = = day 30 is Christmas Day 2028
dp_complaint_ack 2027-02-27 2027-03-30 2027-03-29 = day 30 is Easter Monday
dp_complaint_ack 2027-02-15 2027-03-17 2027-03-17 2027-03-18 day 30 is St Patrick's Day
dp_complaint_ack 2027-06-12 2027-07-12 2027-07-12 2027-07-13 day 30 is 12 July
dp_complaint_ack 2026-05-16 2026-06-15 2026-06-16 = day 30 is 15 June 2026
dp_complaint_ack 2026-10-31 2026-11-30 2026-12-01 = day 30 is St Andrew's Day
dp_complaint_ack 2026-07-04 2026-08-03 2026-08-04 = day 30 is Scotland's summer holiday
dp_complaint_ack 2026-08-01 2026-09-01 2026-08-31 = day 30 is the summer holiday
dp_complaint_ack 2028-01-30 2028-02-29 = = day 30 is a leap day
sar 2026-11-25 2026-12-29 = = a month later is Christmas Day
sar 2027-01-31 2027-03-01 = = February has no 31st, and its 28th is a Sunday
sar 2028-01-31 2028-02-29 = = the last of February in a leap year
sar 2028-01-29 2028-02-29 = = the same date, a leap day
sar 2027-01-29 2027-03-01 = = no leap day in 2027
sar 2028-02-29 2028-03-29 = = from a leap day
sar 2027-03-31 2027-04-30 = = a shorter month
sar 2026-12-01 2027-01-04 2027-01-05 = a month later is New Year's Day
sar 2026-12-04 2027-01-04 2027-01-05 = a month later is Scotland's substitute for 2 January
sar 2027-02-17 2027-03-17 2027-03-17 2027-03-18 a month later is St Patrick's Day
sar 2027-02-26 2027-03-30 2027-03-29 = a month later is Good Friday
sar 2027-06-12 2027-07-12 2027-07-12 2027-07-13 a month later is 12 July
sar 2026-05-15 2026-06-15 2026-06-16 = a month later is 15 June 2026
sar 2027-10-30 2027-11-30 2027-12-01 = a month later is St Andrew's Day
disclosure_scotland 2026-11-30 2027-02-28 = = the last of February, and a Sunday stays
disclosure_scotland 2026-09-25 2026-12-25 = = Christmas Day stays
disclosure_scotland 2027-11-30 2028-02-29 = = the last of February in a leap year
serious_incident 2026-12-18 2026-12-29 = = a target of five working days
fundraising_escalation 2026-12-31 2027-02-28 = = two months, and a Sunday stays
check_weekly 2026-12-18 2026-12-25 = = a week later, whatever day
check_quarterly 2026-11-30 2027-02-28 = = three months later
check_yearly 2028-02-29 2029-02-28 = = a year after a leap day
"""
# kind, start, moment due, and why; England and Wales
MOMENTS = """
ico_breach 2026-12-24T16:00+00:00 2026-12-27T16:00+00:00 Christmas counts
ico_breach 2027-03-27T20:00+00:00 2027-03-30T21:00+01:00 clocks go forward in 2027
ico_breach 2027-10-29T12:00+01:00 2027-11-01T11:00+00:00 clocks go back in 2027
ico_breach 2026-03-28T20:00+00:00 2026-03-31T21:00+01:00 clocks go forward in 2026
ico_breach 2026-10-24T12:00+01:00 2026-10-27T11:00+00:00 clocks go back in 2026
ico_breach 2028-03-25T10:00+00:00 2028-03-28T11:00+01:00 clocks go forward in 2028
ico_breach 2028-10-28T10:00+01:00 2028-10-31T09:00+00:00 clocks go back in 2028
ico_breach 2027-12-24T16:00+00:00 2027-12-27T16:00+00:00 Christmas 2027 counts
ico_breach 2028-12-24T16:00+00:00 2028-12-27T16:00+00:00 Christmas 2028 counts
lado_24h 2027-03-27T20:00+00:00 2027-03-28T21:00+01:00 a short night
lado_24h 2027-10-30T12:00+01:00 2027-10-31T11:00+00:00 a long night
report_harmful_content 2026-12-24T16:00+00:00 2026-12-26T16:00+00:00 Christmas counts
report_harmful_content 2027-03-27T12:00+00:00 2027-03-29T13:00+01:00 a short night
defamation_notice 2026-12-24T16:00+00:00 2026-12-30T16:00+00:00 Christmas does not count
defamation_notice 2027-01-15T10:00+00:00 2027-01-19T10:00+00:00 a weekend does not count
defamation_notice 2027-01-16T12:00+00:00 2027-01-20T00:00+00:00 all of Monday and Tuesday
defamation_notice 2027-03-25T09:00+00:00 2027-03-31T09:00+01:00 neither Easter nor the clock change counts
defamation_notice 2027-10-29T12:00+01:00 2027-11-02T12:00+00:00 the long night is a Sunday
defamation_notice 2027-12-24T10:00+00:00 2027-12-30T10:00+00:00 Christmas 2027
defamation_notice 2028-12-22T10:00+00:00 2028-12-28T10:00+00:00 Christmas 2028
defamation_notice 2027-01-18T00:00+00:00 2027-01-20T00:00+00:00 from the first moment of a working day
defamation_notice 2027-01-21T00:00+00:00 2027-01-23T00:00+00:00 to the last moment of Friday
complaint_ack 2027-06-30T23:30+00:00 2027-07-08T23:59:59+01:00 after midnight in London, in summer
complaint_ack 2027-06-30T22:30+00:00 2027-07-07T23:59:59+01:00 before midnight in London, in summer
complaint_ack 2026-12-18T23:59+00:00 2026-12-29T23:59:59+00:00 the last minute of a winter day
sar 2027-06-30T23:30+00:00 2027-08-02T23:59:59+01:00 1 July in London; 1 August is a Sunday
sar 2027-06-30T22:59+00:00 2027-07-30T23:59:59+01:00 still 30 June in London
"""
NATIONS = (Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND)


def _rows() -> list[tuple[str, Nation, datetime, datetime, str]]:
    rows = []
    for line in DAYS.strip().splitlines():
        kind, start, first, *others, why = line.split(maxsplit=5)
        began = datetime.combine(date.fromisoformat(start), time(9), LONDON)
        for nation, day in zip(NATIONS, (first, *others), strict=True):
            last = date.fromisoformat(first if day == "=" else day)
            rows.append((kind, nation, began, datetime.combine(last, time(23, 59, 59), LONDON), why))
    for line in MOMENTS.strip().splitlines():
        kind, start, end, why = line.split(maxsplit=3)
        began, at = datetime.fromisoformat(start), datetime.fromisoformat(end)
        rows.append((kind, NATIONS[0], began, at, why))
    return rows


ROWS = _rows()
IDS = [f"{kind} {nation} {start:%Y-%m-%dT%H%M}: {why}" for kind, nation, start, _, why in ROWS]


def reckon(kind: Clock, start: datetime, nation: Nation = NATIONS[0], changes: Changes | None = None) -> Due:
    """When it is due, by the calendar that the program ships."""
    return due(kind, start, calendar_for(kind, nation), changes or Changes())


@pytest.mark.parametrize(("kind", "nation", "start", "end", "why"), ROWS, ids=IDS)
def test_the_table(kind: str, nation: Nation, start: datetime, end: datetime, why: str) -> None:
    found = reckon(Clock(kind), start, nation)
    assert found.at == end, why
    assert found.at.tzinfo is UTC
    assert moment_in_words(end) in found.explanation[-1]


def test_the_table_is_long_and_has_every_kind() -> None:
    assert len(ROWS) >= 230
    assert {row[0] for row in ROWS} >= set(COMMANDED)
    assert set(RULES) == set(Clock)


KINDS = st.sampled_from(list(Clock))
STARTS = st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@given(KINDS, STARTS, STARTS, st.sampled_from(NATIONS))
def test_what_holds_for_every_start(kind: Clock, one: datetime, other: datetime, nation: Nation) -> None:
    first, second = (reckon(kind, at, nation) for at in sorted((one, other)))
    assert first.at <= second.at
    assert first.at >= min(one, other)
    assert moment_in_words(first.at) in first.explanation[-1]
    rule = RULES[kind]
    if rule.unit in {Unit.WORKING_DAYS, Unit.WORKING_HOURS}:
        last = (first.at - timedelta(microseconds=1)).astimezone(LONDON).date()
        assert last.weekday() < 5
        assert calendar_for(kind, nation).holiday(last) is None
    if rule.unit is Unit.HOURS:
        assert first.at - min(one, other) == timedelta(hours=rule.length)


JANUARY = datetime(2027, 1, 11, 9, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("changes", "last", "why"),
    [
        (Changes(), date(2027, 2, 11), "nothing changed"),
        (Changes((Pause(date(2027, 1, 18), date(2027, 1, 20), "x"),)), date(2027, 2, 15), "3 days; a Sunday"),
        (Changes((Pause(date(2027, 1, 18), date(2027, 1, 18), "x"),)), date(2027, 2, 12), "one day"),
        (Changes(extension=Extension(date(2027, 2, 1), 2, "many")), date(2027, 4, 12), "3 months; a Sunday"),
        (Changes(extension=Extension(date(2027, 2, 11), 1, "many")), date(2027, 3, 11), "on the last day"),
        (Changes((Pause(date(2027, 1, 18), None, "x"),)), date(2027, 2, 12), "the earliest it can be"),
    ],
)
def test_a_request_for_data_can_be_stopped_and_made_longer(changes: Changes, last: date, why: str) -> None:
    found = reckon(Clock.SAR, JANUARY, changes=changes)
    assert found.at.astimezone(LONDON).date() == last, why
    assert found.paused == bool(changes.pauses and changes.pauses[-1].answered_on is None)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (Clock.ICO_BREACH, Changes((Pause(date(2027, 1, 12), None, "x"),))),
        (Clock.DISCLOSURE_SCOTLAND, Changes(extension=Extension(date(2027, 1, 12), 1, "x"))),
        (Clock.SAR, Changes(extension=Extension(date(2027, 1, 12), 3, "x"))),
        (Clock.SAR, Changes(extension=Extension(date(2027, 2, 12), 2, "too late"))),
        (Clock.SAR, Changes(extension=Extension(date(2027, 1, 10), 2, "too early"))),
        (Clock.SAR, Changes((Pause(date(2027, 1, 10), None, "before it started"),))),
        (Clock.SAR, Changes((Pause(date(2027, 2, 12), None, "after it ended"),))),
        (Clock.SAR, Changes((Pause(date(2027, 1, 14), date(2027, 1, 12), "backwards"),))),
        (Clock.SAR, Changes((Pause(date(2027, 1, 14), None, "x"), Pause(date(2027, 1, 20), None, "x")))),
        (Clock.SAR, Changes(length=2)),
        (Clock.COMPLAINT_ACK, Changes(length=0)),
    ],
)
def test_a_change_that_does_not_fit_is_refused(kind: Clock, changes: Changes) -> None:
    with pytest.raises(BadChange):
        reckon(kind, JANUARY, changes=changes)


def test_a_charity_may_set_its_own_targets() -> None:
    found = reckon(Clock.COMPLAINT_ACK, JANUARY, changes=Changes(length=3))
    assert found.at.date() == date(2027, 1, 14)


@pytest.mark.parametrize("kind", list(Clock))
def test_only_law_is_overdue_by_law(kind: Clock) -> None:
    found = reckon(kind, JANUARY)
    assert found.by_law == (RULES[kind].force is Force.LAW)
    assert lateness(found, found.at) == ""
    late = lateness(found, found.at + timedelta(seconds=1))
    assert late == ("Overdue by law" if found.by_law else "Past the target")
    if RULES[kind].force is Force.PROMPTLY:
        assert "promptly" in found.explanation[1]


def test_what_is_worked_out_and_not_yet_published_is_said() -> None:
    said = " ".join(reckon(Clock.SAR, datetime(2031, 5, 1, tzinfo=LONDON)).explanation)
    assert "The bank holidays of 2031 (England and Wales) are worked out" in said
    assert "not yet published" in said
    assert "worked out by rule" not in " ".join(reckon(Clock.SAR, JANUARY).explanation)


def test_years_before_every_rule_are_refused_in_words() -> None:
    with pytest.raises(NotWorkedOut, match="1977"):
        reckon(Clock.LADO, datetime(1977, 12, 1, tzinfo=UTC))


def test_a_naive_start_is_no_instant_and_another_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        reckon(Clock.LADO, datetime(2027, 1, 11))  # noqa: DTZ001
    with pytest.raises(ValueError, match="holidays"):
        due(Clock.DEFAMATION_NOTICE, JANUARY, calendar_for(Clock.LADO, Nation.SCOTLAND))
