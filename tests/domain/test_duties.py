"""The charity's own duties as tables: a sentence for each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from config import HERE
from incidents.domain import duties
from incidents.domain.duties import Held, has_left, may_check, needs_written, next_look
from incidents.domain.policy import Policy
from incidents.domain.policy_words import Cadence, Category
from incidents.store.policy_files import load

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
POLICIES = {slug: load(HERE / "policies" / f"{slug}.yaml") for slug in ("fts", "hsbbh", "cgt", "hss", "hwd")}


def day(text: str) -> date:
    return date.fromisoformat(text)


# (what it is, how often, settled days, added, last looked at, today, due on or "", late?)
LOOKS = (
    ("a week after the last look is the day it is due", "weekly", None, "2026-01-01", "2026-11-14",
     "2026-11-21", "2026-11-21", False),
    ("the day after that it is late", "weekly", None, "2026-01-01", "2026-11-14",
     "2026-11-22", "2026-11-21", True),
    ("a page nobody has looked at counts from the day it was added", "weekly", None, "2026-11-01", "",
     "2026-11-09", "2026-11-08", True),
    ("a page added today is not late today", "weekly", None, "2026-11-21", "",
     "2026-11-21", "2026-11-28", False),
    ("a month is the same day of the next", "monthly", None, "2026-01-01", "2026-11-14",
     "2026-11-21", "2026-12-14", False),
    ("a month after the last of January is the last of February", "monthly", None, "2026-01-01", "2026-01-31",
     "2026-03-01", "2026-02-28", True),
    ("in a leap year that is the 29th", "monthly", None, "2028-01-01", "2028-01-31",
     "2028-02-29", "2028-02-29", False),
    ("a month after the end of February is no month's end", "monthly", None, "2026-01-01", "2026-02-28",
     "2026-03-27", "2026-03-28", False),
    ("December goes on into the next year", "monthly", None, "2026-01-01", "2026-12-31",
     "2027-01-31", "2027-01-31", False),
    ("a quarter is three months", "quarterly", None, "2026-01-01", "2026-08-20",
     "2026-11-21", "2026-11-20", True),
    ("a quarter after the last of November is the last of February", "quarterly", None, "2026-01-01",
     "2026-11-30", "2026-12-01", "2027-02-28", False),
    ("a year later", "yearly", None, "2026-01-01", "2025-11-21", "2026-11-21", "2026-11-21", False),
    ("a year after the 29th of February is the 28th", "yearly", None, "2026-01-01", "2028-02-29",
     "2029-03-01", "2029-02-28", True),
    ("what the charity settled counts where the policy leaves it to the charity", "set_by_charity", 30,
     "2026-01-01", "2026-10-21", "2026-11-21", "2026-11-20", True),
    ("where it says regularly", "no_interval", 14, "2026-01-01", "2026-11-20",
     "2026-11-21", "2026-12-04", False),
    ("and where it says nothing", "not_stated", 1, "2026-11-19", "", "2026-11-21", "2026-11-20", True),
    ("but not where the policy states an interval of its own", "weekly", 400, "2026-01-01", "2026-11-10",
     "2026-11-21", "2026-11-17", True),
    ("what is left to the charity is never late before it settles it", "set_by_charity", None, "2020-01-01",
     "", "2026-11-21", "", False),
    ("regularly, without an interval, is never late", "no_interval", None, "2020-01-01", "2020-02-01",
     "2026-11-21", "", False),
    ("a check that no policy states is never late", "not_stated", None, "2020-01-01", "2020-02-01",
     "2026-11-21", "", False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("what", "cadence", "settled", "added", "last", "today", "due", "late"), LOOKS, ids=[r[0] for r in LOOKS]
)
def test_when_a_page_is_due(
    what: str, cadence: str, settled: int | None, added: str, last: str, today: str, due: str, late: bool
) -> None:
    found = next_look(Cadence(cadence), settled, day(added), day(last) if last else None, day(today))
    assert (found.due_on, found.late) == (day(due) if due else None, late), what


# (how often, settled, last looked at, what is said)
SAYS = (
    ("weekly", None, "2026-11-14", "Last looked at on 14 November 2026. Your policy says every week"),
    ("quarterly", None, "", ("Nobody has looked yet. Your policy says every quarter, counted from the day it "
     "was added here, 1 November 2026")),
    ("set_by_charity", 30, "2026-11-14", "Last looked at on 14 November 2026. You settled on every 30 days"),
    ("not_stated", 1, "2026-11-14", "Last looked at on 14 November 2026. You settled on every day"),
    ("set_by_charity", None, "2026-11-14",
     "Last looked at on 14 November 2026; not settled yet: decide how often"),
    ("no_interval", None, "2026-11-14",
     "Last looked at on 14 November 2026; your policy says regularly, without an interval"),
    ("no_interval", None, "", "Nobody has looked yet; your policy says regularly, without an interval"),
    ("not_stated", None, "",
     "Nobody has looked yet; your policy does not ask for it, and states no interval"),
)  # fmt: skip


@pytest.mark.parametrize(("cadence", "settled", "last", "said"), SAYS, ids=[row[3] for row in SAYS])
def test_how_the_day_was_worked_out_is_said(cadence: str, settled: int | None, last: str, said: str) -> None:
    seen = day(last) if last else None
    assert next_look(Cadence(cadence), settled, day("2026-11-01"), seen, day("2026-11-02")).says == said


@pytest.mark.parametrize("cadence", Cadence)
def test_each_cadence_is_stated_or_left_open(cadence: Cadence) -> None:
    found = next_look(cadence, None, day("2026-11-01"), None, day("2026-11-01"))
    assert (found.due_on is None) == (cadence in duties.LEFT_OPEN)


def test_a_look_late_in_the_evening_counts_for_the_london_day() -> None:
    assert duties.london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == day("2026-07-01")
    assert duties.london_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == day("2026-12-31")


# (who, charity, roles, posts, may they look over its pages?)
CHECKERS = (
    ("the post that the policy names", "fts", (), ("business_manager",), True),
    ("any one of several posts", "hsbbh", (), ("admin",), True),
    ("another of them", "hsbbh", (), ("ceo",), True),
    ("a post the policy does not name for it", "fts", (), ("family_manager",), False),
    ("a manager, where the policy names nobody", "cgt", ("manager",), (), True),
    ("the chair", "hss", ("chair",), (), True),
    ("a board member", "hwd", ("trustee",), (), True),
    ("somebody who only reports", "fts", ("reporter",), (), False),
    ("an auditor", "fts", ("auditor",), (), False),
    ("staff procedures", "hss", ("hr",), ("senior_staff",), False),
    ("nobody", "cgt", (), (), False),
)


@pytest.mark.parametrize(("who", "slug", "roles", "posts", "may"), CHECKERS, ids=[row[0] for row in CHECKERS])
def test_who_looks_over_the_pages(
    who: str, slug: str, roles: tuple[str, ...], posts: tuple[str, ...], may: bool
) -> None:
    assert may_check(POLICIES[slug], roles, posts) is may


@dataclass(frozen=True)
class Clause:
    """What `needs_written` reads of a clause."""

    category: Category
    when: dict[str, tuple[str, ...]]


# (what the clause says, its category, its condition, must consent be in writing?)
WRITTEN = (
    ("broken by spoken consent", Category.PHOTO_CONSENT, {"consent": ("none", "verbal")}, True),
    ("broken where nobody was asked", Category.PHOTO_CONSENT, {"consent": ("none",)}, False),
    ("a condition of another kind", Category.PHOTO_CONSENT, {"place": ("verbal",)}, False),
    ("no condition", Category.PHOTO_CONSENT, {}, False),
    ("a clause on something else", Category.DISREPUTE, {"consent": ("verbal",)}, False),
)


@pytest.mark.parametrize(("what", "category", "when", "written"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_when_consent_must_be_in_writing(
    what: str, category: Category, when: dict[str, tuple[str, ...]], written: bool
) -> None:
    policy: Policy = replace(POLICIES["fts"], clauses=(Clause(category, when),))  # type: ignore[arg-type]
    assert needs_written(policy) is written


def test_one_of_the_five_policies_asks_for_writing() -> None:
    assert {slug for slug, policy in POLICIES.items() if needs_written(policy)} == {"cgt"}


BEFORE, AFTER, LATER = NOW - timedelta(days=90), NOW - timedelta(days=10), NOW + timedelta(days=10)
SINCE = NOW - timedelta(days=60)
# (what happened, what they hold and held: (kind, state, until), is their account shut?, have they left?)
LEAVERS = (
    ("they hold a post still", (("post", "", None),), False, False),
    ("their only post ended", (("post", "", AFTER),), False, True),
    ("they changed from one post to another", (("post", "", AFTER), ("post", "", None)), False, False),
    ("they are no volunteer any more", (("standing", "active", AFTER), ("role", "", None)), False, True),
    ("they are a volunteer who left", (("standing", "left", None),), False, True),
    ("they rest, and are still a volunteer", (("standing", "resting", None),), False, False),
    ("one of two roles ended", (("role", "", AFTER), ("role", "", None)), False, False),
    ("their last role ended", (("role", "", AFTER), ("standing", "current", None)), False, True),
    ("a post ended before anybody approved them", (("post", "", BEFORE), ("standing", "active", None)),
     False, False),
    ("their post is to end later", (("post", "", LATER),), False, False),
    ("their account was disabled", (("post", "", None),), True, True),
    ("they hold nothing and never did", (), False, False),
)  # fmt: skip


@pytest.mark.parametrize(("what", "held", "shut", "left"), LEAVERS, ids=[row[0] for row in LEAVERS])
def test_who_has_left(
    what: str, held: tuple[tuple[str, str, datetime | None], ...], shut: bool, left: bool
) -> None:
    assert has_left([Held(*one) for one in held], SINCE, NOW, shut=shut) is left


# (charity, clauses on privacy settings of its pages, on pictures, on who posts)
CLAUSES = (
    ("fts", {"FTS-P-06"}, {"FTS-P-07"}, {"FTS-P-03", "FTS-P-04", "FTS-P-05"}),
    ("hsbbh", {"HSBBH-1.3"}, {"HSBBH-1.4"}, {"HSBBH-1.2"}),
    ("cgt", set(), {"CGT-5.2c", "CGT-5.2e", "CGT-5.4a4"}, None),
    ("hss", set(), set(), None),
    ("hwd", {"HWD-1.2"}, {"HWD-1.3"}, set()),
)


@pytest.mark.parametrize(("slug", "privacy", "pictures", "posters"), CLAUSES, ids=[row[0] for row in CLAUSES])
def test_the_clauses_that_stand_on_each_page(
    slug: str, privacy: set[str], pictures: set[str], posters: set[str] | None
) -> None:
    policy = POLICIES[slug]
    assert {one.id for one in duties.clauses_on(policy, Category.PRIVACY_SETTINGS)} == privacy
    assert {one.id for one in duties.picture_clauses(policy)} == pictures
    if posters is not None:
        assert {one.id for one in duties.poster_clauses(policy)} == posters


def test_duties_without_a_list_are_named_and_the_others_are_not() -> None:
    named = {slug: {one.id for one in duties.unlisted(policy)} for slug, policy in POLICIES.items()}
    assert named["fts"] == {"FTS-TS-12", "FTS-V-07"}
    assert "HSS-2.5a" in named["hss"]
    assert not {"HSS-2.3a", "HSS-2.3b"} & named["hss"]
    assert {"HWD-1.1", "HWD-1.5", "HWD-2.8", "HWD-3.5"} <= named["hwd"]
    assert not {"HWD-1.2", "HWD-1.3"} & named["hwd"]
