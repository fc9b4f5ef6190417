"""How often the public may do what, from one address."""

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
CALENDAR: Limit = {"limit": 120, "window": timedelta(hours=1)}
