"""When a deadline asks for a mail, what can wait until Monday, and who hears of it: a sentence per row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from incidents.domain import mail_words, reminders
from incidents.domain.fields import LONDON
from incidents.domain.mail_words import Line
from incidents.domain.policy_words import Nation
from incidents.domain.reminders import Deadline, Digest, Ladder, Rung, Wants
from incidents.services.holidays import calendar

DAYS = calendar(Nation.ENGLAND_AND_WALES)


def at(text: str) -> datetime:
    """London's wall clock, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


# The 72 hours of Christmas 2026: from Thursday afternoon to Sunday afternoon.
ICO = Deadline(Ladder.LAW, at("2026-12-27T16:00"), at("2026-12-24T16:00"))
DAY_LONG = Deadline(Ladder.LAW, at("2026-11-24T10:00"), at("2026-11-23T10:00"))
TASK = Deadline(Ladder.TARGET, at("2026-11-23T23:59:59"))  # a Monday
LATE_HOUR = Deadline(Ladder.TARGET, at("2026-11-24T22:00"), at("2026-11-23T22:00"))
WAIT = Deadline(Ladder.WAIT, at("2026-11-23T14:00"), at("2026-11-21T14:00"))

ASKS = (
    ("before a deadline begins it asks nobody", ICO, "2026-12-24T15:59", None),
    ("one fixed by law asks when it begins", ICO, "2026-12-24T16:00", Rung.START),
    ("and when half of the time has gone", ICO, "2026-12-26T04:00", Rung.HALF),
    ("not a minute before", ICO, "2026-12-26T03:59", Rung.START),
    ("and a day before", ICO, "2026-12-26T16:00", Rung.DAY),
    ("and four hours before", ICO, "2026-12-27T12:00", Rung.HOURS),
    ("and when it has passed", ICO, "2026-12-27T16:00", Rung.PAST),
    ("a worker that was down for a month asks once, for the newest", ICO, "2027-01-27T16:00", Rung.PAST),
    ("what the law fixes is never forgotten", ICO, "2028-12-27T16:00", Rung.PAST),
    ("a clock put back asks for what counts then", ICO, "2026-12-24T17:00", Rung.START),
    ("of two rungs at one moment the later one counts", DAY_LONG, "2026-11-23T10:00", Rung.DAY),
    ("a task asks on the working day before it", TASK, "2026-11-20T08:00", Rung.EVE),
    ("which for Monday is Friday", TASK, "2026-11-20T07:59", None),
    ("nobody is asked anew at the weekend", TASK, "2026-11-22T12:00", Rung.EVE),
    ("a task asks in the morning of its day", TASK, "2026-11-23T08:00", Rung.TODAY),
    ("its last second is not yet too late", TASK, "2026-11-23T23:59:58", Rung.TODAY),
    ("nobody is woken because a target has passed", TASK, "2026-11-24T07:59", Rung.TODAY),
    ("in the morning it is said", TASK, "2026-11-24T08:00", Rung.PAST),
    ("a target of the late evening waits for the morning too", LATE_HOUR, "2026-11-24T23:00", Rung.TODAY),
    ("a rung before the beginning does not count", LATE_HOUR, "2026-11-23T23:00", None),
    ("a task late for a month begins to ask no more", TASK, "2026-12-24T08:00", None),
    ("a time to wait asks nothing before its end", WAIT, "2026-11-23T13:59", None),
    ("and says that it has ended", WAIT, "2026-11-23T14:00", Rung.PAST),
)


@pytest.mark.parametrize(("says", "deadline", "now", "rung"), ASKS, ids=[row[0] for row in ASKS])
def test_the_newest_rung_counts(says: str, deadline: Deadline, now: str, rung: Rung | None) -> None:
    assert reminders.newest(deadline, DAYS, at(now)) == rung


def test_the_working_day_before_may_be_long_before() -> None:
    """Tuesday 29 December 2026 follows Christmas, a weekend and a holiday instead of Boxing Day."""
    task = Deadline(Ladder.TARGET, at("2026-12-29T23:59:59"))
    assert reminders.rungs(task, DAYS)[0] == (Rung.EVE, at("2026-12-24T08:00"))


@pytest.mark.parametrize(
    ("night", "due"),
    [("spring", "2027-03-28T16:00"), ("autumn", "2026-10-25T16:00")],
)
def test_hours_are_hours_when_the_clocks_change(night: str, due: str) -> None:
    law = Deadline(Ladder.LAW, at(due), at(due) - timedelta(hours=72))
    found = dict(reminders.rungs(law, DAYS))
    assert found[Rung.PAST] - found[Rung.DAY] == timedelta(hours=24)
    assert found[Rung.HALF] - found[Rung.START] == timedelta(hours=36)
    target = Deadline(Ladder.TARGET, at(due))
    assert dict(reminders.rungs(target, DAYS))[Rung.TODAY] == at(due[:11] + "08:00")


WAITING = (
    ("the law within the weekend cannot wait", ICO, "2026-12-25T10:00", None),
    ("what is late by law cannot wait", ICO, "2027-01-05T10:00", None),
    (
        "the law on Monday morning cannot: nobody would have time to act",
        Deadline(Ladder.LAW, at("2026-11-23T10:00")),
        "2026-11-21T10:00",
        None,
    ),
    (
        "the law by the end of Monday can",
        Deadline(Ladder.LAW, at("2026-11-23T23:59:59")),
        "2026-11-21T10:00",
        date(2026, 11, 23),
    ),
    ("a target can, even a late one", TASK, "2026-11-28T10:00", date(2026, 11, 30)),
    ("Monday is Tuesday after a bank holiday", TASK, "2026-12-26T10:00", date(2026, 12, 29)),
    ("in the week it is the next working day", TASK, "2026-11-17T10:00", date(2026, 11, 18)),
)


@pytest.mark.parametrize(("says", "deadline", "now", "day"), WAITING, ids=[row[0] for row in WAITING])
def test_what_can_wait_until_monday(says: str, deadline: Deadline, now: str, day: date | None) -> None:
    assert reminders.waits_until(deadline, DAYS, at(now)) == day


PATIENCE = (
    ("the law is patient for four hours", ICO, "2026-12-27T12:00", "2026-12-27T16:00"),
    ("a target for two working days", TASK, "2026-11-24T08:00", "2026-11-26T08:00"),
    ("which a weekend makes four", TASK, "2026-11-27T08:00", "2026-12-01T08:00"),
)


@pytest.mark.parametrize(("says", "deadline", "told", "ends"), PATIENCE, ids=[row[0] for row in PATIENCE])
def test_how_long_we_wait_for_somebody_to_act(says: str, deadline: Deadline, told: str, ends: str) -> None:
    assert reminders.patience_ends(deadline, DAYS, at(told)) == at(ends)


HEARING = (
    ("who said nothing hears of everything", Wants(), TASK, False, True),
    ("who switched mails off does not hear of a task", Wants(mails=False), TASK, True, False),
    ("nor of the law while somebody else can", Wants(mails=False), ICO, False, False),
    ("but of the law when there is nobody else", Wants(mails=False), ICO, True, True),
)


@pytest.mark.parametrize(
    ("says", "wants", "deadline", "alone", "hears"), HEARING, ids=[row[0] for row in HEARING]
)
def test_who_hears_of_it(says: str, wants: Wants, deadline: Deadline, alone: bool, hears: bool) -> None:
    assert reminders.hears(wants, deadline, alone=alone) is hears


MONDAY = date(2026, 11, 23)
GOING = (
    ("a mail goes at once", Wants(), MONDAY, "2026-11-21T10:00", "2026-11-21T10:00"),
    ("or on Monday, for who wants none on Saturday", Wants(weekends=False), MONDAY, "2026-11-21T10:00",
     "2026-11-23T08:00"),
    ("but not what cannot wait", Wants(weekends=False), None, "2026-11-21T10:00", "2026-11-21T10:00"),
    ("on a working day it goes at once", Wants(weekends=False), MONDAY, "2026-11-20T10:00",
     "2026-11-20T10:00"),
)  # fmt: skip


@pytest.mark.parametrize(("says", "wants", "waits", "now", "goes"), GOING, ids=[row[0] for row in GOING])
def test_when_a_mail_may_go(says: str, wants: Wants, waits: date | None, now: str, goes: str) -> None:
    assert reminders.not_before(wants, waits, DAYS, at(now)) == at(goes)


DIGESTS = (
    ("a daily summary is written in the morning", Digest.DAILY, "2026-11-23T08:00", MONDAY),
    ("not in the night", Digest.DAILY, "2026-11-23T07:59", None),
    ("nor on a Sunday", Digest.DAILY, "2026-11-22T10:00", None),
    ("nor on a bank holiday", Digest.DAILY, "2026-12-28T10:00", None),
    ("a weekly one on Monday", Digest.WEEKLY, "2026-11-23T09:00", MONDAY),
    ("and on no other day", Digest.WEEKLY, "2026-11-24T09:00", None),
    ("unless Monday was a holiday", Digest.WEEKLY, "2026-12-29T09:00", date(2026, 12, 29)),
    ("who wants none gets none", Digest.NONE, "2026-11-23T09:00", None),
)


@pytest.mark.parametrize(("says", "digest", "now", "day"), DIGESTS, ids=[row[0] for row in DIGESTS])
def test_when_a_summary_is_written(says: str, digest: Digest, now: str, day: date | None) -> None:
    assert reminders.digest_day(digest, DAYS, at(now)) == day


def test_a_mail_says_when_and_where_and_nothing_else() -> None:
    now = at("2026-12-26T16:00")
    body = mail_words.deadline(Line(ICO, "/fts/cases/FTS-7K3P-M"), Rung.DAY, None, now, "/fts/reminders")
    whole = mail_words.with_addresses(body, "https://cases.example.org/")
    assert whole.splitlines()[:5] == [
        "One day is left.",
        "It is due by 16:00 GMT on Sunday 27 December 2026, London time. The law fixes this.",
        "It cannot wait until Monday.",
        "",
        "https://cases.example.org/fts/cases/FTS-7K3P-M",
    ]
    assert whole.splitlines()[-1] == "https://cases.example.org/fts/reminders"


SAID = (
    (
        "what can wait says until when",
        TASK,
        date(2026, 11, 24),
        "It can wait until Tuesday 24 November 2026.",
    ),
    ("a target is not called the law", TASK, MONDAY, "It is due by 23:59:59 GMT on Monday 23 November 2026"),
    ("a time to wait ends", WAIT, MONDAY, "The time to wait ends at 14:00 GMT on Monday 23 November 2026"),
)


@pytest.mark.parametrize(("says", "deadline", "waits", "words"), SAID, ids=[row[0] for row in SAID])
def test_what_a_mail_says(says: str, deadline: Deadline, waits: date, words: str) -> None:
    body = mail_words.deadline(Line(deadline, "/fts/x"), Rung.TODAY, waits, at("2026-11-23T08:00"), "/fts/r")
    assert words in body
    assert "law" not in body


def test_a_summary_has_each_thing_with_its_page() -> None:
    lines = [Line(TASK, "/fts/cases/FTS-7K3P-M"), Line(WAIT, "/fts/duties")]
    body = mail_words.summary(lines, at("2026-11-23T08:00"), "/fts/reminders")
    assert body.startswith("2 deadlines need you.")
    assert [line for line in body.splitlines() if line.startswith("/")] == [
        "/fts/cases/FTS-7K3P-M",
        "/fts/duties",
        "/fts/reminders",
    ]
