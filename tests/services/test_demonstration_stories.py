"""The stories as they are written: invented names, real steps, and days that work out."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest

from config import HERE
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import MACHINES
from incidents.services import demonstration
from incidents.services.demonstration import walk
from incidents.services.demonstration.calendar import moments
from incidents.services.demonstration.people import CAST
from incidents.services.demonstration.stories import STORIES
from incidents.services.demonstration.telling import Act, Story, did
from incidents.services.reporting import Told
from tests.services.demonstrated import NOW

# SHA-256 of each word of the persons' names in the papers behind the policies, in lower case: the names
# themselves are never to be written here. The last is also a common verb, so only names are compared with it.
NAMES_IN_THE_PAPERS = {
    "79a6a933dfc9b1975e444d4e8481c64c771d8ab40b7ac72f8bc1a1bca1718bef",
    "bb647e29b34334079a9d553184f6cb58abd93182f8a4f7e95caf4bea0c2b2171",
}
ALSO_A_VERB = "3316348dbadfb7b11c7c2ea235949419e23f9fa898ad2c198f999617912a9925"


def test_the_sign_ins_are_those_that_a_first_visitor_needs() -> None:
    shown = {
        slug: {role for one in several if one.shown for role in one.roles.split()}
        for slug, several in CAST.items()
    }
    assert shown["fts"] >= {
        "manager",
        "hr",
        "safeguarding_lead",
        "chair",
        "trustee",
        "auditor",
        "admin",
        "reporter",
    }
    assert all("manager" in roles for roles in shown.values())
    for slug, several in CAST.items():
        shown_here = [one for one in several if one.shown]
        lines = [line for line in demonstration.sign_ins() if line.split()[0] == slug.upper()]
        assert [line.split()[-1] for line in lines] == [one.email(slug) for one in shown_here]
        assert all(one.shown in line for one, line in zip(shown_here, lines, strict=True))


def test_no_name_of_the_cast_stands_in_a_policy_or_in_the_papers_behind_them() -> None:
    policies = " ".join(path.read_text().lower() for path in (HERE / "policies").glob("*.yaml"))
    names = [one.name.lower() for several in CAST.values() for one in several]
    assert len(set(names)) == len(names) >= 60
    for name in names:
        assert name not in policies
        for word in name.split():
            assert not re.search(rf"\b{re.escape(word)}\b", policies), name
            assert digest(word) not in NAMES_IN_THE_PAPERS | {ALSO_A_VERB}, name


def test_no_story_names_anybody_from_the_papers() -> None:
    texts = " ".join([repr(story) for story in STORIES]).lower()
    words = set(re.findall(r"[a-zà-ÿ]+", texts))
    assert len(words) > 500
    assert not {word for word in words if digest(word) in NAMES_IN_THE_PAPERS}


def digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def test_the_walkers_own_verbs_are_no_steps_of_a_machine() -> None:
    steps = {
        step.action for machine in MACHINES.values() for step in (*machine.transitions, *machine.everywhere)
    }
    used = {act.action for story in STORIES for act in story.acts}
    verbs = walk.VERBS
    assert not verbs & steps
    assert used <= verbs | steps
    assert verbs <= used, "a verb that no story uses"


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (NOW, "in the middle of a working day"),
        (datetime(2026, 11, 21, 0, 20, tzinfo=UTC), "just after midnight"),
        (datetime(2026, 6, 30, 23, 50, tzinfo=UTC), "after midnight in London, before it in UTC"),
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), "on the day the clocks go forward"),
        (datetime(2026, 10, 26, 1, 30, tzinfo=UTC), "on the morning after they go back"),
    ],
)
def test_everything_happens_in_its_order_and_never_in_the_future(now: datetime, why: str) -> None:
    for story in STORIES:
        when = moments(story, now)
        assert list(when) == sorted(set(when)), (why, story.key)
        assert len(when) == 1 + len(story.acts)
        assert now - timedelta(days=367) < when[0], (why, story.key)
        assert when[-1] <= now, (why, story.key)
        past = [
            at.astimezone(LONDON)
            for at in when
            if at.astimezone(LONDON).date() < (now - timedelta(days=1)).date()
        ]
        assert all(8 <= at.hour < 20 for at in past), (why, story.key)


@pytest.mark.parametrize(
    ("acts", "fault"),
    [
        ((did("maureen look", 3),), "into the future"),
        (tuple(did("maureen look") for _ in range(12)), "too much on one day"),
    ],
)
def test_a_story_that_cannot_be_told_says_so(acts: tuple[Act, ...], fault: str) -> None:
    story = Story("fts", "too-long", 0 if len(acts) > 1 else 2, Told("…"), acts=acts)
    with pytest.raises(ValueError, match=fault):
        moments(story, NOW)
