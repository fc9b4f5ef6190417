"""What is done very often in a short time waits: reading many cases, and what costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import reads, throttling
from incidents.services.throttling import TooMany
from incidents.store import db
from incidents.web import limits
from tests.cast import NOW, browse, join, report
from tests.databases import Database


def look(actor: object, case_id: str, now: object = NOW) -> None:
    """A look at a case, as the page of a case writes it down."""
    with db.work() as session:
        reads.note(session, actor, "viewed", now, case_id=case_id)  # type: ignore[arg-type]


def cases(how_many: int) -> list[str]:
    """The ids of so many reported cases."""
    references = [report() for _ in range(how_many)]
    with db.read() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM case_file").scalars().all()
    assert len(references) == len(found)
    return list(found)


def test_reading_very_many_cases_waits_and_looking_again_does_not(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MOST_CASES", 3)
    actor, ids = join("fts", "Mary Marsh", [Role.MANAGER]), cases(5)
    for place, case_id in enumerate(ids[:3]):
        look(actor, case_id, NOW + timedelta(minutes=10 * place))
    with pytest.raises(TooMany) as fault:
        look(actor, ids[3], NOW + timedelta(minutes=30))
    assert fault.value.until == NOW + timedelta(hours=1)
    look(actor, ids[2], NOW + timedelta(minutes=31))
    look(join("fts", "Ben Obi", [Role.MANAGER]), ids[3], NOW + timedelta(minutes=31))
    look(actor, ids[4], NOW + timedelta(minutes=61))


def test_the_page_says_when_to_go_on_and_shows_no_case(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MOST_CASES", 2)
    visitor = browse(app, "fts", join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"]))
    references = [report(story=f"Story number {number}.") for number in range(3)]
    for reference in references[:2]:
        visitor.get(f"/cases/{reference}")
    page = visitor.get(f"/cases/{references[2]}", status=429)
    assert "very often in a short time" in page
    assert "Story number" not in page


def test_what_weighs_is_counted_when_it_was_done_and_refused_beyond(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.WEIGHTY, "limit", 2)
    admin = browse(app, "fts", join("fts", "Ann Admin", [Role.ADMIN]))
    people = [join("fts", name, [Role.TRUSTEE]).person_id for name in ("A One", "B Two", "C Three")]
    for person_id in people[:2]:
        admin.post(f"/people/{person_id}/give", {"held": "nothing"}, 422)  # not done, and not counted
        admin.post(f"/people/{person_id}/give", {"held": "role:hr"}, 302)
    page = admin.post(f"/people/{people[2]}/give", {"held": "role:hr"}, 429).get_data(as_text=True)
    assert "Too many tries" in page
    other = browse(app, "fts", join("fts", "Otto Other", [Role.ADMIN]))
    other.post(f"/people/{people[2]}/give", {"held": "role:hr"}, 302)


def test_asking_counts_nothing(database: Database) -> None:
    how = {"limit": 1, "window": timedelta(hours=1)}
    for _ in range(3):
        throttling.ask("x", "y", now=NOW, **how)  # type: ignore[arg-type]
    throttling.count("x", "y", now=NOW, **how)  # type: ignore[arg-type]
    with pytest.raises(TooMany):
        throttling.ask("x", "y", now=NOW, **how)  # type: ignore[arg-type]
    throttling.ask("x", "y", now=NOW + timedelta(hours=1), **how)  # type: ignore[arg-type]
