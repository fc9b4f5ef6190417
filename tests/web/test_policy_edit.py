"""Changing the policy on its pages: a copy, small forms, a file, and a version looked at once more."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask

from config import HERE
from incidents.domain.policy import canonical
from incidents.domain.words import Role
from incidents.services.actors import Member
from incidents.store import policy_files
from tests.cast import Visitor, browse, charity, join
from tests.databases import Database
from tests.filled import Sent, says, sent_by
from tests.web.looked_at import below, links

COPY = "/policy/change"
DAY = {"day-day": "1", "day-month": "12", "day-year": "2026"}
FILE = (HERE / "policies" / "fts.yaml").read_bytes()


@pytest.fixture
def admin(sqlite: Database) -> Member:
    return join("fts", "Ines Carvalho", [Role.ADMIN])


@pytest.fixture
def visitor(app: Flask, admin: Member) -> Visitor:
    """An administrator with a copy."""
    visitor = browse(app, member=admin)
    visitor.post(f"{COPY}/begin", {})
    return visitor


def press(visitor: Visitor, path: str, status: int = 302, **answers: object) -> str:
    """Open a form, give these answers and send it; the page that comes back."""
    sent: Sent = {**sent_by(visitor.get(path)), **answers}
    return visitor.post(path, sent, status).get_data(as_text=True)


def send(visitor: Visitor, raw: bytes, status: int = 302, name: str = "new.yaml") -> str:
    """Send a file; the page that comes back."""
    return visitor.post(f"{COPY}/upload", {"file": (io.BytesIO(raw), name)}, status).get_data(as_text=True)


def test_an_administrator_comes_to_it_from_the_policy_and_others_do_not(app: Flask, admin: Member) -> None:
    assert below(links(browse(app, member=admin).get("/policy"))["Change the policy"]) == COPY
    manager = browse(app, member=join("fts", "Mary Marsh", [Role.MANAGER]))
    assert "Change the policy" not in manager.get("/policy")


def test_a_copy_is_begun_and_shown_part_by_part(app: Flask, admin: Member) -> None:
    visitor = browse(app, member=admin)
    page = visitor.get(COPY)
    assert "Begin a copy" in page
    assert below(visitor.post(f"{COPY}/begin", {}).location) == COPY
    page = visitor.get(COPY)
    assert "Nothing yet: it says the same as version 1" in page
    found = links(page)
    for name in ("The paper", "When it is reviewed", "Business Manager", "FTS-TS-05", "Add a clause"):
        assert name in found, name
    for clause in charity().policy.clauses:
        assert clause.rule in says(page)


def test_every_form_of_a_copy_is_a_sound_page(visitor: Visitor) -> None:
    found = {below(href) for href in links(visitor.get(COPY)).values() if f"{COPY}/" in href}
    assert len(found) > 40
    for path in sorted(found):
        visitor.get(path)
    for part in ("posts", "receivers", "clauses"):
        visitor.get(f"{COPY}/{part}/1/take-away")


def test_a_change_is_kept_and_said_in_words(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="2027-05")
    page = visitor.get(COPY)
    assert "Kept in your copy." in page
    assert "The next review changes from not stated to “2027-05”." in page
    assert charity().number == 1


def test_what_was_typed_is_kept_when_it_cannot_be_read(visitor: Visitor) -> None:
    page = press(visitor, f"{COPY}/review", 422, months="often", note="A <b>note</b>")
    assert "Enter a whole number in figures" in page
    assert 'value="often"' in page
    assert "A &lt;b&gt;note&lt;/b&gt;" in page
    assert "Nothing yet" in visitor.get(COPY)


def test_a_fault_stands_beside_its_box_and_in_the_list(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="soon")
    page = visitor.get(COPY)
    assert "What has to be put right first" in page
    assert "Install this as a new version" not in page
    assert below(links(page)["When it is reviewed"]) == f"{COPY}/review"
    form = visitor.get(f"{COPY}/review")
    assert re.search(
        r'id="next_review-error">.*?&#39;soon&#39; is not a date: write it as 2026-11', form, re.DOTALL
    )
    press(visitor, f"{COPY}/review", next_review="2027-05")
    assert "What has to be put right first" not in visitor.get(COPY)


def test_a_clause_is_added_changed_and_taken_away(visitor: Visitor) -> None:
    clause = {
        "id": "FTS-V-99",
        "section": "Volunteers",
        "rule": "A new rule.",
        "kind": "duty",
        "force": "must",
        "binds": ["volunteer", "business_manager"],
        "category": "governance",
        "route": "none_stated",
    }
    assert "It begins with FTS-" in visitor.get(f"{COPY}/clauses/add")
    page = press(visitor, f"{COPY}/clauses/add", 422, **{**clause, "id": "FTS-TS-05"})
    assert "stands twice" in page
    assert "A new rule." in page
    press(visitor, f"{COPY}/clauses/add", **clause)
    assert "Clause FTS-V-99 is new: A new rule." in visitor.get(COPY)
    path = below(links(visitor.get(COPY))["FTS-V-99"])
    press(visitor, path, rule="A better rule.")
    assert "Clause FTS-V-99 is new: A better rule." in visitor.get(COPY)
    assert "A better rule." in visitor.get(f"{path}/take-away")
    press(visitor, f"{path}/take-away")
    assert "Nothing yet" in visitor.get(COPY)


def test_a_form_from_before_another_change_is_kept_for_copying(visitor: Visitor) -> None:
    old = sent_by(visitor.get(f"{COPY}/clauses/1"))
    press(visitor, f"{COPY}/clauses/1/take-away")
    late = {**old, "rule": "What I typed so long."}
    page = visitor.post(f"{COPY}/clauses/1", late, 409).get_data(as_text=True)
    assert "Your copy was changed in another window" in page
    assert "What I typed so long." in page
    assert "Keep this in the copy" not in page
    late_too = {"key": "a-key-of-sixteen-marks", "version": "1"}
    again = visitor.post(f"{COPY}/clauses/1/take-away", late_too, 409).get_data(as_text=True)
    assert "Your copy was changed in another window" in again


def test_the_file_that_is_taken_is_the_version_in_force(visitor: Visitor) -> None:
    answer = visitor.client.get("/fts/policy/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fts-policy-1.yaml"'
    assert answer.mimetype == "application/yaml"
    assert canonical(policy_files.parse(answer.data, file="x")) == canonical(charity().policy)
    send(visitor, answer.data)
    assert "Nothing yet" in visitor.get(COPY)


def test_a_file_is_sent_and_shows_what_it_would_change(visitor: Visitor) -> None:
    assert "You have a copy already" in visitor.get(f"{COPY}/upload")
    send(visitor, FILE.replace(b"short_name: ", b"short_name: New ", 1))
    assert "The charity&#39;s short name changes" in visitor.get(COPY)
    assert charity().number == 1


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "", "Choose a file"),
        (b"a: [1", "bad.yaml", "bad.yaml, line 1: broken YAML"),
        (b"\xff\xfe", "bad.yaml", "is not in UTF-8"),
        (b"id: hss\ncode: HSS", "hss.yaml", "which never changes"),
        (b"a: [1", "<script>\u202e.yaml", "&lt;script&gt;.yaml, line 1"),
        (b"a: [1", "x" * 300, "x" * 60 + ", line 1"),
    ],
)
def test_what_cannot_be_taken_is_said_in_the_parsers_words(
    visitor: Visitor, raw: bytes, name: str, said: str
) -> None:
    assert said in send(visitor, raw, 422, name)
    assert "Nothing yet" in visitor.get(COPY)


@pytest.mark.parametrize(
    ("size", "status", "said"),
    [(700_000, 302, ""), (1_200_000, 413, "At most 1 MB")],
    ids=["large", "too large"],
)
def test_a_file_that_is_too_large_is_answered_in_words(
    visitor: Visitor, size: int, status: int, said: str
) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="large.yaml"\r\n\r\n'
    body = head + FILE + b"\n# " + b"x" * size + b"\r\n--x--\r\n"
    answer = visitor.client.post(
        f"/fts{COPY}/upload", data=body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


def test_a_version_is_looked_at_once_more_and_installed(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="2027-05")
    path = below(links(visitor.get(COPY))["Install this as a new version"])
    page = press(visitor, path, 200, **DAY, because="The trustees agreed it.")
    assert "Install version 2?" in page
    assert "1 December 2026" in says(page)
    assert "The trustees agreed it." in says(page)
    assert "The next review changes from not stated to “2027-05”." in page
    assert charity().number == 1
    assert below(visitor.post(f"{path}/now", sent_by(page)).location) == "/policy"
    assert below(visitor.post(f"{path}/now", sent_by(page)).location) == "/policy", "pressed twice"
    shown = visitor.get("/policy")
    assert "Version 2 is installed." in shown
    assert "A new version is coming" in shown
    assert charity().number == 2
    assert "Begin a copy" in visitor.get(COPY)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Fill in: why is the policy changed?"),
        ({"because": "So"}, "Fill in: from which day does it hold?"),
        ({**DAY, "day-month": "11", "because": "So"}, "Choose today or a day to come"),
        ({**DAY, "day-month": "13", "because": "So"}, "month"),
    ],
)
def test_what_is_missing_is_asked_for(visitor: Visitor, answers: dict[str, object], said: str) -> None:
    press(visitor, f"{COPY}/review", next_review="2027-05")
    page = press(visitor, f"{COPY}/install", 422, **answers)
    assert said in page
    assert answers.get("because", "") in page


def test_what_is_installed_is_what_was_looked_at(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="2027-05")
    sure = sent_by(press(visitor, f"{COPY}/install", 200, **DAY, because="The trustees agreed it."))
    press(visitor, f"{COPY}/review", next_review="2027-06")
    page = visitor.post(f"{COPY}/install/now", sure, 409).get_data(as_text=True)
    assert "was changed since you looked at it. Look at it once more." in page
    assert "The trustees agreed it." in page
    for bad in ({**sure, "day": "2026-11-20"}, {**sure, "day": "x"}, {}):
        visitor.post(f"{COPY}/install/now", {**bad, "key": "a-key-of-sixteen-marks"}, 422)
    assert charity().number == 1


def test_a_faulty_copy_cannot_be_installed_by_its_address(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="soon")
    page = press(visitor, f"{COPY}/install", 422, **DAY, because="So")
    assert "Something in the copy has to be put right before it is installed" in page


def test_a_copy_is_thrown_away(visitor: Visitor) -> None:
    press(visitor, f"{COPY}/review", next_review="2027-05")
    assert "The next review changes" in visitor.get(f"{COPY}/throw-away")
    press(visitor, f"{COPY}/throw-away")
    assert "Your copy was thrown away." in visitor.get(COPY)


FORMS = (
    f"{COPY}/review",
    f"{COPY}/clauses/1",
    f"{COPY}/clauses/add",
    f"{COPY}/clauses/1/take-away",
    f"{COPY}/throw-away",
    f"{COPY}/install",
)


@pytest.mark.parametrize("path", [*FORMS, f"{COPY}/install/now", f"{COPY}/begin"])
def test_without_a_copy_every_form_leads_to_where_one_is_begun(app: Flask, admin: Member, path: str) -> None:
    visitor = browse(app, member=admin)
    answer = visitor.client.get(f"/fts{path}")
    assert answer.status_code == 302
    if path not in (f"{COPY}/begin", f"{COPY}/throw-away"):
        assert visitor.post(path, {}).status_code == 302
        assert "There is no copy of yours any more" in visitor.get(COPY)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMIN, Role.OPERATOR)])
def test_nobody_else_finds_these_pages(app: Flask, sqlite: Database, role: Role) -> None:
    other = browse(app, member=join("fts", "Someone", [role]))
    for path in (COPY, "/policy/file", f"{COPY}/upload", *FORMS):
        other.get(path, 404)
    for path in (f"{COPY}/begin", f"{COPY}/upload", f"{COPY}/install/now", *FORMS):
        other.post(path, {}, 404)


@pytest.mark.parametrize(
    "path", [f"{COPY}/clauses/0", f"{COPY}/clauses/999", f"{COPY}/posts/99/take-away", f"{COPY}/nothing"]
)
def test_a_part_that_there_is_not_is_not_found(visitor: Visitor, path: str) -> None:
    visitor.get(path, 404)


def test_what_was_typed_when_the_sign_in_ended_comes_back(app: Flask, visitor: Visitor) -> None:
    sent = {**sent_by(visitor.get(f"{COPY}/review")), "note": "Typed so carefully"}
    with visitor.client.session_transaction() as cookie:
        kept = dict(cookie)
        cookie.clear()
    assert visitor.client.post(f"/fts{COPY}/review", data=sent).status_code == 302
    with visitor.client.session_transaction() as cookie:
        cookie.update(kept)
    page = visitor.get(f"{COPY}/review")
    assert "Typed so carefully" in page
    visitor.post(f"{COPY}/review", sent_by(page))
    assert "Typed so carefully" in visitor.get(COPY)
