"""The register of data breaches and the report to the board: what is in them, for whom, and what never is."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.exports.board_report import NOT_IN_IT
from incidents.exports.breaches import LEFT_OUT, WHY
from incidents.exports.chronology import MAY_NOT_SEE
from incidents.services import case_access, casework, charity_papers
from incidents.services.actors import Member
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.store import db
from incidents.store.models import Track
from tests import steps
from tests.cast import NOW, charity, join, report
from tests.databases import Database
from tests.drafted import STORY, Drafted, drafted
from tests.looking import entries, exports, hide, records

ASKED: dict[str, object] = {"recipient": "Our board", "purpose": "The meeting", "format": "json"}
REPORT = {**ASKED, "since": "2026-11-01"}
DRAFT: dict[str, object] = {
    "must_tell_because": "A list of families was public", "trustees_aware": "yes",
    "found_out_how": "She rang", **STORY, "what_happened": "Kim Neighbour posted a list",
    "impact": "Families are worried",
}  # fmt: skip


def breach(*, told: bool = True) -> tuple[Drafted, str]:
    """A case with a report to the ICO, sent or decided against."""
    made = drafted()
    steps.name(made.manager, made.reference, "Kim Neighbour", "volunteer")
    track = steps.start(made.manager, made.reference, "external_report", "ico")
    if told:
        steps.go(made.manager, made.reference, "draft", track, **DRAFT)
        steps.go(made.manager, made.reference, "approve", track)
        steps.go(made.manager, made.reference, "send", track, sent_on="2026-11-20")
    else:
        olwen = join("fts", "Olwen Quill", [Role.MANAGER]).name
        because = f"The list was not opened, as Kim Neighbour's log shows, says {olwen}"
        steps.go(
            made.manager, made.reference, "do_not_report", track, not_told_because=because, decided_by=olwen
        )
    return made, track


def register(actor: Member, form: str = "json") -> Copy:
    return charity_papers.register_copy(charity(), actor, {**ASKED, "format": form}, NOW)


def rows(actor: Member) -> list[dict[str, str]]:
    """Each breach of the register as label and answer."""
    sections = json.loads(register(actor).body)["sections"]
    return [
        {line["label"]: line["answer"] for block in one["blocks"] for line in block.get("lines", ())}
        for one in sections
        if one["key"] != "about"
    ]


def board(actor: Member, **given: object) -> str:
    return charity_papers.report_copy(charity(), actor, {**REPORT, **given}, NOW).body.decode()


def test_a_breach_that_was_reported_stands_with_its_reference_and_without_names(database: Database) -> None:
    made, _ = breach()
    [row] = rows(made.manager)
    assert re.fullmatch(r"Yes, on 20 November 2026, their reference \S.*", row["Was the ICO told?"])
    assert row["Why, or why not"] == "A list of families was public"
    assert row["What happened"] == "The volunteer posted a list"
    assert row["What it does to them"] == "Families are worried"
    assert row["What data"] == "Not written down yet"
    assert "Neighbour" not in register(made.manager).body.decode()


def test_a_breach_that_was_not_reported_stands_with_the_reason(sqlite: Database) -> None:
    made, _ = breach(told=False)
    [row] = rows(made.manager)
    assert row["Was the ICO told?"] == "No, decided by one of our people"
    assert "Quill" not in register(made.manager).body.decode()
    assert row["Why, or why not"].startswith("The list was not opened")
    assert "Neighbour" not in str(row)


@pytest.mark.parametrize(("lost", "count"), [("yes", 1), ("no", 0)])
def test_a_case_closed_with_personal_data_seen_stands_there_without_any_report(
    sqlite: Database, lost: str, count: int
) -> None:
    manager = join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])
    reference = steps.opened(manager)
    task = str(steps.rows("task")[0]["id"])
    casework.finish_to_do(manager, reference, task, "k" * 20, {"how": "Done"}, NOW)
    given = {"safeguarding": "no", "serious_incident": "no", "outcome": "advice"}
    steps.go(manager, reference, "close", personal_data_lost=lost, **given)
    assert len(rows(manager)) == count


def test_the_register_has_only_what_its_reader_may_see_and_always_says_so(sqlite: Database) -> None:
    made, _ = breach()
    hidden = join("fts", "Carys Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    found = register(hidden).body.decode()
    assert made.reference not in found
    assert MAY_NOT_SEE in found
    assert MAY_NOT_SEE in register(made.manager).body.decode()


def test_each_register_that_leaves_is_one_entry_in_the_takers_stream(sqlite: Database) -> None:
    made, _ = breach()
    for number, form in enumerate(("pdf", "xlsx"), start=1):
        before = entries()
        copy = register(made.manager, form)
        assert entries() == before + 1
        stream, case_id, said = exports()[-1]
        assert (stream.split("/")[0], case_id) == ("reads", None)
        assert said["data"]["sha256"] == hashlib.sha256(copy.body).hexdigest()  # type: ignore[index]
        assert copy.name == f"fts-breach-register.{form}"
        assert len(records()) == number
    sheet = zipfile.ZipFile(io.BytesIO(copy.body)).read("xl/sharedStrings.xml").decode()
    assert made.reference in sheet
    assert "The volunteer posted a list" in sheet
    for told in (WHY, MAY_NOT_SEE, LEFT_OUT, f"The name of the volunteer ({made.reference})"):
        assert told in sheet, told
    assert register(made.manager, "xlsx").body == copy.body, "the same rows, the same bytes"


def test_looking_at_the_register_is_an_entry(sqlite: Database) -> None:
    made, _ = breach()
    before = entries()
    assert len(charity_papers.register(charity(), made.manager, NOW).breaches) == 1
    assert entries() == before + 1


def test_the_report_to_the_board_has_what_happened_since(sqlite: Database) -> None:
    made, _ = breach(told=False)
    found = board(made.manager)
    for told in ("Police", "Charity Commission", "fewer than 5", "Not told", made.reference, NOT_IN_IT):
        assert told in found, told
    assert "The list was not opened" in found
    assert "Neighbour" not in found
    assert "Quill" not in found
    assert "says one of our people" in found
    assert "photograph" not in found, "no title of a case"
    assert "The list was not opened" in board(made.manager, since=NOW.date().isoformat())


def test_what_is_hidden_from_a_board_member_is_not_in_the_boards_report(sqlite: Database) -> None:
    made, _ = breach(told=False)
    report()
    open_to_all, chair = board(made.manager), join("fts", "Chidi Okoye", [Role.CHAIR])
    assert made.reference in open_to_all
    hide(chair, made.reference)
    found = board(made.manager)
    assert made.reference not in found
    assert NOT_IN_IT in found


def test_a_decision_of_the_board_is_told_but_not_to_a_board_with_someone_kept_back(sqlite: Database) -> None:
    made = drafted()
    track = steps.start(made.manager, made.reference, "trustee_review", "information")
    chair = join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE])
    trustee = join("fts", "Tess Tully", [Role.TRUSTEE])
    assert "Noted" not in board(made.manager)
    let = {"person": chair.person_id, "because": "Decides"}
    case_access.let_in(made.manager, made.reference, track, "k" * 20, let, NOW)
    steps.go(chair, made.reference, "note", track)
    assert '"Noted"' in board(made.manager)
    with db.work() as session:
        row = session.scalars(sa.select(Track).where(Track.id == track)).one()
        row.known = {**row.known, "kept_back": trustee.person_id}
    assert '"Noted"' not in board(made.manager)


def test_others_take_neither(sqlite: Database) -> None:
    for role in (Role.HR, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMIN, Role.HELPER):
        other = join("fts", f"Some {role.value}", [role])
        with pytest.raises(NotFound):
            register(other)
        with pytest.raises(NotFound):
            charity_papers.register(charity(), other, NOW)
        with pytest.raises(NotFound):
            charity_papers.report_form(other)
        with pytest.raises(NotFound):
            board(other)
    assert records() == []


def test_a_day_that_cannot_be_is_refused(sqlite: Database) -> None:
    manager = join("fts", "Ada Okoro", [Role.MANAGER])
    for since in ("", "2027-01-01", "soon"):
        with pytest.raises(Invalid) as fault:
            board(manager, since=since)
        assert [problem.field for problem in fault.value.problems] == ["since"], since
