"""People of a charity: who may add them, give and end what they hold, and what cannot be used."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import hashing, membership, signing_in
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.membership import NewPerson
from incidents.services.verifying import verify
from incidents.store import db
from incidents.store.models import Account, Event, EventPayload
from tests.cast import NOW, PASSWORD, join
from tests.databases import Database

TOOL = hashing.hasher(8)


@pytest.fixture
def admin(database: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


def add(actor: Member | None, **told: object) -> str:
    return membership.add("fts", NewPerson(**{"name": "Kofi Amponsah", **told}), actor, TOOL, NOW)  # type: ignore[arg-type]


def held(actor: Member, person_id: str) -> set[str]:
    found = membership.one(actor, person_id, NOW)
    return {*found.roles, *found.posts, *(f"{key} {state}" for key, state in found.standings)}


def last() -> tuple[str, dict[str, object]]:
    """Action and payload of the newest entry of the charity's stream."""
    query = sa.select(Event.header, EventPayload.body).join(EventPayload, EventPayload.event_id == Event.id)
    query = query.where(Event.stream == "organisation/fts").order_by(Event.seq.desc()).limit(1)
    with db.read() as session:
        header, body = session.execute(query).one()
    return json.loads(header)["action"], json.loads(body)


def entries() -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0


def faults(fault: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.field for problem in fault.value.problems}


def test_someone_new_holds_what_was_chosen_and_can_sign_in_when_the_operator_gave_a_password(
    admin: Member,
) -> None:
    holds = (("role", "reporter", ""), ("post", "group_coordinator", ""), ("standing", "volunteer", ""))
    person_id = add(None, holds=holds, email=" Kofi@example.org ", password=PASSWORD)
    assert held(admin, person_id) == {"reporter", "group_coordinator", "volunteer active"}
    assert signing_in.sign_in("kofi@example.org", PASSWORD, signing_in.From("a test"), TOOL, NOW) is not None


def test_adding_someone_is_one_entry_that_names_who_did_it(admin: Member) -> None:
    before = entries()
    person_id = add(admin, holds=(("role", "reporter", ""),), email="kofi@example.org", password=PASSWORD)
    action, said = last()
    assert entries() == before + 1
    assert (action, said["by"], said["person"]) == ("person_made", "Ines Carvalho", person_id)
    assert PASSWORD not in json.dumps(said)
    assert verify().sound


def test_someone_without_an_address_gets_no_account(admin: Member) -> None:
    with db.read() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Account))
    add(admin)
    with db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == before


@pytest.mark.parametrize(
    ("told", "faulty"),
    [
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"name": "a" * 201}, "name", id="a name too long"),
        pytest.param({"name": "a\x00b"}, "name", id="a name that cannot be kept"),
        pytest.param({"email": "nowhere", "password": PASSWORD}, "email", id="no address"),
        pytest.param({"email": "a@b@c.org", "password": PASSWORD}, "email", id="two at signs"),
        pytest.param({"email": "a@b.org", "password": "short"}, "password", id="a short password"),
        pytest.param({"email": "a@b.org", "password": "x" * 201}, "password", id="a password too long"),
        pytest.param({"holds": (("role", "king", ""),)}, "role", id="an unknown role"),
        pytest.param({"holds": (("role", "operator", ""),)}, "role", id="the machine's operator"),
        pytest.param({"holds": (("post", "ceo", ""),)}, "post", id="a post of another charity"),
        pytest.param({"holds": (("standing", "hero", ""),)}, "standing", id="an unknown standing"),
        pytest.param({"holds": (("crown", "hero", ""),)}, "crown", id="an unknown kind"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    admin: Member, told: dict[str, object], faulty: str
) -> None:
    before = entries()
    with pytest.raises(Invalid) as fault:
        add(None if faulty == "password" else admin, **told)
    assert faults(fault) == {faulty}
    assert entries() == before


def test_an_unknown_charity_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        membership.add("nowhere", NewPerson("Kofi"), None, TOOL, NOW)


def test_one_address_belongs_to_one_person_of_a_charity_and_may_join_another(admin: Member) -> None:
    add(None, email="kofi@example.org", password=PASSWORD)
    with pytest.raises(Invalid) as fault:
        add(admin, name="Another", email="KOFI@example.org")
    assert faults(fault) == {"email"}
    membership.add("hsbbh", NewPerson("Kofi", (), "kofi@example.org", PASSWORD), None, TOOL, NOW)
    with db.read() as session:
        query = sa.select(sa.func.count()).where(Account.email == "kofi@example.org")
        assert session.scalar(query) == 1


@pytest.mark.parametrize(
    ("kind", "key", "shown"),
    [
        ("role", "manager", "manager"),
        ("post", "chair", "chair"),
        ("standing", "volunteer", "volunteer active"),
        ("standing", "staff", "staff current"),
    ],
)
def test_what_is_given_is_held_until_it_is_ended_each_with_one_entry(
    admin: Member, kind: str, key: str, shown: str
) -> None:
    person_id = add(admin)
    before = entries()
    membership.give(admin, person_id, kind, key, "", NOW)
    assert held(admin, person_id) == {shown}
    assert last() == ("role_given", {"by": "Ines Carvalho", "person": person_id, "kind": kind, "key": key})
    membership.end(admin, person_id, kind, key, NOW)
    assert held(admin, person_id) == set()
    assert last()[0] == "role_ended"
    assert entries() == before + 2


def test_a_standing_can_be_given_in_another_state(admin: Member) -> None:
    person_id = add(admin)
    membership.give(admin, person_id, "standing", "volunteer", "resting", NOW)
    assert held(admin, person_id) == {"volunteer resting"}


def test_the_same_thing_is_given_once_and_ended_once(admin: Member) -> None:
    person_id = add(admin)
    membership.give(admin, person_id, "role", "hr", "", NOW)
    with pytest.raises(Invalid):
        membership.give(admin, person_id, "role", "hr", "", NOW)
    membership.end(admin, person_id, "role", "hr", NOW)
    with pytest.raises(Invalid):
        membership.end(admin, person_id, "role", "hr", NOW)


@pytest.mark.parametrize(
    ("kind", "key"),
    [("role", "operator"), ("role", ""), ("post", "ceo"), ("crown", "x"), ("", ""), ("\x00", "\x00")],
)
def test_what_nobody_can_hold_is_neither_given_nor_ended(admin: Member, kind: str, key: str) -> None:
    person_id = add(admin)
    with pytest.raises(Invalid):
        membership.give(admin, person_id, kind, key, "", NOW)
    with pytest.raises(Invalid):
        membership.end(admin, person_id, kind, key, NOW)


def test_nobody_changes_their_own_roles(admin: Member) -> None:
    for change in (
        lambda: membership.give(admin, admin.person_id, "role", "manager", "", NOW),
        lambda: membership.end(admin, admin.person_id, "role", "admin", NOW),
    ):
        with pytest.raises(Invalid) as fault:
            change()
        assert "Nobody changes their own roles" in str(fault.value)
    assert held(admin, admin.person_id) == {"admin"}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_administrator_changes_what_people_hold(admin: Member, role: Role) -> None:
    person_id = add(admin)
    other = Member("account", "person", "fts", "Someone Else", "", frozenset({role}))
    for change in (
        lambda: membership.give(other, person_id, "role", "manager", "", NOW),
        lambda: membership.end(other, person_id, "role", "manager", NOW),
        lambda: membership.one(other, person_id, NOW),
    ):
        with pytest.raises(NotFound):
            change()


@pytest.mark.parametrize("person_id", ["unknown", "", "\x00", "a b"])
def test_someone_unknown_to_the_charity_is_not_found(admin: Member, person_id: str) -> None:
    for change in (
        lambda: membership.give(admin, person_id, "role", "manager", "", NOW),
        lambda: membership.end(admin, person_id, "role", "manager", NOW),
        lambda: membership.one(admin, person_id, NOW),
    ):
        with pytest.raises(NotFound):
            change()


def test_someone_of_another_charity_is_not_found(admin: Member) -> None:
    foreign = join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    with pytest.raises(NotFound):
        membership.give(admin, foreign.person_id, "role", "hr", "", NOW)
