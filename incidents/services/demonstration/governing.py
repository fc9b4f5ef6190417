"""What the invented charities have written down of themselves: their details, and how their boards decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from incidents.services import board_rules, charity_details, delegations
from incidents.services.demonstration.calendar import london_day
from incidents.services.demonstration.walk import Company

_LONG_AGO, _RECENTLY = timedelta(days=250), timedelta(days=6)
_DETAILS: tuple[tuple[str, Mapping[str, object]], ...] = (
    (
        "charity",
        {
            "registered": "yes",
            "number": "1012345",
            "address": "The Old Library, 1 Practice Street, Ipswich",
            "telephone": "01632 960001",
            "email": "office@fts.example.org",
        },
    ),
    ("year", {"income": "large"}),
    ("data", {"data_post": "Business Manager", "data_email": "data@fts.example.org"}),
)
_RULES: Mapping[str, object] = {
    "quorum": "3",
    "majority": "more_than_half",
    "casting_vote": "yes",
    "alone_allowed": "yes",
}


def write_down(companies: Mapping[str, Company], now: datetime) -> None:
    """Write it down for the charity that is shown first; what is there already stays as it is."""
    company, at = companies["fts"], now - _LONG_AGO
    members = company.members
    for version, (part, raw) in enumerate(_DETAILS):
        key = f"practice/fts/details/{part}"
        charity_details.change(company.charity, members["ines"], part, version, key, raw, at)
    next_meeting = {"next_meeting_on": (london_day(now) + timedelta(days=12)).isoformat()}
    board_rules.write(
        members["harriet"], 0, "practice/fts/board", {**_RULES, **next_meeting}, now - _RECENTLY
    )
    given = {
        "body": "charity_commission",
        "person": members["gwilym"].person_id,
        "minute": "Board meeting, item 6",
        "since": london_day(at).isoformat(),
    }
    delegations.give(members["harriet"], "practice/fts/authority", given, at)
