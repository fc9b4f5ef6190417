"""The way in: the list of charities, each start page, and the page for an address that leads nowhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from tests.cast import NOW, PASSWORD, browse, charity, join
from tests.databases import Database

SLUGS = ("cgt", "fts", "hsbbh", "hss", "hwd")


def words(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def main(page: str) -> str:
    """The page without its frame."""
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_list_leads_to_every_charity(app: Flask, sqlite: Database) -> None:
    visitor = browse(app, "")
    page = visitor.client.get("/").get_data(as_text=True)
    for slug in SLUGS:
        assert f'href="/{slug}/"' in page
        assert charity(slug).name in page


def test_the_list_is_a_good_page_and_gives_no_password_away(app: Flask, sqlite: Database) -> None:
    page = browse(app, "").client.get("/")
    text = words(page.get_data(as_text=True))
    assert page.status_code == 200
    assert "printed in the window where you started Candour" in text
    assert PASSWORD not in text


@pytest.mark.parametrize("slug", SLUGS)
def test_danger_comes_first_then_the_button_then_the_promise(app: Flask, sqlite: Database, slug: str) -> None:
    page = browse(app, slug).get("/")
    text = words(main(page))
    promise = charity(slug).policy.speed.acknowledgement_promise
    order = [text.index(part) for part in ("999", "safeguarding lead", "Report something", promise)]
    assert order == sorted(order)
    assert f'href="/{slug}/report"' in page
    assert f'href="/{slug}/sign-in"' in page


def test_saving_a_copy_is_never_advised_without_its_exception(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    for path in ("/", "/report/what"):
        text = words(visitor.get(path))
        save = text.index("take a picture of the screen")
        for exception in (
            "a child, or anyone, sexually or undressed? Do not copy it and do not send it to anyone",
            "Write down the address",
            "the police",
            "Internet Watch Foundation",
        ):
            assert text.index(exception) > save, (path, exception)


def test_someone_of_another_charity_sees_the_same_page_as_everyone(app: Flask, sqlite: Database) -> None:
    stranger = join("hss", "Ada Quill", [Role.MANAGER])
    public = browse(app).get("/")
    assert main(browse(app, "fts", stranger).get("/")) == main(public)


@pytest.mark.parametrize(
    ("says", "address"),
    [
        ("a charity that is not here", "/nowhere/"),
        ("a page that is not here", "/fts/nowhere"),
        ("a step that is not here", "/fts/report/nowhere"),
        ("a page for members", "/fts/cases/FTS-2222-M"),
        ("a NUL where the charity should be", "/%00/"),
        ("a NUL in a step", "/fts/report/%00"),
    ],
)
def test_an_address_that_leads_nowhere_says_how_to_go_on(
    app: Flask, database: Database, says: str, address: str
) -> None:
    stranger = join("hss", "Ada Quill", [Role.MANAGER])
    visitor = browse(app, "", stranger)
    page = visitor._checked(address, visitor.client.get(address), 404)
    assert "Check the address" in words(page), says
    assert "Go to the start page" in words(page), says


def test_a_question_that_cannot_be_read_is_answered_with_a_sentence(app: Flask, database: Database) -> None:
    visitor = browse(app)
    page = visitor.get("/sign-in?next=%00", 400)
    assert "check what you typed" in words(page)


def test_asked_under_a_name_that_is_not_ours_it_answers_with_a_sentence(app: Flask, sqlite: Database) -> None:
    answered = browse(app).client.get("/fts/", headers={"Host": "elsewhere.example"})
    assert answered.status_code == 400
    assert "This is not an address of this site" in answered.get_data(as_text=True)
    assert "Content-Security-Policy" in answered.headers


def test_who_looks_over_the_pages_is_told_when_it_is_time(app: Flask, sqlite: Database) -> None:
    admin = join("hsbbh", "Ines Admin", [Role.ADMIN])
    checker = join("hsbbh", "Dee Desk", [Role.REPORTER], ["admin"])
    page = {"platform": "Facebook", "name": "Our page", "address": "", "privacy": "", "recovery": ""}
    browse(app, "hsbbh", admin).post("/duties/pages/add", page)
    assert "look over our pages" not in browse(app, "hsbbh", checker).get("/")
    with time_machine.travel(NOW + timedelta(days=120)):
        told = words(browse(app, "hsbbh", checker).get("/"))
    assert "It is time to look over our pages : Facebook" in told
