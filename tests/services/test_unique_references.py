"""A reference is given once, also when several people report at the same moment and draw the same one."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from incidents.domain import reference as references
from incidents.services.verifying import verify
from incidents.store import db
from incidents.store.models import CaseFile
from tests.cast import report
from tests.databases import Database

PEOPLE = 8
FIRST = "FTS-2222-C"


def drawn_by_each() -> Callable[[str, object], str]:
    """A draw that gives everyone the same reference at first, and then an honest one."""
    mine = threading.local()
    honest = references.make

    def make(code: str, pick: object) -> str:
        mine.draws = getattr(mine, "draws", 0) + 1
        return FIRST if mine.draws == 1 else honest(code, secrets.choice)

    return make


def test_a_reference_that_is_taken_is_drawn_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "make", drawn_by_each())
    assert report() == FIRST
    monkeypatch.setattr(references, "make", drawn_by_each())
    assert report() != FIRST
    assert verify().sound


def test_people_who_draw_the_same_at_once_get_one_each(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "make", drawn_by_each())
    together = threading.Barrier(PEOPLE)
    given: list[str] = []

    def work() -> None:
        together.wait()
        given.append(report())

    threads = [threading.Thread(target=work) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == len(set(given)) == PEOPLE
    assert FIRST in given
    with db.read() as session:
        assert set(session.scalars(sa.select(CaseFile.reference))) == set(given)
    assert verify().sound


def test_when_none_is_free_nothing_is_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "make", lambda code, pick: FIRST)
    report()
    before = verify()
    with pytest.raises(RuntimeError, match="no free reference"):
        report()
    assert verify() == before
