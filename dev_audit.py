"""What Candour is made of: known faults in its parts (`audit`), and the list of them (`parts`, CycloneDX).

Standard library only. The list is made from the locks and needs no network; looking for faults asks the
package index about each part, so it is a command of its own and never part of the tests.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tempfile
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dev_environment import BIN, LOCKS, PYTHON, REQUIREMENTS, ROOT, install, say

PIP_AUDIT = "pip-audit==2.10.1"  # in an environment of its own, never part of .venv
INDEX = "https://pypi.org/pypi/pip-audit/json"  # known faults stand in these answers and nowhere else
SECONDS = 15
UNREACHABLE = f"""\
*******************************************************************************
NOTHING WAS AUDITED: the package index cannot be reached ({INDEX}).
Whether a part has a known fault is not known. Try again where there is a network.
*******************************************************************************"""
_ONE = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Part(NamedTuple):
    """One locked package: its name, version, and the SHA-256 of every file it may come as."""

    name: str
    version: str
    hashes: tuple[str, ...]


def parts(lock: str) -> Iterator[Part]:
    """The packages of the text of a lock."""
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if found := _ONE.match(entry):
            yield Part(found["name"], found["version"], tuple(sorted(_HASH.findall(entry))))


def bill(name: str, version: str, found: list[Part]) -> dict[str, object]:
    """The parts as a CycloneDX 1.6 document; the same locks always give the same document."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": name, "version": version}},
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                "hashes": [{"alg": "SHA-256", "content": one} for one in part.hashes],
            }
            for part in found
        ],
    }


def list_parts(words: list[str]) -> int:
    """Print the parts of a running Candour as CycloneDX: `python3 dev.py parts > candour.cdx.json`."""
    if words:
        say("`parts` takes no words.")
        return 2
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    found = sorted(parts((REQUIREMENTS / "run.lock").read_text("utf-8")))
    print(json.dumps(bill("candour", version[1] if version else "", found), indent=1))
    return 0


def reachable(address: str = INDEX) -> bool:
    """Whether the package index answers."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # nosec B310 # fixed https
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def commands(folder: Path) -> list[list[str]]:
    """What is run for each lock: nothing is resolved anew; a part nobody could be asked about is a fault."""
    tool = folder / BIN.name / "pip-audit"
    return [
        [str(tool), "--requirement", str(REQUIREMENTS / f"{name}.lock"), "--require-hashes", "--disable-pip",
         "--strict", "--progress-spinner", "off"]
        for name in LOCKS
    ]  # fmt: skip


def audit(words: list[str]) -> int:
    """Look for known faults in every locked part. 0: none; 1: some, or (loudly) nothing could be asked."""
    if words:
        say("`audit` takes no words.")
        return 2
    if not reachable():
        say(UNREACHABLE)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=importlib.util.find_spec("ensurepip") is not None)
        install(Path(folder) / BIN.name / PYTHON.name, PIP_AUDIT)
        worst = max(subprocess.run(one, check=False).returncode for one in commands(Path(folder)))
    faulty = (
        "A part has a known fault, or could not be asked about: see above. SECURITY.md says how soon we mend."
    )
    say(faulty if worst else "No locked part has a known fault today.")
    return worst
