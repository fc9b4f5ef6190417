"""Drafts: what was typed is found again by its token alone, in its own charity, for seven days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incidents.services import drafts
from incidents.store.db import read
from incidents.store.models import Draft
from tests.cast import NOW
from tests.databases import Database

BODY: dict[str, object] = {"typed": {"what": {"story": ["Zoë said “no”.\nTwice 🙂"]}}, "key": "abc"}


def count() -> int:
    with read() as session:
        return session.query(Draft).count()


def test_what_was_typed_comes_back_as_it_was(database: Database) -> None:
    token = drafts.save(None, "fts", "report", BODY, NOW)
    assert drafts.find(token, "fts", "report", NOW) == BODY


def test_saving_again_under_the_token_replaces_the_draft(database: Database) -> None:
    token = drafts.save(None, "fts", "report", BODY, NOW)
    assert drafts.save(token, "fts", "report", {"typed": {}}, NOW) == token
    assert drafts.find(token, "fts", "report", NOW) == {"typed": {}}
    assert count() == 1


@pytest.mark.parametrize(("charity", "what"), [("hss", "report"), ("fts", "form:/fts/people")])
def test_a_draft_of_another_charity_or_sort_is_not_found_and_not_overwritten(
    sqlite: Database, charity: str, what: str
) -> None:
    token = drafts.save(None, "fts", "report", BODY, NOW)
    assert drafts.find(token, charity, what, NOW) is None
    other = drafts.save(token, charity, what, {"mine": 1}, NOW)
    assert other != token
    assert drafts.find(token, "fts", "report", NOW) == BODY
    assert drafts.find(other, charity, what, NOW) == {"mine": 1}


@pytest.mark.parametrize("token", [None, "", "made-up", "\x00", "é" * 500])
def test_a_token_that_someone_made_up_finds_nothing_and_is_not_taken_over(
    database: Database, token: str | None
) -> None:
    assert drafts.find(token, "fts", "report", NOW) is None
    assert drafts.save(token, "fts", "report", BODY, NOW) != token
    assert drafts.find(token, "fts", "report", NOW) is None


def test_a_draft_is_kept_for_seven_days_after_it_was_last_saved(database: Database) -> None:
    token = drafts.save(None, "fts", "report", {}, NOW - timedelta(days=5))
    drafts.save(token, "fts", "report", BODY, NOW)
    last = NOW + drafts.KEPT_FOR
    assert drafts.find(token, "fts", "report", last - timedelta(seconds=1)) == BODY
    assert drafts.find(token, "fts", "report", last) is None


def test_old_drafts_are_really_deleted_when_another_is_saved(database: Database) -> None:
    drafts.save(None, "fts", "report", BODY, NOW)
    drafts.save(None, "hss", "report", BODY, NOW + drafts.KEPT_FOR + timedelta(seconds=1))
    assert count() == 1


def test_a_forgotten_draft_is_gone(database: Database) -> None:
    token = drafts.save(None, "fts", "report", BODY, NOW)
    drafts.forget(token)
    assert drafts.find(token, "fts", "report", NOW) is None
    assert count() == 0


def test_the_database_does_not_know_the_token(sqlite: Database) -> None:
    token = drafts.save(None, "fts", "report", BODY, NOW)
    with read() as session:
        assert token not in session.query(Draft).one().token_hash
