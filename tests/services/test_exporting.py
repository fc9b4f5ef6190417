"""Copies that leave: what is in them, who may take one, and the one entry that each leaves behind."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from pypdf import PdfReader

from incidents.domain.words import Role
from incidents.services import exporting
from incidents.services.actors import Member
from incidents.services.exporting import case_list_copy, preview, serious_incident_copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.listing import Filters
from incidents.services.verifying import verify
from tests.cast import NOW, charity, join, report
from tests.databases import Database
from tests.drafted import drafted
from tests.looking import entries, exports, hide, let_in, records

EVERYTHING = Filters()
ASKED = {"recipient": "Charity Commission", "purpose": "A serious incident"}


def sent(actor: Member, reference: str, kind: str = "json") -> exporting.Copy:
    return serious_incident_copy(charity(), actor, reference, {**ASKED, "format": kind}, NOW)


def listed(actor: Member, filters: Filters = EVERYTHING) -> list[list[str]]:
    body = case_list_copy(charity(), actor, filters, ASKED, NOW).body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body)))[1:]


def test_the_report_says_what_was_written_for_the_commission_and_what_is_missing(database: Database) -> None:
    made = drafted()
    whole = json.loads(sent(made.manager, made.reference).body)
    rows = {row["key"]: row for row in whole["rows"]}
    assert len(rows) == 19
    assert rows["what_happened"]["answer"] == "A volunteer posted a photograph."
    assert rows["lessons"]["answer"] == "A second person looks first."
    assert "FTS-P-03" in rows["policies"]["answer"]
    assert "Police" in rows["bodies_told"]["answer"]
    assert "CR/1" in rows["bodies_told"]["answer"]
    assert rows["kind_of_report"]["answer"] == "A new report"
    assert rows["authority"]["missing"]
    assert whole["reference"] == made.reference
    assert "Maureen" not in json.dumps(whole), "nobody is named who need not be"


def test_the_report_is_a_pdf_too(database: Database) -> None:
    made = drafted()
    at_any_moment = NOW.replace(microsecond=123456)
    asked = {**ASKED, "format": "pdf"}
    copy = serious_incident_copy(charity(), made.manager, made.reference, asked, at_any_moment)
    reader = PdfReader(io.BytesIO(copy.body))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "A volunteer posted a photograph." in words
    assert copy.mimetype == "application/pdf"


def test_a_case_with_nothing_written_for_the_commission_gives_a_report_full_of_gaps(
    database: Database,
) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])
    found = preview(charity(), manager, report(), NOW)
    assert len(found.rows) == 19
    assert {"kind_of_report", "what_happened", "policies", "bodies_told"} <= {
        row.key for row in found.missing
    }


def test_that_no_clause_applies_is_an_answer(database: Database) -> None:
    made = drafted(clauses=())
    rows = {row.key: row for row in preview(charity(), made.manager, made.reference, NOW).rows}
    assert rows["policies"].answer == "None of our policies covers it"


def test_a_copy_of_a_case_is_one_entry_with_recipient_purpose_and_the_hash_of_its_bytes(
    database: Database,
) -> None:
    made = drafted()
    before = entries()
    copy = sent(made.manager, made.reference, "pdf")
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    [record] = records()
    digest = hashlib.sha256(copy.body).hexdigest()
    assert stream == f"case/{case_id}"
    assert said["data"] == {"what": "Serious incident report", **ASKED, "format": "pdf", "sha256": digest}
    assert said["export"] == record.id
    assert (record.recipient, record.purpose, record.sha256.hex()) == (*ASKED.values(), digest)
    assert (record.case_id, record.by_person_id) == (case_id, made.manager.person_id)
    assert verify().sound


def test_a_copy_of_the_list_is_one_entry_in_the_takers_own_stream(database: Database) -> None:
    made = drafted()
    before = entries()
    copy = case_list_copy(charity(), made.manager, Filters(kind="content"), ASKED, NOW)
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    assert (stream.split("/")[:2], case_id) == (["reads", made.manager.person_id], None)
    digest = hashlib.sha256(copy.body).hexdigest()
    assert said["data"] == {"what": "List of cases", **ASKED, "sha256": digest}
    assert said["filters"] == {"kind": "content"}
    assert [record.sha256.hex() for record in records()] == [digest]


def test_looking_at_what_the_report_would_say_is_an_entry_and_no_copy(database: Database) -> None:
    made = drafted()
    before = entries()
    preview(charity(), made.manager, made.reference, NOW)
    assert (entries(), exports(), records()) == (before + 1, [], [])


@pytest.mark.parametrize(
    ("raw", "faulty"),
    [
        pytest.param({}, {"recipient", "purpose", "format"}, id="nothing filled in"),
        pytest.param({**ASKED, "format": "exe"}, {"format"}, id="a kind of file that there is not"),
        pytest.param(
            {**ASKED, "recipient": "a\nb", "format": "pdf"}, {"recipient"}, id="two lines for a name"
        ),
        pytest.param({**ASKED, "purpose": "\x00", "format": "pdf"}, {"purpose"}, id="a sign nobody can keep"),
    ],
)
def test_answers_that_cannot_be_used_let_nothing_leave(
    database: Database, raw: dict[str, object], faulty: set[str]
) -> None:
    made = drafted()
    before = entries()
    with pytest.raises(Invalid) as fault:
        serious_incident_copy(charity(), made.manager, made.reference, raw, NOW)
    assert {problem.field for problem in fault.value.problems} == faulty
    assert (entries(), records()) == (before, [])


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("staff procedures", [Role.HR]),
        ("the safeguarding lead", [Role.SAFEGUARDING_LEAD]),
        ("an auditor", [Role.AUDITOR]),
        ("an administrator", [Role.ADMIN]),
        ("a reporter", [Role.REPORTER]),
        ("a board member who was not let in", [Role.TRUSTEE]),
    ],
)
def test_others_take_no_copy_of_a_case(database: Database, who: str, roles: list[Role]) -> None:
    made = drafted()
    other = join("fts", "Someone Else", roles)
    for attempt in (
        lambda: sent(other, made.reference),
        lambda: preview(charity(), other, made.reference, NOW),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert records() == []


def test_unknown_foreign_and_hidden_cases_are_alike(database: Database) -> None:
    made = drafted()
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    foreign = join("hsbbh", "Rosalind Achebe", [Role.MANAGER], ["ceo"])
    for actor, reference in (
        (hidden, made.reference),
        (foreign, made.reference),
        (made.manager, "FTS-2222-C"),
    ):
        with pytest.raises(NotFound):
            sent(actor, reference)


def test_who_is_let_into_one_matter_only_takes_no_copy_and_finds_no_line(database: Database) -> None:
    made = drafted()
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    with pytest.raises(NotFound):
        sent(partly, made.reference)
    assert listed(partly) == []


def test_the_list_has_a_line_for_each_case_in_words_and_no_formula(database: Database) -> None:
    made = drafted()
    second = report(story="Someone shouts at us online.")
    lines = {line[0]: line for line in listed(made.manager)}
    assert set(lines) == {made.reference, second}
    line = lines[made.reference]
    assert line[1] == "'=Photograph of a family"
    assert "Something wrong on our own page" in line
    assert "Maureen Tuffnell" in line
    assert "FTS-P-03" in line


def test_the_list_is_narrowed_as_it_was_on_the_page(database: Database) -> None:
    made = drafted()
    report()
    assert [line[0] for line in listed(made.manager, Filters(kind="content"))] == [made.reference]
    assert listed(made.manager, Filters(clause="FTS-P-01")) == []


def test_a_hidden_case_is_not_in_the_list(database: Database) -> None:
    made = drafted()
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    assert listed(hidden) == []


def test_who_may_not_export_takes_no_list(database: Database) -> None:
    drafted()
    for role in (Role.HR, Role.AUDITOR, Role.ADMIN, Role.REPORTER, Role.HELPER):
        with pytest.raises(NotFound):
            listed(join("fts", f"Some {role.value}", [role]))
    assert records() == []


def test_a_file_name_holds_no_name_of_anyone(database: Database) -> None:
    made = drafted()
    assert sent(made.manager, made.reference, "pdf").name == f"{made.reference}-serious-incident.pdf"
    copy = case_list_copy(charity(), made.manager, Filters(), {**ASKED, "recipient": "../Jo Bloggs"}, NOW)
    assert copy.name == "fts-cases-2026-11-21.csv"
