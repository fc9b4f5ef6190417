"""The pages of deadlines: what runs, how it was worked out, the forms that change it, the bank holidays."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from incidents.domain.words import Role
from incidents.services import casework, clock_work
from tests import cast, steps
from tests.cast import NOW, Visitor, browse, charity
from tests.filled import sent_by
from tests.web.test_twin_worlds import PASSING

pytestmark = pytest.mark.usefixtures("sqlite")


def manager(name: str = "Ada Okoro") -> cast.Member:
    return cast.join("fts", name, [Role.MANAGER])


def send(visitor: Visitor, path: str, status: int = 302, **given: object) -> str:
    """Send the form at `path` with these answers; the page that comes back, or where it leads."""
    response = visitor.post(path, {**sent_by(visitor.get(path)), **given}, status)
    return response.location if status == 302 else response.get_data(as_text=True)


def day(name: str, text: str) -> dict[str, str]:
    """A day in its three boxes."""
    year, month, number = text.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


def test_the_page_tells_what_runs_what_changed_it_and_what_ended(app: Flask) -> None:
    ada = manager()
    reference = steps.opened(ada)
    ico = steps.start(ada, reference, "external_report", "ico")
    steps.start(ada, reference, "response", "complainant")
    steps.start(ada, reference, "external_report", "lado")
    visitor = browse(app, member=ada)
    case = visitor.get(f"/cases/{reference}")
    assert f'href="/fts/cases/{reference}/deadlines">Deadlines</a>' in case
    page = visitor.get(f"/cases/{reference}/deadlines")
    running = re.findall(r'<h3 id="clock-\w+">(.*?)</h3>', page)
    assert running[:2] == [
        "Telling the local authority’s designated officer",
        "Telling the Information Commissioner of a data breach",
    ]
    assert len(running) == 4
    assert page.count("Fixed by law") == 1
    assert page.count("A target of ours") == 2
    assert "Asked for by another body" in page
    assert "24 November 2026, 9:30am" in page
    assert "<li>Every hour counts: nights, weekends and bank holidays too.</li>" in page
    assert "Telling another body: Information Commissioner (ICO)" in page
    assert "Ended</h2>" not in page
    today = visitor.get("/today")
    section = today[today.index('id="deadlines"') : today.index('id="new"') if 'id="new"' in today else None]
    assert section.index("designated officer") < section.index("Information Commissioner")
    assert f"/fts/cases/{reference}/deadlines" in section
    steps.go(ada, reference, "tell", ico)
    page = visitor.get(f"/cases/{reference}/deadlines")
    assert "Told them</span>" in page[page.index("Ended</h2>") :]


def test_only_the_law_is_ever_overdue_by_law(app: Flask, clock: time_machine.Coordinates) -> None:
    ada = manager()
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    steps.start(ada, reference, "response", "complainant")
    raw = {"kind": "report_harmful_content", "day": "2026-11-20", "time": "10:00", "matter": "case"}
    clock_work.start(ada, reference, "k", {**raw, "because": "We reported it to them"}, NOW)
    visitor = browse(app, member=ada)
    assert "Nothing is overdue" in visitor.get("/today")
    clock.move_to(NOW + timedelta(days=60))
    visitor = browse(app, member=ada, now=NOW + timedelta(days=60))
    page = visitor.get(f"/cases/{reference}/deadlines")
    assert (page.count("Overdue by law"), page.count("Past the target")) == (1, 2)
    today = visitor.get("/today")
    assert "Nothing is overdue" not in today
    assert today.index("Overdue by law") < today.index("Past the target")
    assert reference in visitor.get("/cases?overdue=y")


def test_starting_one_by_hand_asks_what_is_missing_and_keeps_what_was_typed(app: Flask) -> None:
    ada = manager()
    reference = steps.opened(ada)
    visitor = browse(app, member=ada)
    path = f"/cases/{reference}/deadlines/start"
    typed = {"kind": "defamation_notice", **day("day", "2026-11-20"), "because": "A letter came"}
    page = send(visitor, path, 422, **typed)
    assert "Enter the time of day: this is counted in hours" in page
    assert "A letter came" in page
    assert "still to come" in send(
        visitor, path, 422, **{**typed, **day("day", "2026-11-21"), "time": "11pm"}
    )
    assert "example 14:30" in send(visitor, path, 422, **typed, time="noonish")
    coming = {**typed, **day("day", "2126-11-20"), "time": "9am"}
    assert "The day must be today or in the past" in send(visitor, path, 422, **coming)
    assert send(visitor, path, **typed, time="4pm").endswith("/deadlines")
    page = visitor.get(f"/cases/{reference}/deadlines")
    assert "Started by hand, because:" in page
    assert "24 November 2026, 4:00pm" in page
    assert "Acting on a notice about a defamatory post" in visitor.get(f"/cases/{reference}")
    timeline = visitor.get(f"/cases/{reference}")
    assert "Started a deadline" in timeline


def test_stopping_going_on_and_ending_and_somebody_who_was_faster(app: Flask) -> None:
    ada, noor = manager(), manager("Noor Salt")
    reference = steps.opened(ada)
    raw = {"kind": "sar", "day": "2026-11-02", "matter": "case", "because": "An e-mail"}
    clock_work.start(ada, reference, "k", raw, NOW)
    clock = steps.rows("clock")[0]["id"]
    at = f"/cases/{reference}/deadlines"
    visitor, other = browse(app, member=ada), browse(app, member=noor)
    form = sent_by(other.get(f"{at}/{clock}/end"))
    where = send(
        visitor, f"{at}/{clock}/pause", **day("asked_on", "2026-11-10"), because="Which pages do they mean?"
    )
    assert where.endswith(at)
    assert "It stands still. At the earliest" in visitor.get(at)
    late = other.post(f"{at}/{clock}/end", {**form, "because": "I sent it"}, 409).get_data(as_text=True)
    assert "Someone else was faster" in late
    assert "I sent it" in late
    page = send(visitor, f"{at}/{clock}/resume", 422, **day("answered_on", "2026-11-09"))
    assert "The answer came before the question was asked" in page
    send(visitor, f"{at}/{clock}/resume", **day("answered_on", "2026-11-12"))
    assert "7 December 2026" in visitor.get(at)
    send(visitor, f"{at}/{clock}/end", because="Sent to them")
    page = visitor.get(at)
    assert "No deadline runs" in page
    assert "Sent to them" in page
    other.get(f"{at}/{clock}/stop", 404)
    other.get(f"{at}/0000/end", 404)


def test_correcting_when_we_knew_on_a_night_when_the_clocks_change(app: Flask) -> None:
    ada = manager()
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    visitor = browse(app, member=ada)
    path = f"/cases/{reference}/when-we-knew"
    plain = visitor.get(path)
    assert "9:30 GMT on Saturday 21 November 2026" in plain
    assert "Which of the two" not in plain
    why = {"because": "She rang the office"}
    page = send(visitor, path, 422, **day("day", "2026-03-29"), time="01:30", **why)
    assert "There was no 01:30 on Sunday 29 March 2026: the clocks went forward that night" in page
    page = send(visitor, path, 422, **day("day", "2026-11-21"), time="8pm", **why)
    assert "That is still to come" in page
    typed = {**day("day", "2026-10-25"), "time": "1:30am", **why}
    page = send(visitor, path, 422, **typed)
    assert "London had this time twice" in page
    assert "The second time, an hour later" in page
    send(visitor, path, **typed, which="second")
    page = visitor.get(f"/cases/{reference}/deadlines")
    assert "25 October 2026, 1:30am" in page
    assert "28 October 2026, 1:30am" in page
    assert "Corrected when we knew" in visitor.get(f"/cases/{reference}/trail")


def test_bank_holidays_are_listed_added_and_taken_away(app: Flask, clock: time_machine.Coordinates) -> None:
    ines = cast.join("fts", "Ines Carvalho", [Role.ADMIN, Role.MANAGER])
    visitor = browse(app, member=ines)
    assert "/fts/settings/holidays" in visitor.get("/settings")
    page = visitor.get("/settings/holidays")
    assert "Friday 25 December 2026" in page
    assert "ends soon" not in page
    path = "/settings/holidays/add"
    refused = send(visitor, path, 422, **day("day", "2026-12-25"), name="A day off")
    assert "This day is a bank holiday already: Christmas Day" in refused
    send(visitor, path, **day("day", "2026-12-01"), name="A day of thanks")
    send(visitor, path, **day("day", "2026-11-10"), name="A day gone by")
    page = visitor.get("/settings/holidays")
    assert "That day has passed." in page
    assert page.index("A day of thanks") < page.index("Christmas Day") < page.index("A day gone by")
    one = next(row["id"] for row in steps.rows("holiday") if row["name"] == "A day of thanks")
    send(visitor, f"/settings/holidays/{one}/take-away", because="It was only a rumour")
    page = visitor.get("/settings/holidays")
    assert "A day of thanks" not in page
    late = datetime(2035, 1, 4, 10, tzinfo=UTC)
    clock.move_to(late)
    visitor = browse(app, member=ines, now=late)
    for where in ("/settings/holidays", "/settings", "/today"):
        assert "The list of bank holidays ends soon" in visitor.get(where)
    other = browse(app, member=cast.join("fts", "Ada Okoro", [Role.MANAGER], now=late), now=late)
    assert "ends soon" not in other.get("/today")
    assert "Add a bank holiday" not in other.get("/settings/holidays")
    other.get(path, 404)


def test_who_is_kept_out_cannot_tell_that_a_deadline_runs(
    app: Flask, clock: time_machine.Coordinates
) -> None:
    ada, noor = manager(), manager("Noor Salt")
    late = NOW + timedelta(days=90)

    def seen(reference: str) -> list[tuple[int, bytes]]:
        visitor = browse(app, member=noor, now=late)
        tails = ("", "/deadlines", "/deadlines/start", "/when-we-knew")
        paths = ["/today", "/cases", "/cases?overdue=y", *(f"/cases/{reference}{tail}" for tail in tails)]
        found = [visitor.client.get(f"/fts{path}") for path in paths]
        return [
            (one.status_code, PASSING.sub(rb"\1", one.get_data()).replace(reference.encode(), b"REF"))
            for one in found
        ]

    clock.move_to(late)
    seen("FTS-9999-C")
    without = seen("FTS-9999-C")
    reference = steps.opened(ada)
    steps.start(ada, reference, "external_report", "ico")
    raw = {"kind": "sar", "day": "2026-11-20", "matter": "case", "because": "x"}
    clock_work.start(ada, reference, "k", raw, NOW)
    person = {"known": noor.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(charity(), ada, reference, "a key", person, NOW)
    assert seen(reference) == without
    assert reference in browse(app, member=ada, now=late).get("/cases?overdue=y")
