"""Two records of one person: hidden from either is hidden from both, and the rest follows the kept record."""

from __future__ import annotations

import pytest

from incidents.domain.words import Role
from incidents.services import case_access, casework, membership, same_person, verifying, who_sees
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from tests import cast, steps
from tests.cast import NOW
from tests.databases import Database
from tests.services.test_casework import add, key, manager, sees

WHY = "It is the same telephone number"


def admin() -> Member:
    return cast.join("fts", "Ines Carvalho", [Role.ADMIN])


def join(actor: Member, away: Member | str, kept: Member, because: str = WHY) -> str:
    person_id = away if isinstance(away, str) else away.person_id
    raw = {"person": kept.person_id, "because": because}
    return same_person.join(cast.charity(), actor, person_id, raw, NOW)


def known(name: str) -> str:
    """Somebody the charity knows who does not sign in."""
    return membership.add("fts", membership.NewPerson(name), None, cast._TOOL, NOW)


def test_a_case_about_the_one_record_is_hidden_from_the_other_at_once(database: Database) -> None:
    ada, bea, ines = manager("Ada Okoro"), manager("Beatrice Holt"), admin()
    twin = known("Bea Holt")
    reference = steps.opened(ada)
    add(ada, reference, known=twin)
    assert sees(bea, reference), "nobody knows yet that it is her"
    join(ines, twin, bea)
    assert not sees(bea, reference)
    assert "Beatrice Holt" in {name for name, _ in who_sees.page(ada, reference, NOW).hidden_from}
    assert verifying.verify(reference).sound


def test_what_was_hidden_from_the_kept_record_is_hidden_from_the_one_that_goes(database: Database) -> None:
    ada, bea, twin = manager("Ada Okoro"), manager("Beatrice Holt"), manager("Bea Holt")
    reference = steps.opened(ada)
    casework.declare_conflict(cast.charity(), bea, reference, key(), {"because": "My cousin"}, NOW)
    assert sees(twin, reference)
    join(admin(), twin, bea)
    assert not sees(twin, reference)
    assert not sees(bea, reference)


def test_whoever_led_a_case_that_turns_out_to_be_about_them_loses_it_and_the_next_receiver_has_it(
    database: Database,
) -> None:
    chair = cast.join("fts", "Cleo Marsh", [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))
    ada = manager("Ada Okoro", ("business_manager",))
    twin = known("A. Okoro")
    reference = steps.opened(ada)
    add(ada, reference, known=twin)
    assert sees(ada, reference)
    join(admin(), twin, ada)
    assert not sees(ada, reference)
    assert sees(chair, reference)
    assert steps.case_row(reference)["lead_person_id"] is None


def test_what_the_one_record_held_led_and_saw_the_other_one_has(database: Database) -> None:
    ines = admin()
    old = cast.join("fts", "Bea Holt", [Role.MANAGER], ["business_manager"], ("staff", "current"))
    new = known("Beatrice Holt")
    reference = steps.opened(old)
    track = steps.start(old, reference, "trustee_review", "question")
    same_person.join(cast.charity(), ines, old.person_id, {"person": new, "because": WHY}, NOW)
    (kept,) = [one for one in membership.everyone("fts", NOW) if one.person_id == new]
    assert (kept.roles, kept.posts) == (frozenset({"manager"}), frozenset({"business_manager"}))
    assert old.person_id not in {one.person_id for one in membership.everyone("fts", NOW)}
    assert steps.case_row(reference)["lead_person_id"] == new
    whoever = Member(old.account_id, new, "fts", "Beatrice Holt", old.email, frozenset({Role.MANAGER}))
    assert sees(whoever, reference, track)
    (place,) = [row for row in steps.rows("membership") if row["account_id"] == old.account_id]
    assert (place["person_id"], place["until"]) == (new, None)


def test_the_charitys_entry_tells_nothing_of_cases(sqlite: Database) -> None:
    ada, ines = manager("Ada Okoro"), admin()
    one, other = known("Bea Holt"), known("Bob Ray")
    add(ada, steps.opened(ada), known=one)
    join(ines, one, ada)
    join(ines, other, ada)
    first, second = steps.payloads("people_joined")
    assert first.keys() == second.keys() == {"by", "kept", "away", "data"}


@pytest.mark.parametrize("which", ["away", "kept"])
def test_nobody_joins_their_own_record(sqlite: Database, which: str) -> None:
    ines, ada = admin(), manager("Ada Okoro")
    with pytest.raises(Invalid):
        join(ines, *((ines, ada) if which == "away" else (ada, ines)))


def test_a_record_goes_once_and_only_an_administrator_joins(sqlite: Database) -> None:
    ines, ada, bea = admin(), manager("Ada Okoro"), manager("Bea Holt")
    with pytest.raises(NotFound):
        join(ada, bea, ada)
    with pytest.raises(Invalid):
        join(ines, bea, ada, because="")
    join(ines, bea, ada)
    with pytest.raises(NotFound):
        join(ines, bea, ada)
    with pytest.raises(Invalid):
        join(ines, ada, bea)


def test_somebody_let_in_for_a_time_is_let_in_no_longer_than_that(sqlite: Database) -> None:
    ada, tom, tim = (
        manager("Ada Okoro"),
        *(cast.join("fts", name, [Role.TRUSTEE]) for name in ("Tom A", "Tim A")),
    )
    reference = steps.opened(ada)
    raw = {"person": tom.person_id, "because": "To help", "until": "2026-11-25"}
    case_access.let_in(ada, reference, None, key(), raw, NOW)
    join(admin(), tom, tim)
    assert sees(tim, reference)
    assert not sees(tim, reference, now=NOW.replace(day=26))
