"""The papers of a case: all that their maker may see and nothing else, each one an entry with its hash."""

from __future__ import annotations

import hashlib
import json
import secrets

import pytest

from incidents.domain.words import Role
from incidents.exports.chronology import MAY_NOT_SEE
from incidents.services import casework, papers
from incidents.services.actors import Member
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.verifying import verify
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import entries, exports, hide, let_in, records
from tests.steps import go, name, opened, rows, start

ASKED: dict[str, object] = {"recipient": "Our solicitor", "purpose": "To advise us", "format": "json"}
ADVICE = "Counsel says we should settle"


def taken(actor: Member, reference: str, kind: str, form: str = "json") -> Copy:
    return papers.copy(charity(), actor, reference, kind, {**ASKED, "format": form}, NOW)


def words(actor: Member, reference: str, kind: str) -> str:
    return taken(actor, reference, kind).body.decode()


def note(made: Drafted, body: str, track: str | None = None, legal: str = "") -> None:
    raw = {"body": body, "happened_on": "2026-11-02", "legal_advice": legal}
    casework.note(made.manager, made.reference, track, secrets.token_hex(16), raw, NOW)


def conduct(made: Drafted) -> str:
    """A staff procedure about somebody in the case, with words that only its circle may read."""
    name(made.manager, made.reference, "Kim Neighbour", "staff")
    track = start(made.manager, made.reference, "discipline")
    note(made, "A word of the closed circle", track)
    return track


def test_a_chronology_has_every_entry_of_the_trail_with_both_dates(database: Database) -> None:
    made = drafted()
    note(made, "She rang on Monday")
    paper = json.loads(words(made.manager, made.reference, "chronology"))
    told = json.dumps(paper)
    assert paper["kind"] == "chronology"
    assert ("She rang on Monday" in told, "2 November 2026" in told, "CR/1" in told) == (True, True, True)
    in_stream = [row for row in rows("event") if str(row["stream"]).startswith("case/")]
    [table] = [
        block
        for section in paper["sections"]
        for block in section["blocks"]
        if section["key"] == "entries"
    ]  # fmt: skip
    assert len(table["rows"]) == len(in_stream) - 1, "all but the entry of this very copy"


def test_each_paper_is_one_entry_of_the_case_with_recipient_purpose_and_hash(database: Database) -> None:
    made = drafted()
    before = entries()
    copy = taken(made.manager, made.reference, "bundle", "pdf")
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    assert stream == f"case/{case_id}"
    digest = hashlib.sha256(copy.body).hexdigest()
    data = said["data"]
    assert isinstance(data, dict)
    assert (data["what"], data["sha256"]) == ("Bundle of a case", digest)
    assert (data["recipient"], data["purpose"]) == ("Our solicitor", "To advise us")
    assert [(row.what, row.sha256.hex()) for row in records()] == [("bundle", digest)]
    assert copy.name == f"{made.reference}-bundle.pdf"
    assert verify().sound


def test_a_bundle_tells_of_reports_findings_access_bodies_and_copies_that_left(sqlite: Database) -> None:
    made = drafted()
    taken(made.manager, made.reference, "chronology")
    hide(join("fts", "Carys Friend"), made.reference)
    found = words(made.manager, made.reference, "bundle")
    for told in (
        "A volunteer put a photograph of a family online.",
        "receives reports",
        "Carys Friend",
        "They are close to it",
        "CR/1",
        "What happened, in order of time",
        "Sound: every entry follows",
    ):
        assert told in found, told
    [own] = [
        row for row in rows("event") if row["seq"] == rows("case_file")[0]["head_seq"] and row["case_id"]
    ]
    assert bytes(own["prev"]).hex() in found, "the trail ends before this copy's own entry"  # type: ignore[arg-type]
    assert MAY_NOT_SEE in found


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_legal_advice_is_listed_and_its_words_do_not_leave(sqlite: Database, kind: str) -> None:
    made = drafted()
    note(made, ADVICE, legal="yes")
    note(made, "Not advice", legal="no")
    found = words(made.manager, made.reference, kind)
    assert ADVICE not in found
    assert "A note of 2 November 2026 by Maureen Tuffnell" in found
    assert "Not advice" in found


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_a_matter_that_is_hidden_from_the_maker_leaves_no_trace(sqlite: Database, kind: str) -> None:
    made = drafted()
    other = join("fts", "Olwen Price", [Role.MANAGER])
    conduct(made)
    mine, theirs = words(made.manager, made.reference, kind), words(other, made.reference, kind)
    assert "A word of the closed circle" in mine, "its lead is in the circle"
    for secret in ("closed circle", "Staff procedure", "discipline"):
        assert secret not in theirs, secret
    assert MAY_NOT_SEE in theirs


def test_who_may_not_take_a_copy_or_sees_no_case_gets_no_paper(sqlite: Database) -> None:
    made = drafted()
    for role in (Role.HR, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMIN, Role.TRUSTEE):
        other = join("fts", f"Some {role.value}", [role])
        with pytest.raises(NotFound):
            taken(other, made.reference, "bundle")
        with pytest.raises(NotFound):
            papers.form(other, made.reference, "bundle", NOW)
    assert records() == []


def test_hidden_partly_seen_and_unknown_things_are_alike(sqlite: Database) -> None:
    made = drafted()
    hidden, partly = join("fts", "Carys Friend", [Role.MANAGER]), join("fts", "Gwil Rees", [Role.TRUSTEE])
    hide(hidden, made.reference)
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    for actor, reference, kind in (
        (hidden, made.reference, "bundle"),
        (partly, made.reference, "bundle"),
        (made.manager, made.reference, "nothing"),
        (made.manager, "FTS-2222-C", "bundle"),
    ):
        with pytest.raises(NotFound):
            taken(actor, reference, kind)


def test_what_is_missing_lets_nothing_leave(sqlite: Database) -> None:
    made = drafted()
    with pytest.raises(Invalid):
        papers.copy(charity(), made.manager, made.reference, "bundle", {"recipient": "Me"}, NOW)
    assert records() == []


def test_what_was_joined_to_the_case_is_part_of_its_history(sqlite: Database) -> None:
    made = drafted()
    other = opened(made.manager, story="Somebody else saw it too.")
    raw = {"body": "A word about the second one", "happened_on": "2026-11-02"}
    casework.note(made.manager, other, None, secrets.token_hex(16), raw, NOW)
    assert "A word about the second one" not in words(made.manager, made.reference, "chronology")
    go(made.manager, other, "merge", same_as=made.reference)
    for kind in papers.PAPERS:
        found = words(made.manager, made.reference, kind)
        assert "A word about the second one" in found
        assert f"Case joined to this one: {other}" in found
    assert "Somebody else saw it too." in words(made.manager, made.reference, "bundle")


def test_a_joined_case_that_is_hidden_is_as_if_it_were_not(sqlite: Database) -> None:
    made = drafted()
    other = opened(made.manager, story="Somebody else saw it too.")
    go(made.manager, other, "merge", same_as=made.reference)
    reader = join("fts", "Olwen Price", [Role.MANAGER])
    assert other in words(reader, made.reference, "bundle")
    hide(reader, other)
    found = words(reader, made.reference, "bundle")
    assert other not in found
    assert "Somebody else" not in found
