"""Signing in and out in a browser: where people land, what is refused, and what is left behind."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import signing_in
from incidents.services.actors import Member
from incidents.store.db import read
from incidents.store.models import SignInSession
from tests.cast import PASSWORD, Visitor, browse, join
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("clock")

WRONG = "We do not know this e-mail address and password together"


def enter(visitor: Visitor, email: str, password: str = PASSWORD, wanted: str = "", status: int = 302) -> str:
    """Sign in; where it leads, or the page that comes back."""
    path = f"/sign-in?next={quote(wanted)}" if wanted else "/sign-in"
    answer = visitor.post(path, {"email": email, "password": password}, status)
    return answer.location or answer.get_data(as_text=True)


def session_of(visitor: Visitor) -> dict[str, object]:
    with visitor.client.session_transaction() as session:
        return dict(session)


def sessions() -> list[SignInSession]:
    with read() as session:
        return session.query(SignInSession).all()


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        (Role.MANAGER, "/fts/today"),
        (Role.CHAIR, "/fts/today"),
        (Role.REPORTER, "/fts/my-reports"),
        (Role.AUDITOR, "/fts/trails"),
        (Role.ADMIN, "/fts/settings"),
    ],
)
def test_people_land_where_their_day_begins(app: Flask, sqlite: Database, role: Role, lands: str) -> None:
    ada = join("fts", "Ada Quill", [role])
    visitor = browse(app)
    visitor.get("/sign-in")
    assert enter(visitor, ada.email) == lands
    assert "Ada Quill" in visitor.get(lands.removeprefix("/fts"))


def test_who_is_signed_in_goes_straight_on(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    assert browse(app, member=ada).client.get("/fts/sign-in").location == "/fts/my-reports"


def test_a_page_asked_for_before_signing_in_is_reached_after_it(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    visitor = browse(app)
    asked = visitor.client.get("/fts/policy?section=a%20b").location
    assert asked == "/fts/sign-in?next=/fts/policy?section%3Da%2520b"
    assert "Please sign in first" in visitor.get(asked.removeprefix("/fts"))
    answer = visitor.client.post(asked, data={"email": ada.email, "password": PASSWORD})
    assert answer.location == "/fts/policy?section=a%20b"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/fts/policy",
        "//elsewhere.example/fts/policy",
        "/\\elsewhere.example",
        "/fts/\\..\\elsewhere",
        "/fts/%5c%5celsewhere.example",
        "javascript:alert(1)",
        "/hss/policy",
        "/fts/../hss/policy",
        "/fts/%2e%2e/hss/policy",
        "/fts/./policy",
        "fts/policy",
        "/fts",
        "/fts/nowhere",
        "/fts/sign-out",
        "/fts/sign-in",
        "/fts/policy\r\nSet-Cookie: a=b",
        "/fts/policy\x00",
    ],
)
def test_nothing_but_a_page_of_this_charity_is_followed(app: Flask, sqlite: Database, wanted: str) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    if "\x00" in wanted:
        enter(browse(app), ada.email, wanted=wanted, status=400)
    else:
        assert enter(browse(app), ada.email, wanted=wanted) == "/fts/my-reports"


def test_what_cannot_be_right_says_what_to_enter_and_keeps_the_address(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    page = enter(visitor, "", "", status=422)
    assert "Enter your e-mail address" in page
    assert "Enter your password" in page
    page = enter(visitor, "ada@example.org", "", status=422)
    assert 'value="ada@example.org"' in page
    assert "type it again without them" in enter(visitor, "a\x00b@example.org", status=422)
    assert "too long" in enter(visitor, "a" * 401, status=422)
    assert WRONG in enter(visitor, "ada@example.org", "x" * 401, status=422)


def once(page: str) -> str:
    """A page without what is new each time: the token against forged requests, and the challenge."""
    new = r'(?<=name="csrf_token" value=")[^"]+|(?<=name="sealed" value=")[^"]+|data-options="[^"]+"'
    return re.sub(new, "", page)


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(app: Flask, sqlite: Database) -> None:
    join("fts", "Ada Quill")
    pages = {
        once(enter(browse(app), email, "no", status=422)).replace(email, "")
        for email in ("ada.quill@fts.example.org", "nobody@fts.example.org")
    }
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_no_password_is_ever_sent_back(app: Flask, sqlite: Database) -> None:
    assert "not the phrase" not in enter(browse(app), "ada@example.org", "not the phrase", status=422)


def test_after_too_many_tries_the_page_says_when_to_come_back(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    visitor = browse(app)
    for _ in range(10):
        enter(visitor, ada.email, "wrong", status=422)
    page = enter(visitor, ada.email, status=429)
    assert "try again after 21 November 2026, 10:45am" in page
    assert f'value="{ada.email}"' in page
    clock.shift(timedelta(minutes=15))
    assert enter(visitor, ada.email) == "/fts/my-reports"


def test_a_new_session_carries_nothing_of_the_old_one(app: Flask, sqlite: Database) -> None:
    ada, ben = (join("fts", name, [Role.REPORTER]) for name in ("Ada Quill", "Ben Marsh"))
    visitor = browse(app)
    with visitor.client.session_transaction() as session:
        session["planted"], session["_user_id"] = "by someone else", "a token they know"
    enter(visitor, ada.email)
    first = session_of(visitor)
    assert "planted" not in first
    assert first["_user_id"] != "a token they know"
    # Ben signs in over it: Ada's session is over, not only forgotten.
    visitor.client.get("/fts/sign-in")
    enter(visitor, ben.email)
    assert session_of(visitor)["_user_id"] != first["_user_id"]
    ended = {row.token_hash: row.revoked_at is not None for row in sessions()}
    assert ended[signing_in.hash_of(str(first["_user_id"]))]
    assert sorted(ended.values()) == [False, True]


def test_signing_out_ends_the_session_and_clears_the_browser(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    visitor = browse(app)
    enter(visitor, ada.email)
    stolen = session_of(visitor)["_user_id"]
    answer = visitor.post("/sign-out", {})
    assert answer.location == "/fts/"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert session_of(visitor) == {}
    assert all(row.revoked_at for row in sessions())
    with visitor.client.session_transaction() as session:
        session["_user_id"] = stolen
    assert visitor.client.get("/fts/my-reports").location.startswith("/fts/sign-in")


def test_signing_out_without_a_session_does_no_harm(app: Flask, sqlite: Database) -> None:
    assert browse(app).post("/sign-out", {}).location == "/fts/"


def test_signing_out_by_a_link_is_not_possible(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.REPORTER])
    visitor = browse(app)
    enter(visitor, ada.email)
    visitor.get("/sign-out", 405)
    assert not any(row.revoked_at for row in sessions())


def test_a_member_of_another_charity_gets_the_public_page_and_no_hint(app: Flask, sqlite: Database) -> None:
    stranger: Member = join("hss", "Ada Quill", [Role.MANAGER])
    visitor = browse(app)
    assert enter(visitor, stranger.email, wanted="/fts/today") == "/fts/"
    page = visitor.get("/")
    assert "Ada Quill" not in page
    assert "Today" not in re.sub(r"<[^>]+>", "", page)
    for path in ("/today", "/cases", "/my-reports", "/policy", "/people"):
        visitor.get(path, 404)
    assert "Sign in" in visitor.get("/sign-in")


def test_what_was_typed_into_a_form_survives_an_ended_session(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Quill", [Role.ADMIN])
    visitor = browse(app)
    enter(visitor, ada.email)
    clock.shift(timedelta(hours=3))
    answer = visitor.post("/people/add", {"name": "Ben Marsh"})
    assert answer.location.startswith("/fts/sign-in?next=")
    enter(visitor, ada.email)
    assert "Ada Quill" in visitor.get("/people")
