"""The register of the charity's pages: adding, changing, closing, who may, and what cannot be kept."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import registers, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.store.queries.duties import PageRow
from tests import cast, databases, steps
from tests.cast import NOW

PAGE = {"platform": "Facebook", "name": "Families Together", "address": "https://facebook.example.org/ft"}


@pytest.fixture
def mary(database: databases.Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])


def add(actor: Member, key: str = "", **told: str) -> str:
    """A new page; its id."""
    charity = cast.charity(actor.organisation_id)
    return registers.add(charity, actor, key or secrets.token_hex(8), {**PAGE, **told}, NOW)


def change(actor: Member, account_id: str, version: int, **told: str) -> None:
    charity = cast.charity(actor.organisation_id)
    registers.change(charity, actor, account_id, version, secrets.token_hex(8), {**PAGE, **told}, NOW)


def only(actor: Member) -> PageRow:
    (row,) = registers.register(actor)
    return row


def test_a_page_is_added_with_all_that_is_known_of_it(mary: Member) -> None:
    told = {
        "privacy": "Only we can post",
        "privacy_agreed_on": "2026-10-01",
        "recovery": "The envelope in the safe",
        "recovery_person": mary.person_id,
    }
    account_id = add(mary, **told)
    row = only(mary)
    page = row.account
    assert (page.id, page.version, page.added_at, page.closed_at) == (account_id, 1, NOW, None)
    assert (page.platform, page.name, page.address) == tuple(PAGE.values())
    assert (page.privacy, str(page.privacy_agreed_on)) == ("Only we can post", "2026-10-01")
    assert (page.recovery, row.recovery_name) == ("The envelope in the safe", "Mary Marsh")
    assert steps.payloads("page_added")[0]["page"] == account_id
    assert verifying.verify().sound


def test_a_platform_that_the_policy_does_not_name_is_written_down(mary: Member) -> None:
    account_id = add(mary, platform="another", other="Bluesky")
    assert only(mary).account.platform == "Bluesky"
    asked = registers.form(cast.charity(), mary, account_id, NOW)
    assert (asked.filled["platform"], asked.filled["other"]) == ("another", "Bluesky")


def test_the_same_form_sent_twice_adds_one_page(mary: Member) -> None:
    assert add(mary, "one key") == add(mary, "one key")
    assert len(registers.register(mary)) == 1
    assert len(steps.payloads("page_added")) == 1


# (what is wrong, what was sent, which box)
REFUSED = (
    ("no name", {"name": " "}, "name"),
    ("a platform that is not offered", {"platform": "The moon"}, "platform"),
    ("another platform without its name", {"platform": "another"}, "other"),
    ("an address that runs a script", {"address": "javascript:alert(1)"}, "address"),
    ("an address that holds data", {"address": "data:text/html,x"}, "address"),
    ("an address without a scheme", {"address": "facebook.example.org/ft"}, "address"),
    ("an address on our own disk", {"address": "file:///etc/hosts"}, "address"),
    ("an address with somebody's password", {"address": "https://me:secret@example.org"}, "address"),
    ("an address that ends in a quote", {"address": 'https://example.org/"x'}, "address"),
    ("an address with a blank", {"address": "https://example.org/a b"}, "address"),
    ("an address that cannot be taken apart", {"address": "https://[example.org"}, "address"),
    ("an address without a host", {"address": "https://"}, "address"),
    ("a day without what was agreed", {"privacy_agreed_on": "2026-10-01"}, "privacy"),
    ("a day to come", {"privacy": "x", "privacy_agreed_on": "2027-10-01"}, "privacy_agreed_on"),
    ("somebody unknown", {"recovery_person": "nobody"}, "recovery_person"),
)


@pytest.mark.parametrize(("what", "told", "box"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_kept_is_said_beside_its_box(
    sqlite: databases.Database, what: str, told: dict[str, str], box: str
) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    with pytest.raises(Invalid) as caught:
        add(ada, **told)
    assert [problem.field for problem in caught.value.problems] == [box], what
    assert registers.register(ada) == ()


def test_a_change_is_kept_and_the_second_of_two_people_is_told(mary: Member) -> None:
    account_id = add(mary)
    change(mary, account_id, 1, name="Families Together Suffolk")
    assert (only(mary).account.name, only(mary).account.version) == ("Families Together Suffolk", 2)
    with pytest.raises(Stale) as caught:
        change(mary, account_id, 1, name="Something else")
    assert caught.value.version == 2
    assert caught.value.changes == ("What it is called: now “Families Together Suffolk”",)
    assert only(mary).account.name == "Families Together Suffolk"
    assert len(steps.payloads("page_changed")) == 1


def test_a_closed_page_stays_in_the_list_and_cannot_be_changed_or_closed_again(mary: Member) -> None:
    account_id = add(mary)
    registers.close(mary, account_id, "k1", {"because": "Nobody used it"}, NOW + timedelta(hours=1))
    page = only(mary).account
    assert (page.closed_because, page.version) == ("Nobody used it", 2)
    with pytest.raises(Invalid):
        registers.close(mary, account_id, "k2", {"because": "Again"}, NOW)
    with pytest.raises(Invalid):
        change(mary, account_id, 2)
    with pytest.raises(Invalid):
        registers.close(mary, add(mary), "k3", {"because": ""}, NOW)
    assert len(steps.payloads("page_closed")) == 1


MAY = {Role.MANAGER, Role.CHAIR, Role.TRUSTEE, Role.ADMIN}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_who_keeps_the_register_and_who_finds_nothing(sqlite: databases.Database, role: Role) -> None:
    page = add(cast.join("fts", "Ada Okoro", [Role.ADMIN]))
    actor = cast.join("fts", "Ben Holt", [role])
    acts = (
        lambda: add(actor),
        lambda: change(actor, page, 1),
        lambda: registers.form(cast.charity(), actor, page, NOW),
        lambda: registers.closing(actor, page),
        lambda: registers.close(actor, page, secrets.token_hex(8), {"because": "x"}, NOW),
    )
    for act in acts:
        if role in MAY:
            act()
        else:
            with pytest.raises(NotFound):
                act()
    if role in MAY | {Role.AUDITOR}:
        assert registers.register(actor)
    else:
        with pytest.raises(NotFound):
            registers.register(actor)


def test_a_page_of_another_charity_is_not_there(mary: Member) -> None:
    account_id = add(mary)
    other = cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    for wanted in (account_id, "unknown", "", "a" * 33, "é", "x y"):
        with pytest.raises(NotFound):
            registers.form(cast.charity("hsbbh"), other, wanted, NOW)
        with pytest.raises(NotFound):
            registers.close(other, wanted, secrets.token_hex(8), {"because": "x"}, NOW)
    assert registers.register(other) == ()


# (charity, whether the hint names whose settings they are)
PRIVACY = (
    ("fts", "As the trustees agreed (FTS-P-06)."),
    ("hwd", "As the directors agreed (HWD-1.2)."),
    ("cgt", ""),
)


@pytest.mark.parametrize(("slug", "hint"), PRIVACY, ids=[row[0] for row in PRIVACY])
def test_the_form_says_whose_settings_they_are_where_the_policy_does(
    sqlite: databases.Database, slug: str, hint: str
) -> None:
    actor = cast.join(slug, "Ada Okoro", [Role.ADMIN])
    asked = registers.form(cast.charity(slug), actor, None, NOW)
    assert next(one.hint for one in asked.fields if one.name == "privacy") == hint
    assert "Never write a password" in next(one.hint for one in asked.fields if one.name == "recovery")
