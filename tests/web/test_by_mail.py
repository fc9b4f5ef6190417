"""Links in mails, in a browser: invitations, forgotten passwords, and browsers that are new to an account."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services.actors import Member
from tests import steps
from tests.cast import NOW, PASSWORD, Visitor, browse, join
from tests.databases import Database
from tests.links import PLACE, Post
from tests.services import test_new_password as every

pytestmark = pytest.mark.usefixtures("clock")
KOFI = "kofi@example.org"
OWN = "four purple otters sing"
HOUR = NOW + timedelta(hours=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
# What somebody between the browser and us, or the browser itself, can say about where it is.
HOSTILE = (
    {"X-Forwarded-Host": "evil.example"},
    {"Forwarded": "host=evil.example;proto=http"},
    {"X-Forwarded-Proto": "http", "X-Forwarded-Server": "evil.example"},
    {"X-Original-URL": "//evil.example/", "X-Rewrite-URL": "//evil.example/"},
    {"Referer": "https://evil.example/", "Origin": "https://evil.example"},
)


@pytest.fixture
def admin(sqlite: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


def plain(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'name="(csrf_token|sealed)" value="[^"]*"|data-options="[^"]*"', "", page)


def added(visitor: Visitor, address: str = KOFI, role: str = "manager") -> str:
    """The page of somebody whom an administrator has just added."""
    answer = visitor.post("/people/add", {"name": "Kofi Amponsah", "roles": [role], "email": address})
    return str(answer.location).removeprefix("/fts")


def enter(visitor: Visitor, member: Member, agent: str = FIREFOX) -> None:
    visitor.client.post(
        f"/{visitor.slug}/sign-in",
        data={"email": member.email, "password": PASSWORD},
        headers={"User-Agent": agent},
    )


def test_an_administrator_invites_and_never_types_a_password(app: Flask, admin: Member, sent: Post) -> None:
    visitor = browse(app, member=admin)
    assert "password" not in re.findall(r'<input[^>]+name="(\w+)"', visitor.get("/people/add"))
    person = added(visitor)
    page = visitor.get(person)
    assert "Kofi Amponsah was added, and an invitation was written" in page
    assert KOFI in page
    assert "Not sent yet" in page
    assert "No mail server is named" in page
    assert "Not sent yet" in visitor.get("/people")
    sent.send(HOUR)
    assert "The link is good until" in visitor.get(person)
    assert sent.token(KOFI) not in visitor.get(person)


def test_the_way_in_leads_to_the_second_step_where_it_is_needed(
    app: Flask, admin: Member, sent: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(browse(app, member=admin))
    sent.send(HOUR)
    strict = replace(app.extensions["candour"], second_required=True)
    monkeypatch.setitem(app.extensions, "candour", strict)
    path = sent.paths(KOFI)[0].removeprefix("/fts")
    kofi = browse(app)
    for _ in range(3):  # a mail program that fetches links uses nothing up
        assert "Kofi Amponsah, you are invited" in kofi.get(path)
    assert kofi.client.head(f"/fts{path}").status_code == 200
    assert "15 to 200" in kofi.post(path, {"password": "short"}, 422).get_data(as_text=True)
    assert kofi.post(path, {"password": OWN}).location == "/fts/today"
    assert kofi.client.get("/fts/today").location.startswith("/fts/account/second-step")
    assert "does not work any more" in kofi.get(path, 410)
    again = kofi.post(path, {"password": "ten quiet purple otters"}, 410).get_data(as_text=True)
    assert plain(again) == plain(kofi.get(f"{path}x", 410))
    enter(kofi, replace(admin, email=KOFI))
    assert sent.subjects(KOFI) == ["You are invited to sign in"], "the browser in which it began is known"


def test_the_link_is_shown_once_with_the_address_from_the_settings(app: Flask, admin: Member) -> None:
    visitor = browse(app, member=admin)
    person = added(visitor)
    page = visitor.post(f"{person}/invite/link", {}, 200).get_data(as_text=True)
    (link,) = re.findall(r'class="typed">([^<]+)<', page)
    assert link.startswith(f"{app.config['CANDOUR'].public_url}/fts/invitation/")
    page = visitor.get(person)
    assert "Handed over by an administrator" in page
    assert link.rpartition("/")[2] not in page
    assert visitor.client.get(f"/fts{person}/invite/link").location == f"/fts{person}"


def test_an_invitation_is_sent_again_and_withdrawn(app: Flask, admin: Member) -> None:
    visitor = browse(app, member=admin)
    person = added(visitor)
    visitor.post(f"{person}/invite/again", {})
    assert "with a new link" in visitor.get(person)
    visitor.post(f"{person}/invite/withdraw", {})
    assert "The invitation was withdrawn" in visitor.get(person)
    page = visitor.post(f"{person}/invite/send", {"email": "not an address"}, 422).get_data(as_text=True)
    assert "Enter an e-mail address" in page
    assert 'value="not an address"' in page
    visitor.post(f"{person}/invite/send", {"email": KOFI})
    visitor.post(f"{person}/invite/send", {"email": KOFI}, 422)
    assert "Open invitations" in visitor.get("/people")


def test_nobody_invites_themselves(app: Flask, admin: Member) -> None:
    visitor = browse(app, member=admin)
    page = visitor.post(f"/people/{admin.person_id}/invite/send", {"email": KOFI}, 422).get_data(as_text=True)
    assert "ask another administrator" in page


def test_asking_for_a_new_password_answers_alike_for_every_kind_of_account(
    app: Flask, sqlite: Database
) -> None:
    answers = set()
    for number, kind in enumerate(every.KINDS):
        address = kind()
        visitor = browse(app)
        visitor.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        answer = visitor.post("/forgotten-password", {"email": address})
        answers.add((answer.status_code, answer.location, plain(visitor.get("/forgotten-password/asked"))))
    assert len(answers) == 1


def test_signing_in_in_vain_answers_alike_for_every_kind_of_account(app: Flask, sqlite: Database) -> None:
    answers = set()
    for kind in every.KINDS:
        if kind is every.locked:  # counted for unknown addresses too: see the next test
            continue
        address = kind()
        answer = browse(app).post("/sign-in", {"email": address, "password": "not the phrase"}, 422)
        names = tuple(sorted(name for name, _ in answer.headers if name != "Content-Length"))
        answers.add((names, plain(answer.get_data(as_text=True)).replace(address, "")))
    assert len(answers) == 1


def test_an_address_is_locked_alike_whether_anybody_signs_in_with_it(app: Flask, sqlite: Database) -> None:
    answers = set()
    for address in (join("fts", "Ada Okoro").email, "nobody@example.org"):
        for number in range(11):
            answer = browse(app).client.post(
                "/fts/sign-in", data={"email": address, "password": "not the phrase"}
            )
            assert answer.status_code == (429 if number == 10 else 422)
        answers.add(plain(answer.get_data(as_text=True)).replace(address, ""))
    assert len(answers) == 1


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_only_a_form_uses_up(
    app: Flask, sqlite: Database, sent: Post
) -> None:
    ada = join("fts", "Ada Okoro", [Role.REPORTER])
    visitor = browse(app)
    assert 'href="/fts/forgotten-password"' in visitor.get("/sign-in")
    visitor.get("/forgotten-password")
    assert "Enter an e-mail address" in visitor.post("/forgotten-password", {"email": "ada"}, 422).get_data(
        as_text=True
    )
    visitor.post("/forgotten-password", {"email": ada.email})
    sent.send(HOUR)
    path = sent.paths(ada.email)[0].removeprefix("/fts")
    for _ in range(3):
        assert ada.email in visitor.get(path)
    assert "too easy" in visitor.post(path, {"password": "okoro okoro okoro"}, 422).get_data(as_text=True)
    assert visitor.post(path, {"password": OWN}).location == "/fts/sign-in"
    assert "Your password was changed. Sign in with it." in visitor.get("/sign-in")
    with visitor.client.session_transaction() as cookie:
        assert "_user_id" not in cookie, "the link signs nobody in"
    used = visitor.get(path, 410)
    assert plain(used) == plain(visitor.get("/new-password/never-was", 410))
    visitor.post("/sign-in", {"email": ada.email, "password": OWN})


def test_too_much_from_one_place_is_said(app: Flask, sqlite: Database) -> None:
    visitor = browse(app)
    for number in range(5):
        visitor.post("/forgotten-password", {"email": f"{number}@example.org"})
    page = visitor.post("/forgotten-password", {"email": "6@example.org"}, 429).get_data(as_text=True)
    assert "try again after 21 November 2026, 10:45am" in page


@pytest.mark.parametrize("headers", HOSTILE, ids=lambda one: next(iter(one)))
def test_no_header_changes_where_a_link_leads(
    app: Flask, sqlite: Database, sent: Post, headers: dict[str, str]
) -> None:
    ada = join("fts", "Ada Okoro")
    browse(app).client.post("/fts/forgotten-password", data={"email": ada.email}, headers=headers)
    sent.send(HOUR)
    (_, _, body), token = sent.came[0], sent.token(ada.email)
    assert "evil" not in body
    assert re.findall(r"\S*//\S+", body) == [f"{PLACE}/fts/new-password/{token}"]


def test_under_a_host_that_is_not_ours_nothing_is_asked_for(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Okoro")
    answer = browse(app).client.post(
        "/fts/forgotten-password", data={"email": ada.email}, headers={"Host": "evil.example"}
    )
    assert answer.status_code == 400
    assert steps.rows("outbox") == []


def test_every_box_for_a_password_says_what_it_is_for(app: Flask, admin: Member, sent: Post) -> None:
    """So that a password manager fills it in; and nothing keeps anybody from pasting."""
    visitor = browse(app, member=admin)
    added(visitor)
    visitor.post("/forgotten-password", {"email": admin.email})
    sent.send(HOUR)
    invited, forgotten = (sent.paths(one)[0].removeprefix("/fts") for one in (KOFI, admin.email))
    boxes = {
        path: re.findall(r'<input[^>]*type="password"[^>]*>', who.get(path))
        for who, path in (
            *((browse(app), path) for path in ("/sign-in", invited, forgotten)),
            *((visitor, path) for path in ("/account/password", "/confirm")),
        )
    }
    for path, found in boxes.items():
        assert found, path
        for box in found:
            wanted = "new" if path in (invited, forgotten) or 'name="new"' in box else "current"
            assert f'autocomplete="{wanted}-password"' in box, path
            assert "readonly" not in box
            assert "onpaste" not in box


# -- browsers that are new to an account -------------------------------------------------------------------


def test_the_first_sign_in_from_a_browser_is_told_by_mail_and_the_next_is_not(
    app: Flask, sqlite: Database, sent: Post, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada)
    mine, other = browse(app), browse(app)
    enter(mine, ada)
    enter(mine, ada, "curl/8")
    sent.send(HOUR)
    assert sent.subjects(ada.email).count("A sign-in from a browser that is new to us") == 1
    body = next(body for _, subject, body in sent.came if "browser" in subject)
    assert "Firefox on Windows" in body
    assert "21 November 2026" in body
    assert "10:30 GMT" in body
    assert f"{PLACE}/fts/forgotten-password" in body
    assert reference not in body
    enter(other, ada)
    sent.send(HOUR)
    assert sent.subjects(ada.email).count("A sign-in from a browser that is new to us") == 2


def test_a_browser_is_known_for_each_account_apart(app: Flask, sqlite: Database, sent: Post) -> None:
    ada, ben = join("fts", "Ada Okoro"), join("fts", "Ben Marsh")
    shared = browse(app)
    enter(shared, ada)
    enter(shared, ben)
    enter(shared, ada)
    sent.send(HOUR)
    assert (len(sent.subjects(ada.email)), len(sent.subjects(ben.email))) == (1, 1)


@pytest.mark.parametrize("planted", ["", "short", "x" * 44, "a/b" * 14 + "a", "é" * 43])
def test_a_cookie_that_is_not_ours_is_replaced(app: Flask, sqlite: Database, planted: str) -> None:
    ada = join("fts", "Ada Okoro")
    visitor = browse(app)
    visitor.client.set_cookie("candour-device", planted)
    enter(visitor, ada)
    cookie = visitor.client.get_cookie("candour-device")
    assert cookie is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", cookie.value)
    assert cookie.value not in str(steps.rows("known_device"))


def test_who_gives_a_wrong_password_gets_no_cookie_and_sends_no_mail(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Okoro")
    visitor = browse(app)
    visitor.post("/sign-in", {"email": ada.email, "password": "not the phrase"}, 422)
    assert visitor.client.get_cookie("candour-device") is None
    assert (steps.rows("known_device"), steps.rows("outbox")) == ([], [])


def test_the_cookie_is_for_this_host_alone(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("fts", "Ada Okoro")
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    answer = browse(app).client.post("/fts/sign-in", data={"email": ada.email, "password": PASSWORD})
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "device" in one]
    assert cookie.startswith("__Host-candour-device=")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=34560000"} <= parts
    assert not any(part.startswith("Domain") for part in parts)


def test_what_changes_in_an_account_is_told_to_its_owner(
    app: Flask, admin: Member, sent: Post, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    visitor = browse(app, member=ada, now=datetime.now(tz=NOW.tzinfo))
    every.have_factor(ada)
    with visitor.client.session_transaction() as cookie:
        token = str(cookie["_user_id"])
    code = every.code_at(ada, HOUR)
    visitor.post("/second-step", {"code": code})
    visitor.post("/account/codes", {}, 200)
    visitor.post("/account/password", {"old": PASSWORD, "new": OWN})
    lost = {"made_sure": "met", "because": "She lost her phone"}
    browse(app, member=admin, now=HOUR).post(f"/people/{ada.person_id}/second-step", lost)
    sent.send(HOUR)
    assert sorted(sent.subjects(ada.email)) == [
        "You have new recovery codes",
        "Your password was changed",
        "Your second step was taken away",
    ]
    assert all(token not in body and "Ada" not in body for _, _, body in sent.came)


def test_a_second_step_is_taken_away_only_when_it_is_said_how_one_made_sure(
    app: Flask, admin: Member
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    every.have_factor(ada)
    visitor = browse(app, member=admin)
    for raw in ({"because": "She lost it"}, {"because": "She lost it", "made_sure": "by mail"}):
        visitor.post(f"/people/{ada.person_id}/second-step", raw, 422)
    assert len(steps.rows("second_factor")) == 1
    visitor.post(f"/people/{ada.person_id}/second-step", {"because": "Lost", "made_sure": "rang"})
    (said,) = steps.payloads("second_step_reset")
    assert said["data"] == {"made_sure": "rang", "because": "Lost"}
