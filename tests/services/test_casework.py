"""Beside the steps: notes, things to do, people, stepping back, letting in and taking off; one entry each."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from incidents.domain.words import Role
from incidents.services import beside, case_access, casework, reading, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from tests import cast, databases, steps
from tests.cast import NOW

NOTE = {"body": "She rang", "happened_on": "2026-11-20"}
TO_DO = {"task": "Ring"}
LATER = NOW + timedelta(minutes=1)


def key() -> str:
    return secrets.token_hex(8)


def manager(name: str = "Mary Webb", posts: tuple[str, ...] = ()) -> Member:
    return cast.join("fts", name, [Role.MANAGER], posts, ("staff", "current"))


def sees(who: Member, reference: str, track: str | None = None, now: Any = LATER) -> bool:
    try:
        page = reading.case_page(who, reference, now)
    except NotFound:
        return False
    return track is None or track in {matter.track.id for matter in page.matters}


def add(actor: Member, reference: str, **told: Any) -> casework.Came:
    raw = {"involvement": "about", "under_18": "no", **told}
    return casework.add_person(cast.charity(), actor, reference, key(), raw, NOW)


# -------- each use case is one entry, is asked once, and changes nothing when it fails


def _let_in(who: Member, other: Member, reference: str, form_key: str) -> None:
    raw = {"person": other.person_id, "because": "They help"}
    case_access.let_in(who, reference, None, form_key, raw, NOW)


def _take_off(who: Member, other: Member, reference: str, form_key: str) -> None:
    raw = {"person": other.person_id, "because": "They need not know"}
    case_access.shut_out(who, reference, None, form_key, raw, NOW)


def _finish(who: Member, other: Member, reference: str, form_key: str) -> None:
    task = str(steps.rows("task")[0]["id"])
    casework.finish_to_do(who, reference, task, form_key, {"how": "Well"}, NOW)


USES: list[tuple[str, Callable[[Member, Member, str, str], Any]]] = [
    ("noted", lambda who, _, reference, k: casework.note(who, reference, None, k, NOTE, NOW)),
    ("task_added", lambda who, _, reference, k: casework.add_to_do(who, reference, None, k, TO_DO, NOW)),
    ("task_done", _finish),
    (
        "person_added",
        lambda who, other, reference, k: casework.add_person(
            cast.charity(), who, reference, k,
            {"known": other.person_id, "involvement": "witness", "under_18": "no"}, NOW,
        ),
    ),
    (
        "conflict_declared",
        lambda who, _, reference, k: casework.declare_conflict(
            cast.charity(), who, reference, k, {"because": "My cousin"}, NOW
        ),
    ),
    ("let_in", _let_in),
    ("shut_out", _take_off),
]  # fmt: skip


@pytest.mark.parametrize(("action", "use"), USES, ids=[row[0] for row in USES])
def test_each_thing_done_is_one_entry_and_the_same_form_acts_once(
    database: databases.Database, action: str, use: Callable[[Member, Member, str, str], Any]
) -> None:
    mary, tom = manager(), cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    if action == "shut_out":
        _let_in(mary, tom, reference, "before")
    before = len(steps.headers())
    use(mary, tom, reference, "one-key")
    use(mary, tom, reference, "one-key")
    added = [header for header in steps.headers() if header["action"] == action]
    assert len(steps.headers()) == before + 1
    assert added[-1]["case"] == steps.case_row(reference)["id"]
    assert added[-1]["actor"] == mary.person_id
    assert verifying.verify().sound


WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("a note without words", "note", {"body": " ", "happened_on": "2026-11-20"}),
    ("a note of tomorrow", "note", {"body": "x", "happened_on": "2026-11-22"}),
    ("a thing to do on a day that is none", "to_do", {"task": "x", "due_on": "31 February"}),
    ("a thing to do for nobody we know", "to_do", {"task": "x", "person": "0" * 32}),
    ("a person without a name", "person", {"involvement": "about", "under_18": "no"}),
    ("a person in no part", "person", {"name": "x", "involvement": "boss", "under_18": "no"}),
    (
        "a person of no known standing",
        "person",
        {"name": "x", "involvement": "about", "standing": "king", "under_18": "no"},
    ),
]


@pytest.mark.parametrize(("why", "what", "raw"), WRONG, ids=[row[0] for row in WRONG])
def test_what_cannot_be_read_changes_nothing(
    sqlite: databases.Database, why: str, what: str, raw: dict[str, Any]
) -> None:
    mary = manager()
    reference = steps.opened(mary)
    before = {
        table: steps.rows(table) for table in ("case_file", "event", "task", "involvement", "idempotency")
    }
    use: Callable[[], Any] = {
        "note": lambda: casework.note(mary, reference, None, key(), raw, NOW),
        "to_do": lambda: casework.add_to_do(mary, reference, None, key(), raw, NOW),
        "person": lambda: casework.add_person(cast.charity(), mary, reference, key(), raw, NOW),
    }[what]
    with pytest.raises(Invalid):
        use()
    assert {table: steps.rows(table) for table in before} == before


# -------- notes and things to do


def test_a_note_lives_in_the_trail_with_both_its_days(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    casework.note(mary, reference, None, key(), NOTE, NOW)
    header = next(one for one in steps.headers() if one["action"] == "noted")
    assert header["happened"] == "2026-11-20"
    assert str(header["at"]).startswith("2026-11-21")
    assert steps.payloads("noted")[0]["data"] == NOTE


def test_a_note_on_a_hidden_matter_is_read_only_by_those_in_it(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    casework.note(mary, reference, track, key(), {**NOTE, "body": "A secret"}, NOW)
    assert "A secret" in str(reading.case_page(mary, reference, LATER).timeline)
    assert "A secret" not in str(reading.case_page(noor, reference, LATER).timeline)


def test_a_thing_to_do_in_the_closed_circle_is_given_only_to_someone_inside(
    sqlite: databases.Database,
) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    form = beside.form("to_do", cast.charity(), mary, reference, NOW, track_id=track)
    assert form.choices["person"] == {mary.person_id: "Mary Webb"}
    with pytest.raises(Invalid):
        casework.add_to_do(mary, reference, track, key(), {"task": "x", "person": noor.person_id}, NOW)


def test_finishing_tells_when_the_next_thing_is_due(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    for day in ("2026-12-01", "2026-12-09"):
        casework.add_to_do(mary, reference, None, key(), {"task": f"Ring {day}", "due_on": day}, NOW)
    first = next(str(row["id"]) for row in steps.rows("task") if str(row["due_on"]) == "2026-12-01")
    casework.finish_to_do(mary, reference, first, key(), {}, NOW)
    row = steps.case_row(reference)
    assert (str(row["due_on"]), row["open_tasks"]) == ("2026-12-09", 2)
    with pytest.raises(NotFound):
        casework.finish_to_do(mary, reference, first, key(), {}, NOW)


def test_a_thing_to_do_of_another_case_or_a_hidden_matter_is_not_found(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference, other = steps.opened(mary), steps.opened(mary)
    steps.name(mary, reference, "Dee Lane", "staff")
    track = steps.start(mary, reference, "discipline")
    casework.add_to_do(mary, reference, track, key(), {"task": "Secret"}, NOW)
    secret = next(str(row["id"]) for row in steps.rows("task") if row["title"] == "Secret")
    for who, ref in ((noor, reference), (mary, other)):
        with pytest.raises(NotFound):
            casework.finish_to_do(who, ref, secret, key(), {}, NOW)
    casework.finish_to_do(mary, reference, secret, key(), {}, NOW)


# -------- people


def test_a_person_is_kept_as_they_stood_then(sqlite: databases.Database) -> None:
    mary = manager()
    vic = cast.join("fts", "Vic Moss", standing=("volunteer", "resting"))
    reference = steps.opened(mary)
    add(mary, reference, known=vic.person_id)
    add(
        mary,
        reference,
        name="A cousin",
        involvement="witness",
        standing="family",
        state="supported",
        handles="@cousin",
    )
    found = {str(row["label"]): row for row in steps.rows("involvement")}
    assert [found["Vic Moss"][name] for name in ("standing", "standing_state")] == ["volunteer", "resting"]
    assert [found["A cousin"][name] for name in ("standing", "standing_state", "handles", "person_id")] == [
        "family", "supported", "@cousin", None,
    ]  # fmt: skip


def test_whoever_a_case_turns_out_to_be_about_knows_of_it_no_longer(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "hand_over", track, colleague=noor.person_id)
    casework.add_to_do(mary, reference, None, key(), {"task": "Ring", "person": noor.person_id}, NOW)
    add(mary, reference, known=noor.person_id)
    assert not sees(noor, reference)
    assert steps.track_row(track)["assigned_person_id"] is None
    assert {row["assigned_person_id"] for row in steps.rows("task")} == {None}
    assert sees(mary, reference)


def test_being_affected_or_a_witness_hides_nothing(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    for part in ("affected", "witness", "reporter"):
        add(mary, reference, known=noor.person_id, involvement=part)
    assert sees(noor, reference)


def test_a_case_about_the_head_of_staff_passes_over_the_staff(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt", ("business_manager",))
    olga = manager("Olga Reed")
    cy = cast.join("fts", "Cy Hall", [Role.CHAIR], ["chair"], ("trustee", "current"))
    reference = steps.opened(mary)
    assert sees(olga, reference)
    assert not sees(cy, reference)
    add(mary, reference, known=noor.person_id)
    assert [sees(who, reference) for who in (mary, noor, olga, cy)] == [True, False, False, True]


def test_a_case_about_its_own_lead_goes_to_the_next_who_is_free(sqlite: databases.Database) -> None:
    mary = manager(posts=("business_manager",))
    cy = cast.join("fts", "Cy Hall", [Role.CHAIR], ["chair"], ("trustee", "current"))
    reference = steps.opened(mary)
    came = add(mary, reference, known=mary.person_id)
    assert came.gone
    assert (sees(mary, reference), sees(cy, reference)) == (False, True)
    assert steps.case_row(reference)["lead_person_id"] is None
    steps.go(cy, reference, "hand_over", now=LATER, colleague=cy.person_id)


def test_naming_the_same_person_twice_hides_the_case_once(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    reference = steps.opened(mary)
    for _ in range(2):
        add(mary, reference, known=noor.person_id)
    assert len(steps.rows("exclusion")) == 1


# -------- stepping back


def test_who_steps_back_sees_nothing_any_more_and_the_next_receiver_goes_on(
    sqlite: databases.Database,
) -> None:
    mary = manager(posts=("business_manager",))
    cy = cast.join("fts", "Cy Hall", [Role.CHAIR], ["chair"], ("trustee", "current"))
    reference = steps.opened(mary)
    came = casework.declare_conflict(cast.charity(), mary, reference, key(), {"because": "My cousin"}, NOW)
    assert came == casework.Came(gone=True)
    assert (sees(mary, reference), sees(cy, reference)) == (False, True)


def test_stepping_back_does_not_hide_the_case_from_the_other_managers(sqlite: databases.Database) -> None:
    mary, noor = manager(posts=("business_manager",)), manager("Noor Salt")
    reference = steps.opened(mary)
    casework.declare_conflict(cast.charity(), mary, reference, key(), {"because": "My cousin"}, NOW)
    assert sees(noor, reference)
    assert not steps.case_row(reference)["restricted"]


def test_when_nobody_is_left_the_outside_body_is_named(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    came = casework.declare_conflict(cast.charity(), mary, reference, key(), {"because": "My cousin"}, NOW)
    outside = next(one.outside for one in cast.charity().policy.receivers if one.outside)
    assert came == casework.Came(outside, gone=True)
    assert outside in str(steps.case_row(reference)["known"])


def test_someone_let_into_one_matter_may_step_back_too(sqlite: databases.Database) -> None:
    mary = manager()
    hetty = cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "containment")
    steps.go(mary, reference, "hand_over", track, colleague=hetty.person_id)
    casework.declare_conflict(cast.charity(), hetty, reference, key(), {"because": "My cousin"}, NOW)
    assert not sees(hetty, reference)
    assert sees(mary, reference)
    assert steps.track_row(track)["assigned_person_id"] is None


# -------- letting in, taking off


def test_who_is_taken_off_the_case_is_taken_off_every_part_of_it(sqlite: databases.Database) -> None:
    mary = manager()
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    track = steps.start(mary, reference, "trustee_review")
    case_access.let_in(mary, reference, track, key(), {"person": tom.person_id, "because": "To decide"}, NOW)
    _let_in(mary, tom, reference, key())
    _take_off(mary, tom, reference, key())
    assert not sees(tom, reference)


def test_who_is_taken_off_one_matter_still_sees_the_others(sqlite: databases.Database) -> None:
    mary = manager()
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    one, other = (steps.start(mary, reference, name) for name in ("containment", "trustee_review"))
    raw = {"person": tom.person_id, "because": "To decide"}
    for track in (one, other):
        case_access.let_in(mary, reference, track, key(), raw, NOW)
    case_access.shut_out(mary, reference, other, key(), raw, NOW)
    assert sees(tom, reference, one)
    assert not sees(tom, reference, other)


def test_a_helper_is_let_in_until_a_day_and_to_its_end(sqlite: databases.Database) -> None:
    mary = manager()
    hal = cast.join("fts", "Hal Quist", [Role.HELPER])
    reference = steps.opened(mary)
    raw = {"person": hal.person_id, "because": "They know the law"}
    with pytest.raises(Invalid) as caught:
        case_access.let_in(mary, reference, None, key(), raw, NOW)
    assert [problem.field for problem in caught.value.problems] == ["until"]
    case_access.let_in(mary, reference, None, key(), {**raw, "until": "2026-11-30"}, NOW)
    steps.promise(hal, reference)
    assert sees(hal, reference)
    assert sees(hal, reference, now=NOW.replace(day=30, hour=23))
    assert not sees(hal, reference, now=NOW.replace(month=12, day=1, hour=0))


def test_who_is_let_into_one_matter_sees_that_and_no_more(sqlite: databases.Database) -> None:
    mary = manager()
    hal = cast.join("fts", "Hal Quist", [Role.HELPER])
    reference = steps.opened(mary)
    one, other = (steps.start(mary, reference, name) for name in ("containment", "external_report"))
    raw = {"person": hal.person_id, "because": "They know the law", "until": "2026-11-30"}
    case_access.let_in(mary, reference, one, key(), raw, NOW)
    steps.promise(hal, reference)
    page = reading.case_page(hal, reference, LATER)
    assert {matter.track.id for matter in page.matters} == {one}
    assert not page.whole
    for do in (
        lambda: casework.note(hal, reference, None, key(), NOTE, LATER),
        lambda: casework.note(hal, reference, other, key(), NOTE, LATER),
        lambda: case_access.let_in(hal, reference, one, key(), raw, LATER),
    ):
        with pytest.raises(NotFound):
            do()
    casework.note(hal, reference, one, key(), NOTE, LATER)


def test_who_it_is_about_or_knows_already_cannot_be_let_in(sqlite: databases.Database) -> None:
    mary, noor = manager(), manager("Noor Salt")
    tom, hetty = cast.join("fts", "Tom Ray", [Role.TRUSTEE]), cast.join("fts", "Hetty Rowe", [Role.HR])
    cast.join("fts", "Vic Moss", [Role.REPORTER])
    reference = steps.opened(mary)
    add(mary, reference, known=hetty.person_id)
    form = beside.form("let_in", cast.charity(), mary, reference, NOW)
    assert form.choices["person"] == {tom.person_id: "Tom Ray"}, (
        "managers see it anyway, reporters read no cases"
    )
    assert noor.person_id not in form.choices["person"]


def test_who_is_taken_off_sees_it_no_more_but_may_be_let_in_again(sqlite: databases.Database) -> None:
    mary = manager()
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(mary)
    _let_in(mary, tom, reference, key())
    assert sees(tom, reference)
    form = beside.form("shut_out", cast.charity(), mary, reference, NOW)
    assert form.choices["person"] == {tom.person_id: "Tom Ray"}, "not the lead, not oneself"
    _take_off(mary, tom, reference, key())
    assert not sees(tom, reference)
    assert steps.payloads("let_in")[0]["let_in"] == [{"person": tom.person_id, "matter": None}]
    case_access.let_in(mary, reference, None, key(), {"person": tom.person_id, "because": "Again"}, LATER)
    assert sees(tom, reference, now=LATER + timedelta(minutes=1))


@pytest.mark.parametrize("what", sorted(beside.FORMS))
def test_each_form_is_not_found_by_those_it_is_not_for(sqlite: databases.Database, what: str) -> None:
    mary = manager()
    stranger = cast.join("hss", "Sid Vance", [Role.MANAGER])
    auditor = cast.join("fts", "Aud Finch", [Role.AUDITOR])
    reference = steps.opened(mary)
    task = str(steps.rows("task")[0]["id"]) if what == "finish" else ""
    assert beside.form(what, cast.charity(), mary, reference, NOW, task_id=task).reference == reference
    for who, ref in ((stranger, reference), (auditor, reference), (mary, "FTS-2222-X")):
        with pytest.raises(NotFound):
            beside.form(what, cast.charity(), who, ref, NOW, task_id=task)


def test_a_done_or_foreign_thing_to_do_has_no_form(sqlite: databases.Database) -> None:
    mary = manager()
    reference = steps.opened(mary)
    task = str(steps.rows("task")[0]["id"])
    casework.finish_to_do(mary, reference, task, key(), {}, NOW)
    for one in (task, "0" * 32):
        with pytest.raises(NotFound):
            beside.form("finish", cast.charity(), mary, reference, NOW, task_id=one)
