"""The clocks of a case: from when we knew, only while they run, and a target is never overdue by law."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services.clocks import Running
from incidents.services.reading import case_page
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


def test_the_page_says_when_and_how_that_was_worked_out(app: Flask) -> None:
    lead, reference = opened()
    steps.start(lead, reference, "external_report", "ico", CHRISTMAS_EVE)
    with time_machine.travel(CHRISTMAS_EVE, tick=False):
        page = browse(app, "fts", lead, CHRISTMAS_EVE).get(f"/cases/{reference}")
    assert "27 December 2026, 4:00pm" in page
    assert "How this date was worked out" in page
    assert "Every hour counts" in page
