"""Passkeys: what they must prove before anybody is let in, wholly or as the second step."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import hashing, passkey_proof, passkey_use, passkeys, second_step, signing_in
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.passkey_proof import Asked, Given, Place, Refused
from incidents.services.passkeys import Keyring
from incidents.services.signing_in import From
from incidents.services.throttling import TooMany
from incidents.store.db import work
from incidents.store.instant import as_text
from incidents.store.models import Account
from tests.authenticator import HOST, ORIGIN, PRESENT, Authenticator
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database
from tests.services.test_second_step import BOX, code_at, turn_on
from tests.steps import rows

RING = Keyring(Place(HOST, ORIGIN), passkey_proof.box("for the tests only, nothing else"))
HERE = From("192.0.2.1", "a browser")
LATER = NOW + timedelta(minutes=6)  # the tries of a second step count afresh
SAID = as_text(LATER)
TOOL = hashing.hasher(8)


@pytest.fixture
def ada(sqlite: Database) -> Member:
    return join("fts", "Ada Okoro", [Role.MANAGER])


def token_of(member: Member) -> str:
    """A session of theirs in which only the password was given."""
    token = signing_in.sign_in(member.email, PASSWORD, HERE, TOOL, NOW)
    assert token is not None
    return token


def add(member: Member, key: Authenticator, ring: Keyring = RING) -> tuple[str, ...]:
    """Their recovery codes."""
    asked = passkeys.ask_for_new(member, ring, NOW)
    given = Given(asked.sealed, key.make(asked.options))
    return passkeys.add(member, token_of(member), given, {"name": "my phone"}, ring, NOW)[0]


def have_passkey(member: Member, ring: Keyring = RING) -> Authenticator:
    key = Authenticator()
    add(member, key, ring)
    return key


def asked_for(member: Member, how: str) -> Asked:
    """A question of now: "alone", "second" or "new"."""
    now = datetime.now(UTC)
    asked = passkey_use.ask_to_sign_in(RING, now) if how == "alone" else passkeys.ask_step(member, RING, now)
    return passkeys.ask_for_new(member, RING, now) if how == "new" or asked is None else asked


def alone(key: Authenticator, ring: Keyring = RING) -> str:
    """Sign in with it and nothing else: the token."""
    asked = passkey_use.ask_to_sign_in(ring, LATER)
    return passkey_use.sign_in(Given(asked.sealed, key.use(asked.options)), HERE, "fts", ring, LATER)


def second(member: Member, key: Authenticator) -> str:
    """Take the second step with it: the session's new token."""
    asked = passkeys.ask_step(member, RING, LATER)
    assert asked is not None
    return passkey_use.take(
        member, token_of(member), Given(asked.sealed, key.use(asked.options)), RING, LATER
    )


def session_of(token: str) -> dict[str, object]:
    [found] = [row for row in rows("sign_in_session") if row["token_hash"] == signing_in.hash_of(token)]
    return found


def actions() -> list[str]:
    return [json.loads(bytes(row["header"]))["action"] for row in rows("event")]  # type: ignore[call-overload]


def test_a_passkey_signs_in_alone_with_both_steps_taken(ada: Member) -> None:
    key = have_passkey(ada)
    row = session_of(alone(key))
    assert (row["account_id"], row["second_at"], row["sure_at"]) == (ada.account_id, SAID, SAID)
    assert actions()[-2:] == ["passkey_added", "signed_in"]
    assert "A passkey was added to your account" in [row["subject"] for row in rows("outbox")], (
        "its owner is told"
    )
    [stored] = rows("passkey")
    assert (stored["sign_count"], stored["last_used_at"]) == (1, SAID)


def test_a_passkey_is_a_second_step_after_the_password(ada: Member) -> None:
    key = have_passkey(ada)
    key.flags = PRESENT  # a stick that asks for no PIN: the password was the other thing
    row = session_of(second(ada, key))
    assert (row["second_at"], row["sure_at"]) == (SAID, SAID)


def test_the_first_second_step_comes_with_recovery_codes_and_the_next_does_not(ada: Member) -> None:
    codes = add(ada, Authenticator())
    assert len(codes) == second_step.CODES
    assert add(ada, Authenticator()) == ()
    second_step.take(ada, token_of(ada), codes[0], BOX, LATER)
    assert actions()[-1] == "signed_in"


def test_the_user_handle_is_random_and_one_for_all_passkeys_of_an_account(ada: Member) -> None:
    tom = join("fts", "Tom Ray", [Role.TRUSTEE])
    one, two, other = have_passkey(ada), have_passkey(ada), have_passkey(tom)
    assert one.handle == two.handle != other.handle
    assert len(one.handle) == 32
    assert ada.account_id.encode() not in one.handle


def test_an_authenticator_that_never_counts_is_believed_again_and_again(ada: Member) -> None:
    key = Authenticator(step=0)
    add(ada, key)
    assert alone(key) != alone(key)


def setting(name: str, value: object) -> Callable[[Authenticator], object]:
    return lambda key: setattr(key, name, value)


def bit(where: str) -> Callable[[str], str]:
    """One part of the answer, spoilt."""

    def spoil(answer: str) -> str:
        told = json.loads(answer)
        told["response"][where] = "AA" + told["response"][where][2:]
        return json.dumps(told)

    return spoil


def same(answer: str) -> str:
    return answer


Wrong = tuple[Callable[[Authenticator], object], Callable[[str], str]]
nothing = setting("kind", "")
# what is wrong with it, in the key or in its answer
IN_USE: dict[str, Wrong] = {
    "another page asked": (setting("origin", "http://candour.example"), same),
    "another port asked": (setting("origin", "http://localhost:8001"), same),
    "the page came without https": (setting("origin", "https://localhost:8000"), same),
    "it belongs to another name": (setting("host", "candour.example"), same),
    "it signs another challenge": (setting("challenge", "A" * 43), same),
    "nobody touched it": (setting("flags", 0), same),
    "it says that it makes a passkey": (setting("kind", "webauthn.create"), same),
    "nobody knows it": (setting("credential_id", b"x" * 32), same),
    "it has another account's handle": (setting("handle", b"y" * 32), same),
    "its signature is spoilt": (nothing, bit("signature")),
    "its data is spoilt": (nothing, bit("authenticatorData")),
    "what the browser said is spoilt": (nothing, bit("clientDataJSON")),
    "its counter stands still": (setting("step", 0), same),
    "its counter went back": (setting("step", -1), same),
}
# Shapes that are refused before it is asked whose it is.
NO_ANSWER: dict[str, Wrong] = {
    "it is no JSON": (nothing, lambda _: "no"),
    "it is a list": (nothing, lambda _: "[]"),
    "it is empty": (nothing, lambda _: ""),
    "it is endless": (nothing, lambda _: "[" * 100_000),
    "it is deep": (nothing, lambda _: "[" * 15_000),
    "it lacks its response": (nothing, lambda _: '{"id": "AA", "rawId": "AA", "type": "public-key"}'),
}


@pytest.mark.parametrize("use", [alone, second])
def test_what_does_not_hold_lets_nobody_in(sqlite: Database, use: Callable[..., str]) -> None:
    wrongs = IN_USE | NO_ANSWER if use is alone else IN_USE
    for number, (why, (spoil, change)) in enumerate(wrongs.items()):
        who = join("fts", f"Ada Number{number}", [Role.MANAGER])
        key = have_passkey(who)
        alone(key)  # its counter stands at 1
        before = [row for row in rows("sign_in_session") if row["second_at"]]
        wrong = _spoilt(key, spoil, change)
        with pytest.raises(Refused) as fault:
            use(*((wrong,) if use is alone else (who, wrong)))
        assert [row for row in rows("sign_in_session") if row["second_at"]] == before, why
        assert str(fault.value).isprintable()


def _spoilt(
    key: Authenticator, spoil: Callable[[Authenticator], object], change: Callable[[str], str]
) -> Authenticator:
    wrong = replace(key)
    spoil(wrong)
    wrong.use = lambda options: change(Authenticator.use(wrong, options))  # type: ignore[method-assign]
    return wrong


def test_alone_it_must_make_sure_of_the_person_and_say_whose_it_is(ada: Member) -> None:
    key = have_passkey(ada)
    for change in (setting("flags", PRESENT), setting("handle", b"")):
        wrong = replace(key)
        change(wrong)
        with pytest.raises(Refused):
            alone(wrong)


def test_a_counter_that_went_back_puts_it_in_doubt_for_good_and_says_so(ada: Member) -> None:
    key = have_passkey(ada)
    copy = replace(key)
    alone(key)
    alone(key)
    with pytest.raises(Refused, match="went back"):
        alone(copy)
    assert actions()[-1] == "passkey_doubted"
    assert passkeys.listed(ada.account_id)[0].in_doubt
    with pytest.raises(Refused):
        alone(key)
    assert passkeys.ask_step(ada, RING, LATER) is None
    with work() as session:
        assert second_step.is_on(session, ada.account_id), "a password alone does not get in instead"


def test_a_challenge_is_good_once_whatever_came_of_it(ada: Member) -> None:
    key = have_passkey(ada)
    asked = passkey_use.ask_to_sign_in(RING, LATER)
    given = Given(asked.sealed, key.use(asked.options))
    passkey_use.sign_in(given, HERE, "fts", RING, LATER)
    for again in (given, Given(asked.sealed, key.use(asked.options))):
        with pytest.raises(Refused, match="used already"):
            passkey_use.sign_in(again, HERE, "fts", RING, LATER)
    spoilt = passkey_use.ask_to_sign_in(RING, LATER)
    for answer in ("no", key.use(spoilt.options)):
        with pytest.raises(Refused):
            passkey_use.sign_in(Given(spoilt.sealed, answer), HERE, "fts", RING, LATER)


def test_a_challenge_is_good_for_what_it_was_made_for_and_not_for_long(ada: Member) -> None:
    key, tom = have_passkey(ada), join("fts", "Tom Ray", [Role.TRUSTEE])
    token = token_of(tom)
    step, new = passkeys.ask_step(ada, RING, LATER), passkeys.ask_for_new(ada, RING, LATER)
    assert step is not None
    for asked in (step, new):
        with pytest.raises(Refused, match="something else, or for somebody else"):
            passkey_use.sign_in(Given(asked.sealed, key.use(asked.options)), HERE, "fts", RING, LATER)
    with pytest.raises(Refused, match="somebody else"):
        passkey_use.take(tom, token, Given(step.sealed, key.use(step.options)), RING, LATER)
    with pytest.raises(Refused, match="somebody else"):
        add_with(tom, token, new.sealed, Authenticator().make(new.options))
    for late in (LATER + passkey_proof.GOOD_FOR, LATER - timedelta(seconds=1)):
        fresh = passkey_use.ask_to_sign_in(RING, LATER)
        with pytest.raises(Refused, match="too old"):
            passkey_use.sign_in(Given(fresh.sealed, key.use(fresh.options)), HERE, "fts", RING, late)
    with pytest.raises(Refused, match="not a challenge of ours"):
        passkey_use.sign_in(Given("gAAAA", key.use(step.options)), HERE, "fts", RING, LATER)


def add_with(member: Member, token: str, sealed: str, answer: str) -> None:
    passkeys.add(member, token, Given(sealed, answer), {"name": "x"}, RING, LATER)


NEW: dict[str, Wrong] = {
    "another page asked": (setting("origin", "http://candour.example"), same),
    "it belongs to another name": (setting("host", "candour.example"), same),
    "it signs another challenge": (setting("challenge", "A" * 43), same),
    "nobody touched it": (setting("flags", 0), same),
    "it says that it uses a passkey": (setting("kind", "webauthn.get"), same),
    "its key is spoilt": (nothing, bit("attestationObject")),
    "its id is too long": (setting("credential_id", b"x" * 1024), same),
    "it is no JSON": (nothing, lambda _: "no"),
}


def test_a_new_passkey_that_does_not_hold_is_not_added(ada: Member) -> None:
    token = token_of(ada)
    for number, (why, (spoil, change)) in enumerate(NEW.items()):
        now = NOW + number * timedelta(hours=1)  # not too many tries
        key = Authenticator()
        spoil(key)
        asked = passkeys.ask_for_new(ada, RING, now)
        given = Given(asked.sealed, change(key.make(asked.options)))
        with pytest.raises(Refused):
            passkeys.add(ada, token, given, {"name": "x"}, RING, now)
        assert rows("passkey") + rows("recovery_code") == [], why


def test_one_passkey_is_one_accounts(ada: Member) -> None:
    key, tom = have_passkey(ada), join("fts", "Tom Ray", [Role.TRUSTEE])
    with pytest.raises(Refused, match="known already"):
        add(tom, key)
    have_passkey(tom)
    asked = passkeys.ask_step(tom, RING, LATER)
    assert asked is not None
    with pytest.raises(Refused, match="not one of this account"):
        passkey_use.take(tom, token_of(tom), Given(asked.sealed, key.use(asked.options)), RING, LATER)


def test_a_disabled_account_is_refused_as_an_unknown_passkey_is(ada: Member) -> None:
    key = have_passkey(ada)
    with work() as session:
        session.get_one(Account, ada.account_id).disabled_at = NOW
    with pytest.raises(Refused):
        alone(key)


def test_who_must_have_a_second_step_keeps_the_last_one(ada: Member) -> None:
    have_passkey(ada)
    [only] = passkeys.listed(ada.account_id)
    with pytest.raises(Invalid, match="set up another first"):
        passkeys.remove(ada, only.id, LATER, required=True)
    turn_on(ada, LATER)
    passkeys.remove(ada, only.id, LATER, required=True)
    assert rows("passkey") == []
    assert len(rows("recovery_code")) == second_step.CODES
    assert code_at(ada, LATER)


def test_what_another_charity_asks_counts_too(ada: Member) -> None:
    """Whoever reads cases somewhere keeps their second step, though they only report here."""
    have_passkey(ada)
    [only] = passkeys.listed(ada.account_id)
    here = replace(ada, organisation_id="hss", roles=frozenset({Role.REPORTER}))
    with pytest.raises(Invalid):
        passkeys.remove(here, only.id, LATER, required=True)


def test_the_last_one_takes_its_recovery_codes_with_it(ada: Member) -> None:
    have_passkey(ada)
    [only] = passkeys.listed(ada.account_id)
    passkeys.remove(ada, only.id, LATER, required=False)
    assert rows("passkey") + rows("recovery_code") == []
    assert actions()[-1] == "passkey_removed"


def test_nobody_touches_the_passkey_of_another(ada: Member) -> None:
    have_passkey(ada)
    tom = join("fts", "Tom Ray", [Role.TRUSTEE])
    [hers] = passkeys.listed(ada.account_id)
    for passkey_id in (hers.id, "0" * 32, "../x"):
        with pytest.raises(NotFound):
            passkeys.remove(tom, passkey_id, LATER, required=False)
        with pytest.raises(NotFound):
            passkeys.rename(tom, passkey_id, {"name": "mine"}, LATER)
        with pytest.raises(NotFound):
            passkeys.one(tom, passkey_id)
    passkeys.rename(ada, hers.id, {"name": "the blue stick"}, LATER)
    assert passkeys.one(ada, hers.id).name == "the blue stick"


def test_tries_are_counted_with_those_of_codes(ada: Member) -> None:
    key = have_passkey(ada)
    token = token_of(ada)
    wrong = Authenticator()
    for _ in range(5):
        asked = passkeys.ask_step(ada, RING, LATER)
        assert asked is not None
        with pytest.raises(Refused):
            passkey_use.take(ada, token, Given(asked.sealed, wrong.use(asked.options)), RING, LATER)
    with pytest.raises(TooMany):
        second(ada, key)


PLACES = (
    ("http://localhost:8000", "localhost", "http://localhost:8000", True),
    ("https://cases.example.org", "cases.example.org", "https://cases.example.org", True),
    ("https://cases.example.org/under", "cases.example.org", "https://cases.example.org", True),
    ("http://127.0.0.1:8000", "127.0.0.1", "http://127.0.0.1:8000", False),
    ("http://[::1]:8000", "::1", "http://[::1]:8000", False),
)


@pytest.mark.parametrize(("address", "host", "origin", "works"), PLACES)
def test_where_passkeys_are_good_follows_from_the_public_address(
    address: str, host: str, origin: str, works: bool
) -> None:
    found = passkey_proof.place(address)
    assert (found.host, found.origin, found.has_name) == (host, origin, works)


def test_it_works_on_both_databases(database: Database) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    key = have_passkey(ada)
    key.count = 2**32 - 3  # as far as the standard counts
    alone(key)
    second(ada, key)
    with pytest.raises(Refused):
        alone(replace(key, count=4))
    assert passkeys.listed(ada.account_id)[0].in_doubt
