"""What steps bring about: who leads, who is let in, clauses, tasks, holds, closing, joining, taking back."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta
from typing import Any

import pytest

from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import case_access, casework, own_reports, reading, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.progress import Step, perform
from tests import cast, databases, steps
from tests.cast import NOW

MANAGER = (Role.MANAGER,)
BOARD = (Role.TRUSTEE, Role.CHAIR)


def manager(name: str = "Mary Webb", **held: Any) -> Member:
    return cast.join("fts", name, MANAGER, **held)


def sees(who: Member, reference: str, track: str | None = None) -> bool:
    """Whether the case is there for this reader, or one matter of it."""
    try:
        page = reading.case_page(who, reference, NOW + timedelta(minutes=1))
    except NotFound:
        return False
    return track is None or track in {matter.track.id for matter in page.matters}


def let(actor: Member, who: Member, reference: str, track: str | None = None) -> None:
    raw = {"person": who.person_id, "because": "They are needed"}
    case_access.let_in(actor, reference, track, secrets.token_hex(8), raw, NOW)


# -------- the first look


def test_the_first_look_names_a_lead_who_may_go_on(sqlite: databases.Database) -> None:
    mary = manager()
    cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = cast.report()
    assert steps.form(mary, reference, "look").choices["lead"] == {mary.person_id: "Mary Webb"}
    steps.go(mary, reference, "look", danger="no")
    row = steps.case_row(reference)
    assert (row["state"], row["lead_person_id"], row["lead_name"]) == ("triage", mary.person_id, "Mary Webb")


def test_danger_tells_the_safeguarding_lead_at_once_and_nobody_else(sqlite: databases.Database) -> None:
    mary = manager()
    sal = cast.join("fts", "Sal Frost", [Role.SAFEGUARDING_LEAD])
    hetty = cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = cast.report()
    assert not sees(sal, reference)
    steps.go(mary, reference, "look", danger="yes", safeguarding_record="In the safeguarding book")
    assert sees(sal, reference)
    assert not sees(hetty, reference)
    assert steps.payloads("case.look")[0]["told"] == ["Sal Frost"]


def test_without_danger_the_safeguarding_lead_is_not_told(sqlite: databases.Database) -> None:
    mary = manager()
    sal = cast.join("fts", "Sal Frost", [Role.SAFEGUARDING_LEAD])
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    assert not sees(sal, reference)


def test_a_safeguarding_lead_it_is_about_is_not_told(sqlite: databases.Database) -> None:
    mary = manager()
    sal = cast.join("fts", "Sal Frost", [Role.SAFEGUARDING_LEAD], standing=("volunteer", "active"))
    reference = cast.report(about="Sal Frost")
    steps.go(mary, reference, "look", danger="yes")
    assert not sees(sal, reference)
    assert steps.payloads("case.look")[0]["told"] == []


# -------- opening


def test_opening_cites_clauses_of_the_version_in_force_and_makes_the_tasks(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    found = steps.form(mary, reference, "open")
    clauses = list(found.choices["clauses"])[:2]
    steps.go(
        mary,
        reference,
        "open",
        clauses=clauses,
        tracks=[],
        tasks="Ring them\n\n  Write it up  ",
        title="A post",
    )
    row = steps.case_row(reference)
    assert (row["title"], row["kind"], row["severity"]) == ("A post", "breach", "minor")
    assert row["open_tasks"] == 2
    assert sorted(str(one["title"]) for one in steps.rows("task")) == ["Ring them", "Write it up"]
    assert sorted(str(one["clause_id"]) for one in steps.rows("citation")) == sorted(clauses)
    assert {one["policy_number"] for one in steps.rows("citation")} == {1}


def test_opening_needs_a_clause_or_why_none_and_something_to_do(sqlite: databases.Database) -> None:
    mary = manager()
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    with pytest.raises(Refused) as caught:
        steps.go(mary, reference, "open", clauses=[], no_clause_because="", tracks=[], tasks="")
    assert len(caught.value.refusals) == 2


def test_a_case_opened_again_cites_each_clause_once(sqlite: databases.Database) -> None:
    mary = manager()
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    clauses = list(steps.form(mary, reference, "open").choices["clauses"])
    steps.go(mary, reference, "open", clauses=clauses[:1], tracks=[])
    close(mary, reference)
    steps.go(mary, reference, "reopen")
    steps.go(mary, reference, "open", clauses=clauses[:2], tracks=[])
    assert len(steps.rows("citation")) == 2


def test_only_what_cannot_wait_starts_before_the_first_decisions(sqlite: databases.Database) -> None:
    mary = manager()
    reference = cast.report()
    kinds = {key.split(":")[0] for key in steps.form(mary, reference, "start_track").choices["track"]}
    assert kinds == {"containment", "response", "external_report"}


def test_only_one_of_a_kind_runs_for_each_subject(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment", "own_page")
    assert "containment:own_page" not in steps.form(mary, reference, "start_track").choices["track"]
    with pytest.raises(Invalid):
        steps.go(mary, reference, "start_track", track="containment:own_page")
    steps.go(mary, reference, "not_needed", track)
    steps.go(mary, reference, "start_track", track="containment:own_page")


def test_a_hidden_matter_is_not_started_twice_and_not_betrayed(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.start(mary, reference, "trustee_review", "question")
    assert "trustee_review:question" in steps.form(noor, reference, "start_track").choices["track"]
    with pytest.raises(Invalid) as caught:
        steps.go(noor, reference, "start_track", track="trustee_review:question")
    assert str(caught.value) == "This cannot be started now"


# -------- the closed circle


def test_a_staff_procedure_is_seen_by_who_began_it_and_the_lead_only(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(noor, reference, "discipline")
    assert sees(mary, reference, track)
    assert sees(noor, reference, track)
    other = manager("Olga Reed")
    assert sees(other, reference)
    assert not sees(other, reference, track)


def test_whoever_gets_a_part_in_it_is_let_into_that_matter_alone(sqlite: databases.Database) -> None:
    mary = manager()
    hetty = cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    other = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "investigate", track, investigator=hetty.person_id)
    assert sees(hetty, reference, track)
    assert not sees(hetty, reference, other)


def test_one_of_the_board_is_told_not_all_and_who_is_kept_back_sees_nothing(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    chair, tom, tess = (cast.join("fts", name, BOARD) for name in ("Cy Hall", "Tom Ray", "Tess Lund"))
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "trustee_review")
    assert [sees(one, reference, track) for one in (chair, tom, tess)] == [False, False, False]
    let(mary, chair, reference, track)
    steps.walk(chair, reference, "begin_review", track, reviewer=tom.person_id, kept_back=tess.person_id)
    assert [sees(one, reference, track) for one in (chair, tom, tess)] == [True, True, False]
    with pytest.raises(Invalid):
        let(mary, tess, reference, track)


def test_the_chair_deciding_alone_leaves_the_board_something_to_do(sqlite: databases.Database) -> None:
    mary, chair = manager(), cast.join("fts", "Cy Hall", BOARD)
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "trustee_review")
    let(mary, chair, reference, track)
    steps.walk(chair, reference, "begin_review", track)
    steps.walk(chair, reference, "decide_alone", track)
    assert [row["track_id"] for row in steps.rows("task")].count(track) == 1
    assert steps.case_row(reference)["open_tasks"] == 2


def test_every_access_that_a_step_gives_is_told_in_its_entry(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.go(mary, reference, "hand_over", colleague=noor.person_id)
    assert steps.payloads("case.hand_over")[0]["let_in"] == [{"person": noor.person_id, "matter": None}]


@pytest.mark.parametrize("many", [1, 40])
def test_opening_costs_the_same_however_much_is_written_down(database: databases.Database, many: int) -> None:
    mary = manager()
    reference = cast.report()
    steps.go(mary, reference, "look", danger="no")
    found = steps.form(mary, reference, "open")
    clauses = list(found.choices["clauses"])[:many]
    tracks = list(found.choices["tracks"])[: min(many, 20)]
    raw = {**steps.answers(found), "clauses": clauses, "tracks": tracks, "tasks": "\n".join(["Ring"] * many)}
    with steps.counted() as sent:
        perform(mary, Step(reference, "open", found.version, "k"), raw, NOW)
    # With the matters come their clocks, and the holidays by which they count.
    assert len(sent) <= 18, "\n".join(sent)


def test_a_hidden_matters_date_does_not_show_on_the_case(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    raw = {"task": "Send the letter", "due_on": "2026-11-25"}
    casework.add_to_do(mary, reference, track, "k1", raw, NOW)
    assert steps.case_row(reference)["due_on"] is None
    casework.add_to_do(mary, reference, None, "k2", {"task": "Ring", "due_on": "2026-11-30"}, NOW)
    assert str(steps.case_row(reference)["due_on"]) == "2026-11-30"
    assert steps.case_row(reference)["open_tasks"] == 3


# -------- handing over


def test_handing_over_the_case_hands_on_what_the_giver_sees_and_no_more(sqlite: databases.Database) -> None:
    mary, noor, olga = manager(), manager("Noor Salt"), manager("Olga Reed")
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    hers = steps.start(mary, reference, "discipline")
    steps.go(olga, reference, "hand_over", colleague=noor.person_id)
    assert steps.case_row(reference)["lead_name"] == "Noor Salt"
    assert not sees(noor, reference, hers)
    steps.go(mary, reference, "hand_over", colleague=olga.person_id)
    assert sees(olga, reference, hers)


def test_handing_over_a_matter_lets_the_colleague_into_it(sqlite: databases.Database) -> None:
    mary = manager()
    hetty = cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "hand_over", track, colleague=hetty.person_id)
    assert steps.track_row(track)["assigned_person_id"] == hetty.person_id
    assert sees(hetty, reference, track)


def test_a_matter_is_handed_only_to_someone_who_may_go_on_with_it(sqlite: databases.Database) -> None:
    mary = manager()
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    assert tom.person_id not in steps.form(mary, reference, "hand_over", track).choices["colleague"]


# -------- holding


def test_a_hold_stops_the_matter_reminds_of_itself_and_is_lifted(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "hold", track, asked_by="The police", next_look="2026-12-01")
    assert str(steps.case_row(reference)["due_on"]) == "2026-12-01"
    with pytest.raises(Refused):
        steps.go(mary, reference, "not_needed", track)
    steps.go(mary, reference, "lift_hold", track)
    assert steps.track_row(track)["hold"] in (None, "null")
    assert steps.case_row(reference)["open_tasks"] == 1
    assert steps.case_row(reference)["due_on"] is None
    steps.go(mary, reference, "not_needed", track)


def test_a_hold_whose_reminder_is_done_already_is_lifted_all_the_same(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    steps.go(mary, reference, "hold", next_look="2026-12-01")
    reminder = next(row for row in steps.rows("task") if str(row["title"]).startswith("Look again"))
    casework.finish_to_do(mary, reference, str(reminder["id"]), "k", {}, NOW)
    steps.go(mary, reference, "lift_hold")
    assert steps.case_row(reference)["open_tasks"] == 1


# -------- closing and opening again


def close(actor: Member, reference: str, **given: object) -> None:
    """End everything that is open in a case, then close it."""
    case_id = steps.case_row(reference)["id"]
    for task in steps.rows("task"):
        if task["case_id"] == case_id and task["done_at"] is None:
            casework.finish_to_do(actor, reference, str(task["id"]), secrets.token_hex(8), {}, NOW)
    steps.go(actor, reference, "close", **given)


def test_a_closed_case_has_its_outcome_and_the_day_until_which_it_is_kept(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    close(mary, reference, outcome="advice", keep_until="2030-01-31", keep_reason="Six years is too long")
    row = steps.case_row(reference)
    assert (row["state"], row["outcome"], str(row["keep_until"])) == ("closed", "advice", "2030-01-31")
    assert row["keep_because"] == "Six years is too long"
    assert row["closed_at"] is not None


def test_an_open_matter_or_task_keeps_the_case_open(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    steps.start(mary, reference, "containment")
    found = steps.form(mary, reference, "close")
    assert found.barred
    assert len(found.refusals) == 2


def test_a_case_opened_again_has_no_outcome_and_its_history_has_both(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    close(mary, reference)
    steps.go(mary, reference, "reopen", because="New facts")
    row = steps.case_row(reference)
    assert [row[name] for name in ("state", "outcome", "closed_at", "keep_until", "keep_because")] == [
        "triage", None, None, None, None,
    ]  # fmt: skip
    case_id = row["id"]
    history = [str(one["action"]) for one in steps.headers() if one["case"] == case_id]
    assert history[-2:] == ["case.close", "case.reopen"]


# -------- taking back


def test_taking_back_restores_the_state_and_withdraws_the_answers(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "not_needed", track, not_needed_because="It is gone")
    steps.go(mary, reference, "take_back", track)
    row = steps.track_row(track)
    assert row["state"] == "needed"
    assert "It is gone" not in str(row["known"])
    assert not row["ended"]
    assert "not_needed" not in str(row["taken_by"])


def test_taking_back_the_first_look_gives_back_the_lead_but_not_the_secret(
    sqlite: databases.Database,
) -> None:
    mary, noor = manager(), manager("Noor Salt")
    sal = cast.join("fts", "Sal Frost", [Role.SAFEGUARDING_LEAD])
    reference = cast.report()
    steps.go(mary, reference, "look", danger="yes", lead=noor.person_id)
    steps.go(mary, reference, "take_back")
    row = steps.case_row(reference)
    assert (row["state"], row["lead_person_id"], row["lead_name"]) == ("reported", None, "")
    assert "danger" not in str(row["known"])
    assert sees(sal, reference)


def test_taking_back_the_opening_ends_what_nobody_touched_and_leaves_the_rest(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    reference = cast.report()
    title = steps.case_row(reference)["title"]
    steps.go(mary, reference, "look", danger="no")
    steps.go(
        mary, reference, "open", title="A post", tasks="One\nTwo", clauses=[],
        tracks=["containment:own_page", "response:reporter"],
    )  # fmt: skip
    touched = next(str(row["id"]) for row in steps.rows("track") if row["machine"] == "response")
    steps.go(mary, reference, "no_reply_due", touched)
    steps.go(mary, reference, "take_back")
    row = steps.case_row(reference)
    assert (row["state"], row["title"], row["kind"], row["severity"], row["open_tasks"]) == (
        "triage", title, None, None, 0,
    )  # fmt: skip
    assert {str(one["machine"]): str(one["state"]) for one in steps.rows("track")} == {
        "containment": "not_needed",
        "response": "no_reply_due",
    }
    assert steps.replay() == steps.stored()
    assert verifying.verify().sound


def test_taking_back_a_closing_opens_the_case_as_it_was(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    close(mary, reference)
    steps.go(mary, reference, "take_back")
    row = steps.case_row(reference)
    assert [row[name] for name in ("state", "outcome", "closed_at", "keep_until")] == [
        "open",
        None,
        None,
        None,
    ]


def test_taking_back_an_opening_again_closes_the_case_as_it_was(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    close(mary, reference, outcome="advice", keep_until="2030-01-31")
    before = steps.case_row(reference)
    steps.go(mary, reference, "reopen")
    steps.go(mary, reference, "take_back")
    row = steps.case_row(reference)
    kept = ("state", "outcome", "closed_at", "keep_until", "keep_because")
    assert [row[name] for name in kept] == [before[name] for name in kept]


def test_taking_back_a_hand_over_lets_the_colleague_out_again(sqlite: databases.Database) -> None:
    mary = manager()
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    steps.go(mary, reference, "hand_over", colleague=tom.person_id)
    assert sees(tom, reference)
    steps.go(mary, reference, "take_back")
    assert steps.case_row(reference)["lead_name"] == "Mary Webb"
    assert not sees(tom, reference)


def test_what_a_later_step_answered_again_stays_when_an_earlier_one_is_taken_back(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "hand_over", track, because="First reason")
    steps.go(mary, reference, "hand_over", track, because="Second reason")
    steps.go(mary, reference, "take_back", track)
    assert '"because": "First reason"' in str(steps.track_row(track)["known"]).replace("'", '"')


def test_a_lead_from_whom_the_case_is_hidden_by_now_does_not_come_back(sqlite: databases.Database) -> None:
    mary, noor, olga = manager(), manager("Noor Salt"), manager("Olga Reed")
    reference = steps.opened(mary)
    steps.go(mary, reference, "hand_over", colleague=noor.person_id)
    steps.go(mary, reference, "hand_over", colleague=olga.person_id)
    casework.declare_conflict(cast.charity(), noor, reference, "k", {"because": "My cousin"}, NOW)
    steps.go(mary, reference, "take_back")
    row = steps.case_row(reference)
    assert (row["lead_person_id"], row["lead_name"]) == (None, "")


def test_nobody_takes_back_a_colleagues_step_or_one_that_left_the_house(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "response")
    steps.go(mary, reference, "go_private", track)
    assert (
        steps.form(mary, reference, "take_back", track).refusals[0].message.startswith("The last step sent")
    )
    steps.go(mary, reference, "cannot_reach", track)
    assert steps.form(noor, reference, "take_back", track).barred
    assert not steps.form(mary, reference, "take_back", track).barred


def test_a_step_of_someone_who_stepped_back_since_stays(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.go(mary, reference, "hand_over", colleague=noor.person_id)
    casework.declare_conflict(cast.charity(), mary, reference, "k", {"because": "My cousin"}, NOW)
    assert steps.form(noor, reference, "take_back").barred
    assert steps.case_row(reference)["lead_name"] == "Noor Salt"


# -------- same as another case


def test_joining_moves_everything_and_both_histories_stay_true(database: databases.Database) -> None:
    mary = manager()
    vic = cast.join("fts", "Vic Moss", [Role.REPORTER])
    kept, joined = steps.opened(mary), steps.opened(mary, actor=vic)
    steps.name(mary, joined, "Dee Lane", "staff")
    track = steps.start(mary, joined, "discipline")
    steps.go(mary, joined, "note_leaving", track)
    clauses = len(steps.rows("citation"))
    steps.go(mary, joined, "merge", same_as=kept.lower().replace("-", " "))
    into, gone = steps.case_row(kept), steps.case_row(joined)
    assert (gone["state"], gone["outcome"], gone["merged_into"], gone["open_tasks"]) == (
        "closed",
        "same",
        into["id"],
        0,
    )
    assert into["open_tasks"] == 2
    assert steps.track_row(track)["case_id"] == into["id"]
    assert {row["case_id"] for row in steps.rows("task")} == {into["id"]}
    assert {row["case_id"] for row in steps.rows("involvement")} == {into["id"]}
    assert len(steps.rows("citation")) == clauses
    assert steps.replay() == steps.stored()
    for reference in (None, kept, joined):
        assert verifying.verify(reference).sound
    steps.go(mary, kept, "conclude_left", track)
    for reference in (None, kept, joined):
        assert verifying.verify(reference).sound
    assert [one.reference for one in own_reports.own_reports(vic)] == [joined]


def test_a_matter_that_went_over_is_found_under_its_old_address_and_its_history_in_its_old_case(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    kept, joined = steps.opened(mary), steps.opened(mary)
    track = steps.start(mary, joined, "containment")
    steps.go(mary, joined, "hand_over", track)
    steps.go(mary, joined, "merge", same_as=kept)
    found = steps.form(mary, joined, "not_needed", track)
    assert found.reference == kept
    steps.go(mary, joined, "not_needed", track)
    entries = reading.case_page(mary, joined, NOW).timeline
    assert track in {entry.track_id for entry in entries}
    assert steps.track_row(track)["state"] == "not_needed"


def test_whoever_may_not_know_of_one_knows_of_neither(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    kept = steps.opened(mary)
    joined = steps.opened(mary, about="Noor Salt")
    assert sees(noor, kept)
    assert not sees(noor, joined)
    steps.go(mary, kept, "hand_over", colleague=noor.person_id)
    steps.go(mary, joined, "merge", same_as=kept)
    assert not sees(noor, kept)
    assert not sees(noor, joined)
    assert steps.case_row(kept)["lead_person_id"] is None


def test_whoever_was_let_into_one_is_let_into_both(sqlite: databases.Database) -> None:
    mary = manager()
    tom, tess = (cast.join("fts", name, [Role.TRUSTEE]) for name in ("Tom Ray", "Tess Lund"))
    kept, joined = steps.opened(mary), steps.opened(mary)
    let(mary, tom, kept)
    let(mary, tess, joined)
    steps.go(mary, joined, "merge", same_as=kept)
    assert all(sees(who, reference) for who in (tom, tess) for reference in (kept, joined))


def test_a_complaint_stays_one_in_the_case_it_went_into(sqlite: databases.Database) -> None:
    mary = manager()
    kept, joined = steps.opened(mary), steps.opened(mary, complaint=True)
    steps.go(mary, joined, "merge", same_as=kept)
    assert any("complaint" in one.message for one in steps.form(mary, kept, "close").refusals)


def test_a_case_is_not_joined_to_what_its_lead_cannot_see_or_use(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference, hidden = steps.opened(mary), cast.report(keep_out="Mary Webb")
    finished, part = steps.opened(mary), steps.opened(mary)
    steps.go(mary, part, "merge", same_as=finished)
    close(mary, finished)
    assert sees(noor, hidden)
    for other in (reference, hidden, "FTS-2222-X", "", "nonsense", part, finished):
        with pytest.raises(Invalid) as caught:
            steps.go(mary, reference, "merge", same_as=other)
        assert [problem.field for problem in caught.value.problems] == ["same_as"]


def test_two_cases_that_do_the_same_thing_are_not_joined_before_one_ends_it(
    sqlite: databases.Database,
) -> None:
    mary = manager()
    kept, joined = steps.opened(mary), steps.opened(mary)
    steps.start(mary, kept, "containment", "own_page")
    track = steps.start(mary, joined, "containment", "own_page")
    with pytest.raises(Invalid):
        steps.go(mary, joined, "merge", same_as=kept)
    steps.go(mary, joined, "not_needed", track)
    steps.go(mary, joined, "merge", same_as=kept)


def test_a_joined_case_is_not_opened_again_or_taken_back(sqlite: databases.Database) -> None:
    mary = manager()
    kept, joined = steps.opened(mary), steps.opened(mary)
    steps.go(mary, joined, "merge", same_as=kept)
    for action in ("reopen", "take_back"):
        assert steps.form(mary, joined, action).barred
        with pytest.raises(Refused):
            steps.go(mary, joined, action)


def test_two_cases_joined_to_each_other_at_once_end_in_one(database: databases.Database) -> None:
    mary = manager()
    one, other = steps.opened(mary), steps.opened(mary)
    came: list[str] = []
    start = threading.Barrier(2)

    def press(here: str, there: str) -> None:
        start.wait()
        try:
            steps.go(mary, here, "merge", same_as=there)
            came.append("done")
        except (Invalid, Refused):
            came.append("not")

    threads = [threading.Thread(target=press, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["done", "not"]
    assert verifying.verify().sound
