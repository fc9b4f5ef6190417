"""Asking people to read the policy, one tap to say so, what was read on paper, and the list of all that."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.induction import State
from incidents.domain.permissions import GRANTS
from incidents.domain.policy import Document
from incidents.domain.words import Permission, Role
from incidents.services import audience, hashing, induction, installing, membership
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.membership import NewPerson
from incidents.services.verifying import verify
from incidents.store import db
from incidents.store.models import Account, Acknowledgement, Event, EventPayload, Membership
from tests import databases
from tests.cast import NOW, charity, join
from tests.databases import Database

TODAY = date(2026, 11, 21)
LATER = NOW + timedelta(days=30)
STAFF, VOLUNTEER, BOARD = ("staff", "current"), ("volunteer", "active"), ("trustee", "current")
ASKERS = sorted(GRANTS[Permission.SEE_READERS])


@pytest.fixture
def mary(database: Database) -> Member:
    return join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], STAFF)


@pytest.fixture
def vic(mary: Member) -> Member:
    return join("fts", "Vic Vaughan", [Role.REPORTER], [], VOLUNTEER)


@pytest.fixture
def peg(mary: Member) -> str:
    """A volunteer who does not sign in."""
    holds = (("standing", *VOLUNTEER),)
    return membership.add("fts", NewPerson("Peg Platt", holds), None, hashing.hasher(8), NOW)


def stands(actor: Member, name: str, now: datetime = NOW) -> State | None:
    """How somebody stands in the list; None: they are not on it."""
    found = audience.readers(actor, now).shown
    return next((one.status.state for one in found if one.name == name), None)


def record(actor: Member, person_id: str, day: date, now: datetime = NOW, key: str | None = None) -> None:
    raw = {"day": day.isoformat()}
    induction.record_on_paper(actor, person_id, key or secrets.token_hex(8), raw, now)


def had(member: Member | str, on: date, number: int = 1) -> date | None:
    person_id = member if isinstance(member, str) else member.person_id
    with db.read() as session:
        return induction.had_acknowledged(session, "fts", person_id, number, on)


def new_version(since: date | None, now: datetime) -> int:
    """The policy of fts as before, with another title: its next version."""
    policy = charity("fts").policy
    document: Document = replace(
        policy.document, title=f"{policy.document.title} ({since})", in_force_from=since
    )
    return installing.install(replace(policy, document=document), now).number


def entries() -> list[tuple[str, str, dict[str, object]]]:
    """(action, actor, payload) of what was written on reading the policy, oldest first."""
    query = sa.select(Event.header, EventPayload.body).join(EventPayload, EventPayload.event_id == Event.id)
    query = query.where(Event.stream == "organisation/fts").order_by(Event.seq)
    with db.read() as session:
        found = [(json.loads(header), json.loads(body)) for header, body in session.execute(query)]
    return [
        (header["action"], header["actor"], body)
        for header, body in found
        if header["action"].startswith("policy_read")
    ]


def rows() -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Acknowledgement)) or 0


def test_one_tap_and_the_list_knows(mary: Member, vic: Member) -> None:
    assert stands(mary, "Vic Vaughan") is State.NEVER
    assert induction.acknowledge(vic, 1, NOW) == induction.Tap(TODAY, new=True)
    assert stands(mary, "Vic Vaughan") is State.READ
    (entry,) = entries()
    assert entry[:2] == ("policy_read", vic.person_id)
    assert (entry[2]["person"], entry[2]["version"]) == (vic.person_id, 1)
    assert len(str(entry[2]["sha256"])) == 64, "which text it was stands there too"
    assert verify().sound


def test_a_second_tap_changes_nothing_and_says_since_when(vic: Member) -> None:
    induction.acknowledge(vic, 1, NOW)
    assert induction.acknowledge(vic, 1, LATER) == induction.Tap(TODAY, new=False)
    assert (rows(), len(entries())) == (1, 1)


def test_the_day_is_londons(vic: Member) -> None:
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert induction.acknowledge(vic, 1, half_past_midnight).since == date(2026, 7, 1)
    assert had(vic, date(2026, 6, 30)) is None
    assert had(vic, date(2026, 7, 1)) == date(2026, 7, 1)


def test_who_is_asked_waits_until_they_say_so(mary: Member, vic: Member) -> None:
    assert not induction.waiting(vic, NOW)
    assert induction.ask(mary, vic.person_id, NOW) == ("Vic Vaughan",)
    assert induction.waiting(vic, NOW)
    assert stands(mary, "Vic Vaughan") is State.ASKED
    assert induction.own(vic, NOW).status.on == TODAY
    induction.acknowledge(vic, 1, LATER)
    assert not induction.waiting(vic, LATER)
    assert [one[0] for one in entries()] == ["policy_read_asked", "policy_read"]
    with db.read() as session:
        row = session.scalars(sa.select(Acknowledgement)).one()
    assert (row.invited_at, row.invited_by_person_id, row.acknowledged_at) == (NOW, mary.person_id, LATER)


def test_nobody_is_asked_twice_or_for_what_they_have_read(mary: Member, vic: Member) -> None:
    induction.ask(mary, vic.person_id, NOW)
    assert induction.ask(mary, vic.person_id, LATER) == ()
    induction.acknowledge(vic, 1, LATER)
    assert induction.ask(mary, vic.person_id, LATER) == ()
    assert len(entries()) == 2
    assert induction.own(vic, LATER).status.state is State.READ


def test_all_who_have_not_are_asked_in_one_entry(mary: Member, vic: Member, peg: str) -> None:
    tess = join("fts", "Tess Tully", [Role.TRUSTEE], [], BOARD)
    join("fts", "Lee Low", [Role.REPORTER], [], ("volunteer", "left"))
    join("fts", "Fay Fry", [Role.REPORTER], [], ("family", "supported"))
    induction.acknowledge(vic, 1, NOW)
    assert set(induction.ask(mary, None, NOW)) == {"Mary Marsh", "Tess Tully"}
    assert induction.ask(mary, None, NOW) == ()
    action, actor, payload = entries()[-1]
    assert (action, actor, payload["by"]) == ("policy_read_asked", mary.person_id, "Mary Marsh")
    people = payload["people"]
    assert isinstance(people, list)
    assert {one["person"] for one in people} == {mary.person_id, tess.person_id}
    assert stands(mary, "Peg Platt") is State.NEVER, "no notice can reach her"


@pytest.mark.parametrize("name", ["Peg Platt", "Fay Fry", "nobody", "of another charity"])
def test_who_cannot_be_asked_is_not_found(mary: Member, peg: str, name: str) -> None:
    fay = join("fts", "Fay Fry", [Role.REPORTER], [], ("family", "supported"))
    foreign = join("hss", "Ada Quill", [Role.REPORTER], [], VOLUNTEER)
    ids = {"Peg Platt": peg, "Fay Fry": fay.person_id, "of another charity": foreign.person_id}
    with pytest.raises(NotFound):
        induction.ask(mary, ids.get(name, name), NOW)
    assert rows() == 0


@pytest.mark.parametrize("shut", ["account", "membership", "roles"])
def test_who_cannot_sign_in_any_more_is_not_asked(mary: Member, vic: Member, shut: str) -> None:
    if shut == "roles":
        ines = join("fts", "Ines Carvalho", [Role.ADMIN])
        membership.end(ines, vic.person_id, "role", "reporter", NOW)
    else:
        with db.work() as session:
            if shut == "account":
                session.get_one(Account, vic.account_id).disabled_at = NOW
            else:
                row = session.scalars(
                    sa.select(Membership).where(Membership.person_id == vic.person_id)
                ).one()
                row.until = NOW
    assert induction.ask(mary, None, NOW) == ("Mary Marsh",)
    assert stands(mary, "Vic Vaughan") is State.NEVER, "they are still to be given it on paper"


def test_what_was_read_on_paper_is_recorded_for_its_day_with_who_recorded_it(mary: Member, peg: str) -> None:
    record(mary, peg, date(2026, 7, 1))
    assert stands(mary, "Peg Platt") is State.READ
    action, actor, payload = entries()[-1]
    assert (action, actor) == ("policy_read_recorded", mary.person_id)
    assert (payload["by"], payload["person"], payload["version"]) == ("Mary Marsh", peg, 1)
    with db.read() as session:
        header = session.scalars(sa.select(Event.header).order_by(Event.seq.desc())).first()
    assert json.loads(header or b"{}")["happened"] == "2026-07-01"
    assert had(peg, date(2026, 6, 30)) is None
    assert had(peg, date(2026, 7, 1)) == date(2026, 7, 1)


def test_today_can_be_recorded_and_is_not_ahead(mary: Member, peg: str) -> None:
    record(mary, peg, TODAY)
    with db.read() as session:
        at = session.scalars(sa.select(Acknowledgement.acknowledged_at)).one()
    assert at is not None
    assert at <= NOW


def test_a_form_sent_twice_records_once(mary: Member, peg: str) -> None:
    key = secrets.token_hex(8)
    record(mary, peg, TODAY, key=key)
    record(mary, peg, TODAY, key=key)
    assert len(entries()) == 1


# raw answer; part of what is said
BAD_DAYS = (
    ({}, "Fill in: the day on which they had read it"),
    ({"day": "2026-11-22"}, "today or in the past"),
    ({"day": "the day after the fair"}, "real date"),
)


@pytest.mark.parametrize(("raw", "words"), BAD_DAYS)
def test_a_day_that_cannot_be_is_said_and_nothing_is_kept(
    mary: Member, peg: str, raw: dict[str, object], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        induction.record_on_paper(mary, peg, secrets.token_hex(8), raw, NOW)
    assert (rows(), entries()) == (0, [])


def test_what_is_known_is_not_recorded_again(mary: Member, vic: Member) -> None:
    induction.acknowledge(vic, 1, NOW)
    with pytest.raises(Invalid, match="Vic Vaughan has read this version"):
        record(mary, vic.person_id, date(2026, 1, 5))
    assert had(vic, LATER.date()) == TODAY


def test_nobody_records_their_own_reading_for_a_day(mary: Member) -> None:
    with pytest.raises(NotFound):
        record(mary, mary.person_id, date(2020, 1, 5))


@pytest.mark.parametrize("person_id", ["nobody", "", "x" * 300])
def test_someone_unknown_is_not_found(mary: Member, person_id: str) -> None:
    with pytest.raises(NotFound):
        induction.on_paper(mary, person_id, NOW)
    with pytest.raises(NotFound):
        record(mary, person_id, TODAY)


@pytest.mark.parametrize("role", sorted(Role))
def test_only_those_who_may_see_readers_see_ask_and_record(sqlite: databases.Database, role: Role) -> None:
    actor = join("fts", "Someone Else", [role] if role is not Role.OPERATOR else [], [], STAFF)
    actor = replace(actor, roles=frozenset({role}))
    vic = join("fts", "Vic Vaughan", [Role.REPORTER], [], VOLUNTEER)
    for use in (
        lambda: audience.readers(actor, NOW),
        lambda: induction.ask(actor, vic.person_id, NOW),
        lambda: induction.on_paper(actor, vic.person_id, NOW),
        lambda: record(actor, vic.person_id, TODAY, key="a key of sixteen"),
    ):
        if role in ASKERS:
            use()
            continue
        with pytest.raises(NotFound):
            use()
    assert bool(rows()) is (role in ASKERS)


def test_who_may_not_read_the_policy_says_nothing_and_waits_for_nothing(vic: Member, mary: Member) -> None:
    induction.ask(mary, vic.person_id, NOW)
    bare = replace(vic, roles=frozenset())
    assert not induction.waiting(bare, NOW)
    for use in (lambda: induction.own(bare, NOW), lambda: induction.acknowledge(bare, 1, NOW)):
        with pytest.raises(NotFound):
            use()


def test_a_new_version_starts_a_new_round_and_the_old_one_stays(mary: Member, vic: Member) -> None:
    induction.ask(mary, vic.person_id, NOW)
    induction.acknowledge(vic, 1, NOW)
    assert new_version(date(2026, 12, 1), NOW) == 2
    assert stands(mary, "Vic Vaughan", NOW) is State.READ, "it does not hold yet"
    assert stands(mary, "Vic Vaughan", LATER) is State.NEW
    assert not induction.waiting(vic, LATER)
    assert induction.ask(mary, vic.person_id, LATER) == ("Vic Vaughan",)
    assert induction.waiting(vic, LATER)
    with pytest.raises(Invalid, match="The policy has changed"):
        induction.acknowledge(vic, 1, LATER)
    assert induction.acknowledge(vic, 2, LATER).new
    assert had(vic, TODAY) == TODAY
    assert had(vic, TODAY, 2) is None
    assert had(vic, date(2026, 12, 21), 2) == date(2026, 12, 21)
    assert rows() == 2


def test_a_reading_on_paper_is_not_older_than_its_version(mary: Member, peg: str) -> None:
    new_version(date(2026, 12, 1), NOW)
    with pytest.raises(Invalid, match="holds from 1 December 2026"):
        record(mary, peg, date(2026, 11, 30), LATER)
    record(mary, peg, date(2026, 12, 1), LATER)
    assert had(peg, date(2026, 12, 1), 2) == date(2026, 12, 1)


def test_the_list_counts_by_standing_and_shows_the_not_yet_alone(mary: Member, vic: Member, peg: str) -> None:
    join("fts", "Tess Tully", [Role.TRUSTEE], [], BOARD)
    join("fts", "Una Upton", [Role.HR])
    join("fts", "Audrey Adeyemi", [Role.AUDITOR])
    induction.acknowledge(vic, 1, NOW)
    induction.ask(mary, mary.person_id, NOW)
    page = audience.readers(mary, NOW)
    assert [one.name for one in page.shown] == ["Tess Tully", "Mary Marsh", "Peg Platt", "Vic Vaughan"]
    assert [(one.standing, one.read, one.asked, one.never, one.everyone) for one in page.counts] == [
        ("Trustee", 0, 0, 1, 1),
        ("Staff", 0, 1, 0, 1),
        ("Volunteer", 1, 0, 1, 2),
    ]
    assert (page.to_ask, page.without_account, page.unplaced) == (1, 1, ("Una Upton",))
    assert {"FTS-TS-12", "FTS-V-07"} <= {one.id for one in page.duties}
    missing = audience.readers(mary, NOW, not_yet=True)
    assert [one.name for one in missing.shown] == ["Tess Tully", "Mary Marsh", "Peg Platt"]
    assert missing.counts == page.counts


def test_who_left_is_not_listed_as_missing_and_what_they_said_stays(mary: Member, vic: Member) -> None:
    ines = join("fts", "Ines Carvalho", [Role.ADMIN])
    induction.acknowledge(vic, 1, NOW)
    membership.end(ines, vic.person_id, "standing", "volunteer", NOW)
    membership.end(ines, vic.person_id, "role", "reporter", NOW)
    assert stands(mary, "Vic Vaughan", LATER) is None
    assert had(vic, LATER.date()) == TODAY


def test_one_charity_sees_nothing_of_another(mary: Member, vic: Member) -> None:
    ada = join("hss", "Ada Quill", [Role.MANAGER], [], STAFF)
    induction.ask(mary, None, NOW)
    assert {one.name for one in audience.readers(ada, NOW).shown} == {"Ada Quill"}
    with db.read() as session:
        assert induction.had_acknowledged(session, "hss", vic.person_id, 1, TODAY) is None


def test_a_reader_whom_no_clause_binds_may_still_say_so(mary: Member) -> None:
    ines = join("fts", "Ines Carvalho", [Role.ADMIN])
    assert induction.own(ines, NOW).clauses == ()
    assert induction.acknowledge(ines, 1, NOW).new
    assert induction.own(ines, NOW).status.state is State.READ


@pytest.mark.parametrize("what", ["the same tap", "asking all"])
def test_the_same_thing_at_the_same_moment_is_done_once(mary: Member, vic: Member, what: str) -> None:
    def use(_: int) -> object:
        return (
            induction.acknowledge(vic, 1, NOW) if what == "the same tap" else induction.ask(mary, None, NOW)
        )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, range(4)))
    assert len(entries()) == 1
    assert rows() == (1 if what == "the same tap" else 2)
    assert verify().sound
