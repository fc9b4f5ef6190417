"""A report becomes one case with one entry, hidden from those it concerns before anybody can see it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from incidents.domain.words import Role
from incidents.services import listing, own_reports, reading, reporting, verifying
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.reporting import Receipt, Told
from incidents.store.db import read
from incidents.store.models import Access, CaseFile, Event, EventPayload, Exclusion, Involvement, Report
from tests.cast import NOW, charity, join
from tests.databases import Database

TODAY = date(2026, 11, 21)
STORY = "A volunteer put a photograph of a family online."
OUTSIDE = "Charity Commission, serious wrongdoing line for workers and volunteers"
EVERYTHING = Told(
    story=STORY,
    place="Facebook",
    address="the picnic album",
    occurred_from=date(2026, 3, 1),
    occurred_to=date(2026, 3, 31),
    precision="month",
    still_online="yes",
    keep_out="Aisling Devlin",
    keep_out_posts=("named_trustee",),
    about="Kofi Amponsah",
    about_posts=("group_coordinator",),
    affected="The family",
    on_behalf_of="A mother",
    reached_how="by telephone",
    reached_on=date(2026, 11, 20),
    complaint=True,
    name="Carly",
    contact="07700 900123",
)


def receive(told: Told | None = None, actor: Member | None = None, key: str = "k", **more: Any) -> Receipt:
    """Send a report; `more` replaces parts of a plain one."""
    return reporting.receive(
        charity(), replace(told or Told(STORY), **more), actor, "draft:a", key, more.pop("now", NOW)
    )


def rows(model: type[Any]) -> list[Any]:
    with read() as session:
        return list(session.scalars(sa.select(model)))


def only(model: type[Any]) -> Any:
    found = rows(model)
    assert len(found) == 1
    return found[0]


def sees(who: Member, reference: str) -> bool:
    """Whether a case is in this person's list, in their day's work, and behind its address: all or none."""
    later = NOW + timedelta(minutes=1)
    listed = [row.reference for row in listing.page_of_cases(who, listing.Filters(), later).rows]
    today = [row.reference for row in listing.today(who, later).new.rows]
    try:
        there = reading.case_page(who, reference, later).case.reference == reference
    except NotFound:
        there = False
    assert (reference in listed) is there
    assert (reference in today) is there
    return there


def manager(name: str = "Maureen Tuffnell") -> Member:
    return join("fts", name, [Role.MANAGER], ["business_manager"])


def chair(name: str = "Harriet Oyelaran") -> Member:
    return join("fts", name, [Role.CHAIR, Role.TRUSTEE], ["chair"], ("trustee", "current"))


# -------- what becomes of what was told


def test_a_report_becomes_a_new_case_with_everything_that_was_told(database: Database) -> None:
    join("fts", "Kofi Amponsah", [Role.REPORTER], standing=("volunteer", "resting"))
    receipt = receive(EVERYTHING)
    case, report = only(CaseFile), only(Report)
    assert (case.reference, case.state, case.version, case.title) == (receipt.reference, "reported", 1, STORY)
    assert (case.platform, case.occurred_from, case.occurred_to) == (
        "Facebook", date(2026, 3, 1), date(2026, 3, 31),
    )  # fmt: skip
    assert (case.occurred_precision, case.known["complaint"]) == ("month", True)
    assert (report.story, report.place, report.address, report.still_online) == (
        STORY, "Facebook", "the picnic album", "yes",
    )  # fmt: skip
    assert (report.affected, report.on_behalf_of, report.reached_how, report.reached_on) == (
        "The family", "A mother", "by telephone", date(2026, 11, 20),
    )  # fmt: skip
    assert (report.reporter_name, report.reporter_contact, report.complaint) == (
        "Carly",
        "07700 900123",
        True,
    )
    assert report.reporter_person_id is None


def test_a_ticked_post_that_nobody_holds_stands_in_the_report(sqlite: Database) -> None:
    receive(EVERYTHING)
    report = only(Report)
    assert report.about == "Group Coordinator\nKofi Amponsah"
    assert report.keep_out == "Named trustee for concerns\nAisling Devlin"


def test_whom_it_is_about_goes_into_the_case_as_they_stood_then(database: Database) -> None:
    kofi = join("fts", "Kofi Amponsah", standing=("volunteer", "resting"))
    receive(EVERYTHING)
    one = only(Involvement)
    assert (one.person_id, one.label, one.involvement) == (kofi.person_id, "Kofi Amponsah", "about")
    assert (one.standing, one.standing_state) == ("volunteer", "resting")


def test_someone_known_by_a_post_alone_stands_there_with_the_posts_standing(sqlite: Database) -> None:
    join("fts", "Pavel Hruby", posts=["group_coordinator"])
    receive(about_posts=("group_coordinator",))
    assert (only(Involvement).standing, only(Involvement).standing_state) == ("staff", "current")


def test_someone_without_post_or_standing_is_not_given_one(sqlite: Database) -> None:
    join("fts", "Pavel Hruby")
    receive(about="Pavel Hruby")
    assert (only(Involvement).standing, only(Involvement).standing_state) == ("", "")


def test_a_signed_in_reporter_is_known_and_need_not_say_how_to_reach_them(database: Database) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    reference = receive(actor=kofi).reference
    report = only(Report)
    assert (report.reporter_person_id, report.reporter_name) == (kofi.person_id, "Kofi Amponsah")
    assert report.reporter_contact == kofi.email
    assert [one.reference for one in own_reports.own_reports(kofi)] == [reference]
    assert [one.stands for one in own_reports.own_reports(kofi)] == [
        "We have it. Someone will look at it soon."
    ]


def test_the_title_is_the_beginning_of_the_story(sqlite: Database) -> None:
    receive(story="So  it\nbegan. " + "word " * 40)
    title = only(CaseFile).title
    assert title.startswith("So it began. word word")
    assert title.endswith("word …")
    assert len(title) <= 80


@pytest.mark.parametrize(
    ("says", "reached_on", "aware"),
    [
        ("without a day we know since now", None, NOW),
        (
            "a day before counts from its noon in London",
            date(2026, 7, 3),
            datetime(2026, 7, 3, 11, tzinfo=UTC),
        ),
        ("today is not later than now", TODAY, NOW),
    ],
)
def test_since_when_the_charity_knows(
    sqlite: Database, says: str, reached_on: date | None, aware: datetime
) -> None:
    receive(on_behalf_of="A mother", reached_on=reached_on)
    assert only(CaseFile).aware_at == aware, says


# -------- who may see it


def test_the_manager_it_is_about_sees_nothing_of_it_and_the_chair_does(database: Database) -> None:
    maureen, harriet = manager(), chair()
    reference = receive(about_posts=("business_manager",)).reference
    assert not sees(maureen, reference)
    assert sees(harriet, reference)
    assert {one.why for one in rows(Exclusion)} == {"about"}
    assert [one.person_id for one in rows(Access)] == [harriet.person_id]


def test_other_managers_do_not_see_a_report_about_who_leads(sqlite: Database) -> None:
    manager()
    other = join("fts", "Nora Vane", [Role.MANAGER])
    reference = receive(about="Maureen Tuffnell").reference
    assert not sees(other, reference)


def test_a_manager_to_be_kept_out_sees_nothing_of_it(database: Database) -> None:
    maureen, harriet = manager(), chair()
    reference = receive(keep_out="maureen  TUFFNELL").reference
    assert not sees(maureen, reference)
    assert sees(harriet, reference)
    assert rows(Involvement) == []


def test_a_first_name_keeps_it_from_the_manager_and_leaves_it_with_the_staff(sqlite: Database) -> None:
    maureen, harriet = manager(), chair()
    other = join("fts", "Nora Vane", [Role.MANAGER])
    reference = receive(about="I think it was Maureen").reference
    assert not sees(maureen, reference)
    assert sees(other, reference)
    assert sees(harriet, reference)
    assert rows(Involvement) == []


def test_an_ordinary_report_is_there_for_the_manager_and_not_for_everyone(sqlite: Database) -> None:
    maureen, harriet = manager(), chair()
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    reference = receive(actor=kofi).reference
    assert sees(maureen, reference)
    assert not sees(harriet, reference)
    with pytest.raises(NotFound):
        reading.case_page(kofi, reference, NOW + timedelta(minutes=1))


def test_nobody_inside_is_free_and_the_receipt_names_the_body_outside(database: Database) -> None:
    maureen, harriet = manager(), chair()
    receipt = receive(about="Maureen Tuffnell", keep_out="Harriet Oyelaran")
    assert receipt.outside == OUTSIDE
    assert not sees(maureen, receipt.reference)
    assert not sees(harriet, receipt.reference)
    assert only(CaseFile).known["outside"] == OUTSIDE


def test_a_manager_without_a_receiving_post_is_somebody_inside(sqlite: Database) -> None:
    nora = join("fts", "Nora Vane", [Role.MANAGER])
    receipt = receive(about="Kofi Amponsah")
    assert receipt.outside == ""
    assert sees(nora, receipt.reference)


def test_where_nobody_is_here_yet_the_reporter_is_told_to_turn_outside(sqlite: Database) -> None:
    assert receive().outside == OUTSIDE


# -------- once, in one piece, with one entry


def test_one_entry_in_the_trail_that_verifies(database: Database) -> None:
    maureen = manager()
    before = len(rows(Event))
    reference = receive(occurred_from=date(2026, 3, 3), precision="day", name="Carly").reference
    events = [event for event in rows(Event) if event.case_id]
    assert len(rows(Event)) == before + 1
    header = json.loads(events[0].header)
    assert (header["action"], header["actor"], header["happened"]) == ("reported", "reporter", "2026-03-03")
    assert [(move["machine"], move["from"], move["to"]) for move in header["moves"]] == [
        ("case", None, "reported")
    ]
    body = next(one.body for one in rows(EventPayload) if one.event_id == events[0].id)
    assert json.loads(str(body)) == {"by": "Carly", "let_in": [maureen.person_id], "hidden_from": []}
    assert verifying.verify(reference).fault == ""


@pytest.mark.parametrize("precision", ["month", "unknown"])
def test_a_day_that_is_not_known_is_not_written_down_as_one(sqlite: Database, precision: str) -> None:
    day = date(2026, 3, 1) if precision == "month" else None
    receive(occurred_from=day, precision=precision)
    header = json.loads(next(event.header for event in rows(Event) if event.case_id))
    assert header["happened"] == header["at"]


def test_a_form_sent_twice_makes_one_case(database: Database) -> None:
    manager()
    first = receive()
    assert receive(story="Changed meanwhile.") == first
    assert only(Report).story == STORY
    assert receive(key="another") != first


def test_a_double_click_makes_one_case(database: Database) -> None:
    manager()
    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(lambda _: receive(), range(4)))
    assert len(receipts) == 1
    assert only(CaseFile).reference == receipts.pop().reference


def test_the_receipt_can_be_had_again_by_the_sender_alone(database: Database) -> None:
    receipt = receive()
    assert reporting.sent_before("draft:a", "k") == receipt
    assert reporting.sent_before("draft:b", "k") is None
    assert reporting.sent_before("draft:a", "another") is None


def test_a_reference_that_is_taken_is_drawn_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["FTS-2222-M", "FTS-2222-M", "FTS-2222-M", "FTS-3333-K"])
    monkeypatch.setattr(reporting.references, "make", lambda *_: next(drawn))
    assert receive(key="1").reference == "FTS-2222-M"
    assert receive(key="2").reference == "FTS-3333-K"
    assert len(rows(CaseFile)) == 2


def test_when_every_reference_is_taken_nothing_is_half_received(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting.references, "make", lambda *_: "FTS-2222-M")
    receive(key="1")
    with pytest.raises(RuntimeError):
        receive(key="2")
    assert len(rows(CaseFile)) == len(rows(Report)) == 1
    assert reporting.sent_before("draft:a", "2") is None


def test_another_fault_of_the_database_is_not_taken_for_a_reference(database: Database) -> None:
    nowhere = replace(charity(), id="nowhere")
    with pytest.raises(IntegrityError):
        reporting.receive(nowhere, Told(STORY), None, "draft:a", "k", NOW)
    assert rows(CaseFile) == []


@pytest.mark.parametrize("people", [1, 50])
def test_receiving_takes_at_most_ten_statements(database: Database, people: int) -> None:
    manager()
    for number in range(people - 1):
        join("fts", f"Person {number:02}")
    here, said = charity(), []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    reporting.receive(here, Told(STORY), None, "draft:a", "k", NOW)
    said = [one for one in said if not one.upper().startswith(("BEGIN", "PRAGMA"))]
    assert len(said) <= 10, said  # two of them are the mail to who receives it


# -------- what cannot be kept


@pytest.mark.parametrize(
    ("says", "told", "field"),
    [
        ("no story", {"story": " \n "}, "story"),
        ("a story that is too long", {"story": "x" * 10_001}, "story"),
        ("a character that cannot be kept", {"story": "a\x00b"}, "story"),
        ("a day to come", {"occurred_from": TODAY + timedelta(days=1), "precision": "day"}, "occurred_from"),
        ("an end to come", {"occurred_to": TODAY + timedelta(days=1)}, "occurred_to"),
        (
            "an end before the beginning",
            {"occurred_from": date(2026, 3, 2), "occurred_to": date(2026, 3, 1)},
            "occurred_to",
        ),
        ("a day to come on which it reached us", {"reached_on": TODAY + timedelta(days=1)}, "reached_on"),
        ("a post the policy does not have", {"about_posts": ("king",)}, "about_posts"),
        ("another post the policy does not have", {"keep_out_posts": ("king",)}, "keep_out_posts"),
        ("an address that is too long", {"address": "x" * 401}, "address"),
        ("a place of two lines", {"place": "Face\nbook"}, "place"),
        ("a name that is too long", {"name": "x" * 201}, "name"),
        ("an answer that was not offered", {"still_online": "perhaps"}, "still_online"),
        ("a precision that was not offered", {"precision": "year"}, "precision"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_nothing_is_received(
    sqlite: Database, says: str, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        receive(**told)
    assert [problem.field for problem in refused.value.problems] == [field], says
    assert rows(CaseFile) == []
