"""The demonstration, loaded once for each kind of database, and ways to look at it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import sqlalchemy as sa
import time_machine

from incidents.domain.words import Role
from incidents.services import hashing
from incidents.services.actors import Member
from incidents.services.demonstration.people import CAST
from incidents.services.demonstration.stories import STORIES
from incidents.store import db
from incidents.store.db import read
from incidents.store.models import Account, CaseFile, Event, Membership, Person, Report
from tests import databases

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TOOL = hashing.hasher(8)
_loaded: dict[str, databases.Database] = {}
_said: dict[str, str] = {}


def loaded(kind: str) -> databases.Database:
    """A database with the demonstration in it, and the program bound to it; to be looked at only.

    It was empty, and made ready by the command: loading takes several seconds, so that is tried here too.
    """
    if kind not in _loaded:
        url = databases.empty(kind)
        with time_machine.travel(NOW, tick=False):
            found = databases.make_app(url).test_cli_runner().invoke(args=["prepare"])
        assert found.exit_code == 0, found.output
        _said[kind] = found.output
        _loaded[kind] = databases.Database(kind, url, db.engine())
    db.bind(_loaded[kind].engine)
    return _loaded[kind]


def said(kind: str) -> str:
    """What the command said that loaded it."""
    loaded(kind)
    return _said[kind]


def headers() -> list[dict[str, object]]:
    """Every entry of the trail, without its words."""
    with read() as session:
        return [json.loads(header) for header in session.scalars(sa.select(Event.header))]


def member(slug: str, key: str) -> Member:
    """One of the invented people, by key."""
    name = next(one.name for one in CAST[slug] if one.key == key)
    with read() as session:
        same = (Person.organisation_id == slug, Person.name == name)
        person_id = session.scalars(sa.select(Person.id).where(*same)).one()
    return by_id(slug, person_id)


def by_id(slug: str, person_id: str) -> Member:
    """One of the invented people, by person id."""
    with read() as session:
        account = session.scalars(
            sa.select(Account)
            .join(Membership, Membership.account_id == Account.id)
            .where(Membership.organisation_id == slug, Membership.person_id == person_id)
        ).one()
    invented = next(one for one in CAST[slug] if one.name == account.name)
    roles = frozenset(Role(role) for role in invented.roles.split())
    return Member(account.id, person_id, slug, account.name, account.email, roles)


def reference_of(story: str) -> str:
    """The reference of the case that a story's report became."""
    words = next(one for one in STORIES if one.key == story).told.story
    with read() as session:
        query = sa.select(CaseFile.reference).join(Report, Report.case_id == CaseFile.id)
        return session.scalars(query.where(Report.story == words)).one()
