"""Deadlines changed by hand: started, stopped, made longer, ended; one entry each, for who may know."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.fields import LONDON
from incidents.domain.policy_words import Nation
from incidents.domain.words import Role
from incidents.services import casework, clock_work, clocks, deadlines, listing
from incidents.services.deadlines import Shown
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.listing import Filters
from incidents.store import db
from incidents.store.models import ClockRow
from tests import cast, databases, steps
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("app")
WHY = "It came by post"


def manager(name: str = "Ada Okoro", roles: tuple[Role, ...] = (Role.MANAGER,)) -> cast.Member:
    return cast.join("fts", name, roles)


def start(who: cast.Member, reference: str, kind: str, day: str, now: datetime = NOW, **given: object) -> str:
    """Start a deadline of that kind; its id."""
    before = {row["id"] for row in steps.rows("clock")}
    raw = {"kind": kind, "day": day, "matter": "case", "because": WHY, **given}
    clock_work.start(who, reference, secrets.token_hex(8), raw, now)
    return str(next(row["id"] for row in steps.rows("clock") if row["id"] not in before))


def change(
    who: cast.Member, reference: str, clock: str, way: str, now: datetime = NOW, **given: object
) -> Shown:
    """Change a deadline as its page shows it; what the page shows then."""
    version = clock_work.change_form(who, reference, clock, way, now).version
    clock_work.change(who, reference, clock, way, version, secrets.token_hex(8), given, now)
    return one(who, reference, clock, now)


def one(who: cast.Member, reference: str, clock: str, now: datetime = NOW) -> Shown:
    page = deadlines.page(who, reference, now)
    return next(each for each in (*page.running, *page.ended) if each.clock.id == clock)


def listed(who: cast.Member, now: datetime = NOW, *, overdue: bool = False) -> list[date | None]:
    """What the list of cases says is due next in each."""
    return [row.due_on for row in listing.page_of_cases(who, Filters(overdue=overdue), now).rows]


def due(shown: Shown) -> str:
    return f"{shown.clock.at.astimezone(LONDON):%a %d %b %Y %H:%M}"


# The worked cases of the rules: (the kind, the day, the time, when it is due)
WORKED = (
    ("ico_breach", "2026-12-24", "16:00", "Sun 27 Dec 2026 16:00"),
    ("ico_breach", "2027-03-27", "20:00", "Tue 30 Mar 2027 21:00"),
    ("ico_breach", "2027-10-29", "12:00", "Mon 01 Nov 2027 11:00"),
    ("defamation_notice", "2026-12-24", "16:00", "Wed 30 Dec 2026 16:00"),
    ("defamation_notice", "2027-01-15", "10:00", "Tue 19 Jan 2027 10:00"),
    ("lado", "2026-12-24", "", "Tue 29 Dec 2026 23:59"),
    ("lado", "2027-03-25", "", "Tue 30 Mar 2027 23:59"),
    ("dp_complaint_ack", "2026-11-26", "", "Tue 29 Dec 2026 23:59"),
    ("sar", "2026-11-25", "", "Tue 29 Dec 2026 23:59"),
    ("sar", "2027-01-31", "", "Mon 01 Mar 2027 23:59"),
    ("complaint_ack", "2026-12-18", "", "Tue 29 Dec 2026 23:59"),
    ("complaint_answer", "2026-12-18", "", "Wed 20 Jan 2027 23:59"),
    ("companion_postponement", "2026-12-24", "", "Tue 05 Jan 2027 23:59"),
    ("lado_24h", "2026-12-24", "16:00", "Fri 25 Dec 2026 16:00"),
    ("report_harmful_content", "2027-10-30", "12:00", "Mon 01 Nov 2027 11:00"),
    ("fundraising_escalation", "2026-12-31", "", "Sun 28 Feb 2027 23:59"),
)


def test_the_worked_cases_are_stored_as_they_are_worked_out(database: databases.Database) -> None:
    ada, later = manager(), datetime(2027, 12, 1, tzinfo=UTC)
    reference = steps.opened(ada)
    for kind, day, time, at in WORKED:
        clock = start(ada, reference, kind, day, later, **({"time": time} if time else {}))
        assert due(one(ada, reference, clock, later)) == at, (kind, day)
        assert stored(clock) == one(ada, reference, clock, later).clock.at
    entries = [header for header in steps.headers() if header["action"] == "clock_started"]
    assert len(entries) == len(WORKED)
    assert {row["event_id"] for row in steps.rows("clock")} == {entry["id"] for entry in entries}
    listed = clocks.nearest(ada, Nation.ENGLAND_AND_WALES, later)
    dates = [each.clock.at for each in listed]
    assert dates == sorted(dates)
    assert len(dates) == clocks.MANY


def stored(clock: str) -> datetime:
    """When the row says that it is due."""
    with db.read() as session:
        return session.scalars(sa.select(ClockRow.due_at).where(ClockRow.id == clock)).one()


def test_a_request_for_ones_own_data_stands_still_and_can_take_longer(sqlite: databases.Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    clock = start(ada, reference, "sar", "2026-11-02")
    assert due(one(ada, reference, clock)) == "Wed 02 Dec 2026 23:59"
    shown = change(ada, reference, clock, "pause", asked_on="2026-11-10", because="Whose pages do they mean?")
    assert shown.clock.paused
    assert [way for way, _ in shown.ways] == ["resume", "extend", "end"]
    shown = change(ada, reference, clock, "resume", answered_on="2026-11-12")
    assert (shown.clock.paused, due(shown)) == (False, "Mon 07 Dec 2026 23:59")
    assert "Whose pages do they mean?" in shown.changes[0]
    shown = change(
        ada, reference, clock, "extend", told_on="2026-11-20", months="2", because="There are 400 pages"
    )
    assert due(shown) == "Fri 05 Feb 2027 23:59"
    assert [way for way, _ in shown.ways] == ["pause", "end"]
    shown = change(ada, reference, clock, "end", because="Sent to them")
    assert (shown.ended_because, shown.ways) == ("Sent to them", ())
    actions = [header["action"] for header in steps.headers() if "clock" in str(header["action"])]
    assert actions == ["clock_started", "clock_paused", "clock_resumed", "clock_extended", "clock_ended"]
    with pytest.raises(Invalid, match="has ended already"):
        change(ada, reference, clock, "end", because="Again")


def test_a_length_of_our_own_counts_and_what_was_ended_by_hand_stays_ended(
    sqlite: databases.Database,
) -> None:
    ada = manager()
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response", "complainant")
    first = deadlines.page(ada, reference, NOW).running[0]
    assert (first.clock.kind.value, first.force, due(first)) == (
        "complaint_ack", "A target of ours", "Fri 27 Nov 2026 23:59"
    )  # fmt: skip
    shown = change(ada, reference, first.clock.id, "length", length="2", because="Our board wants it so")
    assert due(shown) == "Tue 24 Nov 2026 23:59"
    change(ada, reference, first.clock.id, "end", because="Done by telephone")
    steps.go(ada, reference, "hand_over", track)
    steps.go(ada, reference, "take_back", track)
    assert [each.clock.kind.value for each in deadlines.page(ada, reference, NOW).running] == [
        "complaint_answer"
    ]


# (what it says, the kind, the way, the answers, what is said)
REFUSED = (
    (
        "the law's hours stop for nobody",
        "ico_breach",
        "pause",
        {"asked_on": "2026-11-21"},
        "runs on whatever",
    ),
    ("nor are they made longer", "ico_breach", "extend", {"told_on": "2026-11-21", "months": "1"}, "longer"),
    ("nor has the charity a length of its own", "ico_breach", "length", {"length": "5"}, "fixed by others"),
    ("what does not stand still cannot go on", "sar", "resume", {"answered_on": "2026-11-21"}, "not stopped"),
    ("a stop before the start", "sar", "pause", {"asked_on": "2026-11-01"}, "begins before the clock"),
    ("a stop to come", "sar", "pause", {"asked_on": "2026-11-22"}, "today or in the past"),
    ("three months more", "sar", "extend", {"told_on": "2026-11-21", "months": "3"}, "more than 2 months"),
    ("no length at all", "complaint_ack", "length", {"length": "0"}, "at least 1"),
    ("a length of years", "complaint_ack", "length", {"length": "999999999"}, "at most 400"),
)


def test_a_change_that_the_rules_do_not_allow_is_refused_in_words(sqlite: databases.Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    made = {
        kind: start(ada, reference, kind, "2026-11-20", time="16:00")
        for kind in ("ico_breach", "sar", "complaint_ack")
    }
    before = steps.rows("clock")
    for said, kind, way, given, words in REFUSED:
        with pytest.raises(Invalid, match=words):
            change(ada, reference, made[kind], way, because="We would like to", **given)
        assert steps.rows("clock") == before, said


# (what it says, the answers, what is said)
NOT_STARTED = (
    ("a receipt tomorrow", {"kind": "sar", "day": "2026-11-22"}, "today or in the past"),
    ("a receipt later today", {"kind": "ico_breach", "day": "2026-11-21", "time": "23:00"}, "still to come"),
    ("hours without a time", {"kind": "ico_breach", "day": "2026-11-20"}, "Enter the time of day"),
    ("an hour that was left out", {"kind": "ico_breach", "day": "2026-03-29", "time": "01:30"}, "forward"),
    ("an hour that came twice", {"kind": "ico_breach", "day": "2026-10-25", "time": "01:30"}, "which of the"),
    ("a day before any calendar", {"kind": "lado", "day": "1950-01-02"}, "1950 are not known"),
    ("a page to look over", {"kind": "check_weekly", "day": "2026-11-20"}, "one of the answers"),
    ("a matter of another case", {"kind": "sar", "day": "2026-11-20", "matter": "x"}, "one of the answers"),
)


def test_a_deadline_that_cannot_be_is_not_started(sqlite: databases.Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    for said, given, words in NOT_STARTED:
        with pytest.raises(Invalid, match=words):
            clock_work.start(
                ada, reference, secrets.token_hex(8), {"matter": "case", "because": WHY, **given}, NOW
            )
        assert steps.rows("clock") == [], said
    start(ada, reference, "ico_breach", "2026-10-25", time="1:30am", which="second")
    assert "2026-10-28" in str(steps.rows("clock")[0]["due_at"])
    coming = start(ada, reference, "companion_postponement", "2026-12-24")
    assert due(one(ada, reference, coming)) == "Tue 05 Jan 2027 23:59"


def test_a_form_acts_once_and_on_what_it_showed(sqlite: databases.Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    clock = start(ada, reference, "sar", "2026-11-02")
    for _ in range(2):
        clock_work.change(ada, reference, clock, "end", 1, "one key", {"because": "Sent"}, NOW)
    assert len(steps.payloads("clock_ended")) == 1
    with pytest.raises(Stale) as caught:
        clock_work.change(ada, reference, clock, "end", 1, "another key", {"because": "Sent"}, NOW)
    assert caught.value.changes == ("It ended: Sent",)


def test_the_clock_of_a_closed_circle_is_for_who_sees_its_matter(sqlite: databases.Database) -> None:
    ada = manager("Ada Okoro", (Role.MANAGER, Role.HR))
    noor = manager("Noor Salt")
    reference = steps.opened(ada)
    steps.name(ada, reference, "Dee Lane", "staff")
    track = steps.start(ada, reference, "discipline")
    clock = start(ada, reference, "companion_postponement", "2026-12-24", matter=track)
    assert one(ada, reference, clock).matter.endswith("Dee Lane")
    page = deadlines.page(noor, reference, NOW)
    assert (page.running, page.ended) == ((), ())
    assert clocks.nearest(noor, Nation.ENGLAND_AND_WALES, NOW) == ()
    assert len(clocks.nearest(ada, Nation.ENGLAND_AND_WALES, NOW)) == 1
    assert listed(ada) == [date(2027, 1, 5)]
    assert listed(noor) == [None]
    late = NOW + timedelta(days=90)
    assert listed(ada, late, overdue=True) == [date(2027, 1, 5)]
    assert listed(noor, late, overdue=True) == []
    with pytest.raises(NotFound):
        clock_work.change_form(noor, reference, clock, "end", NOW)
    before = steps.case_row(reference)["updated_at"]
    change(ada, reference, clock, "end", NOW + timedelta(hours=1), because="The hearing was held")
    assert steps.case_row(reference)["updated_at"] == before, "every list shows when a case changed"


def test_who_is_kept_out_or_elsewhere_finds_no_deadline(sqlite: databases.Database) -> None:
    ada, noor = manager(), manager("Noor Salt")
    reader = cast.join("fts", "Rhys Mock", [Role.AUDITOR])
    elsewhere = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    reference = steps.opened(ada)
    clock = start(ada, reference, "sar", "2026-11-02")
    raw = {"known": noor.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, "a key", raw, NOW)
    for who in (noor, reader, elsewhere):
        with pytest.raises(NotFound):
            deadlines.page(who, reference, NOW)
        with pytest.raises(NotFound):
            clock_work.change(who, reference, clock, "end", 1, secrets.token_hex(8), {"because": "x"}, NOW)
        with pytest.raises(NotFound):
            start(who, reference, "sar", "2026-11-02")
    assert clocks.nearest(noor, Nation.ENGLAND_AND_WALES, NOW) == ()
