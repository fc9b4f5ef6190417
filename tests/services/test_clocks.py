"""The clocks of a case: from when we knew, only while they run, and a target is never overdue by law."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from incidents.domain.clock_kinds import Clock
from incidents.domain.words import Role
from incidents.services import casework, clock_work
from incidents.services.clocks import Running
from incidents.services.faults import Invalid
from incidents.services.reading import case_page
from incidents.store import db
from incidents.store.models import CaseFile
from tests import cast, steps
from tests.cast import browse

pytestmark = pytest.mark.usefixtures("app", "sqlite")
CHRISTMAS_EVE = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)


def opened(slug: str = "fts") -> tuple[cast.Member, str]:
    """A case that its manager knows of since four o'clock on Christmas Eve."""
    lead = cast.join(slug, "Ada Okoro", [Role.MANAGER])
    return lead, steps.opened(lead, CHRISTMAS_EVE, slug)


def clocks(lead: cast.Member, reference: str, now: datetime = CHRISTMAS_EVE) -> list[Running]:
    """Every clock that shows on the case."""
    return [clock for matter in case_page(lead, reference, now).matters for clock in matter.clocks]


# (the matter, its subject, the charity, when each clock is due, whether by law)
DUE = (
    ("the ICO is told within 72 hours, Christmas or not", "external_report", "ico", "fts",
     ["2026-12-27 16:00"], True),
    ("the LADO within a working day", "external_report", "lado", "fts", ["2026-12-29 23:59"], False),
    ("a complaint is acknowledged in five working days and answered in twenty", "response", "complainant",
     "fts", ["2027-01-05 23:59", "2027-01-26 23:59"], False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "machine", "subject", "slug", "due", "law"), DUE, ids=[row[0] for row in DUE]
)
def test_a_clock_runs_from_when_we_knew(
    said: str, machine: str, subject: str, slug: str, due: list[str], *, law: bool
) -> None:
    lead, reference = opened(slug)
    steps.start(lead, reference, machine, subject, CHRISTMAS_EVE)
    found = clocks(lead, reference)
    assert [one.at.strftime("%Y-%m-%d %H:%M") for one in found] == due, said
    assert {one.by_law for one in found} == {law}
    assert all(one.how and not one.late for one in found)


def test_only_what_the_law_fixes_is_ever_late_by_law() -> None:
    lead, reference = opened()
    steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    steps.start(lead, reference, "response", "complainant", CHRISTMAS_EVE)
    late = clocks(lead, reference, CHRISTMAS_EVE + timedelta(days=90))
    assert [one.late for one in late if one.by_law] == ["Overdue by law"]
    assert {one.late for one in late if not one.by_law} == {"Past the target"}


def test_it_stops_when_the_body_was_told() -> None:
    lead, reference = opened()
    track = steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    steps.go(lead, reference, "tell", track, CHRISTMAS_EVE)
    assert clocks(lead, reference) == []


def test_other_matters_have_none() -> None:
    lead, reference = opened()
    steps.start(lead, reference, "containment", now=CHRISTMAS_EVE)
    steps.start(lead, reference, "external_report", "police", CHRISTMAS_EVE)
    assert clocks(lead, reference) == []


def test_a_step_that_starts_or_ends_clocks_names_them_in_its_one_entry() -> None:
    lead, reference = opened()
    track = steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    begun = steps.payloads("case.start_track")[-1]["clocks"]
    steps.go(lead, reference, "tell", track, CHRISTMAS_EVE)
    row = steps.rows("clock")[0]
    assert begun == [
        {"what": "started", "clock": row["id"], "kind": "ico_breach", "due": "2026-12-27T16:00:00.000000Z",
         "matter": track}
    ]  # fmt: skip
    told = [header for header in steps.headers() if header["action"] == "external_report.tell"]
    assert row["ended_by"] == told[0]["id"]
    assert row["ended_because"] == "Told them"
    ended = steps.payloads("external_report.tell")[0]["clocks"]
    assert [(one["what"], one["kind"]) for one in ended] == [("ended", "ico_breach")]  # type: ignore[attr-defined]


def test_one_complaint_starts_two_clocks_and_a_second_look_another() -> None:
    lead, reference = opened()
    track = steps.start(lead, reference, "response", "complainant", CHRISTMAS_EVE)
    steps.go(lead, reference, "go_private", track, CHRISTMAS_EVE)
    assert [one.kind for one in clocks(lead, reference)] == [Clock.COMPLAINT_ANSWER]
    steps.go(lead, reference, "answer", track, CHRISTMAS_EVE)
    assert clocks(lead, reference) == []
    for day in ("2026-12-29", "2026-12-30"):
        now = datetime.fromisoformat(f"{day}T10:00:00+00:00")
        steps.go(lead, reference, "ask_review", track, now, review_asked_on=day)
        assert [one.kind for one in clocks(lead, reference, now)] == [Clock.COMPLAINT_REVIEW]
        steps.go(lead, reference, "answer_review", track, now)
    assert [row["kind"] for row in steps.rows("clock")].count("complaint_review") == 2


def test_taking_a_step_back_opens_its_clock_again_or_ends_it() -> None:
    lead, reference = opened()
    track = steps.start(lead, reference, "response", "complainant", CHRISTMAS_EVE)
    steps.go(lead, reference, "no_reply_due", track, CHRISTMAS_EVE)
    assert clocks(lead, reference) == []
    steps.go(lead, reference, "take_back", track, CHRISTMAS_EVE)
    assert len(clocks(lead, reference)) == 2
    assert len(steps.rows("clock")) == 2
    steps.start(lead, reference, "external_report", "lado", CHRISTMAS_EVE)
    steps.go(lead, reference, "take_back", now=CHRISTMAS_EVE)
    assert {one.kind for one in clocks(lead, reference)} == {Clock.COMPLAINT_ACK, Clock.COMPLAINT_ANSWER}


def test_a_hold_stops_no_clock() -> None:
    lead, reference = opened()
    track = steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    steps.go(lead, reference, "hold", track, CHRISTMAS_EVE, next_look="2026-12-30")
    assert [one.kind for one in clocks(lead, reference)] == [Clock.ICO_BREACH]


def test_clocks_go_with_their_matters_into_a_joined_case() -> None:
    lead, reference = opened()
    other = steps.opened(lead, CHRISTMAS_EVE)
    steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    steps.go(lead, reference, "merge", now=CHRISTMAS_EVE, same_as=other)
    assert clocks(lead, reference) == []
    assert [one.kind for one in clocks(lead, other)] == [Clock.ICO_BREACH]


@pytest.mark.parametrize("first_is_joined", [True, False], ids=["the earlier joined", "the later joined"])
def test_a_joined_case_is_known_since_the_earlier_of_the_two(*, first_is_joined: bool) -> None:
    lead, reference = opened()
    later = CHRISTMAS_EVE + timedelta(days=2)
    other = steps.opened(lead, later)
    gone, stays = (reference, other) if first_is_joined else (other, reference)
    track = steps.start(lead, gone, "external_report", "ico", later)
    steps.go(lead, gone, "merge", now=later, same_as=stays)
    for action in ("", "do_not_report", "assess_again"):
        if action:
            steps.go(lead, stays, action, track, later)
    assert [f"{one.at:%d %b %H:%M}" for one in clocks(lead, stays, later)] == ["27 Dec 16:00"]
    assert steps.case_row(stays)["aware_at"] == steps.case_row(reference)["aware_at"]
    known = steps.payloads("case.merge")[0].get("known_since")
    assert bool(known) is first_is_joined


def request(lead: cast.Member, reference: str) -> None:
    """Somebody asks for what the charity holds about them: a clock that no step ends."""
    raw = {"kind": "sar", "day": "2026-12-24", "matter": "case", "because": "It came by post"}
    clock_work.start(lead, reference, secrets.token_hex(8), raw, CHRISTMAS_EVE)


@pytest.mark.parametrize("back", ["reopen", "take_back"])
def test_closing_ends_what_still_runs_until_the_case_is_open_again(back: str) -> None:
    lead, reference = opened()
    request(lead, reference)
    for task in steps.rows("task"):
        casework.finish_to_do(lead, reference, str(task["id"]), secrets.token_hex(8), {}, CHRISTMAS_EVE)
    steps.go(lead, reference, "close", now=CHRISTMAS_EVE)
    [row] = steps.rows("clock")
    assert row["ended_because"] == "The case was closed"
    assert "'what': 'ended'" in str(steps.payloads("case.close")[0]["clocks"])
    assert clocks(lead, reference) == []
    steps.go(lead, reference, back, now=CHRISTMAS_EVE)
    [row] = steps.rows("clock")
    assert (row["ended_at"], row["ended_by"]) == (None, None)
    assert "'what': 'opened_again'" in str(steps.payloads(f"case.{back}")[0]["clocks"])


def test_what_still_runs_is_not_joined_to_a_closed_case() -> None:
    lead, reference = opened()
    other = steps.opened(lead, CHRISTMAS_EVE)
    for task in steps.rows("task"):
        case = reference if task["case_id"] == steps.case_row(reference)["id"] else other
        casework.finish_to_do(lead, case, str(task["id"]), secrets.token_hex(8), {}, CHRISTMAS_EVE)
    request(lead, reference)
    steps.go(lead, other, "close", now=CHRISTMAS_EVE)
    with pytest.raises(Invalid, match="That case is closed"):
        steps.go(lead, reference, "merge", now=CHRISTMAS_EVE, same_as=other)


def test_a_date_that_no_calendar_reaches_is_told_in_words() -> None:
    lead, reference = opened()
    with db.work() as session:
        session.execute(sa.update(CaseFile).values(aware_at=datetime(1950, 1, 2, 12, tzinfo=UTC)))
    steps.start(lead, reference, "external_report", "lado", CHRISTMAS_EVE)
    [one] = clocks(lead, reference)
    assert one.how.startswith("This date cannot be worked out. The bank holidays of 1950 are not known")


def test_the_page_says_when_and_how_that_was_worked_out(app: Flask) -> None:
    lead, reference = opened()
    steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    with time_machine.travel(CHRISTMAS_EVE, tick=False):
        page = browse(app, "fts", lead, CHRISTMAS_EVE).get(f"/cases/{reference}")
    assert "27 December 2026, 4:00pm" in page
    assert "How this date was worked out" in page
    assert "Every hour counts" in page
