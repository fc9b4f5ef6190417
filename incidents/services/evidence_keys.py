"""A new master key: the key of every case is sealed again for it, and no file is touched."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from incidents.store import files, trail
from incidents.store.db import work
from incidents.store.files import Damaged, Key
from incidents.store.queries import evidence as queries

__all__ = ["Damaged"]


def rekey(now: datetime) -> int:
    """Seal every case's key for the master key of today, opening it with the one before where need be.

    How many were sealed again. All in one transaction, or none: the one before can be thrown away after
    it. One entry for each charity, in its own stream. Raises files.Damaged, which changes nothing, for a key
    that neither opens.
    """
    changed = Counter[str]()
    with work() as session:
        for row in queries.keys(session):
            wrapped = files.wrapped_again(Key(row.recipient, row.wrapped))
            if wrapped is not None:
                row.wrapped = wrapped
                changed[row.organisation_id] += 1
        for organisation_id, number in sorted(changed.items()):
            entry = trail.Entry(
                organisation_id=organisation_id,
                action="keys_rewrapped",
                actor="system",
                at=now,
                payload={"by": "The program itself", "keys": number},
            )
            trail.on_organisation(session, entry)
    return sum(changed.values())
