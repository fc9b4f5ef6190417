"""Looking over pages: who may, what is kept, and that a look with a case tells nothing of it to others."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from incidents.domain.words import Role
from incidents.services import duties, membership, own_reports, page_checks, registers, reporting, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.page_checks import DEALT_WITH, Checked, CheckLine
from incidents.store.models import CaseFile
from tests import cast, databases, steps
from tests.cast import NOW
from tests.services.test_registers import add

WORDS = "A comment names a family."


@pytest.fixture
def mary(database: databases.Database) -> Member:
    return cast.join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"], ("staff", "current"))


def look(actor: Member, page: str, found: str, key: str = "", **told: str) -> Checked:
    raw = {"found": found, **({"words": WORDS} if found != "nothing" else {}), **told}
    charity = cast.charity(actor.organisation_id)
    return page_checks.check(charity, actor, page, key or secrets.token_hex(8), raw, NOW)


def seen(actor: Member, page: str) -> tuple[CheckLine, ...]:
    charity = cast.charity(actor.organisation_id)
    return duties.one_page(charity, actor, page, NOW + timedelta(minutes=1)).history


def test_nothing_found_is_one_row_and_one_entry(mary: Member) -> None:
    page = add(mary)
    assert look(mary, page, "nothing", "one key") == Checked()
    assert look(mary, page, "nothing", "one key") == Checked()
    (line,) = seen(mary, page)
    assert (line.said, line.by, line.at, line.words) == ("Nothing found", "Mary Marsh", NOW, "")
    (told,) = steps.payloads("page_checked")
    assert (told["page"], told["found"]) == (page, "nothing")


def test_put_right_needs_words_and_keeps_them_for_who_wrote_them(mary: Member) -> None:
    page = add(mary)
    with pytest.raises(Invalid) as caught:
        look(mary, page, "put_right", words=" ")
    assert [one.field for one in caught.value.problems] == ["words"]
    look(mary, page, "put_right")
    tess = cast.join("fts", "Tess Tully", [Role.TRUSTEE])
    assert [(line.said, line.words) for line in seen(mary, page)] == [(DEALT_WITH, WORDS)]
    assert [(line.said, line.words) for line in seen(tess, page)] == [(DEALT_WITH, "")]


def test_a_case_is_raised_in_the_same_step_with_the_page_filled_in(mary: Member) -> None:
    page = add(mary)
    came = look(mary, page, "case", "one key")
    assert look(mary, page, "case", "one key") == came
    case, (report,), (check,) = (
        steps.case_row(came.reference), steps.rows("report"), steps.rows("content_check")
    )  # fmt: skip
    assert (check["case_id"], check["found"], check["account_id"]) == (case["id"], "case", page)
    assert (report["story"], report["address"]) == (WORDS, "https://facebook.example.org/ft")
    assert report["place"] == "Facebook: Families Together"
    assert report["reporter_person_id"] == mary.person_id
    assert came.reference in {one.reference for one in own_reports.own_reports(mary)}
    (told,) = steps.payloads("reported")
    assert (told["page"], told["check"]) == (page, check["id"])
    assert steps.payloads("page_checked") == []
    assert verifying.verify().sound


def test_what_belongs_to_a_report_and_cannot_be_kept_takes_the_report_with_it(mary: Member) -> None:
    def cannot(session: Session, case: CaseFile) -> dict[str, object]:
        session.flush()
        raise NotFound

    with pytest.raises(NotFound):
        reporting.receive(cast.charity(), reporting.Told(WORDS), mary, "look", "k", NOW, cannot)
    assert steps.rows("case_file") == steps.rows("report") == steps.rows("idempotency") == []


def test_a_page_that_was_closed_is_not_looked_over(mary: Member) -> None:
    page = add(mary)
    registers.close(mary, page, "k", {"because": "Not used"}, NOW)
    for found in ("nothing", "case"):
        with pytest.raises(NotFound):
            look(mary, page, found)
    assert steps.rows("case_file") == steps.rows("content_check") == []
    assert duties.one_page(cast.charity(), mary, page, NOW).closed


# (who, roles, posts, may they look?)
WHO = (
    ("who holds the post", (Role.REPORTER,), ("business_manager",), True),
    ("a manager", (Role.MANAGER,), (), True),
    ("the chair", (Role.CHAIR,), (), True),
    ("a board member", (Role.TRUSTEE,), (), True),
    ("who holds another post", (Role.REPORTER,), ("family_manager",), False),
    ("an administrator", (Role.ADMIN,), (), False),
    ("an auditor", (Role.AUDITOR,), (), False),
    ("a helper with the post", (Role.HELPER,), ("business_manager",), False),
    ("staff procedures", (Role.HR,), (), False),
)


@pytest.mark.parametrize(("who", "roles", "posts", "may"), WHO, ids=[row[0] for row in WHO])
def test_who_may_look(
    sqlite: databases.Database, who: str, roles: tuple[Role, ...], posts: tuple[str, ...], may: bool
) -> None:
    page = add(cast.join("fts", "Ada Okoro", [Role.ADMIN]))
    actor = cast.join("fts", "Ben Holt", roles, posts)
    for found in ("nothing", "put_right", "case"):
        if may:
            look(actor, page, found)
        else:
            with pytest.raises(NotFound):
                look(actor, page, found)
    assert len(steps.rows("content_check")) == (3 if may else 0)
    if not may:
        with pytest.raises(NotFound):
            page_checks.form(cast.charity(), actor, page, NOW)


def test_a_post_that_ended_looks_no_more(sqlite: databases.Database) -> None:
    page = add(cast.join("fts", "Ada Okoro", [Role.ADMIN]))
    ben = cast.join("fts", "Ben Holt", [Role.REPORTER], ["business_manager"])
    ada = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    look(ben, page, "nothing")
    membership.end(ada, ben.person_id, "post", "business_manager", NOW)
    with pytest.raises(NotFound):
        look(ben, page, "nothing")


def test_the_case_of_a_look_shows_only_to_whom_it_may(mary: Member) -> None:
    """To everyone else, the line is that of something put right."""
    chair = cast.join("fts", "Chidi Okoye", [Role.CHAIR], ["chair"], ("trustee", "current"))
    about = cast.join("fts", "Nia Nkosi", [Role.MANAGER], [], ("staff", "current"))
    auditor = cast.join("fts", "Audrey Ade", [Role.AUDITOR])
    tess = cast.join("fts", "Tess Tully", [Role.TRUSTEE], [], ("trustee", "current"))
    put_right, case = add(mary, name="One"), add(mary, name="Two")
    look(chair, put_right, "put_right")
    came = look(chair, case, "case", about="Nia Nkosi")
    assert [line.reference for line in seen(mary, case)] == [came.reference]
    for other in (about, auditor, tess):
        assert seen(other, case) == seen(other, put_right), other.name
        assert came.reference not in json.dumps([str(line) for line in seen(other, case)])


def test_a_page_of_another_charity_is_not_looked_over(mary: Member) -> None:
    page = add(mary)
    other = cast.join("hsbbh", "Rosalind Achebe", [Role.MANAGER])
    for wanted in (page, "unknown", "", "é"):
        with pytest.raises(NotFound):
            look(other, wanted, "nothing")
        with pytest.raises(NotFound):
            duties.one_page(cast.charity("hsbbh"), other, wanted, NOW)


def test_an_answer_that_is_not_offered_is_refused(mary: Member) -> None:
    page = add(mary)
    with pytest.raises(Invalid):
        look(mary, page, "perhaps")
    assert steps.rows("content_check") == []
