"""The overview of the charity's duties: what is late, for whom, and the interval a charity settles itself."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import duties, page_checks, pictures, registers
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_registers import PAGE

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def add(actor: Member, name: str = "Ours", **told: str) -> str:
    charity = cast.charity(actor.organisation_id)
    raw = {**PAGE, "platform": "another", "other": "Facebook", "name": name, **told}
    return registers.add(charity, actor, secrets.token_hex(8), raw, NOW)


def late(actor: Member, days: int) -> list[str]:
    """The names of the late pages, on the overview and on the page of today, which must not differ."""
    charity, at = cast.charity(actor.organisation_id), NOW + DAY * days
    found = [one.account.name for one in duties.overview(charity, actor, at).late]
    assert sorted(found) == sorted(one.account.name for one in duties.late_pages(charity, actor, at))
    return found


def settle(actor: Member, days: str, version: int = 0) -> None:
    charity = cast.charity(actor.organisation_id)
    duties.settle(charity, actor, version, secrets.token_hex(8), {"days": days}, NOW)


@pytest.fixture
def mary(database: databases.Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])


def test_a_weekly_page_is_late_after_a_week_and_not_after_a_look(mary: Member) -> None:
    page = add(mary)
    assert (late(mary, 7), late(mary, 8)) == ([], ["Ours"])
    page_checks.check(cast.charity(), mary, page, "k", {"found": "nothing"}, NOW + DAY * 8)
    assert (late(mary, 15), late(mary, 16)) == ([], ["Ours"])
    registers.close(mary, page, "c", {"because": "Not used"}, NOW + DAY * 9)
    assert late(mary, 30) == []


def test_the_page_that_waits_longest_stands_first(mary: Member) -> None:
    first, second = add(mary, "B"), add(mary, "A")
    page_checks.check(cast.charity(), mary, second, "k1", {"found": "nothing"}, NOW + DAY)
    page_checks.check(cast.charity(), mary, first, "k2", {"found": "nothing"}, NOW + DAY * 2)
    assert late(mary, 20) == ["A", "B"]


# (charity, settled days or none, on which day after it was added it is late first, or never)
EACH = (
    ("fts", None, 8),
    ("hsbbh", None, 93),
    ("hss", None, None),
    ("hss", "30", 31),
    ("hwd", None, None),
    ("hwd", "14", 15),
    ("cgt", None, None),
    ("cgt", "1", 2),
)


@pytest.mark.parametrize(("slug", "days", "first"), EACH, ids=[f"{row[0]} {row[1]}" for row in EACH])
def test_each_charity_is_late_only_by_what_is_stated_or_settled(
    sqlite: databases.Database, slug: str, days: str | None, first: int | None
) -> None:
    actor = cast.join(slug, "Ada Okoro", [Role.MANAGER])
    add(actor)
    if days:
        settle(actor, days)
    if first is None:
        assert late(actor, 4000) == []
        (line,) = duties.overview(cast.charity(slug), actor, NOW).pages
        assert line.look.due_on is None
    else:
        assert (late(actor, first - 1), late(actor, first)) == ([], ["Ours"])


def test_an_interval_is_settled_once_for_two_people_and_changed_later(sqlite: databases.Database) -> None:
    kasia = cast.join("hss", "Kasia Now", [Role.MANAGER])
    settle(kasia, "30")
    with pytest.raises(Stale) as caught:
        settle(kasia, "60")
    assert (caught.value.version, caught.value.changes) == (1, ("It is settled now: every 30 days",))
    settle(kasia, "60", 1)
    assert duties.settling(cast.charity("hss"), kasia).filled == {"days": 60}
    assert [told["data"] for told in steps.payloads("checks_settled")] == [{"days": 30}, {"days": 60}]


@pytest.mark.parametrize("days", ["0", "401", "-1", "", "x", "1.5", "999999999999"])
def test_a_number_that_is_no_interval_is_refused(sqlite: databases.Database, days: str) -> None:
    kasia = cast.join("hss", "Kasia Now", [Role.MANAGER])
    with pytest.raises(Invalid):
        settle(kasia, days)
    assert steps.rows("duty_setting") == []


def test_what_the_policy_states_nobody_settles(mary: Member) -> None:
    with pytest.raises(NotFound):
        settle(mary, "30")
    with pytest.raises(NotFound):
        duties.settling(cast.charity(), mary)


def test_what_is_missing_is_named_and_goes_when_it_is_there(mary: Member) -> None:
    page = add(mary)
    found = duties.overview(cast.charity(), mary, NOW)
    assert [one.account.id for one in found.no_privacy] == [one.account.id for one in found.no_recovery]
    assert not found.calm
    raw = {
        **PAGE,
        "privacy": "As agreed",
        "privacy_agreed_on": "2026-11-01",
        "recovery": "The safe",
        "recovery_person": mary.person_id,
    }
    registers.change(cast.charity(), mary, page, 1, "k", raw, NOW)
    found = duties.overview(cast.charity(), mary, NOW)
    assert found.no_privacy == found.no_recovery == ()
    assert found.calm


def test_privacy_settings_are_missed_only_where_the_policy_has_a_rule(sqlite: databases.Database) -> None:
    for slug, asked in (("fts", True), ("hsbbh", True), ("hwd", True), ("cgt", False), ("hss", False)):
        actor = cast.join(slug, "Ada Okoro", [Role.ADMIN])
        add(actor)
        assert bool(duties.overview(cast.charity(slug), actor, NOW).no_privacy) is asked, slug


def test_a_review_that_is_overdue_is_said(sqlite: databases.Database) -> None:
    for slug, overdue in (("hwd", True), ("fts", False), ("hss", False)):
        actor = cast.join(slug, "Ada Okoro", [Role.TRUSTEE])
        assert duties.overview(cast.charity(slug), actor, NOW).review_overdue is overdue, slug


def test_a_picture_to_take_down_stands_there(mary: Member) -> None:
    raw = {"picture": "A choir", "used_on": "2026-08-01", "people": "9", "consent": "verbal",
           "kept_where": "The minutes"}  # fmt: skip
    pictures.add(cast.charity(), mary, "k", raw, NOW)
    picture = pictures.pictures(cast.charity(), mary).lines[0].picture.id
    pictures.withdraw(mary, picture, "k2", {"because": "One of them rang"}, NOW)
    (line,) = duties.overview(cast.charity(), mary, NOW).take_down
    assert line.picture.picture == "A choir"


# (who, roles, posts, do they find the page?, all of it?, may they look?, may they keep?)
WHO = (
    ("a manager", (Role.MANAGER,), (), True, True, True, True),
    ("a board member", (Role.TRUSTEE,), (), True, True, True, True),
    ("the chair", (Role.CHAIR,), (), True, True, True, True),
    ("an administrator", (Role.ADMIN,), (), True, True, False, True),
    ("an auditor", (Role.AUDITOR,), (), True, True, False, False),
    ("who holds the post", (Role.REPORTER,), ("business_manager",), True, False, True, False),
    ("who reports", (Role.REPORTER,), (), False, False, False, False),
    ("staff procedures", (Role.HR,), (), False, False, False, False),
    ("a helper", (Role.HELPER,), ("business_manager",), False, False, False, False),
)


@pytest.mark.parametrize(
    ("who", "roles", "posts", "finds", "sees", "checks", "keeps"), WHO, ids=[row[0] for row in WHO]
)
def test_who_finds_what(
    sqlite: databases.Database,
    who: str,
    roles: tuple[Role, ...],
    posts: tuple[str, ...],
    finds: bool,
    sees: bool,
    checks: bool,
    keeps: bool,
) -> None:
    page = add(cast.join("fts", "Ada Okoro", [Role.ADMIN]))
    actor, at = cast.join("fts", "Ben Holt", roles, posts), NOW + WEEK * 2
    if not finds:
        with pytest.raises(NotFound):
            duties.overview(cast.charity(), actor, at)
        with pytest.raises(NotFound):
            duties.one_page(cast.charity(), actor, page, at)
        assert duties.late_pages(cast.charity(), actor, at) == ()
        return
    found = duties.overview(cast.charity(), actor, at)
    assert (found.may_see, found.may_check, found.may_keep) == (sees, checks, keeps)
    assert late(actor, 14) == ["Ours"]
    assert bool(found.no_privacy) is bool(found.unlisted) is sees
    one = duties.one_page(cast.charity(), actor, page, at)
    assert (one.may_check, one.may_keep, one.closed) == (checks, keeps, False)


def test_the_page_of_today_costs_one_statement_more_however_many_pages(mary: Member) -> None:
    for number in range(30):
        add(mary, f"Page {number}")
    with steps.counted() as sent:
        found = duties.late_pages(cast.charity(), mary, NOW + WEEK * 2)
    assert len(found) == 30
    # The charity itself is one statement, asked by the test.
    assert len([one for one in sent if "official_account" in one]) == 1


def test_one_charity_knows_nothing_of_the_pages_of_another(mary: Member) -> None:
    add(mary)
    other = cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    assert duties.overview(cast.charity("hsbbh"), other, NOW).pages == ()
    assert late(other, 400) == []
