"""People and roles: adding, giving and ending by the administrator alone; and who does what, for everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.words import Role
from incidents.services import membership
from incidents.services.actors import Member
from tests.cast import NOW, Visitor, browse, join, report
from tests.databases import Database

NEW = {
    "name": "Kofi Amponsah",
    "roles": ["reporter"],
    "post": "",
    "standing": "volunteer",
    "email": "",
}


@pytest.fixture
def admin(sqlite: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


@pytest.fixture
def visitor(app: Flask, admin: Member) -> Visitor:
    return browse(app, member=admin)


def held(admin: Member, person_id: str) -> set[str]:
    one = membership.one(admin, person_id, NOW + timedelta(hours=2))
    return {*one.roles, *one.posts, *(key for key, _ in one.standings)}


def test_someone_new_is_added_and_shown_with_what_they_hold(visitor: Visitor, admin: Member) -> None:
    visitor.get("/people/add")
    response = visitor.post("/people/add", {**NEW, "post": "group_coordinator", "roles": ["reporter", "hr"]})
    person_id = response.location.rpartition("/")[2]
    assert held(admin, person_id) == {"reporter", "hr", "group_coordinator", "volunteer"}
    page = visitor.get(f"/people/{person_id}")
    assert response.location == f"/fts/people/{person_id}"
    assert "Kofi Amponsah was added" in page
    assert "Kofi Amponsah" in visitor.get("/people")


def test_an_address_that_is_invited_or_signs_in_here_already_is_said(visitor: Visitor, admin: Member) -> None:
    visitor.post("/people/add", {**NEW, "email": "kofi@example.org"})
    for address, said in (
        ("Kofi@example.org", "This address is invited already"),
        (admin.email, "This address belongs to someone of the charity already"),
    ):
        again = {**NEW, "name": "Another", "email": address}
        page = visitor.post("/people/add", again, 422).get_data(as_text=True)
        assert said in page
        assert 'value="Another"' in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Fill in: name"),
        ({"name": "a" * 300}, "too long"),
        ({"roles": ["operator"]}, "Choose from the answers shown"),
        ({"roles": ["king"]}, "Choose from the answers shown"),
        ({"post": "ceo"}, "Choose one of the answers shown"),
        ({"standing": "hero"}, "Choose one of the answers shown"),
        ({"email": "nowhere"}, "Enter an e-mail address"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_box_and_nothing_is_lost(
    visitor: Visitor, admin: Member, sent: dict[str, object], said: str
) -> None:
    page = visitor.post("/people/add", {**NEW, **sent}, 422).get_data(as_text=True)
    assert said in page
    assert "name" in sent or 'value="Kofi Amponsah"' in page
    assert len(membership.everyone("fts", NOW)) == 1


def test_a_role_is_given_and_taken_away(visitor: Visitor, admin: Member) -> None:
    kofi = join("fts", "Kofi Amponsah")
    visitor.post(f"/people/{kofi.person_id}/give", {"held": "role:hr"})
    assert held(admin, kofi.person_id) == {"hr"}
    page = visitor.get(f"/people/{kofi.person_id}")
    assert "It holds from now on" in page
    assert 'value="role:hr"' in page
    visitor.post(f"/people/{kofi.person_id}/end", {"held": "role:hr"})
    assert held(admin, kofi.person_id) == set()


@pytest.mark.parametrize(
    ("way", "sent", "said"),
    [
        ("give", "", "Choose"),
        ("give", "role:operator", "Choose one of the answers shown"),
        ("give", "role:hr", "holds this already"),
        ("end", "", "does not hold this any more"),
        ("end", "role:chair", "does not hold this any more"),
    ],
)
def test_a_change_that_cannot_be_made_is_said(
    visitor: Visitor, admin: Member, way: str, sent: str, said: str
) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.HR])
    page = visitor.post(f"/people/{kofi.person_id}/{way}", {"held": sent}, 422).get_data(as_text=True)
    assert said in page
    assert held(admin, kofi.person_id) == {"hr"}


def test_who_had_to_sign_in_before_a_change_comes_back_to_the_person(visitor: Visitor, admin: Member) -> None:
    for way in ("give", "end"):
        answer = visitor.client.get(f"/fts/people/{admin.person_id}/{way}")
        assert answer.location == f"/fts/people/{admin.person_id}"


def test_nobody_changes_their_own_roles(visitor: Visitor, admin: Member) -> None:
    page = visitor.get(f"/people/{admin.person_id}")
    assert "Nobody changes their own roles" in page
    assert "Take away" not in page
    for way, what in (("give", "role:manager"), ("end", "role:admin")):
        answer = visitor.post(f"/people/{admin.person_id}/{way}", {"held": what}, 422).get_data(as_text=True)
        assert "Nobody changes their own roles: ask another administrator" in answer
    assert held(admin, admin.person_id) == {"admin"}


def test_an_administrator_reads_no_case(visitor: Visitor) -> None:
    reference = report()
    for path in (
        "/cases",
        "/cases/copy",
        f"/cases/{reference}/trail",
        f"/cases/{reference}/forms",
        "/trails",
    ):
        visitor.get(path, 404)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMIN, Role.OPERATOR)])
def test_others_find_no_page_of_people(app: Flask, admin: Member, role: Role) -> None:
    other = browse(app, member=join("fts", "Someone Else", [role]))
    for path in ("/people", "/people/add", f"/people/{admin.person_id}"):
        other.get(path, 404)
    for path in ("/people/add", f"/people/{admin.person_id}/give", f"/people/{admin.person_id}/end"):
        other.post(path, {**NEW, "held": "role:manager"}, 404)


def test_someone_unknown_or_of_another_charity_is_not_found(visitor: Visitor) -> None:
    foreign = join("hsbbh", "Rosalind Achebe")
    for person_id in ("unknown", foreign.person_id, "%00"):
        visitor.get(f"/people/{person_id}", 404)
        visitor.post(f"/people/{person_id}/give", {"held": "role:hr"}, 404)
        visitor.post(f"/people/{person_id}/end", {"held": "role:hr"}, 404)


@pytest.mark.parametrize("slug", ["fts", "hsbbh", "cgt", "hss", "hwd"])
def test_everyone_sees_who_does_what_and_what_nobody_does(app: Flask, sqlite: Database, slug: str) -> None:
    join(slug, "Aisling Devlin", [Role.SAFEGUARDING_LEAD])
    page = browse(app, slug, join(slug, "Kofi Amponsah", [Role.REPORTER])).get("/who-does-what")
    assert "Aisling Devlin" in page
    assert "Nobody yet" in page


@pytest.fixture
def both(app: Flask, database: Database) -> tuple[Visitor, str]:
    """An administrator looking, and someone to change."""
    return browse(app, member=join("fts", "Ines Carvalho", [Role.ADMIN])), join(
        "fts", "Kofi Amponsah"
    ).person_id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(max_size=250),
    key=st.text(max_size=30),
    email=st.text(max_size=50),
    password=st.text(max_size=30),
)
def test_nonsense_is_answered_and_breaks_nothing(
    both: tuple[Visitor, str], name: str, key: str, email: str, password: str
) -> None:
    visitor, person_id = both
    sent = {"name": name, "roles": [key], "post": key, "standing": key, "email": email, "password": password}
    for form in (sent, {**sent, "roles": [], "post": "", "standing": ""}):
        assert visitor.client.post("/fts/people/add", data=form).status_code in (302, 422)
    for way in ("give", "end"):
        for held in (key, f"role:{key}", f"{key}:hr"):
            path = f"/fts/people/{person_id}/{way}"
            assert visitor.client.post(path, data={"held": held}).status_code in (302, 422)
