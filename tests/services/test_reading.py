"""Reading one case: what each reader is told, what nobody is told of hidden matters, and what it costs."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.lifecycle import CASE
from incidents.domain.machine import Refused
from incidents.domain.words import Role, Stage
from incidents.services import case_access, casework, timeline
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.gather import look
from incidents.services.reading import ENTRIES, CasePage, Matter, case_page
from incidents.store import db, trail
from incidents.store.models import CaseFile
from tests import board, cast, steps
from tests.cast import NOW
from tests.databases import Database

LATER = NOW + timedelta(hours=2)


def manager(name: str = "Ada Okoro") -> Member:
    """A manager who may receive reports."""
    return cast.join("fts", name, [Role.MANAGER], ["business_manager"] if name == "Ada Okoro" else [])


def matter(page: CasePage, machine: str) -> Matter:
    """The one matter of that machine on a page."""
    return next(one for one in page.matters if one.track.machine == machine)


def note(
    actor: Member, reference: str, words: str, on: str | None = None, happened: str = "2026-11-21"
) -> None:
    """Write a note."""
    raw = {"body": words, "happened_on": happened}
    casework.note(actor, reference, on, secrets.token_hex(8), raw, NOW)


def procedure(lead: Member, reference: str) -> str:
    """A staff procedure in the case; its id."""
    steps.name(lead, reference, "A carer", "staff")
    return steps.start(lead, reference, "discipline")


def said(page: CasePage) -> list[str]:
    """What the timeline tells, newest first."""
    return [one.what for one in page.timeline]


def test_reading_a_case_is_an_entry_of_the_readers_own_and_leaves_the_case_as_it_was(
    sqlite: Database,
) -> None:
    ada = manager()
    reference = cast.report()
    before = steps.case_row(reference)
    page = case_page(ada, reference, LATER)
    assert page.case.reference == reference
    assert page.whole
    assert steps.case_row(reference) == before
    (seen,) = [one for one in steps.headers() if one["action"] == "viewed"]
    assert seen["stream"] == f"reads/{ada.person_id}/2026-11-21"
    assert (seen["case"], seen["actor"]) == (before["id"], ada.person_id)


def test_a_reference_may_be_typed_in_any_way(sqlite: Database) -> None:
    ada = manager()
    reference = cast.report()
    for typed in (reference, reference.lower(), reference.replace("-", " "), reference.replace("-", "")):
        assert case_page(ada, typed, NOW).case.reference == reference


def test_unknown_foreign_and_hidden_cases_are_not_found_alike(sqlite: Database) -> None:
    ada, bo = manager(), cast.join("hsbbh", "Bo Far", [Role.MANAGER])
    reference = cast.report()
    about_ada = cast.report(about="Ada Okoro")
    for actor, asked in ((ada, "FTS-2333-H"), (ada, "not a reference"), (bo, reference), (ada, about_ada)):
        with pytest.raises(NotFound):
            case_page(actor, asked, NOW)
    assert not [one for one in steps.headers() if one["action"] == "viewed"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR, Role.ADMIN])
def test_who_reads_no_cases_finds_none(sqlite: Database, role: Role) -> None:
    reference = cast.report()
    with pytest.raises(NotFound):
        case_page(cast.join("fts", "Cy Moss", [role]), reference, NOW)


def test_the_page_tells_what_was_reported_and_who_is_in_it(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(
        ada, story="It was on our page.", place="Facebook", address="our page", keep_out="Nobody", name="Dot"
    )
    steps.name(ada, reference, "Zoe the neighbour", "public", "witness")
    steps.name(ada, reference, "A carer", "staff")
    page = case_page(ada, reference, NOW)
    (report,) = page.reports
    assert (report.story, report.place, report.address) == ("It was on our page.", "Facebook", "our page")
    hidden = "Whoever reported it"
    assert (report.keep_out, report.reporter_name, report.still_online) == ("", hidden, "unknown")
    assert (report.received_at, report.reached_on, report.complaint) == (NOW, None, False)
    assert [(one.label, one.involvement, one.standing) for one in page.people] == [
        ("A carer", "about", "staff"),
        ("Somebody it is not about", "witness", "public"),
    ]
    assert [(one.title, one.done, one.assigned) for one in page.tasks] == [("See to it", False, "")]
    assert (page.stage, page.danger, page.hold) == (Stage.OPEN, False, None)


def test_cited_clauses_come_with_their_rule_in_the_version_of_that_day(sqlite: Database) -> None:
    ada = manager()
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    steps.go(ada, reference, "open", tracks=[], clauses=["FTS-TS-05"], kind="breach", tasks="See to it")
    (cited,) = case_page(ada, reference, NOW).cited
    assert (cited.clause_id, cited.policy_number) == ("FTS-TS-05", 1)
    assert cited.rule == next(one.rule for one in cast.charity().policy.clauses if one.id == "FTS-TS-05")


def test_danger_at_the_first_look_is_told_to_who_reads_the_whole_case(sqlite: Database) -> None:
    ada = manager()
    reference = cast.report()
    steps.go(ada, reference, "look", danger="yes", safeguarding_record="In the safe", lead=ada.person_id)
    assert case_page(ada, reference, NOW).danger
    assert case_page(ada, reference, NOW).case.known["safeguarding_record"] == "In the safe"


def test_first_decisions_are_offered_until_they_are_made(sqlite: Database) -> None:
    ada = manager()
    reference = cast.report()
    for action, more in (("look", {"danger": "no"}), ("open", {"tracks": [], "tasks": "See to it"})):
        offers = case_page(ada, reference, NOW).steps
        assert [one.transition.action for one in offers if one.is_first_decision] == [action]
        steps.go(ada, reference, action, **more)
    assert not any(one.is_first_decision for one in case_page(ada, reference, NOW).steps)


def test_each_step_that_is_not_open_comes_with_every_reason(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    offers = {one.transition.action: one for one in case_page(ada, reference, NOW).steps}
    assert [one.message for one in offers["close"].refusals] == [
        "First end everything that is being done.",
        "First finish everything on the list of things to do.",
    ]
    assert offers["merge"].can_be_taken
    assert not offers["close"].can_be_taken
    assert {name for name, one in offers.items() if one.beside} == {"hold", "take_back", "hand_over"}
    going = matter(case_page(ada, reference, NOW), "containment")
    assert (going.track.id, going.label, going.state) == (track, "Make it safe", "To be made safe")
    assert going.subject == "Our own page or website"


def test_on_hold_the_one_next_step_is_to_lift_it(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    assert not any(one.transition.action == "lift_hold" for one in case_page(ada, reference, NOW).steps)
    steps.go(ada, reference, "hold", asked_by="The police")
    steps.go(ada, reference, "hold", track, asked_by="The council")
    page = case_page(ada, reference, NOW)
    held = matter(page, "containment")
    assert page.hold is not None
    assert page.hold.asked_by == "The police"
    assert held.hold is not None
    assert held.hold.asked_by == "The council"
    for offers in (page.steps, held.steps):
        assert [one.transition.action for one in offers if one.can_be_taken] == ["lift_hold"]


def test_a_step_that_a_reason_lifts_can_be_taken(sqlite: Database) -> None:
    everyone = [Role.MANAGER, Role.CHAIR, Role.TRUSTEE]
    ada = cast.join("fts", "Ada Okoro", everyone, ["business_manager"])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "trustee_review")
    steps.walk(ada, reference, "begin_review", track, kept_back="")
    board.prepare(ada, reference, "decide_alone", track, NOW)
    offers = matter(case_page(ada, reference, NOW), "trustee_review").steps
    lifted = [one for one in offers if one.refusals and one.can_be_taken]
    assert lifted
    assert all(refusal.guard for one in lifted for refusal in one.refusals)


def test_whoever_is_let_into_one_matter_reads_that_matter_and_nothing_else(sqlite: Database) -> None:
    ada, help_ = manager(), cast.join("fts", "Hal Outside", [Role.HELPER])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    steps.start(ada, reference, "response")
    procedure(ada, reference)
    note(ada, reference, "Of the case")
    note(ada, reference, "Of the matter", track)
    raw = {"person": help_.person_id, "because": "They know", "until": "2027-01-31"}
    case_access.let_in(ada, reference, track, secrets.token_hex(8), raw, NOW)
    steps.promise(help_, reference)
    page = case_page(help_, reference, LATER)
    assert [one.track.machine for one in page.matters] == ["containment"]
    assert (page.whole, page.stage) == (False, Stage.CONTAINMENT)
    assert (page.reports, page.people, page.tasks, page.cited, page.steps) == ((), (), (), (), ())
    assert (page.danger, page.hold) == (False, None)
    assert [dict(one.details).get("Note") for one in page.timeline if one.what == "Wrote a note"] == [
        "Of the matter"
    ]
    assert {one.track_id for one in page.timeline} == {track}


def test_a_manager_outside_the_closed_circle_reads_the_same_as_if_there_were_none(sqlite: Database) -> None:
    """Two cases that differ in nothing but a staff procedure, which its lead begins, moves and holds."""
    ada, ben = manager(), manager("Ben Holt")
    told = []
    for hidden in (False, True):
        reference = steps.opened(ada)
        steps.name(ada, reference, "A carer", "staff")
        before = steps.case_row(reference)["updated_at"]
        if hidden:
            track = steps.start(ada, reference, "discipline", now=LATER)
            steps.go(ada, reference, "investigate", track, LATER)
            steps.go(ada, reference, "hold", track, LATER)
            raw = {"body": "Hidden", "happened_on": "2026-11-21"}
            casework.note(ada, reference, track, secrets.token_hex(8), raw, LATER)
            raw = {"task": "Hidden too", "due_on": "2026-11-22"}
            casework.add_to_do(ada, reference, track, secrets.token_hex(8), raw, LATER)
        assert steps.case_row(reference)["updated_at"] == before
        page = case_page(ben, reference, LATER)
        told.append(
            (
                page.stage,
                page.matters,
                [(one.what, one.details, one.began, one.by, one.at) for one in page.timeline],
                [(one.title, one.done) for one in page.tasks],
                [(one.label, one.involvement) for one in page.people],
                [(one.transition.action, one.refusals) for one in page.steps],
                page.more,
            )
        )
    assert told[0] == told[1]


def test_a_refused_step_tells_nothing_hidden_either(sqlite: Database) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = steps.opened(ada)
    casework.finish_to_do(
        ada, reference, case_page(ada, reference, NOW).tasks[0].id, secrets.token_hex(8), {}, NOW
    )
    procedure(ada, reference)
    form = steps.form(ben, reference, "close")
    only = "Only the person who leads this case can close it. Ask them, or ask them to hand it over."
    assert [one.message for one in form.refusals] == [only]
    with pytest.raises(Refused) as refused:
        steps.go(ben, reference, "close", outcome="advice")
    assert [one.message for one in refused.value.refusals] == [only]
    assert "First end everything that is being done." in [
        one.message for one in steps.form(ada, reference, "close").refusals
    ]


def test_the_headline_is_that_of_the_matters_the_reader_may_know_of(sqlite: Database) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = steps.opened(ada)
    assert case_page(ben, reference, NOW).stage is Stage.OPEN
    steps.start(ada, reference, "response")
    procedure(ada, reference)
    assert case_page(ada, reference, NOW).stage is Stage.CONDUCT
    assert case_page(ben, reference, NOW).stage is Stage.RESPONSE


def test_beginning_a_closed_circle_is_told_only_inside_it_and_taking_that_back_tells_nobody_else(
    sqlite: Database,
) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = steps.opened(ada)
    procedure(ada, reference)
    assert said(case_page(ada, reference, NOW))[0] == "Started something"
    assert case_page(ada, reference, NOW).timeline[0].began == ("Staff procedure: A carer",)
    assert said(case_page(ben, reference, NOW))[0] == "Added a person to the case"
    steps.go(ada, reference, "take_back")
    assert said(case_page(ben, reference, NOW))[0] == "Added a person to the case"


def test_opening_a_case_with_a_closed_circle_tells_the_others_only_the_rest(sqlite: Database) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    steps.name(ada, reference, "A carer", "staff")
    choices = steps.form(ada, reference, "open").choices["tracks"]
    both = [key for key in choices if key.startswith(("discipline:", "containment:own_page"))]
    steps.go(ada, reference, "open", tracks=both, clauses=[])
    mine, theirs = (case_page(one, reference, NOW).timeline[0] for one in (ada, ben))
    assert set(mine.began) == {"Make it safe: Our own page or website", "Staff procedure: A carer"}
    assert theirs.began == ("Make it safe: Our own page or website",)
    assert "discipline" not in str(theirs.details)
    assert "carer" not in str(theirs.details)


def test_a_joined_case_still_tells_the_history_of_the_matters_that_went_on_elsewhere(
    sqlite: Database,
) -> None:
    ada = manager()
    reference, other = steps.opened(ada), steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    note(ada, reference, "On our page", track)
    steps.go(ada, reference, "merge", same_as=other)
    page = case_page(ada, reference, NOW)
    assert page.matters == ()
    assert [one.track.id for one in case_page(ada, other, NOW).matters] == [track]
    assert said(page)[:3] == ["Joined it to another case", "Wrote a note", "Started something"]
    assert page.timeline[1].details == (("Note", "On our page"),)
    assert page.timeline[2].began == ("Make it safe",)


def test_the_timeline_goes_on_past_entries_that_it_must_leave_out(sqlite: Database) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = steps.opened(ada)
    for number in range(4):
        procedure(ada, reference)
        note(ada, reference, f"Note {number}")
    with db.read() as session:
        here = look(session, ben, reference, NOW)
        whole = timeline.timeline(session, here, limit=50)
        short = timeline.timeline(session, here, limit=5)
        rest = timeline.timeline(session, here, limit=50, before=short[-1].seq)
    assert [one.seq for one in (*short, *rest)] == [one.seq for one in whole]
    assert "Started something" not in [one.what for one in whole]


def test_the_timeline_tells_when_it_happened_where_that_is_another_day(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    note(ada, reference, "Today")
    note(ada, reference, "Before", happened="2026-11-03")
    before, today = case_page(ada, reference, NOW).timeline[:2]
    assert (today.details, today.happened) == ((("Note", "Today"),), None)
    assert (before.details, str(before.happened)) == ((("Note", "Before"),), "2026-11-03")
    assert (before.at, before.by) == (NOW, "Ada Okoro")


def test_the_timeline_says_answers_in_the_words_of_the_day(sqlite: Database) -> None:
    ada = manager()
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", still_up="unknown", lead=ada.person_id)
    told = case_page(ada, reference, NOW).timeline[0].details
    look = next(step for step in CASE.transitions if step.action == "look")
    asked = [field.label for field in look.requires]
    assert [label for label, _ in told] == [label for label in asked if label in dict(told)]
    details = dict(told)
    assert details["Could a child or an adult at risk be harmed?"] == "No"
    assert details["Is it still up?"] == "We do not know yet"
    assert details["Who leads this case?"] == "Ada Okoro"


def test_the_timeline_shows_the_reasons_why_something_was_done_all_the_same(sqlite: Database) -> None:
    roles = [Role.MANAGER, Role.CHAIR, Role.TRUSTEE]
    ada = cast.join("fts", "Ada Okoro", roles, ["business_manager"])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "trustee_review")
    steps.walk(ada, reference, "begin_review", track, kept_back="")
    steps.walk(ada, reference, "decide_alone", track)
    newest = case_page(ada, reference, NOW).timeline[0]
    assert newest.what == "The chair decided alone because it could not wait"
    assert newest.lifted == ("There is nobody else",)
    assert newest.machine.startswith("The board's decision")


def test_what_was_erased_is_told_as_erased(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    note(ada, reference, "To be forgotten")
    with db.work() as session:
        case = session.scalars(sa.select(CaseFile).where(CaseFile.reference == reference)).one()
        noted = next(one["id"] for one in steps.headers() if one["action"] == "noted")
        entry = trail.Entry(
            "fts", "erased", ada.person_id, NOW, {"by": "Ada"}, case_id=case.id, erases=[str(noted)]
        )
        trail.on_case(session, case, entry)
        blank = "UPDATE event_payload SET body = NULL, salt = NULL, erased_by = :by WHERE event_id = :id"
        session.execute(sa.text(blank), {"by": entry.id, "id": noted})
    erased = case_page(ada, reference, NOW).timeline[1]
    assert (erased.what, erased.details, erased.erased) == ("Wrote a note", (), True)


def test_a_long_timeline_says_that_there_is_more(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada)
    for number in range(ENTRIES - 3):
        note(ada, reference, str(number))
    assert (len(case_page(ada, reference, NOW).timeline), case_page(ada, reference, NOW).more) == (
        ENTRIES,
        False,
    )
    note(ada, reference, "One more")
    assert (len(case_page(ada, reference, NOW).timeline), case_page(ada, reference, NOW).more) == (
        ENTRIES,
        True,
    )


def test_a_case_costs_four_statements_and_its_entry_however_much_is_in_it(database: Database) -> None:
    ada = manager()
    small, large = steps.opened(ada), steps.opened(ada)
    case_page(ada, small, NOW)  # the policy is read once
    with steps.counted() as sent:
        case_page(ada, small, NOW)
    for number in range(50):
        note(ada, large, str(number))
        raw = {"task": f"Task {number}"}
        casework.add_to_do(ada, large, None, secrets.token_hex(8), raw, NOW)
        if number % 10 == 0:
            steps.name(ada, large, f"Person {number}", "family", "affected")
            steps.start(ada, large, "support", now=NOW)
    with steps.counted() as sent_for_more:
        page = case_page(ada, large, NOW)
    assert (len(page.tasks), len(page.people), len(page.matters)) == (51, 5, 5)
    entry = 4 if database.kind == "sqlite" else 5  # PostgreSQL takes turns by a lock; one counts the cases
    look = 1  # asks whether this is the same look as a moment ago, as the first one is
    assert (len(sent), len(sent_for_more)) == (4 + look, 4 + look + entry)
