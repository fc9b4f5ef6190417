"""Who is on a case: letting in and until when, taking off, keeping it to some, keeping out, promising."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from incidents.domain.access import Reason
from incidents.domain.words import Role
from incidents.services import case_access, reading, terms, who_sees
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, TermsFirst
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_casework import key, manager, sees

# The end of the London day on which the helper below is let in until.
END = datetime(2026, 11, 26, tzinfo=UTC)


def helper(ada: Member, reference: str, track: str | None, until: str = "2026-11-25") -> Member:
    """Somebody from outside, let in and with their promise given."""
    hal = cast.join("fts", "Hal Quist", [Role.HELPER])
    raw = {"person": hal.person_id, "because": "She knows the law", "until": until}
    case_access.let_in(ada, reference, track, key(), raw, NOW)
    return hal


def circles(page: who_sees.Page) -> dict[str, list[str]]:
    return {one.what: [who.name for who in one.on] for one in page.circles}


def test_the_page_says_who_why_since_when_until_when_and_by_whom(database: databases.Database) -> None:
    ada, ben = manager("Ada Okoro"), manager("Ben Holt")
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    hal = helper(ada, reference, track)
    page = who_sees.page(ada, reference, NOW)
    (whole, answering) = page.circles
    assert [one.name for one in whole.on] == ["Ada Okoro"]
    (one,) = answering.on
    assert (one.name, one.because, one.by, one.outside) == (hal.name, "She knows the law", "Ada Okoro", True)
    assert (one.since, one.until) == (NOW, END)
    assert page.managers == ("Ada Okoro", "Ben Holt")
    assert ben.name in page.managers
    raw = {"person": hal.person_id, "because": "The work is done"}
    case_access.shut_out(ada, reference, track, key(), raw, NOW)
    answering = who_sees.page(ada, reference, NOW).circles[1]
    assert [(one.name, one.ended) for one in (*answering.on, *answering.were)] == [
        (hal.name, "The work is done")
    ]


def test_whoever_is_not_let_into_all_of_it_does_not_read_who_is(database: databases.Database) -> None:
    ada = manager("Ada Okoro")
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    hal = helper(ada, reference, track)
    terms.agree(hal, reference, key(), NOW)
    with pytest.raises(NotFound) as found:
        who_sees.page(hal, reference, NOW)
    assert found.value.reasons == (Reason.ONLY_A_PART,)


def test_of_a_closed_circle_the_page_says_nothing_to_who_is_not_in_it(database: databases.Database) -> None:
    ada, chair = manager("Ada Okoro"), cast.join("fts", "Cleo Marsh", [Role.CHAIR])
    reference = steps.opened(ada)
    raw = {"person": chair.person_id, "because": "She asks the board"}
    case_access.let_in(ada, reference, None, key(), raw, NOW)
    before = circles(who_sees.page(manager("Ben Holt"), reference, NOW))
    steps.start(chair, reference, "trustee_review", "question")
    assert len(who_sees.page(chair, reference, NOW).circles) == 2
    assert circles(who_sees.page(manager("Bea Holt"), reference, NOW)) == before


def test_a_helper_sees_it_to_the_very_second_and_not_a_second_more(database: databases.Database) -> None:
    ada = manager("Ada Okoro")
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    hal = helper(ada, reference, track)
    terms.agree(hal, reference, key(), NOW)
    assert sees(hal, reference, track, END - timedelta(seconds=1))
    assert not sees(hal, reference, track, END)


@pytest.mark.parametrize(
    ("sentence", "until", "before", "after"),
    [
        ("shortened", "2026-11-22", END - timedelta(days=3, seconds=1), END - timedelta(days=3)),
        ("lengthened", "2026-12-05", END + timedelta(days=3), END + timedelta(days=10)),
    ],
)  # fmt: skip
def test_the_time_of_a_helper_can_be_changed_with_a_reason(
    database: databases.Database, sentence: str, until: str, before: datetime, after: datetime
) -> None:
    ada = manager("Ada Okoro")
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    hal = helper(ada, reference, track)
    terms.agree(hal, reference, key(), NOW)
    with pytest.raises(Invalid):
        case_access.set_until(
            ada, reference, track, key(), {"person": hal.person_id, "until": until, "because": ""}, NOW
        )
    raw = {"person": hal.person_id, "until": until, "because": "The meeting was moved"}
    case_access.set_until(ada, reference, track, key(), raw, NOW)
    assert sees(hal, reference, track, before)
    assert not sees(hal, reference, track, after)
    (told,) = steps.payloads("until_changed")
    assert told["data"]["because"] == "The meeting was moved"  # type: ignore[index]


def test_nobody_from_outside_is_let_in_without_an_end(database: databases.Database) -> None:
    ada, hal = manager("Ada Okoro"), cast.join("fts", "Hal Quist", [Role.HELPER])
    reference = steps.opened(ada)
    with pytest.raises(Invalid):
        case_access.let_in(ada, reference, None, key(), {"person": hal.person_id, "because": "Law"}, NOW)


def test_somebody_from_outside_promises_once_before_the_first_read(database: databases.Database) -> None:
    ada = manager("Ada Okoro")
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    hal = helper(ada, reference, track)
    with pytest.raises(TermsFirst):
        reading.case_page(hal, reference, NOW)
    with pytest.raises(TermsFirst):
        steps.form(hal, reference, "holding_line", track)
    (one,) = terms.asked(hal, reference, NOW).let_in_for
    assert (one.because, one.until) == ("She knows the law", END)
    form_key = secrets.token_hex(8)
    terms.agree(hal, reference, form_key, NOW)
    terms.agree(hal, reference, form_key, NOW)
    assert len(steps.payloads("terms_agreed")) == 1
    assert sees(hal, reference, track, NOW)
    with pytest.raises(NotFound):
        terms.asked(hal, reference, NOW)
    with pytest.raises(NotFound):
        terms.asked(ada, reference, NOW)


def test_a_case_kept_to_those_let_in_is_gone_for_other_managers_and_comes_back(
    database: databases.Database,
) -> None:
    ada, ben = manager("Ada Okoro"), manager("Ben Holt")
    reference = steps.opened(ada)
    assert sees(ben, reference)
    case_access.restrict(ada, reference, key(), {"because": "It is about a friend of many"}, NOW)
    assert sees(ada, reference)
    assert not sees(ben, reference)
    with pytest.raises(Invalid):
        case_access.restrict(ada, reference, key(), {"because": "Again"}, NOW)
    case_access.open_up(cast.charity(), ada, reference, key(), {"because": "It is known now"}, NOW)
    assert sees(ben, reference)
    with pytest.raises(Invalid):
        case_access.open_up(cast.charity(), ada, reference, key(), {"because": "Again"}, NOW)


def test_what_concerns_somebody_who_leads_here_stays_with_those_let_in(database: databases.Database) -> None:
    ada = manager("Ada Okoro", ("business_manager",))
    chair = cast.join("fts", "Cleo Marsh", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    reference = cast.report(about_posts=("business_manager",))
    with pytest.raises(Invalid):
        case_access.open_up(cast.charity(), chair, reference, key(), {"because": "Why not"}, NOW)
    assert not sees(ada, reference)


@pytest.mark.parametrize("why", ["close", "kept_out", "declared"])
def test_whoever_is_kept_out_sees_nothing_any_more_and_the_next_receiver_does(
    database: databases.Database, why: str
) -> None:
    ada = manager("Ada Okoro", ("business_manager",))
    chair = cast.join("fts", "Cleo Marsh", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    reference = steps.opened(ada)
    raw = {"person": ada.person_id, "why": why, "because": "Her brother is in it"}
    came = case_access.keep_out(cast.charity(), ada, reference, key(), raw, NOW)
    assert came.gone
    assert not sees(ada, reference)
    assert sees(chair, reference)
    assert ("Ada Okoro", who_sees._WHY[why]) in who_sees.page(chair, reference, NOW).hidden_from
