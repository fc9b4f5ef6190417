"""Secrets: read from files (CANDOUR_SECRET_KEY_FILE for CANDOUR_SECRET_KEY), judged, made for practice."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyrage

_FEWEST_SIGNS = 10
_LONGEST = 10_000  # characters; a key, a password or an address is far shorter


def from_files(surroundings: Mapping[str, str], names: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """What the files hold, by the name of the setting; and a line for each file that cannot be used.

    `surroundings` is the environment; `names` are the settings that may come from a file. The blanks and the
    line's end around what a file holds do not count. No line says what a file holds.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for name in names:
        setting = f"CANDOUR_{name.upper()}"
        path = surroundings.get(f"{setting}_FILE", "")
        if not path:
            continue
        if surroundings.get(setting):
            faults.append(f"{setting}: give it, or give {setting}_FILE, and not both")
            continue
        text, fault = _read(Path(path))
        if fault:
            faults.append(f"{setting}_FILE: {fault}")
        else:
            found[name] = text
    return found, faults


def is_weak(key: str) -> bool:
    """Whether a key is short, or of few signs: made by hand."""
    return len(key) < 32 or len(set(key)) < _FEWEST_SIGNS


def is_master_key(key: str) -> bool:
    """Whether this opens evidence files: an age key, whole."""
    try:
        pyrage.x25519.Identity.from_str(key.strip())
    except pyrage.IdentityError:
        return False
    return True


def practice_key(folder: Path) -> str:
    """A key of this checkout's own, kept in a file that only its owner reads: a restart signs nobody out."""
    return _kept(folder / "practice.key", secrets.token_urlsafe(48))


def evidence_key(folder: Path) -> str:
    """The same for the key that opens the evidence files of practice."""
    return _kept(folder / "evidence.key", str(pyrage.x25519.Identity.generate()))


def _read(path: Path) -> tuple[str, str]:
    """What a file holds, and why it cannot be used, or ""."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LONGEST + 1).strip()
    except (OSError, UnicodeDecodeError) as fault:
        return "", f"this file cannot be read ({type(fault).__name__})"
    if not text or len(text) > _LONGEST or "\n" in text:
        return "", "this file must hold one line, and nothing else"
    return text, ""


def _kept(path: Path, new: str) -> str:
    if not path.exists() or not path.read_text():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(new)
    return path.read_text()
