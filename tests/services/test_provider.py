"""Accounts and who they are at the provider: by (issuer, subject) and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import leaving, provider
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.store.db import work
from incidents.store.models import ProviderLink
from tests.cast import NOW, join
from tests.databases import Database
from tests.steps import rows


def link_of(member: Member, issuer: str = "http://127.0.0.1:9", subject: str = "") -> None:
    """As if they had linked their account long ago."""
    with work() as session:
        session.add(
            ProviderLink(
                account_id=member.account_id,
                issuer=issuer,
                subject=subject or member.account_id,
                since=NOW,
                last_used_at=None,
            )
        )


def test_who_leaves_is_linked_no_more(database: Database) -> None:
    ines, tom = join("fts", "Ines Carvalho", [Role.ADMIN]), join("fts", "Tom Ray", [Role.TRUSTEE])
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    link_of(tom)
    link_of(ada)
    leaving.leave(ines, tom.person_id, {"because": "He moved away"}, NOW + timedelta(hours=1))
    assert [row["account_id"] for row in rows("provider_link")] == [ada.account_id]
    assert provider.linked(tom.account_id) is None


def test_a_link_is_ended_once(sqlite: Database) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    link_of(ada)
    assert provider.linked(ada.account_id) == provider.Link(NOW, None)
    provider.unlink(ada, NOW)
    with pytest.raises(Invalid):
        provider.unlink(ada, NOW)


def test_no_provider_is_there_unless_one_is_named() -> None:
    assert provider.there(("", "", "", ""), "http://localhost:8000", "key", practice=True) is None
