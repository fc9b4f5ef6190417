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
_INDUCTION, _PAPER, _ASKED, _ANSWERED = 390, 160, 9, 6
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
        induction=("rosalind", "miriam", "owen", "kirsty", "jasmine"),
        asked=("hamid", "nkechi", "linda", "gareth"),
        answer=("linda",),
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
        induction=("kasia", "simon", "moira", "theo", "jocelyn", "farida"),
        asked=("clive", "nigel", "danny", "peggy"),
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


def load(companies: Mapping[str, Company], now: datetime) -> None:
    """Make that state in every charity, through the use cases; what is there already stays as it is.

    `now` is an aware instant; everything lies days before it.
    """
    for slug, reading in READINGS.items():
        _load(companies[slug], reading, now)


def _load(company: Company, reading: Reading, now: datetime) -> None:
    members, number = company.members, company.charity.number
    manager = members[reading.asks]
    for place, key in enumerate(reading.induction):
        induction.acknowledge(members[key], number, now - timedelta(days=_INDUCTION - place, hours=place))
    for key in reading.on_paper:
        _on_paper(company, reading, key, now)
    asked_at = now - timedelta(days=_ASKED)
    for key in reading.asked:
        induction.ask(manager, members[key].person_id, asked_at)
    for place, key in enumerate(reading.answer):
        induction.acknowledge(members[key], number, now - timedelta(days=_ANSWERED - place, minutes=37 * place))


def _on_paper(company: Company, reading: Reading, key: str, now: datetime) -> None:
    """Recorded by the manager on the day after; not again by a start that goes on where one broke off."""
    person_id, at = company.members[key].person_id, now - timedelta(days=_PAPER)
    with read() as session:
        known = induction.had_acknowledged(
            session, company.charity.id, person_id, company.charity.number, london_day(now)
        )
    if known is None:
        raw = {"day": london_day(at - timedelta(days=1)).isoformat()}
        induction.record_on_paper(company.members[reading.asks], person_id, secrets.token_hex(8), raw, at)
