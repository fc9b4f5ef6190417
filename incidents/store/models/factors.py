"""What someone has beside their password: codes that change every half minute, and some for a lost phone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key


class SecondFactor(Base):
    """An account's shared secret for six-digit codes (RFC 6238), sealed under the program's key.

    A row begins when a first code proved that the phone has it. `last_counter` is the half minute of the last
    code taken, so that none is taken twice.
    """

    __tablename__ = "second_factor"
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime]
    last_counter: Mapped[int]


class RecoveryCode(Base):
    """One code that stands in for the phone, once; only its SHA-256 is kept."""

    __tablename__ = "recovery_code"
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
