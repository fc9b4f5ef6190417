"""The demonstration: it loads once, shows all there is to show, keeps secrets and leaves a sound trail."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from config import HERE
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Outcome, Role
from incidents.services import demonstration, listing, membership, mine, reading, signing_in, verifying
from incidents.services.actors import Member
from incidents.services.demonstration import walk
from incidents.services.demonstration.calendar import moments
from incidents.services.demonstration.people import CAST, PASSWORD
from incidents.services.demonstration.stories import STORIES
from incidents.services.demonstration.telling import Story, did
from incidents.services.faults import Invalid, NotFound
from incidents.services.membership import NewPerson
from incidents.services.reporting import Told
from incidents.store.db import read
from incidents.store.models import (
    Account,
    CaseFile,
    Event,
    EventPayload,
    Exclusion,
    Membership,
    Person,
    Track,
)
from incidents.store.queries.cases import Filters
from tests import databases

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TOOL = signing_in.hasher(8)

# Cases by charity and state, when all stories are told.
COUNTS = {
    "fts": {"reported": 1, "triage": 1, "open": 5, "closed": 7},
    "hsbbh": {"open": 2, "closed": 5},
    "cgt": {"open": 1, "closed": 6},
    "hss": {"reported": 1, "triage": 1, "open": 2, "closed": 3},
    "hwd": {"reported": 1, "open": 2, "closed": 5},
}

# (machine, state) that no story reaches, each with its reason.
NOT_REACHED: dict[tuple[str, str], str] = {}

# SHA-256 of each word of the persons' names in the papers behind the policies, in lower case: the names
# themselves are never to be written here. The last is also a common verb, so only names are compared with it.
NAMES_IN_THE_PAPERS = {
    "79a6a933dfc9b1975e444d4e8481c64c771d8ab40b7ac72f8bc1a1bca1718bef",
    "bb647e29b34334079a9d553184f6cb58abd93182f8a4f7e95caf4bea0c2b2171",
}
ALSO_A_VERB = "3316348dbadfb7b11c7c2ea235949419e23f9fa898ad2c198f999617912a9925"


@pytest.fixture(scope="module", params=databases.KINDS)
def loaded(request: pytest.FixtureRequest) -> Iterator[databases.Database]:
    """A database with the demonstration in it; the tests that share it only look."""
    made = databases.fresh(request.param)
    assert demonstration.load(TOOL, NOW) is True
    yield made
    databases.drop(made)


def headers() -> list[dict[str, object]]:
    with read() as session:
        return [json.loads(header) for header in session.scalars(sa.select(Event.header))]


def moved_to() -> set[tuple[str, str]]:
    return {(move["machine"], move["to"]) for header in headers() for move in header["moves"]}


def member(slug: str, key: str) -> Member:
    name = next(one.name for one in CAST[slug] if one.key == key)
    with read() as session:
        person_id = session.scalars(
            sa.select(Person.id).where(Person.organisation_id == slug, Person.name == name)
        ).one()
    return by_id(slug, person_id)


def by_id(slug: str, person_id: str) -> Member:
    with read() as session:
        account = session.scalars(
            sa.select(Account)
            .join(Membership, Membership.account_id == Account.id)
            .where(Membership.organisation_id == slug, Membership.person_id == person_id)
        ).one()
    invented = next(one for one in CAST[slug] if one.name == account.name)
    roles = frozenset(Role(role) for role in invented.roles.split())
    return Member(account.id, person_id, slug, account.name, account.email, roles)


def all_seen(actor: Member) -> set[str]:
    """The references of every case in the actor's list, page by page, and on their page of today."""
    found, before = set(), None
    while True:
        page = listing.page_of_cases(actor, Filters(), NOW, before)
        found |= {row.reference for row in page.rows}
        if page.older is None:
            break
        before = page.older
    today = listing.today(actor, NOW)
    for part in (today.new, today.overdue, today.waiting, today.mine):
        found |= {row.reference for row in part.rows}
    return found


def reference_of(story: str) -> str:
    text = next(one for one in STORIES if one.key == story).told.story
    with read() as session:
        return session.scalars(
            sa.text(
                "select c.reference from case_file c join report r on r.case_id = c.id where r.story = :text"
            ),
            {"text": text},
        ).one()


def test_it_loads_once_and_a_second_time_does_nothing(loaded: databases.Database) -> None:
    before = len(headers())
    assert demonstration.load(TOOL, NOW) is False
    assert demonstration.load(TOOL, NOW + timedelta(days=40)) is False
    assert len(headers()) == before


def test_the_cases_are_spread_over_the_five_charities_and_over_the_year(loaded: databases.Database) -> None:
    with read() as session:
        rows = session.execute(
            sa.select(CaseFile.organisation_id, CaseFile.state, CaseFile.reported_at)
        ).all()
    counted = {slug: Counter(state for charity, state, _ in rows if charity == slug) for slug in CAST}
    assert counted == COUNTS
    assert len(rows) >= 25
    ages = [(NOW - at).days for _, _, at in rows]
    assert min(ages) == 0
    assert 300 < max(ages) <= 366
    assert {age // 61 for age in ages} >= set(range(6)), "there is no case in some two months of the year"


def test_every_state_of_every_machine_is_reached_by_some_story(loaded: databases.Database) -> None:
    every = {(name, state) for name, machine in MACHINES.items() for state in machine.states}
    assert every - moved_to() == set(NOT_REACHED)


def test_some_matter_stands_in_each_final_state_today(loaded: databases.Database) -> None:
    finals = {
        (name, state.name)
        for name, machine in MACHINES.items()
        for state in machine.states.values()
        if state.final
    }
    with read() as session:
        stand = {
            (machine, state) for machine, state in session.execute(sa.select(Track.machine, Track.state))
        }
        stand |= {("case", state) for state in session.scalars(sa.select(CaseFile.state))}
    assert finals - stand == set(NOT_REACHED)


def test_cases_end_in_every_way_a_case_can_end(loaded: databases.Database) -> None:
    with read() as session:
        assert set(session.scalars(sa.select(CaseFile.outcome))) - {None} == set(Outcome)


def test_the_trail_is_sound_afterwards(loaded: databases.Database) -> None:
    verdict = verifying.verify()
    assert verdict.sound, verdict.fault
    assert verdict.entries > 500


# What the demonstration must show, each with how often at least it is counted.
SHOWN: list[tuple[str, Callable[[list[dict[str, object]]], int], int]] = [
    ("steps taken back", lambda found: sum(str(one["action"]).endswith(".take_back") for one in found), 1),
    (
        "matters and cases handed over",
        lambda found: sum(str(one["action"]).endswith(".hand_over") for one in found),
        8,
    ),
    ("holds", lambda found: sum(str(one["action"]).endswith(".hold") for one in found), 3),
    ("cases opened again", lambda found: sum(one["action"] == "case.reopen" for one in found), 2),
    ("cases joined to another", lambda found: sum(one["action"] == "case.merge" for one in found), 1),
    ("people who stepped back", lambda found: sum(one["action"] == "conflict_declared" for one in found), 1),
    (
        "decisions not to report",
        lambda found: sum(one["action"] == "external_report.do_not_report" for one in found),
        2,
    ),
    (
        "reports to a regulator",
        lambda found: sum(one["action"] == "external_report.send" for one in found),
        5,
    ),
    ("roles that ended", lambda found: sum(one["action"] == "role_ended" for one in found), 5),
]


@pytest.mark.parametrize(("what", "count", "least"), SHOWN, ids=[what for what, _, _ in SHOWN])
def test_the_stories_show(
    loaded: databases.Database, what: str, count: Callable[[list[dict[str, object]]], int], least: int
) -> None:
    assert count(headers()) >= least, what


def test_should_guards_were_lifted_with_a_reason(loaded: databases.Database) -> None:
    with read() as session:
        bodies = [json.loads(body) for body in session.scalars(sa.select(EventPayload.body)) if body]
    lifted = Counter(guard for body in bodies for guard in body.get("data", {}).get("lifting", {}))
    assert set(lifted) >= {"decider_apart", "appeal_apart", "not_own_draft"}


def test_something_is_overdue_and_something_is_on_hold_today(loaded: databases.Database) -> None:
    with read() as session:
        due = session.scalars(
            sa.select(CaseFile.reference).where(CaseFile.due_on < NOW.date(), CaseFile.state != "closed")
        ).all()
        held = [one for one in session.scalars(sa.select(CaseFile.hold)) if one]
        held += [one for one in session.scalars(sa.select(Track.hold)) if one]
    assert len(due) >= 2
    assert len(held) >= 3


def test_the_manager_who_is_reported_sees_nothing_and_the_chair_does(loaded: databases.Database) -> None:
    reference = reference_of("fts-about-the-manager")
    manager, chair = member("fts", "maureen"), member("fts", "harriet")
    assert reference not in all_seen(manager)
    assert reference in all_seen(chair)
    assert reading.case_page(chair, reference, NOW).case.reference == reference
    with pytest.raises(NotFound):
        reading.case_page(manager, reference, NOW)


def test_a_report_about_the_chair_is_read_by_the_named_trustee(loaded: databases.Database) -> None:
    reference = reference_of("hsbbh-about-the-chair")
    assert reference in all_seen(member("hsbbh", "owen"))
    assert reference not in all_seen(member("hsbbh", "miriam"))
    assert reference not in all_seen(member("hsbbh", "rosalind"))


def test_nobody_whom_a_case_is_hidden_from_finds_it_anywhere(loaded: databases.Database) -> None:
    with read() as session:
        hidden = session.execute(
            sa.select(Exclusion.organisation_id, Exclusion.person_id, Exclusion.why, CaseFile.reference)
            .join(
                CaseFile,
                sa.and_(
                    CaseFile.organisation_id == Exclusion.organisation_id,
                    CaseFile.id == Exclusion.case_id,
                ),
            )
            .join(
                Membership,
                sa.and_(
                    Membership.organisation_id == Exclusion.organisation_id,
                    Membership.person_id == Exclusion.person_id,
                ),
            )
        ).all()
    assert {why for _, _, why, _ in hidden} == {"about", "kept_out", "declared"}
    readers = 0
    for slug, person_id, _, reference in hidden:
        actor = by_id(slug, person_id)
        assert reference not in {one.reference for one in mine.own_reports(actor)}
        with pytest.raises(NotFound):
            reading.case_page(actor, reference, NOW)
        if actor.roles - {Role.REPORTER, Role.ADMIN, Role.AUDITOR}:
            readers += 1
            assert reference not in all_seen(actor)
    assert readers >= 10


def test_each_sign_in_that_is_printed_works(loaded: databases.Database) -> None:
    lines = demonstration.sign_ins()
    assert PASSWORD in lines[0]
    addresses = [line.split()[-1] for line in lines[1:]]
    assert all(address.endswith(".example.org") for address in addresses)
    stored = set()
    with read() as session:
        for address in addresses:
            stored.add(
                session.scalars(sa.select(Account.password_hash).where(Account.email == address)).one()
            )
    assert len(stored) == 1, "one hash is made, not one for each"
    assert signing_in.sign_in(addresses[0], PASSWORD, "a test", TOOL, NOW) is not None
    assert signing_in.sign_in(addresses[0], "not " + PASSWORD, "a test", TOOL, NOW) is None


def test_the_sign_ins_are_those_that_a_first_visitor_needs() -> None:
    shown = {
        slug: {role for one in several if one.shown for role in one.roles.split()}
        for slug, several in CAST.items()
    }
    assert shown["fts"] >= {
        "manager",
        "hr",
        "safeguarding_lead",
        "chair",
        "trustee",
        "auditor",
        "admin",
        "reporter",
    }
    assert all("manager" in roles for roles in shown.values())
    for slug, several in CAST.items():
        shown_here = [one for one in several if one.shown]
        lines = [line for line in demonstration.sign_ins() if line.split()[0] == slug.upper()]
        assert [line.split()[-1] for line in lines] == [one.email(slug) for one in shown_here]
        assert all(one.shown in line for one, line in zip(shown_here, lines, strict=True))


def test_no_name_of_the_cast_stands_in_a_policy_or_in_the_papers_behind_them() -> None:
    policies = " ".join(path.read_text().lower() for path in (HERE / "policies").glob("*.yaml"))
    names = [one.name.lower() for several in CAST.values() for one in several]
    assert len(set(names)) == len(names) >= 60
    for name in names:
        assert name not in policies
        for word in name.split():
            assert not re.search(rf"\b{re.escape(word)}\b", policies), name
            assert digest(word) not in NAMES_IN_THE_PAPERS | {ALSO_A_VERB}, name


def test_no_story_names_anybody_from_the_papers() -> None:
    texts = " ".join([repr(story) for story in STORIES]).lower()
    words = set(re.findall(r"[a-zà-ÿ]+", texts))
    assert len(words) > 500
    assert not {word for word in words if digest(word) in NAMES_IN_THE_PAPERS}


def digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def test_the_walkers_own_verbs_are_no_steps_of_a_machine() -> None:
    steps = {
        step.action for machine in MACHINES.values() for step in (*machine.transitions, *machine.everywhere)
    }
    used = {act.action for story in STORIES for act in story.acts}
    verbs = walk.VERBS
    assert not verbs & steps
    assert used <= verbs | steps
    assert verbs <= used, "a verb that no story uses"


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (NOW, "in the middle of a working day"),
        (datetime(2026, 11, 21, 0, 20, tzinfo=UTC), "just after midnight"),
        (datetime(2026, 6, 30, 23, 50, tzinfo=UTC), "after midnight in London, before it in UTC"),
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), "on the day the clocks go forward"),
        (datetime(2026, 10, 26, 1, 30, tzinfo=UTC), "on the morning after they go back"),
    ],
)
def test_everything_happens_in_its_order_and_never_in_the_future(now: datetime, why: str) -> None:
    for story in STORIES:
        when = moments(story, now)
        assert list(when) == sorted(set(when)), (why, story.key)
        assert len(when) == 1 + len(story.acts)
        assert now - timedelta(days=367) < when[0], (why, story.key)
        assert when[-1] <= now, (why, story.key)
        past = [
            at.astimezone(LONDON)
            for at in when
            if at.astimezone(LONDON).date() < (now - timedelta(days=1)).date()
        ]
        assert all(8 <= at.hour < 20 for at in past), (why, story.key)


@pytest.mark.parametrize(
    ("acts", "fault"),
    [
        ((did("maureen look", 3),), "into the future"),
        (tuple(did("maureen look") for _ in range(12)), "too much on one day"),
    ],
)
def test_a_story_that_cannot_be_told_says_so(acts: tuple[walk.Act, ...], fault: str) -> None:
    story = Story("fts", "too-long", 0 if len(acts) > 1 else 2, Told("…"), acts=acts)
    with pytest.raises(ValueError, match=fault):
        moments(story, NOW)


def test_a_start_that_was_broken_off_is_taken_up_where_it_stopped(
    sqlite: databases.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Counter[str]()
    go_on = walk.go_on

    def breaks_off(*everything: object) -> None:
        done["acts"] += 1
        if done["acts"] == 330:
            raise KeyboardInterrupt
        go_on(*everything)

    monkeypatch.setattr(walk, "go_on", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        demonstration.load(TOOL, NOW)
    monkeypatch.undo()
    assert demonstration.load(TOOL, NOW + timedelta(minutes=5)) is True
    assert demonstration.load(TOOL, NOW + timedelta(minutes=6)) is False
    verdict = verifying.verify()
    assert verdict.sound, verdict.fault
    ends = Counter(str(header["action"]) for header in headers())
    acts = Counter(act.action for story in STORIES for act in story.acts)
    assert ends["reported"] == len(STORIES)
    assert ends["noted"] == acts["writes_note"]
    assert ends["role_ended"] == acts["takes_from"]
    assert sum(count for action, count in ends.items() if "." in action) == sum(
        count for action, count in acts.items() if action not in walk.VERBS
    )


def test_a_prepared_password_spares_nobody_the_other_checks(sqlite: databases.Database) -> None:
    for person in (
        NewPerson(" "),
        NewPerson("Somebody", (("role", "king", ""),)),
        NewPerson("Somebody", (), "no at"),
    ):
        with pytest.raises(Invalid):
            membership.add_prepared("fts", person, "a hash", None, NOW)
    assert not [header for header in headers() if header["action"] == "person_made"]


def test_nothing_is_loaded_where_one_of_its_charities_is_not_installed(sqlite: databases.Database) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CAST, "another", ())
        assert demonstration.load(TOOL, NOW) is False
    assert not [header for header in headers() if header["action"] == "person_made"]
