"""The pages of other bodies' forms: what is missing, copying box by box, filling in, and taking a copy."""

from __future__ import annotations

import hashlib
import io

import pytest
from flask import Flask
from pypdf import PdfReader

from incidents.domain.forms import FORMS
from incidents.domain.words import Role
from incidents.services.forms import groups
from incidents.services.trail_page import trail_of
from tests.cast import NOW, Visitor, browse, join
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.filled import has_button, says, sent_by
from tests.looking import entries, exports, hide, let_in, records
from tests.services.test_forms import fill, group_of

ASKED = {"recipient": "Our chair", "purpose": "To look at it", "minimise": "yes"}


@pytest.fixture
def made(sqlite: Database) -> Drafted:
    return drafted()


@pytest.fixture
def manager(app: Flask, made: Drafted) -> Visitor:
    return browse(app, member=made.manager)


@pytest.fixture
def at(made: Drafted) -> str:
    return f"/cases/{made.reference}/forms"


def test_the_case_leads_to_its_forms_and_these_to_papers_and_letters(
    manager: Visitor, made: Drafted, at: str
) -> None:
    assert f'href="/fts{at}"' in manager.get(f"/cases/{made.reference}")
    page = manager.get(at)
    for key in ("charity_commission", "ico"):
        assert FORMS[key].title in page
        assert f'href="/fts{at}/{key}"' in page
    assert f"of {len(FORMS['charity_commission'].rows)} questions are answered" in page
    assert "/papers/chronology" in page
    assert f'href="/fts/cases/{made.reference}/letters"' in page


def test_a_form_says_what_is_missing_who_can_answer_and_gives_each_answer_to_copy(
    manager: Visitor, made: Drafted, at: str
) -> None:
    fill(made, "charity_commission", what_happened="Maureen saw <b>a photograph</b>.")
    page = manager.get(f"{at}/charity_commission")
    assert "Questions that still need an answer" in page
    assert "The chair, for the whole board" in page
    assert 'value="Maureen saw &lt;b&gt;a photograph&lt;/b&gt;."' in page
    assert "This seems to name someone: Maureen." in page
    assert 'data-copies="box-what_happened"' in page
    assert "Nobody had asked for consent." in page
    assert [row.key for row in FORMS["charity_commission"].rows] == [
        part.split('"')[0] for part in page.split('aria-labelledby="row-')[1:]
    ]
    assert exports() == []


def test_a_limit_typed_on_the_page_marks_what_is_longer(manager: Visitor, made: Drafted, at: str) -> None:
    fill(made, "charity_commission", what_happened="A photograph of a family.")
    page = says(manager.get(f"{at}/charity_commission?limit=10"))
    assert "25 of 10 characters : 15 too many" in page
    for nonsense in ("0", "-3", "ten", "9999999", "٣"):
        assert "too many" not in manager.get(f"{at}/charity_commission?limit={nonsense}")


def test_what_is_typed_is_kept_and_a_day_that_is_none_is_asked_for_again(
    manager: Visitor, made: Drafted, at: str
) -> None:
    path = f"{at}/charity_commission/fill/{group_of('charity_commission', 'declared_on')}"
    sent = sent_by(manager.get(path)) | {"declared_by": "The chair"}
    wrong = {"declared_on-day": "31", "declared_on-month": "2", "declared_on-year": "2026"}
    page = manager.post(path, sent | wrong, 422).get_data(as_text=True)
    assert 'value="The chair"' in page
    assert 'value="31"' in page
    before = entries()
    manager.post(path, sent)
    manager.post(path, sent)
    assert entries() == before + 1, "sent twice, it acts once"
    assert 'value="The chair"' in manager.get(f"{at}/charity_commission")
    late = manager.post(path, sent | {"key": "another-key-of-a-page", "declared_by": "I"}, 409)
    assert "Declared by (post): it now says “The chair”" in late.get_data(as_text=True)


def test_a_copy_to_check_is_a_file_and_sending_waits_for_the_board(
    manager: Visitor, made: Drafted, at: str
) -> None:
    path = f"{at}/charity_commission/take"
    sent = sent_by(manager.get(path)) | ASKED
    page = manager.post(path, sent | {"use": "send", "format": "pdf"}, 422).get_data(as_text=True)
    assert "only with the board’s authority" in says(page)
    assert 'value="Our chair"' in page
    answer = manager.post(path, sent | {"use": "check", "format": "pdf"}, 200)
    assert answer.mimetype == "application/pdf"
    name = f"{made.reference}-charity-commission.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    words = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert words.startswith("Draft: not yet authorised by the board")
    assert records()[0].sha256 == hashlib.sha256(answer.data).digest()
    newest = trail_of(made.manager, made.reference, NOW).entries[0]
    assert newest.what == "Took a copy out"
    assert ("For", "Our chair") in newest.details


def test_others_find_no_forms(app: Flask, made: Drafted, at: str) -> None:
    hidden = join("fts", "Close Friend", [Role.MANAGER])
    hide(hidden, made.reference)
    hr = join("fts", "Staff Procedures", [Role.HR])
    let_in(hr, made.reference, None)
    for who in (hidden, hr, join("fts", "Ana Abbot", [Role.ADMIN])):
        visitor = browse(app, member=who)
        for path in (f"{at}/ico", f"{at}/ico/fill/1", f"{at}/ico/take"):
            visitor.get(path, 404)
        visitor.post(f"{at}/ico/fill/1", {"what_happened": "x"}, 404)
        visitor.post(f"{at}/ico/take", {**ASKED, "format": "pdf"}, 404)
    letters = browse(app, member=hr).get(at)
    assert "Write a letter" in letters
    assert "ICO" not in says(letters)
    assert "Forms and letters" in browse(app, member=hr).get(f"/cases/{made.reference}")
    browse(app, member=hidden).get(at, 404)
    assert records() == []


@pytest.mark.parametrize("path", ["nothing", "ico/fill/0", "ico/fill/99", "ico/fill/x", "ico/../../x"])
def test_an_address_that_leads_nowhere_is_not_found(manager: Visitor, at: str, path: str) -> None:
    manager.get(f"{at}/{path}", 404)


def test_a_form_is_filled_page_by_page_with_the_reports_own_words_beside_the_story(
    manager: Visitor, made: Drafted
) -> None:
    base = f"/cases/{made.reference}/forms/charity_commission"
    first = manager.get(f"{base}/fill/1")
    assert has_button(first, "Keep this and go on")
    answer = manager.post(f"{base}/fill/1", {**sent_by(first), "do": "onward"})
    assert answer.headers["Location"].endswith(f"{base}/fill/2"), "what is right needs no change to go on"
    assert "Nothing was changed" in manager.post(
        f"{base}/fill/1", sent_by(manager.get(f"{base}/fill/1")), 422
    ).get_data(as_text=True)
    pages = len(groups(FORMS["charity_commission"]))
    last = manager.get(f"{base}/fill/{pages}")
    assert not has_button(last, "Keep this and go on")
    quoting = [n for n in range(1, pages + 1) if "word for word" in manager.get(f"{base}/fill/{n}")]
    assert len(quoting) == 1
    page = manager.get(f"{base}/fill/{quoting[0]}")
    assert "A volunteer put a photograph of a family online." in page
    sent = {**sent_by(page), "what_happened": "A volunteer put it online.", "do": "onward"}
    assert manager.post(f"{base}/fill/{quoting[0]}", sent).headers["Location"].endswith(str(quoting[0] + 1))
    assert "word for word" not in manager.get(f"/cases/{made.reference}/forms/police/fill/1")
