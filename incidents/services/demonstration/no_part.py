"""Whoever leads a case of a story says that they had no part in what it is about, as people do first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from incidents.services import taking
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.demonstration.telling import Act, Who


def say(
    charity: Charity, members: Mapping[str, Member], act: Act, reference: str, key: str, at: datetime
) -> None:
    """After a first look at `at`: its lead, who may be another than who looked, answers once."""
    if act.action != "look":
        return
    chosen = act.answers.get("lead")
    lead = members[chosen.key if isinstance(chosen, Who) else act.by]
    taking.answer(charity, lead, reference, f"{key} no part", {"part": "no"}, at)
