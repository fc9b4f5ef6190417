"""The demonstration keeps its secrets: who is concerned, or was to be kept out, finds nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import listing, own_reports, reading
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.store.db import read
from incidents.store.models import CaseFile, Exclusion, Membership
from incidents.store.queries.cases import Filters
from tests import databases
from tests.services import demonstrated
from tests.services.demonstrated import NOW, by_id, member, reference_of


@pytest.fixture(params=databases.KINDS)
def loaded(request: pytest.FixtureRequest) -> databases.Database:
    """A database with the demonstration in it; the tests that share it only look."""
    return demonstrated.loaded(request.param)


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
        assert reference not in {one.reference for one in own_reports.own_reports(actor)}
        with pytest.raises(NotFound):
            reading.case_page(actor, reference, NOW)
        if actor.roles - {Role.REPORTER, Role.ADMIN, Role.AUDITOR}:
            readers += 1
            assert reference not in all_seen(actor)
    assert readers >= 10
