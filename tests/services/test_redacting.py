"""A copy with parts left out: minimised for its reader, changed by hand with reasons, one entry, its list."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest

from incidents.domain.words import Role
from incidents.services import casework, redacting
from incidents.services.actors import Member
from incidents.services.evidence_out import Out
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.redacting import Wanted
from tests import cast, databases, steps
from tests.cast import NOW
from tests.hostile.files import HIDDEN, telling_jpeg
from tests.uploads import add as add_evidence
from tests.uploads import upload

STORY = "Nerys Pell put it up. Ring her on 07700 900123 or nerys at example dot org. The lake was cold."
ASKED: dict[str, object] = {
    "recipient": "The complainant",
    "purpose": "To answer them",
    "reader": "person",
    "parts": ["reports", "steps", "notes", "evidence"],
}


@pytest.fixture
def lead(app: object, sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


@pytest.fixture
def case(lead: Member) -> str:
    reference = cast.report(story=STORY, name="Kofi Amponsah", keep_out="Tom Ray")
    steps.go(lead, reference, "look", danger="no", lead=lead.person_id)
    about = {"name": "Nerys Pell", "involvement": "about", "under_18": "no", "standing": "volunteer"}
    casework.add_person(cast.charity(), lead, reference, "name her, please", about, NOW)
    note(lead, reference, "Nerys rang; her sister Gwen was with her")
    note(lead, reference, "Our solicitor says: settle", legal_advice="yes")
    steps.private_note(lead, reference, "My own canary")
    add_evidence(lead, reference)
    return reference


def note(lead: Member, reference: str, body: str, **more: str) -> None:
    raw = {"body": body, "happened_on": "2026-11-20", **more}
    casework.note(lead, reference, None, f"the note {body[:20]}", raw, NOW)


def begun(actor: Member, case: str, **asked: object) -> Wanted:
    wanted = Wanted(cast.charity(), actor, case, NOW)
    return replace(wanted, token=redacting.begin(wanted, {**ASKED, **asked}))


def leaves(wanted: Wanted) -> str:
    """All that would leave now."""
    copy = redacting.take(wanted, {"format": "json"})
    assert isinstance(copy, Copy)
    return json.dumps(json.loads(copy.body), ensure_ascii=False)


def change(wanted: Wanted, **raw: object) -> None:
    redacting.change(wanted, {"because": "It says too much", **raw})


def test_for_a_person_outside_names_numbers_and_more_are_left_out(lead: Member, case: str) -> None:
    wanted = begun(lead, case)
    told = leaves(wanted)
    for words in (
        "Nerys",
        "Pell",
        "07700",
        "example dot org",
        "Kofi",
        "Tom Ray",
        "settle",
        "My own canary",
        "Ada",
    ):
        assert words not in told, words
    for words in ("The lake was cold", "the volunteer", "[telephone number]", "[e-mail address]", "Gwen"):
        assert words in told, words
    left = json.loads(told)["left_out"]
    for words in (
        "The name of the volunteer (",
        "A telephone number (once)",
        "Legal advice",
        "who somebody is",
    ):
        assert any(words in one for one in left), (words, left)


def test_who_needs_names_gets_them_and_never_what_nobody_gets(lead: Member, case: str) -> None:
    told = leaves(begun(lead, case, reader="police", recipient="The police"))
    for words in ("Nerys Pell", "07700 900123", "Kofi Amponsah"):
        assert words in told, words
    for words in ("Tom Ray", "settle", "My own canary"):
        assert words not in told, words


def test_only_what_was_chosen_goes(lead: Member, case: str) -> None:
    told = leaves(begun(lead, case, parts=["evidence"]))
    assert "A comment about a family" in told
    assert "The lake was cold" not in told
    assert "Gwen" not in told


def test_each_removed_thing_is_marked_with_its_reason(lead: Member, case: str) -> None:
    found = redacting.preview(begun(lead, case))
    assert (found.recipient, found.purpose) == ("The complainant", "To answer them")
    story = next(one for one in found.shown if one.key.endswith("story"))
    marked = [(piece.was, piece.text, piece.why) for piece in story.pieces if piece.why]
    assert marked == [
        ("Nerys Pell", "The volunteer", "The name of the volunteer"),
        ("07700 900123", "[telephone number]", "A telephone number"),
        ("nerys at example dot org", "[e-mail address]", "An e-mail address"),
    ]
    gone = {one.gone for one in found.shown if one.gone}
    assert gone == {
        "Legal advice, or a question for it",
        "Who should not see a case is told to nobody",
        "It would say who somebody is",
    }
    assert steps.rows("export_record") == []


def test_more_can_be_taken_out_and_things_put_back_each_with_a_reason(lead: Member, case: str) -> None:
    wanted = begun(lead, case)
    change(wanted, away="gwen", because="Nerys Pell has a sister")
    assert "Gwen" not in leaves(wanted)
    assert "By hand: The volunteer has a sister (once)" in leaves(wanted), "a reason names nobody either"
    change(wanted, back=["07700 900123"], because="They have it already")
    told = leaves(wanted)
    assert "07700 900123" in told
    assert "Put back by hand: They have it already (once)" in told
    shown = redacting.preview(wanted).shown
    story = next(one for one in shown if one.key.endswith("story"))
    change(wanted, leave=[story.key])
    assert "The lake was cold" not in leaves(wanted)
    change(wanted, back=[story.key])
    assert "The lake was cold" in leaves(wanted)
    with pytest.raises(Invalid):
        change(wanted, because="")
    with pytest.raises(Invalid, match="Write words to take out"):
        change(wanted)
    with pytest.raises(Invalid):
        change(wanted, back=["what nobody took out"])


def test_legal_advice_and_who_was_kept_out_cannot_be_put_back(lead: Member, case: str) -> None:
    wanted = begun(lead, case)
    offered = redacting.change_form(wanted).choices["back"]
    gone = [one.key for one in redacting.preview(wanted).shown if one.gone]
    assert gone
    assert not set(gone) & set(offered)


def test_it_is_one_entry_with_recipient_purpose_hash_and_the_list(lead: Member, case: str) -> None:
    wanted = begun(lead, case)
    before = len(steps.headers())
    copy = redacting.take(wanted, {"format": "pdf"})
    assert isinstance(copy, Copy)
    assert len(steps.headers()) == before + 1
    (said,) = steps.payloads("exported")
    data = said["data"]
    assert isinstance(data, Mapping)
    assert (data["recipient"], data["purpose"]) == ("The complainant", "To answer them")
    assert data["sha256"] == hashlib.sha256(copy.body).hexdigest()
    assert "The name of the volunteer (" in str(data["left_out"])
    assert "Nerys" not in str(data)
    assert copy.body.startswith(b"%PDF")
    assert b"StructTreeRoot" in copy.body, "it is tagged"
    assert b"Nerys" not in copy.body


def test_it_is_its_makers_alone_and_of_its_case_alone(lead: Member, case: str) -> None:
    wanted = begun(lead, case)
    zoe = cast.join("fts", "Zoe Park", [Role.MANAGER])
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    for other in (
        replace(wanted, actor=zoe),
        replace(wanted, actor=tom),
        replace(wanted, reference=steps.opened(lead)),
        replace(wanted, token="made up"),
    ):
        for use in (
            redacting.preview,
            redacting.change_form,
            redacting.take_form,
            lambda one: redacting.take(one, {"format": "pdf"}),
            lambda one: change(one, away="x"),
        ):
            with pytest.raises(NotFound):
                use(other)
    with pytest.raises(NotFound):
        redacting.begin(replace(wanted, actor=tom), ASKED)
    with pytest.raises(Invalid):
        redacting.begin(wanted, {**ASKED, "parts": []})


def test_a_closed_matter_stays_in_its_circle(lead: Member, case: str) -> None:
    zoe = cast.join("fts", "Zoe Park", [Role.MANAGER])
    steps.go(lead, case, "open", tracks=[], clauses=[], kind="breach", tasks="See to it")
    steps.name(lead, case, "Kim Neighbour", "staff")
    steps.start(lead, case, "discipline")
    assert "Staff procedure" in leaves(begun(lead, case))
    assert "Staff procedure" not in leaves(begun(zoe, case))


def test_pictures_go_with_it_made_again_from_their_pixels_alone(lead: Member, case: str) -> None:
    made = add_evidence(lead, case, upload(telling_jpeg(), "Nerys.jpg"))
    form, _ = redacting.form(Wanted(cast.charity(), lead, case, NOW))
    assert made in form.choices["pictures"]
    wanted = begun(lead, case, pictures=[made])
    before = len(steps.headers())
    out = redacting.take(wanted, {"format": "json"})
    assert isinstance(out, Out)
    body = b"".join(out.body)
    bag = zipfile.ZipFile(io.BytesIO(body))
    listed = dict(line.split("  ")[::-1] for line in bag.read("manifest-sha256.txt").decode().splitlines())
    assert sorted(listed) == ["data/copy.json", "data/pictures/picture-1.png"]
    for name, sha256 in listed.items():
        assert hashlib.sha256(bag.read(name)).hexdigest() == sha256
    picture = bag.read("data/pictures/picture-1.png")
    assert picture.startswith(b"\x89PNG")
    assert HIDDEN not in picture
    assert b"Nerys" not in body
    assert len(steps.headers()) == before + 1
    (said,) = steps.payloads("exported")
    assert said["data"]["sha256"] == hashlib.sha256(body).hexdigest()  # type: ignore[index]
    with pytest.raises(Invalid):
        begun(lead, case, pictures=["of another case"])
