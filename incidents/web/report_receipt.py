"""What a reporter is shown after sending: an hour in the signed cookie, so that a reload shows it again."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from flask import session

from incidents.domain import reference as references
from incidents.services.charity import Charity
from incidents.services.reporting import Receipt
from incidents.web import visit

SHOWN_FOR = timedelta(hours=1)
_NAME = "receipt"


@dataclass(frozen=True, slots=True)
class Shown:
    """One receipt: `key` is that of the form it answers, `at` an instant as ISO text."""

    charity: str
    reference: str
    outside: str
    key: str
    at: str


def show(receipt: Receipt, key: str) -> None:
    """Keep a receipt for the page after sending."""
    charity, now = visit.charity(), visit.now()
    shown = Shown(charity.id, receipt.reference, receipt.outside, key, now.isoformat())
    session[_NAME] = asdict(shown)


def shown() -> Shown | None:
    """The receipt of this browser in this charity, if it is not too old."""
    stored = session.get(_NAME)
    if not isinstance(stored, dict) or stored.get("charity") != visit.charity().id:
        return None
    found = Shown(**stored)
    return found if visit.now() - datetime.fromisoformat(found.at) < SHOWN_FOR else None


def for_a_robot(charity: Charity) -> Receipt:
    """A receipt for nothing: whoever fills in the box that people never see is told nothing of it."""
    return Receipt(references.make(charity.code, secrets.choice))
