"""How passwords are stored: anew when the numbers change, and never so many at once that the house stops."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from incidents.services import hashing, own_account, signing_in
from incidents.services.actors import Member
from incidents.services.throttling import TooMany
from incidents.store.db import read
from incidents.store.models import Account
from tests.cast import NOW, PASSWORD, charity, join
from tests.databases import Database

OLD, TODAY = hashing.hasher(8), hashing.hasher(9)
HERE = signing_in.From("a test")


def stored(member: Member) -> str:
    with read() as session:
        return session.get_one(Account, member.account_id).password_hash


def test_a_password_hashed_with_older_numbers_is_hashed_again_at_the_next_sign_in(database: Database) -> None:
    ada = join("fts", "Ada Okoro")
    before = stored(ada)
    assert signing_in.sign_in(ada.email, "wrong", HERE, TODAY, NOW) is None
    assert stored(ada) == before, "only who knows the password can have it hashed"
    assert signing_in.sign_in(ada.email, PASSWORD, HERE, TODAY, NOW) is not None
    after = stored(ada)
    assert "m=9216," in after
    assert signing_in.sign_in(ada.email, PASSWORD, HERE, TODAY, NOW) is not None
    assert stored(ada) == after, "and then it stays"


def test_a_password_changed_while_the_old_one_is_hashed_again_stays_changed(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("fts", "Ada Okoro")
    new = "ten quiet purple otters"
    work_out = hashing.anew

    def meanwhile(old: str, password: str, tool: PasswordHasher) -> str:
        given = (PASSWORD, new)
        own_account.change_password(charity(), ada, "another", given, TODAY, NOW)
        return work_out(old, password, tool)

    monkeypatch.setattr(hashing, "anew", meanwhile)
    signing_in.sign_in(ada.email, PASSWORD, HERE, TODAY, NOW)
    assert hashing.matches(stored(ada), new, TODAY)


@pytest.mark.parametrize("use", [hashing.matches, lambda _, text, tool: hashing.hash_password(text, tool)])
def test_a_flood_is_told_to_come_again_and_nobody_is_kept_waiting(
    monkeypatch: pytest.MonkeyPatch, use: Callable[[str, str, PasswordHasher], object]
) -> None:
    begun, go_on = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> bool:
        begun.release()
        assert go_on.wait(10)
        return True

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    monkeypatch.setattr(PasswordHasher, "hash", slow)
    hash_of = "$argon2id$"
    flood = [threading.Thread(target=use, args=(hash_of, "a password", OLD)) for _ in range(hashing.AT_MOST)]
    for one in flood:
        one.start()
    try:
        for _ in range(hashing.AT_WORK):
            assert begun.acquire(timeout=10)
        assert not begun.acquire(blocking=False), "no more than two are worked out at once"
        while hashing._door._value:  # the last ones are about to wait
            pass
        with pytest.raises(hashing.Busy):
            use(hash_of, "one more", OLD)
    finally:
        go_on.set()
        for one in flood:
            one.join(10)
    use(hash_of, "afterwards", OLD)


def test_who_tries_too_often_is_stopped_before_any_hashing(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("fts", "Ada Okoro")
    looked_at: list[int] = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda *_: looked_at.append(1))
    for _ in range(10):
        signing_in.known(ada.email, "wrong", HERE, OLD, NOW)
    with pytest.raises(TooMany):
        signing_in.known(ada.email, PASSWORD, HERE, OLD, NOW)
    assert len(looked_at) == 10


@pytest.mark.parametrize("text", ["", "!", "not a hash", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aaaa"])
def test_what_is_no_hash_of_ours_fits_no_password_after_the_same_work(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    looked_at = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda tool, one, typed: looked_at.append(one) or verify(tool, one, typed)
    )
    for typed in ("", PASSWORD, text):
        assert not hashing.matches(text, typed, OLD)
    assert [one.startswith("$argon2id$v=19$m=8192,t=3,p=1$") for one in looked_at] == [True] * 3
