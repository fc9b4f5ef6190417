"""One's own reminders, the private calendar, and how an administrator sees the charity's mail stand."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from incidents.domain.words import Role
from incidents.services import casework, reminding
from incidents.services.actors import Member
from incidents.store import db
from incidents.web import private_calendar
from tests import cast, steps
from tests.cast import NOW, Visitor, browse
from tests.databases import Database
from tests.filled import sent_by

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WANTED = {"mails": "yes", "digest": "weekly", "weekends": "no"}


@pytest.fixture
def ada(sqlite: Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


def with_task(ada: Member) -> str:
    """A case of hers with something to do on Tuesday, of which she was told on Monday."""
    reference = steps.opened(ada)
    raw = {"task": "Ring", "due_on": "2026-11-24"}
    casework.add_to_do(ada, reference, None, secrets.token_hex(8), raw, NOW)
    reminding.look(MONDAY)
    return reference


def said(state: str) -> None:
    with db.work() as session:
        session.connection().exec_driver_sql(f"UPDATE outbox SET state = '{state}'")


def address(visitor: Visitor) -> str:
    """A new private address, as the page shows it."""
    path = "/reminders/calendar"
    visitor.post(path, {**sent_by(visitor.get(path)), "only_me": "yes"})
    found = re.search(r"http://localhost:8000/fts(/calendar/[\w-]+\.ics)", visitor.get("/reminders"))
    assert found is not None
    assert found[1] not in visitor.get("/reminders"), "it is shown once"
    return found[1]


def calendar(app: Flask, path: str, status: int = 200) -> list[dict[str, object]]:
    """The entries behind an address, as a calendar program without a sign-in gets them."""
    answer = app.test_client().get(f"/fts{path}")
    assert answer.status_code == status
    return [dict(event) for event in Calendar.from_ical(answer.data).walk("VEVENT")] if status == 200 else []


def test_it_says_that_nothing_was_written_and_that_no_server_is_named(app: Flask, ada: Member) -> None:
    page = browse(app, "fts", ada).get("/reminders")
    assert "No mail was written to you yet" in page
    assert "Mails are not sent yet" in page


def test_what_one_wants_is_kept_and_stands_in_the_form(app: Flask, ada: Member) -> None:
    visitor = browse(app, "fts", ada)
    visitor.post("/reminders/change", {**sent_by(visitor.get("/reminders/change")), **WANTED})
    page = visitor.get("/reminders")
    assert "One mail a week, on Monday morning" in page
    assert "Only what cannot wait" in page
    assert sent_by(visitor.get("/reminders/change"))["digest"] == "weekly"
    assert steps.payloads("reminders_changed")[0]["data"] == {
        "mails": True,
        "digest": "weekly",
        "weekends": False,
    }


def test_a_form_sent_from_an_old_window_is_turned_back(app: Flask, ada: Member) -> None:
    visitor = browse(app, "fts", ada)
    old = sent_by(visitor.get("/reminders/change"))
    for key, status in (("a" * 20, 302), ("b" * 20, 302), ("c" * 20, 409)):
        version = old["version"] if status == 409 else sent_by(visitor.get("/reminders/change"))["version"]
        visitor.post("/reminders/change", {**WANTED, "key": key, "version": version}, status)


# How a mail stands, and what its owner reads.
STATES = (
    ("waiting", "Not yet sent"),
    ("handing_over", "Not yet sent"),
    ("sent", "Sent"),
    ("unsure", "May not have reached you"),
    ("given_up", "Could not be sent"),
    ("not_needed", "Not needed any more"),
)


def test_each_mail_says_how_it_stands(app: Flask, ada: Member) -> None:
    reference = with_task(ada)
    with time_machine.travel(MONDAY, tick=False):
        visitor = browse(app, "fts", ada)
        for state, words in STATES:
            said(state)
            page = visitor.get("/reminders")
            assert words in page
            assert "24 November 2026, 11:59pm" in page
            assert f'href="/fts/cases/{reference}"' in page


def test_the_case_says_what_was_not_sent_to_who_was_to_get_it(app: Flask, ada: Member) -> None:
    reference = with_task(ada)
    steps.start(ada, reference, "external_report", "ico")
    reminding.look(MONDAY)
    colleague = cast.join("fts", "Bea Lang", [Role.MANAGER])
    with time_machine.travel(MONDAY, tick=False):
        visitor = browse(app, "fts", ada)
        assert "not yet sent" in visitor.get(f"/cases/{reference}/deadlines")
        bea = browse(app, "fts", colleague)
        assert "not yet sent" in visitor.get(f"/cases/{reference}")
        assert "not yet sent" not in bea.get(f"/cases/{reference}")
        said("sent")
        assert "not yet sent" not in visitor.get(f"/cases/{reference}")


def test_who_stepped_back_sees_no_mail_of_that_case(app: Flask, ada: Member) -> None:
    """The page is that of somebody who never got a mail."""
    reference = with_task(ada)
    visitor = browse(app, "fts", ada)
    assert f"/cases/{reference}" in visitor.get("/reminders")
    path = address(visitor)
    assert len(calendar(app, path)) == 1
    casework.declare_conflict(cast.charity(), ada, reference, "a key", {"because": "Kin"}, NOW)
    page = visitor.get("/reminders")
    assert reference not in page
    assert "No mail was written to you yet" in page
    assert calendar(app, path) == []


def test_the_calendar_has_what_one_has_in_hand(app: Flask, ada: Member) -> None:
    reference = with_task(ada)
    steps.start(ada, reference, "external_report", "ico")
    path = address(browse(app, "fts", ada))
    task, clock = sorted(calendar(app, path), key=lambda one: str(one["DTSTART"].dt))  # type: ignore[attr-defined]
    assert str(clock["DTSTART"].dt) == "2026-11-24 09:30:00+00:00"  # type: ignore[attr-defined]
    assert str(task["DTSTART"].dt) == "2026-11-24"  # type: ignore[attr-defined]
    assert clock["DESCRIPTION"] == "The law fixes this."
    for event in (task, clock):
        assert event["SUMMARY"] == "A deadline needs you"
        assert event["URL"] == f"http://localhost:8000/fts/cases/{reference}"
        assert not re.search("Ada|Ring|photograph", str(event))
    bea = cast.join("fts", "Bea Lang", [Role.MANAGER])
    assert calendar(app, address(browse(app, "fts", bea))) == [], "what others have in hand is not hers"


def test_an_address_is_renewed_and_switched_off(app: Flask, ada: Member) -> None:
    visitor = browse(app, "fts", ada)
    first = address(visitor)
    second = address(visitor)
    calendar(app, first, 404)
    assert calendar(app, second) == []
    visitor.post("/reminders/calendar/off", sent_by(visitor.get("/reminders/calendar/off")))
    calendar(app, second, 404)
    page = app.test_client().get(f"/fts{second}").get_data(as_text=True)
    assert page == app.test_client().get("/fts/calendar/never.ics").get_data(as_text=True)
    stored = str(steps.rows("reminder_setting") + steps.rows("event_payload"))
    assert second.split("/")[2][:20] not in stored, "only its hash is kept"


def test_a_calendar_that_others_see_gets_no_address(app: Flask, ada: Member) -> None:
    visitor = browse(app, "fts", ada)
    sent = {**sent_by(visitor.get("/reminders/calendar")), "only_me": "no"}
    answer = visitor.post("/reminders/calendar", sent, 422)
    assert "Use a calendar that nobody else sees" in answer.get_data(as_text=True)


def test_guessing_addresses_is_slowed_down(app: Flask, ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(private_calendar.CALENDAR, "limit", 2)
    for status in (404, 404, 429):
        calendar(app, "/calendar/guess.ics", status)


def test_an_administrator_sees_counts_and_faults_and_no_case(app: Flask, ada: Member) -> None:
    reference = with_task(ada)
    admin = browse(app, "fts", cast.join("fts", "Ines Carvalho", [Role.ADMIN]))
    page = admin.get("/settings/mail")
    assert "Mails wait here" in page
    assert "There are none" in page
    with db.work() as session:
        session.connection().exec_driver_sql(
            "UPDATE outbox SET state = 'given_up', fault = 'the server answered 550 5.1.1', body = 'x'"
        )
    page = admin.get("/settings/mail")
    assert "the server answered 550 5.1.1" in page
    assert reference not in page
    assert "Ada" not in page
    admin.post("/settings/mail", sent_by(page))
    assert {row["state"] for row in steps.rows("outbox")} == {"waiting"}
    assert "Mail" in admin.get("/settings")


def test_an_administrator_does_not_count_what_is_hidden_from_them(app: Flask, ada: Member) -> None:
    """The page is the same to the byte with a case about them and without it."""
    admin = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    visitor = browse(app, "fts", admin)

    def page() -> str:
        return re.sub(r'name="(key|csrf_token)" value="[^"]*"', "", visitor.get("/settings/mail"))

    before = page()
    cast.report(about="Ines Carvalho")
    assert len(steps.rows("outbox")) == 1
    assert page() == before
    cast.report()
    assert page() != before


def test_a_manager_does_not_see_how_mail_stands(app: Flask, ada: Member) -> None:
    browse(app, "fts", ada).get("/settings/mail", 404)
