"""The second step: codes that count once, recovery codes, and secrets that are sealed where they lie."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import second_step, signing_in
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.services.throttling import TooMany
from incidents.store import sealed
from incidents.store.db import read, work
from incidents.store.models import SecondFactor, SignInSession
from tests import steps
from tests.cast import NOW, join
from tests.databases import Database
from tests.steps import rows

KEY = "for the tests only, nothing else"
BOX = second_step.box(KEY)
LATER = timedelta(minutes=5, seconds=1)  # after which the throttle of five tries counts afresh


def secret_of(member: Member) -> str:
    with read() as session:
        return sealed.opened(BOX, session.get_one(SecondFactor, member.account_id).sealed)


def code_at(member: Member, when: datetime) -> str:
    return pyotp.TOTP(secret_of(member)).at(when)


def code_of(member: Member) -> str:
    """The code that the phone shows half a minute from now: the present one may be used already."""
    return code_at(member, datetime.now(UTC) + timedelta(seconds=30))


def turn_on(member: Member, when: datetime | None = None) -> tuple[str, ...]:
    """Set up the second step of somebody; their recovery codes."""
    now = when or datetime.now(UTC)
    offer = second_step.offer(member, BOX)
    given = (offer.sealed, pyotp.TOTP(offer.secret).at(now))
    return second_step.turn_on(member, "no such session", given, BOX, now)[0]


def have_factor(member: Member) -> None:
    """As if they had set it up long ago: no sign-in of theirs ends."""
    with work() as session:
        box = sealed.seal(BOX, pyotp.random_base32())
        session.add(SecondFactor(account_id=member.account_id, sealed=box, since=NOW, last_counter=0))


def first_code(world: object) -> dict[str, object]:
    """What the page of setting up sends, for the manager of a world."""
    member: Member = world.manager  # type: ignore[attr-defined]
    offer = second_step.offer(member, BOX)
    return {"secret": offer.sealed, "code": pyotp.TOTP(offer.secret).now()}


def other_sign_in(member: Member) -> str:
    """A sign-in of theirs on another machine; the handle by which it is ended."""
    token, now = secrets.token_urlsafe(16), datetime.now(UTC)
    with work() as session:
        session.add(
            SignInSession(
                token_hash=signing_in.hash_of(token), account_id=member.account_id, started_at=now,
                seen_at=now, revoked_at=None,
            )
        )  # fmt: skip
    return signing_in.hash_of(token)[:16]


@pytest.fixture
def ada(sqlite: Database) -> Member:
    return join("fts", "Ada Okoro", [Role.MANAGER])


def test_a_code_turns_it_on_and_its_secret_is_sealed_where_it_lies(ada: Member) -> None:
    codes = turn_on(ada, NOW)
    assert len(set(codes)) == second_step.CODES
    stored = rows("second_factor")[0]["sealed"]
    assert secret_of(ada).encode() not in stored
    kept = {str(row["code_hash"]) for row in rows("recovery_code")}
    assert not {code.replace("-", "") for code in codes} & kept
    with pytest.raises(sealed.WrongKey, match="CANDOUR_SECRET_KEY"):
        sealed.opened(second_step.box("another key of the same length!!"), stored)
    assert rows("event")[-1]["organisation_id"] == "fts"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("000000", "a code of no half minute near"),
        ("12345", "too short"),
        ("１２３４５６", "figures of another script are not the ones the phone shows"),  # noqa: RUF001
        ("", "nothing"),
        ("A" * 500, "nonsense"),
    ],
)
def test_what_is_no_code_turns_nothing_on(ada: Member, code: str, why: str) -> None:
    offer = second_step.offer(ada, BOX)
    with pytest.raises(Invalid):
        second_step.turn_on(ada, "x", (offer.sealed, code), BOX, NOW)
    assert rows("second_factor") == [], why


def test_a_secret_offered_to_someone_else_turns_nothing_on(ada: Member) -> None:
    tom = join("fts", "Tom Ray", [Role.TRUSTEE])
    offer = second_step.offer(tom, BOX)
    with pytest.raises(Invalid):
        second_step.turn_on(ada, "x", (offer.sealed, pyotp.TOTP(offer.secret).at(NOW)), BOX, NOW)


def test_a_mistyped_first_code_shows_the_same_picture_again(ada: Member) -> None:
    offer = second_step.offer(ada, BOX)
    assert second_step.offer(ada, BOX, offer.sealed).secret == offer.secret
    assert second_step.offer(ada, BOX, "forged").secret != offer.secret


def test_each_code_counts_once_however_it_is_written(ada: Member) -> None:
    turn_on(ada, NOW)
    at = NOW + LATER
    code = code_at(ada, at)
    second_step.take(ada, "x", code, BOX, at)
    for again in (code, f" {code} ", f"{code[:3]} {code[3:]}"):
        with pytest.raises(Invalid):
            second_step.take(ada, "x", again, BOX, at + timedelta(seconds=1))


def test_an_earlier_code_is_refused_once_a_later_one_was_taken(ada: Member) -> None:
    turn_on(ada, NOW)
    at = NOW + LATER
    second_step.take(ada, "x", code_at(ada, at + timedelta(seconds=30)), BOX, at)
    with pytest.raises(Invalid):
        second_step.take(ada, "x", code_at(ada, at), BOX, at)


@pytest.mark.parametrize(("off", "fits"), [(-30, True), (0, True), (30, True), (-90, False), (90, False)])
def test_a_phone_may_be_half_a_minute_off(ada: Member, off: int, fits: bool) -> None:
    turn_on(ada, NOW)
    at = NOW + LATER
    code = code_at(ada, at + timedelta(seconds=off))
    if fits:
        second_step.take(ada, "x", code, BOX, at)
    else:
        with pytest.raises(Invalid):
            second_step.take(ada, "x", code, BOX, at)


def test_a_recovery_code_gets_in_once_and_new_ones_end_the_old(ada: Member) -> None:
    first, second, *_ = turn_on(ada, NOW)
    second_step.take(ada, "x", first.lower().replace("-", " "), BOX, NOW)
    with pytest.raises(Invalid):
        second_step.take(ada, "x", first, BOX, NOW)
    assert second_step.setting(ada.account_id).codes_left == second_step.CODES - 1
    fresh = second_step.new_codes(ada, NOW)
    with pytest.raises(Invalid):
        second_step.take(ada, "x", second, BOX, NOW)
    second_step.take(ada, "x", fresh[0], BOX, NOW)


def test_who_guesses_is_stopped_after_five(ada: Member) -> None:
    turn_on(ada, NOW - LATER)
    for _ in range(5):
        with pytest.raises(Invalid):
            second_step.take(ada, "x", "000000", BOX, NOW)
    with pytest.raises(TooMany):
        second_step.take(ada, "x", code_at(ada, NOW), BOX, NOW)
    second_step.take(ada, "x", code_at(ada, NOW + LATER), BOX, NOW + LATER)


def test_of_many_at_once_with_the_same_code_one_gets_in(database: Database) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    codes = turn_on(ada, NOW - LATER)
    at = NOW + LATER

    def attempt(code: str) -> bool:
        try:
            second_step.take(ada, "x", code, BOX, at)
        except (Invalid, TooMany):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, [code_at(ada, at)] * 4)) == 1
    later = at + LATER
    at = later
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, [codes[0]] * 4)) == 1


def test_turning_it_on_ends_every_other_sign_in(ada: Member) -> None:
    other_sign_in(ada)
    turn_on(ada, NOW)
    assert all(row["revoked_at"] for row in steps.rows("sign_in_session"))


def test_the_trail_says_so_and_no_secret_is_in_it(ada: Member) -> None:
    codes = turn_on(ada, NOW)
    with read() as session:
        bodies = " ".join(session.scalars(sa.text("SELECT body FROM event_payload")))
        actions = " ".join(str(header) for header in session.scalars(sa.text("SELECT header FROM event")))
    assert "second_step_set" in actions
    assert secret_of(ada) not in bodies
    assert not any(code in bodies for code in codes)
