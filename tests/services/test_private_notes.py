"""A private note: on its writer's pages and nobody else's, in no paper, for an auditor without its words."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

import pytest
from flask import Flask

from config import HERE
from incidents.domain.words import Role
from incidents.services import case_access, evidence_bag, papers, private_notes, trail_page
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.reading import case_page
from incidents.services.verifying import verify
from tests import cast, steps
from tests.cast import NOW, browse
from tests.databases import Database
from tests.uploads import add as add_evidence

CANARY = "Thoughts of my own about the neighbour"
ASKED = {"recipient": "A tribunal", "purpose": "The hearing"}


@pytest.fixture
def lead(app: object, database: Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


def colleague(name: str = "Zoe Park") -> Member:
    return cast.join("fts", name, [Role.MANAGER])


def share(actor: Member, case: str, note: str) -> None:
    private_notes.share(actor, case, note, f"share {note}", NOW)


def test_it_is_one_entry_that_its_writer_alone_can_read(app: object, lead: Member) -> None:
    case, other = steps.opened(lead), colleague()
    before = (len(steps.headers()), steps.rows("case_file")[0]["updated_at"])
    note = steps.private_note(lead, case, CANARY)
    assert (len(steps.headers()), steps.rows("case_file")[0]["updated_at"]) == (before[0] + 1, before[1])
    (said,) = steps.payloads("noted_privately")
    assert said["data"] == {"body": CANARY, "happened_on": "2026-11-20"}
    (mine,) = (one for one in case_page(lead, case, NOW).timeline if one.id == note)
    assert (mine.private, mine.details) == (True, (("Note", CANARY),))
    assert note not in {one.id for one in case_page(other, case, NOW).timeline}
    assert CANARY in str(trail_page.trail_of(lead, case, NOW).entries)
    assert verify().sound


def test_every_page_of_the_case_reads_the_same_for_others_with_and_without_it(
    app: Flask, sqlite: Database
) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    case, zoe = steps.opened(lead), colleague()
    add_evidence(lead, case)
    visitor = browse(app, "fts", zoe)
    at = f"/cases/{case}"
    addresses = (
        at, f"{at}/trail", f"{at}/evidence", f"{at}/deadlines", f"{at}/forms", f"{at}/forms/ico", "/today",
        "/cases", "/cases?words=neighbour", "/overview", "/trails",
    )  # fmt: skip
    before = {address: plain(visitor.get(address)) for address in addresses}
    steps.private_note(lead, case, CANARY)
    for address, page in before.items():
        assert plain(visitor.get(address)) == page, address
    assert CANARY in browse(app, "fts", lead).get(at)


def plain(page: str) -> str:
    """A page without the tokens that are new each time."""
    return re.sub(r'value="[\w.-]{20,}"', "", page)


@pytest.mark.parametrize("kind", [*papers.PAPERS, "bag"])
def test_it_is_in_no_paper_not_even_its_writers(app: object, sqlite: Database, kind: str) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    case, other = steps.opened(lead), colleague()
    note = steps.private_note(lead, case, CANARY)
    made = taken(lead, case, kind) + taken(other, case, kind)
    assert CANARY not in made
    assert "private note" not in made
    share(lead, case, note)
    assert CANARY in taken(other, case, kind)


def taken(actor: Member, case: str, kind: str) -> str:
    """A paper, as words."""
    if kind == "bag":
        bag = b"".join(evidence_bag.bag(cast.charity(), actor, case, ASKED, NOW).body)
        return zipfile.ZipFile(BytesIO(bag)).read("data/trail.json").decode()
    raw = {**ASKED, "format": "json"}
    return json.dumps(json.loads(papers.copy(cast.charity(), actor, case, kind, raw, NOW).body))


def test_an_auditor_sees_that_there_is_one_and_not_a_word_of_it(app: object, sqlite: Database) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    case, auditor = steps.opened(lead), cast.join("fts", "Vera Quist", [Role.AUDITOR])
    steps.private_note(lead, case, CANARY)
    page = trail_page.trail_of(auditor, case, NOW)
    newest = page.entries[0]
    assert (newest.what, newest.by, newest.details) == ("Wrote a private note", "Ada Okoro", ())
    assert CANARY not in str(page)


def test_shared_it_is_everyones_for_good(app: object, lead: Member) -> None:
    case, other = steps.opened(lead), colleague()
    note = steps.private_note(lead, case, CANARY)
    before = len(steps.headers())
    share(lead, case, note)
    assert len(steps.headers()) == before + 1
    (said,) = steps.payloads("note_shared")
    assert said == {"by": "Ada Okoro", "note": note}
    seen = {one.id: one for one in case_page(other, case, NOW).timeline}
    assert (seen[note].private, seen[note].details) == (False, (("Note", CANARY),))
    with pytest.raises(NotFound):
        private_notes.share(lead, case, note, "once more", NOW)
    assert steps.rows("private_note")[0]["shared_at"] is not None


def test_nobody_shares_the_note_of_another_nor_one_they_no_longer_see(app: object, sqlite: Database) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    case, other = steps.opened(lead), colleague()
    hr = cast.join("fts", "Hana Reid", [Role.HR])
    steps.name(lead, case, "Kim Neighbour", "staff")
    track = steps.start(lead, case, "discipline")
    case_access.let_in(lead, case, track, "the form", {"person": hr.person_id, "because": "x"}, NOW)
    on_case, on_matter = steps.private_note(lead, case), steps.private_note(hr, case, CANARY, track)
    for actor, where, note in (
        (other, case, on_case),
        (lead, case, on_matter),
        (lead, steps.opened(lead), on_case),
        (lead, case, "0" * 32),
        (lead, case, "../" + on_case),
        (cast.join("hss", "Kasia Nowicka", [Role.MANAGER]), case, on_case),
    ):
        with pytest.raises(NotFound):
            private_notes.share(actor, where, note, f"share {note} {actor.name}", NOW)
    assert CANARY not in str(case_page(lead, case, NOW))
    assert CANARY in str(case_page(hr, case, NOW))
    case_access.shut_out(lead, case, track, "off", {"person": hr.person_id, "because": "x"}, NOW)
    with pytest.raises(NotFound):
        private_notes.share(hr, case, on_matter, "too late", NOW)


def test_the_way_through_the_pages(app: Flask, sqlite: Database) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    case = steps.opened(lead)
    ada = browse(app, "fts", lead)
    form = ada.get(f"/cases/{case}/note")
    assert "Only I may read this" in form
    day = {"happened_on-day": "20", "happened_on-month": "11", "happened_on-year": "2026"}
    ada.post(f"/cases/{case}/note", {"body": CANARY, "private": "yes", **day})
    page = ada.get(f"/cases/{case}")
    assert "Only you can read this" in page
    (note,) = (str(row["event_id"]) for row in steps.rows("private_note"))
    assert f"/notes/{note}/share" in page
    assert "You cannot make it private again." in ada.get(f"/cases/{case}/notes/{note}/share")
    ada.post(f"/cases/{case}/notes/{note}/share", {})
    assert "Only you can read this" not in ada.get(f"/cases/{case}")
    ada.get(f"/cases/{case}/notes/{note}/share", 404)


def test_words_are_read_through_the_one_filter_alone() -> None:
    """Whoever reads what entries of a case say asks `stream.newest`; a new reader of payloads must too."""
    folder = HERE / "incidents" / "store" / "queries"
    readers = {path.name for path in folder.glob("*.py") if "EventPayload" in path.read_text()}
    # the filter; proof of the chain; a file's own entries; the charity's stream
    assert readers == {"stream.py", "ledger.py", "evidence.py", "policies.py"}
