"""Who reads which part of a trail: all, one matter, or its outline; and nobody counts what is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.faults import NotFound
from incidents.services.trail_page import PAGE, trail_of, trails_page
from incidents.store import db
from incidents.store.models import CaseFile
from tests.cast import NOW, join, report
from tests.databases import Database
from tests.drafted import Drafted, drafted
from tests.looking import entries, hide, let_in

SECRETS = ("photograph", "parent rang", "CR/1", "second person")


def note(made: Drafted, number: int) -> None:
    raw = {"body": f"Note {number}", "happened_on": "2026-11-20"}
    casework.note(made.manager, made.reference, None, f"key-{number:030}", raw, NOW)


def test_who_is_let_into_the_case_reads_every_word(database: Database) -> None:
    made = drafted()
    page = trail_of(made.manager, made.reference, NOW)
    assert (page.sound, page.outline) == (True, False)
    assert (page.checked, page.fault) == (0, "")
    assert "What happened" in dict(page.entries[0].details)
    assert page.entries[-1].what == "A report came in"


def test_reading_a_trail_is_an_entry(database: Database) -> None:
    made = drafted()
    before = entries()
    trail_of(made.manager, made.reference, NOW)
    assert entries() == before + 1


def test_an_auditor_reads_who_did_what_and_when_and_none_of_the_words(database: Database) -> None:
    made = drafted()
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    page = trail_of(auditor, made.reference, NOW)
    full = trail_of(made.manager, made.reference, NOW)
    assert page.outline
    assert page.sound
    assert page.checked == len(page.entries) == len(full.entries)
    assert [(told.at, told.what) for told in page.entries] == [(told.at, told.what) for told in full.entries]
    assert [told.by for told in page.entries[:-1]] == ["Maureen Tuffnell"] * (len(page.entries) - 1)
    assert page.entries[-1].by == "Someone who did not sign in"
    assert not any(told.details or told.lifted for told in page.entries)
    assert not any(secret in repr(page) for secret in SECRETS)


def test_an_auditor_reads_no_trail_that_is_hidden_from_them_and_finds_no_line_of_it(
    database: Database,
) -> None:
    made, other = drafted(), report()
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    hide(auditor, made.reference)
    with pytest.raises(NotFound):
        trail_of(auditor, made.reference, NOW)
    assert [case.reference for case in trails_page(auditor, NOW).cases] == [other]


def test_an_auditor_reads_nothing_of_another_charity(database: Database) -> None:
    made = drafted()
    foreign = join("hsbbh", "Some Auditor", [Role.AUDITOR])
    for reference in (made.reference, "FTS-2222-C", "", "\x00", "nonsense"):
        with pytest.raises(NotFound):
            trail_of(foreign, reference, NOW)
    assert trails_page(foreign, NOW).cases == ()


def test_who_also_leads_the_case_reads_it_in_full(database: Database) -> None:
    made = drafted()
    both = join("fts", "Both", [Role.AUDITOR, Role.MANAGER])
    assert not trail_of(both, made.reference, NOW).outline


def test_who_is_let_into_one_matter_reads_that_matter_only_and_no_number_betrays_the_rest(
    database: Database,
) -> None:
    made = drafted()
    partly = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    let_in(partly, made.reference, made.tracks["external_report:police"])
    page = trail_of(partly, made.reference, NOW)
    assert [told.what for told in page.entries] == ["Told them"]
    assert (page.checked, page.fault, page.older) == (0, "", "")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN, Role.HR, Role.HELPER, Role.SAFEGUARDING_LEAD])
def test_others_read_no_trail(database: Database, role: Role) -> None:
    made = drafted()
    other = join("fts", "Someone Else", [role])
    with pytest.raises(NotFound):
        trail_of(other, made.reference, NOW)
    with pytest.raises(NotFound):
        trails_page(other, NOW)


def test_a_long_trail_has_pages_that_join_without_a_gap(database: Database) -> None:
    made = drafted()
    for number in range(PAGE):
        note(made, number)
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    for reader in (made.manager, auditor):
        first = trail_of(reader, made.reference, NOW)
        second = trail_of(reader, made.reference, NOW, first.older)
        seqs = [told.seq for told in (*first.entries, *second.entries)]
        assert seqs == list(range(len(seqs), 0, -1))
        assert second.older == ""
        assert first.older.isalnum()
        assert not first.older.isdigit(), "a number would count what is hidden"


def test_the_days_of_happening_and_of_writing_stand_side_by_side(database: Database) -> None:
    made = drafted()
    note(made, 1)
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    for reader in (made.manager, auditor):
        told = trail_of(reader, made.reference, NOW).entries[0]
        assert (told.at, str(told.happened)) == (NOW, "2026-11-20")


@pytest.mark.parametrize("before", ["unknown", "\x00", "1", "' or 1=1"])
def test_a_place_that_is_not_in_this_trail_is_not_found(database: Database, before: str) -> None:
    made = drafted()
    with pytest.raises(NotFound):
        trail_of(made.manager, made.reference, NOW, before)


def test_a_broken_trail_is_said_to_be_broken_and_only_the_auditor_learns_where(database: Database) -> None:
    made = drafted()
    with db.work() as session:
        session.execute(
            sa.update(CaseFile).where(CaseFile.reference == made.reference).values(state="triage")
        )
    page = trail_of(made.manager, made.reference, NOW)
    assert (page.sound, page.fault) == (False, "")
    page = trail_of(join("fts", "Tobias Rendle", [Role.AUDITOR]), made.reference, NOW)
    assert not page.sound
    assert made.reference in page.fault


def test_the_list_of_trails_has_pages_newest_change_first(database: Database) -> None:
    auditor = join("fts", "Tobias Rendle", [Role.AUDITOR])
    made = [report(now=NOW + timedelta(minutes=number // 2)) for number in range(PAGE + 3)]
    first = trails_page(auditor, NOW)
    second = trails_page(auditor, NOW, first.older)
    found = [case.reference for case in (*first.cases, *second.cases)]
    assert len(first.cases) == PAGE
    assert second.older is None
    assert sorted(found) == sorted(made)
    changed = [case.changed_at for case in (*first.cases, *second.cases)]
    assert changed == sorted(changed, reverse=True)


def test_who_is_no_auditor_finds_the_cases_they_may_see(database: Database) -> None:
    made = drafted()
    trustee = join("fts", "Gwilym Prosser", [Role.TRUSTEE])
    assert [case.reference for case in trails_page(made.manager, NOW).cases] == [made.reference]
    assert trails_page(trustee, NOW).cases == ()
