"""Who may post: approving, ending, taking access away, and who has left with access still on."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import gather, membership, posters, registers
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.posters import PosterLine
from incidents.store.db import read, work
from incidents.store.models import Account
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_registers import add

LATER = NOW + timedelta(days=3)


@pytest.fixture
def mary(database: databases.Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])


@pytest.fixture
def kofi(mary: Member) -> Member:
    return cast.join("fts", "Kofi Amponsah", [Role.REPORTER], [], ("volunteer", "active"))


def approve(actor: Member, who: Member, account: str = "all", key: str = "") -> str:
    """The id of the approval."""
    raw = {"person": who.person_id, "account": account}
    posters.approve(actor, key or secrets.token_hex(8), raw, NOW)
    rows = [row for row in steps.rows("poster_approval") if row["person_id"] == who.person_id]
    return str(rows[-1]["id"])


def lines(actor: Member) -> tuple[PosterLine, ...]:
    page = posters.posters(cast.charity(actor.organisation_id), actor, LATER)
    return (*page.now, *page.ended)


def end(actor: Member, approval: str, removed: str) -> None:
    raw = {"because": "They moved away", "removed": removed}
    posters.end(actor, approval, secrets.token_hex(8), raw, LATER)


def test_someone_approved_stands_in_the_list_with_who_let_them(mary: Member, kofi: Member) -> None:
    page = add(mary)
    approve(mary, kofi, page)
    (line,) = lines(mary)
    assert (line.name, line.where, line.by) == ("Kofi Amponsah", "Facebook: Families Together", "Mary Marsh")
    assert (line.since, line.left, line.to_remove) == (NOW, False, False)
    (told,) = steps.payloads("poster_approved")
    assert (told["person"], told["page"]) == (kofi.person_id, page)


def test_an_approval_is_asked_of_by_id_and_ends_with_its_reason(mary: Member, kofi: Member) -> None:
    def approved() -> bool:
        with read() as session:
            return registers.approved(session, "fts", kofi.person_id, LATER)

    assert not approved()
    approval = approve(mary, kofi)
    assert approved()
    end(mary, approval, "no")
    assert not approved()
    (line,) = lines(mary)
    assert (line.until, line.because) == (LATER, "They moved away")
    assert (line.left, line.to_remove, line.removed_at) == (False, True, None)
    posters.access_removed(mary, approval, "k", LATER)
    (line,) = lines(mary)
    assert (line.to_remove, line.removed_at) == (False, LATER)
    with pytest.raises(Invalid):
        posters.access_removed(mary, approval, "another key", LATER)
    with pytest.raises(Invalid):
        end(mary, approval, "yes")


def test_access_that_is_gone_already_needs_no_second_step(mary: Member, kofi: Member) -> None:
    end(mary, approve(mary, kofi), "yes")
    (line,) = lines(mary)
    assert (line.to_remove, line.removed_at) == (False, LATER)


def test_access_is_not_gone_before_the_approval_is_ended(mary: Member, kofi: Member) -> None:
    approval = approve(mary, kofi)
    with pytest.raises(Invalid):
        posters.access_removed(mary, approval, "k", LATER)


def test_nobody_approves_themselves_or_the_same_person_twice(mary: Member, kofi: Member) -> None:
    approve(mary, kofi)
    for who in (mary, kofi):
        with pytest.raises(Invalid):
            approve(mary, who)
    approve(mary, kofi, add(mary))
    assert len(lines(mary)) == 2


def test_a_form_sent_twice_approves_once(mary: Member, kofi: Member) -> None:
    approve(mary, kofi, key="one key")
    approve(mary, kofi, key="one key")
    assert len(steps.payloads("poster_approved")) == 1


def test_someone_who_has_left_shows_at_once_until_their_access_is_gone(mary: Member, kofi: Member) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    approval = approve(mary, kofi)
    assert not lines(mary)[0].left
    membership.end(ada, kofi.person_id, "standing", "volunteer", NOW + timedelta(hours=1))
    (line,) = lines(mary)
    assert (line.left, line.to_remove) == (True, True)
    end(mary, approval, "no")
    assert lines(mary)[0].to_remove
    posters.access_removed(mary, approval, "k", LATER)
    assert not lines(mary)[0].to_remove


def test_who_changes_from_one_post_to_another_has_not_left(mary: Member) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    chloe = cast.join("fts", "Chloe Bick", [Role.REPORTER], ["group_coordinator"])
    approve(mary, chloe)
    membership.give(ada, chloe.person_id, "post", "family_manager", "", NOW + timedelta(hours=1))
    membership.end(ada, chloe.person_id, "post", "group_coordinator", NOW + timedelta(hours=2))
    assert not lines(mary)[0].left


def test_someone_whose_account_was_disabled_has_left(mary: Member, kofi: Member) -> None:
    approve(mary, kofi)
    with work() as session:
        session.execute(sa.update(Account).where(Account.id == kofi.account_id).values(disabled_at=NOW))
    assert lines(mary)[0].left


def test_on_a_closed_page_there_is_no_access_to_take_away(mary: Member, kofi: Member) -> None:
    page = add(mary)
    approval = approve(mary, kofi, page)
    registers.close(mary, page, "k", {"because": "Not used"}, LATER)
    end(mary, approval, "no")
    assert not lines(mary)[0].to_remove
    with pytest.raises(Invalid):
        approve(mary, kofi, page)


def test_who_may_post_by_their_post_is_shown_beside_the_list(mary: Member) -> None:
    page = posters.posters(cast.charity(), mary, LATER)
    assert page.by_post == (("Mary Marsh", "Business Manager"),)
    assert {one.id for one in page.clauses} >= {"FTS-P-05"}


def test_a_person_on_the_list_counts_as_poster_and_others_do_not(mary: Member, kofi: Member) -> None:
    ben = cast.join("fts", "Ben Holt", [Role.MANAGER])
    reference = steps.opened(mary)
    steps.start(mary, reference, "response")

    def poster(actor: Member) -> bool:
        with read() as session:
            return gather.look(session, actor, reference, LATER).facts.actor_is_poster

    assert (poster(mary), poster(ben)) == (True, False)
    approval = approve(mary, ben)
    assert poster(ben)
    end(mary, approval, "no")
    assert not poster(ben)


def test_where_nobody_names_posters_anyone_may_post_until_the_charity_keeps_a_list(
    sqlite: databases.Database,
) -> None:
    nadine = cast.join("hwd", "Nadine Fox", [Role.MANAGER], ["communication_officer"])
    lloyd = cast.join("hwd", "Lloyd Barr", [Role.MANAGER])
    reference = steps.opened(nadine, slug="hwd")
    steps.start(nadine, reference, "response")

    def poster(actor: Member) -> bool:
        with read() as session:
            return gather.look(session, actor, reference, LATER).facts.actor_is_poster

    assert (poster(nadine), poster(lloyd)) == (True, True)
    approve(nadine, lloyd)
    assert (poster(nadine), poster(lloyd)) == (False, True)


@pytest.mark.parametrize("role", [Role.HR, Role.SAFEGUARDING_LEAD, Role.REPORTER, Role.AUDITOR, Role.HELPER])
def test_who_does_not_keep_the_list_finds_nothing_to_do(sqlite: databases.Database, role: Role) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.ADMIN])
    kofi = cast.join("fts", "Kofi Amponsah", [Role.REPORTER])
    approval = approve(ada, kofi)
    other = cast.join("fts", "Ben Holt", [role])
    for act in (
        lambda: approve(other, kofi),
        lambda: end(other, approval, "yes"),
        lambda: posters.access_removed(other, approval, "k", NOW),
        lambda: posters.approving(other, NOW),
        lambda: posters.ending(other, approval),
        lambda: posters.removing(other, approval),
    ):
        with pytest.raises(NotFound):
            act()
    assert len(steps.payloads("poster_approved")) == 1


def test_an_approval_or_a_person_of_another_charity_is_not_there(mary: Member, kofi: Member) -> None:
    approval = approve(mary, kofi)
    other = cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    with pytest.raises(NotFound):
        end(other, approval, "yes")
    with pytest.raises(Invalid):
        approve(other, kofi)
    with pytest.raises(NotFound):
        posters.ending(mary, "no such id")
