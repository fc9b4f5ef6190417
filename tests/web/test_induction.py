"""The pages of reading the policy: one's own clauses with one button, the list of readers, and the notice."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role
from incidents.services import hashing, induction, membership
from incidents.services.actors import Member
from incidents.services.membership import NewPerson
from incidents.store import db
from incidents.store.models import Acknowledgement
from tests.cast import NOW, Visitor, browse, charity, join
from tests.databases import Database
from tests.filled import has_button, has_form, says, sent_by
from tests.page_tree import read_tree
from tests.services.test_induction import new_version

pytestmark = pytest.mark.usefixtures("clock")

NOTICE = "You were asked to read our policy"
BUTTON = "I have read this"
STAFF, VOLUNTEER, BOARD = ("staff", "current"), ("volunteer", "active"), ("trustee", "current")
SLUGS = ("cgt", "fts", "hsbbh", "hss", "hwd")


@pytest.fixture
def mary(sqlite: Database) -> Member:
    return join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], STAFF)


@pytest.fixture
def vic(sqlite: Database) -> Member:
    return join("fts", "Vic Vaughan", [Role.REPORTER], [], VOLUNTEER)


@pytest.fixture
def peg(sqlite: Database) -> str:
    """A volunteer who does not sign in."""
    holds = (("standing", *VOLUNTEER),)
    return membership.add("fts", NewPerson("Peg Platt", holds), None, hashing.hasher(8), NOW)


def tap(visitor: Visitor) -> str:
    """Press the button of the page; the page that follows."""
    visitor.post("/policy/read", sent_by(visitor.get("/policy/read")))
    return visitor.get("/policy/read")


def person_row(page: str, name: str) -> str:
    """One row of the list, as one line of words."""
    rows = read_tree(page)[0].all("tbody")[-1].all("tr")
    return next(row.words() for row in rows if row.words().startswith(name))


def acknowledgements() -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Acknowledgement)) or 0


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("standing", [VOLUNTEER, STAFF])
def test_everyone_reads_the_clauses_that_bind_them_and_no_others(
    app: Flask, sqlite: Database, slug: str, standing: tuple[str, str]
) -> None:
    page = browse(app, slug, join(slug, "Vic Vaughan", [Role.REPORTER], [], standing)).get("/policy/read")
    for clause in charity(slug).policy.clauses:
        shown = f">{clause.id}</p>" in page
        # No post, and no fellow standing of the five: the key itself must stand in the clause.
        assert shown is (standing[0] in clause.binds), clause.id
    assert has_button(page, BUTTON)


def test_one_tap_and_the_page_says_since_when(app: Flask, vic: Member) -> None:
    visitor = browse(app, member=vic)
    page = tap(visitor)
    assert "on record since 21 November 2026" in says(page)
    assert "Thank you. It is written down." in says(page)
    assert not has_button(page, BUTTON)
    assert not has_form(page)


def test_a_second_tap_from_a_page_left_open_says_since_when(app: Flask, vic: Member) -> None:
    visitor = browse(app, member=vic)
    sent = sent_by(visitor.get("/policy/read"))
    visitor.post("/policy/read", sent)
    visitor.post("/policy/read", sent)
    assert "You said so already, on 21 November 2026." in says(visitor.get("/policy/read"))
    assert acknowledgements() == 1


@pytest.mark.parametrize("number", ["", "0", "2", "one", "9" * 40, "-1"])
def test_a_version_that_was_not_on_the_page_is_turned_back(app: Flask, vic: Member, number: str) -> None:
    visitor = browse(app, member=vic)
    answer = visitor.post("/policy/read", {"number": number}, 422)
    page = answer.get_data(as_text=True)
    assert "The policy has changed" in says(page)
    assert sent_by(page)["number"] == "1", "the next press is about the version on the page"
    assert acknowledgements() == 0


def test_a_new_version_is_read_anew_and_the_page_says_what_was_read(app: Flask, vic: Member) -> None:
    visitor = browse(app, member=vic)
    tap(visitor)
    new_version(date(2026, 11, 20), NOW)
    page = visitor.get("/policy/read")
    assert "version 2, which holds from 20 November 2026" in says(page)
    assert "You had read version 1 on 21 November 2026" in says(page)
    assert has_button(page, BUTTON)


def test_whom_no_clause_binds_is_told_so_and_may_say_so_all_the_same(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, member=join("fts", "Ines Carvalho", [Role.ADMIN]))
    assert "No clause of the policy speaks of you" in says(visitor.get("/policy/read"))
    assert "on record since" in says(tap(visitor))


def test_the_notice_stands_where_people_land_until_they_have_read_it(
    app: Flask, mary: Member, vic: Member
) -> None:
    manager, volunteer = browse(app, member=mary), browse(app, member=vic)
    assert NOTICE not in volunteer.get("/") + manager.get("/") + manager.get("/today")
    induction.ask(mary, None, NOW)
    for page in (volunteer.get("/"), manager.get("/"), manager.get("/today")):
        assert NOTICE in page
        assert 'href="/fts/policy/read"' in page
    assert "You were asked on 21 November 2026" in says(volunteer.get("/policy/read"))
    tap(volunteer)
    tap(manager)
    assert NOTICE not in volunteer.get("/") + manager.get("/") + manager.get("/today")


def test_nobody_else_sees_the_notice(app: Flask, mary: Member, vic: Member) -> None:
    stranger = join("hss", "Ada Quill", [Role.MANAGER], [], STAFF)
    public = browse(app).get("/")
    induction.ask(mary, None, NOW)
    assert browse(app).get("/") == public
    assert NOTICE not in browse(app, "fts", stranger).get("/")
    assert NOTICE not in browse(app, "hss", stranger).get("/")


def test_danger_still_comes_first(app: Flask, mary: Member, vic: Member) -> None:
    induction.ask(mary, vic.person_id, NOW)
    text = says(browse(app, member=vic).get("/"))
    assert text.index("999") < text.index(NOTICE) < text.index("Report something")


def test_the_list_says_how_each_stands_and_what_an_invitation_is(
    app: Flask, mary: Member, vic: Member, peg: str
) -> None:
    visitor = browse(app, member=mary)
    page = visitor.get("/policy/readers")
    assert "Not asked" in person_row(page, "Vic Vaughan")
    assert "Does not sign in here" in person_row(page, "Peg Platt")
    assert "We send no mail yet. Who is asked sees a notice when they sign in" in says(page)
    assert "give them the policy on paper" in says(page)
    assert "New volunteers are given the policy at induction." in says(page)
    induction.ask(mary, vic.person_id, NOW)
    assert "Asked on 21 November 2026, not yet" in person_row(visitor.get("/policy/readers"), "Vic Vaughan")
    induction.acknowledge(vic, 1, NOW)
    page = visitor.get("/policy/readers")
    assert "Has read it on 21 November 2026" in person_row(page, "Vic Vaughan")
    assert "Vic Vaughan" not in visitor.get("/policy/readers?show=not_yet")
    assert "Peg Platt" in visitor.get("/policy/readers?show=not_yet")


def test_one_is_asked_by_a_button_in_their_row(app: Flask, mary: Member, vic: Member) -> None:
    visitor = browse(app, member=mary)
    assert f'value="{vic.person_id}"' in visitor.get("/policy/readers")
    answer = visitor.post("/policy/readers?show=not_yet", {"who": vic.person_id})
    assert answer.headers["Location"] == "/fts/policy/readers?show=not_yet"
    assert "Vic Vaughan was asked." in says(visitor.get("/policy/readers"))
    assert f'value="{vic.person_id}"' not in visitor.get("/policy/readers")


def test_all_who_have_not_are_asked_at_once_and_nobody_twice(app: Flask, mary: Member, vic: Member) -> None:
    visitor = browse(app, member=mary)
    page = visitor.get("/policy/readers")
    assert has_button(page, "Ask everyone not asked yet (2)")
    visitor.post("/policy/readers", sent_by(page))
    page = visitor.get("/policy/readers")
    assert "2 people were asked." in says(page)
    assert not has_button(page, "Ask everyone not asked yet (0)")
    visitor.post("/policy/readers", {"who": "everybody"})
    assert "Nobody had to be asked" in says(visitor.get("/policy/readers"))


def test_when_everybody_has_read_it_the_rest_of_the_list_is_empty_in_words(app: Flask, mary: Member) -> None:
    induction.acknowledge(mary, 1, NOW)
    page = browse(app, member=mary).get("/policy/readers?show=not_yet")
    assert "Everybody has read it" in says(page)


def test_a_charity_that_wrote_down_nobody_says_what_to_do(app: Flask, sqlite: Database) -> None:
    page = browse(app, member=join("fts", "Ines Carvalho", [Role.ADMIN])).get("/policy/readers")
    assert "Nobody is on this list" in says(page)
    assert "Nobody wrote down what these people are to us" in says(page)
    assert "Ines Carvalho" in says(page)


def test_reading_on_paper_is_recorded_on_its_own_page(app: Flask, mary: Member, peg: str) -> None:
    visitor = browse(app, member=mary)
    at = f"/policy/readers/{peg}"
    assert f'href="/fts{at}"' in visitor.get("/policy/readers")
    page = visitor.get(at)
    assert "Peg Platt has read it on paper" in says(page)
    visitor.post(at, {**sent_by(page), "day-day": "1", "day-month": "7", "day-year": "2026"})
    page = visitor.get("/policy/readers")
    assert "It is recorded, with your name." in says(page)
    assert "Has read it on 1 July 2026" in person_row(page, "Peg Platt")


# the three boxes; what is said beside them
BAD = (
    (("", "", ""), "the day on which they had read it"),
    (("31", "6", "2026"), "There is no 31 June"),
    (("22", "11", "2026"), "today or in the past"),
    (("7", "", "2026"), "Enter a month"),
)


@pytest.mark.parametrize(("typed", "words"), BAD)
def test_a_day_that_cannot_be_comes_back_as_it_was_typed(
    app: Flask, mary: Member, peg: str, typed: tuple[str, str, str], words: str
) -> None:
    visitor = browse(app, member=mary)
    at = f"/policy/readers/{peg}"
    sent = dict(zip(("day-day", "day-month", "day-year"), typed, strict=True))
    page = visitor.post(at, {**sent_by(visitor.get(at)), **sent}, 422).get_data(as_text=True)
    assert words in says(page)
    assert {name: sent_by(page)[name] for name in sent} == sent
    assert acknowledgements() == 0


def test_a_list_that_is_asked_for_nobody_says_so(app: Flask, mary: Member) -> None:
    page = browse(app, member=mary).post("/policy/readers", {}, 422).get_data(as_text=True)
    assert "Choose whom to ask" in says(page)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR, Role.SAFEGUARDING_LEAD, Role.HELPER])
def test_who_may_not_see_the_readers_finds_no_such_page(app: Flask, vic: Member, role: Role) -> None:
    visitor = browse(app, member=join("fts", "Sol Sayed", [role], [], STAFF))
    for path in ("/policy/readers", f"/policy/readers/{vic.person_id}"):
        visitor.get(path, 404)
        visitor.post(path, {"who": vic.person_id}, 404)
    assert "See who has read our policy" not in visitor.get("/policy/read")
    assert acknowledgements() == 0


def test_someone_of_another_charity_is_not_there(app: Flask, mary: Member) -> None:
    foreign = join("hss", "Ada Quill", [Role.MANAGER], [], STAFF)
    visitor = browse(app, member=mary)
    for person_id in (foreign.person_id, "nobody", mary.person_id):
        visitor.get(f"/policy/readers/{person_id}", 404)
        visitor.post(f"/policy/readers/{person_id}", {}, 404)
    visitor.post("/policy/readers", {"who": foreign.person_id}, 404)
    assert "Ada Quill" not in visitor.get("/policy/readers")
    stranger = browse(app, "fts", foreign)
    stranger.get("/policy/read", 404)
    stranger.get("/policy/readers", 404)


@pytest.fixture
def both(app: Flask, database: Database) -> tuple[Visitor, str]:
    """A manager looking, and somebody on the list."""
    mary = join("fts", "Mary Marsh", [Role.MANAGER], [], STAFF)
    return browse(app, member=mary), join("fts", "Vic Vaughan", [Role.REPORTER], [], VOLUNTEER).person_id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_nonsense_is_answered_and_breaks_nothing(both: tuple[Visitor, str], text: str) -> None:
    visitor, person_id = both
    known = (302, 404, 422)
    assert visitor.client.post("/fts/policy/read", data={"number": text}).status_code in (302, 422)
    assert visitor.client.post("/fts/policy/readers", data={"who": text}).status_code in known
    boxes = {"day-day": text, "day-month": text, "day-year": text, "key": text}
    assert visitor.client.post(f"/fts/policy/readers/{person_id}", data=boxes).status_code == 422
    assert visitor.client.get("/fts/policy/readers", query_string={"show": text}).status_code in (200, 400)
