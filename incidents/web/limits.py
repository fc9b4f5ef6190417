"""How often what may be done: the public by address, and who is signed in by account (docs/limits.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict


class Limit(TypedDict):
    """So many within a window."""

    limit: int
    window: timedelta


KEEPING: Limit = {"limit": 30, "window": timedelta(hours=1)}
REPORTING: Limit = {"limit": 20, "window": timedelta(hours=1)}
DRAFTING: Limit = {"limit": 60, "window": timedelta(hours=1)}
# What cannot be taken back, or costs the machine: copies, papers, letters, changes of access.
WEIGHTY: Limit = {"limit": 200, "window": timedelta(hours=1)}
CALENDAR: Limit = {"limit": 120, "window": timedelta(hours=1)}
