"""What can be started for whom: conduct by standing, one person each; the rest from fixed lists."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import CLOSED_CIRCLE, CONDUCT, FITS, MACHINES, OPEN_BEFORE_TRIAGE
from incidents.domain.lifecycle.subjects import FIXED, Candidate, split, starts
from incidents.domain.policy_words import Standing
from incidents.domain.words import Body

# a standing -> the one way its conduct is dealt with; the others have none (their firm or school is told)
WAY = {
    "staff": "discipline",
    "apprentice": "discipline",
    "volunteer": "volunteer_exit",
    "trustee": "board_conduct",
}


@pytest.mark.parametrize("standing", Standing)
def test_a_standing_has_its_own_way_or_none(standing: Standing) -> None:
    offered = starts([Candidate("p", "Someone", "about", standing)], FITS)
    conduct = [key for key in offered if split(key)[0] in CONDUCT]
    assert conduct == ([f"{WAY[standing]}:p"] if standing in WAY else [])


@pytest.mark.parametrize("involvement", ["affected", "reporter", "witness"])
def test_only_the_person_it_is_about_has_their_conduct_looked_at(involvement: str) -> None:
    offered = starts([Candidate("p", "Someone", involvement, "staff")], FITS)
    assert not [key for key in offered if split(key)[0] in CONDUCT]


@pytest.mark.parametrize("involvement", ["about", "affected", "reporter", "witness"])
def test_everyone_can_be_looked_after_also_the_person_accused(involvement: str) -> None:
    assert starts([Candidate("p", "Someone", involvement, "family")], FITS)["support:p"] == "Someone"


def test_there_is_one_report_for_each_body() -> None:
    assert [key for key, _ in FIXED["external_report"]] == [body.value for body in Body]


def test_every_machine_beside_the_case_can_be_started() -> None:
    everyone = [Candidate(each, each, "about", each) for each in Standing]
    assert {split(key)[0] for key in starts(everyone, FITS)} == set(MACHINES) - {"case"}


def test_what_is_seen_by_few_never_starts_before_the_first_decisions() -> None:
    assert not CLOSED_CIRCLE & OPEN_BEFORE_TRIAGE
    assert set(CLOSED_CIRCLE) == {*CONDUCT, "trustee_review"}
    assert set(FITS) == CONDUCT
    assert set(MACHINES) == {"case", *CLOSED_CIRCLE, *OPEN_BEFORE_TRIAGE}
