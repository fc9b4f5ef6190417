"""How one entry of the trail seals the one before it: it seals bytes, and commits to a payload kept apart."""

from __future__ import annotations

import hashlib
import hmac

START = bytes(32)
_PAYLOAD_LABEL = b"candour/payload/v1\x00"


def leaf(header: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || header), the RFC 6962 leaf, 32 bytes."""
    return hashlib.sha256(b"\x00" + header).digest()


def commitment(salt: bytes, payload: bytes) -> bytes:
    """What a header says of its payload without saying it: HMAC-SHA256 under a random salt of 32 bytes.

    Salted, because names and dates can be guessed, and a bare hash would outlive an erasure.
    """
    return hmac.new(salt, _PAYLOAD_LABEL + payload, hashlib.sha256).digest()
