"""Who of the invented people has read the policy: some long ago, some when asked, some were never asked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.services import induction
from incidents.services.audience import london_day
from incidents.services.demonstration.walk import Company
from incidents.store.db import read


@dataclass(frozen=True, slots=True)
class Reading:
    """One charity: who asks and records; keys of who read it at induction, is asked, answers, read paper."""

    asks: str
    induction: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()


# Days before today.
_INDUCTION, _PAPER, _ASKED, _ANSWERED = 390, 380, 9, 6
READINGS: dict[str, Reading] = {
    "fts": Reading(
        "maureen",
        induction=("maureen", "aisling", "harriet", "gwilym", "yewande", "bronwen", "pavel"),
        asked=("kofi", "magda", "shabnam", "sukhvinder", "chloe"),
        answer=("magda", "shabnam"),
        on_paper=("joyce",),
    ),
    "hsbbh": Reading(
        "rosalind",
        induction=("rosalind", "miriam", "owen", "kirsty", "jasmine", "linda"),
        asked=("hamid", "nkechi", "abdi", "gareth"),
        answer=("abdi",),
        on_paper=("dilip",),
    ),
    "cgt": Reading(
        "callum",
        induction=("callum", "bernadette", "parveen", "stella", "ronald"),
        asked=("joe", "maisie", "farhan", "fergus"),
        answer=("fergus", "farhan"),
        on_paper=("viktor",),
    ),
    "hss": Reading(
        "kasia",
        induction=("kasia", "simon", "moira", "theo", "jocelyn", "farida", "nigel"),
        asked=("clive", "eluned", "danny", "peggy"),
        answer=("danny",),
        on_paper=("oluwaseun",),
    ),
    "hwd": Reading(
        "nadine",
        induction=("nadine", "ruth", "beatrix", "samuel"),
        asked=("imran", "graham", "lloyd"),
        answer=("graham",),
        on_paper=("dorothy",),
    ),
}


def at_induction(companies: Mapping[str, Company], now: datetime) -> None:
    """Who read it when they came, more than a year before `now` (an aware instant), and who did on paper.

    What is there already stays as it is: a start that goes on where one broke off may call it again.
    """
    for slug, reading in READINGS.items():
        company = companies[slug]
        for place, key in enumerate(reading.induction):
            at = now - timedelta(days=_INDUCTION - place, hours=place)
            induction.acknowledge(company.members[key], company.charity.number, at)
        for key in reading.on_paper:
            _on_paper(company, reading, key, now - timedelta(days=_PAPER))


def lately(companies: Mapping[str, Company], now: datetime) -> None:
    """Who was asked in the days before `now`, and which of them have answered; as `at_induction`."""
    for slug, reading in READINGS.items():
        company = companies[slug]
        for key in reading.asked:
            at = now - timedelta(days=_ASKED)
            induction.ask(company.members[reading.asks], company.members[key].person_id, at)
        for place, key in enumerate(reading.answer):
            at = now - timedelta(days=_ANSWERED - place, minutes=37 * place)
            induction.acknowledge(company.members[key], company.charity.number, at)


def _on_paper(company: Company, reading: Reading, key: str, at: datetime) -> None:
    """Recorded at `at` by who asks, for the day before; not again where it is known."""
    person_id, number = company.members[key].person_id, company.charity.number
    with read() as session:
        known = induction.had_acknowledged(session, company.charity.id, person_id, number, london_day(at))
    if known is None:
        raw = {"day": london_day(at - timedelta(days=1)).isoformat()}
        induction.record_on_paper(company.members[reading.asks], person_id, secrets.token_hex(8), raw, at)
