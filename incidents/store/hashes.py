"""What is stored in a secret token's place."""

from __future__ import annotations

import hashlib


def hash_of(token: str) -> str:
    """SHA-256 in hexadecimal: enough for a token of 256 random bits, which nobody guesses."""
    return hashlib.sha256(token.encode()).hexdigest()
