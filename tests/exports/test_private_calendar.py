"""A calendar file tells when, and nothing of whom, and is right over both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from incidents.domain.fields import LONDON
from incidents.exports.private_calendar import Entry, as_ics

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
LINK = "https://cases.example.org/fts/cases/FTS-7K3P-M"


def read(*entries: Entry) -> Calendar:
    return Calendar.from_ical(as_ics(entries, NOW))


def test_an_entry_says_that_something_needs_you_and_where() -> None:
    (event,) = read(Entry("u@candour", datetime(2026, 11, 24, 16, tzinfo=UTC), True, LINK)).walk("VEVENT")
    assert event["SUMMARY"] == "A deadline needs you"
    assert event["URL"] == LINK
    assert event["UID"] == "u@candour"
    assert event["DESCRIPTION"] == "The law fixes this."
    assert event.decoded("DTSTAMP") == NOW
    assert event["CLASS"] == "PRIVATE"


# When London's clocks show it, and when it is.
MOMENTS = (
    ("in summer", "2026-10-24T16:00:00+01:00", "2026-10-24T15:00:00+00:00"),
    ("in winter", "2026-10-25T16:00:00+00:00", "2026-10-25T16:00:00+00:00"),
    ("the first time it is half past one", "2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00+00:00"),
    ("the second time it is half past one", "2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+00:00"),
    ("after the hour that is left out", "2027-03-28T02:30:00+01:00", "2027-03-28T01:30:00+00:00"),
)


@pytest.mark.parametrize(("says", "shown", "at"), MOMENTS, ids=[row[0] for row in MOMENTS])
def test_a_moment_is_that_moment(says: str, shown: str, at: str) -> None:
    instant = datetime.fromisoformat(at)
    (event,) = read(Entry("u", instant, False, LINK)).walk("VEVENT")
    found = event.decoded("DTSTART")
    assert found == instant
    assert found.utcoffset() == UTC.utcoffset(None)
    assert found.astimezone(LONDON).isoformat() == shown


def test_a_day_is_a_whole_day() -> None:
    (event,) = read(Entry("u", date(2026, 10, 25), False, LINK)).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 10, 25)
    assert event.decoded("DTEND") == date(2026, 10, 26)
    assert event["DESCRIPTION"] == "This is a target."


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read().walk("VEVENT") == []
    assert b"PRODID:-//Candour//Deadlines//EN" in as_ics((), NOW)


def test_the_same_gives_the_same_bytes() -> None:
    entries = [Entry("u", date(2026, 10, 25), False, LINK)]
    assert as_ics(entries, NOW) == as_ics(entries, NOW)
