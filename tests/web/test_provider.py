"""Signing in at the charity's own provider, through the pages: a good one, and every way to do it wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from incidents.domain.words import Role
from incidents.post import fetching
from incidents.services import provider
from incidents.services.actors import Member
from incidents.store.db import work
from incidents.store.models import Account
from tests import steps
from tests import test_every_write_has_its_event as every_write
from tests.cast import NOW, PASSWORD, Visitor, browse, join
from tests.databases import Database
from tests.filled import sent_by
from tests.oidc.provider import CLIENT, SECRET, HttpProvider
from tests.oidc.test_oidc import BROUGHT, WRONG, says
from tests.services.test_provider import link_of
from tests.services.test_second_step import code_of, have_factor

pytestmark = pytest.mark.usefixtures("clock", "sqlite")
CALM = "We could not sign you in with Acorn."
LOG = "Signing in at the provider was refused: "
HERE = NOW + timedelta(hours=1)
GO, BACK = "/fts/sign-in/provider", "/fts/sign-in/back"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpProvider]:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    made = HttpProvider(HERE)
    yield made
    made.close()


@pytest.fixture
def ours(app: Flask, there: HttpProvider, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The program with that provider, and the second step asked as with real cases."""
    return _with(app, there, monkeypatch)


def _with(app: Flask, there: HttpProvider, monkeypatch: pytest.MonkeyPatch) -> Flask:
    names = (there.issuer, CLIENT, SECRET, "Acorn")
    made = provider.there(names, "http://localhost", "the key of these tests", practice=True)
    settings = replace(app.extensions["candour"], provider=made, second_required=True)
    monkeypatch.setitem(app.extensions, "candour", settings)
    return app


def ada(issuer: str, subject: str = "person-1") -> Member:
    """A manager who is linked."""
    member = join("fts", "Ada Okoro", [Role.MANAGER])
    link_of(member, issuer, subject)
    return member


def walk(visitor: Visitor, there: HttpProvider, way: str = GO, **brought: str | None) -> TestResponse:
    """Go there, come back, press the button; the last answer, or the first that leads nowhere."""
    response = visitor.client.get(way)
    if response.status_code != 302:
        return response
    answer = {**there.visit(response.location), **brought}
    page = visitor.get(f"/sign-in/back?{urlencode({k: v for k, v in answer.items() if v is not None})}")
    return visitor.client.post(BACK, data=sent_by(page))


def is_in(visitor: Visitor) -> bool:
    return "/sign-in" not in (visitor.client.get("/fts/account").location or "")


def assert_refused(
    response: TestResponse, visitor: Visitor, before: every_write.Tables, log: pytest.LogCaptureFixture
) -> str:
    """One calm sentence, no session, nothing changed, one line in the log; that line."""
    assert response.status_code == 422
    assert CALM in response.get_data(as_text=True)
    assert not is_in(visitor)
    changed = set(every_write.difference(before, every_write.tables()))
    assert changed <= {"throttle"}
    [line] = [record.getMessage() for record in log.records]
    log.clear()
    assert line.startswith(LOG)
    return line.removeprefix(LOG)


@pytest.mark.parametrize("amr", [["pwd", "mfa"], ["pwd"]])
def test_who_is_linked_signs_in_there(ours: Flask, there: HttpProvider, amr: list[str]) -> None:
    member, visitor = ada(there.issuer), browse(ours)
    have_factor(member)
    there.claim = says(amr=amr)
    response = walk(visitor, there, f"{GO}?next=/fts/cases?kind=complaint")
    assert response.location == "/fts/cases?kind=complaint"
    if amr == ["pwd"]:  # only one step was taken there: ours is asked before anything else
        assert visitor.client.get("/fts/cases").location.startswith("/fts/second-step")
        visitor.post("/second-step", {"code": code_of(member)})
    visitor.get("/cases")
    [link] = steps.rows("provider_link")
    assert link["last_used_at"] is not None


def test_nothing_that_the_provider_gave_is_kept(ours: Flask, there: HttpProvider) -> None:
    """Neither the code nor the tokens, in the database or in the browser."""
    ada(there.issuer)
    visitor, tokens = browse(ours), []
    there.tokens = lambda told: tokens.extend(str(told[name]) for name in ("access_token", "id_token"))
    walk(visitor, there)
    with visitor.client.session_transaction() as cookie:
        kept = f"{every_write.tables()} {dict(cookie)}"
    assert len(tokens) == 2
    assert not any(secret in kept for secret in (*tokens, "code-0", SECRET))


def test_who_has_no_second_step_yet_sets_one_up_first(ours: Flask, there: HttpProvider) -> None:
    ada(there.issuer)
    visitor = browse(ours)
    walk(visitor, there)
    assert visitor.client.get("/fts/cases").location.startswith("/fts/account/second-step")
    asked = visitor.client.get("/fts/account/second-step")
    assert asked.location.startswith("/fts/confirm?next="), "it was not here that they proved who they are"
    back = visitor.client.post(asked.location, data={"password": PASSWORD}).location
    assert back == "/fts/account/second-step"
    visitor.get("/account/second-step")


def test_what_cannot_be_taken_back_asks_who_it_is(ours: Flask, there: HttpProvider) -> None:
    ada(there.issuer)
    visitor = browse(ours)
    there.claim = says(amr=["mfa"])
    walk(visitor, there)
    visitor.get("/account")
    answer = visitor.client.post("/fts/account/provider/end")
    assert answer.location.startswith("/fts/confirm?next=")


NEXT = (
    "https://other.example/",
    "//other.example",
    "/hss/cases",
    "/fts/../x",
    "/fts/sign-in",
    BACK,
    "é" * 900,
)


@pytest.mark.parametrize("wanted", NEXT)
def test_afterwards_one_is_on_a_page_of_this_charity(ours: Flask, there: HttpProvider, wanted: str) -> None:
    ada(there.issuer)
    there.claim = says(amr=["mfa"])
    assert walk(browse(ours), there, f"{GO}?{urlencode({'next': wanted})}").location == "/fts/today"


def test_every_provider_that_does_wrong_is_refused_through_the_pages(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    clock: time_machine.Coordinates,
) -> None:
    clock.move_to(NOW)
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    assert len(WRONG) >= 25
    member = ada("http://nowhere.example")
    for why, (how, said) in WRONG.items():
        there = HttpProvider(NOW)
        with work() as session:
            provider.forget(session, member.account_id)
        link_of(member, there.issuer, "person-1")
        _with(app, there, monkeypatch)
        how(there)
        with work() as session:
            session.connection().exec_driver_sql("DELETE FROM throttle")
        before, visitor = every_write.tables(), browse(app)
        assert assert_refused(walk(visitor, there), visitor, before, caplog) == said, why
        there.close()


@pytest.mark.parametrize("what", BROUGHT)
def test_what_a_browser_makes_up_is_refused_through_the_pages(
    ours: Flask, there: HttpProvider, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    ada(there.issuer)
    visitor, before = browse(ours), every_write.tables()
    assert_refused(walk(visitor, there, **BROUGHT[what]), visitor, before, caplog)


def nobody(there: HttpProvider) -> object:
    return ada(there.issuer, "person-2")


def elsewhere(there: HttpProvider) -> object:
    return ada("https://other.example")


def disabled(there: HttpProvider) -> object:
    member = ada(there.issuer)
    with work() as session:
        session.get_one(Account, member.account_id).disabled_at = NOW
    return member


def same_address(there: HttpProvider) -> object:
    there.claim = says(email="ada.okoro@fts.example.org", email_verified=True)
    return join("fts", "Ada Okoro", [Role.MANAGER])


@pytest.mark.parametrize("who", [nobody, elsewhere, disabled, same_address])
def test_unknown_foreign_and_disabled_are_refused_alike(
    ours: Flask,
    there: HttpProvider,
    caplog: pytest.LogCaptureFixture,
    who: Callable[[HttpProvider], object],
) -> None:
    who(there)
    visitor, before = browse(ours), every_write.tables()
    line = assert_refused(walk(visitor, there), visitor, before, caplog)
    assert line == "Nobody here is linked to who signed in there"


def test_another_browser_cannot_bring_the_answer_back(
    ours: Flask, there: HttpProvider, caplog: pytest.LogCaptureFixture
) -> None:
    ada(there.issuer)
    mine, other = browse(ours), browse(ours)
    answer = there.visit(mine.client.get(GO).location)
    before = every_write.tables()
    assert_refused(other.client.post(BACK, data=answer), other, before, caplog)
    other.client.get(GO)  # with a start of its own
    before = every_write.tables()
    assert_refused(other.client.post(BACK, data=answer), other, before, caplog)
    other.client.set_cookie("candour-provider", "made up")
    assert_refused(other.client.post(BACK, data=answer), other, every_write.tables(), caplog)
    assert mine.client.post(BACK, data=answer).status_code == 302


def test_a_start_is_good_once_for_ten_minutes_and_for_one_charity(
    ours: Flask,
    there: HttpProvider,
    caplog: pytest.LogCaptureFixture,
    clock: time_machine.Coordinates,
) -> None:
    ada(there.issuer)
    visitor = browse(ours)
    answer = there.visit(visitor.client.get(GO).location)
    kept = visitor.client.get_cookie("candour-provider")
    assert kept is not None
    assert kept.http_only
    assert "test" not in kept.value
    assert visitor.client.post(BACK, data=answer).status_code == 302
    assert visitor.client.get_cookie("candour-provider") is None
    visitor.post("/sign-out", {})
    for code in ("code-0", "code-1"):
        there.codes[code] = {**there.codes.get(code, {})}
        visitor.client.set_cookie("candour-provider", kept.value)
        said = {**answer, "code": code}
        line = assert_refused(visitor.client.post(BACK, data=said), visitor, every_write.tables(), caplog)
        assert line == "This start was used already"
    answer = there.visit(visitor.client.get(GO).location)
    line = assert_refused(
        visitor.client.post("/hss/sign-in/back", data=answer), visitor, every_write.tables(), caplog
    )
    assert line == "This was begun at another charity's page"
    answer = there.visit(visitor.client.get(GO).location)
    clock.shift(timedelta(minutes=10))
    assert_refused(visitor.client.post(BACK, data=answer), visitor, every_write.tables(), caplog)


def test_one_links_ones_account_after_proving_oneself_and_ends_it(
    ours: Flask, there: HttpProvider, clock: time_machine.Coordinates
) -> None:
    tom = join("fts", "Tom Ray", [Role.REPORTER])
    visitor = browse(ours, "fts", tom)
    assert "Link your account" in visitor.get("/account")
    clock.shift(timedelta(minutes=16))
    asked = visitor.client.get("/fts/account/provider")
    assert asked.location.startswith("/fts/confirm")
    there.now += 960
    assert (
        visitor.client.post(asked.location, data={"password": PASSWORD}).location == "/fts/account/provider"
    )
    walk(visitor, there, "/fts/account/provider")
    assert "From now on you can sign in with Acorn." in visitor.get("/account")
    assert "Your account was linked" in [row["subject"] for row in steps.rows("outbox")], "its owner is told"
    other = browse(ours)
    assert not is_in(other)
    walk(other, there)
    assert is_in(other)
    visitor.post("/account/provider/end", {})
    assert steps.rows("provider_link") == []
    assert "Your account is not linked any more" in visitor.post("/account/provider/end", {}, 422).get_data(
        as_text=True
    )
    stranger = browse(ours)
    assert walk(stranger, there).status_code == 422


def test_a_link_is_made_only_for_who_began_it(
    ours: Flask, there: HttpProvider, caplog: pytest.LogCaptureFixture
) -> None:
    tom, kofi = (join("fts", name, [Role.REPORTER]) for name in ("Tom Ray", "Kofi Amponsah"))
    hers, his = browse(ours, "fts", tom), browse(ours, "fts", kofi)
    answer = there.visit(hers.client.get("/fts/account/provider").location)
    kept = hers.client.get_cookie("candour-provider")
    assert kept is not None
    his.client.set_cookie("candour-provider", kept.value)
    stranger = browse(ours)
    stranger.client.set_cookie("candour-provider", kept.value)
    for visitor in (his, stranger):
        response = visitor.client.post(BACK, data=answer)
        assert response.status_code == 422
        assert CALM in response.get_data(as_text=True)
    assert steps.rows("provider_link") == []
    walk(hers, there, "/fts/account/provider")
    assert walk(his, there, "/fts/account/provider").status_code == 422, "one person there is one account"
    assert [row["account_id"] for row in steps.rows("provider_link")] == [tom.account_id]
    assert [record.getMessage().removeprefix(LOG) for record in caplog.records] == [
        "This was begun to sign in, or for another account",
        "Who began to link an account is not signed in any more",
        "The account, or who signed in there, is linked already",
    ]


def test_an_old_session_ends_when_somebody_signs_in_there(ours: Flask, there: HttpProvider) -> None:
    ada(there.issuer)
    tom = join("fts", "Tom Ray", [Role.REPORTER])
    visitor = browse(ours, "fts", tom)
    walk(visitor, there)
    rows = {row["account_id"]: row["revoked_at"] for row in steps.rows("sign_in_session")}
    assert rows[tom.account_id] is not None


def test_too_many_starts_ask_the_provider_nothing(ours: Flask, there: HttpProvider) -> None:
    visitor = browse(ours)
    for _ in range(60):
        assert visitor.client.get(GO).status_code == 302
    there.asked.clear()
    response = visitor.client.get(GO)
    assert response.status_code == 429
    assert "Too many tries" in response.get_data(as_text=True)
    assert there.asked == []


def test_where_none_is_named_there_is_no_such_page(
    app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "candour", replace(app.extensions["candour"], provider=None))
    tom = join("fts", "Tom Ray", [Role.REPORTER])
    visitor = browse(app, "fts", tom)
    for way in ("/sign-in/provider", "/sign-in/back", "/account/provider", "/account/provider/end"):
        visitor.get(way, 404)
    visitor.post("/sign-in/back", {}, 404)
    assert "Acorn" not in visitor.get("/account")
    assert "Acorn" not in browse(app).get("/sign-in")
