"""Who does what here: receivers in their order, the duties, the posts, and what nobody does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services.membership import end
from incidents.services.who import Duty, WhoDoesWhat, who_does_what
from tests.cast import NOW, charity, join
from tests.databases import Database


def duty(page: WhoDoesWhat, what: str) -> tuple[str, ...]:
    return next(one.who for one in (*page.duties, *page.posts) if one.what == what)


@pytest.mark.parametrize(
    ("slug", "first"),
    [
        ("fts", "Business Manager"),
        ("hsbbh", "CEO"),
        ("cgt", "Line manager"),
        ("hss", "Fundraising and Partnerships Manager"),
        ("hwd", "Communication officer"),
    ],
)
def test_receivers_stand_in_the_order_of_the_charitys_list(database: Database, slug: str, first: str) -> None:
    page = who_does_what(charity(slug), NOW)
    assert page.receivers[0].name == first
    assert [rung.outside for rung in page.receivers].count(True) == sum(
        one.outside is not None for one in charity(slug).policy.receivers
    )


def test_an_outside_receiver_says_how_to_reach_it_or_what_to_look_up(database: Database) -> None:
    outside = [rung for rung in who_does_what(charity(), NOW).receivers if rung.outside]
    assert outside
    assert all(rung.reach or rung.check for rung in outside)
    assert all(rung.who == () for rung in outside)


def test_what_nobody_holds_stays_empty(database: Database) -> None:
    page = who_does_what(charity(), NOW)
    assert {one.who for one in (*page.duties, *page.posts)} == {()}
    assert {rung.who for rung in page.receivers} == {()}


def test_everyone_who_holds_a_role_or_a_post_is_named(database: Database) -> None:
    join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])
    join("fts", "Aisling Devlin", [Role.MANAGER, Role.SAFEGUARDING_LEAD])
    join("hsbbh", "Rosalind Achebe", [Role.MANAGER], ["ceo"])
    page = who_does_what(charity(), NOW)
    assert page.receivers[0].who == ("Maureen Tuffnell",)
    assert duty(page, "Makes the first decisions and leads cases") == ("Aisling Devlin", "Maureen Tuffnell")
    assert duty(page, "Safeguarding lead") == ("Aisling Devlin",)
    assert Duty("Business Manager", ("Maureen Tuffnell",)) in page.posts


def test_who_held_it_before_is_not_named_any_more(database: Database) -> None:
    hr = join("fts", "Yewande Falade", [Role.HR])
    end(join("fts", "Ines Carvalho", [Role.ADMIN]), hr.person_id, "role", "hr", NOW)
    assert duty(who_does_what(charity(), NOW + timedelta(seconds=1)), "Runs staff procedures") == ()
