"""Copies that leave: what is in them, who may take one, and the one entry that each leaves behind."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest

from incidents.domain.words import Role
from incidents.services import form_copies, forms
from incidents.services.actors import Member
from incidents.services.case_list import case_list_copy
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.forms import FormPage
from incidents.services.listing import Filters
from incidents.services.verifying import verify
from tests.cast import NOW, charity, join, report
from tests.databases import Database
from tests.drafted import drafted
from tests.looking import entries, exports, hide, let_in, records

EVERYTHING = Filters()
ASKED = {"recipient": "Charity Commission", "purpose": "A serious incident"}


def sent(actor: Member, reference: str, kind: str = "json") -> Copy:
    asked = {**ASKED, "format": kind, "use": "check", "minimise": "yes"}
    return form_copies.copy(charity(), actor, reference, "charity_commission", asked, NOW)


def looked(actor: Member, reference: str) -> FormPage:
    return forms.page(charity(), actor, reference, "charity_commission", NOW)


def listed(actor: Member, filters: Filters = EVERYTHING) -> list[list[str]]:
    body = case_list_copy(charity(), actor, filters, ASKED, NOW).body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body)))[1:]


def test_the_report_says_what_was_written_for_the_commission_and_what_is_missing(sqlite: Database) -> None:
    made = drafted()
    whole = json.loads(sent(made.manager, made.reference).body)
    assert len(whole["sections"]) == 19
    rows = {row["key"]: row for row in whole["sections"]}
    said = {key: json.dumps(row["blocks"], ensure_ascii=False) for key, row in rows.items()}
    assert "A volunteer posted a photograph." in said["what_happened"]
    assert "A second person looks first." in said["lessons"]
    assert "FTS-P-03" in said["policies"]
    assert "Police" in said["bodies_told"]
    assert "CR/1" in said["bodies_told"]
    assert "A new report" in said["kind_of_report"]
    assert rows["authority"]["missing"]
    assert whole["reference"] == made.reference
    named = {key for key, words in said.items() if "Maureen" in words}
    assert named == {"reporter"}, "nobody is named who need not be"


def test_a_case_with_nothing_written_for_the_commission_gives_a_report_full_of_gaps(
    sqlite: Database,
) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])
    found = looked(manager, report())
    assert len(found.rows) == 19
    gaps = {row.filled.row.key for row in found.missing}
    assert {"kind_of_report", "what_happened", "policies", "bodies_told"} <= gaps


def test_that_no_clause_applies_is_an_answer(sqlite: Database) -> None:
    made = drafted(clauses=())
    boxes = {b.filled.part.field.name: b for r in looked(made.manager, made.reference).rows for b in r.boxes}
    assert boxes["clauses"].filled.words == "None of our policies covers it"


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
    told = {"what": "Serious incident report to the Charity Commission", **ASKED, "sha256": digest}
    assert said["data"].items() >= told.items()
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


def test_looking_at_what_the_report_would_say_is_an_entry_and_no_copy(sqlite: Database) -> None:
    made = drafted()
    before = entries()
    looked(made.manager, made.reference)
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
    sqlite: Database, raw: dict[str, object], faulty: set[str]
) -> None:
    made = drafted()
    before = entries()
    with pytest.raises(Invalid) as fault:
        form_copies.copy(charity(), made.manager, made.reference, "ico", {"minimise": "no", **raw}, NOW)
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
def test_others_take_no_copy_of_a_case(sqlite: Database, who: str, roles: list[Role]) -> None:
    made = drafted()
    other = join("fts", "Someone Else", roles)
    for attempt in (
        lambda: sent(other, made.reference),
        lambda: looked(other, made.reference),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert records() == []


def test_unknown_foreign_and_hidden_cases_are_alike(sqlite: Database) -> None:
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


def test_who_is_let_into_one_matter_only_takes_no_copy_and_finds_no_line(sqlite: Database) -> None:
    made = drafted()
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    with pytest.raises(NotFound):
        sent(partly, made.reference)
    assert listed(partly) == []


def test_the_list_has_a_line_for_each_case_in_words_and_no_formula(sqlite: Database) -> None:
    made = drafted()
    second = report(story="Someone shouts at us online.")
    lines = {line[0]: line for line in listed(made.manager)}
    assert set(lines) == {made.reference, second}
    line = lines[made.reference]
    assert line[1] == "'=Photograph of a family"
    assert "Something wrong on our own page" in line
    assert "Maureen Tuffnell" in line
    assert "FTS-P-03" in line


def test_the_list_is_narrowed_as_it_was_on_the_page(sqlite: Database) -> None:
    made = drafted()
    report()
    assert [line[0] for line in listed(made.manager, Filters(kind="content"))] == [made.reference]
    assert listed(made.manager, Filters(clause="FTS-P-01")) == []


def test_a_hidden_case_is_not_in_the_list(sqlite: Database) -> None:
    made = drafted()
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    assert listed(hidden) == []


def test_who_may_not_export_takes_no_list(sqlite: Database) -> None:
    drafted()
    for role in (Role.HR, Role.AUDITOR, Role.ADMIN, Role.REPORTER, Role.HELPER):
        with pytest.raises(NotFound):
            listed(join("fts", f"Some {role.value}", [role]))
    assert records() == []


def test_a_file_name_holds_no_name_of_anyone(sqlite: Database) -> None:
    made = drafted()
    assert sent(made.manager, made.reference, "pdf").name == f"{made.reference}-charity-commission.pdf"
    copy = case_list_copy(charity(), made.manager, Filters(), {**ASKED, "recipient": "../Jo Bloggs"}, NOW)
    assert copy.name == "fts-cases-2026-11-21.csv"
