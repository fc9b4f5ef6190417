"""The one way in for people who work on Candour: run it, test it, or hand a word over to Flask.

Standard library only, and written so that an old Python gets as far as saying that it is too old. Its own
messages go to stderr, so that what a command prints can be piped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from dev_audit import audit, list_parts
from dev_checks import checks, find_chromium, has_templates, quick_folder, summary, walk
from dev_environment import PYTHON, ROOT, Stop, compile_locks, ensure, say, starts, tool

USAGE = """\
python3 dev.py run [--port 8000]              make what is needed, load the practice cases, serve
python3 dev.py test [--fast] [-- pytest ...]  format, lint, types, layers, all tests, coverage
python3 dev.py bench                          measure against a floor
python3 dev.py ordeal                         the long trials: workers killed, hostile files, floods
python3 dev.py fmt                            write code and templates in the project's format
python3 dev.py lock [--upgrade]               work out requirements/*.lock again
python3 dev.py audit                          look for known faults in every locked part (network)
python3 dev.py parts                          list every part of Candour (CycloneDX)
python3 dev.py clean                          remove the environment and the caches
python3 dev.py WORD ...                       any other word is Flask's: python3 dev.py lifecycle --json"""

NO_CHROMIUM = "no Chromium on this machine (on Debian: apt-get install chromium)"
NO_PLAYWRIGHT = "Playwright does not start on this machine (on Debian: apt-get install libatomic1)"
ORDEALS = tuple(
    f"tests.ordeals.{name}"
    for name in (
        "papers_opened",
        "mail_kill",
        "upload_kill",
        "upload_memory",
        "hostile_files",
        "hostile_forms",
        "canary",
        "sign_in_flood",
        "twin_worlds",
    )
)
CACHES = (".coverage", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache")


# ---------------------------------------------------------------- run, and Flask's own words


def surroundings_for_flask(given: dict[str, str]) -> dict[str, str]:
    """Return the environment for Flask: practice mode, unless the person has chosen another."""
    return {"CANDOUR_MODE": "demo", **given}


def flask(*words: str) -> list[str]:
    """Return the command that hands these words to Flask."""
    return [str(PYTHON), "-m", "flask", "--app", "app:create_app", *words]


def become(command: list[str], surroundings: dict[str, str]) -> int:
    """Go on as another program: it gets our terminal and our signals, and its exit status is ours."""
    if os.name != "nt":
        os.execve(command[0], command, surroundings)  # nosec B606 # no shell is what we want
    return subprocess.run(command, check=False, env=surroundings).returncode


def run(words: list[str]) -> int:
    """Install, then prepare the database and serve, in one process so that a second start is quick."""
    parser = argparse.ArgumentParser(prog="dev.py run", description="Serve Candour on this computer.")
    parser.add_argument("--port", type=int, default=8000, help="the port to serve at (8000)")
    port = parser.parse_args(words).port
    ensure("run")
    command = flask("serve", "--prepare", "--port", str(port))
    # A name and not 127.0.0.1, because passkeys belong to names.
    here = {"CANDOUR_PUBLIC_URL": f"http://localhost:{port}", **os.environ}
    return become(command, surroundings_for_flask(here))


def hand_over(words: list[str]) -> int:
    """Install, then let Flask answer: its output, its exit status."""
    ensure("run")
    return become(flask(*words), surroundings_for_flask(dict(os.environ)))


# ---------------------------------------------------------------- test


def test(words: list[str]) -> int:
    """Install, then take every check in order; the exit status is that of the first that fails, or 0.

    Coverage is not measured when the person chose some of the tests, because then it says nothing.
    """
    own = words[: words.index("--")] if "--" in words else words
    pytest_words = words[len(own) + 1 :]
    parser = argparse.ArgumentParser(prog="dev.py test", usage="dev.py test [--fast] [-- pytest ...]")
    parser.add_argument("--fast", action="store_true", help="no browser tests, no coverage figures")
    fast = parser.parse_args(own).fast
    chromium = find_chromium()
    obstacle = "left out by --fast" if fast else "" if chromium else NO_CHROMIUM
    ensure("run", "test", *([] if obstacle else ["browser"]))
    if not obstacle and not starts([tool("playwright"), "--version"]):
        obstacle = NO_PLAYWRIGHT
    if obstacle and not fast:
        say("*" * 79)
        say(f"THE BROWSER TESTS WILL NOT RUN: {obstacle}")
        say("*" * 79)
    steps = checks(
        browser=not obstacle,
        measured=not (fast or pytest_words),
        templates=has_templates(),
        pytest_words=pytest_words,
    )
    done = walk(steps, {**os.environ, **quick_folder(), "CANDOUR_CHROMIUM": chromium or ""})
    say(summary(done, steps, obstacle))
    return done[-1].status


# ---------------------------------------------------------------- the smaller words


def no_words(command: str, words: list[str]) -> None:
    """Refuse words after a command that takes none."""
    argparse.ArgumentParser(prog=f"dev.py {command}").parse_args(words)


def bench(words: list[str]) -> int:
    """Run the benchmarks."""
    ensure("run", "test")
    return become([str(PYTHON), "-m", "benchmarks", *words], dict(os.environ))


def ordeal(words: list[str]) -> int:
    """Run every long trial, also after one that failed; the worst exit status is ours."""
    no_words("ordeal", words)
    ensure("run", "test")
    return max(subprocess.run([str(PYTHON), "-m", name], check=False).returncode for name in ORDEALS)


def fmt(words: list[str]) -> int:
    """Write code and templates in the project's format, and mend what the linter can mend."""
    no_words("fmt", words)
    ensure("run", "test")
    commands = [[tool("ruff"), "check", "--fix", "."], [tool("ruff"), "format", "."]]
    if has_templates():
        # without --warn djlint calls it a failure when it has changed a file
        commands.append([tool("djlint"), "--quiet", "--reformat", "--warn", "templates"])
    return max(subprocess.run(command, check=False).returncode for command in commands)


def clean(words: list[str]) -> int:
    """Remove the environment and what the tools leave; the database in instance/ stays."""
    no_words("clean", words)
    for path in (ROOT / name for name in (".venv", *CACHES)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return 0


def show_usage(words: list[str]) -> int:
    """Say what this file can do."""
    no_words("help", words)
    say(USAGE)
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "bench": bench,
    "ordeal": ordeal,
    "fmt": fmt,
    "lock": compile_locks,
    "audit": audit,
    "parts": list_parts,
    "clean": clean,
    "help": show_usage,
    "-h": show_usage,
    "--help": show_usage,
}


def main(words: list[str]) -> int:
    """Take the first word as the command (none means run) and return the exit status."""
    if sys.version_info < (3, 11):
        say("Candour needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))
        return 1
    os.chdir(ROOT)  # settings, database and caches are the project's, wherever the person stands
    first = words[0] if words else "run"
    try:
        return COMMANDS[first](words[1:]) if first in COMMANDS else hand_over(words)
    except Stop as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
