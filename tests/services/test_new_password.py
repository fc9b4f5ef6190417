"""A forgotten password: the same work for every address, few mails, and a link that counts once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from incidents.domain.invited import LinkKind
from incidents.domain.words import Role
from incidents.services import (
    hashing,
    invitations,
    leaving,
    link_asked,
    membership,
    new_password,
    second_step,
    signing_in,
)
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.membership import NewPerson
from incidents.services.signing_in import From, Limits
from incidents.services.throttling import TooMany
from incidents.store import db
from incidents.store.db import work
from incidents.store.models import Account
from tests import cast, steps
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database
from tests.links import PLACE, Post
from tests.services.test_second_step import BOX, code_at, have_factor

TOOL = hashing.hasher(8)
LIMITS = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=10))
HERE = From("a test")
NEW = "four purple otters sing"


def ask(address: str, place: str = "a test", minutes: float = 0, slug: str = "fts") -> None:
    link_asked.ask(LinkKind.PASSWORD, slug, address, place, NOW + timedelta(minutes=minutes))


def choose(token: str, password: str = NEW, slug: str = "fts", minutes: float = 0) -> None:
    charity, now = cast.charity(slug), NOW + timedelta(minutes=minutes)
    new_password.choose(charity, token, password, TOOL, now)


def enter(member: Member, password: str) -> str | None:
    return signing_in.sign_in(member.email, password, HERE, TOOL, NOW)


@pytest.fixture
def ada(sqlite: Database) -> Member:
    return join("fts", "Ada Okoro", [Role.MANAGER])


def test_a_new_password_is_chosen_every_sign_in_ends_and_the_owner_is_told(
    database: Database, sent: Post
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    old = enter(ada, PASSWORD)
    assert old is not None
    ask(f" {ada.email.upper()} ")
    sent.send()
    assert sent.paths(ada.email) == [f"/fts/new-password/{sent.token(ada.email)}"]
    assert sent.came[0][2].count(PLACE) == 1
    choose(sent.token(ada.email))
    assert enter(ada, PASSWORD) is None
    assert enter(ada, NEW) is not None
    assert signing_in.who(old, "fts", LIMITS, NOW) is None
    sent.send()
    assert sent.subjects(ada.email) == ["A new password", "Your password was changed"]
    said = [row for row in steps.rows("event_payload") if "a link in a mail" in str(row["body"])]
    assert len(said) == 1


def test_the_second_step_is_asked_for_as_before(ada: Member, sent: Post) -> None:
    have_factor(ada)
    ask(ada.email)
    sent.send()
    choose(sent.token(ada.email))
    token = enter(ada, NEW)
    assert token is not None
    found = signing_in.who(token, "fts", LIMITS, NOW)
    assert found is not None
    assert found.has_factor
    assert found.second_at is None
    second_step.take(ada, token, code_at(ada, NOW), BOX, NOW)


GONE: list[tuple[str, str, float]] = [
    ("used already", "fts", 0),
    ("a newer one was sent", "fts", 0),
    ("an hour is over", "fts", 60),
    ("of another charity", "hss", 0),
    ("never was", "fts", 0),
    ("an invitation's", "fts", 0),
]


@pytest.mark.parametrize(("says", "slug", "minutes"), GONE, ids=[row[0] for row in GONE])
def test_a_link_that_does_not_work_changes_nothing(
    ada: Member, sent: Post, says: str, slug: str, minutes: float
) -> None:
    ask(ada.email)
    sent.send()
    token = sent.token(ada.email)
    if says == "used already":
        choose(token, "ten quiet purple otters")
    if says == "a newer one was sent":
        ask(ada.email)
        sent.send()
    if says == "never was":
        token = "made up"
    if says == "an invitation's":
        admin = join("fts", "Ines Carvalho", [Role.ADMIN])
        person_id = membership.add("fts", NewPerson("Kofi", (), "k@example.org"), admin, TOOL, NOW)
        token = invitations.hand_over(admin, person_id, NOW).rpartition("/")[2]
    before = steps.rows("account")
    with pytest.raises(NotFound):
        choose(token, slug=slug, minutes=minutes)
    with pytest.raises(NotFound):
        new_password.whose(cast.charity(slug), token, NOW + timedelta(minutes=minutes))
    assert steps.rows("account") == before


def test_looking_at_the_page_or_a_password_that_is_too_weak_uses_nothing_up(ada: Member, sent: Post) -> None:
    ask(ada.email)
    sent.send()
    token = sent.token(ada.email)
    for _ in range(3):
        assert new_password.whose(cast.charity(), token, NOW) == ada.email
    with pytest.raises(Invalid, match="too easy"):
        choose(token, "ada okoro ada okoro")
    choose(token, minutes=59)


def test_fifty_at_once_and_exactly_one_counts(
    database: Database, sent: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    ask(ada.email)
    sent.send()
    token = sent.token(ada.email)
    monkeypatch.setattr(hashing, "hash_password", lambda password, tool: f"hash of {password}")

    def one(number: int) -> bool:
        try:
            choose(token, f"{NEW} {number}")
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        done = list(pool.map(one, range(50)))
    assert done.count(True) == 1
    stored = next(row["password_hash"] for row in steps.rows("account"))
    assert stored == f"hash of {NEW} {done.index(True)}"
    assert len([row for row in steps.rows("event_payload") if "a link in a mail" in str(row["body"])]) == 1


def unknown() -> str:
    return "nobody@example.org"


def known() -> str:
    return join("fts", "Ben Marsh", [Role.REPORTER]).email


def disabled() -> str:
    old = join("fts", "Old Hand")
    with work() as session:
        session.get_one(Account, old.account_id).disabled_at = NOW
    return old.email


def waiting() -> str:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    membership.add("fts", NewPerson("Kofi", (), "kofi@example.org"), admin, TOOL, NOW)
    return "kofi@example.org"


def elsewhere() -> str:
    return join("hss", "Kasia Nowicka").email


def without_password() -> str:
    other = join("fts", "Uma Sloane")
    with work() as session:
        session.get_one(Account, other.account_id).password_hash = ""
    return other.email


def left() -> str:
    admin, other = join("fts", "Ivo Adams", [Role.ADMIN]), join("fts", "Lena Holt")
    leaving.leave(admin, other.person_id, {"because": "She moved"}, NOW)
    return other.email


def locked() -> str:
    other = join("fts", "Lou Dent")
    for _ in range(10):
        signing_in.sign_in(other.email, "wrong", From("elsewhere"), TOOL, NOW)
    return other.email


KINDS: list[Callable[[], str]] = [
    unknown, known, disabled, waiting, elsewhere, without_password, left, locked
]  # fmt: skip
GET_A_MAIL = {known, elsewhere, without_password, locked}


def test_asking_is_the_same_work_for_every_kind_of_address(sqlite: Database, sent: Post) -> None:
    """The same statements against the database, no hash for anybody, and one row more, whoever it is."""
    work_done, addresses = [], [kind() for kind in KINDS]
    statements: list[str] = []
    sa.event.listen(
        db.engine(), "before_cursor_execute", lambda *told: statements.append(told[2]), named=False
    )
    before = len(steps.rows("outbox"))
    for number, address in enumerate(addresses):
        statements.clear()
        ask(address, f"place {number}")
        work_done.append(list(statements))
    assert all(one == work_done[0] for one in work_done)
    rows = steps.rows("outbox")[before:]
    assert len(rows) == len(KINDS)
    assert {(row["person_id"], row["body"], row["state"], row["kind"]) for row in rows} == {
        (None, "", "waiting", "password")
    }
    sent.send()
    got = {kind for kind, address in zip(KINDS, addresses, strict=True) if sent.paths(address)}
    assert got == GET_A_MAIL | {waiting}, "who was invited gets the invitation, and nothing else"
    assert sent.subjects("kofi@example.org") == ["You are invited to sign in"]


def test_a_thousand_requests_are_five_mails(ada: Member, sent: Post) -> None:
    for number in range(1000):
        with contextlib.suppress(TooMany):
            ask(ada.email, f"place {number % 20}")
    sent.send()
    assert len(sent.paths(ada.email)) == link_asked.TO_ONE_ADDRESS == 5
    ask(ada.email, "place", 60 * 24)
    sent.send(NOW + timedelta(days=1))
    assert len(sent.paths(ada.email)) == 6, "the next day it goes again"


def test_from_one_place_a_thousand_addresses_are_five_mails(sqlite: Database) -> None:
    refused = 0
    for number in range(1000):
        try:
            ask(f"{number}@example.org")
        except TooMany:
            refused += 1
    assert refused == 995
    assert len(steps.rows("outbox")) == link_asked.FROM_ONE_PLACE == 5


def test_what_nobody_waits_for_any_more_is_not_sent_and_forgotten(ada: Member, sent: Post) -> None:
    ask(ada.email)
    sent.send(NOW + timedelta(hours=1))
    assert sent.came == []
    (row,) = steps.rows("outbox")
    assert (row["state"], row["to_address"], row["body"]) == ("not_needed", "", None)


def test_an_address_that_was_asked_for_is_not_kept_once_its_mail_went(ada: Member, sent: Post) -> None:
    ask(ada.email)
    ask("nobody@example.org")
    sent.send()
    assert {row["to_address"] for row in steps.rows("outbox")} == {""}


# -- signing in: every kind of account, the same answer after the same work -------------------------------


def test_signing_in_in_vain_is_the_same_work_for_every_kind_of_account(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One password checked, by the same numbers, and the same statements: all that takes time."""
    kinds = [kind for kind in KINDS if kind is not locked]
    addresses = [kind() for kind in kinds]
    signing_in.sign_in("warm@example.org", "up", HERE, TOOL, NOW)
    checked: list[str] = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda tool, stored, typed: checked.append(stored) or verify(tool, stored, typed),
    )
    statements: list[str] = []
    sa.event.listen(
        db.engine(), "before_cursor_execute", lambda *told: statements.append(told[2]), named=False
    )
    found = []
    for address in addresses:
        checked.clear()
        statements.clear()
        assert signing_in.sign_in(address, "not the phrase", HERE, TOOL, NOW) is None
        assert [one.startswith("$argon2id$v=19$m=8192,t=3,p=1$") for one in checked] == [True]
        found.append(list(statements))
    assert all(one == found[0] for one in found)
