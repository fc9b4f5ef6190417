"""Passwords as they are stored: argon2id, worked out anew when its numbers change, a few at a time."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# Each takes 64 MiB and a whole core for a quarter of a second: two work, two wait, and whoever comes then is
# told to come again. So half of the eight threads of `serve` are left for everybody else.
AT_WORK = 2
AT_MOST = 4
_work = threading.BoundedSemaphore(AT_WORK)
_door = threading.BoundedSemaphore(AT_MOST)


class Busy(Exception):
    """So many passwords are being checked at this moment that this one was not looked at."""


def hasher(memory_mib: int) -> PasswordHasher:
    """argon2id with `memory_mib` MiB; one set of numbers for making and for checking."""
    return PasswordHasher(time_cost=3, memory_cost=memory_mib * 1024, parallelism=1, type=Type.ID)


def hash_password(password: str, tool: PasswordHasher) -> str:
    """The stored form of a password (normalised, so that accents typed differently still match).

    Raises Busy.
    """
    with _room():
        return tool.hash(_normal(password))


def matches(stored: str, password: str, tool: PasswordHasher) -> bool:
    """Whether a password is the one whose hash is stored. Raises Busy.

    What is no hash of ours ("" for an account without a password) fits none, after the same work.
    """
    with _room():
        try:
            return tool.verify(stored if _is_hash(stored) else _decoy(tool), _normal(password))
        except (VerifyMismatchError, InvalidHashError):
            return False


def anew(stored: str, password: str, tool: PasswordHasher) -> str:
    """The password hashed with today's numbers where it was stored with others; else "". Raises Busy."""
    return hash_password(password, tool) if tool.check_needs_rehash(stored) else ""


@contextmanager
def _room() -> Iterator[None]:
    if not _door.acquire(blocking=False):
        raise Busy
    try:
        with _work:
            yield
    finally:
        _door.release()


def _is_hash(stored: str) -> bool:
    return stored.startswith("$argon2id$")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=8)
def _decoy(tool: PasswordHasher) -> str:
    """A hash that no password matches, so that an account without one takes as long as any other."""
    return tool.hash(secrets.token_urlsafe(32))
