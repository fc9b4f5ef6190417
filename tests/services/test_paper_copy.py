"""Papers that leave: who may take one, what is asked, and the one entry that each leaves behind."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from sqlalchemy.orm import Session

from incidents.domain.fields import Problem
from incidents.domain.words import Permission, Role
from incidents.exports.paper import Line, Lines, Paper, Section
from incidents.services.actors import Member
from incidents.services.exporting import Copy, paper_copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.trail_page import trail_of
from incidents.services.verifying import verify
from tests.cast import NOW, join
from tests.databases import Database
from tests.drafted import drafted
from tests.looking import entries, exports, hide, let_in, records

ASKED = {"recipient": "Our solicitor", "purpose": "Advice", "format": "json"}


def made_for(session: Session, recipient: str) -> Paper:
    lines = Lines((Line("Name", "Friends of the Tower"),))
    section = Section("charity", "The charity", (lines,))
    return Paper(
        "bundle", "A bundle", "Test", "FTS-1", NOW, (section,), recipient, left_out=("Legal advice",)
    )


def take(actor: Member, reference: str | None, track_id: str | None = None, kind: str = "json") -> Copy:
    asked = {**ASKED, "format": kind}
    return paper_copy(actor, made_for, asked, NOW, what="bundle", reference=reference, track_id=track_id)


def test_a_paper_of_a_case_is_one_entry_with_recipient_purpose_hash_and_what_was_left_out(
    database: Database,
) -> None:
    made = drafted()
    before = entries()
    copy = take(made.manager, made.reference.lower())
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    [record] = records()
    digest = hashlib.sha256(copy.body).hexdigest()
    assert stream == f"case/{case_id}"
    assert said["data"] == {"what": "A bundle", **ASKED, "sha256": digest, "left_out": ["Legal advice"]}
    assert (record.what, record.recipient, record.sha256.hex()) == ("bundle", "Our solicitor", digest)
    assert copy.name == f"{made.reference}-bundle.json"
    assert json.loads(copy.body)["recipient"] == "Our solicitor"
    assert ("Left out", "Legal advice") in trail_of(made.manager, made.reference, NOW).entries[0].details
    assert verify().sound


def test_a_paper_of_the_whole_charity_is_written_in_the_takers_own_stream(sqlite: Database) -> None:
    made = drafted()
    copy = take(made.manager, None, kind="docx")
    [(stream, case_id, _)] = exports()
    assert (stream.split("/")[:2], case_id) == (["reads", made.manager.person_id], None)
    assert copy.name == "fts-bundle.docx"
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(copy.body)).namelist()


def test_a_paper_of_one_matter_is_for_those_let_into_it_and_told_there(sqlite: Database) -> None:
    made = drafted()
    track = made.tracks["containment:own_page"]
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, track)
    with pytest.raises(NotFound):
        take(partly, made.reference)
    take(partly, made.reference, track)
    [(stream, case_id, _)] = exports()
    assert stream == f"case/{case_id}"
    assert trail_of(made.manager, made.reference, NOW).entries[0].track_id == track


def test_no_paper_leaves_for_who_may_not_see_the_case_or_has_no_such_right(sqlite: Database) -> None:
    made = drafted()
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    foreign = join("hsbbh", "Rosalind Achebe", [Role.MANAGER], ["ceo"])
    reporter = join("fts", "Someone Else", [Role.REPORTER])
    for actor, reference in ((hidden, made.reference), (foreign, made.reference), (reporter, None)):
        with pytest.raises(NotFound):
            take(actor, reference)
    assert records() == []


def test_another_right_than_to_export_can_be_asked_for(sqlite: Database) -> None:
    made = drafted()
    hr = join("fts", "Staff Procedures", [Role.HR])
    paper_copy(hr, made_for, ASKED, NOW, what="letter", reference=None, permission=Permission.WRITE_LETTER)
    with pytest.raises(NotFound):
        take(hr, None)
    assert [record.what for record in records()] == ["letter"]
    assert made.manager.person_id != hr.person_id


def test_what_makes_the_paper_may_refuse_and_then_nothing_leaves(sqlite: Database) -> None:
    made = drafted()
    before = entries()

    def refuse(session: Session, recipient: str) -> Paper:
        raise Invalid((Problem("use", "The board has not authorised it"),))

    with pytest.raises(Invalid):
        paper_copy(made.manager, refuse, ASKED, NOW, what="bundle", reference=made.reference)
    with pytest.raises(Invalid) as fault:
        paper_copy(made.manager, made_for, {}, NOW, what="bundle", reference=made.reference)
    assert [one.field for one in fault.value.problems] == ["recipient", "purpose", "format"]
    assert (entries(), records()) == (before, [])


def test_the_same_paper_gives_the_same_fingerprint_each_time_it_is_taken(sqlite: Database) -> None:
    made = drafted()
    for kind in ("pdf", "docx", "json"):
        assert take(made.manager, None, kind=kind) == take(made.manager, None, kind=kind)
    assert len({record.sha256 for record in records()}) == 3
    assert len(records()) == 6
