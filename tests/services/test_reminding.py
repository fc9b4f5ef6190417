"""The worker's look: each rung once, to who may see it, the newest only, and the next when nobody acts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from incidents.domain.fields import LONDON
from incidents.domain.words import Role
from incidents.services import (
    case_access,
    casework,
    mail_settings,
    mail_switch,
    membership,
    my_reminders,
    pictures,
    reminding,
    sending,
)
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.sending import Worker
from incidents.store import db
from incidents.store.models import Outbox
from tests import cast, mailbox, steps
from tests.cast import NOW
from tests.databases import Database
from tests.services.test_registers import add as add_page
from tests.services.test_telling import CALM, HURT, answer, decided

# NOW is 9:30 on a Saturday.
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=LONDON)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def ada(sqlite: Database) -> Member:
    """The manager, who is the first receiver too."""
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


def to_do(actor: Member, reference: str, day: str, person: str = "", track: str | None = None) -> None:
    raw = {"task": "Ring", "due_on": day, **({"person": person} if person else {})}
    casework.add_to_do(actor, reference, track, secrets.token_hex(8), raw, NOW)


def mails(kind: str = "") -> list[dict[str, object]]:
    """What stands in the outbox, the oldest first."""
    rows = [row for row in steps.rows("outbox") if not kind or row["kind"] == kind]
    return sorted(rows, key=lambda row: (str(row["created_at"]), str(row["key"])))


def rungs(kind: str = "task") -> list[tuple[str, object]]:
    """Rung and person of each mail of that kind."""
    return [(reminding.rung_of(str(row["key"])), row["person_id"]) for row in mails(kind)]


@pytest.fixture
def quiet(ada: Member) -> str:
    """A case with a thing to do on Tuesday, and nothing in the outbox."""
    reference = steps.opened(ada)
    to_do(ada, reference, "2026-11-24")
    empty()
    return reference


def empty() -> None:
    with db.work() as session:
        session.query(Outbox).delete()


@pytest.fixture
def post() -> Iterator[tuple[mailbox.Mailbox, Worker]]:
    """A mail server, and a worker whose clock stands where `at` last put it."""
    with mailbox.running() as (box, server):
        yield box, Worker("a worker", server, "https://cases.example.org", lambda: NOW)


def at(worker: Worker, now: datetime) -> Worker:
    return Worker(worker.name, worker.server, worker.public_url, lambda: now)


def test_a_thing_to_do_asks_once_for_each_rung(quiet: str, ada: Member) -> None:
    assert reminding.look(NOW) == 0
    assert reminding.look(MONDAY) == 1
    assert reminding.look(MONDAY + timedelta(minutes=1)) == 0
    assert reminding.look(TUESDAY) == 1
    assert reminding.look(WEDNESDAY) == 1
    assert reminding.look(WEDNESDAY + timedelta(days=20)) == 0
    assert rungs() == [("eve", ada.person_id), ("today", ada.person_id), ("past", ada.person_id)]


def test_a_worker_that_was_down_asks_for_the_newest_only(quiet: str) -> None:
    assert reminding.look(WEDNESDAY) == 1
    assert [rung for rung, _ in rungs()] == ["past"]


def test_a_clock_put_back_asks_nothing_twice(quiet: str) -> None:
    for now in (WEDNESDAY, NOW, MONDAY, TUESDAY, WEDNESDAY, NOW):
        reminding.look(now)
    assert sorted(rung for rung, _ in rungs()) == ["eve", "past", "today"]


def test_what_is_done_asks_no_more(quiet: str, ada: Member) -> None:
    for row in steps.rows("task"):
        casework.finish_to_do(ada, quiet, str(row["id"]), secrets.token_hex(8), {}, NOW)
    assert reminding.look(TUESDAY) == 0


def test_another_day_is_another_deadline(quiet: str) -> None:
    reminding.look(MONDAY)
    with db.work() as session:
        session.connection().exec_driver_sql("UPDATE task SET due_on = '2026-11-25' WHERE due_on IS NOT NULL")
    assert reminding.look(TUESDAY) == 1
    assert [rung for rung, _ in rungs()] == ["eve", "eve"]


def test_a_mail_names_nobody_and_nothing(quiet: str) -> None:
    reminding.look(MONDAY)
    (row,) = mails("task")
    assert row["subject"] == "A deadline needs you"
    said = str(row["body"])
    assert f"/fts/cases/{quiet}" in said
    for hidden in ("Ring", "Ada", "photograph", "Families"):
        assert hidden not in said
    assert "It can wait until Tuesday 24 November 2026." in said


def test_a_clock_fixed_by_law_asks_by_its_own_ladder(ada: Member) -> None:
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    reminding.look(NOW + timedelta(minutes=1))
    reminding.look(NOW + timedelta(hours=68))
    assert [rung for rung, _ in rungs("clock")] == ["start", "hours"]
    said = str(mails("clock")[0]["body"])
    assert "It is due by 09:30 GMT on Tuesday 24 November 2026, London time. The law fixes this." in said


def test_a_page_to_look_over_asks_who_looks(ada: Member) -> None:
    add_page(ada)
    reminding.look(NOW + timedelta(days=400))
    found = mails("page")
    # Late for a year: nobody begins to ask then; but before that, one mail each.
    assert found == []
    assert reminding.look(NOW + timedelta(days=8)) + reminding.look(NOW + timedelta(days=92)) >= 1
    assert {row["person_id"] for row in mails("page")} == {ada.person_id}
    assert all(row["case_id"] is None for row in mails("page"))


def test_who_has_it_is_asked_before_who_leads(ada: Member) -> None:
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    reference = steps.opened(ada)
    raw = {"person": tom.person_id, "because": "Needed"}
    case_access.let_in(ada, reference, None, secrets.token_hex(8), raw, NOW)
    to_do(ada, reference, "2026-11-24", tom.person_id)
    reminding.look(MONDAY)
    assert rungs() == [("eve", tom.person_id)]


def test_someone_from_whom_it_is_hidden_hears_nothing(ada: Member) -> None:
    """The case is hidden from the manager who led it: the next receiver is asked, or nobody."""
    bea = cast.join("fts", "Bea Lang", [Role.MANAGER])
    reference = steps.opened(ada)
    to_do(ada, reference, "2026-11-23", ada.person_id)
    casework.declare_conflict(cast.charity(), ada, reference, secrets.token_hex(8), {"because": "Kin"}, NOW)
    empty()
    for now in (MONDAY, TUESDAY):
        reminding.look(now)
    assert {person for _, person in rungs()} == {bea.person_id}


def test_who_cannot_see_a_matter_hears_nothing_of_it(ada: Member) -> None:
    """A staff procedure is for those let into it: a colleague who leads nothing of it is not asked."""
    hal = cast.join("fts", "Hal Rees", [Role.HR, Role.MANAGER])
    cast.join("fts", "Bea Lang", [Role.MANAGER])
    reference = steps.opened(ada)
    steps.name(ada, reference, "Kim Neighbour", "staff")
    track = steps.start(hal, reference, "discipline")
    to_do(hal, reference, "2026-11-23", track=track)
    with db.work() as session:
        session.connection().exec_driver_sql("DELETE FROM access WHERE track_id IS NOT NULL")
    empty()
    reminding.look(MONDAY)
    assert rungs() == []


def test_the_next_is_told_when_nobody_acts(
    quiet: str, ada: Member, post: tuple[mailbox.Mailbox, Worker]
) -> None:
    bea = cast.join("fts", "Bea Lang", [Role.MANAGER], ["chair"])
    _, worker = post
    reminding.look(WEDNESDAY)
    sending.send(at(worker, WEDNESDAY))
    assert reminding.look(WEDNESDAY + timedelta(days=1)) == 0
    assert reminding.look(WEDNESDAY + timedelta(days=2)) == 1
    assert rungs()[-1] == ("next", bea.person_id)
    sending.send(at(worker, WEDNESDAY + timedelta(days=2)))
    assert reminding.look(WEDNESDAY + timedelta(days=9)) == 0, "there is nobody after her"


def test_nobody_else_is_told_while_the_first_mail_waits(quiet: str) -> None:
    cast.join("fts", "Bea Lang", [Role.MANAGER], ["chair"])
    reminding.look(WEDNESDAY)
    assert reminding.look(WEDNESDAY + timedelta(days=9)) == 0


def test_nobody_else_is_told_when_somebody_acted(
    quiet: str, ada: Member, post: tuple[mailbox.Mailbox, Worker]
) -> None:
    cast.join("fts", "Bea Lang", [Role.MANAGER], ["chair"])
    reminding.look(WEDNESDAY)
    sending.send(at(post[1], WEDNESDAY))
    raw = {"body": "She rang", "happened_on": "2026-11-25"}
    casework.note(ada, quiet, None, secrets.token_hex(8), raw, WEDNESDAY + timedelta(hours=3))
    assert reminding.look(WEDNESDAY + timedelta(days=2)) == 0


def test_who_switched_mails_off_is_passed_over(quiet: str, ada: Member) -> None:
    bea = cast.join("fts", "Bea Lang", [Role.MANAGER], ["chair"])
    want(ada, mails="no")
    reminding.look(MONDAY)
    assert rungs() == [("eve", bea.person_id)]


def test_with_nobody_else_only_the_law_still_reaches_them(ada: Member) -> None:
    reference = steps.opened(ada)
    to_do(ada, reference, "2026-11-23")
    steps.start(ada, reference, "external_report", "ico")
    empty()
    want(ada, mails="no")
    reminding.look(MONDAY)
    assert rungs("task") == []
    assert rungs("clock") == [("half", ada.person_id)]


def test_who_wants_no_mails_at_the_weekend_gets_them_on_monday(quiet: str, ada: Member) -> None:
    want(ada, weekends="no")
    reminding.look(WEDNESDAY + timedelta(days=3))
    assert str(mails("task")[0]["not_before"]).startswith("2026-11-30T08:00")


def test_a_summary_gathers_what_can_wait(
    quiet: str, ada: Member, post: tuple[mailbox.Mailbox, Worker]
) -> None:
    to_do(ada, quiet, "2026-11-25")
    want(ada, digest="daily")
    assert reminding.look(NOW) == 0, "on a Saturday no summary is written"
    reminding.look(MONDAY)
    reminding.look(MONDAY + timedelta(minutes=1))
    (row,) = mails("digest")
    assert "One deadline needs you." in str(row["body"])
    assert {one["state"] for one in mails("task")} == {"not_needed"}
    reminding.look(TUESDAY)
    assert "2 deadlines need you." in str(mails("digest")[1]["body"]), "the next day has its own"
    box, worker = post
    sending.send(at(worker, TUESDAY))
    assert [mail["Subject"] for mail in box.came] == ["What needs you"] * 2
    assert box.came[1].get_content().count(f"https://cases.example.org/fts/cases/{quiet}") == 2


def want(actor: Member, **answers: str) -> None:
    raw = {"mails": "yes", "digest": "none", "weekends": "yes", **answers}
    version = my_reminders.form(actor).version
    my_reminders.change(actor, version, secrets.token_hex(8), raw, NOW)


def test_a_report_tells_its_receiver_in_the_same_transaction(ada: Member) -> None:
    cast.report()
    (row,) = mails()
    assert (row["kind"], row["person_id"]) == ("report", ada.person_id)
    assert row["subject"] == "Something new needs you"


def test_a_report_about_the_receiver_does_not_tell_them(ada: Member) -> None:
    cast.report(about="Ada Okoro")
    assert [row for row in mails() if row["person_id"] == ada.person_id] == []


def test_what_is_handed_over_tells_the_new_one(quiet: str, ada: Member) -> None:
    bea = cast.join("fts", "Bea Lang", [Role.MANAGER])
    steps.go(ada, quiet, "hand_over", colleague=bea.person_id)
    assert [(row["kind"], row["person_id"]) for row in mails()] == [("new", bea.person_id)]


def test_who_left_is_not_asked(quiet: str, ada: Member) -> None:
    admin = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    membership.end(admin, ada.person_id, "role", "manager", NOW)
    assert reminding.look(MONDAY) == 0


def test_it_works_on_each_database(database: Database) -> None:
    ada = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    to_do(ada, reference, "2026-11-23")
    add_page(ada)
    assert reminding.look(MONDAY) >= 2
    assert reminding.look(MONDAY) == 0


def test_who_receives_next_is_told_when_the_first_steps_back(quiet: str, ada: Member) -> None:
    chair = cast.join("fts", "Cy Conteh", [Role.CHAIR], ["chair"])
    casework.declare_conflict(cast.charity(), ada, quiet, secrets.token_hex(8), {"because": "Kin"}, NOW)
    assert [(row["kind"], row["person_id"]) for row in mails()] == [("new", chair.person_id)]


def test_a_decision_to_look_at_again_asks_on_its_day(ada: Member) -> None:
    reference = steps.opened(ada)
    track = steps.start(ada, reference, "external_report", "insurer")
    steps.go(ada, reference, "do_not_report", track, look_again_on="2026-11-24")
    reminding.look(TUESDAY)
    assert rungs("look_again") == [("today", ada.person_id)]
    steps.go(ada, reference, "assess_again", track)
    assert reminding.look(WEDNESDAY) == 0


def test_a_clock_that_stands_still_asks_nothing(ada: Member) -> None:
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    paused = '[{"asked_on": "2026-11-21", "answered_on": null, "because": "Who are you?"}]'
    with db.work() as session:
        said = f"UPDATE clock SET kind = 'sar', pauses = '{paused}'"
        session.connection().exec_driver_sql(said)
    assert reminding.look(MONDAY) == 0


def switched(admin: Member, mails: str, now: datetime = NOW) -> None:
    raw = {"mails": mails, "because": "" if mails == "yes" else "We ring each other"}
    mail_switch.switch(admin, mail_switch.form(admin).version, secrets.token_hex(8), raw, now)


def test_a_charity_can_switch_its_mails_off_and_on_again(ada: Member, quiet: str) -> None:
    admin = cast.join("fts", "Ana Abbot", [Role.ADMIN])
    assert reminding.look(MONDAY) == 1
    switched(admin, "no")
    assert mail_settings.off_since(admin) == NOW
    with mailbox.running() as (box, server):
        sending.send(Worker("one", server, "https://cases.example.org", lambda: MONDAY))
        assert box.came == [], "what waited does not go"
    assert [row["fault"] for row in mails()] == ["the charity has switched mails off"]
    cast.report()
    assert reminding.look(TUESDAY) == 0
    assert len(mails()) == 1, "neither a deadline nor a new report writes one"
    assert my_reminders.mine(ada, TUESDAY).off
    switched(admin, "yes")
    assert mail_settings.off_since(admin) is None
    assert reminding.look(TUESDAY) == 1
    assert [said["data"]["mails"] for said in steps.payloads("mail_switched")] == [False, True]  # type: ignore[index]
    with pytest.raises(NotFound):
        mail_switch.form(ada)


def test_a_decision_that_new_facts_opened_asks_with_one_mail(ada: Member) -> None:
    reference = steps.opened(ada)
    answer(ada, reference, CALM)
    decided(ada, reference)
    empty()
    answer(ada, reference, HURT)
    reminding.look(MONDAY)
    assert [row["kind"] for row in mails() if row["kind"] in ("task", "look_again")] == ["task"]


def test_what_the_charity_owes_its_policy_asks_who_keeps_the_lists(ada: Member) -> None:
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    raw = {"picture": "Children at the fete", "used_on": "2026-11-01", "people": "3", "consent": "written",
           "kept_where": "The folder"}  # fmt: skip
    pictures.add(cast.charity(), ada, secrets.token_hex(8), raw, NOW)
    picture = str(steps.rows("picture_consent")[0]["id"])
    pictures.withdraw(ada, picture, secrets.token_hex(8), {"because": "The mother rang"}, NOW)
    empty()
    assert reminding.look(MONDAY) == 1
    (mail,) = mails("duty")
    assert mail["person_id"] == ada.person_id != tom.person_id
    assert "/fts/duties/pictures" in str(mail["body"])
    assert "Children" not in str(mail["body"])
