"""Signing in: one answer for every kind of wrong, a throttle, and sessions that end when they must."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from incidents.domain.words import Role
from incidents.services import hashing, signing_in
from incidents.services.actors import Member
from incidents.services.signing_in import Limits
from incidents.services.throttling import TooMany
from incidents.store.db import read, work
from incidents.store.models import Account, SignInSession
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database

TOOL = hashing.hasher(8)
LIMITS = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=10))


def enter(email: str, password: str = PASSWORD, where: str = "127.0.0.1", minutes: float = 0) -> str | None:
    return signing_in.sign_in(email, password, signing_in.From(where), TOOL, NOW + timedelta(minutes=minutes))


def token_of(member: Member) -> str:
    token = enter(member.email)
    assert token is not None
    return token


def after(token: str, slug: str = "fts", **later: float) -> signing_in.SignedIn | None:
    return signing_in.who(token, slug, LIMITS, NOW + timedelta(**later))


def disable(member: Member) -> None:
    with work() as session:
        session.get_one(Account, member.account_id).disabled_at = NOW


def test_the_right_password_gives_a_session_with_the_roles_of_that_charity(database: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.MANAGER])
    found = after(token_of(ada))
    assert found is not None
    assert found.member == ada


def test_the_address_may_be_typed_with_blanks_and_capitals(sqlite: Database) -> None:
    ada = join("fts", "Ada Quill")
    assert enter(f"  {ada.email.upper()} ") is not None


def test_a_password_with_accents_may_be_typed_in_either_form(sqlite: Database) -> None:
    stored = hashing.hash_password("caf\u00e9 au lait, twice", TOOL)
    with work() as session:
        session.add(
            Account(
                id="zoe", email="zoe@example.org", name="Zoe", password_hash=stored, created_at=NOW,
                disabled_at=None,
            )
        )  # fmt: skip
    assert enter("zoe@example.org", "cafe\u0301 au lait, twice") is not None


@pytest.mark.parametrize(
    ("says", "email", "password"),
    [
        ("a wrong password", "ada.quill@fts.example.org", "not the phrase"),
        ("an empty password", "ada.quill@fts.example.org", ""),
        ("an unknown address", "nobody@fts.example.org", PASSWORD),
        ("a disabled account", "old.hand@fts.example.org", PASSWORD),
        ("no address", "", PASSWORD),
    ],
)
def test_every_kind_of_wrong_answers_alike_after_the_same_work(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, says: str, email: str, password: str
) -> None:
    join("fts", "Ada Quill")
    disable(join("fts", "Old Hand"))
    checked = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda tool, stored, typed: checked.append(stored) or verify(tool, stored, typed),
    )
    assert enter(email, password) is None, says
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$v=19$m=8192,t=3,p=1$")


def test_a_stored_hash_that_is_broken_lets_nobody_in(sqlite: Database) -> None:
    ada = join("fts", "Ada Quill")
    with work() as session:
        session.get_one(Account, ada.account_id).password_hash = "not a hash"
    assert enter(ada.email) is None


def test_ten_wrong_tries_for_one_address_and_the_right_password_waits_too(database: Database) -> None:
    ada = join("fts", "Ada Quill")
    for _ in range(10):
        assert enter(ada.email, "wrong") is None
    with pytest.raises(TooMany) as refused:
        enter(f" {ada.email.upper()}")
    assert refused.value.until == NOW + timedelta(minutes=15)
    assert enter(ada.email, minutes=15) is not None


def test_one_place_cannot_try_many_addresses(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PasswordHasher, "verify", lambda *_: False)
    for number in range(100):
        assert enter(f"{number}@example.org") is None
    with pytest.raises(TooMany):
        enter("100@example.org")
    assert enter("100@example.org", where="127.0.0.2") is None


def test_a_success_starts_the_count_for_that_address_afresh(sqlite: Database) -> None:
    ada = join("fts", "Ada Quill")
    for _ in range(9):
        enter(ada.email, "wrong")
    token_of(ada)
    for _ in range(10):
        assert enter(ada.email, "wrong") is None


def test_every_sign_in_has_a_token_of_its_own_that_the_database_does_not_know(sqlite: Database) -> None:
    ada = join("fts", "Ada Quill")
    first, second = token_of(ada), token_of(ada)
    assert first != second
    with read() as session:
        stored = {row.token_hash for row in session.query(SignInSession)}
    assert stored == {signing_in.hash_of(first), signing_in.hash_of(second)}


@pytest.mark.parametrize("token", ["", "made-up", "\x00", "é" * 500])
def test_a_token_that_someone_made_up_is_nobody(database: Database, token: str) -> None:
    assert after(token) is None


def test_signing_out_ends_that_session_for_good_and_no_other(database: Database) -> None:
    ada = join("fts", "Ada Quill")
    here, elsewhere = token_of(ada), token_of(ada)
    signing_in.sign_out(here, NOW)
    signing_in.sign_out(here, NOW + timedelta(minutes=1))
    assert after(here) is None
    assert after(elsewhere) is not None


@pytest.mark.parametrize(
    ("says", "seen_at", "asked_at", "there"),
    [
        ("half an hour without use is still good", (), 30, True),
        ("longer is not", (), 31, False),
        ("use keeps it going", (20, 40), 60, True),
        ("but not beyond ten hours altogether", tuple(range(20, 600, 20)), 601, False),
    ],
)
def test_sessions_end_unused_and_altogether(
    sqlite: Database, says: str, seen_at: tuple[int, ...], asked_at: int, *, there: bool
) -> None:
    token = token_of(join("fts", "Ada Quill"))
    for minutes in seen_at:
        assert after(token, minutes=minutes) is not None, says
    assert (after(token, minutes=asked_at) is not None) is there, says


def test_looking_twice_within_a_minute_writes_nothing(sqlite: Database) -> None:
    token = token_of(join("fts", "Ada Quill"))
    after(token, seconds=59)
    with read() as session:
        assert session.query(SignInSession).one().seen_at == NOW
    after(token, seconds=61)
    with read() as session:
        assert session.query(SignInSession).one().seen_at == NOW + timedelta(seconds=61)


def test_a_disabled_account_is_out_at_once(database: Database) -> None:
    ada = join("fts", "Ada Quill")
    token = token_of(ada)
    disable(ada)
    assert after(token) is None


def test_in_another_charity_the_same_session_is_a_stranger(database: Database) -> None:
    ada = join("fts", "Ada Quill", [Role.MANAGER])
    found = after(token_of(ada), slug="hss")
    assert found is not None
    assert found.member is None
    assert found.name == "Ada Quill"


def test_the_charities_an_account_belongs_to_are_listed(sqlite: Database) -> None:
    ada = join("fts", "Ada Quill")
    assert [one.id for one in signing_in.charities_of(ada.account_id, NOW)] == ["fts"]
