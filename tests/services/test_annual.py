"""The year's return: what stands on it, who may sign it, and what a hidden case leaves on it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import annual
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_telling import CALM, HURT, answer, conceal, decided

OVER = datetime(2027, 1, 1, 9, tzinfo=UTC)
AGREES = {"agrees": "yes", "words": "Read with care"}


@pytest.fixture
def ada(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", EVERY_ROLE)


def sign(
    actor: Member, raw: dict[str, str] = AGREES, now: datetime = OVER, version: int | None = None
) -> None:
    """Sign 2026, when it is over, with the decisions the actor sees then."""
    seen = annual.signing(actor, 2026, now).version if version is None else version
    annual.sign(actor, 2026, seen, secrets.token_hex(8), raw, now)


def test_a_signed_year_names_the_decisions_it_covers_and_no_case(database: databases.Database) -> None:
    ada = cast.join("fts", "Ada Okoro", EVERY_ROLE)
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference)
    sign(ada)
    page = annual.year(ada, 2026, NOW)
    [decision] = page.decisions
    assert (decision.reference, decision.signed, decision.open_again) == (reference, ("Ada Okoro",), False)
    assert ("Was somebody hurt, or could they have been?", "No") in decision.stood_on
    assert [(one.name, one.words) for one in page.signatures] == [("Ada Okoro", "Read with care")]
    [said] = steps.payloads("year_signed")
    assert reference not in str(said)
    assert said["decisions"] == [decision.row.id]
    [header] = [one for one in steps.headers() if one["action"] == "year_signed"]
    assert header["case"] is None


def test_a_decision_after_the_signature_is_covered_by_none(ada: Member) -> None:
    sign(ada)
    decided(ada, steps.opened(ada))
    assert [one.signed for one in annual.year(ada, 2026, NOW).decisions] == [()]
    assert annual.years(ada, NOW)[0].signed_by == ("Ada Okoro",)


def test_a_year_is_signed_once_until_something_is_added(ada: Member) -> None:
    sign(ada)
    page = annual.year(ada, 2026, OVER)
    assert (page.signed_on, page.since, page.covered) == (OVER, 0, True)
    with pytest.raises(Invalid, match="signed this already"):
        sign(ada)
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    assert not annual.year(ben, 2026, OVER).covered
    decided(ada, steps.opened(ada))
    page = annual.year(ada, 2026, OVER)
    assert (page.signed_on, page.since, page.covered) == (OVER, 1, False)
    sign(ada)
    page = annual.year(ada, 2026, OVER)
    assert page.covered
    assert len(page.signatures) == 2


def test_a_decision_made_meanwhile_is_read_before_signing(ada: Member) -> None:
    decided(ada, steps.opened(ada))
    with pytest.raises(Stale):
        sign(ada, version=0)


def test_an_open_decision_and_an_untold_body_keep_the_year_open(ada: Member) -> None:
    first, second = steps.opened(ada), steps.opened(ada)
    answer(ada, first, CALM)
    decided(ada, first)
    answer(ada, first, HURT)
    answer(ada, second, HURT)
    with pytest.raises(Invalid) as refused:
        sign(ada)
    [problem] = refused.value.problems
    assert first in problem.message
    assert second in problem.message
    assert "open again" in problem.message


def test_a_year_that_still_runs_or_is_to_come_is_not_signed(ada: Member) -> None:
    for day in (NOW, datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)):
        with pytest.raises(Invalid, match="2026 is not over"):
            sign(ada, now=day)
    assert steps.rows("annual_sign_off") == []
    sign(ada)
    assert len(steps.rows("annual_sign_off")) == 1


def test_who_does_not_agree_does_not_sign(ada: Member) -> None:
    with pytest.raises(Invalid, match="do not sign"):
        sign(ada, {"agrees": "no"})
    assert steps.rows("annual_sign_off") == []


def test_reports_made_and_serious_cases_without_a_word_stand_on_the_page(ada: Member) -> None:
    told = steps.opened(ada)
    steps.go(ada, told, "tell", steps.start(ada, told, "external_report", "ico"))
    silent = cast.report()
    steps.go(ada, silent, "look", danger="no", lead=ada.person_id)
    steps.go(ada, silent, "close", serious_incident="yes")
    page = annual.year(ada, 2026, NOW)
    assert [(one.reference, one.body) for one in page.reports] == [(told, "Information Commissioner (ICO)")]
    assert [reference for reference, _ in page.neither] == [silent]
    assert annual.year(ada, 2025, NOW).reports == ()


def test_only_the_board_signs_and_far_years_are_nothing(ada: Member) -> None:
    mia = cast.join("fts", "Mia Poole", [Role.MANAGER])
    assert not annual.year(mia, 2026, NOW).may_sign
    with pytest.raises(NotFound):
        sign(mia, version=0)
    hal = cast.join("fts", "Hal Reed", [Role.HR])
    with pytest.raises(NotFound):
        annual.years(hal, NOW)
    for far in (0, 1980, 2035, 10**9):
        with pytest.raises(NotFound):
            annual.year(ada, far, NOW)


def test_what_is_hidden_is_on_no_page_and_in_nobody_elses_way(ada: Member) -> None:
    ben = cast.join("fts", "Ben Holt", EVERY_ROLE)
    before = annual.year(ben, 2026, NOW), annual.years(ben, NOW), annual.due_again(ben, NOW)
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference)
    answer(ada, reference, HURT)
    conceal(reference, ben)
    assert (annual.year(ben, 2026, NOW), annual.years(ben, NOW), annual.due_again(ben, NOW)) == before
    sign(ben)
    assert len(annual.due_again(ada, NOW)) == 1


def test_a_decision_waits_on_its_day_and_not_before(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "external_report", "ico")
    day = (NOW + timedelta(days=30)).date().isoformat()
    steps.go(ada, reference, "do_not_report", track, look_again_on=day)
    assert annual.due_again(ada, NOW) == ()
    assert [one.due for one in annual.due_again(ada, NOW + timedelta(days=30))] == [True]
    hal = cast.join("fts", "Hal Reed", [Role.HR])
    assert annual.due_again(hal, NOW + timedelta(days=30)) == ()
