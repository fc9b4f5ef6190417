"""What the pages of steps are given: the right step, its choices, headings and reasons, and for whom."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Role
from incidents.services import asking, case_access, reads
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.progress import Step, perform
from incidents.services.triaging import first_decisions
from tests import cast, databases, steps
from tests.cast import NOW


@pytest.fixture
def mary(sqlite: databases.Database) -> Member:
    return cast.join("fts", "Mary Webb", [Role.MANAGER])


def helper_in(mary: Member, reference: str, track: str) -> Member:
    """Someone from outside, let into one matter only."""
    hal = cast.join("fts", "Hal Quist", [Role.HELPER, Role.TRUSTEE])
    raw = {"person": hal.person_id, "because": "They know the law", "until": "2026-12-24"}
    case_access.let_in(mary, reference, track, "k", raw, NOW)
    return hal


def test_a_step_that_differs_by_state_is_asked_for_as_it_is_now(mary: Member) -> None:
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    at_triage = {field.name for field in steps.form(mary, reference, "close").transition.requires}
    steps.go(mary, reference, "open", tracks=[], clauses=[])
    when_open = {field.name for field in steps.form(mary, reference, "close").transition.requires}
    assert when_open - at_triage == {"lessons"}


def test_every_choice_that_has_headings_has_one_for_each_answer(mary: Member) -> None:
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    found = steps.form(mary, reference, "open")
    for name in ("tracks", "clauses"):
        assert set(found.choices[name]) <= set(found.groups[name])
    assert found.groups["tracks"]["containment:own_page"] == MACHINES["containment"].label
    assert found.hints["clauses"]["FTS-V-01"].startswith("Binds: Volunteer.")


def test_a_step_without_clauses_has_no_headings(mary: Member) -> None:
    found = steps.form(mary, cast.report(), "look")
    assert (found.groups, found.hints) == ({}, {})


def test_someone_let_into_one_matter_takes_no_step_of_the_case(mary: Member) -> None:
    reference = steps.opened(mary)
    hal = helper_in(mary, reference, steps.start(mary, reference, "containment"))
    with pytest.raises(NotFound):
        steps.form(hal, reference, "start_track")
    with pytest.raises(NotFound):
        perform(hal, Step(reference, "start_track", 4, "k"), {"track": "containment:own_page"}, NOW)
    with pytest.raises(NotFound):
        first_decisions(hal, reference, "", NOW)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR, Role.ADMIN])
def test_who_reads_no_cases_is_given_no_form(mary: Member, role: Role) -> None:
    reference = cast.report()
    with pytest.raises(NotFound):
        asking.step_form(cast.join("fts", "Vic Moss", [role]), reference, None, "look", NOW)


def test_who_does_not_decide_is_given_no_first_decisions(mary: Member) -> None:
    reference = cast.report()
    with pytest.raises(NotFound):
        first_decisions(cast.join("fts", "Hetty Rowe", [Role.HR]), reference, "", NOW)


def test_the_first_decisions_show_what_has_begun_and_what_can_be_decided(mary: Member) -> None:
    reference = cast.report()
    steps.start(mary, reference, "containment", "own_page")
    page = first_decisions(mary, reference, "", NOW)
    assert page.matters == (("Make it safe", "Our own page or website", "To be made safe"),)
    assert [step.action for step in page.steps] == ["look", "start_track"]
    assert (page.danger, page.told) == (False, ())
    assert page.step.filled == {"lead": mary.person_id}


def test_first_decisions_cost_the_same_however_much_there_is(mary: Member) -> None:
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    sent = []
    for many in (1, 30):
        for number in range(many):
            steps.name(mary, reference, f"Person {many}-{number}", "family", "affected")
        with steps.counted() as statements:
            first_decisions(mary, reference, "", NOW + len(sent) * reads.ONE_LOOK)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 12


def test_a_body_that_needs_no_authority_is_approved_without_a_word_on_it(sqlite: databases.Database) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER, Role.CHAIR])
    reference = steps.opened(ada)
    asked = {}
    for body in ("ico", "charity_commission"):
        track = steps.start(ada, reference, "external_report", body)
        steps.go(ada, reference, "draft", track)
        form = steps.form(ada, reference, "approve", track)
        asked[body] = {field.name for field in form.transition.requires}
    assert asked == {"ico": set(), "charity_commission": {"authority", "board_decision"}}
    track = next(str(row["id"]) for row in steps.rows("track") if row["subject"] == "ico")
    steps.go(ada, reference, "approve", track, authority="Nobody asked for this")
    assert "Nobody asked" not in str(steps.track_row(track)["known"])
