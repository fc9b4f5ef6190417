"""How often something may be tried: counted in the database, apart for each thing and for each person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from incidents.services import throttling
from incidents.services.throttling import TooMany
from incidents.store.db import read, work
from incidents.store.models import Throttle
from tests.cast import NOW
from tests.databases import Database

HOUR = timedelta(hours=1)


def tries(many: int, what: str = "report", who: str = "fts 127.0.0.1", now: datetime = NOW) -> None:
    for _ in range(many):
        throttling.count(what, who, limit=3, window=HOUR, now=now)


def test_the_limit_itself_is_allowed_and_one_more_is_not(database: Database) -> None:
    tries(3)
    with pytest.raises(TooMany) as refused:
        tries(1)
    assert refused.value.until == NOW + HOUR


def test_trying_on_while_refused_does_not_make_it_longer(database: Database) -> None:
    tries(3)
    for minutes in (10, 30, 59):
        with pytest.raises(TooMany) as refused:
            tries(1, now=NOW + timedelta(minutes=minutes))
        assert refused.value.until == NOW + HOUR


def test_counting_starts_afresh_when_the_time_is_over(database: Database) -> None:
    tries(3)
    tries(3, now=NOW + HOUR)
    with pytest.raises(TooMany) as refused:
        tries(1, now=NOW + HOUR)
    assert refused.value.until == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("what", "who"), [("report", "hss 127.0.0.1"), ("report", "fts 127.0.0.2"), ("sign-in", "fts 127.0.0.1")]
)
def test_another_person_or_another_thing_is_counted_apart(sqlite: Database, what: str, who: str) -> None:
    tries(3)
    tries(3, what, who)


def test_what_is_counted_and_for_whom_is_not_readable_in_the_database(sqlite: Database) -> None:
    tries(1, who="someone@example.org")
    with read() as session:
        rows = session.query(Throttle).all()
    assert [len(row.key) for row in rows] == [64]
    assert "someone" not in rows[0].key


def test_after_a_success_counting_starts_afresh(database: Database) -> None:
    tries(3)
    with work() as session:
        throttling.forget(session, "report", "fts 127.0.0.1")
    tries(3)


def test_first_tries_at_the_same_moment_are_all_counted(database: Database) -> None:
    def one(_: int) -> bool:
        try:
            tries(1)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        let_through = list(pool.map(one, range(8)))
    assert let_through.count(True) == 3
