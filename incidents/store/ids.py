"""Random names for rows: they tell nothing of order or number."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """32 hexadecimal characters, 122 bits of them random."""
    return uuid.uuid4().hex
