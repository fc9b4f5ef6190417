"""The demonstration's own pages: something is late, somebody left with access on, a picture must go."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from incidents.services import charity as charities
from incidents.services import duties, page_checks, pictures, posters
from incidents.services.demonstration.pages import KEPT
from incidents.services.demonstration.people import CAST
from incidents.services.duties import Overview
from tests import databases
from tests.services import demonstrated
from tests.services.demonstrated import NOW, member


@pytest.fixture
def loaded() -> databases.Database:
    """A database with the demonstration in it; the tests that share it only look."""
    return demonstrated.loaded("sqlite")


def overview(slug: str) -> Overview:
    """What the person who keeps the lists reads today."""
    charity = charities.find(slug)
    assert charity is not None
    return duties.overview(charity, member(slug, KEPT[slug].keeper), NOW)


def test_one_weekly_page_is_late_and_the_others_are_not(loaded: databases.Database) -> None:
    assert [one.account.platform for one in overview("fts").late] == ["Facebook"]
    assert [overview(slug).late for slug in ("hsbbh", "cgt", "hss", "hwd")] == [()] * 4


def test_someone_who_left_is_to_lose_their_access(loaded: databases.Database) -> None:
    (gone,) = overview("fts").access
    assert (gone.name, gone.left) == ("Bronwen Leyshon", True)
    assert overview("hsbbh").access == ()


def test_one_charity_settled_its_interval_and_two_did_not(loaded: databases.Database) -> None:
    assert {slug: overview(slug).settled for slug in ("hss", "hwd", "cgt")} == {
        "hss": 30, "hwd": None, "cgt": None,
    }  # fmt: skip


def test_a_picture_is_to_come_down_and_a_review_is_overdue(loaded: databases.Database) -> None:
    assert len(overview("hsbbh").take_down) == 1
    assert [slug for slug in KEPT if overview(slug).review_overdue] == ["hwd"]


def test_a_page_without_agreed_settings_and_one_without_a_way_back_in(loaded: databases.Database) -> None:
    assert [one.account.platform for one in overview("fts").no_privacy] == ["Instagram"]
    assert [one.account.platform for one in overview("hwd").no_recovery] == ["Facebook"]


def test_the_lists_speak_of_invented_people_and_places_only(loaded: databases.Database) -> None:
    for slug, kept in KEPT.items():
        known = {one.key for one in CAST[slug]}
        assert {one.who for one in kept.approvals} | {one.who for one in kept.pages if one.who} <= known
        assert {by for page in kept.pages for _, by, _ in page.looks} <= known
        assert all(re.match(r"https://[a-z-]+\.example\.org/", one.address) for one in kept.pages)


def test_each_charity_has_something_in_each_list_that_it_keeps(loaded: databases.Database) -> None:
    later = NOW + timedelta(minutes=1)
    for slug, kept in KEPT.items():
        charity, keeper = charities.find(slug), member(slug, kept.keeper)
        assert charity is not None
        assert len(duties.overview(charity, keeper, later).pages) == len(kept.pages)
        assert len(pictures.pictures(charity, keeper).lines) == len(kept.pictures)
        found = posters.posters(charity, keeper, later)
        assert len(found.now) + len(found.ended) == len(kept.approvals)
        for line in duties.overview(charity, keeper, later).pages:
            looks = duties.one_page(charity, keeper, line.account.id, later).history
            assert looks, line.name
            assert {look.said for look in looks} <= {"Nothing found", page_checks.DEALT_WITH}
