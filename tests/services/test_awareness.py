"""When the charity knew, corrected: one entry with both times, and the deadlines that count from it move."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pytest

from incidents.domain.clock_kinds import Clock
from incidents.domain.words import Role
from incidents.services import awareness, casework, clock_work, deadlines
from incidents.services.faults import Invalid, NotFound
from tests import cast, steps
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("app", "sqlite")
CHRISTMAS = datetime(2026, 12, 25, 10, 0, tzinfo=UTC)


def correct(who: cast.Member, reference: str, now: datetime = CHRISTMAS, **given: object) -> None:
    raw = {"because": "She rang the office first", **given}
    awareness.correct(who, reference, secrets.token_hex(8), raw, now)


def due(who: cast.Member, reference: str) -> dict[Clock, str]:
    """When each running deadline of the case is due."""
    page = deadlines.page(who, reference, CHRISTMAS)
    return {one.clock.kind: f"{one.clock.at:%d %b %H:%M}" for one in page.running}


def test_the_deadlines_that_count_from_it_move_and_no_others() -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada, CHRISTMAS)
    steps.start(ada, reference, "external_report", "ico", CHRISTMAS)
    lado = steps.start(ada, reference, "external_report", "lado", CHRISTMAS)
    steps.go(ada, reference, "tell", lado, CHRISTMAS)
    clock_work.start(
        ada,
        reference,
        "a key",
        {"kind": "sar", "day": "2026-12-24", "matter": "case", "because": "x"},
        CHRISTMAS,
    )
    ended = next(row for row in steps.rows("clock") if row["kind"] == "lado")
    assert due(ada, reference) == {Clock.ICO_BREACH: "28 Dec 10:00", Clock.SAR: "25 Jan 23:59"}
    correct(ada, reference, day="2026-12-24", time="4pm")
    assert due(ada, reference) == {Clock.ICO_BREACH: "27 Dec 16:00", Clock.SAR: "25 Jan 23:59"}
    assert next(row for row in steps.rows("clock") if row["kind"] == "lado") == ended
    [entry] = steps.payloads("aware_corrected")
    assert entry["data"] == {
        "before": "10:00 GMT on Friday 25 December 2026",
        "now": "16:00 GMT on Thursday 24 December 2026",
        "because": "She rang the office first",
    }
    moved = entry["clocks"]
    assert [(one["what"], one["kind"]) for one in moved] == [("moved", "ico_breach")]  # type: ignore[attr-defined]


# (what it says, the day, the time, which of two, what is said)
REFUSED = (
    ("tomorrow", "2026-12-26", "09:00", "", "today or in the past"),
    ("later today", "2026-12-25", "10:01", "", "still to come"),
    ("an hour that was left out", "2026-03-29", "01:15", "", "the clocks went forward that night"),
    ("an hour that came twice", "2026-10-25", "01:15", "", "which of the two"),
    ("no time of day", "2026-12-24", "", "", "the time of day"),
    ("in words", "2026-12-24", "teatime", "", "14:30 or 2:30pm"),
    ("what stands there already", "2026-12-25", "10:00", "", "stands there already"),
)


def test_a_time_that_cannot_be_is_refused_in_words() -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada, CHRISTMAS)
    for said, day, time, which, words in REFUSED:
        with pytest.raises(Invalid, match=words):
            correct(ada, reference, day=day, time=time, which=which)
        assert steps.payloads("aware_corrected") == [], said
    correct(ada, reference, day="2026-10-25", time="01:15", which="second")
    assert "2026-10-25T01:15" in str(steps.case_row(reference)["aware_at"]).replace(" ", "T")
    correct(ada, reference, day="2026-10-25", time="01:15", which="first")
    assert "2026-10-25T00:15" in str(steps.case_row(reference)["aware_at"]).replace(" ", "T")


def test_only_who_decides_on_the_whole_case_corrects_it() -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    hidden = cast.join("fts", "Noor Salt", [Role.MANAGER])
    helper = cast.join("fts", "Hal Penn", [Role.HELPER])
    elsewhere = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    reference = steps.opened(ada)
    raw = {"known": hidden.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, "a key", raw, NOW)
    for who in (hidden, helper, elsewhere):
        with pytest.raises(NotFound):
            awareness.form(who, reference, {}, NOW)
        with pytest.raises(NotFound):
            correct(who, reference, NOW, day="2026-11-20", time="09:00")
