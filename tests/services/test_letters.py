"""Writing letters: to whom, when, in whose words; each one is a copy with its entry inside its matter."""

from __future__ import annotations

import hashlib
import io
import json
import secrets

import pytest
from docx import Document

from incidents.domain.letters import LETTERS
from incidents.domain.words import Role
from incidents.services import charity_details, letter_offers, letter_wordings, letters
from incidents.services.actors import Member
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.letters import Wanted
from incidents.services.verifying import verify
from tests import steps
from tests.cast import NOW, charity, join
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import entries, exports, let_in, records

LATER = "2026-12-03"
INVITATION: dict[str, object] = {
    "recipient": "Kim Neighbour", "address": "1 High Street\nIpswich", "greeting": "Dear Kim",
    "alleged": "A photograph was posted on Monday", "meeting_on": LATER, "meeting_at": "2pm",
    "place": "The office", "who_meets": "Ada Okoro", "evidence": "A copy of the post", "contact": "Ada Okoro",
    "under": "Clause 12",
    "at_most": "A first written warning", "signed": "Ada Okoro\nManager", "format": "docx",
}  # fmt: skip
OUTCOME: dict[str, object] = {
    **INVITATION, "met_on": "2026-11-20", "decision": "Training", "reasons": "It was a mistake",
    "appeal_to": "Our chair", "appeal_by": LATER, "second_look_by": "Our chair", "second_look_until": LATER,
}  # fmt: skip


def matter(machine: str, standing: str) -> tuple[Drafted, str]:
    """A case with a matter of that machine, about somebody of that standing."""
    made = drafted()
    steps.name(made.manager, made.reference, "Kim Neighbour", standing)
    return made, steps.start(made.manager, made.reference, machine)


def wanted(made: Drafted, track: str, kind: str, actor: Member | None = None) -> Wanted:
    return Wanted(charity(), actor or made.manager, made.reference, track, kind, NOW)


def taken(made: Drafted, track: str, kind: str, actor: Member | None = None, **given: object) -> Copy:
    raw = {**OUTCOME, **given}
    return letters.copy(wanted(made, track, kind, actor), raw)


def offered(made: Drafted, actor: Member | None = None) -> dict[str, str]:
    """The letters that the page offers in all matters, each with why not yet."""
    page = letter_offers.listing(charity(), actor or made.manager, made.reference, NOW)
    return {offer.key: offer.refusal for one in page.matters for offer in one.offers}


def words(copy: Copy) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(copy.body)).paragraphs)


def test_an_invitation_leaves_as_a_file_and_one_entry_inside_its_matter(database: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    before = entries()
    copy = taken(made, track, "volunteer_talk")
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    assert stream == f"case/{case_id}"
    data = said["data"]
    assert isinstance(data, dict)
    assert data["sha256"] == hashlib.sha256(copy.body).hexdigest()
    assert (data["recipient"], data["purpose"]) == ("Kim Neighbour", "Letter: Invitation to a talk")
    assert data["alleged"] == "A photograph was posted on Monday", "its words are kept, not its bytes"
    [event] = [row for row in steps.headers() if row["action"] == "exported"]
    assert event["track"] == track
    assert [(row.what, row.recipient) for row in records()] == [("letter_volunteer_talk", "Kim Neighbour")]
    assert verify().sound
    text = words(copy)
    for told in ("1 High Street", "Dear Kim,", "3 December 2026", "14:00", "Yours sincerely,", "Manager"):
        assert told in text, told
    assert copy.name == f"{made.reference}-letter-volunteer-talk.docx"


@pytest.mark.parametrize(
    ("machine", "standing", "first"),
    [
        ("discipline", "staff", "staff_meeting"),
        ("discipline", "apprentice", "staff_meeting"),
        ("volunteer_exit", "volunteer", "volunteer_talk"),
    ],
)
def test_only_letters_that_fit_the_person_are_offered(
    sqlite: Database, machine: str, standing: str, first: str
) -> None:
    made, track = matter(machine, standing)
    found = offered(made)
    begins = first.partition("_")[0]
    assert set(found) == {key for key in LETTERS if key.startswith(begins)}
    for kind in set(LETTERS) - set(found):
        with pytest.raises(NotFound):
            taken(made, track, kind)


def test_what_comes_too_early_is_refused_in_words_and_offered_with_the_reason(sqlite: Database) -> None:
    made, track = matter("discipline", "staff")
    refusal = offered(made)["staff_outcome"]
    assert refusal.startswith("First call the meeting")
    with pytest.raises(Invalid) as fault:
        taken(made, track, "staff_outcome")
    assert fault.value.problems[0].message == refusal
    assert records() == []


def test_nobody_is_told_an_outcome_before_they_were_heard(sqlite: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    steps.go(made.manager, made.reference, "talk", track, talked_by=made.manager.person_id)
    with pytest.raises(Invalid) as fault:
        taken(made, track, "volunteer_outcome")
    [problem] = fault.value.problems
    assert problem.field == "answer"
    assert problem.message.startswith("First write down when they were told")
    heard = taken(made, track, "volunteer_outcome", answer="I did not know the rule")
    assert "This is what you told us: I did not know the rule" in words(heard)


def test_what_was_heard_at_a_step_need_not_be_written_again(sqlite: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    steps.go(made.manager, made.reference, "talk", track, talked_by=made.manager.person_id)
    steps.go(made.manager, made.reference, "support", track)
    assert "After our talk" in words(taken(made, track, "volunteer_outcome"))


def test_a_letter_of_a_closed_circle_is_seen_by_nobody_outside_it(sqlite: Database) -> None:
    made, track = matter("discipline", "staff")
    other = join("fts", "Olwen Price", [Role.MANAGER])
    steps.go(made.manager, made.reference, "investigate", track, investigator=made.manager.person_id)
    assert "staff_meeting" in offered(made)
    assert "staff_meeting" not in offered(made, other)
    with pytest.raises(NotFound):
        taken(made, track, "staff_meeting", other)
    taken(made, track, "staff_meeting")
    page = letters.page(wanted(made, track, "staff_meeting"))
    assert "FTS-P-03: " in str(page.form.filled["rules"]), "the clauses of the case stand in it already"


def test_staff_procedures_writes_letters_in_its_own_matter_only(sqlite: Database) -> None:
    made, track = matter("discipline", "staff")
    hr = join("fts", "Hari Rao", [Role.HR])
    let_in(hr, made.reference, track)
    assert set(offered(made, hr)) == {key for key in LETTERS if key.startswith("staff_")}
    page = letters.page(wanted(made, track, "staff_meeting", hr))
    assert "rules" not in page.form.filled, "the case's clauses are for who is let into all of it"
    assert page.form.filled["signed"] == "Hari Rao"


def test_a_board_member_is_asked_to_be_heard_and_told_what_was_decided(sqlite: Database) -> None:
    made = drafted()
    chair = join("fts", "Cherry Blake", [Role.CHAIR, Role.MANAGER])
    let_in(chair, made.reference, None)
    steps.name(made.manager, made.reference, "Kim Neighbour", "trustee")
    track = steps.start(chair, made.reference, "board_conduct")
    with pytest.raises(Invalid, match="name a panel"):
        taken(made, track, "board_meeting", chair)
    panel = {"panel_lead": chair.person_id, "second_panel_member": "", "under": "Clause 12"}
    steps.go(chair, made.reference, "name_panel", track, **panel)
    assert "under our governing document: Clause 12" in words(taken(made, track, "board_meeting", chair))
    steps.go(chair, made.reference, "hear", track, answer="I was wrong", no_answer_because="")
    page = letters.page(wanted(made, track, "board_outcome", chair))
    assert (page.form.filled["under"], page.form.filled["met_on"]) == ("Clause 12", "2026-11-21")
    assert "You may appeal." in words(taken(made, track, "board_outcome", chair))


def test_the_letterhead_says_where_the_charity_is(sqlite: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    assert letters.preview(wanted(made, track, "volunteer_talk"), OUTCOME).address == ""
    told = {"address": "2 Quay Street\nIpswich", "telephone": "01473 000000"}
    charity_details.change(charity(), made.manager, "charity", 0, secrets.token_hex(16), told, NOW)
    shown = letters.preview(wanted(made, track, "volunteer_talk"), OUTCOME)
    assert shown.address == "2 Quay Street\nIpswich\n01473 000000"
    text = words(taken(made, track, "volunteer_talk"))
    assert text.index("Families Together Suffolk") < text.index("2 Quay Street") < text.index("Kim Neighbour")
    assert taken(made, track, "volunteer_talk", format="pdf").body.startswith(b"%PDF")


def test_others_write_no_letter(sqlite: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    for role in (Role.SAFEGUARDING_LEAD, Role.HELPER, Role.AUDITOR, Role.ADMIN):
        other = join("fts", f"Some {role.value}", [role])
        let_in(other, made.reference, track)
        with pytest.raises(NotFound):
            letter_offers.listing(charity(), other, made.reference, NOW)
        with pytest.raises(NotFound):
            letters.page(wanted(made, track, "volunteer_talk", other))
        with pytest.raises(NotFound):
            taken(made, track, "volunteer_talk", other)
    assert records() == []


def test_a_complaint_is_answered_and_an_apology_written_where_answering_goes_on(sqlite: Database) -> None:
    made = drafted()
    track = steps.start(made.manager, made.reference, "response")
    assert offered(made)["complaint_answer"] == offered(made)["apology"] == ""
    given = {"happened": "A photograph was up", "done": "Taken down", "different": "Two people look first"}
    copy = taken(made, track, "apology", format="pdf", **given)
    assert copy.body.startswith(b"%PDF")
    page = letters.page(wanted(made, track, "apology"))
    assert page.title == "An apology to a family"


def test_the_charitys_own_words_begin_and_end_the_letter(sqlite: Database) -> None:
    made, track = matter("volunteer_exit", "volunteer")
    raw = {"opening": "We hope you are well.", "closing": "Our door is open.", "signed": "The chair"}
    key = secrets.token_hex(16)
    for _ in range(2):
        letter_wordings.change(charity(), made.manager, "volunteer_talk", 0, key, raw, NOW)
    assert len(steps.payloads("letter_wording_changed")) == 1, "a form acts once"
    page = letters.page(wanted(made, track, "volunteer_talk"))
    assert page.form.filled["signed"] == "The chair"
    shown = letters.preview(wanted(made, track, "volunteer_talk"), OUTCOME)
    text = json.dumps([repr(section) for section in shown.sections])
    assert text.index("Dear Kim,") < text.index("We hope you are well.") < text.index("Our door is open.")
    assert records() == [], "to look is no copy"
    with pytest.raises(Stale):
        letter_wordings.change(charity(), made.manager, "volunteer_talk", 0, "other" * 5, raw, NOW)


def test_only_who_keeps_the_charitys_details_changes_the_words(sqlite: Database) -> None:
    trustee = join("fts", "Tess Tully", [Role.TRUSTEE])
    admin = join("fts", "Ana Abbot", [Role.ADMIN])
    assert [row.kind.key for row in letter_wordings.listing(charity(), admin)] == list(LETTERS)
    for attempt in (
        lambda: letter_wordings.listing(charity(), trustee),
        lambda: letter_wordings.change(charity(), trustee, "apology", 0, "k" * 20, {}, NOW),
        lambda: letter_wordings.change(charity(), admin, "nothing", 0, "k" * 20, {}, NOW),
    ):
        with pytest.raises(NotFound):
            attempt()
