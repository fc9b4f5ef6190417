"""Passkeys through the pages: signing in with one, adding, naming and removing; what people read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import passkey_proof
from incidents.services.actors import Member
from incidents.services.passkeys import Keyring
from tests import steps
from tests.authenticator import Authenticator
from tests.cast import PASSWORD, Visitor, browse, join
from tests.filled import says
from tests.services.test_passkeys import RING, have_passkey
from tests.services.test_provider import link_of
from tests.web.test_second_step import enter

pytestmark = pytest.mark.usefixtures("clock", "sqlite")
CALM = "This passkey did not work here. Try again, or use another way"
WITHOUT = "A passkey needs JavaScript, which is off in this browser."


@pytest.fixture
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The program as it is with real cases: who reads them signs in in two steps."""
    settings = replace(app.extensions["candour"], second_required=True)
    monkeypatch.setitem(app.extensions, "candour", settings)
    return app


def sent(page: str, key: Authenticator, *, new: bool = False) -> dict[str, object]:
    """What the script of the page sends, once the authenticator has answered its question."""
    [options] = re.findall(r'data-options="([^"]+)"', page)
    [sealed] = re.findall(r'name="sealed"\s+value="([^"]+)"', page)
    asked = unescape(options)
    return {"sealed": sealed, "answer": key.make(asked) if new else key.use(asked)}


def ada() -> Member:
    return join("fts", "Ada Okoro", [Role.MANAGER])


def test_a_passkey_signs_in_without_password_and_code(strict: Flask) -> None:
    key = have_passkey(ada())
    visitor = browse(strict)
    page = visitor.get("/sign-in?next=/fts/cases")
    assert WITHOUT + " Use your password instead." in says(page)
    way = "/sign-in/passkey?next=/fts/cases"
    assert visitor.client.post(f"/fts{way}", data=sent(page, key)).location == "/fts/cases"
    visitor.get("/cases")


def test_what_is_refused_reads_alike_and_opens_nothing(
    strict: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    key = have_passkey(ada())
    wrong = {
        "unknown": Authenticator(handle=b"x"),
        "another page": replace(key, origin="http://candour.example"),
        "not verified": replace(key, flags=1),
    }
    for one in wrong.values():
        visitor = browse(strict)
        answer = visitor.post("/sign-in/passkey", sent(visitor.get("/sign-in"), one), 422)
        assert CALM in answer.get_data(as_text=True)
        assert visitor.client.get("/fts/account").location.startswith("/fts/sign-in")
    visitor = browse(strict)
    assert CALM in visitor.post("/sign-in/passkey", {}, 422).get_data(as_text=True)
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 4
    assert all(line.startswith("A passkey was refused: ") and "\n" not in line for line in lines)


def test_a_page_that_was_sent_is_not_sent_again(strict: Flask) -> None:
    key = have_passkey(ada())
    visitor = browse(strict)
    data = sent(visitor.get("/sign-in"), key)
    visitor.post("/sign-in/passkey", data)
    assert CALM in browse(strict).post("/sign-in/passkey", data, 422).get_data(as_text=True)


def test_after_the_password_it_is_the_second_step(strict: Flask, clock: time_machine.Coordinates) -> None:
    member = ada()
    key = have_passkey(member)
    visitor = enter(strict, member)
    assert visitor.client.get("/fts/cases").location.startswith("/fts/second-step")
    page = visitor.get("/second-step")
    assert WITHOUT + " Type a code instead." in says(page)
    assert "recovery codes" in page
    wrong = visitor.post("/second-step/passkey", sent(page, Authenticator()), 422)
    assert CALM in wrong.get_data(as_text=True)
    assert visitor.client.get("/fts/cases").location.startswith("/fts/second-step")
    visitor.post("/second-step/passkey", sent(visitor.get("/second-step"), key))
    visitor.get("/cases")


def test_a_passkey_alone_as_second_step_cannot_be_replaced_by_who_knows_the_password(strict: Flask) -> None:
    member = ada()
    have_passkey(member)
    visitor = enter(strict, member)
    for way in ("/account/second-step", "/account/passkeys/add", "/confirm"):
        assert visitor.client.get(f"/fts{way}").location.startswith("/fts/second-step"), way


def test_one_may_be_the_first_second_step_and_comes_with_recovery_codes(strict: Flask) -> None:
    member = ada()
    visitor = enter(strict, member)
    assert "add a passkey" in visitor.get("/account/second-step")
    page = visitor.get("/account/passkeys/add")
    assert WITHOUT + " Use codes from your phone instead." in says(page)
    key = Authenticator()
    unnamed = visitor.post("/account/passkeys/add", {**sent(page, key, new=True), "name": " "}, 422)
    data = {**sent(unnamed.get_data(as_text=True), key, new=True), "name": "my phone"}
    codes = visitor.post("/account/passkeys/add", data, 200).get_data(as_text=True)
    assert len(set(re.findall(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){5}", codes))) == 10
    account = visitor.get("/account")
    assert "my phone" in account
    assert "not used yet" in account


def test_adding_one_asks_again_who_it_is(app: Flask, clock: time_machine.Coordinates) -> None:
    visitor = enter(app, ada())
    clock.shift(timedelta(minutes=16))
    asked = visitor.client.get("/fts/account/passkeys/add").location
    assert asked.startswith("/fts/confirm?next=")
    visitor.post(asked.removeprefix("/fts"), {"password": PASSWORD})
    page = visitor.get("/account/passkeys/add")
    clock.shift(timedelta(minutes=16))
    late = {**sent(page, Authenticator(), new=True), "name": "x"}
    assert visitor.client.post("/fts/account/passkeys/add", data=late).location.startswith("/fts/confirm")
    assert steps.rows("passkey") == []


def test_one_proves_oneself_again_with_it(strict: Flask, clock: time_machine.Coordinates) -> None:
    member = ada()
    key = have_passkey(member)
    visitor = browse(strict)
    visitor.post("/sign-in/passkey", sent(visitor.get("/sign-in"), key))
    clock.shift(timedelta(minutes=16))
    way = visitor.client.get("/fts/account/passkeys/add").location.removeprefix("/fts")
    page = visitor.get(way)
    answer = visitor.post(way.replace("/confirm", "/confirm/passkey"), sent(page, key))
    assert answer.location == "/fts/account/passkeys/add"
    visitor.get("/account/passkeys/add")


def test_naming_and_removing(strict: Flask) -> None:
    member = ada()
    key, other = have_passkey(member), have_passkey(member)
    assert key.handle == other.handle
    visitor = browse(strict)
    visitor.post("/sign-in/passkey", sent(visitor.get("/sign-in"), key))
    one, two = (f"/account/passkeys/{row['id']}" for row in steps.rows("passkey"))
    visitor.get(f"{one}/name")
    visitor.post(f"{one}/name", {"name": ""}, 422)
    visitor.post(f"{one}/name", {"name": "the blue stick"})
    assert "the blue stick" in visitor.get("/account")
    visitor.get(f"{one}/remove")
    visitor.post(f"{one}/remove", {})
    kept = visitor.post(f"{two}/remove", {}, 422).get_data(as_text=True)
    assert "This is your last second step, and you need one" in kept
    assert len(steps.rows("passkey")) == 1


def test_one_in_doubt_says_so(app: Flask) -> None:
    member = ada()
    key = have_passkey(member)
    copy = replace(key)
    visitor = browse(app)
    visitor.post("/sign-in/passkey", sent(visitor.get("/sign-in"), key))
    stranger = browse(app)
    stranger.post("/sign-in/passkey", sent(stranger.get("/sign-in"), copy), 422)
    page = visitor.get("/account")
    assert "Not used any more" in page
    assert "It may have been copied" in page


def test_an_administrator_takes_passkeys_away_with_the_second_step(strict: Flask) -> None:
    ines, tom = join("fts", "Ines Carvalho", [Role.ADMIN]), join("fts", "Tom Ray", [Role.CHAIR])
    have_passkey(tom)
    key = have_passkey(ines)
    link_of(tom)
    hers: Visitor = browse(strict)
    hers.post("/sign-in/passkey", sent(hers.get("/sign-in"), key))
    hers.post(f"/people/{tom.person_id}/second-step", {"because": "Lost at sea", "made_sure": "rang"})
    assert [row["account_id"] for row in steps.rows("passkey")] == [ines.account_id]
    assert steps.rows("provider_link") == []
    assert [row for row in steps.rows("recovery_code") if row["account_id"] == tom.account_id] == []


def test_where_the_address_has_no_name_none_is_offered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Keyring(passkey_proof.place("http://127.0.0.1:8000"), RING.box)
    settings = replace(app.extensions["candour"], ring=ring)
    monkeypatch.setitem(app.extensions, "candour", settings)
    assert "passkey" not in browse(app).get("/sign-in")
    assert "No passkey can work here" in enter(app, ada()).get("/account/passkeys/add")
