"""Asking what the policy says: who asks is known from what they hold, and only a count by month is kept."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from incidents.domain.plain_answer import Advice
from incidents.domain.words import Role
from incidents.services import membership, policy_asking
from incidents.services.actors import Member
from incidents.services.policy_asking import Asked, counted
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import PosterApproval
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.steps import rows

ANSWERED = {"what": "share_link"}
OPEN = {"what": "add_family"}


def ask(actor: Member, given: dict[str, str], now: datetime = NOW) -> Asked:
    return policy_asking.ask(charity(actor.organisation_id), actor, given, now)


def volunteer(slug: str = "fts", name: str = "Vic Vaughan") -> Member:
    return join(slug, name, [Role.REPORTER], [], ("volunteer", "active"))


def advice(actor: Member, given: dict[str, str], now: datetime = NOW) -> Advice:
    answer = ask(actor, given, now).path.answer
    assert answer is not None
    return answer.advice


def approve(actor: Member, by: Member, until: datetime | None = None) -> None:
    with work() as session:
        session.add(
            PosterApproval(
                organisation_id=actor.organisation_id,
                id=new_id(),
                person_id=actor.person_id,
                account_id=None,
                since=NOW - timedelta(days=9),
                approved_by_person_id=by.person_id,
                until=until,
                access_removed_at=None,
            )
        )


def test_each_answer_is_counted_in_its_month(database: Database) -> None:
    asker = volunteer()
    for _ in range(3):
        ask(asker, ANSWERED)
    ask(asker, ANSWERED, datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert counted("fts") == {"2026-11": 3, "2026-12": 1}


def test_the_month_is_the_one_in_london(database: Database) -> None:
    asker = volunteer()
    ask(asker, ANSWERED, datetime(2027, 6, 30, 22, 59, tzinfo=UTC))
    ask(asker, ANSWERED, datetime(2027, 6, 30, 23, 0, tzinfo=UTC))
    assert counted("fts") == {"2027-06": 1, "2027-07": 1}


def test_a_question_that_is_still_open_is_not_counted(database: Database) -> None:
    assert ask(volunteer(), OPEN).path.step is not None
    assert counted("fts") == {}


def test_each_charity_is_counted_apart(database: Database) -> None:
    ask(volunteer(), ANSWERED)
    ask(volunteer("hss"), ANSWERED)
    ask(volunteer("hss", "Val Vine"), ANSWERED)
    assert (counted("fts"), counted("hss"), counted("cgt")) == ({"2026-11": 1}, {"2026-11": 2}, {})


def test_answers_at_the_same_moment_are_all_counted(database: Database) -> None:
    asker = volunteer()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: ask(asker, ANSWERED), range(24)))
    assert counted("fts") == {"2026-11": 24}


def test_nothing_else_is_written_down(database: Database) -> None:
    asker = volunteer()
    before = len(rows("event"))
    ask(asker, ANSWERED)
    assert len(rows("event")) == before
    (row,) = rows("policy_question_count")
    assert set(row) == {"organisation_id", "month", "asked"}
    assert asker.person_id not in json.dumps(row)


def test_what_somebody_holds_says_what_they_are(sqlite: Database) -> None:
    given = {"what": "work_time"}
    assert advice(volunteer(), given) is Advice.NO_RULE
    assert (
        advice(join("fts", "Sam Salter", [Role.REPORTER], [], ("staff", "current")), given) is Advice.DO_NOT
    )
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    assert advice(manager, given) is Advice.DO_NOT, "the post is one for staff"
    assert ask(manager, given).known_as == "Staff"


def test_the_charitys_word_says_what_they_are(sqlite: Database) -> None:
    director = join("hwd", "Imran Siddiqui", [Role.TRUSTEE], ["chair"])
    assert ask(director, ANSWERED).known_as == "Director"


def test_a_post_that_ended_counts_no_more(sqlite: Database) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    admin = join("fts", "Ana Abbot", [Role.ADMIN])
    assert advice(manager, {"what": "our_page"}) is Advice.MAY
    membership.end(admin, manager.person_id, "post", "business_manager", NOW)
    assert advice(manager, {"what": "our_page"}, NOW + timedelta(hours=1)) is Advice.ASK_FIRST


def test_who_was_approved_to_post_may_until_the_approval_ends(database: Database) -> None:
    chair = join("fts", "Chidi Okoye", [Role.CHAIR], ["chair"])
    approved, past = volunteer(), volunteer(name="Val Vine")
    approve(approved, chair)
    approve(past, chair, until=NOW - timedelta(days=1))
    assert advice(approved, {"what": "our_page"}) is Advice.MAY
    assert advice(past, {"what": "our_page"}) is Advice.ASK_FIRST


def test_whom_to_ask_is_never_the_asker(sqlite: Database) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    assert ask(volunteer(), ANSWERED).whom == "Business Manager"
    assert ask(manager, ANSWERED).whom == "Chair of trustees"
