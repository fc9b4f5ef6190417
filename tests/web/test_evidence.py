"""Evidence on its pages: the question first, the file, what is said when it is not taken, and the way out."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from incidents.domain.evidence import FILE_LIMIT
from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.actors import Member
from incidents.store import files
from tests import cast, databases, steps
from tests.cast import NOW, Visitor, browse
from tests.hostile.files import HIDDEN, PDF, SCRIPT, picture, telling_jpeg
from tests.scanner import answering
from tests.uploads import path_of

DAY = {"captured_on-day": "20", "captured_on-month": "11", "captured_on-year": "2026"}
TOLD = {
    "sexual": "no",
    "shows": "A comment about a family",
    "captured_by": "Kim",
    "still_online": "yes",
    **DAY,
}


@pytest.fixture(autouse=True)
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An evidence folder of this test's own."""
    files.bind(tmp_path, databases.MASTER_KEY)
    yield tmp_path
    files.bind(databases.EVIDENCE, databases.MASTER_KEY)


@pytest.fixture
def lead(app: Flask, sqlite: databases.Database) -> Member:
    return cast.join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"])


@pytest.fixture
def case(lead: Member) -> str:
    return steps.opened(lead)


def sent(body: bytes, name: str, **more: object) -> dict[str, object]:
    return {**TOLD, "file": (io.BytesIO(body), name), **more}


def send(visitor: Visitor, case: str, body: bytes, name: str = "x.png", **more: object) -> str:
    """A new piece of evidence, sent by the form; its id."""
    visitor.post(f"/cases/{case}/evidence/new?shows=no", sent(body, name, **more))
    return str(max(steps.rows("evidence"), key=lambda row: str(row["added_at"]))["id"])


def test_from_the_question_to_the_file_and_out_again(app: Flask, lead: Member, case: str) -> None:
    ada = browse(app, "fts", lead)
    assert "Evidence" in ada.get(f"/cases/{case}")
    at = f"/cases/{case}/evidence"
    assert "No evidence yet" in ada.get(at)
    question = ada.get(f"{at}/add")
    assert "<h1>Does it show a child, or anyone, sexually or undressed?</h1>" in question
    assert f"{at}/new?shows=no" in question
    assert ada.client.get(f"/fts{at}/new").headers["Location"].endswith(f"{at}/add")
    form = ada.get(f"{at}/new?shows=no")
    assert 'enctype="multipart/form-data"' in form
    assert 'value="Ada Okoro"' in form
    assert "Save this post only" not in question + form
    body = telling_jpeg()
    made = send(ada, case, body, "IMG.jpg", address="https://example.org/1", shown_zone="uk")
    listed = ada.get(at)
    assert "A comment about a family" in listed
    assert "Not scanned" in listed
    assert "<img" not in listed
    page = ada.get(f"{at}/{made}")
    for words in ("https://example.org/1", "UK time", "IMG.jpg", "Added evidence", "Show the picture"):
        assert words in page, words
    out = ada.client.get(f"/fts{at}/{made}/file")
    assert out.get_data() == body
    assert out.headers["Content-Disposition"] == f'attachment; filename="evidence-{made[:8]}.jpg"'
    assert out.headers["Content-Type"] == "application/octet-stream"
    assert out.headers["Content-Security-Policy"].startswith("sandbox")
    assert out.headers["X-Content-Type-Options"] == "nosniff"
    assert out.headers["Cache-Control"] == "no-store"
    for kind in ("picture", "copy"):
        small = ada.client.get(f"/fts{at}/{made}/{kind}")
        assert small.get_data().startswith(b"\x89PNG")
        assert HIDDEN not in small.get_data()
        assert small.headers["Content-Security-Policy"].startswith("sandbox")
        assert "frame-ancestors 'none'" in small.headers["Content-Security-Policy"]
    assert "Took a copy of evidence out" in ada.get(f"{at}/{made}")


def test_what_is_wrong_is_said_and_what_was_typed_stays(app: Flask, lead: Member, case: str) -> None:
    ada = browse(app, "fts", lead)
    path = f"/cases/{case}/evidence/new?shows=no"
    # what is sent, what is read
    for told, words in (
        (sent(b"<html>" + SCRIPT, "page.png"), "This is a web page or a drawing"),
        (sent(b"", ""), "Choose a file"),
        (sent(b"", "x.png"), "This file is empty"),
        (sent(PDF, "x.pdf", captured_by=""), "Fill in: who captured it?"),
        (
            sent(
                PDF,
                "x.pdf",
                shown_zone="uk",
                shown_time="1:30am",
                **{"shown_on-day": "25", "shown_on-month": "10", "shown_on-year": "2026"},
            ),
            "Which of the two it was",
        ),
        (sent(PDF, "x.pdf", sexual="yes"), "Do not send this file"),
        (sent(PDF, "x.pdf", sexual=""), "Choose: does it show a child"),
        ({**TOLD, "file": "text and no file"}, "Choose a file"),
    ):
        page = ada.post(path, told, 422).get_data(as_text=True)
        assert words in page, words
        assert "There is a problem" in page
        assert "A comment about a family" in page
        assert "the file again" in page or words in page
    assert not steps.rows("evidence")


def test_a_name_and_words_that_are_scripts_are_only_words(app: Flask, lead: Member, case: str) -> None:
    ada = browse(app, "fts", lead)
    made = send(
        ada,
        case,
        picture("PNG"),
        "<img src=x onerror=alert(1)>.png",
        shows=SCRIPT.decode(),
    )
    for page in (
        ada.get(f"/cases/{case}/evidence"),
        ada.get(f"/cases/{case}/evidence/{made}"),
        ada.get(f"/cases/{case}"),
    ):
        assert SCRIPT.decode() not in page
        assert "<img src=x" not in page
    out = ada.client.get(f"/fts/cases/{case}/evidence/{made}/file")
    assert re.fullmatch(
        r'attachment; filename="evidence-[0-9a-f]{8}\.png"', out.headers["Content-Disposition"]
    )


def raw(body: bytes, name: str) -> dict[str, Any]:
    """A form with a file as it goes over the wire: the test's browser would write a large one to disk."""
    fields = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in TOLD.items()
    )
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    data = fields.encode() + head.encode() + body + b"\r\n--edge--\r\n"
    return {"data": data, "content_type": "multipart/form-data; boundary=edge"}


def on_disk(words: bytes) -> list[str]:
    """The files this process holds open, those without a name too, in which the words can be read."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            if stat.S_ISREG(handle.stat().st_mode) and words in handle.read_bytes():
                found.append(str(handle.readlink()))
        except OSError:  # closed meanwhile, or not to be read
            continue
    return found


def test_no_plain_byte_lies_on_disk_while_it_comes_in_or_goes_out(
    app: Flask, lead: Member, case: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, put, seen = browse(app, "fts", lead).client, files.put, []

    def looking(*told: Any) -> Any:
        seen.extend(on_disk(b"canary"))
        return put(*told)

    monkeypatch.setattr(files, "put", looking)
    path = f"/fts/cases/{case}/evidence/new?shows=no"
    assert client.post(path, **raw(b"canary " * 200_000, "long.txt")).status_code == 302
    (row,) = steps.rows("evidence")
    out = client.get(f"/fts/cases/{case}/evidence/{row['id']}/file")
    first = next(iter(out.response))
    assert b"canary" in first
    seen += on_disk(b"canary")
    out.close()
    assert seen == []
    everything = [one for one in folder.rglob("*") if one.is_file()]
    assert everything
    assert not [one for one in everything if b"canary" in one.read_bytes()]
    with (folder / "planted").open("wb+") as planted:  # what would be found
        planted.write(b"canary")
        planted.flush()
        assert on_disk(b"canary") == [str(folder / "planted")]


def test_a_large_file_goes_through_and_a_larger_one_does_not(
    app: Flask, lead: Member, case: str, folder: Path
) -> None:
    client = browse(app, "fts", lead).client
    path = f"/fts/cases/{case}/evidence/new?shows=no"
    assert client.post(path, **raw(b"canary " * 400_000, "long.txt")).status_code == 302
    (row,) = steps.rows("evidence")
    assert row["size"] == 2_800_000
    assert path_of(folder, str(row["id"])).stat().st_size > 2_800_000
    answer = client.post(path, **raw(bytes(FILE_LIMIT + 2_000_000), "x.png"))
    assert answer.status_code == 413
    assert "50 MB as evidence" in answer.get_data(as_text=True)
    # Nobody else may send as much: not elsewhere, and not without a sign-in.
    large = raw(bytes(1_500_000), "x.png")
    assert client.post(f"/fts/cases/{case}/note", **large).status_code == 413
    stranger = browse(app).client.post(path, **large)
    assert stranger.status_code == 302
    assert "/sign-in" in stranger.headers["Location"]
    assert len(steps.rows("evidence")) == 1
    assert not list((folder / "incoming").iterdir())


def test_where_nothing_may_be_copied(app: Flask, lead: Member, case: str) -> None:
    cast.join("fts", "Sal Adeyemi", [Role.SAFEGUARDING_LEAD])
    ada = browse(app, "fts", lead)
    path = f"/cases/{case}/evidence/address"
    page = ada.get(path)
    for words in ("Internet Watch Foundation", "101", "Sal Adeyemi", "Do not copy it, save it or send it"):
        assert words in page, words
    assert "Fill in: its address" in ada.post(path, {"told": "The police"}, 422).get_data(as_text=True)
    ada.post(path, {"address": "https://example.org/1", "told": "The police"})
    assert "https://example.org/1" in ada.get(f"/cases/{case}")


def test_a_safeguarding_lead_from_whom_it_is_hidden_is_not_named(app: Flask, lead: Member, case: str) -> None:
    sal = cast.join("fts", "Sal Adeyemi", [Role.SAFEGUARDING_LEAD])
    about = {"known": sal.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), lead, case, "the form", about, NOW)
    page = browse(app, "fts", lead).get(f"/cases/{case}/evidence/address")
    assert "Sal Adeyemi" not in page
    assert "turn to whoever leads the case" in page


def test_where_the_policy_forbids_looking_people_up_it_is_said(
    app: Flask, sqlite: databases.Database
) -> None:
    ceo = cast.join("hsbbh", "Rae Lind", [Role.MANAGER])
    case = steps.opened(ceo, slug="hsbbh")
    rae = browse(app, "hsbbh", ceo)
    for page in (rae.get(f"/cases/{case}/evidence/add"), rae.get(f"/cases/{case}/evidence/new?shows=no")):
        assert "Save this post only" in page
        assert "HSBBH-1.8" in page


def test_a_newer_version_and_taking_one_back(app: Flask, lead: Member, case: str) -> None:
    ada = browse(app, "fts", lead)
    made = send(ada, case, picture("PNG"))
    at = f"/cases/{case}/evidence"
    assert f"{at}/add?replaces={made}" in ada.get(f"{at}/{made}")
    form = ada.get(f"{at}/new?shows=no&replaces={made}")
    assert "It takes the place of x.png" in form
    assert "A comment about a family" in form
    ada.post(f"{at}/new?shows=no&replaces={made}", sent(PDF, "y.pdf"))
    assert "There is a newer version" in ada.get(f"{at}/{made}")
    ada.get(f"{at}/new?shows=no&replaces={made}", 404)
    newer = next(str(row["id"]) for row in steps.rows("evidence") if row["replaces_id"])
    back = f"{at}/{newer}/take-back"
    assert "Why should it no longer count?" in ada.get(back)
    ada.post(back, {"because": ""}, 422)
    ada.post(back, {"because": "It is of another case"})
    assert "It is of another case" in ada.get(f"{at}/{newer}")
    assert "Taken back" in ada.get(at)
    ada.get(back, 404)


def test_who_may_not_know_of_it_gets_the_same_answer_everywhere(app: Flask, lead: Member, case: str) -> None:
    made = send(browse(app, "fts", lead), case, picture("PNG"))
    other = steps.opened(lead)
    tom = browse(app, "fts", cast.join("fts", "Tom Ray", [Role.TRUSTEE]))
    at = f"/cases/{case}/evidence"
    for path in (
        at,
        f"{at}/add",
        f"{at}/new?shows=no",
        f"{at}/address",
        f"{at}/{made}",
        f"{at}/{made}/take-back",
    ):
        tom.get(path, 404)
    for kind in ("file", "copy", "picture"):
        tom.get(f"{at}/{made}/{kind}", 404)
    tom.post(f"{at}/new?shows=no", sent(PDF, "x.pdf"), 404)
    tom.post(f"{at}/address", {"address": "x"}, 404)
    tom.post(f"{at}/{made}/take-back", {"because": "x"}, 404)
    browse(app, "fts", lead).get(f"/cases/{other}/evidence/{made}", 404)
    assert len(steps.rows("evidence")) == 1


def test_with_a_scanner_nothing_leaves_unscanned(
    app: Flask, lead: Member, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = browse(app, "fts", lead)
    here, known = app.config["CANDOUR"], set[str]()
    # what the scanner says (None: nobody is there), what is read, whether the file can be taken out
    for answer, words, status in (
        (b"stream: OK\0", "No virus found", 200),
        (b"stream: Bad.Thing FOUND\0", "A virus was found", 404),
        (b"stream: Heuristics.Limits.Exceeded FOUND\0", "Could not be scanned", 200),
        (None, "Waiting to be scanned", 404),
    ):
        clamd = str(tmp_path / ("s" if answer else "nobody"))
        monkeypatch.setitem(app.config, "CANDOUR", here.model_copy(update={"clamd": clamd}))
        with answering(tmp_path, answer) if answer else nullcontext():
            ada.post(f"/cases/{case}/evidence/new?shows=no", sent(picture("PNG"), "x.png"))
        (made,) = {str(row["id"]) for row in steps.rows("evidence")} - known
        known.add(made)
        page = ada.get(f"/cases/{case}/evidence/{made}")
        assert words in page
        assert ("Take the file out" in page) is (status == 200)
        assert ("Show the picture" in page) is (status == 200)
        assert ada.client.get(f"/fts/cases/{case}/evidence/{made}/file").status_code == status


def test_all_of_it_as_one_file(app: Flask, lead: Member, case: str) -> None:
    ada = browse(app, "fts", lead)
    send(ada, case, picture("PNG"))
    at = f"/cases/{case}/evidence/all"
    assert at in ada.get(f"/cases/{case}/evidence")
    assert "Who is this copy for?" in ada.get(at)
    assert "There is a problem" in ada.post(at, {}, 422).get_data(as_text=True)
    answer = ada.post(at, {"recipient": "A tribunal", "purpose": "The hearing"}, 200)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{case}-evidence.zip"'
    assert answer.get_data().startswith(b"PK\x03\x04")


def test_a_file_that_was_changed_is_named_and_does_not_leave(
    app: Flask, lead: Member, case: str, folder: Path
) -> None:
    ada = browse(app, "fts", lead)
    made = send(ada, case, PDF, "x.pdf")
    path = path_of(folder, made)
    body = bytearray(path.read_bytes())
    body[-1] ^= 4
    path.unlink()
    path.write_bytes(bytes(body))
    page = ada.get(f"/cases/{case}/evidence/{made}/file", 500)
    assert "This file is not what was put here" in page
    assert made in page
