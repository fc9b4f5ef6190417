"""Instants go in aware and come out aware, in order, on both databases; naive ones are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from incidents.store import db
from incidents.store.instant import as_text, from_text
from incidents.store.models import Throttle
from tests.databases import Database

NAIVE = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001  # the fault under test
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)

# how the instant is given, and the UTC instant that comes back
GIVEN = (
    ("in UTC", datetime(2026, 11, 21, 9, 30, tzinfo=UTC), datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
    (
        "to the microsecond",
        datetime(2026, 11, 21, 9, 30, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 21, 9, 30, 1, 1, tzinfo=UTC),
    ),
    (
        "in London in summer",
        datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 7, 1, 11, tzinfo=UTC),
    ),
    (
        "in the hour that London has twice, the second time",
        datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ),
    (
        "far east, where it is tomorrow already",
        datetime(2026, 11, 22, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(2026, 11, 21, 11, tzinfo=UTC),
    ),
)


@pytest.mark.parametrize(("how", "instant", "back"), GIVEN, ids=[row[0] for row in GIVEN])
def test_an_instant_comes_back_aware_and_in_utc(
    database: Database, how: str, instant: datetime, back: datetime
) -> None:
    with db.work() as session:
        session.add(Throttle(key="x", tries=0, since=instant))
    with db.read() as session:
        found = session.get_one(Throttle, "x").since
    assert found == back
    assert found.utcoffset() == timedelta(0)


def test_a_naive_datetime_is_refused_before_it_is_written(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="an instant needs its time zone"), db.work() as session:
        session.add(Throttle(key="x", tries=0, since=NAIVE))
    with db.read() as session:
        assert session.get(Throttle, "x") is None


def test_a_naive_datetime_is_refused_in_a_question_too(database: Database) -> None:
    with db.read() as session, pytest.raises(sa.exc.StatementError, match="an instant needs its time zone"):
        session.execute(sa.select(Throttle).where(Throttle.since < NAIVE))


def test_text_cannot_be_made_of_a_naive_datetime() -> None:
    with pytest.raises(ValueError, match="time zone"):
        as_text(NAIVE)


def test_the_database_sorts_and_compares_instants_as_time_does(database: Database) -> None:
    """Also across the turn of the year, and of the second, where text of changing width would not."""
    steps = (
        timedelta(0),
        timedelta(microseconds=-1),
        timedelta(seconds=1),
        timedelta(days=-300),
        timedelta(days=300),
    )
    given = [NEW_YEAR + step for step in steps]
    with db.work() as session:
        session.add_all(Throttle(key=str(number), tries=0, since=at) for number, at in enumerate(given))
    with db.read() as session:
        assert list(session.scalars(sa.select(Throttle.since).order_by(Throttle.since))) == sorted(given)
        before = session.scalars(sa.select(Throttle.since).where(Throttle.since < NEW_YEAR))
        assert sorted(before) == sorted(at for at in given if at < NEW_YEAR)
        assert session.scalar(sa.select(Throttle.key).where(Throttle.since == NEW_YEAR)) == "0"


def test_no_instant_is_none(database: Database) -> None:
    with db.read() as session:
        assert session.scalar(sa.select(sa.func.max(Throttle.since))) is None
        assert session.scalars(sa.select(Throttle).where(Throttle.since == sa.null())).all() == []


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones()))  # noqa: DTZ001  # bounds
def test_text_keeps_every_instant_of_our_time(instant: datetime) -> None:
    assert from_text(as_text(instant)) == instant.astimezone(UTC)
    assert len(as_text(instant)) == 27


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_texts_sort_as_their_instants_do(one: datetime, other: datetime) -> None:
    assert (as_text(one) < as_text(other)) == (one < other)
