"""What a case knows of what forms ask: a rich case, fact by fact; an empty one; nothing that is hidden."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

import pytest

from incidents.domain.machine import Refused
from incidents.domain.policy_words import Standing
from incidents.domain.words import Body, Role
from incidents.services import charity_details, delegations, form_facts
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.forms import whole
from incidents.services.gather import scene
from incidents.store.db import read
from tests import steps
from tests.cast import NOW, charity, join, report
from tests.databases import Database
from tests.drafted import Drafted, act, drafted
from tests.looking import hide, let_in
from tests.uploads import add, upload


def known(
    actor: Member, reference: str, body: Body = Body.CHARITY_COMMISSION, now: datetime = NOW
) -> dict[str, object]:
    with read() as session:
        here = scene(session, actor, reference, None, now)
        return form_facts.known(session, charity(), here, now, body)


def rich() -> Drafted:
    """A drafted case with all that a reporter can tell, people in it, and a post that was made safe."""
    made = drafted(
        story="She put the picture of the boy online.",
        place="Facebook",
        address="https://example.org/p/1",
        occurred_from=date(2026, 11, 14),
        occurred_to=date(2026, 11, 16),
        precision="day",
        still_online="yes",
        reached_how="A neighbour rang the office.",
        name="Ada Fenn",
    )
    steps.name(made.manager, made.reference, "Priya Nair", Standing.STAFF)
    steps.name(made.manager, made.reference, "The Okoro family", Standing.FAMILY, "affected")
    saved = {"unsafe_to_copy": "no", "where_kept": "The locked drawer", "saved_on": "2026-11-19"}
    act(made, "containment:own_page", "preserve", {**saved, "address": "https://example.org/p/2"})
    return made


def test_a_rich_case_answers_what_it_can(database: Database) -> None:
    made = rich()
    details = {"number": "1012345", "address": "1 High Street", "telephone": "01473 496000"}
    admin = join("fts", "Addie Min", [Role.ADMIN])
    charity_details.change(charity(), admin, "charity", 0, secrets.token_hex(8), details, NOW)
    told = known(made.manager, made.reference)
    assert told == {
        "charity.name": "Families Together Suffolk",
        "charity.number": "1012345",
        "charity.address": "1 High Street",
        "reporter.name": "Maureen Tuffnell",
        "reporter.connection": "Business Manager",
        "reporter.email": "maureen.tuffnell@fts.example.org",
        "reporter.telephone": "01473 496000",
        "report.kind": "new",
        "report.late": False,
        "bodies_told": "Police: told on 20 November 2026, reference CR/1, spoke to 101",
        "happened": "From 14 November 2026 to 16 November 2026",
        "found_out.on": "2026-11-21",
        "found_out.at": "09:30",
        "found_out.how": "A parent rang.",
        "trustees_aware": True,
        "what_happened": "A volunteer posted a photograph.",
        "impact": "A family is upset.",
        "steps_taken": "It was taken down.",
        "prevention": "A second person looks first.",
        "policies.followed": False,
        "policies.words": "Nobody had asked for consent.",
        "clauses": told["clauses"],
        "platform": "Facebook",
        "posts": "Facebook, https://example.org/p/1, reported to us on 21 November 2026\n"
        "Address: https://example.org/p/2",
        "copies": "Copy of 19 November 2026: The locked drawer",
        "still_online": "no",
        "about.people": "Priya Nair, Staff",
        "about.standing": "Staff",
        "affected.people": "The Okoro family, Family",
        "staff_involved": "yes",
        "stories": "21 November 2026: She put the picture of the boy online.",
        "told_by": "Ada Fenn, 21 November 2026",
    }
    assert str(told["clauses"]).startswith("Social Networking Policy and Procedure, FTS-P-03: ")
    assert told.keys() <= form_facts.KNOWN


def test_an_empty_case_leaves_out_what_nobody_wrote_down(sqlite: Database) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER])
    told = known(manager, report())
    assert told == {
        "charity.name": "Families Together Suffolk",
        "found_out.on": "2026-11-21",
        "found_out.at": "09:30",
        "report.late": False,
        "still_online": "unknown",
        "stories": "21 November 2026: A volunteer put a photograph of a family online.",
        "told_by": "Somebody who gave no name, 21 November 2026",
    }


def test_files_are_told_with_what_they_show_and_their_fingerprint(sqlite: Database) -> None:
    made = rich()
    body = b"a picture of a screen"
    add(made.manager, made.reference, upload(body, "screen.txt"))
    helper = join("fts", "Hal Outside", [Role.HELPER])
    let_in(helper, made.reference, made.tracks["external_report:police"])
    steps.promise(helper, made.reference)
    told = known(made.manager, made.reference, Body.POLICE)
    first, second = str(told["copies"]).splitlines()
    assert first == "Copy of 19 November 2026: The locked drawer"
    assert "screen.txt”: A comment about a family (captured on 20 November 2026 by Kim)" in second
    assert second.endswith(f"SHA-256 {hashlib.sha256(body).hexdigest()}")
    assert "copies" not in known(helper, made.reference, Body.POLICE)


def test_what_was_written_for_one_body_serves_another_but_its_number_does_not(sqlite: Database) -> None:
    made = drafted()
    ours, theirs = known(made.manager, made.reference), known(made.manager, made.reference, Body.POLICE)
    assert theirs["what_happened"] == ours["what_happened"]
    assert theirs["report.their_reference"] == "CR/1"
    assert theirs["report.earlier_reference"] == "CR/1"
    assert theirs["report.kind"] == "update"
    assert "report.their_reference" not in ours
    assert theirs["bodies_told"] == "None so far"


def test_the_boards_authority_is_there_once_it_is_recorded(sqlite: Database) -> None:
    made = drafted()
    assert "authority.given" not in known(made.manager, made.reference)
    chair = join("fts", "Cherry Blake", [Role.CHAIR])
    let_in(chair, made.reference, None)
    steps.go(
        chair,
        made.reference,
        "approve",
        made.tracks["external_report:charity_commission"],
        authority="The chair, 20 November",
    )
    told = known(made.manager, made.reference)
    assert (told["authority.given"], told["authority.by"]) == (True, "The chair, 20 November")
    assert "authority.given" not in known(made.manager, made.reference, Body.ICO)


def test_a_standing_authority_is_named_by_its_minute(sqlite: Database) -> None:
    made = drafted()
    chair = join("fts", "Cherry Blake", [Role.CHAIR])
    given = {
        "body": Body.CHARITY_COMMISSION.value,
        "person": made.manager.person_id,
        "minute": "Board, 3 June, item 7",
        "since": "2026-06-03",
    }
    delegations.give(chair, secrets.token_hex(8), given, NOW)
    track = made.tracks["external_report:charity_commission"]
    steps.go(made.manager, made.reference, "approve", track, authority="")
    told = known(made.manager, made.reference)
    assert told["authority.given"] is True
    assert told["authority.by"] == "A standing authority of the board: Board, 3 June, item 7"


def test_who_had_to_tell_them_without_the_board_has_nobodys_authority(sqlite: Database) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER])
    reference = steps.opened(manager)
    track = steps.start(manager, reference, "external_report", Body.CHARITY_COMMISSION)
    steps.go(manager, reference, "tell", track)
    told = known(manager, reference)
    assert told["report.kind"] == "update"
    assert "authority.given" not in told
    assert told["authority.by"] == "No authority of the board is recorded: they were told without it"


def test_an_earlier_texts_authority_does_not_cover_the_next_one(sqlite: Database) -> None:
    made = drafted()
    chair = join("fts", "Cherry Blake", [Role.CHAIR])
    let_in(chair, made.reference, None)
    track = made.tracks["external_report:charity_commission"]
    steps.go(chair, made.reference, "approve", track, authority="The chair, 20 November")
    steps.go(chair, made.reference, "send_back", track)
    assert "authority.given" not in known(made.manager, made.reference)
    steps.go(made.manager, made.reference, "revise", track)
    with pytest.raises(Refused):
        steps.go(chair, made.reference, "approve", track, authority="")
    steps.go(chair, made.reference, "approve", track, authority="The chair, 21 November")
    assert known(made.manager, made.reference)["authority.by"] == "The chair, 21 November"


def test_what_the_police_were_written_does_not_go_on_to_others(sqlite: Database) -> None:
    """Names belong there, and not in the form of the ICO."""
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER])
    reference = steps.opened(manager)
    police = steps.start(manager, reference, "external_report", Body.POLICE)
    steps.go(manager, reference, "draft", police, what_happened="Mr Harker shouted", impact="Fear")
    assert known(manager, reference, Body.POLICE)["what_happened"] == "Mr Harker shouted"
    assert "what_happened" not in known(manager, reference, Body.ICO)


def test_another_bodys_number_is_not_taken_for_that_of_northern_ireland(sqlite: Database) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER])
    reference = steps.opened(manager)
    other = steps.start(manager, reference, "external_report", Body.OTHER)
    steps.go(manager, reference, "tell", other)
    told = known(manager, reference, Body.OTHER)
    assert not [name for name in told if name.startswith("report.") and name != "report.late"]


@pytest.mark.parametrize(
    ("sentence", "sent_on", "late"),
    [
        ("sent the day before they ended", "2026-11-23", False),
        ("sent on that day: somebody must say at what time", "2026-11-24", None),
        ("sent the day after", "2026-11-25", True),
    ],
)
def test_a_report_that_was_sent_is_late_by_its_own_day(
    sqlite: Database, sentence: str, sent_on: str, late: bool | None
) -> None:
    manager, later = join("fts", "Maureen Tuffnell", [Role.MANAGER]), NOW + timedelta(days=10)
    reference = steps.opened(manager)
    ico = steps.start(manager, reference, "external_report", Body.ICO)
    steps.go(manager, reference, "tell", ico, later, sent_on=sent_on)
    assert known(manager, reference, Body.ICO, later).get("report.late") is late, sentence


@pytest.mark.parametrize(
    ("sentence", "hours", "late"),
    [("in time", 71, False), ("on the very hour", 72, False), ("after it", 73, True)],
)
def test_a_report_not_yet_sent_is_late_after_72_hours(
    sqlite: Database, sentence: str, hours: int, late: bool
) -> None:
    manager = join("fts", "Maureen Tuffnell", [Role.MANAGER])
    told = known(manager, report(), Body.ICO, NOW + timedelta(hours=hours))
    assert told["report.late"] is late, sentence


def test_who_is_let_into_one_matter_reads_no_other(sqlite: Database) -> None:
    made = rich()
    helper = join("fts", "Hal Outside", [Role.HELPER])
    let_in(helper, made.reference, made.tracks["external_report:police"])
    steps.promise(helper, made.reference)
    told = known(helper, made.reference, Body.POLICE)
    assert told["report.their_reference"] == "CR/1"
    hidden = (
        "what_happened",
        "impact",
        "stories",
        "posts",
        "copies",
        "about.people",
        "bodies_told",
        "clauses",
    )
    assert not [name for name in hidden if name in told]
    with pytest.raises(NotFound), read() as session:
        whole(session, helper, made.reference, NOW)


def test_a_matter_in_a_closed_circle_changes_no_fact(sqlite: Database) -> None:
    made = rich()
    lead = join("fts", "Saffron Lead", [Role.SAFEGUARDING_LEAD])
    let_in(lead, made.reference, None)
    before = known(lead, made.reference)
    steps.start(made.manager, made.reference, "discipline")
    assert known(lead, made.reference) == before


def test_from_whom_the_case_is_hidden_there_are_no_facts(sqlite: Database) -> None:
    made = rich()
    other = join("fts", "Magnus Other", [Role.MANAGER])
    assert known(other, made.reference)
    hide(other, made.reference)
    with pytest.raises(NotFound):
        known(other, made.reference)
