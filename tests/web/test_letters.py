"""The pages of letters: choosing, filling in, reading and taking one; and the charity's words."""

from __future__ import annotations

import pytest
from flask import Flask

from incidents.domain.letters import LETTERS
from incidents.domain.words import Role
from tests import steps
from tests.cast import Visitor, browse, join
from tests.databases import Database
from tests.drafted import Drafted
from tests.filled import says, sent_by
from tests.looking import let_in, records
from tests.services.test_letters import INVITATION, matter
from tests.web.looked_at import below, links

DAY = {"meeting_on-day": "3", "meeting_on-month": "12", "meeting_on-year": "2026"}
SENT = {**{name: value for name, value in INVITATION.items() if name != "meeting_on"}, **DAY}


@pytest.fixture
def made(sqlite: Database) -> tuple[Drafted, str]:
    return matter("volunteer_exit", "volunteer")


@pytest.fixture
def manager(app: Flask, made: tuple[Drafted, str]) -> Visitor:
    return browse(app, member=made[0].manager)


def test_a_letter_is_chosen_filled_in_read_and_taken(manager: Visitor, made: tuple[Drafted, str]) -> None:
    listing = manager.get(f"/cases/{made[0].reference}/letters")
    ways = links(listing)
    assert "Invitation to a talk" in ways
    assert "Outcome of a talk" not in ways, "not before the talk"
    assert "First talk with them" in says(listing)
    path = below(ways["Invitation to a talk"])
    page = sent_by(manager.get(path))
    assert page["signed"] == "Maureen Tuffnell"
    shown = manager.post(path, {**page, **SENT, "do": "look"}, 200).get_data(as_text=True)
    words = says(shown)
    for told in ("How the letter reads", "Dear Kim,", "Day: 3 December 2026", "we offer it", "1 High Street"):
        assert told in words, told
    assert records() == [], "to look is no copy"
    again = sent_by(shown)
    assert (again["place"], again["meeting_on-day"]) == ("The office", "3"), "nothing is lost"
    answer = manager.post(path, {**again, "format": "docx", "do": "take"}, 200)
    assert answer.headers["Content-Disposition"].endswith('-letter-volunteer-talk.docx"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(records()) == 1
    told = manager.get(f"/cases/{made[0].reference}")
    assert "A photograph was posted on Monday" in told
    assert "3 December 2026" in told


def test_a_letter_can_wait_and_stands_in_the_boxes_afterwards(
    manager: Visitor, made: tuple[Drafted, str]
) -> None:
    path = f"/cases/{made[0].reference}/matters/{made[1]}/letters/volunteer_talk"
    typed = {**sent_by(manager.get(path)), "recipient": "Kim Neighbour", "alleged": "A photo", "do": "keep"}
    answer = manager.post(path, typed)
    assert answer.headers["Location"].endswith("/letters")
    assert "Your letter is kept for 7 days" in says(manager.get(f"/cases/{made[0].reference}/letters"))
    page = manager.get(path)
    assert "What you typed before stands in the boxes" in says(page)
    again = sent_by(page)
    assert (again["recipient"], again["alleged"]) == ("Kim Neighbour", "A photo")
    assert records() == []
    manager.post(path, {**again, **SENT, "do": "take"}, 200)
    assert sent_by(manager.get(path))["recipient"] == "", "it was taken, and is kept no longer"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Fill in: who it goes to"),
        ({**SENT, "meeting_at": "2"}, "Enter a time of day"),
        ({**SENT, "meeting_on-year": "2020"}, "The date must be after today"),
        ({**SENT, "recipient": "A" * 300}, "characters too long"),
        ({**SENT, "format": "exe"}, "Choose one of the answers shown"),
    ],
    ids=["nothing", "a bare number for a time", "a day gone by", "a name too long", "no such kind of file"],
)
def test_bad_answers_are_said_in_words_and_nothing_is_lost(
    manager: Visitor, made: tuple[Drafted, str], given: dict[str, object], told: str
) -> None:
    path = f"/cases/{made[0].reference}/matters/{made[1]}/letters/volunteer_talk"
    page = manager.post(path, {**given, "place": "The office"}, 422).get_data(as_text=True)
    assert told in says(page)
    assert 'value="The office"' in page
    assert records() == []


def test_a_letter_that_comes_too_early_says_so(manager: Visitor, made: tuple[Drafted, str]) -> None:
    path = f"/cases/{made[0].reference}/matters/{made[1]}/letters/volunteer_outcome"
    assert "This letter comes later" in says(manager.get(path))
    page = manager.post(path, dict(SENT), 422).get_data(as_text=True)
    assert "First talk with them" in says(page)


def test_letters_that_do_not_fit_and_strangers_find_nothing(
    app: Flask, manager: Visitor, made: tuple[Drafted, str]
) -> None:
    of = f"/cases/{made[0].reference}/matters/{made[1]}/letters"
    manager.get(f"{of}/staff_meeting", 404)
    manager.get(f"{of}/nothing", 404)
    manager.post(f"{of}/staff_meeting", dict(SENT), 404)
    stranger = browse(app, member=join("fts", "Sol Sayed", [Role.SAFEGUARDING_LEAD]))
    stranger.get(f"/cases/{made[0].reference}/letters", 404)
    stranger.post(f"{of}/volunteer_talk", dict(SENT), 404)


def test_a_case_without_such_matters_says_so(app: Flask, sqlite: Database) -> None:
    manager = join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(manager)
    assert "No letter to write" in says(browse(app, member=manager).get(f"/cases/{reference}/letters"))


def test_the_charitys_words_are_kept_and_never_lost_to_someone_faster(manager: Visitor) -> None:
    assert "Words in our letters" in links(manager.get("/settings"))
    ways = links(manager.get("/settings/letters"))
    assert len([address for address in ways.values() if "/settings/letters/" in address]) == len(LETTERS)
    path = below(ways["An apology to a family"])
    first = sent_by(manager.get(path))
    manager.post(path, {**first, "closing": "Our door is open."})
    late = manager.post(path, {**first, "key": "b" * 22, "closing": "Mine instead."}, 409)
    assert "Someone else was faster" in late.get_data(as_text=True)
    assert "Mine instead." in late.get_data(as_text=True)
    assert sent_by(manager.get(path))["closing"] == "Our door is open."
    assert "Own words" in says(manager.get("/settings/letters"))
    manager.get("/settings/letters/nothing", 404)


def test_who_is_let_into_one_matter_finds_its_letters_there(app: Flask, sqlite: Database) -> None:
    made, track = matter("discipline", "staff")
    hr = join("fts", "Hari Rao", [Role.HR])
    let_in(hr, made.reference, track)
    visitor = browse(app, member=hr)
    found = links(visitor.get(f"/cases/{made.reference}"))
    ways = [address for label, address in found.items() if label.startswith("Write a letter")]
    assert ways == [f"/fts/cases/{made.reference}/matters/{track}/letters"]
    page = visitor.get(below(ways[0]))
    assert "Outcome of an appeal" in says(page)
    assert "Answer to a complaint" not in says(page)
    manager = browse(app, member=made.manager)
    offered = links(manager.get(f"/cases/{made.reference}"))
    ways = [address for label, address in offered.items() if label.startswith("Write a letter")]
    assert len(ways) == 1, "making it safe and telling others have no letters"
