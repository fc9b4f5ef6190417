"""Taking a case on: who is asked whether they had a part in it, and what follows from yes and from no."""

from __future__ import annotations

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import reading, taking, who_sees
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from tests import cast, steps
from tests.cast import NOW, browse
from tests.databases import Database
from tests.services.test_casework import key, manager, sees


def asked(who: Member, reference: str) -> bool:
    return reading.case_page(who, reference, NOW).asks_part


def say(who: Member, reference: str, part: str) -> None:
    taking.answer(cast.charity(), who, reference, key(), {"part": part}, NOW)


def test_whoever_takes_a_case_on_is_asked_until_they_answer(sqlite: Database) -> None:
    ada, ben = manager("Ada Okoro"), manager("Ben Holt")
    reference = cast.report()
    assert asked(ada, reference), "a new report is anybody's who makes the first decisions"
    say(ada, reference, "no")
    assert not asked(ada, reference)
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    assert not asked(ben, reference), "it is in other hands"
    steps.go(ada, reference, "hand_over", colleague=ben.person_id)
    assert asked(ben, reference)
    say(ben, reference, "no")
    assert not asked(ben, reference)
    assert len(steps.payloads("took_on")) == 2


def test_whom_a_matter_was_handed_to_is_asked(sqlite: Database) -> None:
    ada, hetty = manager("Ada Okoro"), cast.join("fts", "Hetty Rowe", [Role.HR])
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "response")
    steps.go(ada, reference, "hand_over", track, colleague=hetty.person_id)
    assert asked(hetty, reference)
    say(hetty, reference, "no")
    assert not asked(hetty, reference)


def test_yes_is_a_conflict_and_the_next_receiver_has_the_case(database: Database) -> None:
    chair = cast.join("fts", "Cleo Marsh", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    ada = manager("Ada Okoro", ("business_manager",))
    reference = cast.report()
    say(ada, reference, "yes")
    assert not sees(ada, reference)
    assert sees(chair, reference)
    assert ("Ada Okoro", "A conflict of interest was declared") in who_sees.page(
        chair, reference, NOW
    ).hidden_from
    assert len(steps.payloads("conflict_declared")) == 1
    with pytest.raises(NotFound):
        say(ada, reference, "no")


def test_an_answer_is_needed(sqlite: Database) -> None:
    ada = manager("Ada Okoro")
    reference = cast.report()
    with pytest.raises(Invalid):
        say(ada, reference, "")


def test_the_page_asks_and_says_what_yes_means(app: Flask, sqlite: Database) -> None:
    ada = manager("Ada Okoro", ("business_manager",))
    reference = cast.report()
    visitor = browse(app, member=ada)
    assert "Did you write, approve or share this" in visitor.get(f"/cases/{reference}")
    assert "you step back" in visitor.get(f"/cases/{reference}/part")
    visitor.post(f"/cases/{reference}/part", {"part": "no", "key": key()})
    assert "Did you write, approve or share this" not in visitor.get(f"/cases/{reference}")
