"""Small secrets that must be read back, sealed under a key that comes from the program's own (RFC 5869)."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_OTHER = "This was sealed under another CANDOUR_SECRET_KEY."


class WrongKey(RuntimeError):
    """A secret was sealed under another key than the program has now."""


def box(secret_key: str, purpose: str, previous: str = "") -> MultiFernet:
    """What seals and opens for one purpose; each purpose has its own key, worked out from `secret_key`.

    What was sealed under `previous`, the key before this one, is opened too; nothing is sealed under it.
    """
    keys = [secret_key, previous] if previous else [secret_key]
    return MultiFernet([_one(key, purpose) for key in keys])


def renewed(tool: MultiFernet, sealed: bytes) -> bytes:
    """The same secret under the key of today. Raises WrongKey."""
    try:
        return tool.rotate(sealed)
    except InvalidToken as fault:
        raise WrongKey(_OTHER) from fault


def _one(secret_key: str, purpose: str) -> Fernet:
    made = HKDF(SHA256(), 32, salt=None, info=f"candour: {purpose}".encode()).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def seal(tool: MultiFernet, text: str) -> bytes:
    """`text`, so that only this key opens it, and nobody changes it unnoticed."""
    return tool.encrypt(text.encode())


def opened(tool: MultiFernet, sealed: bytes) -> str:
    """The text again. Raises WrongKey."""
    try:
        return tool.decrypt(sealed).decode()
    except InvalidToken as fault:
        raise WrongKey(_OTHER) from fault
