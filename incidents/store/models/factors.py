"""What lets someone in beside their password: codes, passkeys, a link to the charity's own provider."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line


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


class Passkey(Base):
    """A key that a phone, a computer or a stick keeps for an account; only its public half is here.

    `user_handle` is random and says nothing of the account; all passkeys of one account share it.
    `sign_count` is the highest its authenticator told (always 0 where it does not count); one that went back
    may have been copied: it is in doubt since then and lets nobody in any more.
    """

    __tablename__ = "passkey"
    id: Mapped[Key] = mapped_column(primary_key=True)
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    user_handle: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[Line]
    since: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "account_id"),)


class ProviderLink(Base):
    """Who an account is at the charity's own provider: (issuer, subject), and nothing else that it says."""

    __tablename__ = "provider_link"
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"), primary_key=True)
    issuer: Mapped[Line] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(255))
    since: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
