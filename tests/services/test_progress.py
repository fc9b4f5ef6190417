"""The one door: every arrow through it, one entry each, two at once, twice the same, and what it costs."""

from __future__ import annotations

import contextlib
import secrets
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.lifecycle import CLOSED_CIRCLE, MACHINES
from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import case_access, casework, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.progress import Step, perform
from tests import cast, databases, steps
from tests.cast import NOW

EVERY_ROLE = (Role.MANAGER, Role.HR, Role.SAFEGUARDING_LEAD, Role.TRUSTEE, Role.CHAIR)
STANDINGS = {
    "discipline": "staff",
    "volunteer_exit": "volunteer",
    "board_conduct": "trustee",
    "support": "family",
}
POSTERS = ("business_manager",)
TRACKS = [name for name in MACHINES if name != "case"]


def everyone() -> tuple[Member, Member, Member]:
    """Three people who may take every step there is; Ada may write on the charity's pages too."""
    ada = cast.join("fts", "Ada Okoro", EVERY_ROLE, POSTERS[:1])
    return ada, cast.join("fts", "Ben Holt", EVERY_ROLE), cast.join("fts", "Cleo Marsh", EVERY_ROLE)


def begin(actor: Member, reference: str, machine: str, others: tuple[Member, ...] = ()) -> str:
    """Begin a matter of that machine, and let the others into it where it needs that."""
    if machine in STANDINGS:
        steps.name(actor, reference, f"A person {secrets.token_hex(3)}", STANDINGS[machine])
    # What is for information takes every arrow; a question to decide is never just noted.
    subject = "information" if machine == "trustee_review" else ""
    track = steps.start(actor, reference, machine, subject)
    if machine in CLOSED_CIRCLE:
        for other in others:
            raw = {"person": other.person_id, "because": "They help"}
            case_access.let_in(actor, reference, track, secrets.token_hex(8), raw, NOW)
    return track


@pytest.mark.parametrize("machine", TRACKS)
def test_every_arrow_of_a_machine_can_be_walked_through_the_door(
    sqlite: databases.Database, machine: str
) -> None:
    table = MACHINES[machine]
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, machine, (ben,))
    kept: dict[tuple[str, ...], Path] = {}

    def take(action: str) -> None:
        steps.walk(ada, reference, action, track)

    for state in table.states:
        for arrow in steps.leaving(table, state):
            steps.stand(sqlite, kept, steps.way_to(table, state), take)
            assert steps.track_row(track)["state"] == state
            take(arrow.action)
            target = state if arrow.target == "same" else arrow.target
            row = steps.track_row(track)
            assert row["state"] == target, arrow.action
            assert bool(row["ended"]) is table.ended(str(target))
            assert verifying.verify(reference).sound


def test_every_step_is_one_entry_that_names_its_moves(database: databases.Database) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    case_id = steps.case_row(reference)["id"]
    before = len(steps.headers())
    track = steps.start(ada, reference, "containment")
    steps.go(ada, reference, "not_needed", track)
    began, ended = [header for header in steps.headers() if header["case"] == case_id][-2:]
    assert len(steps.headers()) == before + 2
    assert began["action"] == "case.start_track"
    assert began["moves"] == [
        {"machine": "case", "id": case_id, "from": "open", "to": "open", "version": 4},
        {"machine": "containment", "id": track, "from": None, "to": "needed", "version": 1},
    ]
    assert ended["action"] == "containment.not_needed"
    assert ended["track"] == track
    assert ended["moves"] == [
        {"machine": "containment", "id": track, "from": "needed", "to": "not_needed", "version": 2}
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    machines=st.lists(st.sampled_from(TRACKS), min_size=2, max_size=len(TRACKS), unique=True),
    walk=st.lists(st.tuples(*[st.integers(0, 99)] * 4), min_size=5, max_size=25),
)
def test_replaying_any_walk_gives_the_stored_states(
    walked: tuple[Member, ...], machines: list[str], walk: list[tuple[int, ...]]
) -> None:
    reference = steps.opened(walked[0])
    places: list[tuple[str | None, str]] = [(None, "case")]
    places += [(begin(walked[0], reference, machine, walked[1:]), machine) for machine in machines]
    for who, where, what, which in walk:
        track, machine = places[where % len(places)]
        state = steps.track_row(track)["state"] if track else steps.case_row(reference)["state"]
        table = MACHINES[machine]
        open_now = [*steps.leaving(table, str(state)), *table.everywhere]
        stroll(walked[who % len(walked)], reference, open_now[what % len(open_now)].action, track, which)
    assert steps.replay() == steps.stored()
    assert verifying.verify(reference).sound
    assert verifying.verify().sound


def stroll(actor: Member, reference: str, action: str, track: str | None, which: int) -> None:
    """Take a step if it may be taken; picking the answers by `which`."""
    with contextlib.suppress(Refused, Invalid, NotFound):
        found = steps.form(actor, reference, action, track)
        raw = steps.answers(found, pick=lambda keys: keys[which % len(keys)])
        perform(actor, Step(reference, action, found.version, secrets.token_hex(8), track), raw, NOW)


@pytest.fixture(scope="module", params=databases.KINDS)
def walked(request: pytest.FixtureRequest) -> Any:
    made = databases.fresh(request.param)
    yield everyone()
    databases.drop(made)


def test_the_second_of_two_people_is_told_what_changed_and_nothing_of_theirs_happens(
    database: databases.Database,
) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "support")
    both = steps.form(ben, reference, "accept", track)
    steps.go(ada, reference, "decline", track)
    with pytest.raises(Stale) as caught:
        perform(ben, Step(reference, "accept", both.version, "ben-press", track), steps.answers(both), NOW)
    assert caught.value.version == 2
    assert caught.value.changes == (
        f"Ada Okoro: {steps.form(ada, reference, 'decline', track).transition.done}",
    )
    assert steps.track_row(track)["state"] == "declined"


def test_a_colleagues_note_does_not_spoil_a_decision(sqlite: databases.Database) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "containment")
    found = steps.form(ada, reference, "not_needed", track)
    raw = {"body": "It rang", "happened_on": "2026-11-20"}
    casework.note(ben, reference, track, "n1", raw, NOW)
    steps.go(ben, reference, "start_track")
    perform(ada, Step(reference, "not_needed", found.version, "k", track), steps.answers(found), NOW)
    assert steps.track_row(track)["state"] == "not_needed"


def test_exactly_one_of_many_at_once_wins(database: databases.Database) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "containment")
    forms = [(who, steps.form(who, reference, "not_needed", track)) for who in (ada, ben, ada, ben)]
    came: list[str] = []
    start = threading.Barrier(len(forms))

    def press(who: Member, found: Any) -> None:
        start.wait()
        try:
            step = Step(reference, "not_needed", found.version, secrets.token_hex(8), track)
            perform(who, step, steps.answers(found), NOW)
            came.append("done")
        except Stale:
            came.append("stale")

    threads = [threading.Thread(target=press, args=pair) for pair in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["done", "stale", "stale", "stale"]
    assert verifying.verify().sound


def test_the_same_form_sent_many_times_at_once_acts_once(database: databases.Database) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    found = steps.form(ada, reference, "start_track")
    raw, step = steps.answers(found), Step(reference, "start_track", found.version, "one-key")
    came: list[Any] = []
    start = threading.Barrier(4)

    def press() -> None:
        start.wait()
        came.append(perform(ada, step, raw, NOW))

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done.again for done in came) == [False, True, True, True]
    assert len({done.event_id for done in came}) == 1
    assert len(steps.rows("track")) == 1


def test_the_same_key_of_someone_else_is_another_form(sqlite: databases.Database) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    for who in (ada, ben):
        found = steps.form(who, reference, "start_track")
        perform(who, Step(reference, "start_track", found.version, "same-key"), steps.answers(found), NOW)
    assert len(steps.rows("track")) == 2


def test_a_key_used_for_another_form_before_does_nothing_more(sqlite: databases.Database) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    casework.note(ada, reference, None, "one-key", {"body": "It rang", "happened_on": "2026-11-20"}, NOW)
    found = steps.form(ada, reference, "hold")
    done = perform(ada, Step(reference, "hold", found.version, "one-key"), steps.answers(found), NOW)
    assert (done.again, done.event_id) == (True, "")
    casework.note(ada, reference, None, "one-key", {"body": "It rang", "happened_on": "2026-11-20"}, NOW)
    assert len(steps.payloads("noted")) == 1


REFUSED: list[tuple[str, str, dict[str, Any], type[Exception]]] = [
    ("an answer that is missing", "preserve", {"where_kept": ""}, Invalid),
    ("a choice that is not offered", "preserve", {"unsafe_to_copy": "perhaps"}, Invalid),
    ("a list where a text is asked", "not_needed", {"not_needed_because": ["a", "b"]}, Invalid),
    ("half a character", "not_needed", {"not_needed_because": "\ud800"}, Invalid),
    ("a zero byte", "not_needed", {"not_needed_because": "a\x00b"}, Invalid),
    ("a step of another state", "came_back", {}, Refused),
    ("a step of no machine", "fly", {}, Refused),
]


@pytest.mark.parametrize(("why", "action", "given_", "fault"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_step_that_cannot_be_taken_changes_nothing(
    sqlite: databases.Database, why: str, action: str, given_: dict[str, Any], fault: type[Exception]
) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "containment")
    before = {table: steps.rows(table) for table in ("case_file", "track", "event", "idempotency")}
    raw: dict[str, Any] = {"not_needed_because": "x"}
    if action == "preserve":
        raw = steps.answers(steps.form(ada, reference, "preserve", track))
    with pytest.raises(fault):
        perform(ada, Step(reference, action, 1, "k", track), {**raw, **given_}, NOW)
    assert {table: steps.rows(table) for table in before} == before


def test_who_is_not_entitled_hears_that_and_nothing_else(sqlite: databases.Database) -> None:
    ada, *_ = everyone()
    helper = cast.join("fts", "Hal Quist", [Role.HELPER])
    reference = steps.opened(ada)
    raw = {"person": helper.person_id, "until": "2026-12-24", "because": "They know the law"}
    case_access.let_in(ada, reference, None, "k1", raw, NOW)
    steps.promise(helper, reference)
    with pytest.raises(Refused) as caught:
        perform(helper, Step(reference, "close", 3, "k2"), {"outcome": "no such thing"}, NOW)
    assert [one.code for one in caught.value.refusals] == ["not_permitted"]


def test_unknown_foreign_and_hidden_things_are_not_found_alike(sqlite: databases.Database) -> None:
    ada, ben, _ = everyone()
    stranger = cast.join("hss", "Sid Vance", EVERY_ROLE)
    reference = steps.opened(ada)
    track = begin(ada, reference, "discipline")
    found = steps.form(ada, reference, "talk_informally", track)
    for who, ref, matter in (
        (ada, "FTS-2222-X", None),
        (ada, "\x00", None),
        (ada, reference, "0" * 32),
        (stranger, reference, None),
        (ben, reference, track),
    ):
        with pytest.raises(NotFound):
            perform(who, Step(ref, "talk_informally", found.version, "k", matter), {}, NOW)


def test_a_should_guard_is_lifted_only_by_a_reason_and_the_reason_stays(sqlite: databases.Database) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "discipline")
    steps.go(ada, reference, "investigate", track, investigator=ben.person_id)
    found = steps.form(ada, reference, "call_meeting", track)
    raw = {**steps.answers(found), "decider": ben.person_id}
    key = next(guard.key for guard in found.transition.guards if guard.liftable)
    with pytest.raises(Refused) as caught:
        perform(ada, Step(reference, "call_meeting", 2, "k1", track), {**raw, f"because-{key}": "  "}, NOW)
    assert [one.guard for one in caught.value.refusals] == [key]
    perform(ada, Step(reference, "call_meeting", 2, "k2", track), raw, NOW)
    assert steps.payloads("discipline.call_meeting")[0]["data"]["lifting"] == {key: "There is nobody else"}  # type: ignore[index]
    assert "lifting" not in str(steps.track_row(track)["known"])


def test_who_may_write_on_the_pages_is_on_the_charitys_list(sqlite: databases.Database) -> None:
    ada, ben, _ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "response")
    with pytest.raises(Refused) as caught:
        steps.go(ben, reference, "post_holding_line", track)
    assert [one.code for one in caught.value.refusals] == ["not_yet"]
    steps.go(ada, reference, "post_holding_line", track)
    assert steps.track_row(track)["state"] == "holding"


def test_a_reason_for_a_guard_that_holds_is_not_kept(sqlite: databases.Database) -> None:
    ada, ben, cleo = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "discipline", (ben, cleo))
    steps.go(ada, reference, "investigate", track, investigator=ben.person_id)
    steps.go(ada, reference, "call_meeting", track, decider=cleo.person_id)
    assert "lifting" not in steps.payloads("discipline.call_meeting")[0]["data"]  # type: ignore[operator]


@pytest.mark.parametrize("many", [1, 50])
def test_a_plain_step_takes_seven_statements_however_much_there_is(
    database: databases.Database, many: int
) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    for number in range(many):
        raw = {"task": f"Thing {number}", "due_on": "2026-12-01"}
        casework.add_to_do(ada, reference, None, secrets.token_hex(8), raw, NOW)
        steps.name(ada, reference, f"Person {number}", "family", "affected")
    for _ in range(many):
        track = steps.start(ada, reference, "support")
    found = steps.form(ada, reference, "accept", track)
    raw = steps.answers(found)
    with steps.counted() as sent:
        perform(ada, Step(reference, "accept", found.version, "k", track), raw, NOW)
    assert len(sent) <= 7, "\n".join(sent)


def test_when_it_happened_is_kept_beside_when_it_was_written(sqlite: databases.Database) -> None:
    ada, *_ = everyone()
    reference = steps.opened(ada)
    track = begin(ada, reference, "support")
    steps.go(ada, reference, "accept", track, now=NOW + timedelta(days=2), offered_on="2026-11-19")
    header = next(one for one in steps.headers() if one["action"] == "support.accept")
    assert header["happened"] == "2026-11-19"
    assert str(header["at"]).startswith("2026-11-23")
