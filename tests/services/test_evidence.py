"""Taking evidence: the file, its row and its one entry; who may; what is refused; what is found damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from incidents.domain import evidence as words
from incidents.domain.words import Role
from incidents.services import (
    case_access,
    evidence,
    evidence_beside,
    evidence_care,
    evidence_out,
    evidence_page,
)
from incidents.services.actors import Member
from incidents.services.evidence import Upload
from incidents.services.faults import Invalid, NotFound
from incidents.store import db, files
from tests import cast, databases, steps
from tests.cast import NOW
from tests.hostile.corpus import SAMPLE as HOSTILE
from tests.hostile.files import HIDDEN, STRANGE, telling_jpeg
from tests.hostile.row import PDF, Row
from tests.uploads import TOLD, add, path_of, place, taken_out, upload


@pytest.fixture(autouse=True)
def folder(app: object, tmp_path: Path) -> Iterator[Path]:
    """An evidence folder of this test's own."""
    files.bind(tmp_path, databases.MASTER_KEY)
    yield tmp_path
    files.bind(databases.EVIDENCE, databases.MASTER_KEY)


@pytest.fixture
def lead(app: object, sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


@pytest.fixture
def case(lead: Member) -> str:
    return steps.opened(lead)


def test_a_file_its_row_and_one_entry(app: object, database: databases.Database) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    case = steps.opened(lead)
    before = len(steps.headers())
    body = telling_jpeg()
    made = add(lead, case, upload(body, "../IMG 1.jpg"))
    (row,) = steps.rows("evidence")
    assert (row["name"], row["kind"], row["size"], row["scan"]) == (
        "IMG 1.jpg",
        "jpeg",
        len(body),
        "not_scanned",
    )
    new = steps.headers()
    assert len(new) == before + 1
    (said,) = steps.payloads("evidence_added")
    assert said["evidence"] == made
    assert said["told"] == {**{key: value for key, value in TOLD.items() if key != "sexual"}}
    assert taken_out(lead, case, made) == body
    (out,) = steps.payloads("evidence_taken_out")
    assert out["evidence"] == made


def test_what_is_on_disk_says_nothing(folder: Path, lead: Member, case: str) -> None:
    made = add(lead, case, upload(b"canary " * 1000, "notes.txt"))
    path = path_of(folder, made)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    assert not [one for one in folder.rglob("*") if one.is_file() and b"canary" in one.read_bytes()]
    assert not list((folder / "incoming").iterdir())


def test_a_case_has_one_key_and_two_cases_have_two(lead: Member, case: str) -> None:
    other = steps.opened(lead)
    for reference in (case, case, other):
        add(lead, reference)
    assert len(steps.rows("case_key")) == 2


def test_a_key_that_someone_else_made_meanwhile_is_used(
    lead: Member, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, slow = files.put, [True]

    def put(*told: object) -> object:
        if slow.pop() if slow else False:
            add(lead, case)
        return kept(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "put", put)
    made = add(lead, case, upload(PDF, "x.pdf"))
    assert len(steps.rows("case_key")) == 1
    assert taken_out(lead, case, made) == PDF
    assert evidence_care.unpaired(NOW + timedelta(days=365 * 20)).rows == ()


def test_pressed_twice_it_is_taken_once(lead: Member, case: str) -> None:
    first = add(lead, case, key="the same form")
    assert add(lead, case, key="the same form") == first
    assert len(steps.rows("evidence")) == 1
    assert len(steps.payloads("evidence_added")) == 1


NIGHT = {"shown_on": "2026-10-25", "shown_time": "01:30", "shown_zone": "uk"}
# what is sent, and the field and words of what is wrong with it
WRONG = (
    ("it shows someone undressed", {"sexual": "yes"}, None, "sexual", "Do not send this file"),
    ("nobody said what it shows", {"shows": ""}, None, "shows", "what does it show"),
    ("it was captured tomorrow", {"captured_on": "2026-11-22"}, None, "captured_on", "in the past"),
    ("the question before was passed over", {"sexual": ""}, None, "sexual", "does it show a child"),
    ("its address is nonsense", {"address": "asdf"}, None, "address", "does not say where it is"),
    (
        "it shows a day after it was captured",
        {"shown_on": "2026-11-21"},
        None,
        "shown_on",
        "a later date than the day",
    ),
    ("it shows a time and no day", {"shown_time": "09:15"}, None, "shown_on", "Enter the date too"),
    (
        "it shows a time that never was",
        {"shown_on": "2026-03-29", "shown_time": "01:30", "shown_zone": "uk"},
        None,
        "shown_time",
        "There was no 01:30 on Sunday 29 March 2026",
    ),
    (
        "it shows a time that was twice",
        {"shown_on": "2026-10-25", "shown_time": "01:30", "shown_zone": "uk"},
        None,
        "shown_which",
        "01:30 came twice",
    ),
    ("it is too large", {}, words.FILE_LIMIT + 1, "file", "too large. At most 50 MB"),
)


@pytest.mark.parametrize(("sentence", "told", "size", "field", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_not_taken(
    lead: Member, case: str, sentence: str, told: dict[str, str], size: int | None, field: str, said: str
) -> None:
    sent = upload()
    if size is not None:
        sent.spool.size = size
    with pytest.raises(Invalid) as fault:
        evidence.add(place(lead, case), {**TOLD, **told}, sent)
    (problem,) = fault.value.problems
    assert problem.field == field
    assert said in problem.message
    assert not steps.rows("evidence")


def test_everything_wrong_is_said_at_once(lead: Member, case: str) -> None:
    with pytest.raises(Invalid) as fault:
        evidence.add(place(lead, case), {"sexual": "no"}, None)
    assert {one.field for one in fault.value.problems} == {
        "shows", "captured_on", "captured_by", "still_online", "file",
    }  # fmt: skip


def test_a_case_holds_so_much_and_no_more(lead: Member, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "CASE_LIMIT", 2_000)
    add(lead, case, upload(b"x" * 1_500, "a.txt"))
    with pytest.raises(Invalid, match="it would be more than"):
        add(lead, case, upload(b"x" * 501, "b.txt"))
    add(lead, case, upload(b"x" * 500, "c.txt"))


def test_the_hostile_files(folder: Path, lead: Member, case: str) -> None:
    """Each is refused with its words, or kept under a name of ours, inside the store, byte for byte.

    A sample; `tests/ordeals/hostile_files.py` sends all of them, through the page.
    """

    def sent(row: Row) -> str:
        spool = evidence.passing_place()
        spool.write(row.body)
        return evidence.add(place(lead, case), TOLD, Upload(row.name, spool))

    for row in HOSTILE:
        if not row.kind:
            with pytest.raises(Invalid, match=re.escape(row.words)):
                sent(row)
            continue
        made = sent(row)
        assert path_of(folder, made).resolve().is_relative_to(folder.resolve())
        out = evidence_out.take_out(lead, case, made, NOW)
        assert b"".join(out.body) == row.body, row.sentence
        assert out.name == f"evidence-{made[:8]}.{out.name.rpartition('.')[2]}"
    found = evidence_page.listing(lead, case, NOW)
    assert len(found.items) == sum(bool(row.kind) for row in HOSTILE)
    assert not [item for item in found.items if item.row.opaque and item.shown]
    assert evidence_care.rehash(NOW).broken == ()


def test_a_preview_holds_pixels_and_nothing_else(lead: Member, case: str) -> None:
    made = add(lead, case, upload(telling_jpeg((2_000, 1_000)), "x.jpg"))
    small = evidence_out.preview(lead, case, made, NOW)
    whole = evidence_out.shared_copy(lead, case, made, NOW)
    assert small is not None
    assert whole is not None
    for copy in (small, whole):
        assert copy.startswith(b"\x89PNG")
        assert HIDDEN not in copy
        assert b"eXIf" not in copy
    # Turned as the camera said: what was 2,000 wide is high.
    assert [int.from_bytes(small[at : at + 4], "big") for at in (16, 20)] == [800, 1_600]
    assert [int.from_bytes(whole[at : at + 4], "big") for at in (16, 20)] == [1_000, 2_000]
    assert HIDDEN in taken_out(lead, case, made)


@pytest.mark.parametrize(
    "row",
    [row for row in STRANGE if row.sentence.startswith(("a picture that ends", "a picture that unpacks"))],
    ids=lambda row: row.sentence,
)
def test_a_picture_that_cannot_be_shown_is_kept_all_the_same(lead: Member, case: str, row: Row) -> None:
    made = add(lead, case, upload(row.body, row.name))
    assert evidence_out.preview(lead, case, made, NOW) is None
    assert taken_out(lead, case, made) == row.body


def test_a_newer_version_stands_beside_the_older(lead: Member, case: str) -> None:
    first = add(lead, case)
    second = add(lead, case, upload(PDF, "x.pdf"), replaces=first, now=NOW + timedelta(minutes=1))
    newest, older = evidence_page.listing(lead, case, NOW).items
    assert (newest.row.id, newest.counts, older.newer_id, older.counts) == (second, True, second, False)
    with pytest.raises(NotFound):
        add(lead, case, replaces=first)
    assert steps.payloads("evidence_added")[1]["replaces"] == first


def test_taken_back_it_stays_with_its_reason(lead: Member, case: str) -> None:
    made = add(lead, case)
    with pytest.raises(Invalid):
        evidence_beside.take_back(place(lead, case), made, {"because": " "})
    evidence_beside.take_back(place(lead, case), made, {"because": "It is of another case"})
    with pytest.raises(NotFound):
        evidence_beside.take_back(place(lead, case), made, {"because": "Again"})
    page = evidence_page.item_page(lead, case, made, NOW)
    assert page.item.row.taken_back_because == "It is of another case"
    assert [step.what for step in page.log] == ["Added evidence", "Took evidence back: It is of another case"]
    assert taken_out(lead, case, made)


def test_the_custody_log_says_who_looked_and_who_took_it_out(lead: Member, case: str) -> None:
    made, other = add(lead, case), add(lead, case)
    tom = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    case_access.let_in(lead, case, None, "the form", {"person": tom.person_id, "because": "x"}, NOW)
    evidence_out.preview(tom, case, made, NOW)
    taken_out(tom, case, made)
    taken_out(lead, case, other)
    log = evidence_page.item_page(lead, case, made, NOW).log
    assert [(step.by, step.what) for step in log if step.by == "Tom Ray"] == [
        ("Tom Ray", "Looked at evidence"),
        ("Tom Ray", "Took a copy of evidence out"),
    ]
    assert len(log) == 3


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("the first of two", {**NIGHT, "shown_which": "first"}),
        ("elsewhere no clock changed", {**NIGHT, "shown_on": "2026-03-29", "shown_zone": "other"}),
        ("a day alone", {"shown_on": "2026-03-29", "shown_zone": "uk"}),
        ("an account is an address", {"address": "@nezza_p"}),
        ("so are an app, a group and a day", {"address": "WhatsApp group Friday walkers, 3 May"}),
    ],
)
def test_times_and_addresses_that_are_taken(
    lead: Member, case: str, sentence: str, told: dict[str, str]
) -> None:
    evidence.add(place(lead, case), {**TOLD, **told}, upload())
    assert told.items() <= json.loads(str(steps.rows("evidence")[0]["told"])).items()


@pytest.mark.parametrize("address", ["asdf", "x", "???", "there", "on the net"])
def test_an_address_that_leads_nowhere_is_asked_again(lead: Member, case: str, address: str) -> None:
    with pytest.raises(Invalid, match="Copy the whole link"):
        evidence_beside.note_address(place(lead, case), {"address": address})


def test_where_nothing_may_be_copied_the_address_is_kept(lead: Member, case: str) -> None:
    raw = {"address": "https://example.org/1", "told": "The police, ref 12"}
    evidence_beside.note_address(place(lead, case), raw)
    (said,) = steps.payloads("evidence_not_taken")
    assert said["data"] == raw
    assert not steps.rows("evidence")


def test_who_may_not_know_of_it_finds_nothing(lead: Member, case: str) -> None:
    made = add(lead, case)
    stranger = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    admin = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    elsewhere = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    other = steps.opened(lead)
    for actor in (stranger, admin, elsewhere):
        for use in (
            lambda who: evidence_page.listing(who, case, NOW),
            lambda who: evidence_page.item_page(who, case, made, NOW),
            lambda who: evidence_out.take_out(who, case, made, NOW),
            lambda who: evidence_out.preview(who, case, made, NOW),
            lambda who: add(who, case),
            lambda who: evidence_beside.note_address(place(who, case), {"address": "x"}),
            lambda who: evidence_beside.take_back(place(who, case), made, {"because": "x"}),
        ):
            with pytest.raises(NotFound):
                use(actor)
    with pytest.raises(NotFound):
        evidence_page.item_page(lead, other, made, NOW)
    with pytest.raises(NotFound):
        add(lead, other, replaces=made)


def test_the_evidence_of_a_closed_matter_is_for_its_circle(lead: Member, case: str) -> None:
    hr = cast.join("fts", "Hana Reid", [Role.HR])
    steps.name(lead, case, "Kim Neighbour", "staff")
    track = steps.start(lead, case, "discipline")
    case_access.let_in(lead, case, track, "the form", {"person": hr.person_id, "because": "x"}, NOW)
    of_matter, of_case = add(hr, case, track=track), add(lead, case)
    zoe = cast.join("fts", "Zoe Salt", [Role.MANAGER])
    room = evidence_page.before(cast.charity(), zoe, case, None, NOW).left
    add(hr, case, upload(b"x" * 3_000_000, "x.txt"), track=track)
    assert evidence_page.before(cast.charity(), zoe, case, None, NOW).left == room
    assert evidence_page.before(cast.charity(), hr, case, track, NOW).left != room
    seen = [item.row.id for item in evidence_page.listing(hr, case, NOW).items]
    assert len(seen) == 2
    assert of_case not in seen
    assert [item.row.id for item in evidence_page.listing(hr, case, NOW, track).items] == seen
    assert of_matter in seen
    with pytest.raises(NotFound):
        add(hr, case)
    with pytest.raises(NotFound):
        evidence_page.item_page(hr, case, of_case, NOW)
    chair = cast.join("fts", "Zoe Park", [Role.MANAGER])
    with pytest.raises(NotFound):
        evidence_page.listing(chair, case, NOW, track)
    assert [item.row.id for item in evidence_page.listing(chair, case, NOW).items] == [of_case]
    for use in (evidence_page.item_page, evidence_out.take_out, evidence_out.preview):
        with pytest.raises(NotFound):
            use(chair, case, of_matter, NOW)
    with pytest.raises(NotFound):
        evidence_beside.take_back(place(chair, case), of_matter, {"because": "x"})
    evidence_beside.take_back(place(hr, case, track), of_matter, {"because": "x"})


def test_one_flipped_bit_is_named(folder: Path, lead: Member, case: str) -> None:
    sound, made = add(lead, case), add(lead, case, upload(PDF, "x.pdf"))
    path = path_of(folder, made)
    body = bytearray(path.read_bytes())
    body[-3] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(body))
    with pytest.raises(evidence_out.Damaged, match=made):
        evidence_out.take_out(lead, case, made, NOW)
    mails = len(steps.rows("outbox"))
    checked = evidence_care.rehash(NOW)
    assert checked.files == 2
    (fault,) = checked.broken
    assert made in fault
    (said,) = steps.payloads("evidence_checked")
    assert said["broken"] == [fault]
    evidence_care.rehash(NOW + timedelta(days=7))
    (task,) = (row for row in steps.rows("task") if "evidence file is damaged" in str(row["title"]))
    assert "x.pdf" in str(task["title"]), "named once, until it is done"
    assert len(steps.rows("outbox")) == mails + 1
    assert taken_out(lead, case, sound)


def test_a_row_that_was_changed_with_its_file_is_named(folder: Path, lead: Member, case: str) -> None:
    made = add(lead, case)
    other = add(lead, case, upload(PDF, "x.pdf"))
    with db.engine().begin() as connection:
        for column in ("sha256", "sealed_sha256", "size"):
            connection.exec_driver_sql(
                f"UPDATE evidence SET {column} = (SELECT e.{column} FROM evidence e WHERE e.id = '{other}')"
                f" WHERE id = '{made}'"
            )
    path_of(folder, made).unlink()
    path_of(folder, made).write_bytes(path_of(folder, other).read_bytes())
    assert evidence_care.rehash(NOW).broken == (
        f"evidence file {made}: its row does not say what the trail says",
    )


def test_what_has_no_pair_is_found_and_only_old_files_are_swept(
    folder: Path, lead: Member, case: str
) -> None:
    made, gone = add(lead, case), add(lead, case)
    path_of(folder, gone).unlink()
    stray = files.put("0123456789abcdef0123456789abcdef", files.new_key(), upload().spool)
    assert stray.size == 0  # the passing place was at its end
    later = NOW + timedelta(days=365 * 20)
    found = evidence_care.unpaired(later)
    assert found.rows == (gone,)
    assert "0123456789abcdef0123456789abcdef" in found.files
    assert evidence_care.unpaired(NOW - timedelta(days=365 * 20)).files == ()
    assert "0123456789abcdef0123456789abcdef" in evidence_care.sweep(later)
    assert path_of(folder, made).exists()
    assert evidence_care.unpaired(later).files == ()
