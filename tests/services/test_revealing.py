"""Details that stay hidden until somebody asks: where they do not stand, who may ask, and the entry of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask

from incidents.domain.access import Reason
from incidents.domain.details import Detail, kept, stand_ins
from incidents.domain.lifecycle.standing import OPEN_BEFORE_TRIAGE
from incidents.domain.words import Involvement, Role
from incidents.services import case_access, casework, reading, revealing, trail_page
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from tests import cast, steps
from tests.cast import NOW, browse
from tests.databases import Database
from tests.services.test_casework import key, manager

LATER = NOW + timedelta(minutes=1)
SECRETS = (
    "Rhoda Reporter",
    "rhoda@example.org",
    "Olive Sister",
    "Carla Affected",
    "Wanda Witness",
    "Kit Child",
)
# involvement, under 18 -> the kind of detail that their name is
KEPT = (
    ("about", False, None),
    ("about", True, Detail.YOUNG),
    ("affected", False, Detail.OTHERS),
    ("affected", True, Detail.YOUNG),
    ("reporter", False, Detail.REPORTER),
    ("reporter", True, Detail.YOUNG),
    ("witness", False, Detail.OTHERS),
    ("witness", True, Detail.YOUNG),
)
# Who is let into the whole case, and which kinds they may see; a part of the case shows none to anybody.
MAY = (
    (Role.MANAGER, set(Detail)),
    (Role.TRUSTEE, set(Detail)),
    (Role.CHAIR, set(Detail)),
    (Role.SAFEGUARDING_LEAD, set(Detail)),
    (Role.HR, {Detail.OTHERS}),
    (Role.HELPER, set[Detail]()),
)


def told(ada: Member) -> str:
    """A case with every kind of person in it."""
    who = {"name": "Rhoda Reporter", "contact": "rhoda@example.org", "on_behalf_of": "Olive Sister"}
    reference = steps.opened(ada, affected="Carla Affected", **who)
    for name, part, young in (
        ("Abel Accused", "about", "no"),
        ("Wanda Witness", "witness", "no"),
        ("Kit Child", "affected", "yes"),
    ):
        raw = {
            "name": name,
            "involvement": part,
            "standing": "staff",
            "under_18": young,
            "handles": f"@{name[:3]}",
        }
        casework.add_person(cast.charity(), ada, reference, key(), raw, NOW)
    return reference


def words(found: revealing.Details) -> set[str]:
    return {said for one in found.shown for _, said in one.lines}


@pytest.mark.parametrize(("involvement", "under_18", "detail"), KEPT)
def test_what_kind_of_detail_a_name_is(involvement: str, under_18: bool, detail: Detail | None) -> None:
    assert kept(involvement, under_18=under_18) is detail


def test_every_part_in_a_case_is_in_the_table() -> None:
    assert {part for part, _, _ in KEPT} == {one.value for one in Involvement}


def test_those_of_a_kind_are_told_apart_without_a_name() -> None:
    found = stand_ins([("a", "witness", False), ("b", "about", False), ("c", "witness", False)])
    assert found == {"a": "Somebody it is not about", "c": "Somebody it is not about (2)"}


def test_they_stand_on_no_page_until_somebody_asks(app: Flask, database: Database) -> None:
    ada = manager("Ada Okoro", ("business_manager",))
    reference = told(ada)
    steps.start(ada, reference, "support")
    visitor = browse(app, member=ada)
    places = ("", "/trail", "/do/start_track", "/people/add", "/who-sees-it", "/deadlines", "/evidence")
    for page in [
        *(f"/cases/{reference}{place}" for place in places),
        "/cases",
        "/cases?words=photograph",
        "/today",
    ]:
        shown = visitor.get(page)
        assert not [one for one in (*SECRETS, "@Wan", "@Kit") if one in shown], page
    assert "Abel Accused" in visitor.get(f"/cases/{reference}")


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        (Detail.REPORTER, {"Rhoda Reporter", "rhoda@example.org", "Olive Sister"}),
        (Detail.YOUNG, {"Kit Child", "@Kit"}),
        (Detail.OTHERS, {"Carla Affected", "Wanda Witness", "@Wan"}),
    ],
)
def test_asking_shows_one_kind_and_is_an_entry_without_what_it_showed(
    sqlite: Database, detail: Detail, shown: set[str]
) -> None:
    ada = manager("Ada Okoro")
    reference = told(ada)
    assert words(revealing.reveal(ada, reference, detail, LATER)) == shown
    revealing.reveal(ada, reference, detail, LATER)
    entries = steps.payloads("revealed")
    assert [one["what"] for one in entries] == [detail.value] * 2, "each look is one, within five minutes too"
    assert not [one for one in SECRETS if one in json.dumps([dict(one) for one in entries])]


@pytest.mark.parametrize(("role", "may"), MAY, ids=[role for role, _ in MAY])
def test_who_may_ask_for_which(sqlite: Database, role: Role, may: set[Detail]) -> None:
    ada, other = manager("Ada Okoro"), cast.join("fts", "Otto Finch", [role])
    reference = told(ada)
    track = steps.start(ada, reference, "containment")
    raw = {"person": other.person_id, "because": "They are needed", "until": "2026-12-24"}
    case_access.let_in(ada, reference, track, key(), raw, NOW)
    if role is Role.HELPER:
        steps.promise(other, reference)
    if role is not Role.MANAGER:
        for detail in Detail:
            with pytest.raises(NotFound) as caught:
                revealing.reveal(other, reference, detail, LATER)
            assert Reason.ONLY_A_PART in caught.value.reasons
        case_access.let_in(ada, reference, None, key(), raw, NOW)
        if role is Role.HELPER:
            steps.promise(other, reference)
    for detail in Detail:
        if detail in may:
            assert words(revealing.reveal(other, reference, detail, LATER))
        else:
            with pytest.raises(NotFound) as caught:
                revealing.reveal(other, reference, detail, LATER)
            assert caught.value.reasons == (Reason.ROLE,)


def test_the_timeline_and_the_trail_say_neither_who_reported_it_nor_whom_somebody_added(
    sqlite: Database,
) -> None:
    ada = manager("Ada Okoro")
    reference = told(ada)
    entries = (
        *reading.case_page(ada, reference, LATER).timeline,
        *trail_page.trail_of(ada, reference, LATER).entries,
    )
    assert not [one for one in SECRETS if one in str(entries)]
    assert "Abel Accused" in str(entries)


def test_who_left_a_number_and_no_name_can_be_reached(sqlite: Database) -> None:
    ada = manager()
    reference = steps.opened(ada, contact="0123 456")
    [shown] = revealing.reveal(ada, reference, Detail.REPORTER, LATER).shown
    assert shown.lines == (("How to reach them", "0123 456"),)


def test_the_safeguarding_lead_starts_a_report_to_the_officer_before_anybody_decided(
    sqlite: Database,
) -> None:
    ada, sue = manager(), cast.join("fts", "Sue Gray", [Role.SAFEGUARDING_LEAD])
    reference = cast.report()
    case_access.let_in(ada, reference, None, key(), {"person": sue.person_id, "because": "A child"}, NOW)
    track = steps.start(sue, reference, "external_report", "lado")
    assert steps.track_row(track)["state"] == "assessing"
    offered = steps.form(sue, reference, "start_track").choices["track"]
    assert {one.partition(":")[0] for one in offered} <= OPEN_BEFORE_TRIAGE
