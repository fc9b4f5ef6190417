"""After a new secret key: what the key before it had sealed is sealed anew, and that key can go."""

from __future__ import annotations

from cryptography.fernet import MultiFernet
from sqlalchemy import select

from incidents.store import sealed
from incidents.store.db import work
from incidents.store.models import SecondFactor


def reseal(tool: MultiFernet) -> int:
    """Seal every second step under the key of today; how many there are. Raises `WrongKey`: nothing changed.

    No entry is written: what is sealed stays what it was, and nobody reads it.
    """
    with work() as session:
        rows = session.scalars(select(SecondFactor).order_by(SecondFactor.account_id).with_for_update()).all()
        for row in rows:
            row.sealed = sealed.renewed(tool, row.sealed)
        return len(rows)


WrongKey = sealed.WrongKey
