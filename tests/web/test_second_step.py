"""Signing in in two steps, proving oneself again, and one's own account, in a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import case_access, invitations, membership
from incidents.services.actors import Member
from tests import steps
from tests.cast import PASSWORD, Visitor, browse, join
from tests.databases import Database
from tests.services.test_second_step import code_of, other_sign_in, secret_of, turn_on

pytestmark = pytest.mark.usefixtures("clock")
NEW = "ten quiet purple otters"


@pytest.fixture
def strict(app: Flask, sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The program as it is with real cases: who reads them signs in in two steps."""
    settings = replace(app.extensions["candour"], second_required=True)
    monkeypatch.setitem(app.extensions, "candour", settings)
    return app


def enter(app: Flask, member: Member, password: str = PASSWORD) -> Visitor:
    visitor = browse(app, member.organisation_id)
    visitor.post("/sign-in", {"email": member.email, "password": password})
    return visitor


def set_up(visitor: Visitor) -> str:
    """Follow the picture: the recovery codes' page."""
    page = visitor.get("/account/second-step")
    secret = re.sub(r"\s", "", re.findall(r'class="reference">([A-Z2-7 ]+)<', page)[0])
    sealed = re.findall(r'name="secret" value="([^"]+)"', page)[0]
    answer = visitor.post("/account/second-step", {"secret": sealed, "code": pyotp.TOTP(secret).now()}, 200)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/today", "/cases", "/trails", "/people", "/account", "/who-does-what"])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.HELPER])
def test_who_reads_cases_sets_it_up_before_anything_else(strict: Flask, role: Role, path: str) -> None:
    visitor = enter(strict, join("fts", "Ada Okoro", [role]))
    answer = visitor.client.get(f"/fts{path}")
    assert answer.status_code == 302
    assert answer.location.startswith("/fts/account/second-step?next=")


def test_who_only_reports_signs_in_as_ever(strict: Flask) -> None:
    visitor = enter(strict, join("fts", "Kofi Amponsah", [Role.REPORTER]))
    visitor.get("/my-reports")


def test_setting_up_shows_the_recovery_codes_once_and_lets_them_in(strict: Flask) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    visitor = enter(strict, ada)
    page = set_up(visitor)
    codes = re.findall(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){5}", page)
    assert len(set(codes)) == 10
    visitor.get("/today")
    assert not any(code in visitor.get("/account") for code in codes)


def test_a_password_alone_opens_nothing_afterwards(strict: Flask, clock: time_machine.Coordinates) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada)
    turn_on(ada)
    clock.shift(timedelta(minutes=6))
    visitor = enter(strict, ada)
    for path in ("/today", f"/cases/{reference}", "/cases/FTS-0000-0", "/account", "/account/second-step"):
        answer = visitor.client.get(f"/fts{path}")
        assert answer.status_code in (302, 200)
        assert "Ada Okoro" not in answer.get_data(as_text=True), path
    assert reference not in visitor.get("/second-step")
    wrong = visitor.post("/second-step", {"code": "000000"}, 422).get_data(as_text=True)
    assert "does not fit" in wrong
    visitor.post("/second-step", {"code": code_of(ada)})
    assert reference in visitor.get(f"/cases/{reference}")


def test_a_second_factor_cannot_be_replaced_by_who_knows_the_password_alone(
    strict: Flask, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    turn_on(ada)
    before = secret_of(ada)
    clock.shift(timedelta(minutes=6))
    visitor = enter(strict, ada)
    answer = visitor.client.get("/fts/account/second-step")
    assert answer.location is not None
    assert answer.location.startswith("/fts/second-step")
    visitor.client.post("/fts/account/second-step", data={"secret": "x", "code": "000000"})
    assert secret_of(ada) == before


def test_the_way_there_is_kept(strict: Flask) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    turn_on(ada)
    visitor = enter(strict, ada)
    wanted = visitor.client.get("/fts/cases?kind=complaint").location
    assert visitor.client.post(wanted, data={"code": code_of(ada)}).location == "/fts/cases?kind=complaint"


def test_too_many_codes_say_when_to_try_again(strict: Flask, clock: time_machine.Coordinates) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    turn_on(ada)
    clock.shift(timedelta(minutes=6))
    visitor = enter(strict, ada)
    for _ in range(5):
        visitor.post("/second-step", {"code": "000000"}, 422)
    assert "Too many tries" in visitor.post("/second-step", {"code": code_of(ada)}, 429).get_data(
        as_text=True
    )


def test_giving_a_role_asks_again_who_it_is_and_keeps_what_was_typed(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ines = join("fts", "Ines Carvalho", [Role.ADMIN])
    tom = join("fts", "Tom Ray", [Role.TRUSTEE])
    visitor = enter(app, ines)
    clock.shift(timedelta(minutes=16))
    way = f"/people/{tom.person_id}/give"
    asked = visitor.client.post(f"/fts{way}", data={"held": "role:chair"})
    assert asked.location.startswith("/fts/confirm?next=")
    visitor.post(asked.location.removeprefix("/fts"), {"password": "not this one"}, 422)
    back = visitor.client.post(asked.location, data={"password": PASSWORD})
    assert back.location == f"/fts{way}"
    visitor.post(way, {"held": "role:chair"})
    assert "Chair" in visitor.get(f"/people/{tom.person_id}")


def test_one_sees_where_one_is_signed_in_and_can_end_it(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    here = enter(app, ada)
    there = browse(app)
    there.client.post(
        "/fts/sign-in",
        data={"email": ada.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU) Safari/604.1 <script>"},
    )
    there.get("/today")
    page = here.get("/account")
    assert "Safari on an iPhone" in page
    assert "&lt;script" not in page, "only what is recognised is shown"
    [way] = re.findall(r'action="/fts(/account/sign-ins/[0-9a-f]+/end)"', page)
    here.post(way, {})
    assert there.client.get("/fts/today").status_code == 302
    here.get("/today")


def test_nobody_ends_the_sign_in_of_another(app: Flask, sqlite: Database) -> None:
    ada, tom = join("fts", "Ada Okoro", [Role.MANAGER]), join("fts", "Tom Ray", [Role.TRUSTEE])
    enter(app, tom)
    handle = str(steps.rows("sign_in_session")[0]["token_hash"])[:16]
    enter(app, ada).post(f"/account/sign-ins/{handle}/end", {}, 404)
    assert steps.rows("sign_in_session")[0]["revoked_at"] is None


def test_a_new_password_counts_at_once_and_ends_the_other_sign_ins(app: Flask, sqlite: Database) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    other, here = enter(app, ada), enter(app, ada)
    page = here.post("/account/password", {"old": "not this one", "new": NEW}, 422).get_data(as_text=True)
    assert "This is not your password" in page
    page = here.post("/account/password", {"old": PASSWORD, "new": "adaokoro adaokoro"}, 422)
    assert "too easy to guess" in page.get_data(as_text=True)
    here.post("/account/password", {"old": PASSWORD, "new": NEW})
    here.get("/account")
    assert other.client.get("/fts/today").status_code == 302
    browse(app).post("/sign-in", {"email": ada.email, "password": PASSWORD}, 422)
    enter(app, ada, NEW).get("/today")


def test_someone_who_leaves_is_out_of_everything_at_once(app: Flask, sqlite: Database) -> None:
    ines, tom = join("fts", "Ines Carvalho", [Role.ADMIN]), join("fts", "Tom Ray", [Role.CHAIR])
    his, hers = enter(app, tom), enter(app, ines)
    his.get("/today")
    hers.post(f"/people/{tom.person_id}/leave", {"because": ""}, 422)
    hers.post(f"/people/{tom.person_id}/leave", {"because": "She moved away"})
    assert his.client.get("/fts/today").status_code == 302
    browse(app).post("/sign-in", {"email": tom.email, "password": PASSWORD})
    assert his.client.get("/fts/cases").status_code == 302
    assert "Nothing yet" in hers.get(f"/people/{tom.person_id}")
    again = hers.post(f"/people/{tom.person_id}/leave", {"because": "Once more"}, 422)
    assert "holds nothing here any more" in again.get_data(as_text=True)


def test_an_administrator_takes_a_lost_second_step_away_but_never_their_own(strict: Flask) -> None:
    ines, tom = join("fts", "Ines Carvalho", [Role.ADMIN]), join("fts", "Tom Ray", [Role.CHAIR])
    turn_on(tom)
    hers = enter(strict, ines)
    set_up(hers)
    hers.post(f"/people/{tom.person_id}/second-step", {"because": "Lost at sea", "made_sure": "rang"})
    assert enter(strict, tom).client.get("/fts/today").location.startswith("/fts/account/second-step")
    own = hers.post(
        f"/people/{ines.person_id}/second-step", {"because": "I want to", "made_sure": "rang"}, 422
    )
    assert "ask another administrator" in own.get_data(as_text=True)
    none = hers.post(f"/people/{tom.person_id}/second-step", {"because": "Again", "made_sure": "rang"}, 422)
    assert "no second step" in none.get_data(as_text=True)


def test_the_step_is_offered_in_practice(app: Flask, sqlite: Database) -> None:
    visitor = enter(app, join("fts", "Ada Okoro", [Role.MANAGER]))
    visitor.get("/today")
    assert "Turn it on" in visitor.get("/account")


def test_who_comes_back_sees_nothing_of_before(app: Flask, sqlite: Database) -> None:
    ines, tom = join("fts", "Ines Carvalho", [Role.ADMIN]), join("fts", "Tom Ray", [Role.TRUSTEE])
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(ada)
    case_access.let_in(
        ada, reference, None, "k" * 16, {"person": tom.person_id, "because": "Needed"}, datetime.now(UTC)
    )
    enter(app, tom).get(f"/cases/{reference}")
    hers = enter(app, ines)
    hers.post(f"/people/{tom.person_id}/leave", {"because": "She moved away"})
    hers.post("/people/add", {"name": "Tom Ray", "roles": ["trustee"], "email": tom.email})
    now = datetime.now(UTC)
    his = next(one for one in membership.everyone("fts", now) if one.name == tom.name and one.roles)
    token = invitations.hand_over(ines, his.person_id, now).rpartition("/")[2]
    browse(app).post(f"/invitation/{token}", {"password": PASSWORD})
    back = enter(app, tom)
    back.get("/today")
    back.get(f"/cases/{reference}", 404)


def test_each_proof_gives_the_sign_in_a_new_token_and_the_old_one_is_nobody(
    strict: Flask, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    visitor = enter(strict, ada)
    tokens = [token_of(visitor)]
    set_up(visitor)
    tokens.append(token_of(visitor))
    clock.shift(timedelta(minutes=16))
    visitor.post("/confirm", {"code": code_of(ada)})
    tokens.append(token_of(visitor))
    clock.shift(timedelta(minutes=6))
    again = enter(strict, ada)
    tokens.append(token_of(again))
    again.post("/second-step", {"code": code_of(ada)})
    tokens.append(token_of(again))
    assert len(set(tokens)) == 5
    for old in (tokens[0], tokens[1], tokens[3]):
        thief = browse(strict)
        with thief.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = old, True
        assert "/sign-in" in thief.client.get("/fts/account").location
    visitor.get("/account")
    again.get("/account")


def test_a_password_given_again_gives_a_new_token_too(app: Flask, sqlite: Database) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    visitor = enter(app, kofi)
    before = token_of(visitor)
    visitor.post("/confirm", {"password": PASSWORD})
    assert token_of(visitor) != before
    visitor.get("/account")


def test_a_sign_in_is_ended_only_after_proving_oneself_again(
    app: Flask, sqlite: Database, clock: time_machine.Coordinates
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    handle = other_sign_in(ada)
    visitor = enter(app, ada)
    clock.shift(timedelta(minutes=16))
    for path in (f"/account/sign-ins/{handle}/end", "/account/sign-ins/end-others"):
        assert "/confirm" in visitor.post(path, {}).location
    assert f"/account/sign-ins/{handle}/end" in visitor.get("/account")


def token_of(visitor: Visitor) -> object:
    with visitor.client.session_transaction() as cookie:
        return cookie["_user_id"]
