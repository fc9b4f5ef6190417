"""Other bodies' forms for a case: filling them in, what leaves as a file, and who may do either."""

from __future__ import annotations

import json
import secrets

import pytest
from jsonschema import Draft202012Validator

from incidents.domain.form_checks import Flags
from incidents.domain.forms import FORMS
from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.exports.form_paper import DRAFT
from incidents.exports.paper_schema import form_schema
from incidents.services import form_copies, form_filling, forms
from incidents.services.actors import Member
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.form_facts_report import NO_AUTHORITY
from incidents.services.forms import FormPage
from incidents.services.trail_page import trail_of
from incidents.services.verifying import verify
from tests import board, steps
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import entries, exports, hide, let_in, records
from tests.services.test_board_voting import made as house

COMMISSION, ICO = "charity_commission", "ico"
ASKED = {"recipient": "Our chair", "purpose": "To look at it", "format": "json", "minimise": "no"}


def group_of(form: str, field: str) -> int:
    """The page of a form on which that box is."""
    pages = enumerate(forms.groups(FORMS[form]), start=1)
    return next(n for n, rows in pages if any(part.field.name == field for row in rows for part in row.parts))


def fill(made: Drafted, form: str, version: int = 0, *, by: Member | None = None, **raw: object) -> None:
    place = (made.reference, form, group_of(form, next(iter(raw))))
    form_filling.save(charity(), by or made.manager, place, version, secrets.token_hex(8), raw, NOW)


def page(made: Drafted, form: str, limit: int | None = None) -> FormPage:
    return forms.page(charity(), made.manager, made.reference, form, NOW, limit)


def take(made: Drafted, form: str, by: Member | None = None, **raw: object) -> Copy:
    return form_copies.copy(charity(), by or made.manager, made.reference, form, {**ASKED, **raw}, NOW)


def answers(copy: Copy) -> dict[str, object]:
    """The answers of a copy in JSON, by the name of the box."""
    lines = [
        line
        for part in json.loads(copy.body)["sections"]
        for block in part["blocks"]
        for line in block["lines"]
    ]
    return {line["key"]: line["answer"] for line in lines}


def test_what_is_typed_stands_in_the_form_and_is_told_in_one_entry(database: Database) -> None:
    made = drafted()
    before = entries()
    fill(made, COMMISSION, what_happened="A photograph of a family.")
    assert entries() == before + 1
    boxes = {box.filled.part.field.name: box for row in page(made, COMMISSION).rows for box in row.boxes}
    assert boxes["what_happened"].filled.value == "A photograph of a family."
    assert boxes["what_happened"].filled.typed
    newest = trail_of(made.manager, made.reference, NOW).entries[0]
    assert newest.what == "Filled in a form for another body"
    assert newest.details == (("What", FORMS[COMMISSION].title), ("Boxes", "What happened"))
    assert verify().sound


def test_pages_are_kept_apart_and_a_form_acts_once(sqlite: Database) -> None:
    made = drafted()
    fill(made, COMMISSION, what_happened="First.")
    fill(made, COMMISSION, 1, declared_by="The chair")
    known = {
        box.filled.part.field.name: box.filled.value for r in page(made, COMMISSION).rows for box in r.boxes
    }
    assert (known["what_happened"], known["declared_by"]) == ("First.", "The chair")
    before = entries()
    place, key = (made.reference, COMMISSION, group_of(COMMISSION, "declared_by")), secrets.token_hex(8)
    for _ in range(2):
        form_filling.save(charity(), made.manager, place, 2, key, {"declared_by": "The vice-chair"}, NOW)
    assert entries() == before + 1


def test_who_was_slower_learns_what_stands_there_now(sqlite: Database) -> None:
    made = drafted()
    fill(made, COMMISSION, what_happened="First.")
    with pytest.raises(Stale) as fault:
        fill(made, COMMISSION, 0, what_happened="Second.")
    assert fault.value.version == 1
    assert "What happened: it now says “First.”" in fault.value.changes


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("a day that is none", {"found_out_on": "2026-02-30"}),
        ("a day to come", {"found_out_on": "2027-01-01"}),
        ("a choice that is not offered", {"incident_type": "gossip"}),
        ("a sign nobody can keep", {"what_happened": "\x00"}),
        ("two lines where one fits", {"happened": "a\nb"}),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    sqlite: Database, sentence: str, raw: dict[str, object]
) -> None:
    made = drafted()
    before = entries()
    with pytest.raises(Invalid) as fault:
        fill(made, COMMISSION, **raw)
    assert [problem.field for problem in fault.value.problems] == list(raw)
    assert entries() == before


def test_what_is_as_the_case_knows_it_is_not_kept_twice(sqlite: Database) -> None:
    made = drafted()
    found = form_filling.form(
        charity(), made.manager, made.reference, COMMISSION, group_of(COMMISSION, "charity_name"), NOW
    )
    assert found.filled["charity_name"] == charity().name
    with pytest.raises(Invalid) as fault:
        fill(made, COMMISSION, charity_name=charity().name)
    assert "Nothing was changed" in str(fault.value)


def test_a_box_that_waits_for_another_answer_says_so_and_may_stay_empty(sqlite: Database) -> None:
    made = drafted()
    fill(made, COMMISSION, disqualified="yes")
    group = group_of(COMMISSION, "disqualified_name")
    found = form_filling.form(charity(), made.manager, made.reference, COMMISSION, group, NOW)
    hints = {field.name: field.hint for field in found.fields}
    assert hints["disqualified_name"].startswith("Only if “Somebody sits on the board")
    assert not any(field.required or field.when for field in found.fields)
    missing = {label for row in page(made, COMMISSION).missing for label in row.filled.missing}
    assert "Their date of birth" in missing


def test_names_private_matters_and_length_are_flagged(sqlite: Database) -> None:
    made = drafted()
    fill(made, COMMISSION, what_happened="Maureen said she was in hospital.")
    boxes = {b.filled.part.field.name: b for r in page(made, COMMISSION, limit=30).rows for b in r.boxes}
    assert boxes["what_happened"].flags == Flags(("Maureen",), ("hospital (health)",), 3)
    assert boxes["what_happened"].limit == 30
    assert [row.filled.row.key for row in page(made, COMMISSION).flagged] == ["what_happened"]


def test_the_list_counts_the_questions_that_are_answered(sqlite: Database) -> None:
    made = drafted()
    before = {one.form.key: one for one in forms.listing(charity(), made.manager, made.reference, NOW).forms}
    assert {COMMISSION, ICO} <= set(before)
    assert not before[COMMISSION].complete
    fill(made, COMMISSION, declared_by="Chair", declared_on="2026-11-21")
    after = {one.form.key: one for one in forms.listing(charity(), made.manager, made.reference, NOW).forms}
    assert after[COMMISSION].answered == before[COMMISSION].answered + 1


def test_a_charity_is_shown_the_forms_of_its_own_nation(sqlite: Database) -> None:
    made = drafted()
    for one in forms.listing(charity(), made.manager, made.reference, NOW).forms:
        assert charity().nation in one.form.nations
    with pytest.raises(NotFound):
        forms.page(charity(), made.manager, made.reference, "no_such_form", NOW)


@pytest.mark.parametrize("kind", ["json", "docx", "pdf"])
def test_a_copy_is_one_entry_and_the_same_each_time(sqlite: Database, kind: str) -> None:
    made = drafted()
    before = entries()
    first = take(made, ICO, format=kind)
    assert entries() == before + 1
    assert take(made, ICO, format=kind) == first
    assert first.name == f"{made.reference}-ico.{kind}"
    assert [record.what for record in records()] == [ICO, ICO]
    assert exports()[0][2]["data"]["recipient"] == "Our chair"


def test_a_copy_in_json_has_the_published_shape_and_the_order_of_the_form(sqlite: Database) -> None:
    whole = json.loads(take(drafted(), ICO).body)
    Draft202012Validator(form_schema(FORMS[ICO])).validate(whole)
    assert [part["key"] for part in whole["sections"]] == [row.key for row in FORMS[ICO].rows]


def test_without_the_boards_authority_a_copy_is_only_to_check_and_says_so(sqlite: Database) -> None:
    made = drafted()
    before = entries()
    with pytest.raises(Invalid) as fault:
        take(made, COMMISSION, use="send")
    assert [problem.field for problem in fault.value.problems] == ["use"]
    assert "authority" in str(fault.value)
    with pytest.raises(Invalid):
        take(made, COMMISSION)
    assert (entries(), records()) == (before, [])
    assert json.loads(take(made, COMMISSION, use="check").body)["mark"] == DRAFT
    fill(made, COMMISSION, authority_given="yes", authority_by="The chair")
    with pytest.raises(Invalid):
        take(made, COMMISSION, use="send")


def test_with_the_boards_authority_it_may_be_sent_and_is_no_draft(sqlite: Database) -> None:
    made = drafted()
    chair = join("fts", "Cerys Chair", [Role.CHAIR])
    let_in(chair, made.reference, None)
    track = made.tracks["external_report:charity_commission"]
    said = {"authority": "The board, at its meeting"}
    steps.go(chair, made.reference, "approve", track, **said)
    copy = take(made, COMMISSION, use="send")
    assert json.loads(copy.body)["mark"] == ""
    assert answers(copy)["authority_by"] == "The board, at its meeting"
    assert exports()[-1][2]["data"]["use"] == "send"


def test_who_was_told_without_the_board_is_said_at_the_head_and_on_the_list(sqlite: Database) -> None:
    manager = join("fts", "Mel Told", [Role.MANAGER])
    made = Drafted(manager, steps.opened(manager))
    track = steps.start(made.manager, made.reference, "external_report", "charity_commission")
    steps.go(made.manager, made.reference, "tell", track)
    missing = {row.filled.row.key: row.filled.row.who for row in page(made, COMMISSION).missing}
    assert missing["authority"] == "The chair, for the whole board"
    copy = take(made, COMMISSION, use="check")
    assert json.loads(copy.body)["mark"] == NO_AUTHORITY
    assert answers(copy)["authority_by"] == NO_AUTHORITY
    with pytest.raises(Invalid):
        take(made, COMMISSION, use="send")


def test_a_report_that_the_board_agreed_to_waits_when_the_board_decides_again(sqlite: Database) -> None:
    place = house()
    reference, chair, manager = place.reference, place.chair, place.mary
    place.begin()
    place.all_vote()
    steps.go(chair, reference, "decide", place.track, option="option_1")
    track = steps.start(manager, reference, "external_report", "charity_commission")
    steps.go(manager, reference, "draft", track)
    let_in(chair, reference, None)
    steps.go(chair, reference, "approve", track, authority="", board_decision=[place.track])
    asked = {
        "recipient": "They",
        "purpose": "To tell them",
        "format": "json",
        "minimise": "no",
        "use": "send",
    }

    def copied() -> Copy:
        return form_copies.copy(charity(), manager, reference, COMMISSION, asked, NOW)

    assert json.loads(copied().body)["mark"] == ""
    steps.go(chair, reference, "review_again", place.track)
    with pytest.raises(Invalid, match="taken up again"):
        copied()
    with pytest.raises(Refused, match="taken up again"):
        steps.go(manager, reference, "send", track)
    for one in (chair, place.tom, place.nell):
        board.declare(one, reference, place.track)
        board.vote(one, reference, place.track, "option_2")
    steps.go(chair, reference, "decide", place.track, option="option_2")
    with pytest.raises(Refused, match="taken up again"):
        steps.go(manager, reference, "send", track)


def test_a_form_that_needs_no_authority_is_taken_without_being_asked(sqlite: Database) -> None:
    made = drafted()
    assert "use" not in {field.name for field in form_copies.fields(FORMS[ICO])}
    assert json.loads(take(made, ICO).body)["mark"] == ""


def test_names_are_left_out_and_listed_unless_they_are_wanted(sqlite: Database) -> None:
    made = drafted()
    fill(made, ICO, what_happened="Maureen Tuffnell rang 020 7946 0011. Tuffnell was upset.")
    thin = take(made, ICO, minimise="yes")
    told = "The person who deals with it rang [telephone number]. The person who deals with it was upset."
    assert answers(thin)["what_happened"] == told
    left_out = ["A telephone number", "The name of the person who deals with it"]
    assert json.loads(thin.body)["left_out"] == left_out
    assert exports()[-1][2]["data"]["left_out"] == left_out
    assert "Maureen" in str(answers(take(made, ICO, minimise="no"))["what_happened"])


def test_the_page_of_a_copy_begins_with_what_the_body_wants(sqlite: Database) -> None:
    made = drafted()
    found = form_copies.form(charity(), made.manager, made.reference, ICO, NOW)
    assert found.filled["minimise"] == "yes"


@pytest.mark.parametrize(
    ("who", "role", "may_look", "may_fill", "may_take"),
    [
        ("who deals with children", Role.SAFEGUARDING_LEAD, True, True, False),
        ("a board member", Role.TRUSTEE, True, True, True),
        ("staff procedures", Role.HR, False, False, False),
        ("an auditor", Role.AUDITOR, False, False, False),
        ("an administrator", Role.ADMIN, False, False, False),
    ],
)
def test_who_may_do_what_with_a_form(
    sqlite: Database, who: str, role: Role, may_look: bool, may_fill: bool, may_take: bool
) -> None:
    made = drafted()
    other = join("fts", "Someone Else", [role])
    let_in(other, made.reference, None)
    tried = {
        "look": lambda: forms.page(charity(), other, made.reference, ICO, NOW),
        "fill": lambda: fill(made, ICO, by=other, what_happened="Something."),
        "take": lambda: take(made, ICO, by=other),
    }
    found = {}
    for name, attempt in tried.items():
        try:
            attempt()
        except NotFound:
            found[name] = False
        else:
            found[name] = True
    assert found == {"look": may_look, "fill": may_fill, "take": may_take}


def test_who_may_only_write_letters_finds_no_forms(sqlite: Database) -> None:
    made = drafted()
    hr = join("fts", "Someone Else", [Role.HR])
    let_in(hr, made.reference, None)
    assert forms.listing(charity(), hr, made.reference, NOW).forms == ()
    auditor = join("fts", "Audrey Adeyemi", [Role.AUDITOR])
    with pytest.raises(NotFound):
        forms.listing(charity(), auditor, made.reference, NOW)


def test_a_case_that_is_hidden_or_seen_in_part_has_no_forms(sqlite: Database) -> None:
    made = drafted()
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["containment:own_page"])
    foreign = join("hsbbh", "Rosalind Achebe", [Role.MANAGER], ["ceo"])
    for actor in (hidden, partly, foreign):
        for attempt in (
            lambda actor=actor: forms.listing(charity(), actor, made.reference, NOW),
            lambda actor=actor: forms.page(charity(), actor, made.reference, ICO, NOW),
            lambda actor=actor: fill(made, ICO, by=actor, what_happened="Something."),
            lambda actor=actor: take(made, ICO, by=actor),
        ):
            with pytest.raises(NotFound):
                attempt()
    assert records() == []
