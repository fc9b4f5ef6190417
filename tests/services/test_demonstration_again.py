"""Loading the demonstration where something is in the way: broken off, half installed, told wrongly."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import demonstration, membership, verifying
from incidents.services.actors import Member
from incidents.services.demonstration import walk
from incidents.services.demonstration.people import CAST
from incidents.services.demonstration.stories import STORIES
from incidents.services.demonstration.telling import Act, Who, did
from incidents.services.faults import Invalid
from incidents.services.membership import NewPerson
from tests import databases
from tests.cast import charity, join, report
from tests.services.demonstrated import NOW, TOOL, headers


def test_a_start_that_was_broken_off_is_taken_up_where_it_stopped(
    sqlite: databases.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Counter[str]()
    go_on = walk.go_on

    def breaks_off(*everything: object) -> None:
        done["acts"] += 1
        if done["acts"] == 330:
            raise KeyboardInterrupt
        go_on(*everything)

    monkeypatch.setattr(walk, "go_on", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        demonstration.load(TOOL, NOW)
    monkeypatch.undo()
    assert demonstration.load(TOOL, NOW + timedelta(minutes=5)) is True
    assert demonstration.load(TOOL, NOW + timedelta(minutes=6)) is False
    verdict = verifying.verify()
    assert verdict.sound, verdict.fault
    ends = Counter(str(header["action"]) for header in headers())
    acts = Counter(act.action for story in STORIES for act in story.acts)
    assert ends["reported"] == len(STORIES)
    assert ends["noted"] == acts["writes_note"]
    assert ends["role_ended"] == acts["takes_from"]
    assert sum(count for action, count in ends.items() if "." in action) == sum(
        count for action, count in acts.items() if action not in walk.VERBS
    )


def test_a_prepared_password_spares_nobody_the_other_checks(sqlite: databases.Database) -> None:
    for person in (
        NewPerson(" "),
        NewPerson("Somebody", (("role", "king", ""),)),
        NewPerson("Somebody", (), "no at"),
    ):
        with pytest.raises(Invalid):
            membership.add_prepared("fts", person, "a hash", None, NOW)
    assert not [header for header in headers() if header["action"] == "person_made"]


def test_nothing_is_loaded_where_one_of_its_charities_is_not_installed(sqlite: databases.Database) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CAST, "another", ())
        assert demonstration.load(TOOL, NOW) is False
    assert not [header for header in headers() if header["action"] == "person_made"]


def test_what_an_administrator_did_is_not_done_twice(sqlite: databases.Database) -> None:
    membership.add("fts", NewPerson("Ada", (("role", "admin", ""),)), None, TOOL, NOW)
    membership.add("fts", NewPerson("Ben", (("standing", "volunteer", "active"),)), None, TOOL, NOW)
    ids = {one.name: one.person_id for one in membership.everyone("fts", NOW)}
    members = {
        name: Member("", person_id, "fts", name, "", frozenset({Role.ADMIN}))
        for name, person_id in ids.items()
    }
    company = walk.Company(charity("fts"), members)
    takes = did("Ada takes_from", person=Who("Ben"), kind="standing", key="volunteer")
    gives = did("Ada gives", person=Who("Ben"), kind="standing", key="volunteer", state="left")
    for minute, act in enumerate((takes, takes, gives, gives)):
        walk.go_on(company, act, "a story", {}, "a key", NOW + timedelta(minutes=minute))
    assert [str(header["action"]) for header in headers()].count("role_ended") == 1
    assert [str(header["action"]) for header in headers()].count("role_given") == 1
    (ben,) = (one for one in membership.everyone("fts", NOW + timedelta(hours=1)) if one.name == "Ben")
    assert ben.standings == {("volunteer", "left")}


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (did("Ada accept support:nobody"), "has no support:nobody"),
        (did("Ada finishes_to_do", task="Fly to the moon"), "there is no “Fly to the moon” to do"),
    ],
)
def test_a_story_that_asks_for_what_is_not_there_says_which(
    sqlite: databases.Database, act: Act, fault: str
) -> None:
    reference = report()
    ada = join("fts", "Ada", (Role.MANAGER,))
    company = walk.Company(charity("fts"), {"Ada": ada})
    with pytest.raises(LookupError, match=fault):
        walk.go_on(company, act, "a story", {"a story": reference}, "a key", NOW)
