"""The board's pages: what waits, the pack, saying an interest, voting, the minute, the rules."""

from __future__ import annotations

import io
import re
import secrets

import pytest
from docx import Document
from flask import Flask

from incidents.domain.words import Role
from incidents.services import case_access
from tests import board, cast, databases, steps
from tests.cast import NOW, Visitor, browse
from tests.filled import has_button, says, sent_by
from tests.services.test_board_voting import PACK, House, house

__all__ = ["house"]


def at(place: House) -> str:
    """The address of the pack."""
    return f"/board/{place.reference}/{place.track}"


def bare(page: str) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


@pytest.fixture
def sees(app: Flask, house: House) -> dict[str, Visitor]:
    """Everyone's browser, by first name."""
    return {one.name.split()[0]: browse(app, member=one) for one in house.everyone}


def test_the_pack_is_one_page_with_the_question_first(house: House, sees: dict[str, Visitor]) -> None:
    draft = says(sees["Mary"].get(at(house)))
    assert "Nothing has gone out yet" in draft
    house.begin()
    page = says(sees["Tom"].get(at(house)))
    for words in (PACK["question"], "Report it they may ask us", "Do not report it we say why", "Deadlines",
                  "The board decides by 1 December 2026", "Say first whether you have an interest",
                  "Nobody has written your rules down yet"):  # fmt: skip
        assert words in page, words
    assert page.index(PACK["question"]) < page.index("Deadlines") < page.index("Who decides")
    assert "Tess Lund" not in page


def test_one_declares_votes_and_only_then_reads_how_the_others_voted(
    house: House, sees: dict[str, Visitor]
) -> None:
    house.begin()
    for one in (house.chair, house.tom):
        board.declare(one, house.reference, house.track)
    board.vote(house.chair, house.reference, house.track)
    tom = sees["Tom"]
    assert "Vote" in says(tom.get("/board"))
    assert "So Cy Hall thinks" not in says(tom.get(at(house)))
    assert "So Cy Hall thinks" not in says(tom.get(f"/cases/{house.reference}"))
    path = f"{at(house)}/vote"
    page = tom.get(path)
    answer = tom.post(path, {**sent_by(page), "vote": "option_1", "reasons": ""}, 422)
    assert "Fill in: your reasons" in answer.get_data(as_text=True)
    tom.post(path, {**sent_by(page), "vote": "option_1", "reasons": "They were harmed"})
    page = says(tom.get(at(house)))
    assert "Report it: So Cy Hall thinks" in page
    assert "Report it: They were harmed" in page
    assert "Change my vote" in page
    assert "Nell Ford has still to say whether they have an interest." in page
    assert "Nothing waits for you" in says(tom.get("/board"))


def test_who_has_an_interest_steps_aside_and_finds_nothing_afterwards(
    house: House, sees: dict[str, Visitor]
) -> None:
    house.begin()
    nell = sees["Nell"]
    path = f"{at(house)}/declare"
    page = nell.get(path)
    sent = {**sent_by(page), "interest": "declared"}
    assert "what it is, in a few words" in nell.post(path, sent, 422).get_data(as_text=True)
    answer = nell.post(path, {**sent, "what_it_is": "She is my sister"})
    assert answer.headers["Location"] == "/fts/board"
    again = nell.post(path, {**sent, "what_it_is": "She is my sister"})
    assert again.headers["Location"] == "/fts/board"
    assert "You stepped aside. It is hidden from you now." in nell.get("/board")
    for hidden in (at(house), path, f"{at(house)}/vote", f"/cases/{house.reference}"):
        nell.get(hidden, 404)
    assert "Has an interest, and left: She is my sister" in says(sees["Cy"].get(at(house)))


def test_who_is_kept_back_sees_what_they_would_see_without_it(app: Flask, house: House) -> None:
    tess = browse(app, member=house.tess)
    before = {path: bare(tess.get(path)) for path in ("/board", "/today", "/cases", "/overview")}
    house.begin()
    house.all_vote()
    assert {path: bare(tess.get(path)) for path in before} == before
    for path in (at(house), f"/cases/{house.reference}"):
        tess.get(path, 404)


def test_the_chair_decides_and_takes_the_minute(house: House, sees: dict[str, Visitor]) -> None:
    house.begin()
    house.all_vote()
    cy = sees["Cy"]
    assert has_button(
        cy.get(f"/cases/{house.reference}/matters/{house.track}/do/decide"), "Record the decision"
    )
    steps.go(house.chair, house.reference, "decide", house.track, option="option_1", decision="We report it")
    page = says(cy.get(at(house)))
    assert "What was decided We report it" in page
    assert "Where an exception was made" not in page
    path = f"{at(house)}/minute"
    told = {"recipient": "The minute book", "purpose": "To file it", "format": "docx", "minimise": "yes"}
    file = cy.post(path, {**sent_by(cy.get(path)), **told}, 200)
    paper = Document(io.BytesIO(file.get_data()))
    words = " ".join(one.text for one in paper.paragraphs) + " ".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    assert "We report it" in words
    assert "So Tom Ray thinks" in words
    assert "Tess Lund" not in words


def test_what_the_chair_decided_alone_waits_on_the_boards_page(
    house: House, sees: dict[str, Visitor]
) -> None:
    board.rules(house.chair, next_meeting_on="2027-01-14")
    why = {"because-kept_apart": "They sent each other the file"}
    house.begin(reviewer=house.tess.person_id, **why)
    board.declare(house.chair, house.reference, house.track)
    steps.go(house.chair, house.reference, "decide_alone", house.track)
    page = says(sees["Tom"].get("/board"))
    assert "The next meeting is on 14 January 2027." in page
    assert "To agree to afterwards " + PACK["question"] in page
    page = says(sees["Tom"].get(at(house)))
    assert "The board has still to agree" in page
    assert "It was done all the same, because: They sent each other the file" in page
    steps.go(house.chair, house.reference, "ratify", house.track, agreed="no")
    assert "Nothing was decided without the board." in says(sees["Tom"].get("/board"))
    assert "The board did not agree" in says(sees["Tom"].get(at(house)))


def test_only_the_board_has_its_page_and_it_may_be_empty(app: Flask, sqlite: databases.Database) -> None:
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    assert "Nothing waits for you" in says(browse(app, member=tom).get("/board"))
    for role in (Role.MANAGER, Role.HR, Role.ADMIN, Role.AUDITOR):
        browse(app, member=cast.join("fts", f"Someone {role.value}", [role])).get("/board", 404)


def test_the_chair_writes_the_rules_down(app: Flask, sqlite: databases.Database) -> None:
    chair = cast.join("fts", "Cy Hall", [Role.CHAIR])
    visitor = browse(app, member=chair)
    page = visitor.get("/settings/board")
    assert "Nobody has written your rules down yet" in says(page)
    sent = {**sent_by(page), **board.RULES, "quorum": "0"}
    assert "1 or more" in visitor.post("/settings/board", sent, 422).get_data(as_text=True)
    visitor.post("/settings/board", {**sent, "quorum": "4", "casting_vote": "yes"})
    page = visitor.get("/board")
    assert "Look again: 4 must vote, and 1 of the board are known here." in page
    assert "4 must vote" in says(page)
    stale = visitor.post("/settings/board", {**sent, "quorum": "5", "key": secrets.token_urlsafe(16)}, 409)
    assert "Somebody else wrote down" in stale.get_data(as_text=True)
    manager = cast.join("fts", "Mary Webb", [Role.MANAGER])
    browse(app, member=manager).get("/settings/board", 404)


def test_what_the_board_is_only_to_know_needs_no_pack(app: Flask, house: House) -> None:
    track = steps.start(house.mary, house.reference, "trustee_review", "information")
    raw = {"person": house.tom.person_id, "because": "The next meeting"}
    case_access.let_in(house.mary, house.reference, track, secrets.token_hex(8), raw, NOW)
    tom = browse(app, member=house.tom)
    assert "For information For information" in says(tom.get("/board"))
    page = says(tom.get(f"/board/{house.reference}/{track}"))
    assert "For the board to know" in page
    assert "Noted, for information" in page


def test_a_matter_of_another_kind_has_no_pack(app: Flask, house: House) -> None:
    other = steps.start(house.mary, house.reference, "containment")
    browse(app, member=house.mary).get(f"/board/{house.reference}/{other}", 404)
    browse(app, member=house.mary).get(f"/board/{house.reference}/nothing", 404)


def test_todays_page_says_what_waits_for_the_board(house: House, sees: dict[str, Visitor]) -> None:
    assert "The board is asked" not in says(sees["Tom"].get("/today"))
    house.begin()
    assert "The board is asked something: it waits for you" in says(sees["Tom"].get("/today"))
    assert "The board is asked" not in says(sees["Mary"].get("/today"))
