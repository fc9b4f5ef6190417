"""Who must know of a case: answers kept, decisions not to tell, and what opens them again."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import annual, casework, delegations, due_things, telling
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.progress import LIFTING
from incidents.services.reading import case_page
from incidents.store.db import read, work
from incidents.store.models import Exclusion
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_progress import EVERY_ROLE

HURT = {"harm": "serious", "connected": "through_us"}
CALM = {"harm": "no"}
LEAKED = {"personal_data": "yes", "data_risk": "risk"}
CC = "external_report", "charity_commission"


def answer(actor: Member, reference: str, raw: dict[str, str], version: int | None = None) -> str:
    """Answer who must know, on the newest answers unless another number is said."""
    charity = cast.charity(actor.organisation_id)
    number = telling.page(charity, actor, reference, NOW).form.version if version is None else version
    return telling.answer(charity, actor, reference, number, secrets.token_hex(8), raw, NOW)


def told(actor: Member, reference: str) -> dict[str, telling.Told]:
    """What the page says of each body."""
    page = telling.page(cast.charity(), actor, reference, NOW)
    return {one.verdict.body.value: one for one in page.told}


def decided(actor: Member, reference: str, subject: str = "charity_commission") -> str:
    """A decision not to tell a body; the matter's id."""
    track = steps.start(actor, reference, "external_report", subject)
    steps.go(actor, reference, "do_not_report", track)
    return track


def take(actor: Member, case: str, action: str, track: str, **given: object) -> None:
    """Take a step with good answers to everything but what is given."""
    found = steps.form(actor, case, action, track)
    raw = {**steps.answers(found), **given}
    cast.step(actor, case, action, raw, version=found.version, track=track)


@pytest.fixture
def ada(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", EVERY_ROLE)


def test_answers_are_kept_with_their_verdicts_in_one_entry(database: databases.Database) -> None:
    ada = cast.join("fts", "Ada Okoro", EVERY_ROLE)
    reference = steps.opened(ada)
    assert answer(ada, reference, HURT) == ""
    [row] = steps.rows("incident_check")
    assert (row["number"], row["nation"], row["brand"]) == (1, "england-and-wales", "none")
    [said] = steps.payloads("incident_checked")
    assert said["answers"] == HURT
    assert ["charity_commission", "must"] in said["verdicts"]  # type: ignore[operator]
    assert "Charity Commission" in str(said["data"])
    assert told(ada, reference)["charity_commission"].start == "external_report:charity_commission"


def test_nothing_answered_is_asked_again(ada: Member) -> None:
    reference = steps.opened(ada)
    with pytest.raises(Invalid, match="at least one"):
        answer(ada, reference, {})
    assert steps.rows("incident_check") == []


def test_who_was_slower_reads_that_somebody_answered(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    with pytest.raises(Stale):
        answer(ada, reference, HURT, version=0)


def test_who_may_not_write_reports_does_not_see_the_questions(ada: Member) -> None:
    reference = steps.opened(ada)
    hr = cast.join("fts", "Hal Reed", [Role.HR])
    with pytest.raises(NotFound):
        telling.page(cast.charity(), hr, reference, NOW)


def test_what_the_case_knows_is_filled_in_only_until_somebody_answers(ada: Member) -> None:
    reference = steps.opened(ada)
    steps.start(ada, reference, "containment", "hacked_account")
    form = telling.page(cast.charity(), ada, reference, NOW).form
    assert form.filled["account"] == "taken_over"
    hints = {one.name: one.hint for one in form.fields}
    assert "suggestion" in hints["account"]
    answer(ada, reference, {"account": "no"})
    form = telling.page(cast.charity(), ada, reference, NOW).form
    assert form.filled == {"account": "no"}
    assert "The case suggests" in next(one.hint for one in form.fields if one.name == "account")


def test_a_decision_not_to_tell_keeps_the_answers_it_stood_on(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference)
    [row] = steps.rows("not_reported")
    assert (row["body"], row["check_number"], row["reopened_at"]) == ("charity_commission", 1, None)
    assert "harm" in str(row["facts"])
    shown = told(ada, reference)["charity_commission"]
    assert shown.decision is not None
    assert [action for action, _ in shown.ways] == ["assess_again"]


def test_a_stronger_verdict_opens_the_decision_again_in_the_same_entry(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    track = decided(ada, reference)
    before = steps.case_row(reference)["open_tasks"]
    assert "Charity Commission" in answer(ada, reference, HURT)
    [row] = steps.rows("not_reported")
    assert row["reopened_at"] is not None
    assert "Must tell" in str(row["reopened_because"])
    assert steps.case_row(reference)["open_tasks"] == int(str(before)) + 1
    said = steps.payloads("incident_checked")[-1]
    assert said["reopened"][0]["decision"] == row["id"]  # type: ignore[index]
    assert any(
        task["track_id"] == track and "the facts have changed" in str(task["title"])
        for task in steps.rows("task")
    )


def test_a_decision_on_the_ico_opened_again_runs_out_and_asks(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    track = decided(ada, reference, "ico")
    answer(ada, reference, LEAKED)
    [clock] = steps.rows("clock")
    assert (clock["kind"], clock["ended_at"]) == ("ico_breach", None)
    assert str(clock["due_at"]).startswith("2026-11-24")
    assert "opened_again" in str(steps.payloads("incident_checked")[-1]["clocks"])
    task = next(one for one in steps.rows("task") if one["track_id"] == track)
    assert (str(task["due_on"]), task["assigned_person_id"]) == ("2026-11-21", ada.person_id)
    with read() as session:
        asks = {one.mark.partition(":")[0] for one in due_things.things(session, cast.charity(), NOW)}
    assert asks == {"clock", "task"}, "the thing to do asks for the decision too"
    steps.go(ada, reference, "assess_again", track)
    assert steps.rows("clock")[0]["ended_at"] is None
    steps.go(ada, reference, "do_not_report", track)
    assert steps.rows("clock")[0]["ended_at"] is not None


def test_a_case_closed_over_an_open_decision_asks_no_more(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference, "ico")
    answer(ada, reference, LEAKED)
    for task in steps.rows("task"):
        casework.finish_to_do(ada, reference, str(task["id"]), secrets.token_hex(8), {}, NOW)
    steps.go(ada, reference, "close", now=NOW + timedelta(hours=1))
    with read() as session:
        assert due_things.things(session, cast.charity(), NOW + timedelta(hours=2)) == ()


def test_answers_that_touch_another_body_leave_the_decision_standing(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference, "fundraising_regulator")
    answer(ada, reference, {**CALM, "account": "fake"})
    assert steps.rows("not_reported")[0]["reopened_at"] is None


def test_looking_at_it_again_opens_it_and_a_later_decision_takes_its_place(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    track = decided(ada, reference)
    steps.go(ada, reference, "assess_again", track, new_facts="A letter came")
    [row] = steps.rows("not_reported")
    assert row["reopened_because"] == "A letter came"
    steps.go(ada, reference, "do_not_report", track, now=NOW + timedelta(hours=1))
    page = annual.year(ada, 2026, NOW)
    assert [(one.newest, one.open_again) for one in page.decisions] == [(False, False), (True, False)]


def test_a_decision_that_was_taken_back_stands_no_longer(ada: Member) -> None:
    reference = steps.opened(ada)
    track = decided(ada, reference)
    steps.go(ada, reference, "take_back", track)
    assert "taken back" in str(steps.rows("not_reported")[0]["reopened_because"])
    assert annual.year(ada, 2026, NOW).against != ()


def test_a_case_is_not_closed_over_somebody_who_must_be_told(ada: Member) -> None:
    reference = steps.opened(ada)
    for task in steps.rows("task"):
        casework.finish_to_do(ada, reference, str(task["id"]), secrets.token_hex(8), {}, NOW)
    answer(ada, reference, HURT)
    with pytest.raises(Refused) as refused:
        steps.go(ada, reference, "close", **{LIFTING + "all_told": ""})
    assert {one.guard for one in refused.value.refusals} == {"all_told"}
    steps.go(ada, reference, "close", **{LIFTING + "all_told": "The Commission rang us itself"})
    assert "rang us itself" in str(steps.payloads("case.close"))


def test_what_must_be_told_goes_over_when_two_cases_are_one(ada: Member) -> None:
    first, second = steps.opened(ada), steps.opened(ada)
    answer(ada, first, CALM)
    decided(ada, first)
    answer(ada, first, HURT)
    steps.go(ada, first, "merge", same_as=second)
    page = annual.year(ada, 2026, NOW)
    assert [(one.reference, one.open_again) for one in page.decisions] == [(second, True)]
    assert page.against
    assert not any(first in reason for reason in page.against)
    assert "Charity Commission" in case_page(ada, second, NOW).untold


def test_a_delegate_approves_for_the_board_and_the_minute_is_in_the_entry(ada: Member) -> None:
    mia = cast.join("fts", "Mia Poole", [Role.MANAGER])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, *CC)
    steps.go(ada, reference, "draft", track)
    with pytest.raises(Refused):
        steps.go(mia, reference, "approve", track, authority="The chair")
    delegate(ada, mia)
    steps.go(mia, reference, "approve", track, authority="")
    [said] = steps.payloads("external_report.approve")
    assert said["standing_authority"]["minute"] == "Board, 3 June, item 7"  # type: ignore[index]


def test_an_ended_authority_counts_no_longer(ada: Member) -> None:
    mia = cast.join("fts", "Mia Poole", [Role.MANAGER])
    delegate(ada, mia)
    [given] = delegations.listing(ada, NOW)
    assert given.in_force
    delegations.end(ada, given.id, "end", {"because": "She left the committee"}, NOW)
    reference = steps.opened(ada)
    track = steps.start(ada, reference, *CC)
    steps.go(ada, reference, "draft", track)
    with pytest.raises(Refused):
        steps.go(mia, reference, "approve", track, authority="The chair")
    with pytest.raises(NotFound):
        delegations.end(ada, given.id, "again", {"because": "Twice"}, NOW)


def delegate(chair: Member, who: Member) -> None:
    """The board lets somebody report to the Charity Commission."""
    raw = {
        "body": "charity_commission",
        "person": who.person_id,
        "minute": "Board, 3 June, item 7",
        "since": "2026-06-03",
    }
    delegations.give(chair, secrets.token_hex(8), raw, NOW)


def test_nobody_gives_authority_to_themselves_nor_may_a_manager(ada: Member) -> None:
    with pytest.raises(Invalid):
        delegate(ada, ada)
    mia = cast.join("fts", "Mia Poole", [Role.MANAGER])
    with pytest.raises(NotFound):
        delegate(mia, ada)


def test_what_a_body_asks_for_becomes_something_to_do(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "external_report", "ico")
    take(ada, reference, "tell", track, reference="IC-1")
    day = (NOW + timedelta(days=9)).date().isoformat()
    steps.go(ada, reference, "they_ask", track, they_want="The list\nof names", answer_by=day)
    [task] = [one for one in steps.rows("task") if one["track_id"] == track]
    assert (task["title"], task["due_on"]) == (
        "Answer Information Commissioner (ICO): The list of names",
        day,
    )


def test_an_update_carries_the_reference_they_gave(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "external_report", "ico")
    take(ada, reference, "tell", track, reference="IC-1")
    assert steps.form(ada, reference, "send_update", track).filled == {"reference": "IC-1"}
    with pytest.raises(Refused, match="another reference"):
        take(ada, reference, "send_update", track, reference="IC-2", reference_changed="")
    take(ada, reference, "send_update", track, reference="IC-2", reference_changed="They wrote so")


def test_a_number_that_stands_on_another_report_is_refused_unless_that_one_is_hidden(
    database: databases.Database,
) -> None:
    ada, ben = cast.join("fts", "Ada Okoro", EVERY_ROLE), cast.join("fts", "Ben Holt", EVERY_ROLE)
    first = steps.opened(ada)
    take(ada, first, "tell", steps.start(ada, first, "external_report", "ico"), reference="IC-1")
    second = steps.opened(ada)
    track = steps.start(ada, second, "external_report", "ico")
    with pytest.raises(Invalid, match="already"):
        take(ada, second, "tell", track, reference="IC-1")
    steps.name(ada, first, "Somebody", "staff")
    conceal(first, ben)
    take(ben, second, "tell", track, reference="IC-1")


def test_a_number_is_the_same_however_it_is_typed_and_in_the_same_case_too(ada: Member) -> None:
    reference = steps.opened(ada)
    first = steps.start(ada, reference, "external_report", "ico")
    take(ada, reference, "tell", first, reference="IC-12 34")
    steps.go(ada, reference, "finish", first)
    second = steps.start(ada, reference, "external_report", "ico")
    with pytest.raises(Invalid, match="already"):
        take(ada, reference, "tell", second, reference="ic\u201112\u201334")
    take(ada, reference, "tell", second, reference="IC-1235")


def test_a_decision_not_to_tell_is_looked_at_again_on_a_day_to_come(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, *CC)
    with pytest.raises(Invalid, match="after today"):
        steps.go(ada, reference, "do_not_report", track, look_again_on="1999-06-03")
    assert steps.rows("not_reported") == []


def test_the_approver_reads_what_the_board_decided_and_the_entry_keeps_which(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, *CC)
    steps.go(ada, reference, "draft", track)
    asked = steps.start(ada, reference, "trustee_review", "question")
    assert steps.form(ada, reference, "approve", track).choices["board_decision"] == {}
    for action in ("write_pack", "begin_review", "decide"):
        steps.walk(ada, reference, action, asked)
    words = steps.form(ada, reference, "approve", track).choices["board_decision"]
    assert words == {asked: "In a few words – Report it – In a few words"}
    steps.go(ada, reference, "approve", track, authority="", board_decision=[asked])
    [said] = steps.payloads("external_report.approve")
    assert said["labels"] == {"board_decision": words}


def conceal(reference: str, who: Member) -> None:
    """Hide a case from somebody."""
    with work() as session:
        session.add(
            Exclusion(
                organisation_id="fts",
                case_id=str(steps.case_row(reference)["id"]),
                person_id=who.person_id,
                why="about",
                since=NOW,
            )
        )
