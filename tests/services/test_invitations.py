"""Invitations: a link by mail, once and for seven days; no administrator knows a password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import (
    hashing,
    invitations,
    leaving,
    membership,
    signing_in,
    taking_up,
)
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.membership import NewPerson
from incidents.services.signing_in import From, Limits
from incidents.store.db import work
from incidents.store.models import Account, Outbox
from tests import cast, steps
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database
from tests.links import Post

TOOL = hashing.hasher(8)
LIMITS = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=10))
KOFI = "kofi@example.org"
OWN = "four purple otters sing"
HERE = From("a test", "Firefox/1 Windows", "d" * 43)
ROLES = (("role", "manager", ""), ("standing", "staff", ""))


@pytest.fixture
def admin(sqlite: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


def invited(admin: Member, address: str = KOFI, now: datetime = NOW) -> str:
    """Somebody new, invited: their person."""
    new = NewPerson("Kofi Amponsah", ROLES, address)
    return membership.add(admin.organisation_id, new, admin, TOOL, now)


def take_up(token: str, password: str = OWN, slug: str = "fts", now: datetime = NOW) -> str:
    return taking_up.take_up(cast.charity(slug), token, password, HERE, TOOL, now)


def stands(admin: Member, now: datetime = NOW) -> list[str]:
    return [one.stands for one in invitations.listing(admin, now)]


def test_who_is_invited_chooses_their_own_password_and_has_the_roles_given(
    database: Database, sent: Post
) -> None:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    person_id = invited(admin)
    assert steps.rows("account") == [row for row in steps.rows("account") if row["email"] != KOFI]
    sent.send()
    token = take_up(sent.token(KOFI))
    found = signing_in.who(token, "fts", LIMITS, NOW)
    assert found is not None
    assert found.member is not None
    assert (found.member.person_id, found.member.roles) == (person_id, {Role.MANAGER})
    assert signing_in.sign_in(KOFI, OWN, HERE, TOOL, NOW) is not None
    assert stands(admin) == []
    sent.send()
    assert sent.subjects(KOFI) == ["You are invited to sign in", "Your account is open"]


def test_no_token_and_no_password_stands_in_the_database(admin: Member, sent: Post) -> None:
    invited(admin)
    sent.send()
    by_hand = invitations.hand_over(admin, invitations.listing(admin, NOW)[0].person_id, NOW)
    tokens = (sent.token(KOFI), by_hand.rpartition("/")[2])
    said = str({name: steps.rows(name) for name in ("outbox", "mailed_link", "invitation", "event_payload")})
    assert not any(token in said for token in tokens)
    assert steps.rows("outbox")[0]["body"] is None


@pytest.mark.parametrize(
    ("says", "password"),
    [("too short", "short"), ("one's own address", "kofi@example.org kofi"), ("usual", "passwordpassword1")],
)
def test_a_password_that_cannot_be_used_costs_nothing(
    admin: Member, sent: Post, says: str, password: str
) -> None:
    invited(admin)
    sent.send()
    with pytest.raises(Invalid):
        take_up(sent.token(KOFI), password)
    take_up(sent.token(KOFI))


def used(admin: Member, sent: Post, person_id: str) -> datetime:
    take_up(sent.token(KOFI))
    return NOW


def again(admin: Member, sent: Post, person_id: str) -> datetime:
    invitations.again(admin, person_id, NOW)
    return NOW


def withdrawn(admin: Member, sent: Post, person_id: str) -> datetime:
    invitations.withdraw(admin, person_id, NOW)
    return NOW


def shown(admin: Member, sent: Post, person_id: str) -> datetime:
    invitations.hand_over(admin, person_id, NOW)
    return NOW


def left(admin: Member, sent: Post, person_id: str) -> datetime:
    leaving.leave(admin, person_id, {"because": "She will not come"}, NOW)
    return NOW


def late(admin: Member, sent: Post, person_id: str) -> datetime:
    return NOW + timedelta(days=7)


@pytest.mark.parametrize("what", [used, again, withdrawn, shown, left, late])
def test_a_link_that_does_not_work_any_more_looks_like_one_that_never_was(
    admin: Member, sent: Post, what: object
) -> None:
    person_id = invited(admin)
    sent.send()
    token = sent.token(KOFI)
    now = what(admin, sent, person_id)  # type: ignore[operator]
    for wrong in (token, "made up", ""):
        with pytest.raises(NotFound):
            take_up(wrong, now=now)
        with pytest.raises(NotFound):
            taking_up.found(cast.charity(), wrong, now)
    with pytest.raises(NotFound):
        take_up(token, slug="hss")


def test_until_a_mail_server_is_named_the_administrator_sees_that_nothing_went(
    admin: Member, sent: Post
) -> None:
    person_id = invited(admin)
    assert stands(admin, NOW + timedelta(days=30)) == ["Not sent yet"], "it does not end before it went"
    path = invitations.hand_over(admin, person_id, NOW)
    assert stands(admin) == ["Handed over by an administrator"]
    sent.send()
    assert sent.came == [], "one way or the other"
    take_up(path.rpartition("/")[2])


STATES = [
    ("waiting", 0, "Not sent yet"),
    ("sent", 0, "Sent"),
    ("given_up", 0, "The mail server did not take it: check the address"),
    ("unsure", 0, "It may not have arrived: send it again"),
    ("sent", 7, "The link has ended: send it again"),
]


@pytest.mark.parametrize(("state", "days", "says"), STATES, ids=[row[2] for row in STATES])
def test_how_an_invitation_stands(admin: Member, sent: Post, state: str, days: int, says: str) -> None:
    invited(admin)
    if state != "waiting":
        sent.send()
        with work() as session:
            session.query(Outbox).update({"state": state})
    assert stands(admin, NOW + timedelta(days=days)) == [says]


def test_an_invitation_is_sent_again_with_another_link(admin: Member, sent: Post) -> None:
    person_id = invited(admin)
    sent.send()
    later = NOW + timedelta(days=8)
    invitations.again(admin, person_id, later)
    invitations.again(admin, person_id, later)
    sent.send(later)
    assert len(sent.paths(KOFI)) == 2, "of two that waited, one went"
    take_up(sent.token(KOFI), now=later + timedelta(days=6))


def test_an_account_of_another_charity_is_joined_by_its_own_password_alone(admin: Member, sent: Post) -> None:
    other = join("hss", "Kofi Amponsah", [Role.TRUSTEE])
    person_id = invited(admin, other.email)
    sent.send()
    token = sent.token(other.email)
    with pytest.raises(Invalid, match="not the password"):
        take_up(token)
    found = signing_in.who(take_up(token, PASSWORD), "fts", LIMITS, NOW)
    assert found is not None
    assert found.member is not None
    assert (found.account_id, found.member.person_id) == (other.account_id, person_id)
    assert signing_in.sign_in(other.email, PASSWORD, HERE, TOOL, NOW) is not None


def test_the_administrator_sees_the_same_whether_the_address_has_an_account_elsewhere(
    admin: Member, sent: Post
) -> None:
    other = join("hss", "Kofi Amponsah", [Role.TRUSTEE])
    seen = []
    for address in (KOFI, other.email):
        person_id = invited(admin, address)
        sent.send()
        found, has_account = invitations.of_person(admin, person_id, NOW)
        assert found is not None
        seen.append((found.stands, found.tone, found.until, has_account))
        with pytest.raises(Invalid) as twice:
            invited(admin, address)
        seen.append(str(twice.value.problems))
        invitations.withdraw(admin, person_id, NOW)
        seen.append(invitations.of_person(admin, person_id, NOW))
    assert seen[:3] == seen[3:]


def test_guessing_the_password_of_an_account_by_an_invitation_is_stopped(admin: Member, sent: Post) -> None:
    other = join("hss", "Kofi Amponsah")
    invited(admin, other.email)
    sent.send()
    token = sent.token(other.email)
    for _ in range(10):
        with pytest.raises(Invalid):
            take_up(token)
    with pytest.raises(signing_in.throttling.TooMany):
        take_up(token, PASSWORD)


def test_a_disabled_account_joins_nothing(admin: Member, sent: Post) -> None:
    other = join("hss", "Kofi Amponsah")
    with work() as session:
        session.get_one(Account, other.account_id).disabled_at = NOW
    invited(admin, other.email)
    sent.send()
    with pytest.raises(Invalid):
        take_up(sent.token(other.email), PASSWORD)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_charities_invite_one_new_address_and_both_are_taken_up_at_once(
    kind: str, request: pytest.FixtureRequest, sent: Post
) -> None:
    request.getfixturevalue(kind)
    for slug in ("fts", "hss"):
        invited(join(slug, "Ines Carvalho", [Role.ADMIN]))
    sent.send()
    tokens = [path.split("/")[1::2] for path in sent.paths(KOFI)]

    def one(where: list[str]) -> bool:
        try:
            take_up(where[1], slug=where[0])
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, tokens))
    assert True in done
    accounts_there = [row for row in steps.rows("account") if row["email"] == KOFI]
    assert len(accounts_there) == 1
    assert len([row for row in steps.rows("membership") if row["account_id"] == accounts_there[0]["id"]]) == (
        done.count(True)
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_invites(admin: Member, role: Role) -> None:
    other = join("fts", "Otto Finch", [role] if role is not Role.OPERATOR else [])
    person_id = invited(admin)
    for act in (invitations.again, invitations.withdraw, invitations.hand_over):
        with pytest.raises(NotFound):
            act(other, person_id, NOW)
    for ask in (lambda: invitations.listing(other, NOW), lambda: invitations.invite(other, "x", KOFI, NOW)):
        with pytest.raises(NotFound):
            ask()


def test_nobody_is_invited_into_what_no_charity_gives(admin: Member) -> None:
    with pytest.raises(Invalid):
        membership.add("fts", NewPerson("Kofi", (("role", "operator", ""),), KOFI), admin, TOOL, NOW)
    assert steps.rows("invitation") == []


def test_nobody_invites_themselves_into_more(admin: Member) -> None:
    """Neither as the person they are, nor as another person with the address they sign in with."""
    with pytest.raises(Invalid, match="Nobody does this to themselves"):
        invitations.invite(admin, admin.person_id, KOFI, NOW)
    with pytest.raises(Invalid, match="belongs to someone"):
        invited(admin, admin.email.upper())


def test_a_person_of_another_charity_is_not_there(admin: Member) -> None:
    elsewhere = join("hss", "Otto Finch")
    for act in (
        lambda: invitations.invite(admin, elsewhere.person_id, KOFI, NOW),
        lambda: invitations.of_person(admin, elsewhere.person_id, NOW),
    ):
        with pytest.raises(NotFound):
            act()


def test_who_signs_in_already_or_did_until_they_left_is_not_invited_as_the_same_person(
    admin: Member,
) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.HR])
    with pytest.raises(Invalid, match="has or had an account"):
        invitations.invite(admin, kofi.person_id, KOFI, NOW)
    leaving.leave(admin, kofi.person_id, {"because": "He moved"}, NOW)
    with pytest.raises(Invalid, match="added as a new person"):
        invitations.invite(admin, kofi.person_id, KOFI, NOW)


def test_someone_who_is_known_already_is_invited_later(admin: Member, sent: Post) -> None:
    person_id = membership.add("fts", NewPerson("Kofi Amponsah", ROLES), admin, TOOL, NOW)
    invitations.invite(admin, person_id, f" {KOFI.upper()} ", NOW)
    with pytest.raises(Invalid, match="Withdraw"):
        invitations.invite(admin, person_id, "other@example.org", NOW)
    sent.send()
    found = signing_in.who(take_up(sent.token(KOFI)), "fts", LIMITS, NOW)
    assert found is not None
    assert found.member is not None
    assert found.member.person_id == person_id


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "a b@example.org", "a@example.org\nBcc: b@x.org"])
def test_what_is_no_address_is_said(admin: Member, address: str) -> None:
    person_id = membership.add("fts", NewPerson("Kofi Amponsah"), admin, TOOL, NOW)
    with pytest.raises(Invalid, match="Enter an e-mail address"):
        invitations.invite(admin, person_id, address, NOW)


def test_the_operator_makes_the_first_administrator_with_a_password(sqlite: Database) -> None:
    new = NewPerson("Ines Carvalho", (("role", "admin", ""),), "ines@example.org", PASSWORD)
    membership.add("fts", new, None, TOOL, NOW)
    assert signing_in.sign_in("ines@example.org", PASSWORD, HERE, TOOL, NOW) is not None
    with pytest.raises(Invalid, match="15 to 200"):
        membership.add("fts", NewPerson("Ida", (), "ida@example.org"), None, TOOL, NOW)


def test_a_password_from_an_administrator_is_never_taken(admin: Member) -> None:
    membership.add("fts", NewPerson("Kofi", ROLES, KOFI, PASSWORD), admin, TOOL, NOW)
    assert signing_in.sign_in(KOFI, PASSWORD, HERE, TOOL, NOW) is None
