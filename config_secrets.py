"""Secrets from files: CANDOUR_SECRET_KEY_FILE names a file that holds CANDOUR_SECRET_KEY, and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

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
