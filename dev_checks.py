"""The checks of `python3 dev.py test`: which there are, taking them in order, and saying how it went.

Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from dev_environment import ROOT, say, tool

CHROMIUM_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
MEASURED = ("incidents/domain/*", "incidents/services/*", "incidents/store/trail.py")
# Nobody is asked to guess a name here: tempfile makes them.
MEMORY = Path("/dev/shm")  # noqa: S108  # nosec B108
ROOM = 4 * 1024**3  # bytes
# What bandit reads: the program, and what installs and starts it. Tests plant faults on purpose.
LOOKED_AT = ("incidents", "migrations", *sorted(path.name for path in ROOT.glob("*.py")))
# Measuring slows a test by half, so only the tests of rules and use cases are measured; pages come after.
MEASURED_BY = ("tests/domain", "tests/services", "tests/store", "tests/exports", "tests/jobs")
MEASURED_AT_LEAST = 95  # per cent, of lines and branches together


class Step(NamedTuple):
    """One check of the test command."""

    name: str
    command: list[str]


class Done(NamedTuple):
    """How a step ended: its exit status, and how long it took in seconds."""

    name: str
    status: int
    seconds: float


def find_chromium(places: tuple[str, ...] = CHROMIUM_PLACES) -> str | None:
    """Return the path of the first Chromium that can be started, or None."""
    return next((place for place in places if os.access(place, os.X_OK)), None)


def quick_folder(place: Path = MEMORY) -> dict[str, str]:
    """Say where the tests' databases go: into memory where there is room, else where the system says.

    They are the same files to SQLite and PostgreSQL; writing them to a slow disk took a fifth of the run.
    """
    if "TMPDIR" in os.environ or not os.access(place, os.W_OK) or shutil.disk_usage(place).free < ROOM:
        return {}
    return {"TMPDIR": str(place)}


def has_templates() -> bool:
    """Say whether there is anything for djlint to read."""
    return any((ROOT / "templates").rglob("*.html"))


def checks(*, browser: bool, measured: bool, templates: bool, pytest_words: list[str]) -> list[Step]:
    """Return the steps of the test command, in order.

    `browser`: with the browser tests; `measured`: with the coverage figures; `templates`: there are templates
    to read; `pytest_words`: handed to pytest as they are, when nothing is measured.
    """
    code = [
        Step("format", [tool("ruff"), "format", "--check", "."]),
        Step("lint", [tool("ruff"), "check", "."]),
    ]
    pages = [
        Step("templates: lint", [tool("djlint"), "--quiet", "--lint", "templates"]),
        Step("templates: format", [tool("djlint"), "--quiet", "--check", "templates"]),
    ]
    pytest = [tool("pytest"), "-n", "2", "--dist", "worksteal"]
    browsers = [] if browser else ["-m", "not browser", "--ignore=tests/browser"]
    tests = [Step("tests", [*pytest, *browsers, *pytest_words])]
    if measured:
        others = [f"--ignore={part}" for part in MEASURED_BY]
        tests = [
            Step("tests: rules and use cases", [*pytest, "--cov", "--cov-report=", *MEASURED_BY]),
            Step("tests: pages and the whole", [*pytest, *browsers, *others]),
        ]
    proof = [
        Step(
            "security",
            [tool("bandit"), "--quiet", "--configfile", "pyproject.toml", "--recursive", *LOOKED_AT],
        ),
        Step("types", [tool("mypy")]),
        Step("layers", [tool("lint-imports"), "--no-logo"]),
        *tests,
    ]
    report = [tool("coverage"), "report", f"--fail-under={MEASURED_AT_LEAST}"]
    figures = [Step(f"coverage: {part}", [*report, f"--include={part}"]) for part in MEASURED]
    return code + (pages if templates else []) + proof + (figures if measured else [])


def walk(steps: list[Step], surroundings: dict[str, str]) -> list[Done]:
    """Take the steps in order, up to and with the first that fails."""
    done: list[Done] = []
    for step in steps:
        say(f"\n== {step.name}")
        began = time.monotonic()
        status = subprocess.run(step.command, check=False, env=surroundings).returncode
        done.append(Done(step.name, status, time.monotonic() - began))
        say(f"== {step.name}: {'ok' if status == 0 else 'FAILED'} in {done[-1].seconds:.1f} s")
        if status:
            break
    return done


def summary(done: list[Done], steps: list[Step], no_browser: str) -> str:
    """Return the closing lines: each step with its result and time, and what was not run and why."""
    width = max(len(step.name) for step in steps)
    lines = ["", "Summary"]
    lines += [
        f"  {'FAILED' if one.status else 'ok':<8}{one.name:<{width}}{one.seconds:8.1f} s" for one in done
    ]
    lines += [f"  {'not run':<8}{step.name}" for step in steps[len(done) :]]
    if no_browser:
        lines.append(f"  {'not run':<8}browser tests: {no_browser}")
    whole = len(done) == len(steps) and not any(one.status for one in done)
    total = sum(one.seconds for one in done)
    return "\n".join([*lines, f"{'Every step passed' if whole else 'FAILED'}, {total:.0f} s"])
