"""Pictures of people: the consent for each, what a policy refuses, and a picture that must come down."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from incidents.domain.words import Role
from incidents.services import page_checks, pictures
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_registers import add as add_page

PICTURE = {
    "picture": "Three children at the summer picnic",
    "used_on": "2026-08-01",
    "people": "3",
    "consent": "written",
    "kept_where": "The consent folder",
}


@pytest.fixture
def mary(database: databases.Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])


def add(actor: Member, key: str = "", **told: str) -> None:
    charity = cast.charity(actor.organisation_id)
    pictures.add(charity, actor, key or secrets.token_hex(8), {**PICTURE, **told}, NOW)


def lines(actor: Member) -> tuple[pictures.PictureLine, ...]:
    return pictures.pictures(cast.charity(actor.organisation_id), actor).lines


def test_a_picture_is_kept_with_its_consent(mary: Member) -> None:
    page = add_page(mary)
    add(mary, "one key", account=page)
    add(mary, "one key", account=page)
    (line,) = lines(mary)
    assert (line.where, line.consent, line.take_down) == (
        "Facebook: Families Together", "Yes, in writing", False,
    )  # fmt: skip
    assert (line.picture.people, line.picture.kept_where) == (3, "The consent folder")
    assert len(steps.payloads("picture_added")) == 1


# (what is wrong, what was sent, which box)
REFUSED = (
    ("no words", {"picture": ""}, "picture"),
    ("no day", {"used_on": ""}, "used_on"),
    ("a number of people that is none", {"people": "some"}, "people"),
    ("a written yes that is kept nowhere", {"kept_where": ""}, "kept_where"),
    ("nobody asked, and no reason", {"consent": "not_expected"}, "because"),
    ("a page that is not ours", {"account": "elsewhere"}, "account"),
    ("consent of another kind", {"consent": "perhaps"}, "consent"),
)


@pytest.mark.parametrize(("what", "told", "box"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_kept_is_said_beside_its_box(
    sqlite: databases.Database, what: str, told: dict[str, str], box: str
) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    with pytest.raises(Invalid) as caught:
        add(ada, **told)
    assert box in [problem.field for problem in caught.value.problems], what
    assert lines(ada) == ()


def test_a_picture_in_which_nobody_can_be_recognised_counts_as_none(mary: Member) -> None:
    add(mary, people="0", consent="not_expected", because="Only hands and paint")
    assert lines(mary)[0].picture.people == 0


@pytest.mark.parametrize("consent", ["verbal", "not_expected"])
def test_where_the_policy_asks_for_writing_another_consent_is_refused_and_says_why(
    sqlite: databases.Database, consent: str
) -> None:
    callum = cast.join("cgt", "Callum Fen", [Role.MANAGER])
    with pytest.raises(Invalid) as caught:
        add(callum, consent=consent, because="It was a crowd")
    (problem,) = caught.value.problems
    assert problem.field == "consent"
    assert "in writing" in problem.message
    assert "leave the picture out" in problem.message
    add(callum, consent="written")
    add(callum, consent="missing_person", because="The police appeal of 3 November")
    add(callum, consent="not_expected", because="Only hands", people="0")
    fts = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    add(fts, consent=consent, because="It was a crowd")
    assert (len(lines(callum)), len(lines(fts))) == (3, 1)


def test_consent_that_is_withdrawn_says_take_it_down_until_somebody_looked(mary: Member) -> None:
    page = add_page(mary)
    add(mary, account=page)
    picture = lines(mary)[0].picture.id
    pictures.withdraw(mary, picture, "k", {"because": "The mother rang"}, NOW)
    (line,) = lines(mary)
    assert (line.take_down, line.picture.withdrawn_because) == (True, "The mother rang")
    with pytest.raises(Invalid):
        pictures.withdraw(mary, picture, "another", {"because": "Again"}, NOW)
    later = NOW + timedelta(hours=1)
    page_checks.check(cast.charity(), mary, page, "look", {"found": "nothing"}, later)
    assert not lines(mary)[0].take_down
    assert len(steps.payloads("picture_withdrawn")) == 1


def test_withdrawing_needs_its_reason_and_a_picture_of_ours(mary: Member) -> None:
    add(mary)
    picture = lines(mary)[0].picture.id
    other = cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    with pytest.raises(Invalid):
        pictures.withdraw(mary, picture, "k1", {"because": ""}, NOW)
    for actor, wanted in ((other, picture), (mary, "unknown"), (mary, "é")):
        with pytest.raises(NotFound):
            pictures.withdraw(actor, wanted, "k2", {"because": "x"}, NOW)
        with pytest.raises(NotFound):
            pictures.withdrawing(actor, wanted)
    assert lines(mary)[0].picture.withdrawn_at is None


@pytest.mark.parametrize("role", [Role.HR, Role.SAFEGUARDING_LEAD, Role.REPORTER, Role.HELPER])
def test_who_does_not_keep_the_list_finds_nothing(sqlite: databases.Database, role: Role) -> None:
    other = cast.join("fts", "Ben Holt", [role])
    for act in (
        lambda: add(other),
        lambda: lines(other),
        lambda: pictures.form(cast.charity(), other),
    ):
        with pytest.raises(NotFound):
            act()
