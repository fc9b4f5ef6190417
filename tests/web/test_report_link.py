"""Who reported without an account sees by a mailed link how their own report stands, and no other."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.words import Role
from incidents.services import casework
from tests import cast, steps
from tests.cast import NOW, browse, join
from tests.databases import Database
from tests.links import Post

pytestmark = pytest.mark.usefixtures("clock")
PEG = "peg@example.org"
HOUR = NOW + timedelta(hours=1)


def link(app: Flask, sent: Post, address: str = PEG) -> str:
    """Ask for a link, and the newest that came; "" when none did."""
    visitor = browse(app)
    visitor.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{len(sent.came)}"
    visitor.post("/my-report", {"email": address})
    sent.send(HOUR)
    paths = sent.paths(address)
    return paths[-1].removeprefix("/fts") if paths else ""


def shown(app: Flask, sent: Post, address: str = PEG) -> str:
    return browse(app).post(link(app, sent, address), {}, 200).get_data(as_text=True)


def test_a_reporter_comes_back_by_a_link_that_works_once(app: Flask, sqlite: Database, sent: Post) -> None:
    mine = cast.report(contact=f"07700 900123, or {PEG.upper()}.", story="They wrote about my mother.")
    others = cast.report(contact=f"mary-{PEG}"), cast.report(contact="peg@example.org.uk"), cast.report()
    path = link(app, sent)
    assert (sent.subjects(PEG), mine in sent.came[0][2]) == (["The link you asked for"], False)
    visitor = browse(app)
    for _ in range(3):
        assert mine not in visitor.get(path), "fetching the link shows and uses nothing"
    page = visitor.post(path, {}, 200).get_data(as_text=True)
    assert mine in page
    assert "They wrote about my mother." in page
    assert "We have it. Someone will look at it soon." in page
    assert not any(other in page for other in others)
    for gone in (visitor.get(path, 410), visitor.post(path, {}, 410).get_data(as_text=True)):
        assert mine not in gone


def test_looking_is_written_down(app: Flask, sqlite: Database, sent: Post) -> None:
    mine = cast.report(contact=PEG)
    shown(app, sent)
    (said,) = steps.payloads("own_reports_seen")
    assert said["references"] == [mine]
    assert PEG not in str(said)


def test_the_answer_is_the_same_whether_anything_was_reported(
    app: Flask, sqlite: Database, sent: Post
) -> None:
    cast.report(contact=PEG)
    answers = set()
    for address in (PEG, "nobody@example.org"):
        visitor = browse(app)
        answer = visitor.post("/my-report", {"email": address})
        page = re.sub(r'name="csrf_token" value="[^"]*"', "", visitor.get("/my-report/asked"))
        answers.add((answer.status_code, answer.location, page))
    assert len(answers) == 1
    sent.send(HOUR)
    assert {to for to, _, _ in sent.came} == {PEG}


def test_what_a_complainant_was_answered_stands_there(app: Flask, sqlite: Database, sent: Post) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    mine = cast.report(contact=PEG, complaint=True)
    steps.go(ada, mine, "look", danger="no", lead=ada.person_id)
    steps.go(ada, mine, "open", tracks=[], clauses=[], kind="complaint", tasks="Answer")
    track = steps.start(ada, mine, "response")
    words = "We are sorry. The picture is gone."
    steps.go(ada, mine, "answer", track, answer_words=words)
    page = shown(app, sent)
    assert "We are dealing with it." in page
    assert words in page
    assert "Ada Okoro" not in page
    # A second complaint in the same case: nobody wrote down which of the two was told this.
    other = cast.report(contact="joe@example.org", complaint=True)
    steps.go(ada, other, "look", danger="no", lead=ada.person_id)
    steps.go(ada, other, "merge", same_as=mine)
    assert words not in shown(app, sent, "joe@example.org")
    assert words not in shown(app, sent)


def test_nothing_of_a_case_that_is_hidden_from_the_owner_of_the_address(
    app: Flask, sqlite: Database, sent: Post
) -> None:
    """Somebody gave the address of the very person whom it is about."""
    ada = join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    named = join("fts", "Nina Poole", [Role.REPORTER])
    reference = cast.report(contact=named.email)
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    about = {"involvement": "about", "under_18": "no", "standing": "staff", "known": named.person_id}
    casework.add_person(cast.charity(), ada, reference, "name her, please", about, NOW)
    assert link(app, sent, named.email) == ""
    mine = cast.report(contact=named.email)
    page = shown(app, sent, named.email)
    assert mine in page
    assert reference not in page


def test_who_only_reports_here_needs_no_password_and_who_does_more_does(
    app: Flask, sqlite: Database, sent: Post
) -> None:
    kofi = join("fts", "Kofi Amponsah", [Role.REPORTER])
    lead = join("fts", "Lena Holt", [Role.REPORTER, Role.MANAGER])
    mine, hers = cast.report(actor=kofi), cast.report(actor=lead)
    page = shown(app, sent, kofi.email)
    assert mine in page
    assert hers not in page
    assert link(app, sent, lead.email) == ""


def test_another_charity_knows_nothing_of_it(app: Flask, sqlite: Database, sent: Post) -> None:
    cast.report(contact=PEG)
    path = link(app, sent)
    browse(app, "hss").get(path, 410)
    browse(app, "hss").post("/my-report", {"email": PEG})
    sent.send(HOUR)
    assert len(sent.paths(PEG)) == 1
